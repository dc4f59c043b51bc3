"""Where each of many stands: lines, wedges, herds, crowds and rings, without overlap."""

import math

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.asset import Asset
from yingxi.art.duel import PASSAGES
from yingxi.world.scene import Array

_WEDGE = ("fly", "soar")
_LANES = ("race", "row", "sail")
_HERD = ("run", "gallop", "trot", "chase", "flee", "ride", "drive", "swim", "drift", "flow", "leap")
_RANKS = ("march", "walk", "cross")
PAIRED = frozenset({"fight", "duel", "meet", "part", "embrace", *PASSAGES})
_RING = ("circle", "dance", "orbit", "spin")


def formation(
    action: str, asset: Asset, count: int, random: np.random.Generator, room: float = math.inf
) -> Array:
    """Offsets (count, 3) in metres along, toward the camera and up, the first the leader at the origin.

    `room`: free metres across the way, which ranks keep within where two abreast can.

    Neighbours keep at least 1.15 lengths or widths apart, whichever way they line up.
    """
    length, height, width = (max(side, 0.3) for side in asset.size)
    if count == 1:
        return np.zeros((1, 3), np.float32)
    if action in _LANES:
        return _lanes(count, length, width)
    if action in _WEDGE:
        return _wedge(count, length, height, asset)
    if action in _HERD:
        return _herd(count, length, width, height if asset.lives in ("underwater", "space") else 0.0, random)
    if action in _RANKS:
        abreast = 1 if asset.id.startswith("relief:") else _abreast(count, width, room)
        return _ranks(count, length, width, abreast)
    if action in _RING:
        return _ring(count, max(length, width))
    if action in PAIRED:
        return _pairs(count, max(length, width))
    return _scatter(count, max(length, width), random)


def footprint(offsets: Array, asset: Asset) -> tuple[float, float]:
    """Half extent in metres of a group along and across, its bodies included."""
    length, _, width = asset.size
    return (
        float(np.ptp(offsets[:, 0])) / 2 + length / 2,
        float(np.ptp(offsets[:, 1])) / 2 + width / 2,
    )


def _lanes(count: int, length: float, width: float) -> Array:
    """Side by side, each a share of a length behind the one before: boats in a race."""
    index = np.arange(count)
    # Lanes go alternately behind and before the leader as the camera sees it: it stays in the middle.
    lane = np.where(index % 2 == 1, (index + 1) // 2, -(index // 2))
    pitch = max(2.6 * width, 0.5 * length)
    return _stack(-0.28 * length * index, -pitch * lane, np.zeros(count))


def _wedge(count: int, length: float, height: float, asset: Asset) -> Array:
    """A V behind the leader: geese, drones, jets."""
    index = np.arange(count)
    row = (index + 1) // 2
    side = np.where(index % 2 == 1, 1.0, -1.0)
    wide = 0.9 * max(length, asset.size[2])
    return _stack(-1.25 * length * row, side * wide * row, 0.3 * height * row * side)


def _herd(count: int, length: float, width: float, rise: float, random: np.random.Generator) -> Array:
    """A loose, long crowd: horses, fish, cars; staggered rows with a jitter smaller than the gap."""
    across = max(2, math.ceil(math.sqrt(count * 0.8)))
    index = np.arange(count)
    row, column = index // across, index % across
    ahead = -(1.7 * length) * row - 0.8 * length * (column % 2)
    lane = (column - (across - 1) / 2) * max(2.2 * width, 0.55 * length)
    jitter = random.uniform(-1.0, 1.0, (count, 3))
    up = rise * (0.9 * (column % 3) - 0.9) + 0.3 * rise * jitter[:, 2]
    offsets = _stack(ahead + 0.22 * length * jitter[:, 0], lane + 0.25 * width * jitter[:, 1], up)
    offsets[:, 0] -= offsets[:, 0].mean()
    return offsets


def _abreast(count: int, width: float, room: float) -> int:
    """How many go side by side: two of a patrol, more of an army where there is room."""
    wanted = 2 if count <= 8 else min(round(math.sqrt(1.6 * count)), 12)
    return max(2, min(wanted, int(min(0.7 * room, 99.0) / (width + 0.7))))


def _ranks(count: int, length: float, width: float, abreast: int) -> Array:
    """A column, two and more abreast (guards, an army) or in file: flat things would hide one another."""
    index = np.arange(count)
    gap = (0.35 if abreast == 1 else 1.3) * max(length, 0.9)
    ahead = -(index // abreast) * (length + gap)
    ahead = ahead - ahead.mean()
    across = (0.5 * (abreast - 1) - index % abreast) * (width + 0.7)
    return _stack(ahead, across, np.zeros(count))


def _ring(count: int, side: float) -> Array:
    radius = max(1.2 * side, 1.25 * side * count / (2 * math.pi))
    angle = 2 * np.pi * np.arange(count) / count
    return _stack(radius * np.cos(angle), radius * np.sin(angle), np.zeros(count))


def _pairs(count: int, side: float) -> Array:
    """Partners face to face, pair behind pair."""
    index = np.arange(count)
    gap = max(1.3 * side, 1.4)
    return _stack(np.where(index % 2 == 0, -0.5, 0.5) * gap, -(index // 2) * 2.2 * side, np.zeros(count))


def _scatter(count: int, side: float, random: np.random.Generator) -> Array:
    """A loose crowd: a sunflower spiral with a jitter smaller than its gap."""
    index = np.arange(count)
    radius = 1.15 * side * np.sqrt(index)
    angle = index * 2.39996 + random.uniform(0, 2 * np.pi)
    jitter = random.uniform(-0.12, 0.12, (count, 2)) * side
    return _stack(
        1.4 * radius * np.cos(angle) + jitter[:, 0], radius * np.sin(angle) + jitter[:, 1], np.zeros(count)
    )


def _stack(along: ArrayLike, toward: ArrayLike, up: ArrayLike) -> Array:
    return np.stack([along, toward, up], axis=1).astype(np.float32)
