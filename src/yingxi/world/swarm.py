"""A light show of drones: figures, words and pictures, flown from one to the next without collision.

Figures live in a plane of their own: x right, y up, z toward the viewer, metres.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import Array

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

Numbers = NDArray[np.floating[Any]]
Figure = Callable[[float], tuple[Numbers, Numbers]]
"""Places (n, 3) in metres and colours (n, 3) at a time of the figure's own; n never changes."""

GAP = 1.35
"""Metres between drones of a figure at rest."""
SAFE = 1.0
"""Metres that two drones keep at all times."""
SETTLE = 1.2
"""Seconds in which a figure's own motion begins after a flight and ends before the next."""
LANES = np.array([0.0, 1.7, -1.7, 3.4, -3.4, 5.1, -5.1, 6.8])
"""Depths in metres by which drones that would meet in flight avoid one another."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Cue:
    """A figure that stands from `start` to `end` seconds; between cues the drones fly."""

    figure: Figure
    start: float
    end: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Show:
    """Who flies where: `order[k]` (count,) is each drone's place in figure k, `lane[k]` its detour."""

    cues: tuple[Cue, ...]
    count: int
    order: tuple[NDArray[np.intp], ...]
    lane: tuple[Numbers, ...]


def plan_show(cues: Sequence[Cue], count: int) -> Show:
    """Who flies where: optimal assignment of squared distances, then detours for those who would meet.

    Straight simultaneous flights between optimally assigned places keep 1/sqrt(2) of the gap at their ends
    (Turpin, Michael and Kumar, CAPT, 2014); what still comes closer than SAFE is sent into lanes of depth.
    """
    order = [np.arange(count)]
    lanes = []
    for here, there in pairwise(cues):
        start = _filled(here.figure(_own_time(here, here.end)), count)[0]
        goal = _filled(there.figure(_own_time(there, there.start)), count)[0]
        match = assign(start.astype(np.float32).tobytes(), goal.astype(np.float32).tobytes(), count)
        order.append(match[order[-1]])
        lanes.append(_lanes(start[order[-2]], goal[order[-1]]))
    return Show(cues=tuple(cues), count=count, order=tuple(order), lane=tuple(lanes))


@lru_cache(maxsize=32)
def assign(start: bytes, goal: bytes, count: int) -> NDArray[np.intp]:
    """For every place of `start` its place in `goal`, so that the sum of squared distances is least.

    Places are given as the bytes of (count, 3) float32, so that the answer can be remembered.
    """
    from scipy.optimize import linear_sum_assignment

    first, last = (np.frombuffer(data, np.float32).reshape(count, 3) for data in (start, goal))
    cost = (first**2).sum(1)[:, None] + (last**2).sum(1)[None] - 2 * first @ last.T
    return np.asarray(linear_sum_assignment(cost)[1], np.intp)


def fly(show: Show, t: float) -> tuple[Numbers, Numbers]:
    """Places (count, 3) and colours (count, 3) of all drones at `t` seconds, in the figure's plane."""
    for index, cue in enumerate(show.cues):
        last = index == len(show.cues) - 1
        if t <= cue.end or last:
            if t >= cue.start or index == 0:
                places, colours = _filled(cue.figure(_own_time(cue, t)), show.count)
                return places[show.order[index]], colours[show.order[index]]
            return _morph(show, index, t)
    raise AssertionError("a show has at least one cue")


def separation(show: Show, times: Sequence[float]) -> float:
    """The least distance in metres between any two drones over all `times`."""
    return min(_closest(fly(show, t)[0]) for t in times)


def spread(points: Numbers, gap: float, most: int) -> NDArray[np.intp]:
    """Indices of at most `most` of (n, d) points, evenly spread and `gap` apart (farthest point sampling)."""
    columns = np.ascontiguousarray(np.asarray(points, np.float32).T)
    chosen = [0]
    far = _squares_from(columns, 0)
    while len(chosen) < most:
        index = int(np.argmax(far))
        if far[index] < gap * gap:
            break
        chosen.append(index)
        np.minimum(far, _squares_from(columns, index), out=far)
    return np.array(chosen, np.intp)


def _squares_from(columns: NDArray[np.float32], index: int) -> NDArray[np.float32]:
    """Squared distances of (d, n) points from one of them."""
    away = columns - columns[:, index : index + 1]
    return np.asarray(np.einsum("dn,dn->n", away, away))


def apart(samples: Sequence[Numbers], gap: float) -> NDArray[np.intp]:
    """Indices of points that keep `gap` from all those kept before them in every (n, 3) sample."""
    from scipy.spatial import cKDTree

    count = len(samples[0])
    codes = [_close_pairs(cKDTree(sample), gap, count) for sample in samples]
    pairs = np.unique(np.concatenate(codes)) if codes else np.zeros(0, np.int64)
    kept = np.ones(count, bool)
    for first, second in zip(pairs // count, pairs % count, strict=True):  # sorted by first, then second
        if kept[first] and kept[second]:
            kept[second] = False
    return np.nonzero(kept)[0]


def _close_pairs(tree: "cKDTree", gap: float, count: int) -> NDArray[np.int64]:
    """Pairs within `gap` as first * count + second, first < second."""
    pairs = np.asarray(tree.query_pairs(gap, output_type="ndarray"), np.int64).reshape(-1, 2)
    return np.asarray(pairs.min(1) * count + pairs.max(1))


def _own_time(cue: Cue, t: float) -> float:
    """The figure's own seconds: it starts and stops gently, so that no drone is jerked."""
    length = cue.end - cue.start
    ramp = min(SETTLE, length / 2)
    if ramp <= 0:
        return 0.0
    u = min(max(t - cue.start, 0.0), length)
    rise = _ramp(min(u, ramp) / ramp) * ramp
    fall = ramp / 2 - _ramp(min(length - u, ramp) / ramp) * ramp if u > length - ramp else 0.0
    return rise + max(min(u, length - ramp) - ramp, 0.0) + fall


def _ramp(u: float) -> float:
    """Distance gone in a unit ramp whose speed rises smoothly from 0 to 1."""
    return u**3 - u**4 / 2


def _filled(figure: tuple[Numbers, Numbers], count: int) -> tuple[Numbers, Numbers]:
    """The figure's drones and those that have no place in it: dark, in rows below and behind."""
    places, colours = figure
    spare = count - len(places)
    if spare <= 0:
        return places[:count], colours[:count]
    index = np.arange(spare)
    rows = np.stack([(index % 50 - 24.5) * 2.2, -46.0 - (index // 50) * 2.2, np.full(spare, -16.0)], -1)
    return np.concatenate([places, rows]), np.concatenate([colours, np.zeros((spare, 3))])


def _morph(show: Show, index: int, t: float) -> tuple[Numbers, Numbers]:
    """Between two figures: minimum-jerk flight with a common swell, each drone in its lane."""
    here, there = show.cues[index - 1], show.cues[index]
    start, dark = _filled(here.figure(_own_time(here, here.end)), show.count)
    goal, bright = _filled(there.figure(_own_time(there, there.start)), show.count)
    before, after = show.order[index - 1], show.order[index]
    u = (t - here.end) / (there.start - here.end)
    places = _between(start[before], goal[after], show.lane[index - 1], u)
    first, last = dark[before], bright[after]
    wave = np.clip(u * 1.8 - 0.8 * _share(places[:, 0]), 0, 1)[:, None]
    flight = np.sin(np.pi * np.clip(u, 0, 1)) * np.minimum(first.max(1) + last.max(1), 1)[:, None]
    colours = (first + (last - first) * wave**2 * (3 - 2 * wave)) * (1 - 0.55 * flight)
    return places, colours + np.array([0.10, 0.42, 0.95]) * 0.5 * flight


def _share(values: Numbers) -> Numbers:
    return np.asarray((values - values.min()) / max(float(np.ptp(values)), 1e-6))


def _between(start: Numbers, goal: Numbers, lane: Numbers, u: float) -> Numbers:
    """Places at share `u` of a flight: same clock for all, so distances stay as assignment promised."""
    u = float(np.clip(u, 0, 1))
    gone = u**3 * (10 - 15 * u + 6 * u * u)
    swell = np.sin(np.pi * gone)
    places = start + (goal - start) * gone
    middle = places.mean(0)
    turn = 0.5 * swell
    around = places - middle
    turned = np.stack(
        [
            around[:, 0] * np.cos(turn) + around[:, 2] * np.sin(turn),
            around[:, 1],
            around[:, 2] * np.cos(turn) - around[:, 0] * np.sin(turn),
        ],
        -1,
    )
    return np.asarray(middle + turned * (1 + 0.10 * swell) + lane[:, None] * swell * np.array([0, 0.25, 1.0]))


def _lanes(start: Numbers, goal: Numbers) -> Numbers:
    """Detours (n,) in metres for those who would meet on the way."""
    from scipy.spatial import cKDTree

    lane = np.zeros(len(start), np.intp)
    shares = np.linspace(0, 1, 41)[1:-1]
    for round_ in range(24):
        meeting: set[tuple[int, int]] = set()
        for u in shares:
            meeting |= cKDTree(_between(start, goal, LANES[lane], u)).query_pairs(SAFE * 1.04)
        if not meeting:
            break
        for a, b in meeting:
            mover = b if lane[b] <= lane[a] else a
            lane[mover] = (lane[mover] + 1 + (round_ + mover) % 3) % len(LANES)
    return np.asarray(LANES[lane])


def _closest(places: Numbers) -> float:
    from scipy.spatial import cKDTree

    distance, _ = cKDTree(places).query(places, k=2)
    return float(distance[:, 1].min())


@dataclass(frozen=True, eq=False, kw_only=True)
class Stage:
    """Where a show hangs in the world: `right` (x, z) is the viewers' right, unit."""

    centre: tuple[float, float, float]
    right: tuple[float, float] = (1.0, 0.0)
    scale: float = 1.0

    def to_world(self, places: Numbers) -> Numbers:
        """World places (n, 3) of places in the figure's plane."""
        right = np.array([self.right[0], 0.0, self.right[1]])
        toward = np.array([-right[2], 0.0, right[0]])
        flat = places * self.scale
        up = np.array([0.0, 1.0, 0.0])
        return np.asarray(
            np.array(self.centre) + flat[:, :1] * right + flat[:, 1:2] * up + flat[:, 2:] * toward
        )


def glow_rows(show: Show, stage: Stage, t: float, radius: float = 0.95, power: float = 5.2) -> Array:
    """Sprites (n, 12) of all lit drones at `t`, with a slight hover and twinkle of their own."""
    step = 1 / 96
    places, colours = fly(show, t)
    before, _ = fly(show, t - step)
    index = np.arange(show.count)
    hover = 0.10 * np.sin(t * np.array([1.3, 1.7, 1.1]) + index[:, None] * np.array([1.3, 2.1, 0.7]))
    twinkle = 0.88 + 0.12 * np.sin(t * 8.0 + index * 2.4)
    world = stage.to_world(places + hover)
    velocity = (stage.to_world(places) - stage.to_world(before)) / step
    lit = colours.max(1) > 0.01
    rows = np.zeros((int(lit.sum()), 12), np.float32)
    rows[:, :3], rows[:, 3] = world[lit], radius
    rows[:, 4:7] = (colours * (power * twinkle)[:, None])[lit]
    rows[:, 7] = 1.0
    rows[:, 8:11] = velocity[lit]
    return rows
