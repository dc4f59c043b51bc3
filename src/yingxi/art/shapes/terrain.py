"""Ground around a stage: fine underfoot, coarse at the horizon, cut in wedges so that what is behind is culled."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from yingxi.art.shapes.mesh import Finish, surface
from yingxi.art.shapes.solids import grid
from yingxi.world.scene import Array, Model

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
    rings: int = 150,
    wedges: int = 12,
    fine: int = 40,
    coarse: int = 12,
) -> dict[str, Model]:
    """Models 'ground_00' … of a round piece of ground of radius `reach` metres about `centre` (x, z).

    Wedges that look towards -z (where sets are looked at) have `fine` columns, the others `coarse`.
    """
    radius = np.r_[0.0, np.geomspace(near, reach, rings)].astype(np.float32)
    edges = np.linspace(-np.pi, np.pi, wedges + 1) - np.pi / 2
    models = {}
    for index in range(wedges):
        middle = (edges[index] + edges[index + 1]) / 2
        columns = fine if np.sin(middle) < -0.15 else coarse
        angle = np.linspace(edges[index], edges[index + 1], columns + 1)
        models[f"ground_{index:02d}"] = _wedge(height, cover, material, semantic, centre, radius, angle)
    return models


def _wedge(
    height: Height,
    cover: Cover,
    material: str,
    semantic: str,
    centre: tuple[float, float],
    radius: Array,
    angle: Array,
) -> Model:
    x = centre[0] + radius[:, None] * np.cos(angle)[None, :]
    z = centre[1] + radius[:, None] * np.sin(angle)[None, :]
    step = np.maximum(radius[:, None] * 0.03, 0.15) + 0 * x
    y = height(x, z)
    slope_x = (height(x + step, z) - height(x - step, z)) / (2 * step)
    slope_z = (height(x, z + step) - height(x, z - step)) / (2 * step)
    normal = np.stack([-slope_x, np.ones_like(y), -slope_z], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    soil = cover(x, z, y, 1 - normal[..., 1])
    finish = Finish(colour=soil.colour, roughness=soil.roughness, open=soil.open, cavity=_hollows(y, radius))
    sheet = grid(np.stack([x, y, z], -1), finish, flipped=True)
    sheet.normal[:] = normal.reshape(-1, 3)
    return Model((surface(sheet, material, semantic),))


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
    """x, z of `count` places between two radii, denser near (even in perspective); `arc` is about -z, radians."""
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
