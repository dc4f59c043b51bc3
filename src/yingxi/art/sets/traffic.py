"""Cars on an avenue along z: simple bodies, white lamps coming, red lamps going; a pure function of time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.props.car_body import car_model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Model, Moment, Sound

LANES = ((2.8, -1.0), (7.6, -1.0), (-2.8, 1.0), (-7.6, 1.0))
"""x in metres and direction along z: traffic keeps to the right."""
PAINTS = (
    (0.55, 0.55, 0.56),
    (0.02, 0.02, 0.024),
    (0.30, 0.02, 0.02),
    (0.03, 0.07, 0.16),
    (0.62, 0.60, 0.56),
    (0.75, 0.42, 0.05),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Traffic:
    """`count` cars between 16 m and 150 m from the crossing, all at 9 m/s; lamps burn by `night` (0-1)."""

    seed: int
    night: float
    count: int = 28
    gap: tuple[float, float] = (-150.0, 90.0)

    @property
    def models(self) -> Mapping[str, Model]:
        return {"car": car_model()}

    def at(self, t: float) -> Moment:
        """Cars on both sides of the stage; those that would cross it are held at the line."""
        rng = np.random.default_rng(self.seed + 8)
        lane = rng.integers(0, 4, self.count)
        x = np.array([LANES[k][0] for k in lane])
        way = np.array([LANES[k][1] for k in lane])
        span = 120.0
        start = (np.arange(self.count) * 17.3 + rng.uniform(0, 6, self.count)) % span
        z = -span - 14 + np.mod(start + way * 7.0 * t, span)
        tint = np.array(PAINTS)[rng.integers(0, len(PAINTS), self.count)]
        place = np.stack([x, 0 * x, z], 1)
        rows = instances(
            place, 1.0, np.where(way > 0, -np.pi / 2, np.pi / 2), tint=tint, parameter=0.05 + self.night
        )
        return Moment(instances={"car": rows}, glows=self._lamps(place, way))

    def _lamps(self, place: Array, way: Array) -> Array:
        if self.night <= 0:
            return np.zeros((0, 12), np.float32)
        rows = []
        for side in (-0.65, 0.65):
            for end, colour in ((2.25, (2.6, 2.3, 1.9)), (-2.25, (1.6, 0.05, 0.03))):
                row = np.zeros((len(place), 12), np.float32)
                row[:, :3] = place + np.stack([side + 0 * way, 0.68 + 0 * way, end * way], 1)
                row[:, 3], row[:, 4:7], row[:, 7] = 0.16, np.array(colour) * self.night, 0.8
                rows.append(row)
        return np.concatenate(rows)

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        return ()
