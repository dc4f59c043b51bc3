"""The shan-shui scroll: its land, its views, and who is seen in them."""

import numpy as np
import pytest
from art_boxes import a_board, a_shot, a_subject

from yingxi.art.dress import call_sheet, dress
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.art.sets.shanshui import build_shanshui
from yingxi.art.sets.shanshui_land import RANGES, crests, land_height
from yingxi.art.sets.shanshui_views import STRETCHES, scroll_camera
from yingxi.film.storyboard import Title
from yingxi.world.optics import project

FRAME = (1920, 1080)
BOAT, CRANES = (
    a_subject("lone_boat", words="一叶扁舟", action="drift"),
    a_subject("crane", words="白鹤", count=5),
)


def world_of(*subjects, look="ink", **shot):
    told = a_shot(*subjects, look=look, set="shanshui", hour="dawn", weather="mist", season="spring", **shot)
    return dress(told, a_board(told)).world


def test_water_lies_open_between_the_banks_and_the_ranges():
    x, z = np.linspace(-8, 30, 30), np.full(30, -10.0)
    assert (land_height(x, z) < -0.5).all()
    tops = [land_height(np.array([p[0]]), np.array([p[1]]))[0] for one in RANGES for p in one.peaks]
    assert min(tops) > 15.0
    assert max(tops) > 120.0


def test_one_place_is_as_high_alone_as_among_others():
    x, z = np.array([-88.0, -50.0, 92.0, 12.0]), np.array([-250.0, 40.0, -70.0, -8.0])
    alone = [float(land_height(a, b)) for a, b in zip(x, z, strict=True)]
    assert np.allclose(alone, land_height(x, z), atol=1e-4)


def test_trees_grow_on_land():
    places = crests(("near", "middle"), 50, 3)
    assert len(places) == 100
    assert (land_height(places[:, 0], places[:, 2]) > 10).all()


def call(**shot):
    told = a_shot(set="shanshui", weather="mist", season="spring", focus=None, **shot)
    return call_sheet(told, a_board(told), find_look("ink"))


@pytest.mark.parametrize("move", sorted(STRETCHES))
def test_the_scroll_moves_and_stays_over_land_and_water(move):
    camera = scroll_camera(call(move=move, size="ews"), None)
    eyes = np.array([camera(t).position for t in (0.0, 2.0, 4.0)])
    assert np.linalg.norm(eyes[-1] - eyes[0]) > 4.0
    assert (eyes[:, 1] > land_height(eyes[:, 0], eyes[:, 2]) + 0.5).all()


@pytest.mark.parametrize(
    ("subject", "size", "angle"),
    [(BOAT, "ws", "eye"), (BOAT, "fs", "eye"), (BOAT, "ws", "high"), (CRANES, "fs", "eye")],
)
def test_who_goes_there_is_seen_whole_and_large_enough(subject, size, angle):
    told = a_shot(
        subject, set="shanshui", weather="mist", season="spring", size=size, angle=angle, look="ink"
    )
    dressed = dress(told, a_board(told))
    lead = next(a for a in dressed.world.actors if any("leaf_boat" in n or "crane" in n for n in a.models))
    for t in (0.2, 2.0, 3.6):
        low, high = lead.bounds(t)
        corners = np.array(
            [[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
        )
        seen = project(dressed.world.camera(t), FRAME, corners)
        assert (seen[:, 2] > 1).all()
        inside = (seen[:, 0] > -0.12 * FRAME[0]) & (seen[:, 0] < 1.12 * FRAME[0])
        assert inside.all()
        assert np.ptp(seen[:, 0]) > 0.08 * FRAME[0]


def test_verse_stands_on_quiet_views_only_and_never_beside_a_title():
    assert "白鹭" in build_shanshui(call(move="push_in")).verse
    assert build_shanshui(call(move="crane_up")).verse == ""
    assert build_shanshui(call(move="push_in", title=Title(text="山水"))).verse == ""


def test_the_boatman_sculls_and_stays_aboard():
    boat = next(a for a in world_of(BOAT, size="fs").actors if "leaf_boat" in a.models)
    places = [boat.at(t).instances for t in np.linspace(0, 2.4, 7)]
    oars = np.array([rows["leaf_oar"][0, :11] for rows in places])
    assert np.ptp(oars, axis=0).max() > 0.05
    for rows in places:
        man, hull = rows["leaf_boatman"][0, [3, 7, 11]], rows["leaf_boat"][0, [3, 7, 11]]
        assert np.linalg.norm((man - hull)[[0, 2]]) < 4.0
        assert 0.3 < man[1] - hull[1] < 1.4


def test_the_scroll_says_its_words():
    words = catalogue()["shanshui"].words
    assert "山水" in words.zh
    assert "ink landscape" in words.en
