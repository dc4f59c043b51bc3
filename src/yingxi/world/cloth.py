"""Cloth: sheets of points that hang, fold and blow, kept out of moving capsules and off the floor.

Extended position-based dynamics in small steps: M. Macklin, M. Müller, N. Chentanez, "XPBD", MIG 2016, and
M. Macklin et al., "Small Steps in Physics Simulation", SCA 2019; long-range tethers after T.-Y. Kim et al.,
SCA 2012. All sheets of a wearer are one array, so that a step is a few dozen array operations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.world.cloth_layers import Layers
from yingxi.world.cloth_links import links_of, neighbours
from yingxi.world.scene import Array

STEPS_A_SECOND = 144
"""About how many steps are taken in a second of the film; a whole number a frame."""
SETTLE = 2.0
"""Seconds that are lived through before the shot begins."""
GRAVITY = 9.8
_PRESSURE, _DRAG = 3.2, 0.34
"""Acceleration (1/s) from wind across a sheet of air 1, and along it."""
_DAMPING = 1.4
"""Share of its speed that a point loses in a second, whatever the air."""
_TETHER = 1.02
"""How much farther than its cloth is long a point may be from the edge it hangs from."""
_GRIP, _FLOOR_GRIP = 0.25, 0.55
"""Share of the slip that a body, and the floor, take from what touches them in a step."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A grid of points (columns, rows, 3) at rest, metres; row 0 is where it hangs from.

    `hold` (columns, rows): 1 goes with its goal, 0 is free, between is drawn there (share in 1/72 s).
    `round` joins the last column to the first. `links` 0-1: how much columns keep their distance; `shear` and
    `bend` 0-1 resist skewing and folding. `air` is how wind takes it (1 linen, 2 silk), `thick` metres kept
    off bodies. `carry` 0-1 is the share of the wearer's travel that the cloth makes without lagging.
    `apart` metres are kept from its own folds and from other sheets that keep apart too (0: it may cross).
    """

    rest: NDArray[np.floating]
    hold: NDArray[np.floating]
    round: bool = False
    links: float = 1.0
    shear: float = 0.3
    bend: float = 0.06
    air: float = 1.0
    thick: float = 0.012
    carry: float = 0.6
    apart: float = 0.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Capsules:
    """Round bars that cloth may not enter: ends (k, 3) each and radii (k,) at both, metres."""

    start: Array
    end: Array
    first: Array
    last: Array


@dataclass(frozen=True, eq=False, slots=True)
class Footing:
    """What the cloth is told of its wearer: goals (n, 3), capsules, height of the floor, all in the world."""

    goal: Array
    bars: Capsules
    floor: float


State = tuple[Array, Array]
"""Points now and one step ago, (n, 3) each."""


class Cloth:
    """All sheets of one wearer as `n` points in order of sheet, column, row."""

    def __init__(self, sheets: Sequence[Sheet], fps: int) -> None:
        self.steps = max(1, round(STEPS_A_SECOND / fps))
        self.dt = 1.0 / (fps * self.steps)
        self.rest = np.concatenate([np.reshape(s.rest, (-1, 3)) for s in sheets]).astype(np.float32)
        hold = np.concatenate([np.ravel(s.hold) for s in sheets])
        self.fixed = np.nonzero(hold >= 1.0)[0]
        self.free = (hold < 1.0).astype(np.float32)[:, None]
        self.drawn = np.nonzero((hold > 0.0) & (hold < 1.0))[0]
        # A share in 1/72 s, whatever the length of a step.
        self.pull = (1.0 - (1.0 - hold[self.drawn]) ** (72.0 * self.dt)).astype(np.float32)[:, None]
        self.air, self.thick = (_each(sheets, name) for name in ("air", "thick"))
        self.carry = _each(sheets, "carry") * self.free
        self.sheet = np.repeat(np.arange(len(sheets)), [np.size(sheet.hold) for sheet in sheets])
        self.lead = _leads(sheets)
        self.groups, self.strands = links_of(sheets, self.free[:, 0])
        self.around = neighbours(sheets)
        self.layers = Layers(sheets, self.free[:, 0])
        self.root, self.reach = _tethers(sheets)

    def advance(
        self, state: State, first: Footing, last: Footing, wind: Callable[[Array, float], Array], t: float
    ) -> State:
        """One frame from `t`, the wearer carried evenly from its first to its last footing."""
        now, before = state
        steps = np.float32(self.steps)
        travel = (last.goal - first.goal)[self.lead][self.sheet] * (self.carry / steps)
        move = (last.goal - first.goal) / steps
        slide = (last.bars.start - first.bars.start) / steps, (last.bars.end - first.bars.end) / steps
        near = self.layers.near(now, before, self.normals(now), self.steps)
        for k in range(1, self.steps + 1):
            share = np.float32(k / self.steps)
            bars = _between(first.bars, last.bars, share)
            floor = first.floor + (last.floor - first.floor) * float(share)
            goal = first.goal + move * np.float32(k)
            now, before = now + travel, before + travel
            planes = self.normals(now)
            x, start = self._drift(now, before, planes, wind(now, t + k * self.dt))
            self._hold(x, goal)
            for group in self.groups:
                group.settle(x)
            self._tie(x)
            self._keep_out(x, start, travel, bars, slide)
            # Cloth that a knee lifts is drawn along; it does not stretch.
            for group in self.strands:
                group.settle(x)
            self._land(x, start, floor)
            # Last, so that a step never ends with one layer through another.
            self.layers.part(x, start, planes, near)
            now, before = x, start
        return now, before

    def _drift(self, now: Array, before: Array, normal: Array, wind: Array) -> State:
        """Where points go by their speed, the air and gravity; and where they were."""
        dt = np.float32(self.dt)
        moved = (now - before) * np.float32(1.0 - _DAMPING * self.dt)
        against = wind - moved / dt
        across = np.einsum("ij,ij->i", against, normal)[:, None]
        pull = (normal * across * np.float32(_PRESSURE) + against * np.float32(_DRAG)) * self.air
        pull[:, 1] -= GRAVITY
        return now + (moved + pull * (dt * dt)) * self.free, now

    def normals(self, points: Array) -> Array:
        """Unit normals (n, 3) of the sheets, whichever way they face."""
        left, right, up, down = self.around
        a, b = points[right] - points[left], points[down] - points[up]
        normal = np.empty_like(points)
        normal[:, 0] = a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1]
        normal[:, 1] = a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2]
        normal[:, 2] = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
        return np.asarray(normal / (np.sqrt(np.einsum("ij,ij->i", normal, normal)[:, None]) + 1e-9))

    def _hold(self, x: Array, goal: Array) -> None:
        x[self.fixed] = goal[self.fixed]
        x[self.drawn] += (goal[self.drawn] - x[self.drawn]) * self.pull

    def _tie(self, x: Array) -> None:
        """No point farther from where its column hangs than its cloth is long."""
        root = x[self.root]
        way = x - root
        long = np.sqrt(np.einsum("ij,ij->i", way, way)[:, None]) + 1e-9
        x[:] = root + way * np.minimum(self.reach / long, 1.0)

    def _keep_out(
        self, x: Array, start: Array, travel: Array, bars: Capsules, slide: tuple[Array, Array]
    ) -> None:
        """Out of the body, the deepest capsule counts; what touches it is taken along a little."""
        if not len(bars.start):
            return
        middle = bars.start.mean(0)
        axis, own = bars.end - bars.start, x - middle
        foot = bars.start - middle
        share = np.clip((own @ axis.T - (foot * axis).sum(1)) / ((axis * axis).sum(1) + 1e-9), 0.0, 1.0)
        square = (
            np.einsum("ij,ij->i", own, own)[:, None]
            + (foot * foot).sum(1)
            + share * share * (axis * axis).sum(1)
        )
        square += 2.0 * (share * (foot * axis).sum(1) - own @ foot.T - share * (own @ axis.T))
        deep = bars.first + (bars.last - bars.first) * share + self.thick - np.sqrt(np.maximum(square, 0.0))
        worst = deep.argmax(1)
        touched = np.nonzero((deep[np.arange(len(x)), worst] > 0.0) & (self.free[:, 0] > 0.0))[0]
        if not len(touched):
            return
        bar, at = worst[touched], share[touched, worst[touched]][:, None]
        away = x[touched] - (bars.start[bar] + axis[bar] * at)
        out = away / (np.sqrt(np.einsum("ij,ij->i", away, away)[:, None]) + 1e-9)
        x[touched] += out * deep[touched, bar][:, None]
        taken = slide[0][bar] + (slide[1] - slide[0])[bar] * at - travel[touched]
        slip = x[touched] - start[touched] - taken
        slip -= out * (slip * out).sum(1, keepdims=True)
        start[touched] += slip * np.float32(_GRIP)

    def _land(self, x: Array, start: Array, floor: float) -> None:
        """On the floor, where it drags."""
        level = np.float32(floor) + self.thick[:, 0]
        down = np.nonzero((x[:, 1] < level) & (self.free[:, 0] > 0.0))[0]
        x[down, 1] = level[down]
        slip = x[down] - start[down]
        start[down] += slip * np.array([_FLOOR_GRIP, 1.0, _FLOOR_GRIP], np.float32)


class Draped:
    """A cloth over time: simulated from before the shot's beginning, so any frame can be asked for.

    `footing` tells where the wearer is at a time; `wind` in m/s, constant or by time. A frame is the same
    however one came to it; all that were made are kept (about 20 kB each).
    """

    def __init__(
        self,
        cloth: Cloth,
        footing: Callable[[float], Footing],
        wind: tuple[float, float, float] | Callable[[float], tuple[float, float, float]],
        fps: int,
        settle: float = SETTLE,
    ) -> None:
        self.cloth, self.footing, self.fps = cloth, footing, fps
        self.wind = wind
        self.first = -round(settle * fps)
        self.known: dict[int, State] = {}

    def at(self, t: float) -> Array:
        """The points in the world at `t` seconds (n, 3)."""
        frame = t * self.fps
        whole = max(int(np.floor(frame + 1e-6)), self.first)
        share = min(max(frame - whole, 0.0), 1.0)
        now = self._state(whole)[0]
        if share < 1e-3 or whole == self.first:
            return now
        return np.asarray(now + (self._state(whole + 1)[0] - now) * np.float32(share), np.float32)

    def _state(self, frame: int) -> State:
        at = frame if frame in self.known else max((k for k in self.known if k < frame), default=self.first)
        if at not in self.known:
            goal = np.asarray(self.footing(at / self.fps).goal, np.float32)
            self.known[at] = (goal, goal)
        state = self.known[at]
        while at < frame:
            first, last = self.footing(at / self.fps), self.footing((at + 1) / self.fps)
            state = self.cloth.advance(state, first, last, self.gusts, at / self.fps)
            at += 1
            self.known[at] = state
        return state

    def gusts(self, at: Array, t: float) -> Array:
        """Wind (n, 3) in m/s: it comes in waves that travel through the cloth."""
        wind = np.asarray(self.wind(t) if callable(self.wind) else self.wind, np.float32)
        place = at @ np.array([1.7, 2.1, 1.3], np.float32)
        gust = 1.0 + 0.40 * np.sin(3.1 * t - place) + 0.30 * np.sin(7.3 * t - 2.3 * place + 1.0)
        return np.asarray(gust[:, None] * wind, np.float32)


def _each(sheets: Sequence[Sheet], name: str) -> Array:
    """One number a point (n, 1)."""
    return np.concatenate([np.full((np.size(s.hold), 1), getattr(s, name), np.float32) for s in sheets])


def _leads(sheets: Sequence[Sheet]) -> NDArray[np.int64]:
    """For each sheet the number of the point whose travel it shares: the first that is held."""
    starts = np.cumsum([0] + [np.size(sheet.hold) for sheet in sheets[:-1]])
    return np.array(
        [s + int(np.argmax(np.ravel(sheet.hold))) for s, sheet in zip(starts, sheets, strict=True)]
    )


def _tethers(sheets: Sequence[Sheet]) -> tuple[NDArray[np.int64], Array]:
    """For each point the head of its column, and how far it may be from it (n, 1) metres."""
    roots, reaches, start = [], [], 0
    for sheet in sheets:
        columns, rows = np.shape(sheet.rest)[:2]
        long = np.linalg.norm(np.diff(sheet.rest, axis=1), axis=2)
        reaches.append(np.concatenate([np.zeros((columns, 1)), np.cumsum(long, axis=1)], 1).ravel())
        roots.append(start + np.repeat(np.arange(columns) * rows, rows))
        start += columns * rows
    return np.concatenate(roots), (np.concatenate(reaches) * _TETHER)[:, None].astype(np.float32)


def _between(first: Capsules, last: Capsules, share: np.float32) -> Capsules:
    return Capsules(
        start=first.start + (last.start - first.start) * share,
        end=first.end + (last.end - first.end) * share,
        first=last.first,
        last=last.last,
    )
