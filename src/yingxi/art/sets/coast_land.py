"""The lie of a fishing harbour: a hill round a basin, open sea to the right, quay, mole and rocks."""

from itertools import pairwise

import numpy as np

from yingxi.art.shapes.noise import Array, billows, eroded, ramp
from yingxi.art.shapes.terrain import Height

QUAY = 24.0
"""z in metres from which on the near quay lies."""
QUAY_TOP = 1.45
HEAD = (47.0, -46.0)
"""x, z of the mole's head, where the lighthouse stands."""
MOLE = ((74.0, 27.0), (66.0, -6.0), (57.0, -30.0), HEAD)
MOLE_TOP, MOLE_WIDE = 2.6, 3.2
SUNRISE = 19.0
"""Azimuth in degrees of the dawn sun: over the harbour mouth."""


def shore(x: Array) -> Array:
    """z of the town's waterline at x: a bay that comes forward on the left and falls away on the right."""
    x = np.asarray(x, float)
    left, right = np.maximum(-x - 22, 0), np.maximum(x + 6, 0)
    return np.asarray(-58 + 0.0062 * left**2 - 0.05 * right**2)


def seaward(x: Array) -> Array:
    """Unit directions (n, 2) x, z from the land to the water at x."""
    step = (shore(np.asarray(x) + 0.5) - shore(np.asarray(x) - 0.5)) / 1.0
    length = np.sqrt(1 + step**2)
    return np.stack([-step / length, 1 / length], -1)


def inland(x: Array, z: Array) -> Array:
    """Metres from the waterline, positive on the land."""
    x = np.asarray(x, float)
    step = shore(x + 0.5) - shore(x - 0.5)
    return np.asarray((shore(x) - np.asarray(z)) / np.sqrt(1 + step**2))


def coast_height(seed: int) -> Height:
    """Ground of the harbour; the near quay's deck and the town's apron are level."""

    def height(x: Array, z: Array) -> Array:
        x, z = np.asarray(x, float), np.asarray(z, float)
        back = inland(x, z)
        hill = ramp(back, 9, 150) * 40 * (0.5 + billows(x * 0.007, z * 0.007, seed + 1, 4))
        hill = hill * ramp(x + 0.30 * (z + 58), 34, -34)
        far = ramp(back, 160, 900) * (
            150 * billows(x * 0.003, z * 0.003, seed + 2, 5) + 60 * eroded(x * 0.004, z * 0.004, seed)
        )
        land = ramp(back, -1.5, 1.5) * (4.0 + 1.42) + hill + far * ramp(x, 300, -60)
        quay = np.where(z > QUAY - 0.4, 4.0 + QUAY_TOP, 0.0)
        away, _ = _to_mole(x, z)
        rocks = 5.2 * ramp(away, 7.5, 1.6) * (0.55 + 0.7 * billows(x * 0.16, z * 0.16, seed + 3, 3))
        return np.asarray(np.maximum(np.maximum(land, quay), rocks) - 4.0, np.float32)

    return height


def walked_height(seed: int) -> Height:
    """The ground with the deck of the mole, on which things may stand."""
    ground = coast_height(seed)

    def height(x: Array, z: Array) -> Array:
        deck = _to_mole(np.asarray(x, float), np.asarray(z, float))[0] < MOLE_WIDE
        return np.asarray(np.where(deck, MOLE_TOP, ground(x, z)), np.float32)

    return height


def _to_mole(x: Array, z: Array) -> tuple[Array, Array]:
    """Distance in metres to the mole's line, and which side (positive: the open sea)."""
    best = np.full(np.broadcast(x, z).shape, 1e9)
    side = np.zeros_like(best)
    for (ax, az), (bx, bz) in pairwise(MOLE):
        dx, dz = bx - ax, bz - az
        u = np.clip(((x - ax) * dx + (z - az) * dz) / (dx * dx + dz * dz), 0, 1)
        away = np.hypot(x - ax - u * dx, z - az - u * dz)
        nearer = away < best
        best = np.where(nearer, away, best)
        side = np.where(nearer, (x - ax) * -dz + (z - az) * dx, side)
    return best, side


def along_mole(count: int, out: float) -> tuple[Array, Array]:
    """`count` places (n, 2) x, z on the mole's sea side, `out` metres from its line, and their way out."""
    line = np.array(MOLE)
    lengths = np.r_[0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    at = np.linspace(0.14, 1.0, count) * lengths[-1]
    points = np.stack([np.interp(at, lengths, line[:, k]) for k in range(2)], 1)
    ahead = np.stack([np.interp(at + 1.0, lengths, line[:, k]) for k in range(2)], 1) - points
    back = points - np.stack([np.interp(at - 1.0, lengths, line[:, k]) for k in range(2)], 1)
    way = np.where(np.hypot(*ahead.T)[:, None] > 0.1, ahead, back)
    way = way / np.hypot(*way.T)[:, None]
    outward = np.stack([-way[:, 1], way[:, 0]], 1)
    return points + out * outward, outward
