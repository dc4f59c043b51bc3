"""Ways through the air: a smooth curve through points, walked at a pace, straight before and after."""

from dataclasses import dataclass

import numpy as np

from yingxi.world.articulated import Numbers

GRAIN = 0.25
"""Metres between the places at which a way is known."""
LEAD_IN, LEAD_OUT = 70.0, 60.0
"""Metres of straight way before the first point and after the last."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Way:
    """Places (n, 3) and unit directions (n, 3) every GRAIN metres; `first` is the metre of entry 0."""

    place: Numbers
    ahead: Numbers
    first: float

    def at(self, metre: Numbers) -> tuple[Numbers, Numbers]:
        """Places and directions (k, 3) at metres (k,) from the first point."""
        where = np.clip((np.asarray(metre, float) - self.first) / GRAIN, 0.0, len(self.place) - 1.001)
        k = where.astype(int)
        share = (where - k)[..., None]
        place = (1 - share) * self.place[k] + share * self.place[k + 1]
        ahead = (1 - share) * self.ahead[k] + share * self.ahead[k + 1]
        return place, unit(ahead)


def way_through(points: Numbers) -> Way:
    """A curve through (k, 3) points, smoothed to what a long body can follow."""
    from scipy.interpolate import PchipInterpolator, make_interp_spline

    knots = np.asarray(points, float)
    steps = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))]
    curve = make_interp_spline(steps, knots, k=min(3, len(knots) - 1))
    fine = curve(np.linspace(0.0, steps[-1], 2000))
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))]
    even = PchipInterpolator(walked, fine)(np.arange(0.0, walked[-1], GRAIN))
    start, end = unit(even[0] - even[4]), unit(even[-1] - even[-5])
    before = even[0] + start * np.arange(LEAD_IN, 0.0, -GRAIN)[:, None]
    after = even[-1] + end * np.arange(GRAIN, LEAD_OUT, GRAIN)[:, None]
    place = np.concatenate([before, even, after])
    for _ in range(6):
        place[1:-1] = 0.25 * place[:-2] + 0.5 * place[1:-1] + 0.25 * place[2:]
    return Way(place=place, ahead=unit(np.gradient(place, axis=0)), first=-len(before) * GRAIN)


def unit(vectors: Numbers) -> Numbers:
    """Vectors of length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def frame(ahead: Numbers, bank: Numbers | float = 0.0) -> tuple[Numbers, Numbers, Numbers]:
    """Ahead, up and right (n, 3) of what flies along `ahead`, rolled by `bank` radians to the right."""
    forward = unit(np.atleast_2d(ahead))
    level = np.cross(forward, (0.0, 1.0, 0.0))
    # Straight up there is no level: the frame leans on the x axis there.
    steep = np.clip((np.abs(forward[:, 1:2]) - 0.93) / 0.06, 0.0, 1.0)
    aslant = unit(np.cross(forward, (1.0, 0.0, 0.2)))
    aslant = aslant * np.where((aslant * level).sum(1, keepdims=True) < 0, -1.0, 1.0)
    right = unit((1 - steep) * unit(level) + steep * aslant)
    right = unit(right - forward * (right * forward).sum(1, keepdims=True))
    up = np.cross(right, forward)
    roll = np.broadcast_to(np.asarray(bank, float), (len(forward),))[:, None]
    return forward, np.cos(roll) * up + np.sin(roll) * right, np.cos(roll) * right - np.sin(roll) * up


def heading(way: Way, metre: float) -> Numbers:
    """Axes (3, 3) of a way about a metre: ahead, up, right as columns; level and slow to turn."""
    _, ahead = way.at(metre + np.linspace(-12.0, 12.0, 9))
    mean = ahead.mean(0) * np.array((1.0, 0.5, 1.0))
    return np.stack([axis[0] for axis in frame(mean)], 1)
