"""The camera serves its subject: its size, its side, its room, above ground."""

import numpy as np
import pytest
from art_boxes import a_board, a_shot, a_subject, box_asset, plain

from yingxi.art.blocking import block_shot
from yingxi.art.checker import box_corners
from yingxi.art.dress import call_sheet
from yingxi.art.framing import frame_shot
from yingxi.art.framing_box import Served
from yingxi.art.framing_sizes import FIGURE_SHARE, held_size
from yingxi.art.looks_file import find_look
from yingxi.film.terms import Move
from yingxi.world.optics import project
from yingxi.world.scene import CameraPose

WIDE, TALL = (1920, 1080), (1080, 1920)


def shoot(place=None, asset=None, frame=WIDE, **shot):
    asset, place = asset or box_asset(closest="ecu"), place or plain()
    subject = a_subject(asset.id, action=shot.pop("action", asset.actions[0]), count=shot.pop("count", 1))
    drawn = a_shot(subject, **shot)
    sheet = call_sheet(drawn, a_board(drawn), find_look("documentary"))
    blocked = block_shot(drawn, {0: asset}, place, sheet.duration, 1)[0]
    from dataclasses import replace

    actor = asset.build(replace(sheet, subject=subject, paths=blocked.paths))
    camera = frame_shot(sheet, Served(actor=actor, asset=asset, stage=blocked.stage), place, frame)
    return camera, actor, sheet.duration


def seen(camera, actor, t, frame=WIDE):
    pixels = project(camera(t), frame, box_corners(actor.bounds, t))[:, :2] / np.asarray(frame)
    return pixels.min(axis=0), pixels.max(axis=0)


@pytest.mark.parametrize("size", ["ews", "ws", "fs"])
@pytest.mark.parametrize("lens", [24.0, 50.0, 100.0])
def test_a_standing_figure_takes_the_share_of_its_size(size, lens):
    camera, actor, duration = shoot(size=size, lens=lens)
    low, high = seen(camera, actor, duration / 2)
    assert high[1] - low[1] == pytest.approx(FIGURE_SHARE[size], rel=0.3)
    assert low.min() > 0
    assert high.max() < 1


def test_a_tight_size_keeps_the_head_and_cuts_the_feet():
    camera, actor, duration = shoot(size="ms", lens=50.0)
    low, high = seen(camera, actor, duration / 2)
    assert 0.0 < low[1] < 0.2
    assert high[1] > 1.0


@pytest.mark.parametrize("move", Move.__args__)
@pytest.mark.parametrize("action", ["stand", "walk"])
def test_a_full_figure_stays_in_the_frame_through_every_move(move, action):
    camera, actor, duration = shoot(size="fs", lens=50.0, move=move, action=action)
    for t in np.linspace(0.0, duration, 7):
        low, high = seen(camera, actor, float(t))
        inside = np.prod((np.minimum(high, 1.0) - np.maximum(low, 0.0)) / (high - low))
        assert inside > 0.75, (move, t, low, high)


@pytest.mark.parametrize("frame", [WIDE, TALL, (1000, 1000), (2390, 1000)])
def test_a_wide_thing_fits_every_shape_of_frame(frame):
    boat = box_asset("boat", (14.0, 2.2, 1.6), kind="prop")
    camera, actor, duration = shoot(asset=boat, frame=frame, size="fs", lens=50.0)
    low, high = seen(camera, actor, duration / 2, frame)
    assert low.min() > 0
    assert high.max() < 1
    assert high[0] - low[0] > 0.25


@pytest.mark.parametrize("frame", [WIDE, TALL, (2390, 1000)])
@pytest.mark.parametrize("size", ["ews", "ws", "fs"])
def test_what_hangs_in_the_sky_is_seen_whole_from_the_ground(frame, size):
    ship = box_asset("airship", (40.0, 12.0, 12.0), lives="sky", actions=("hover",), kind="prop")
    camera, actor, duration = shoot(asset=ship, frame=frame, size=size, lens=35.0)
    low, high = seen(camera, actor, duration / 2, frame)
    assert low.min() > -0.02
    assert high.max() < 1.02
    assert max(high - low) > 0.1
    assert camera(0.0).position[1] < 5.0


def test_a_traveller_has_room_ahead():
    camera, actor, duration = shoot(size="ws", action="walk", screen="right")
    low, high = seen(camera, actor, duration / 2)
    assert 0.5 * (low[0] + high[0]) < 0.45


def test_the_horizon_is_level_and_angles_mean_what_they_say():
    heights = {}
    for angle in ("low", "eye", "high", "aerial"):
        camera, _, duration = shoot(size="ws", angle=angle)
        pose = camera(duration / 2)
        assert pose.roll == 0.0
        heights[angle] = pose.position[1]
    assert heights["low"] < heights["eye"] < heights["high"] < heights["aerial"]


def test_no_camera_goes_under_the_ground_or_the_water():
    hill = plain()
    object.__setattr__(hill, "ground", lambda x, z: 3.0 * np.ones_like(x))
    for place in (hill, plain(water=True)):
        for move in ("crane_down", "tilt_up", "static"):
            camera, _, duration = shoot(place=place, size="ws", angle="low", move=move)
            for t in np.linspace(0.0, duration, 5):
                x, y, z = camera(float(t)).position
                floor = 0.0 if place.ground is None else float(place.ground(np.array([x]), np.array([z]))[0])
                assert y > floor + 0.2


def test_the_places_own_setup_goes_first():
    own = CameraPose(position=(1.0, 2.0, 3.0), target=(0.0, 0.0, 0.0))
    camera, _, _ = shoot(place=plain(setups=lambda sheet, focus: lambda t: own))
    assert camera(1.0) == own


def test_close_sizes_are_shallow_and_wide_ones_sharp():
    close, _, _ = shoot(size="cu", lens=85.0)
    wide, _, _ = shoot(size="ws", lens=24.0)
    assert close(0.0).aperture > 0
    assert close(0.0).focus > 0
    assert wide(0.0).aperture == 0


def test_no_tighter_than_the_asset_holds():
    assert held_size("cu", box_asset(closest="fs")) == "fs"
    assert held_size("ws", box_asset(closest="fs")) == "ws"
    assert held_size("cu", None) == "cu"


def test_a_place_without_subjects_is_shown_over_its_spot():
    shot = a_shot(focus=None, size="ews")
    sheet = call_sheet(shot, a_board(shot), find_look("documentary"))
    pose = frame_shot(sheet, None, plain(), WIDE)(0.0)
    way = np.array(pose.target) - np.array(pose.position)
    # The spot's camera side is +z, so the view goes to -z.
    assert way[2] < 0
    assert abs(way[0]) < abs(way[2])
