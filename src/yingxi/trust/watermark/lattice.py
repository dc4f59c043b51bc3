"""Which waves the mark is made of, and what each says.

The tile is periodic, so all of its energy stands at whole numbers of waves across and down the tile: at
the points of a lattice in the spectrum. A third of the points carry a known phase (they tell where the tile
begins and how the picture is turned), the others carry the coded bits, two in each.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import shake_256

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.code import CODED_BITS, Bits, Softs

Waves = NDArray[np.complex64]

LONGEST, SHORTEST = 5.3, 18.4
"""Waves in a tile: 48 and 14 pixels long at 1080 lines."""

DATA_POINTS = CODED_BITS
"""Every coded bit is said twice: points hold two bits each."""

VARIANTS = 16
"""Families of tiles. The payload chooses one, so that many films together do not show one tile."""


@dataclass(frozen=True, eq=False, slots=True)
class Lattice:
    """Points (n, 2) as waves across and down, one of each opposite pair; which are data and which known."""

    points: NDArray[np.int64]
    data: NDArray[np.int64]
    known: NDArray[np.int64]


@lru_cache(maxsize=1)
def lattice() -> Lattice:
    """The points in their fixed order, data and known points dealt out at random over all directions."""
    reach = int(SHORTEST) + 1
    across, down = np.meshgrid(np.arange(-reach, reach + 1), np.arange(0, reach + 1))
    radius = np.hypot(across, down)
    upper = (down > 0) | (across > 0)
    inside = upper & (radius >= LONGEST) & (radius <= SHORTEST)
    points = np.stack([across[inside], down[inside]], 1).astype(np.int64)
    order = shuffle(len(points), "points")
    return Lattice(points, np.sort(order[:DATA_POINTS]), np.sort(order[DATA_POINTS:]))


def random_bytes(count: int, purpose: str) -> NDArray[np.uint8]:
    """Bytes that are the same on every machine and in every version."""
    return np.frombuffer(shake_256(f"yingxi watermark 1 {purpose}".encode()).digest(count), np.uint8)


def shuffle(count: int, purpose: str) -> NDArray[np.int64]:
    """The numbers below `count` in a fixed random order."""
    return np.argsort(random_bytes(8 * count, purpose).view("<u8"), kind="stable")


def variant_of(payload: int) -> int:
    """The family of tiles that a payload belongs to."""
    return payload % VARIANTS


@lru_cache(maxsize=16 * VARIANTS)
def known_phases(variant: int) -> Waves:
    """The unit phase at each point: all of it at known points, the turn of the data at the others."""
    turns = random_bytes(2 * len(lattice().points), f"phases {variant}").view("<u2")
    return np.exp(2j * np.pi * turns / 65536).astype(np.complex64)


@lru_cache(maxsize=16 * VARIANTS)
def places(variant: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Which coded bit each of the 640 places says, and the sign it is scrambled with."""
    count = 2 * DATA_POINTS
    bits = shuffle(count, f"places {variant}") % CODED_BITS
    signs = 1.0 - 2.0 * (random_bytes(count, f"signs {variant}") & 1)
    return bits, signs.astype(np.float32)


def spectrum_of(coded: Bits, variant: int) -> Waves:
    """The wave at each point for 320 coded bits."""
    bits, signs = places(variant)
    values = (signs * (1 - 2 * coded[bits].astype(np.float32))).reshape(2, -1)
    waves = known_phases(variant).copy()
    waves[lattice().data] *= (values[0] + 1j * values[1]) * np.float32(np.sqrt(0.5))
    return waves


def softs_of(waves: Waves, variant: int) -> Softs:
    """320 soft values (positive: bit 0) from the waves that were read, weighted as they should count."""
    bits, signs = places(variant)
    plain = (waves * known_phases(variant).conj())[lattice().data]
    values = signs * np.concatenate([plain.real, plain.imag])
    return np.bincount(bits, values, CODED_BITS).astype(np.float32)
