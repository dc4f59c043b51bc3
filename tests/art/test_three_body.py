"""The trisolar world: suns that climb, a fleet that breaks in order, a ship in slabs, a clock that falls."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import Asset, CallSheet, Path, Place
from yingxi.art.checker import BLIND, check_shot
from yingxi.art.dress import dress
from yingxi.art.effects.countdown import Countdown
from yingxi.art.kept import versions_of
from yingxi.art.looks_file import find_look
from yingxi.art.props.sliced_ship import SLAB, SlicedShip
from yingxi.art.props.warship import half_ship, warship
from yingxi.art.registry import asset_by_id
from yingxi.art.sets.fleet_battle import EMERGING, FAST, SLOW, Battle, battle_of, is_battle
from yingxi.film import Score, Shot, Storyboard, Subject
from yingxi.world.scene import World

BATTLE = (
    Subject(words="水滴", asset="droplet", action="fly"),
    Subject(words="舰队", asset="spaceship", action="fly", count=5),
    Subject(words="爆炸", asset="explosion", role="effect"),
)
SUNS = (
    Subject(words="旅人", asset="astronaut", action="walk"),
    Subject(words="三颗太阳", asset="three_suns", role="effect"),
)
SHIP = (Subject(words="巨轮", asset="sliced_ship", action="sail"),)
CLOCK = (Subject(words="倒计时", asset="countdown", role="effect"),)
SHOTS = (
    ("desert", "sunset", "ews", SUNS, 1),
    ("desert", "sunset", "fs", SUNS, 0),
    ("canal", "morning", "ews", SHIP, 0),
    ("canal", "morning", "fs", SHIP, 0),
    ("canal", "morning", "ws", SHIP, 0),
    ("space", "night", "ews", BATTLE, 1),
    ("space", "night", "fs", BATTLE, 0),
    ("space", "night", "ms", BATTLE, 0),
    ("space", "night", "ws", BATTLE, 2),
    ("space", "night", "ws", BATTLE, 0),
    ("observatory", "night", "ews", CLOCK, 0),
    ("observatory", "night", "ws", CLOCK, 0),
)


def shot_of(place: str, hour: str, size: str, subjects: tuple[Subject, ...], focus: int | None) -> Shot:
    return Shot(
        number="0010", scene=1, start=0, length=72, description="", place=place, set=place, hour=hour,
        size=size, subjects=subjects, focus=focus,
    )  # fmt: skip


def board_of(shot: Shot) -> Storyboard:
    return Storyboard(
        title="三日", language="zh", look="hard_scifi", fps=24, width=640, height=360, frames=72,
        score=Score(), shots=(shot,),
    )  # fmt: skip


def sheet_of(shot: Shot, subject: Subject | None = None) -> CallSheet:
    path = Path(position=lambda t: np.zeros(3, np.float32), yaw=lambda t: 0.0)
    return CallSheet(
        shot=shot, look=find_look("hard_scifi"), fps=24, duration=3.0, beat=0.6, beat_phase=0.0, seed=1,
        subject=subject, paths=(path,) if subject else (),
    )  # fmt: skip


@pytest.mark.parametrize(("place", "hour", "size", "subjects", "focus"), SHOTS)
def test_the_place_has_its_own_view_and_it_is_not_blind(place, hour, size, subjects, focus) -> None:
    shot = shot_of(place, hour, size, subjects, focus)
    dressed = dress(shot, board_of(shot))
    # The common framing says what it changed; the place's own view is taken as it was drawn.
    assert dressed.notes == ()
    world: World = dressed.world
    assert not BLIND.intersection(check_shot(world, None, size, 3.0, (640, 360)))
    first, last = (np.array(world.camera(t).position) for t in (0.0, 3.0))
    assert np.linalg.norm(last - first) > 0.3


def test_ships_are_struck_one_after_the_other_and_part() -> None:
    battle = Battle(speed=FAST, start=100.0)
    ages = battle.ages(1.5)
    assert (np.diff(ages) < 0).all()
    assert ages[0] > 0 > ages[-1]
    shot = shot_of("space", "night", "ws", BATTLE, 2)
    row = asset_by_id("spaceship").build(sheet_of(shot, BATTLE[1]))
    moment = row.at(1.5)
    whole = np.abs(moment.instances["warship"][:, :3]).sum(1) > 0
    broken = np.abs(moment.instances["ship_bow"][:, :3]).sum(1) > 0
    assert (whole ^ broken).all()
    apart = moment.instances["ship_bow"][broken, 3] - moment.instances["ship_stern"][broken, 3]
    assert (np.diff(apart) < 0).all()
    assert (apart > 0).all()


def test_before_the_strike_nothing_burns() -> None:
    shot = shot_of("space", "night", "fs", BATTLE, 0)
    assert is_battle(shot)
    assert battle_of(sheet_of(shot)).speed == SLOW
    assert battle_of(sheet_of(replace(shot, size="ws"))).speed == EMERGING
    place = asset_by_id("space").build(sheet_of(shot))
    assert isinstance(place, Place)
    assert all(len(actor.at(1.0).lights) == 0 for actor in place.actors)


def test_slabs_lie_on_one_another_until_the_wires_are_through() -> None:
    whole, cut = SlicedShip(cut=False, close=False, seed=1), SlicedShip(cut=True, close=False, seed=1)
    assert float(np.ptp(whole.slides(3.0)[0])) == 0.0
    assert float(np.ptp(cut.slides(3.0)[0])) > 2 * SLAB
    assert (cut.slides(3.0)[0] > cut.slides(1.0)[0] - 1e-6).mean() > 0.8
    assert cut.at(1.0).instances["ship_slab_9"][0, 15] > 0 == whole.at(1.0).instances["ship_slab_9"][0, 15]


def test_the_countdown_falls_by_the_second_and_never_below_nothing() -> None:
    clock = Countdown(centre=np.zeros(3), toward=(0.0, 1.0), size=10.0, seconds=3661.5, seed=1)
    assert clock.text(0.0) == "0001:01:02"
    assert clock.text(1.6) == "0001:01:00"
    assert clock.text(99999.0) == "0000:00:00"
    lit, dots = clock.bars(0.0)
    assert len(dots) == 4
    assert len(lit) == 4 * 6 - 4 + 6 + 2 + 6 + 5
    assert clock.at(0.0).instances["fire_bar"].shape == clock.at(1.6).instances["fire_bar"].shape


def test_a_ship_that_is_far_is_cheap() -> None:
    near, far, dot = (sum(len(s.triangles) for s in m.surfaces) for m in versions_of(warship()))
    assert near < 12_000
    assert far < 400 > dot
    assert all(sum(len(s.triangles) for s in half_ship(bow).surfaces) < near for bow in (True, False))


@pytest.mark.parametrize("name", ["radio_telescope", "sliced_ship", "three_suns", "countdown"])
def test_they_are_asked_for_in_both_languages(name: str) -> None:
    asset: Asset = asset_by_id(name)
    assert asset.words.zh
    assert asset.words.en
    shot = shot_of("grassland", "noon", "ws", (), None)
    actor = asset.build(sheet_of(shot, Subject(words="x", asset=name)))
    low, high = actor.bounds(0.0)
    assert (high >= low).all()
    assert set(actor.at(0.5).instances) <= set(actor.models)
