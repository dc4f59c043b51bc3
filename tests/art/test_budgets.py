"""Triangles: what is drawn often gets lighter step by step, and the headline's city and boats stay lean."""

from itertools import pairwise

import numpy as np
import pytest

from yingxi.art.kept import versions_of
from yingxi.art.props import dragon_boat_hull, dragon_boat_rower, fish
from yingxi.art.sets import old_town, river_city_banks, river_city_new, river_city_old, river_city_people
from yingxi.world.scene import Model

LADDERS = {
    "rower's torso": (lambda: dragon_boat_rower.torso((0.6, 0.03, 0.02)), 2_900, 80),
    "rower's head": (lambda: dragon_boat_rower.head((0.6, 0.03, 0.02), True), 2_400, 60),
    "rower's forearm": (lambda: dragon_boat_rower.forearm((0.6, 0.03, 0.02)), 300, 12),
    "paddle": (dragon_boat_rower.paddle, 100, 16),
    "boat": (lambda: dragon_boat_hull.boat_model(0), 12_000, 500),
    "spectator": (lambda: river_city_people.spectator(0), 4_000, 40),
    "quay": (river_city_banks.quay, 1_600, 60),
    "lamp": (river_city_banks.lamp_post, 300, 20),
    "pagoda": (lambda: river_city_old.pagoda(7, 9.0, 6.2), 13_000, 700),
    "tea house": (lambda: river_city_old.tea_house(3, 12.0, 10.0), 2_500, 150),
    "bridge": (river_city_old.bridge, 11_500, 2_300),
    "pearl tower": (river_city_new.pearl_tower, 4_100, 1_000),
    "town house": (lambda: old_town.house_model(1), 4_500, 110),
    "fish": (fish.fish_model, 300, 80),
}
"""What is drawn, most triangles of its nearest and of its farthest version."""


def triangles(model: Model) -> int:
    """All triangles of one version."""
    return sum(len(part.triangles) for part in model.surfaces)


def box(model: Model) -> np.ndarray:
    """Its low and high corners (2, 3)."""
    points = np.concatenate([part.vertices["position"] for part in model.surfaces])
    return np.array([points.min(0), points.max(0)])


@pytest.mark.parametrize("name", LADDERS)
def test_each_version_is_much_lighter_and_still_fills_its_place(name: str) -> None:
    build, most, least = LADDERS[name]
    steps = list(versions_of(build()))
    counts = [triangles(step) for step in steps]
    assert counts[0] <= most
    assert counts[-1] <= least
    assert all(lighter < 0.75 * heavier for heavier, lighter in pairwise(counts))
    beyond = [step.far_beyond for step in steps[:-1]]
    assert beyond == sorted(beyond)
    whole = np.ptp(box(steps[0]), axis=0)
    for step, metres in zip(steps[1:], beyond, strict=True):
        lost = np.abs(box(step) - box(steps[0])).max(0)
        assert (lost < np.maximum(0.16 * whole, 0.012 * metres)).all()
