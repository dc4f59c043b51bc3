"""What belongs on a table stands on the shot's table, not beside it."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking import Blocked
from yingxi.world.scene import Array

TABLEWARE = frozenset({"cup", "coffee_bean"})
"""Things whose builders know that they stand on a table when the shot has one."""
PLACES = (-0.28, 0.36, 0.04, -0.58, 0.64)
"""Metres along the table's top at which its things stand, in the order in which they come."""


def set_on_table(assets: Mapping[int, Asset], blocked: Mapping[int, Blocked]) -> dict[int, Blocked]:
    """The same blocking with tableware moved onto the shot's first table, which the camera serves."""
    found = dict(blocked)
    table = next((i for i in sorted(blocked) if assets[i].id == "table"), None)
    if table is None:
        return found
    taken = 0
    for index in sorted(blocked):
        if assets[index].id not in TABLEWARE:
            continue
        many = len(blocked[index].paths)
        seats = [PLACES[(taken + k) % len(PLACES)] for k in range(many)]
        paths = tuple(_on_top(blocked[table].paths[0], along, assets[table].size[1]) for along in seats)
        taken += many
        stands = blocked[table]
        found[index] = replace(
            blocked[index], paths=paths, stage=stands.stage, habitat=stands.habitat, aboard=table
        )
    return found


def _on_top(table: Path, along: float, high: float) -> Path:
    """The way of a thing that stands on a table, `along` metres from the middle of its top."""

    def position(t: float) -> Array:
        yaw = table.yaw(t)
        place = np.array(table.position(t), np.float32)
        return place + np.array((along * math.cos(yaw), high, -along * math.sin(yaw)), np.float32)

    return Path(position=position, yaw=table.yaw)
