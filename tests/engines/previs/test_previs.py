"""Control pictures say what the geometry says, are kept without loss, and are drawn once."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1] / "diffusion"))  # small_boards.py

from small_boards import board_of, shot_of

from yingxi.engines.previs import SIGNALS, draw_cast, shoot_previs
from yingxi.engines.previs.kept import LosslessWriter, Previs
from yingxi.engines.previs.pictures import (
    Range,
    depth_picture,
    flow_picture,
    mask_colour,
    masks_picture,
    range_of,
)
from yingxi.media import load_still
from yingxi.world.controls import Controls


def controls_of(depth=None, motion=None, masks=None):
    """Control data of an 8x8 frame: a wall 10 m away, still, one thing."""
    depth = np.full((8, 8), 10.0, np.float32) if depth is None else depth
    normals = np.broadcast_to(np.array([0, 0, 1], np.float32), (8, 8, 3))
    motion = np.zeros((8, 8, 2), np.float32) if motion is None else motion
    masks = np.full((8, 8), 3 * 1024 + 1, np.uint16) if masks is None else masks
    return Controls(depth, normals, motion, masks)


def test_near_is_white_far_is_dark_and_sky_is_black():
    depth = np.tile(np.geomspace(2, 100, 8, dtype=np.float32), (8, 1))
    depth[0] = 1e4
    seen = depth_picture(controls_of(depth), range_of([controls_of(depth)]))[..., 0].astype(int)
    assert (np.diff(seen[1]) <= 0).all()
    assert seen[1, 0] == 255
    assert 0 < seen[1, -1] < 40
    assert not seen[0].any()


def test_depth_is_scaled_by_the_shot_not_by_the_frame():
    span = Range(far=0.01, near=0.5)
    near, far = (depth_picture(controls_of(np.full((8, 8), metres, np.float32)), span) for metres in (4, 40))
    assert near.min() > far.max()


def test_flow_shows_direction_as_hue_and_rest_as_white():
    span = Range(motion=4.0)
    still = flow_picture(controls_of(), span)
    assert (still == 255).all()
    right, left = np.zeros((2, 8, 8, 2), np.float32)
    right[..., 0], left[..., 0] = 4, -4
    assert tuple(flow_picture(controls_of(motion=right), span)[0, 0]) == (255, 0, 0)
    assert tuple(flow_picture(controls_of(motion=left), span)[0, 0]) == (0, 255, 255)


def test_a_thing_has_one_colour_in_every_frame_and_no_two_of_a_crowd_share_it():
    masks = np.arange(64, dtype=np.uint16).reshape(8, 8) + 2 * 1024
    first, second = (masks_picture(controls_of(masks=given)) for given in (masks, masks[::-1].copy()))
    np.testing.assert_array_equal(first, second[::-1])
    assert len(np.unique(first.reshape(-1, 3), axis=0)) == 64
    assert not mask_colour(0).any()


def test_what_is_kept_is_read_back_bit_by_bit(tmp_path):
    pictures = np.random.default_rng(1).integers(0, 256, (3, 48, 64, 3), np.uint8)
    with LosslessWriter(tmp_path / "depth.mkv", (64, 48), 12) as writer:
        for picture in pictures:
            writer.write(picture)
    kept = Previs(folder=tmp_path, size=(64, 48), first=0, frames=3, signals=("depth",))
    np.testing.assert_array_equal(np.stack(list(kept.read("depth"))), pictures)


def write_and_fail(path):
    with LosslessWriter(path, (64, 48), 12) as writer:
        writer.write(np.zeros((48, 64, 3), np.uint8))
        raise KeyError


def test_a_writer_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(KeyError):
        write_and_fail(tmp_path / "depth.mkv")
    assert not list(tmp_path.iterdir())


def test_a_shot_is_drawn_once_and_anew_when_its_camera_changes(tmp_path):
    shot = shot_of(1, set="studio", place="studio", hour="noon", move="push_in")
    board, told = board_of(shot), []
    drawn = shoot_previs(
        shot, board, tmp_path, range(-1, 3), (64, 64), tuple(SIGNALS), lambda *said: told.append(said)
    )
    assert told[-1] == (4, 4, "previs")
    assert sorted(path.stem for path in drawn.folder.iterdir()) == sorted(SIGNALS)
    for signal in SIGNALS:
        pictures = np.stack(list(drawn.read(signal)))
        assert pictures.shape == (4, 64, 64, 3)
        assert signal == "flow" or pictures.std() > 1, signal
    before = len(told)
    described = replace(shot, description="something else", seed=shot.seed)
    assert shoot_previs(described, board, tmp_path, range(-1, 3), (64, 64), ("depth",)).folder == drawn.folder
    assert len(told) == before
    moved = replace(shot, move="pull_out")
    assert shoot_previs(moved, board, tmp_path, range(1), (64, 64), ("depth",)).folder != drawn.folder


def test_the_cast_stands_alone_on_plain_grey(tmp_path):
    shot = shot_of(1)
    (picture,) = draw_cast(shot, board_of(shot), tmp_path, 3)
    assert (picture.words, picture.asset) == ("red lantern", "lantern")
    seen = load_still(picture.path).astype(int)
    assert seen.shape == (512, 512, 3)
    grey = np.abs(seen - 208).max(axis=-1) < 4
    assert grey[[0, 0, -1, -1], [0, -1, 0, -1]].all()
    assert 0.05 < 1 - grey.mean() < 0.9
    assert draw_cast(shot, board_of(shot), tmp_path, 0) == ()
