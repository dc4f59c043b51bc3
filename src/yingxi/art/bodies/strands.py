"""What hangs and swings: skirts, wide sleeves, long hair, sash ends and ribbons, as chains of eight points.

Chains of a figure are one array, so that a step is a few dozen array operations whatever they are.
After M. Müller, T. Kim, N. Chentanez, "Fast Simulation of Inextensible Hair and Fur", VRIPHYS 2012,
with links between neighbouring chains (position based dynamics) and capsules for the body.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.art.bodies.rotations import Numbers

NODES = 8
"""Points of a chain."""
STEPS_A_SECOND = 72
"""About how many steps are taken in a second of the film; a whole number a frame."""
_DRAWN_BACK = 0.85
"""Share of a correction that is taken from the speed of the point above (s_damping in the paper)."""
WARM = 1.6
"""Seconds that are lived through before the first frame that is ever asked for."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Hanging:
    """A sheet of chains side by side: rest points (chains, NODES, 3) in metres on the rest body.

    weights: (chains * NODES, bones), where each point would be if it were stiff. `hold` (chains, NODES) is
    how strongly it goes there: 1 fixed, 0 free. `round` joins the last chain to the first; `links` are how
    much neighbours keep their distance. `air` is how wind takes it, `thick` metres it stays off the body.
    """

    rest: Numbers
    weights: NDArray[np.float32]
    hold: Numbers
    round: bool = False
    links: float = 1.0
    air: float = 1.0
    thick: float = 0.012


@dataclass(frozen=True, eq=False, kw_only=True)
class Capsules:
    """Round bars that cloth may not enter: ends (k, 3) each and radii (k,) at both."""

    start: Floats
    end: Floats
    first: Floats
    last: Floats


class Chains:
    """All hanging sheets of one figure, ready to be moved."""

    def __init__(self, sheets: Sequence[Hanging]) -> None:
        from scipy.sparse import csr_matrix

        self.sizes = [len(sheet.rest) for sheet in sheets]
        rest = np.concatenate([sheet.rest for sheet in sheets]).astype(np.float32)
        weights = np.concatenate([sheet.weights for sheet in sheets])
        self.shape = rest.shape
        self.long = np.linalg.norm(np.diff(rest, axis=1), axis=2)[..., None].astype(np.float32)
        self.hold = np.concatenate([sheet.hold for sheet in sheets]).astype(np.float32)[..., None]
        self.free = (self.hold < 1.0).astype(np.float32)
        self.air = _each([sheet.air for sheet in sheets], self.sizes)
        self.thick = _each([sheet.thick for sheet in sheets], self.sizes)
        self.pairs = _pairs(sheets, rest)
        flat = rest.reshape(-1, 3)
        ones = np.concatenate([flat, np.ones((len(flat), 1), np.float32)], 1)
        row, bone = np.nonzero(weights > 0.004)
        columns = (bone[:, None] * 4 + np.arange(4)).ravel()
        share = weights[row, bone] / np.bincount(row, weights[row, bone], len(flat))[row]
        values = (share[:, None] * ones[row]).ravel()
        self.matrix = csr_matrix(
            (values.astype(np.float32), (np.repeat(row, 4), columns)), (len(flat), weights.shape[1] * 4)
        )

    def stiff(self, transforms: Floats) -> Floats:
        """Where all points would be if they moved with the bones (chains, NODES, 3)."""
        moved = self.matrix @ np.ascontiguousarray(transforms.transpose(0, 2, 1)).reshape(-1, 3)
        return np.asarray(moved, np.float32).reshape(self.shape)

    def step(
        self,
        now: Floats,
        before: Floats,
        goal: Floats,
        capsules: Capsules,
        wind: Floats,
        floor: float,
        dt: float,
    ) -> tuple[Floats, Floats]:
        """Points now and one step ago to points after the step and now."""
        velocity: Floats = (now - before) * np.float32(1.0 - 1.6 * dt)
        pull = (wind * self.air - velocity / dt * (0.22 * self.air + 0.10)) * np.float32(1.1)
        pull[..., 1] -= 9.8
        x: Floats = np.asarray(now + (velocity + pull * (dt * dt)) * self.free, np.float32)
        x += (goal - x) * self.hold
        x = self._pushed(x, capsules)
        for _ in range(2):
            x = self._linked(x)
        x, drawn = self._stretched(x)
        x = self._pushed(x, capsules)
        x[..., 1] = np.maximum(x[..., 1], floor + 0.012)
        # What drew a point in must not drive it on: the speed of the point above takes it back.
        return x, np.asarray(now + np.float32(_DRAWN_BACK) * drawn * self.free, np.float32)

    def _stretched(self, x: Floats) -> tuple[Floats, Floats]:
        """Every link at its own length, from the root down; and how far the next point below was drawn."""
        drawn = np.zeros_like(x)
        for k in range(1, NODES):
            way = x[:, k] - x[:, k - 1]
            size = np.sqrt((way * way).sum(1, keepdims=True)) + 1e-7
            share = self.long[:, k - 1] / size
            move = (way * (share - 1.0)) * self.free[:, k]
            x[:, k] += move
            drawn[:, k - 1] = move
        return x, drawn

    def _linked(self, x: Floats) -> Floats:
        """Neighbouring chains at their distance: they give way to being pushed together sooner than apart."""
        for first, second, long, strength in self.pairs:
            way = x[second] - x[first]
            size = np.sqrt((way * way).sum(2, keepdims=True)) + 1e-7
            wrong = (size - long) / size * strength
            wrong = np.where(wrong > 0, wrong, 0.10 * wrong) * 0.5
            move = way * wrong
            x[first] += move * self.free[first]
            x[second] -= move * self.free[second]
        return x

    def _pushed(self, x: Floats, capsules: Capsules) -> Floats:
        """Out of the body; the deepest capsule counts."""
        flat = x.reshape(-1, 3)
        axis = capsules.end - capsules.start
        square = (axis * axis).sum(1) + 1e-9
        share = flat @ axis.T - (capsules.start * axis).sum(1)
        share = np.clip(share / square, 0.0, 1.0)
        nearest = capsules.start + share[..., None] * axis
        away = flat[:, None] - nearest
        distance = np.sqrt((away * away).sum(2)) + 1e-7
        deep = (
            capsules.first
            + (capsules.last - capsules.first) * share
            + self.thick.reshape(-1)[:, None]
            - distance
        )
        worst = deep.argmax(1)
        pick = np.arange(len(flat))
        depth = np.maximum(deep[pick, worst], 0.0) / distance[pick, worst]
        moved = flat + away[pick, worst] * depth[:, None] * self.free.reshape(-1, 1)
        return np.asarray(moved.reshape(self.shape), np.float32)


def _each(values: Sequence[float], sizes: Sequence[int]) -> Floats:
    """One value a chain (chains, NODES, 1)."""
    column = np.repeat(np.asarray(values, np.float32), sizes)
    return np.tile(column[:, None, None], (1, NODES, 1))


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]


def _pairs(sheets: Sequence[Hanging], rest: Floats) -> list[Pairs]:
    """Neighbours in two groups without a common chain, so that each group moves at once."""
    groups: tuple[list[tuple[int, int, float]], list[tuple[int, int, float]]] = ([], [])
    start = 0
    for sheet in sheets:
        count = len(sheet.rest)
        last = count if sheet.round and count % 2 == 0 else count - 1
        if sheet.links > 0:
            for k in range(last):
                groups[k % 2].append((start + k, start + (k + 1) % count, sheet.links))
        start += count
    found = []
    for group in groups:
        if group:
            first, second = (np.array([row[k] for row in group], np.int64) for k in (0, 1))
            long = np.linalg.norm(rest[second] - rest[first], axis=2)[..., None].astype(np.float32)
            strength = np.array([row[2] for row in group], np.float32)[:, None, None]
            found.append((first, second, long, strength))
    return found


Scene = Callable[[float], tuple[Floats, Capsules, float]]
"""Seconds -> where stiff points are in the world (chains, NODES, 3), capsules, height of the floor."""


class Drape:
    """The chains of a figure over time: simulated from a fixed beginning, so any frame can be asked for.

    `world` tells where the body is; `wind` in m/s. A frame is the same however one came to it.
    """

    def __init__(self, chains: Chains, world: Scene, wind: tuple[float, float, float], fps: int) -> None:
        self.chains, self.world = chains, world
        self.wind = np.asarray(wind, np.float32)
        self.fps = fps
        self.steps = max(1, round(STEPS_A_SECOND / fps))
        self.first = -round((WARM + 1.0) * fps)
        self.recent: dict[int, tuple[Floats, Floats]] = {}

    def at(self, t: float) -> Floats:
        """The points in the world at `t` seconds (chains, NODES, 3)."""
        frame = t * self.fps
        whole = max(int(np.floor(frame + 1e-6)), self.first)
        share = min(max(frame - whole, 0.0), 1.0)
        now = self._state(whole)[0]
        if share < 1e-3 or whole == self.first:
            return now
        return np.asarray(now + (self._state(whole + 1)[0] - now) * np.float32(share), np.float32)

    def _state(self, frame: int) -> tuple[Floats, Floats]:
        if frame in self.recent:
            return self.recent[frame]
        known = [k for k in self.recent if k < frame]
        if known:
            at = max(known)
            state = self.recent[at]
        else:
            at = self.first
            goal = self.world(at / self.fps)[0]
            state = (goal, goal)
            self.recent[at] = state
        while at < frame:
            state = self._advance(at, state)
            at += 1
            self._remember(at, state)
        return state

    def _remember(self, frame: int, state: tuple[Floats, Floats]) -> None:
        self.recent[frame] = state
        # The beginning stays, so that going back is exact; of the rest the last few are enough.
        for old in sorted(self.recent)[1:-6]:
            del self.recent[old]

    def _advance(self, frame: int, state: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        """One frame, in equal steps with body and floor carried along between its ends."""
        start, first_bars, low = self.world(frame / self.fps)
        end, last_bars, high = self.world((frame + 1) / self.fps)
        dt = 1.0 / (self.fps * self.steps)
        now, before = state
        for k in range(1, self.steps + 1):
            share = np.float32(k / self.steps)
            t = frame / self.fps + k * dt
            now, before = self.chains.step(
                now,
                before,
                start + (end - start) * share,
                _carried(first_bars, last_bars, share),
                self.gusts(now, t),
                low + (high - low) * float(share),
                dt,
            )
        return now, before

    def gusts(self, at: Floats, t: float) -> Floats:
        """Wind (…, 3) in m/s: it comes in waves that travel through the cloth."""
        place = at[..., 0] * 1.7 + at[..., 2] * 1.3 + at[..., 1] * 2.1
        gust = 1.0 + 0.45 * np.sin(3.1 * t - place) + 0.35 * np.sin(7.3 * t - 2.3 * place + 1.0)
        return np.asarray(gust[..., None] * self.wind, np.float32)


def _carried(first: Capsules, last: Capsules, share: np.float32) -> Capsules:
    return Capsules(
        start=first.start + (last.start - first.start) * share,
        end=first.end + (last.end - first.end) * share,
        first=last.first,
        last=last.last,
    )
