"""A sea of clouds: billows to the horizon, with or without peaks that stand out of it."""

from functools import lru_cache

import numpy as np

from yingxi.art.sets.scenery import Scenery, rooted
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Height, Soil, lay_ground


def cloud_height(seed: int, level: float = -30.0, hollow: float = 60.0) -> Height:
    """Billows about `level` metres, calm within `hollow` metres of the stage.

    High above the clouds (level below -20) the stage itself is a knoll of cloud.
    """

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        big = 1 - np.abs(2 * billows(x * 0.0035, z * 0.0035, seed, 3) - 1)
        heap = billows(x * 0.011, z * 0.011, seed + 1, 4)
        puffy = 1 - np.abs(2 * billows(x * 0.03, z * 0.03, seed + 2, 3) - 1)
        rise = 54 * (big - 0.62) + 30 * (heap - 0.5) + 15 * (puffy - 0.5)
        towers = ramp(billows(x * 0.0016, z * 0.0016, seed + 4, 3), 0.52, 0.72)
        rise = rise + 120 * towers * ramp(away, 500, 1600)
        folds = 6.5 * (puffy - 0.6) * ramp(away, 2, 22) + 0.8 * billows(x * 0.16, z * 0.16, seed + 6, 3)
        knoll = -level * 0.9 * np.exp(-((away / (1.1 * hollow)) ** 2)) if level < -20 else 0.0
        return np.asarray(level + rise * ramp(away, 0.3 * hollow, 2.4 * hollow) + knoll + folds, np.float32)

    return height


@lru_cache(maxsize=4)
def clouds(seed: int, level: float, hollow: float) -> Scenery:
    """The clouds of `cloud_height` as scenery."""

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        return Soil(colour=np.full((*x.shape, 3), 0.86, np.float32), roughness=1.0)

    ground = lay_ground(
        cloud_height(seed, level, hollow),
        cover,
        "cloud",
        "cloud",
        near=2.5,
        reach=6000.0,
        steps=(0.05, 0.022),
        fine=40,
    )
    return rooted({name.replace("ground", "cloud"): part for name, part in ground.items()})
