"""Smoke or steam that rises from fixed sources and leans with a light wind."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Smoke:
    """`sources` (n, 3); each gives a puff every second that lives `life` seconds."""

    sources: Array
    seed: int
    life: float = 11.0
    colour: tuple[float, float, float] = (0.55, 0.56, 0.58)
    opacity: float = 0.16

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Puffs grow from 0.4 m to 3 m and fade."""
        if len(self.sources) == 0:
            return Moment()
        many = int(self.life)
        rng = np.random.default_rng(self.seed + 4)
        dice = rng.random((len(self.sources), many, 3))
        age = np.mod(t + np.arange(many)[None, :] + dice[..., 0], self.life)
        place = self.sources[:, None] + np.stack(
            [0.42 * age + 0.3 * np.sin(age * 0.9 + dice[..., 1] * 6), 0.85 * age**0.85, 0.15 * age], -1
        )
        rows = np.zeros((*age.shape, 12), np.float32)
        rows[..., :3], rows[..., 3] = place, 0.4 + 0.24 * age
        rows[..., 4:7] = self.colour
        rows[..., 7] = self.opacity * np.clip(age, 0, 1) * (1 - age / self.life)
        rows[..., 11] = dice[..., 2] * 6.28 + 0.15 * age
        return Moment(puffs=rows.reshape(-1, 12))

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()
