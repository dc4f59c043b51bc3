"""Props that stand, float and drift are where their paths say, at the size they declare."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import CallSheet, Path
from yingxi.art.looks_file import find_look
from yingxi.art.registry import catalogue
from yingxi.film import Shot, Subject

PROPS = (
    "tree",
    "pine",
    "willow",
    "cherry_tree",
    "bamboo_grove",
    "rock",
    "house",
    "farm_house",
    "pagoda",
    "pavilion",
    "great_hall",
    "lighthouse",
    "tower",
    "bridge",
    "small_boat",
    "sailing_ship",
    "cloud",
    "lantern",
    "car",
    "street_lamp",
    "chest",
    "radio_telescope",
)


def sheet(prop: str, count: int = 2, colour: str = "") -> CallSheet:
    shot = Shot(
        number="0010", scene=1, start=0, length=48, description="", place="", set="lake", hour="morning"
    )
    paths = tuple(
        Path(position=lambda t, k=k: np.array([40.0 * k + t, 2.0, 5.0], np.float32), yaw=lambda t: 0.3)
        for k in range(count)
    )
    return CallSheet(
        shot=shot,
        look=find_look("documentary"),
        fps=24,
        duration=2.0,
        beat=0.6,
        beat_phase=0.0,
        seed=3,
        paths=paths,
        subject=Subject(words=prop, asset=prop, count=count, colour=colour),
    )


@pytest.mark.parametrize("name", PROPS)
def test_prop_follows_its_path(name: str) -> None:
    actor = catalogue()[name].build(sheet(name))
    moment = actor.at(0.5)
    assert set(moment.instances) <= set(actor.models)
    assert moment.instances or len(moment.puffs)
    low, high = actor.bounds(0.5)
    assert (low[[0, 2]] < high[[0, 2]]).all()
    for rows in moment.instances.values():
        assert (rows[:, 3] > low[0] - 8).all()
        assert (rows[:, 3] < high[0] + 8).all()


@pytest.mark.parametrize("name", PROPS)
def test_prop_is_as_large_as_it_says(name: str) -> None:
    asset = catalogue()[name]
    low, high = asset.build(sheet(name, count=1)).bounds(0.0)
    tall = float(high[1] - low[1])
    assert 0.5 < tall / asset.size[1] < 1.9


def test_colour_is_taken_from_the_subject() -> None:
    red, white = (
        catalogue()["sailing_ship"].build(sheet("sailing_ship", colour=c)) for c in ("红色", "white")
    )
    tints = [actor.at(0.0).instances["junk_rig"][0, 12:15] for actor in (red, white)]
    assert tints[0][0] > 5 * tints[0][1]
    assert np.ptp(tints[1]) < 0.1


def test_a_moving_boat_makes_waves_and_a_resting_one_none() -> None:
    moving = catalogue()["small_boat"].build(sheet("small_boat"))
    still = replace(
        moving,
        paths=tuple(Path(position=lambda t: np.zeros(3, np.float32), yaw=lambda t: 0.0) for _ in range(2)),
    )
    assert moving.at(1.0).waves[:, 4].max() > 0
    assert still.at(1.0).waves[:, 4].max() == 0
