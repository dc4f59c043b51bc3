"""Who rows or sails sits in the boat that the shot shows."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking import Blocked
from yingxi.film import Shot
from yingxi.world.scene import Array

WESTERN = frozenset({"sea", "coast_town"})
BENCH, STERN, FLOOR = -0.55, -2.75, 0.10
"""Metres along the hull of an open boat's bench and of the stern behind an awning; height of the floor."""
MOUNTED = frozenset({"row", "ride", "drive", "sail"})
AFLOAT = frozenset({"sea"})
"""Places without a shore to stand on: people there are in the boat whatever they do."""
APART = 0.8
"""Metres between two people in one boat."""


def put_aboard(shot: Shot, assets: Mapping[int, Asset], blocked: Mapping[int, Blocked]) -> dict[int, Blocked]:
    """The same blocking with people moved into the shot's boat, one behind the other; they row it."""
    boat = next((i for i in blocked if assets[i].id == "small_boat" and blocked[i].habitat == "water"), None)
    if boat is None:
        return dict(blocked)
    found = dict(blocked)
    seats = 0
    for index in sorted(blocked):
        if not _goes_by_boat(assets[index], blocked[index].action, shot):
            continue
        paths = tuple(
            _seat(blocked[boat].paths[0], shot.set in WESTERN, seats + k)
            for k in range(len(blocked[index].paths))
        )
        seats += len(paths)
        found[index] = replace(
            blocked[index],
            paths=paths,
            stage=blocked[boat].stage,
            habitat="water",
            action="row",
            aboard=boat,
        )
    return found


def _goes_by_boat(asset: Asset, action: str, shot: Shot) -> bool:
    person = asset.kind == "cast" and "row" in asset.actions and asset.id != "crowd"
    return person and (action in MOUNTED or shot.set in AFLOAT)


def _seat(boat: Path, western: bool, number: int) -> Path:
    """The way of somebody on a seat of a boat."""
    ahead = (BENCH if western else STERN) + APART * number

    def position(t: float) -> Array:
        yaw = boat.yaw(t)
        place = np.array(boat.position(t), np.float32)
        return place + np.array((ahead * math.cos(yaw), FLOOR, -ahead * math.sin(yaw)), np.float32)

    return Path(position=position, yaw=boat.yaw)
