"""Cutting out and filling in: no halo on the subject, no ghost of it in the background."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from yingxi.engines.photo.layers import fill_behind, front_colours, part_layers, pull_push, soft_edges
from yingxi.engines.photo.matting import cut_out, keep_large
from yingxi.engines.photo.photograph import read_photograph

from .conftest import needs_matting


def disc(side=200, radius=60, blur=1.5):
    down, across = np.mgrid[:side, :side] - side / 2
    return gaussian_filter((np.hypot(down, across) < radius).astype(np.float32), blur)


def striped(side=200):
    across = np.arange(side)
    stripes = np.where(across // 6 % 2, 0.75, 0.55).astype(np.float32)
    return np.repeat(np.repeat(stripes[None, :, None], side, 0), 3, 2) * np.array([0.4, 0.7, 1.0], np.float32)


@needs_matting
@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("coffee.png", [(200, 300), (330, 230)], [(10, 10), (390, 590), (20, 560)]),
        ("astronaut.png", [(90, 220), (300, 200)], [(30, 60), (40, 330)]),
        ("chelsea.png", [(120, 250)], [(60, 430), (250, 440)]),
    ],
)
def test_the_subject_of_a_photograph_is_found(shipped, name, inside, outside):
    alpha = cut_out(read_photograph(shipped(name)))
    assert all(alpha[place] > 0.97 for place in inside)
    assert all(alpha[place] < 0.03 for place in outside)


@needs_matting
def test_an_empty_picture_has_no_subject():
    assert cut_out(np.full((240, 320, 3), 128, np.uint8)).max() == 0


def test_small_pieces_are_no_part_of_the_subject():
    rough = np.zeros((100, 100), np.float32)
    rough[20:70, 20:70] = 1
    rough[90:95, 5:9] = 1
    kept = keep_large(rough)
    assert kept[45, 45] == 1
    assert kept[92, 7] == 0


def test_small_gaps_belong_to_the_subject_and_large_ones_do_not():
    rough = np.ones((100, 100), np.float32)
    rough[40:45, 40:45] = 0
    rough[:, 70:] = 0
    kept = keep_large(rough)
    assert kept[42, 42] == 1
    assert kept[50, 85] == 0


def test_the_mirror_behind_a_corner_shows_no_splinters():
    alpha = np.zeros((200, 200), np.float32)
    alpha[60:, 60:] = 1
    slope = np.broadcast_to(np.linspace(0, 1, 200, dtype=np.float32)[:, None], (200, 200))
    filled = fill_behind(np.repeat(slope[..., None], 3, 2), alpha)[..., 0]
    diagonal = np.abs(np.diff(filled, axis=1)).diagonal()[66:76]
    assert diagonal.max() < 0.03


def test_the_subject_keeps_no_colour_of_the_old_background():
    alpha, red = disc(), np.array([0.8, 0.1, 0.1], np.float32)
    colours = alpha[..., None] * red + (1 - alpha[..., None]) * striped()
    edge = (alpha > 0.15) & (alpha < 0.95)
    assert np.abs(colours - red)[edge].mean() > 0.2, "the test's edge is mixed"
    assert np.abs(front_colours(colours.astype(np.float32), alpha) - red)[edge].mean() < 0.06


def test_the_background_is_filled_without_the_subject():
    alpha, red = disc(), np.array([0.9, 0.05, 0.05], np.float32)
    truth = striped()
    colours = (alpha[..., None] * red + (1 - alpha[..., None]) * truth).astype(np.float32)
    filled = fill_behind(colours, alpha)
    gone = alpha > 0.02
    assert (filled[gone][:, 0] < 0.45).all(), "red is left behind the subject"
    ring = gone & (disc(radius=52, blur=0) < 0.5)
    assert np.abs(filled - truth)[ring].mean() < 0.08
    assert np.ptp(filled[100, 42:50], axis=0).max() > 0.1, "the texture ends at the edge"
    assert (filled[alpha == 0] == colours[alpha == 0])[10:].mean() > 0.9


def test_colours_flow_in_from_the_nearest_that_are_known():
    known = np.ones((64, 96), np.float32)
    known[10:50, 20:70] = 0
    flat = np.full((64, 96, 3), 0.3, np.float32)
    assert pull_push(flat, known) == pytest.approx(flat, abs=1e-4)
    sides = np.zeros((64, 96, 3), np.float32)
    sides[:, 48:] = 1
    seen = pull_push(sides, known)[30, :, 0]
    assert seen[22] < 0.2 < 0.8 < seen[68]


def test_nothing_known_and_nothing_gone_are_no_accident():
    colours = striped(40)
    assert fill_behind(colours, np.zeros((40, 40), np.float32)) == pytest.approx(colours)
    assert np.isfinite(fill_behind(colours, np.ones((40, 40), np.float32))).all()


def test_only_broad_edges_are_soft():
    crisp, broad = disc(blur=0.7), disc(blur=7)
    assert soft_edges(crisp).max() < 0.05
    assert soft_edges(broad).max() > 0.5
    assert soft_edges(broad)[100, 100] == 0


@pytest.mark.parametrize("scale", [1, 4])
def test_what_is_soft_does_not_hang_on_how_large_the_picture_is(scale):
    for blur, soft in ((0.3, False), (6, True)):
        alpha = np.asarray(Image.fromarray(disc(blur=blur)).resize((200 * scale,) * 2))
        picture = np.full((*alpha.shape, 3), 128, np.uint8)
        assert (part_layers(picture, alpha).soft.max() > 0.3) == soft


def test_layers_together_are_the_photograph():
    alpha, red = disc(), np.array([0.8, 0.1, 0.1], np.float32)
    picture = ((alpha[..., None] * red + (1 - alpha[..., None]) * striped()) * 255).astype(np.uint8)
    layers = part_layers(picture, alpha)
    again = layers.front * layers.alpha[..., None] + layers.back * (1 - layers.alpha[..., None])
    assert np.abs(again * 255 - picture).mean() < 1.5
