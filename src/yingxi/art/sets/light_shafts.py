"""Shafts of sun or moon between trees or through windows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.terrain import Height
from yingxi.world.scene import Air, Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Shafts:
    """Beams that breathe slowly. `beams` (n, 12) as in Moment; `phase` (n,) radians."""

    beams: Array
    phase: Array

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Each shaft brightens and fades by a third, slowly."""
        beams = self.beams.copy()
        beams[:, 8:11] *= (0.78 + 0.22 * np.sin(t * 0.5 + self.phase))[:, None]
        return Moment(beams=beams)

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()


def shafts(
    air: Air, seed: int, ground: Height, count: int = 14, reach: float = 38.0, strength: float = 0.030
) -> tuple[Shafts, ...]:
    """Shafts about the stage along the air's sun; none under a closed sky or a high noon haze-free sun."""
    luma = float(np.dot(air.sun_colour, (0.2126, 0.7152, 0.0722)))
    if not air.shadows or luma < 0.25:
        return ()
    rng = np.random.default_rng(seed + 5)
    way = np.array(air.sun) / np.linalg.norm(air.sun)
    way = np.array([way[0], max(way[1], 0.30), way[2]])
    way /= np.linalg.norm(way)
    foot_x, foot_z = rng.uniform(-26, 26, count), rng.uniform(-reach, 2, count)
    foot = np.stack([foot_x, ground(foot_x, foot_z), foot_z], 1)
    top = foot + way * (17.0 / way[1])
    colour = np.array(air.sun_colour) * strength * rng.uniform(0.5, 1.3, (count, 1))
    zero = np.zeros((count, 1))
    beams = np.concatenate([top, rng.uniform(0.5, 1.7, (count, 1)), foot - top, zero, colour, zero], 1)
    return (Shafts(beams=beams.astype(np.float32), phase=(rng.random(count) * 6.28).astype(np.float32)),)
