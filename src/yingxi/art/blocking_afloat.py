"""What floats goes up and down with the swell, so that a storm does not wash over it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking import Blocked
from yingxi.world.scene import Array, Water
from yingxi.world.waves import swell_waves

CALM = 0.06
"""Metres of swell below which hulls only bob."""
Wind = tuple[float, float, float]


def swell_at(water: Water, wind: Wind, x: Array, z: Array, t: float) -> Array:
    """Height of the swell in metres at places (n,) and a time: the same waves that water.wgsl draws."""
    waves = swell_waves(water, wind, t)[0]
    turns = np.outer(x, waves[:, 0]) + np.outer(z, waves[:, 1]) + waves[:, 3] - 0.25
    share = np.abs(np.mod(turns, 1.0) - 0.5) * 2.0
    crest = share**2 * (6.0 - 4.0 * share) - 1.0
    return np.asarray(crest @ (waves[:, 2] / (2.0 * np.pi)), np.float32)


def let_float(
    blocked: Mapping[int, Blocked], assets: Mapping[int, Asset], water: Water | None, wind: Wind
) -> dict[int, Blocked]:
    """The same blocking with everything on the water lifted by the swell under its hull."""
    if water is None or water.swell < CALM:
        return dict(blocked)
    return {
        index: replace(one, paths=tuple(_lifted(p, assets[index].size[0], water, wind) for p in one.paths))
        if one.habitat == "water"
        else one
        for index, one in blocked.items()
    }


def _lifted(path: Path, length: float, water: Water, wind: Wind) -> Path:
    along = np.linspace(-0.4, 0.4, 3) * length

    def position(t: float) -> Array:
        place, yaw = np.array(path.position(t), np.float32), path.yaw(t)
        x, z = place[0] + along * np.cos(yaw), place[2] - along * np.sin(yaw)
        place[1] += float(swell_at(water, wind, x, z, t).mean())
        return place

    return Path(position=position, yaw=path.yaw)
