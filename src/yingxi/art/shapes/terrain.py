"""Ground around a stage: fine underfoot, coarse at the horizon, in wedges so that those behind are culled."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yingxi.art.shapes.mesh import Finish, surface
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import grid
from yingxi.world.scene import Model

Height = Callable[[Array, Array], Array]
"""Metres of height at x, z arrays of metres."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Soil:
    """What the ground looks like at its vertices: linear colour (n, m, 3), the rest (n, m)."""

    colour: Array
    roughness: Array | float = 0.9
    open: Array | float = 1.0


Cover = Callable[[Array, Array, Array, Array], Soil]
"""Soil at x, z, height and steepness (0 flat, 1 upright) arrays."""


def lay_ground(
    height: Height,
    cover: Cover,
    material: str,
    semantic: str = "ground",
    *,
    centre: tuple[float, float] = (0.0, 0.0),
    near: float = 1.2,
    reach: float = 4000.0,
    steps: tuple[float, float] = (0.06, 0.028),
    wedges: int = 12,
    fine: int = 40,
    coarse: int = 12,
) -> dict[str, Model]:
    """Models 'ground_00' … of a round piece of ground of radius `reach` metres about `centre` (x, z).

    Rings grow by the first of `steps` up to 60 m and by the second beyond, where slopes face the camera.
    Wedges that look towards -z (where sets are looked at) have `fine` columns, the others `coarse`.
    """
    radius = _rings(near, reach, steps)
    edges = np.linspace(-np.pi, np.pi, wedges + 1) - np.pi / 2
    columns = [fine if np.sin((a + b) / 2) < -0.15 else coarse for a, b in pairwise(edges)]
    angle = np.concatenate(
        [np.linspace(a, b, n, endpoint=False) for (a, b), n in zip(pairwise(edges), columns, strict=True)]
    )
    sheet = _round_sheet(height, centre, radius, angle)
    soil = cover(sheet[..., 0], sheet[..., 2], sheet[..., 1], 1 - _normals(sheet)[..., 1])
    finish = Finish(
        colour=soil.colour,
        roughness=np.broadcast_to(soil.roughness, sheet.shape[:2]),
        open=np.broadcast_to(soil.open, sheet.shape[:2]),
        cavity=_hollows(sheet[..., 1], radius),
    )
    starts = np.cumsum([0, *columns])
    normals = _normals(sheet)
    return {
        f"ground_{index:02d}": _wedge(
            sheet, normals, finish, np.arange(starts[index], starts[index + 1] + 1), material, semantic
        )
        for index in range(wedges)
    }


def _rings(near: float, reach: float, steps: tuple[float, float]) -> Array:
    """Radii in metres, the first nearly 0."""
    turn = min(60.0, reach / 2)
    inner = np.geomspace(near, turn, max(2, round(np.log(turn / near) / steps[0])))
    outer = np.geomspace(turn, reach, max(2, round(np.log(reach / turn) / steps[1])))
    return np.asarray(np.r_[near * 0.02, inner, outer[1:]], np.float32)


def _round_sheet(height: Height, centre: tuple[float, float], radius: Array, angle: Array) -> Array:
    """Points (rings, columns, 3) of the whole round."""
    x = centre[0] + radius[:, None] * np.cos(angle)[None, :]
    z = centre[1] + radius[:, None] * np.sin(angle)[None, :]
    return np.stack([x, height(x, z), z], -1).astype(np.float32)


def _normals(sheet: Array) -> Array:
    """Unit normals (up) of a closed round sheet."""
    across = np.roll(sheet, -1, 1) - np.roll(sheet, 1, 1)
    along = np.gradient(sheet, axis=0)
    normal = np.cross(across, along)
    normal *= np.sign(normal[..., 1:2] + 1e-12)
    return np.asarray(normal / (np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-9), np.float32)


def _wedge(
    sheet: Array, normals: Array, finish: Finish, columns: NDArray[np.int64], material: str, semantic: str
) -> Model:
    """The columns (the last one shared with the next wedge) as one model."""
    columns = columns % sheet.shape[1]
    cut = {
        name: np.asarray(getattr(finish, name))[:, columns]
        for name in ("colour", "roughness", "open", "cavity")
    }
    mesh = grid(sheet[:, columns], Finish(**cut), flipped=True)
    mesh.normal[:] = normals[:, columns].reshape(-1, 3)
    return Model((surface(mesh, material, semantic),))


def _hollows(height: Array, radius: Array) -> Array:
    """Cavity 0-1 (0.5 flat, 1 crest) from how far a place lies above its neighbours, against its distance."""
    around = (np.roll(height, 3, 0) + np.roll(height, -3, 0)) / 2
    around[:3], around[-3:] = height[:3], height[-3:]
    return np.asarray(np.clip(0.5 + (height - around) / (radius[:, None] * 0.08 + 0.4), 0, 1), np.float32)


def scatter(
    rng: np.random.Generator,
    count: int,
    inner: float,
    outer: float,
    centre: tuple[float, float] = (0.0, 0.0),
    arc: tuple[float, float] = (-np.pi, np.pi),
) -> tuple[Array, Array]:
    """x, z of `count` places between two radii, denser near as perspective asks; `arc` about -z, radians."""
    radius = inner * (outer / inner) ** rng.random(count)
    angle = rng.uniform(arc[0], arc[1], count) - np.pi / 2
    return (
        (centre[0] + radius * np.cos(angle)).astype(np.float32),
        (centre[1] + radius * np.sin(angle)).astype(np.float32),
    )


def apart(x: Array, z: Array, gap: Array | float) -> Array:
    """Indices of places kept so that no two are nearer than `gap` metres (first come, first kept)."""
    from scipy.spatial import cKDTree

    tree = cKDTree(np.c_[x, z])
    gaps = np.broadcast_to(np.asarray(gap, np.float64), x.shape)
    kept = np.ones(len(x), bool)
    for index, others in enumerate(tree.query_ball_point(np.c_[x, z], gaps)):
        if kept[index]:
            kept[[other for other in others if other > index]] = False
    return np.flatnonzero(kept)
