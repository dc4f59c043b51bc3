"""Who is seen: instances gathered, culled against a view, given their far version, sorted and packed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from yingxi.film.errors import YingxiError
from yingxi.world.geometry import Geometry
from yingxi.world.lamps import Lamps, nearest_lamps
from yingxi.world.optics import View
from yingxi.world.scene import Array

INSTANCE = np.dtype([("matrix", "<f4", 12), ("tint", "<f4", 4), ("near", "<u4", 4)])
"""80 bytes: 3x4 row-major matrix, tint and parameter, nearest lamps."""


NORMAL_TANGENT = 18 / 35
MIRRORED = 3.0
"""How much farther a thing counts in a mirror, which has half the lines and is blurred by the water."""
DENSITIES = (1e6, 200.0, 100.0, 70.0, 50.0, 35.0, 25.0, 20.0, 12.0, 6.0, 3.0, 2.0, 1.2, 0.8)
"""Triangles in a ten-thousandth of the picture (about 200 pixels at 1080p), from lavish to lean."""


class Detail(NamedTuple):
    """How much is drawn: most triangles in a ten-thousandth of the picture, least radius over distance."""

    density: float = 1e6
    smallest: float = 0.0


LAVISH = Detail()


class Draw(NamedTuple):
    """`number` instances of a kind, from `first`."""

    kind: int
    first: int
    number: int


@dataclass(frozen=True, eq=False, slots=True)
class Crowd:
    """Instances of all models in one table: rows (n, 16), kind numbers, world centres and radii."""

    rows: Array
    kinds: np.ndarray
    centres: Array
    radii: Array


def gather(geometry: Geometry, instances: Mapping[str, Array]) -> Crowd:
    """One table of instances by model name; raises YingxiError for a name that has no model."""
    rows, kinds = [], []
    for name, table in instances.items():
        number = geometry.number.get(name)
        if number is None:
            raise YingxiError(f"an instance of '{name}' is placed, but no model has that name")
        table = np.asarray(table, np.float32).reshape(-1, 16)
        rows.append(table)
        kinds.append(np.full(len(table), number, np.int32))
    if not rows:
        return Crowd(
            np.zeros((0, 16), np.float32),
            np.zeros(0, np.int32),
            np.zeros((0, 3), np.float32),
            np.zeros(0, np.float32),
        )
    return measure(geometry, np.concatenate(rows), np.concatenate(kinds))


def measure(geometry: Geometry, rows: Array, kinds: np.ndarray) -> Crowd:
    """Where each instance's sphere is in the world."""
    matrix = rows[:, :12].reshape(-1, 3, 4)
    local = geometry.centres[kinds]
    centres = np.einsum("nij,nj->ni", matrix[:, :, :3], local) + matrix[:, :, 3]
    scale = np.sqrt((matrix[:, :, :3] ** 2).sum(1).max(1))
    return Crowd(rows, kinds, centres.astype(np.float32), geometry.radii[kinds] * scale)


def join(one: Crowd, other: Crowd) -> Crowd:
    """Both crowds in one, the first before the second."""
    if not len(other.kinds):
        return one
    return Crowd(
        *(
            np.concatenate(pair)
            for pair in zip(
                (one.rows, one.kinds, one.centres, one.radii),
                (other.rows, other.kinds, other.centres, other.radii),
                strict=True,
            )
        )
    )


def seen(crowd: Crowd, view: View, mirrored: bool, smallest: float) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the instances in the view and their distance along the lens."""
    relative = crowd.centres - view.eye.astype(np.float32)
    depth = relative @ view.forward.astype(np.float32)
    across = np.abs(relative @ view.right.astype(np.float32))
    rise = np.abs(relative @ view.up.astype(np.float32))
    wide, tall = view.tangent
    inside = depth > -crowd.radii
    inside &= across - depth * wide < crowd.radii * np.sqrt(1 + wide * wide)
    inside &= rise - depth * tall < crowd.radii * np.sqrt(1 + tall * tall)
    if smallest > 0:
        inside &= crowd.radii > smallest * np.maximum(depth, 1)
    if mirrored:
        inside &= crowd.centres[:, 1] + crowd.radii > 0
    chosen = np.nonzero(inside)[0]
    return chosen, depth[chosen]


def with_far(
    geometry: Geometry, kinds: np.ndarray, distance: np.ndarray, room: np.ndarray | None = None
) -> np.ndarray:
    """Kind numbers after taking far versions: beyond their distance, or where triangles exceed the room."""
    while True:
        take = distance > geometry.far_beyond[kinds]
        if room is not None:
            take |= (geometry.triangles_of[kinds] > room) & (geometry.far[kinds] >= 0)
        if not take.any():
            return kinds
        kinds = np.where(take, geometry.far[kinds], kinds)


def chosen_kinds(
    geometry: Geometry, crowd: Crowd, view: View, mirrored: bool, detail: Detail
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the crowd that a view draws, their depth, and their kinds after taking far versions.

    A far version is taken beyond its distance as a 35 mm lens sees it, or where there would be more than
    the detail's density of triangles. In a mirror everything counts as if it stood MIRRORED
    times as far away.
    """
    chosen, depth = seen(crowd, view, mirrored, detail.smallest)
    distance = np.linalg.norm(crowd.centres[chosen] - view.eye.astype(np.float32), axis=1)
    share = (crowd.radii[chosen] / np.maximum(distance, 0.1)) ** 2 / (view.tangent[0] * view.tangent[1])
    room = np.minimum(share, 1.0) * 0.6 * 1e4 * detail.density
    if not mirrored:
        room = np.where(geometry.yields[crowd.kinds[chosen]], room, np.inf)
    scale = max(view.tangent) / NORMAL_TANGENT * (MIRRORED if mirrored else 1.0)
    return chosen, depth, with_far(geometry, crowd.kinds[chosen], distance * scale, room)


def stage(
    geometry: Geometry,
    crowd: Crowd,
    view: View,
    lamps: Lamps,
    mirrored: bool,
    first: int = 0,
    detail: Detail = LAVISH,
    still: int = 0,
) -> tuple[np.ndarray, list[Draw], np.ndarray]:
    """Packed instances of a view, its draws from near to far, and which rows of the crowd they are.

    The first `still` rows of the crowd never move.
    """
    chosen, depth, kinds = chosen_kinds(geometry, crowd, view, mirrored, detail)
    nearest_depth = np.full(len(geometry.kinds), np.inf)
    np.minimum.at(nearest_depth, kinds, depth)
    order = np.lexsort((depth, kinds, nearest_depth[kinds]))
    chosen, kinds = chosen[order], kinds[order]
    packed = np.zeros(len(chosen), INSTANCE)
    packed["matrix"] = crowd.rows[chosen, :12]
    packed["tint"] = crowd.rows[chosen, 12:]
    packed["near"] = nearest_lamps(lamps, crowd.centres[chosen], crowd.radii[chosen])
    packed["near"][:, 3] = chosen >= still
    return packed, group_draws(kinds, first), chosen


def fitting_detail(
    geometry: Geometry, crowd: Crowd, view: View, mirrored: bool, budget: int, leanest: Detail
) -> Detail:
    """The greatest density at which a view draws no more triangles than the budget, or else the leanest."""
    for density in DENSITIES:
        detail = Detail(max(density, leanest.density), leanest.smallest)
        _, _, kinds = chosen_kinds(geometry, crowd, view, mirrored, detail)
        if density <= leanest.density or geometry.triangles_of[kinds].sum() <= budget:
            return detail
    return leanest


def group_draws(kinds: np.ndarray, first: int) -> list[Draw]:
    """One draw for every run of equal kinds."""
    starts = np.nonzero(np.diff(kinds, prepend=-1))[0]
    ends = np.append(starts[1:], len(kinds))
    return (
        [Draw(int(kinds[a]), first + int(a), int(b - a)) for a, b in zip(starts, ends, strict=True)]
        if len(kinds)
        else []
    )
