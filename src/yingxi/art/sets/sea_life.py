"""Shoals that live in the water of a set: fish that circle among the reefs, each a little out of step."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.props.fish import PAINTS, fish_model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Model, Moment, Sound

SHOALS = ((-9.0, 3.6, -12.0, 5.0, 46), (10.0, 5.2, -16.0, 6.5, 60), (2.0, 7.6, -24.0, 9.0, 70))
"""Where each shoal circles, in metres over the bed: x, y, z, radius; and how many fish it has."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Shoals:
    """Fish on rings about the middles of their shoals; `seed` scatters them."""

    seed: int
    floor: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"sea_life": fish_model()}

    def at(self, t: float) -> Moment:
        """Rows of all shoals, always in the same order."""
        random = np.random.default_rng(self.seed + 41)
        rows = [self._shoal(random, t, number, *shoal) for number, shoal in enumerate(SHOALS)]
        return Moment(instances={"sea_life": np.concatenate(rows)})

    def _shoal(
        self, random: np.random.Generator, t: float, number: int, x: float, y: float, z: float,
        reach: float, count: int,
    ) -> Array:  # fmt: skip
        """One shoal at `t`: it turns as a whole, thin in the middle, and tightens and loosens."""
        spread = random.normal(0, 1, (count, 3)) * (0.16, 0.55, 0.16)
        angle = random.normal(0, 0.34, count) + 1.9 * number
        pace, size = 0.9 / reach * (1 - 2 * (number % 2)), random.uniform(0.35, 0.7, count)
        turn = angle + pace * t + 0.05 * np.sin(0.8 * t + 9 * angle)
        way = reach * (1 + spread[:, 0] + 0.10 * np.sin(0.35 * t + number))
        place = np.stack(
            [
                x + way * np.cos(turn),
                self.floor + y + spread[:, 1] + 0.25 * np.sin(0.5 * t + 3 * angle),
                z + 0.6 * way * np.sin(turn) + reach * spread[:, 2],
            ],
            1,
        )
        step = np.stack([-np.sin(turn), 0.6 * np.cos(turn)], 1) * np.sign(pace)
        wag = 0.22 * np.sin(11.0 * t + 17.0 * spread[:, 2] + np.arange(count))
        yaw = np.arctan2(-step[:, 1], step[:, 0]) + wag
        tint = np.array(PAINTS)[(number + 1) % len(PAINTS)] * random.uniform(0.7, 1.2, (count, 1))
        return instances(place, size, yaw, 0.0, 0.0, tint)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """They are scenery: no camera serves them."""
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def stir(self, t: float) -> Moment:
        """They never touch the surface."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Fish are silent."""
        return ()
