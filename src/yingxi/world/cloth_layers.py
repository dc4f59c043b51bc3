"""Layers of cloth that do not pass through one another: a fold over itself, a sleeve over a skirt.

A point keeps a distance from the tangent planes of points of other layers that are near it, on the side where
it was a step ago: with sides remembered, thin cloth of wide meshes is enough and fast cloth is caught. The
idea of sides is that of R. Bridson, R. Fedkiw, J. Anderson, "Robust Treatment of Collisions, Contact and
Friction for Cloth Animation", SIGGRAPH 2002; the corrections are those of position-based dynamics.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import Array

if TYPE_CHECKING:
    from yingxi.world.cloth import Sheet

Numbers = NDArray[np.int64]
Pairs = tuple[Numbers, Numbers]
"""Points of the layers by number: the one that is kept off, the other from whose plane."""
_NONE: Pairs = (np.zeros(0, np.int64), np.zeros(0, np.int64))
_BESIDE = 0.75
"""How far aside of a point its plane counts, in meshes: a little over half their diagonal."""
_OWN = 2.0
"""Points of a sheet are of different layers where at rest they are so many times their reach apart."""
_AHEAD, _SLACK, _FARTHEST = 1.5, 0.015, 0.12
"""Pairs may come so many times as near in a frame as their speeds say, and metres nearer; at most so far."""
_PUSH = 0.02
"""Metres a step at most that a point is pushed."""
_GRIP = 0.15
"""Share of their slip that layers take from each other in a step."""


class Layers:
    """The sheets of one wearer that keep apart (`Sheet.apart` above 0): numbers of their points and rests."""

    def __init__(self, sheets: Sequence["Sheet"], free: Array) -> None:
        sizes = [np.shape(sheet.rest)[:2] for sheet in sheets]
        starts = np.cumsum([0] + [columns * rows for columns, rows in sizes])
        chosen = [k for k, sheet in enumerate(sheets) if sheet.apart > 0.0]
        self.spans = [(int(starts[k]), *sizes[k]) for k in chosen]
        numbers = [np.arange(starts[k], starts[k + 1]) for k in chosen]
        self.points = np.concatenate(numbers or [np.zeros(0, int)])
        self.sheet = np.repeat(np.arange(len(chosen)), [starts[k + 1] - starts[k] for k in chosen])
        self.free = free[self.points]
        own = [sheets[k] for k in chosen]
        self.apart = np.array([sheet.apart for sheet in own], np.float32)[self.sheet]
        self.reach = np.concatenate([_BESIDE * _meshes(sheet) for sheet in own] or [np.zeros(0, np.float32)])
        rest = np.concatenate([np.reshape(sheet.rest, (-1, 3)) for sheet in own] or [np.zeros((0, 3))])
        square = ((rest[:, None] - rest) ** 2).sum(2)
        self.layered = square > (_OWN * (self.reach + self.apart)) ** 2
        self.layered |= self.sheet[:, None] != self.sheet
        self.around = np.array([_wraps(sheet) for sheet in own], bool)[self.sheet]

    def near(self, now: Array, before: Array, planes: Array, steps: int) -> Pairs:
        """Pairs (2, m) both ways of points (n, 3) of different layers that may touch within `steps` steps.

        All are held against all: for the few hundred points of a wearer that is quicker than a tree.
        """
        if not len(self.points):
            return _NONE
        here, moved = now[self.points], (now - before)[self.points] * np.float32(_AHEAD * steps)
        farthest = min(2.0 * float(np.abs(moved).max()) + _SLACK, _FARTHEST)
        radius = float(np.hypot(self.reach.max(), self.apart.max())) + farthest
        own = here - here.mean(0)
        square = _squares(own)
        close = square[:, None] + square - 2.0 * (own @ own.T) < radius * radius
        one, other = np.nonzero(close & self.layered)
        way = here[one] - here[other]
        off = np.einsum("ij,ij->i", way, planes[self.points[other]])
        ahead = np.minimum(np.sqrt(_squares(moved[one] - moved[other])) + np.float32(_SLACK), _FARTHEST)
        beside = _squares(way) - off * off < (self.reach[other] + ahead) ** 2
        # What a pose put into a sheet that goes round the wearer is to be found deeper.
        ahead[self.around[other] & ~self.around[one]] = _FARTHEST
        soon = beside & (np.abs(off) < 0.5 * (self.apart[one] + self.apart[other]) + ahead)
        return one[soon], other[soon]

    def part(self, x: Array, start: Array, planes: Array, pairs: Pairs) -> None:
        """Move points (n, 3) in place out of other layers; `start` and `planes` (normals) are a step old."""
        if not len(pairs[0]):
            return
        one, other = self.points[pairs[0]], self.points[pairs[1]]
        way, plane = x.take(one, 0) - x.take(other, 0), planes.take(other, 0)
        off = np.einsum("ij,ij->i", way, plane)
        aside = _squares(way) - off * off
        beside = np.nonzero(aside < self.reach[pairs[1]] ** 2)[0]
        if not len(beside):
            return
        pairs, one, other = (pairs[0][beside], pairs[1][beside]), one[beside], other[beside]
        plane = plane[beside]
        side = self._sides(pairs, x, start, plane)
        lacking = 0.5 * (self.apart[pairs[0]] + self.apart[pairs[1]]) - side * off[beside]
        touched = lacking > 0.0
        plane, pairs = plane[touched], (pairs[0][touched], pairs[1][touched])
        push = (np.minimum(lacking[touched], _PUSH) * side[touched])[:, None] * plane
        slip = (x - start)[one[touched]] - (x - start)[other[touched]]
        slip -= plane * np.einsum("ij,ij->i", slip, plane)[:, None]
        x[self.points] += self._shared(pairs, push)
        start[self.points] += self._shared(pairs, slip * np.float32(_GRIP))

    def _shared(self, pairs: Pairs, moves: Array) -> Array:
        """What each point moves (k, 3): the mean of its own shares of the moves (m, 3) between pairs."""
        both = np.maximum(self.free[pairs[0]] + self.free[pairs[1]], 1e-6)
        mine, theirs = (self.free[end] / both for end in pairs)
        ends = np.concatenate(pairs)
        own = np.concatenate([moves * mine[:, None], -moves * theirs[:, None]])
        count = len(self.points)
        share = 1.0 / np.maximum(np.bincount(ends, minlength=count), 1)
        return np.stack([np.bincount(ends, own[:, k], count) * share for k in range(3)], 1).astype(np.float32)

    def _sides(self, pairs: Pairs, x: Array, start: Array, plane: Array) -> Array:
        """1 or -1 (m,): on which side of the other's plane a point belongs.

        Where it was; but outside of another sheet that goes round the wearer, even if a pose began within.
        """
        one, other = pairs
        was = np.einsum("ij,ij->i", start[self.points[one]] - start[self.points[other]], plane)
        outside = np.nonzero(self.around[other] & ~self.around[one])[0]
        if len(outside):
            outward = self._outward(x)[other[outside]]
            was[outside] = np.einsum("ij,ij->i", outward, plane[outside])
        return np.where(was < 0.0, np.float32(-1.0), np.float32(1.0))

    def _outward(self, x: Array) -> Array:
        """From the middle of its row to each point (k, 3)."""
        parts = []
        for start, columns, rows in self.spans:
            own = x[start : start + columns * rows].reshape(columns, rows, 3)
            parts.append((own - own.mean(0)).reshape(-1, 3))
        return np.concatenate(parts)


def _squares(vectors: Array) -> Array:
    """Squares of lengths (m,) of vectors (m, 3)."""
    return np.asarray(np.einsum("ij,ij->i", vectors, vectors))


def _meshes(sheet: "Sheet") -> Array:
    """For each point the longest way to the next column or row at rest (n,) metres."""
    rest = np.asarray(sheet.rest, np.float32)
    longest = np.zeros(rest.shape[:2], np.float32)
    for axis in (0, 1):
        way = np.linalg.norm(np.diff(rest, axis=axis), axis=2)
        for ends in (((1, 0), (0, 0)), ((0, 1), (0, 0))):
            pad = ends if axis == 0 else ends[::-1]
            longest = np.maximum(longest, np.pad(way, pad))
    return longest.ravel()


def _wraps(sheet: "Sheet") -> bool:
    """Whether it goes nearly all round its wearer, as a skirt does."""
    rest = np.asarray(sheet.rest, float)
    edge = rest[:, -1, [0, 2]] - rest[:, -1, [0, 2]].mean(0)
    angle = np.unwrap(np.arctan2(edge[:, 1], edge[:, 0]))
    return sheet.round or bool(np.ptp(angle) > 1.5 * np.pi and np.linalg.norm(edge, axis=1).min() > 0.05)
