"""What holds a cloth together: its threads, in groups of which no two share a point, solved one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import Array

if TYPE_CHECKING:
    from yingxi.world.cloth import Sheet

Numbers = NDArray[np.int64]
GIVING = 0.12
"""How much threads across resist being pushed together: cloth folds rather than being pressed."""


class Links:
    """Distances between points, each of them in it once, so that all are corrected together.

    ends: (m, 2) points; rows: (m, 3) metres, strength, share of it when pushed; free: (n,) 1 or 0.
    """

    def __init__(self, ends: Numbers, rows: Array, free: Array) -> None:
        first, second = np.ascontiguousarray(ends.T)
        self.first, self.second = first, second
        self.long, self.strength, giving = np.ascontiguousarray(rows.T)
        self.pushed = self.strength * giving
        both = np.maximum(free[first] + free[second], 1e-6)
        self.mine = (free[first] / both).astype(np.float32)[:, None]
        self.theirs = (free[second] / both).astype(np.float32)[:, None]

    def settle(self, x: Array) -> None:
        """Move points (n, 3) in place toward their distances."""
        a, b = x.take(self.first, 0), x.take(self.second, 0)
        way = b - a
        long = np.sqrt(np.einsum("ij,ij->i", way, way)) + np.float32(1e-9)
        wrong = (long - self.long) / long
        wrong *= np.where(wrong > 0.0, self.strength, self.pushed)
        way *= wrong[:, None]
        a += way * self.mine
        b -= way * self.theirs
        x[self.first] = a
        x[self.second] = b


def links_of(sheets: "Sequence[Sheet]", free: Array) -> tuple[tuple[Links, ...], tuple[Links, ...]]:
    """All threads of all sheets in few groups, those that must hold best last; and of them the ones down.

    Threads that nothing can move are left out.
    """
    groups: list[Links] = []
    down: list[Links] = []
    for rows in _all_rows(sheets):
        ends = rows[:, :2].astype(np.int64)
        loose = (free[ends] > 0.0).any(1)
        rows, ends = rows[loose], ends[loose]
        colour = _coloured(ends, len(free))
        down = [
            Links(ends[colour == c], rows[colour == c, 2:].astype(np.float32), free)
            for c in range(int(colour.max(initial=-1)) + 1)
        ]
        groups += down
    return tuple(groups), tuple(down)


def _all_rows(sheets: "Sequence[Sheet]") -> list[NDArray[np.float64]]:
    """Threads by kind, the last hold best: first, second, metres, strength, share of it when pushed."""
    found: list[list[NDArray[np.float64]]] = [[], [], [], []]
    start = 0
    for sheet in sheets:
        columns, rows = np.shape(sheet.rest)[:2]
        number = start + np.arange(columns * rows).reshape(columns, rows)
        flat = np.reshape(sheet.rest, (-1, 3))
        for kind, first, second, strength, giving in _threads(number, sheet):
            a, b = first.ravel(), second.ravel()
            long = np.linalg.norm(flat[b - start] - flat[a - start], axis=1)
            found[kind].append(np.stack([a, b, long, np.full(len(a), strength), np.full(len(a), giving)], 1))
        start += columns * rows
    return [np.concatenate(rows) for rows in found if rows]


def _threads(number: Numbers, sheet: "Sheet") -> list[tuple[int, Numbers, Numbers, float, float]]:
    """Pairs of points of one sheet by kind (3 down, 2 across, 1 skew, 0 next but one) and how they hold."""
    beside = np.roll(number, -1, 0) if sheet.round else number[1:]
    own = number if sheet.round else number[:-1]
    threads = [(3, number[:, :-1], number[:, 1:], 1.0, 1.0)]
    if sheet.links > 0.0:
        threads.append((2, own, beside, sheet.links, GIVING))
    if sheet.shear > 0.0:
        threads.append((1, own[:, :-1], beside[:, 1:], 0.5 * sheet.shear, GIVING))
        threads.append((1, own[:, 1:], beside[:, :-1], 0.5 * sheet.shear, GIVING))
    if sheet.bend > 0.0:
        threads.append((0, number[:, :-2], number[:, 2:], sheet.bend, 1.0))
        if len(number) > 4:
            over = np.roll(number, -2, 0) if sheet.round else number[2:]
            threads.append((0, number if sheet.round else number[:-2], over, 0.5 * sheet.bend, 1.0))
    return threads


def _coloured(ends: Numbers, count: int) -> Numbers:
    """A group for each thread so that no point is twice in one, the first that is free (greedy)."""
    taken = np.zeros((count, 64), bool)
    colour = np.empty(len(ends), np.int64)
    for k, (a, b) in enumerate(ends):
        colour[k] = int(np.argmin(taken[a] | taken[b]))
        taken[a, colour[k]] = taken[b, colour[k]] = True
    return colour


def neighbours(sheets: "Sequence[Sheet]") -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """For each point the numbers of those left, right, above and below it; at an edge the point itself."""
    sides: list[list[Numbers]] = [[], [], [], []]
    start = 0
    for sheet in sheets:
        columns, rows = np.shape(sheet.rest)[:2]
        across, down = np.arange(columns), np.arange(rows)
        left, right = across - 1, across + 1
        if sheet.round:
            left, right = left % columns, right % columns
        near = (np.maximum(left, 0), np.minimum(right, columns - 1))
        for side, index in zip(sides[:2], near, strict=True):
            side.append((start + index[:, None] * rows + down).ravel())
        for side, index in zip(
            sides[2:], (np.maximum(down - 1, 0), np.minimum(down + 1, rows - 1)), strict=True
        ):
            side.append((start + across[:, None] * rows + index).ravel())
        start += columns * rows
    left_, right_, up, down_ = (np.concatenate(side) for side in sides)
    return left_, right_, up, down_
