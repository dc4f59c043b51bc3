"""Cars on an avenue along z: simple bodies, white lamps coming, red lamps going; a pure function of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, loft
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


@lru_cache(maxsize=1)
def car_model() -> Model:
    """A saloon car 4.5 m long, its front toward +x."""
    body = Finish(colour=(1.0, 1.0, 1.0), roughness=0.28)
    lower = _section([(-2.2, 0.75), (-2.1, 0.92), (-0.2, 0.98), (1.3, 0.94), (2.2, 0.72)], 0.30, 0.88, body)
    cabin = _section(
        [(-1.75, 0.96), (-1.0, 1.42), (0.35, 1.44), (1.15, 0.98)],
        0.90,
        0.74,
        Finish(colour=(0.02, 0.022, 0.026), roughness=0.1),
    )
    roof = box((-0.35, 1.43, 0), (0.7, 0.025, 0.62), body)
    black = Finish(colour=(0.012, 0.012, 0.012), roughness=0.8)
    wheels = [
        cylinder((x, 0.31, s * 0.78), (x, 0.31, s * 0.92), 0.31, black, 14)
        for x in (-1.35, 1.4)
        for s in (-1, 1)
    ]
    lamps = [
        box((2.2, 0.68, s * 0.62), (0.04, 0.08, 0.18), Finish(colour=(1.0, 0.95, 0.85), emission=5.0))
        for s in (-1, 1)
    ]
    lamps += [
        box((-2.2, 0.74, s * 0.62), (0.04, 0.07, 0.2), Finish(colour=(1.0, 0.03, 0.02), emission=4.0))
        for s in (-1, 1)
    ]
    far = model([(merge([lower, roof]), "hero", "metal"), (cabin, "flat", "metal")])
    return model(
        [
            (merge([lower, roof]), "hero", "metal"),
            (merge([cabin]), "dark_glass", "metal"),
            (merge(wheels), "boulder", "metal"),
            (merge(lamps), "lamp_glass", "light"),
        ],
        far,
        60.0,
    )


def _section(profile: list[tuple[float, float]], floor: float, half: float, finish: Finish) -> Mesh:
    """A body lofted across from a side outline: rounded toward the flanks."""
    top = np.array(profile, np.float32)
    outline = np.concatenate([top, [[top[-1, 0], floor], [top[0, 0], floor], top[0]]])
    rings = []
    for z, tuck in ((-half, 0.90), (-half * 0.9, 0.98), (0.0, 1.0), (half * 0.9, 0.98), (half, 0.90)):
        y = floor + (outline[:, 1] - floor) * tuck
        rings.append(np.stack([outline[:, 0] * (0.96 + 0.04 * tuck), y, np.full(len(outline), z)], 1))
    return loft(np.array(rings), finish, flipped=True)
