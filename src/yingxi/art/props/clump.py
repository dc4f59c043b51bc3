"""A clump: several plants of one kind close together at each place."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Path
from yingxi.art.sets.scenery import Scenery, grown, planted
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Clump:
    """`many` plants of a kind within 1.7 m of each path's place at time 0."""

    kind: str
    leaf: tuple[float, float, float]
    paths: tuple[Path, ...]
    seed: int
    many: int = 11

    @property
    def models(self) -> Mapping[str, Model]:
        return grown(self.kind)

    def _rows(self) -> Scenery:
        rng = np.random.default_rng(self.seed)
        centre = np.array([path.position(0.0) for path in self.paths], np.float32).reshape(-1, 3)
        away = rng.normal(0, 0.75, (len(centre), self.many, 3)) * [1, 0, 1]
        return planted(
            self.kind,
            (centre[:, None] + away).reshape(-1, 3),
            rng,
            self.leaf,
            stage=(centre[0, 0], centre[0, 2]),
        )

    def at(self, t: float) -> Moment:
        """They stand; the wind moves their leaves."""
        return Moment(instances=dict(self._rows().statics))

    def bounds(self, t: float) -> tuple[Array, Array]:
        centre = np.array([path.position(0.0) for path in self.paths], np.float32).reshape(-1, 3)
        return centre.min(0) - np.array([2, 0, 2]), centre.max(0) + np.array([2, 11, 2])

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()
