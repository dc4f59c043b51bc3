"""Rocks that drift and turn without weight."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Drifting:
    """`count` rocks of a few shapes round the stage, none within 14 m of it, slowly turning."""

    seed: int
    models_of: tuple[Model, ...]
    tint: tuple[float, float, float]
    count: int = 120

    @property
    def models(self) -> Mapping[str, Model]:
        return {f"drifting_rock_{index}": thing for index, thing in enumerate(self.models_of)}

    def at(self, t: float) -> Moment:
        """All rocks at `t`: each moves less than a metre a second and turns a few degrees a second."""
        rng = np.random.default_rng(self.seed + 3)
        away = 14 * (420 / 14) ** rng.random(self.count)
        angle, rise = rng.random(self.count) * 2 * np.pi, rng.normal(0, 0.24, self.count)
        place = np.stack([away * np.cos(angle), away * rise - 3, away * np.sin(angle)], 1)
        place += rng.normal(0, 0.35, (self.count, 3)) * t
        size = away * 0.016 * np.exp(rng.normal(0, 0.7, self.count))
        spin = rng.normal(0, 0.12, (self.count, 3)) * t + rng.random((self.count, 3)) * 6.28
        tint = np.array(self.tint) * 2 * rng.uniform(0.7, 1.3, (self.count, 1))
        rows = instances(place, size, spin[:, 0], spin[:, 1], spin[:, 2], tint)
        kinds = len(self.models_of)
        return Moment(instances={f"drifting_rock_{k}": rows[k::kinds] for k in range(kinds)})

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.full(3, -400.0, np.float32), np.full(3, 400.0, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()
