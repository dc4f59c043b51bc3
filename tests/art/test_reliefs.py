"""Pictograms become solid reliefs: closed shapes of their colours, on their foot, alive on their path."""

import numpy as np
import pytest
from art_boxes import a_board, a_shot, a_subject

from yingxi.art import asset_by_id
from yingxi.art.blocking import block_shot
from yingxi.art.dress import call_sheet
from yingxi.art.looks_file import find_look
from yingxi.art.reliefs_facts import facts_of
from yingxi.art.reliefs_mesh import relief_model
from yingxi.art.reliefs_shape import layers_of
from yingxi.film.errors import UsageError
from yingxi.store.packs import find_pack

pytestmark = pytest.mark.skipif(
    any(find_pack(pack) is None for pack in ("fluent-emoji", "noto-emoji", "game-icons")),
    reason="pictogram packs are not installed",
)
SYMBOLS = [
    ("fluent-emoji", "whale"),
    ("fluent-emoji", "locomotive"),
    ("noto-emoji", "dragon"),
    ("game-icons", "lighthouse"),
]


@pytest.mark.parametrize(("pack", "symbol"), SYMBOLS)
def test_layers_are_valid_and_stand_on_their_foot(pack, symbol):
    layers = layers_of(pack, symbol)
    assert layers
    boxes = np.array([layer.area.bounds for layer in layers])
    assert boxes[:, 1].min() == pytest.approx(0.0, abs=1e-3)
    assert boxes[:, 3].max() == pytest.approx(1.0, abs=1e-3)
    for layer in layers:
        assert layer.area.is_valid
        assert all(0.0 <= value <= 1.0 for value in layer.colour)


def test_a_coloured_pictogram_keeps_its_colours():
    colours = {layer.colour for layer in layers_of("fluent-emoji", "whale")}
    assert any(blue > 2 * red for red, _, blue in colours)


@pytest.mark.parametrize(("pack", "symbol"), SYMBOLS)
def test_reliefs_are_solid_thin_and_lit_from_both_sides(pack, symbol):
    model, width = relief_model(pack, symbol, facts_of(symbol).semantic)
    assert 0.2 < width < 3.5
    places = np.concatenate([s.vertices["position"] for s in model.surfaces])
    normals = np.concatenate([s.vertices["normal"] for s in model.surfaces])[:, :3] / 127.0
    assert 0.06 < np.ptp(places[:, 2]) < 0.3
    assert (normals[:, 2] > 0.9).any()
    assert (normals[:, 2] < -0.9).any()
    assert (np.abs(normals[:, 2]) < 0.3).any()


def test_faces_look_outward():
    model, _ = relief_model("fluent-emoji", "whale", "animal")
    for surface in model.surfaces:
        corners = surface.vertices["position"][surface.triangles].astype(float)
        facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        meant = surface.vertices["normal"][surface.triangles][:, :, :3].mean(axis=1)
        large = np.linalg.norm(facing, axis=1) > 1e-7
        agrees = (facing * meant).sum(axis=1)[large] > 0
        assert agrees.mean() > 0.98


def test_a_relief_lives_on_its_path_inside_its_bounds():
    asset = asset_by_id("relief:fluent-emoji:horse")
    shot = a_shot(a_subject(asset.id, count=3, action="run"))
    sheet = call_sheet(shot, a_board(shot), find_look("documentary"))
    from dataclasses import replace

    paths = block_shot(shot, {0: asset}, _plain(), sheet.duration, 1)[0].paths
    actor = asset.build(replace(sheet, subject=shot.subjects[0], paths=paths))
    early, late = actor.at(0.0).instances[asset.id], actor.at(1.0).instances[asset.id]
    assert early.shape == (3, 16)
    assert not np.allclose(early, late)
    low, high = actor.bounds(1.0)
    places = late[:, [3, 7, 11]]
    assert (places > low - 0.3).all()
    assert (places < high + 0.3).all()


def _plain():
    from art_boxes import plain

    return plain()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("relief:nothing:cat", "write relief:"),
        ("relief:fluent-emoji:no-such-thing", "has no symbol 'no-such-thing'"),
    ],
)
def test_an_unknown_relief_says_what_is_allowed(name, said):
    with pytest.raises(UsageError, match=said):
        asset_by_id(name)


def test_a_whale_is_large_and_a_cup_small():
    assert facts_of("whale").height > 4.0
    assert facts_of("hot-beverage").height < 2.0
    assert facts_of("whale").lives == "underwater"
