"""Six kinds of modern building, 100 m tall before scaling, for streets and skylines."""

from functools import lru_cache

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, quad
from yingxi.world.scene import Model

WALLS = (
    (0.30, 0.29, 0.27),
    (0.20, 0.22, 0.24),
    (0.36, 0.30, 0.24),
    (0.16, 0.18, 0.20),
    (0.42, 0.40, 0.37),
    (0.24, 0.25, 0.27),
)
OUTLINES: tuple[tuple[tuple[float, float, float, float, float], ...], ...] = (
    ((0, 0, 13, 13, 100),),
    ((0, 0, 14, 12, 62), (0, 0, 10, 9, 86), (0, 0, 6, 6, 100)),
    ((-5, 0, 8, 13, 100), (6, 0, 7, 11, 78)),
    ((0, 0, 16, 14, 14), (0, 0, 10.5, 10.5, 100)),
    ((0, 0, 15, 10, 92), (0, 0, 4, 11, 100)),
    ((0, 0, 12, 14, 74), (-3, 2, 8, 9, 100)),
)
"""Blocks of each kind: centre x, z, half sizes x, z, top (metres)."""


@lru_cache(maxsize=6)
def tower_model(kind: int) -> Model:
    """Blocks with parapets, plant on the roof, a podium with a lit ground floor, mullions that stand out."""
    rng = np.random.default_rng(kind + 40)
    wall = WALLS[kind]
    near, far = [], []
    for x, z, half_x, half_z, top in OUTLINES[kind]:
        far.append(_block(x, z, half_x, half_z, top, wall))
        near.append(_parapet(x, z, half_x, half_z, top, wall))
        near.append(_plant(rng, x, z, half_x, half_z, top))
    x, z, half_x, half_z, _ = OUTLINES[kind][0]
    near += _fins(x, z, half_x, half_z, OUTLINES[kind][0][4], wall) if kind % 2 == 0 else []
    ledges = [
        box((x, level, z), (half_x + 0.5, 0.25, half_z + 0.5), Finish(colour=wall, metal=0.5))
        for level in (4.2, 8.4)
    ]
    whole = [(merge(far), "facade", "building"), (merge([*near, *ledges]), "concrete", "building")]
    return model(whole, model([(merge(far), "facade", "building")]), 260.0)


def _block(
    x: float, z: float, half_x: float, half_z: float, top: float, wall: tuple[float, float, float]
) -> Mesh:
    """Walls whose metalness says which way they face (0 along x, 1 along z), and a roof."""
    sides = []
    for axis, sign in ((0, 1), (0, -1), (1, 1), (1, -1)):
        corners = _side(x, z, half_x, half_z, top, axis, sign)
        sides.append(quad(corners, Finish(colour=wall, roughness=0.4, metal=float(axis == 0))))
    roof = box((x, top - 0.1, z), (half_x, 0.1, half_z), Finish(colour=(0.10, 0.10, 0.10)), faces="Y")
    return merge([*sides, roof])


def _side(x: float, z: float, half_x: float, half_z: float, top: float, axis: int, sign: int) -> Array:
    if axis == 0:
        wall_x, low, high = x + sign * half_x, z + half_z * sign, z - half_z * sign
        return np.array([(wall_x, 0, low), (wall_x, 0, high), (wall_x, top, high), (wall_x, top, low)])
    wall_z, low, high = z + sign * half_z, x - half_x * sign, x + half_x * sign
    return np.array([(low, 0, wall_z), (high, 0, wall_z), (high, top, wall_z), (low, top, wall_z)])


def _parapet(
    x: float, z: float, half_x: float, half_z: float, top: float, wall: tuple[float, float, float]
) -> Mesh:
    finish = Finish(colour=np.multiply(wall, 0.8), roughness=0.8)
    rails = [box((x, top + 0.35, z + s * half_z), (half_x + 0.25, 0.6, 0.25), finish) for s in (-1, 1)]
    rails += [box((x + s * half_x, top + 0.35, z), (0.25, 0.6, half_z + 0.25), finish) for s in (-1, 1)]
    return merge(rails)


def _plant(rng: np.random.Generator, x: float, z: float, half_x: float, half_z: float, top: float) -> Mesh:
    """Lift housings, coolers and a mast."""
    grey = Finish(colour=(0.22, 0.22, 0.22), roughness=0.8)
    parts = [
        box(
            (x + rng.uniform(-0.4, 0.4) * half_x, top + 1.2, z + rng.uniform(-0.4, 0.4) * half_z),
            (rng.uniform(0.15, 0.35) * half_x, 1.4, rng.uniform(0.15, 0.3) * half_z),
            grey,
        )
        for _ in range(3)
    ]
    parts.append(box((x, top + 4.5, z), (0.12, 4.5, 0.12), grey))
    return merge(parts)


def _fins(
    x: float, z: float, half_x: float, half_z: float, top: float, wall: tuple[float, float, float]
) -> list[Mesh]:
    """Vertical mullions that catch the light."""
    finish = Finish(colour=np.multiply(wall, 1.15), roughness=0.6)
    fins = []
    for offset in np.linspace(-1, 1, 7):
        for sign in (-1, 1):
            fins.append(
                box((x + offset * half_x, top / 2, z + sign * (half_z + 0.15)), (0.22, top / 2, 0.25), finish)
            )
            fins.append(
                box((x + sign * (half_x + 0.15), top / 2, z + offset * half_z), (0.25, top / 2, 0.22), finish)
            )
    return fins
