"""The painted family: empty paper where nothing is, marks where things are, the same bytes whoever paints."""

from dataclasses import replace

import numpy as np
import pytest
from tiny_world import NIGHT, digest, harbour

from yingxi.store.packs import find_pack
from yingxi.world import medium_paper
from yingxi.world.geometry import SEMANTICS
from yingxi.world.medium import FARTHEST, NEAREST, busyness, prepared, reach_of
from yingxi.world.scene import Air, Grade, Medium

PAPER = (0.88, 0.84, 0.74)
INK = Medium(
    family="ink",
    ramps={
        "wood": ((0.01, 0.01, 0.01), (0.2, 0.2, 0.2), (0.8, 0.78, 0.7)),
        "water": ((0.2, 0.25, 0.3), (0.8, 0.8, 0.7)),
    },
    paper=PAPER,
)
DAY = Air(sky="day")
PLAIN = Grade(vignette=0.0)


def painted(medium=INK, air=DAY):
    """The barge and one tower, so that most of the picture is empty."""
    world = harbour(air=air, grade=PLAIN)
    return replace(world, medium=medium, statics={"tower": world.statics["tower"][5:6]})


def tones(renderer, world):
    drawer = renderer((320, 180))
    drawer.load(world)
    return drawer.still(6).astype(float)


def test_the_empty_sky_is_paper_and_things_are_dark(renderer):
    picture = tones(renderer, painted())
    paper = medium_paper.display(PAPER) * 255
    assert np.abs(picture[:16, :40].mean((0, 1)) - paper).max() < 14
    assert picture.min() < 90
    assert np.median(picture.mean(-1)) > 150


def test_night_is_painted_as_a_wash_and_not_as_darkness(renderer):
    day, night = tones(renderer, painted()), tones(renderer, painted(air=NIGHT))
    assert 110 < night[:40].mean() < day[:40].mean() - 4


def test_ramps_colour_the_same_stage(renderer):
    pigments = {"wood": ((0.0, 0.02, 0.3), (0.1, 0.2, 0.6)), "water": ((0.0, 0.3, 0.3), (0.7, 0.8, 0.7))}
    blue = replace(INK, ramps=pigments)
    grey, coloured = tones(renderer, painted()), tones(renderer, painted(blue))
    dark = grey.mean(-1) < 120
    assert dark.sum() > 200
    assert (coloured[dark] @ (-1, 0, 1)).mean() > (grey[dark] @ (-1, 0, 1)).mean() + 20


def test_order_of_painted_frames_does_not_matter(renderer):
    drawer = renderer((320, 180))
    drawer.load(painted())
    forward = [digest(drawer.still(n)) for n in (2, 7)]
    drawer.load(harbour())
    lit = digest(drawer.still(2))
    drawer.load(painted())
    assert [digest(drawer.still(n)) for n in (7, 2)] == forward[::-1]
    assert lit not in forward


def test_a_seal_is_set_where_the_picture_is_empty(renderer):
    font = find_pack("noto-cjk")
    if font is None:
        pytest.skip("no Chinese font is installed")
    sealed = tones(renderer, painted(replace(INK, seal="影戏", seal_font=str(font))))
    red = (sealed[..., 0] > 150) & (sealed[..., 1] < 90)
    assert red.sum() > 12
    rows, columns = np.nonzero(red)
    assert rows.max() < 160
    assert np.ptp(columns) < 40


def test_ramp_picture_runs_from_light_to_dark_in_every_row():
    picture = medium_paper.ramp_picture(INK).astype(float)
    assert len(SEMANTICS) <= len(picture)
    brightness = picture[: len(SEMANTICS), :, :3].mean(-1)
    assert (np.diff(brightness, axis=1) <= 0).all()
    assert (brightness[:, 0] > brightness[:, -1] + 60).all()


def test_paper_tiles_without_a_seam():
    sheet = medium_paper.paper_picture().astype(float)[..., 2]
    seam = np.abs(sheet[0] - sheet[-1]).mean()
    inside = np.abs(np.diff(sheet, axis=0)).mean()
    assert seam < 2 * inside


def test_ink_pales_over_the_depth_of_the_view():
    view = np.zeros((20, 30, 4), np.float32)
    view[..., 3] = 5000.0
    assert NEAREST < reach_of(view) < FARTHEST
    view[10:, :, 3] = 40.0
    assert 20 < reach_of(view) < 50
    view[10:, :, 3] = 0.5
    assert reach_of(view) == NEAREST


def test_a_busy_place_is_not_written_on():
    view = np.zeros((90, 160, 4), np.float32)
    view[:, :80, 0] = np.indices((90, 80)).sum(0) % 2
    assert busyness(view, (0.1, 0.1), (0.1, 0.2)) > busyness(view, (0.8, 0.1), (0.1, 0.2))
    assert busyness(view, (0.95, 0.1), (0.1, 0.2)) == 9.0


def test_painters_need_no_cast_shadows():
    world = painted(air=Air(shadows=True))
    assert not prepared(world).air.shadows
    assert prepared(replace(world, medium=None)).air.shadows
