"""A sea of clouds: billows to the horizon, with or without peaks that stand out of it."""

from functools import lru_cache

import numpy as np

from yingxi.art.sets.scenery import Scenery, rooted
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Height, Soil, lay_ground

HEAPS = ((0.0042, 58.0), (0.0120, 26.0), (0.031, 12.0), (0.080, 4.6), (0.19, 1.5))
"""Turns a metre and metres of height of the heaps on heaps of a cloud sea."""


def cloud_height(seed: int, level: float = -30.0, hollow: float = 60.0) -> Height:
    """Billows about `level` metres, calm within `hollow` metres of the stage.

    High above the clouds (level below -20) the stage itself is a knoll of cloud.
    """

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        calm = ramp(away, 0.3 * hollow, 2.4 * hollow)
        total = np.zeros(np.shape(away))
        for octave, (turns, tall) in enumerate(HEAPS):
            # Round tops with creases between them: what boils up is round, what sinks is sharp.
            heap = np.abs(2 * billows(x * turns, z * turns, seed + octave, 1) - 1)
            total += tall * (heap - 0.40) * (calm if octave < 3 else 0.45 + 0.55 * calm)
        towers = ramp(billows(x * 0.0016, z * 0.0016, seed + 14, 3), 0.50, 0.72) * ramp(away, 500, 1600)
        total += towers * (70 + 110 * np.abs(2 * billows(x * 0.005, z * 0.005, seed + 15, 2) - 1))
        knoll = -level * 0.9 * np.exp(-((away / (1.1 * hollow)) ** 2)) if level < -20 else 0.0
        return np.asarray(level + total + knoll, np.float32)

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
