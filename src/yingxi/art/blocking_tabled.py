"""What belongs on a table stands on the shot's table, not beside it; who eats together sits round it."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking import Blocked
from yingxi.world.scene import Array

TABLEWARE = frozenset({"cup", "coffee_bean", "honey", "hot_pot", "kettle", "noodle_bowl"})
"""Things whose builders know that they stand on a table when the shot has one."""
PLACES = (-0.28, 0.36, 0.04, -0.58, 0.64)
"""Metres along the table's top at which its things stand, in the order in which they come."""
TABLES: Mapping[str, tuple[float, float]] = {"table": (0.76, 0.0), "noodle_stall": (0.98, 0.44)}
"""What things can stand on: the height of its top, and how far before its middle they stand, in metres."""
FOR_TABLE_ONLY = frozenset({"noodle_bowl"})
"""What a stall serves; the other things want a table."""
ROUND = ("hot_pot", "table")
"""What people gather round, the first that the shot has."""
GATHERING = frozenset({"family"})
"""Casts that stand in a ring."""


def set_on_table(assets: Mapping[int, Asset], blocked: Mapping[int, Blocked]) -> dict[int, Blocked]:
    """The same blocking with tableware moved onto the shot's first table, which the camera serves."""
    found = dict(blocked)
    table = next((i for i in sorted(blocked) if assets[i].id in TABLES), None)
    if table is None:
        return found
    stall = assets[table].id != "table"
    high, before = TABLES[assets[table].id]
    taken = 0
    for index in sorted(blocked):
        if assets[index].id not in (FOR_TABLE_ONLY if stall else TABLEWARE):
            continue
        many = len(blocked[index].paths)
        seats = [PLACES[(taken + k) % len(PLACES)] for k in range(many)]
        paths = tuple(_on_top(blocked[table].paths[0], along, high, before) for along in seats)
        taken += many
        stands = blocked[table]
        found[index] = replace(
            blocked[index], paths=paths, stage=stands.stage, habitat=stands.habitat, aboard=table
        )
    return found


def gather_round(assets: Mapping[int, Asset], blocked: Mapping[int, Blocked]) -> dict[int, Blocked]:
    """The same blocking with families moved to the shot's table or hot pot, which they stand about."""
    found = dict(blocked)
    wanted = (i for kind in ROUND for i in sorted(blocked) if assets[i].id == kind)
    table = next(wanted, None)
    if table is None:
        return found
    for index in sorted(blocked):
        if assets[index].id in GATHERING:
            stands = blocked[table]
            found[index] = replace(
                blocked[index], paths=stands.paths[:1], stage=stands.stage, habitat=stands.habitat
            )
    return found


def _on_top(table: Path, along: float, high: float, before: float) -> Path:
    """The way of a thing that stands on a table, `along` and `before` metres from the middle of its top."""

    def position(t: float) -> Array:
        yaw = table.yaw(t)
        place = np.array(table.position(t), np.float32)
        x = along * math.cos(yaw) + before * math.sin(yaw)
        z = before * math.cos(yaw) - along * math.sin(yaw)
        return place + np.array((x, high, z), np.float32)

    return Path(position=position, yaw=table.yaw)
