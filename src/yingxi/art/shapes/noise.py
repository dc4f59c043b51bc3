"""Seeded noise over the ground: smooth values, billows, ridges, eroded relief; pure in x, z and seed."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
"""Numbers of either float width; what leaves for the engine is float32."""

_SIZE = 256
_TURN = np.array([[0.8, -0.6], [0.6, 0.8]])  # each octave is turned, or the lattice shows


@lru_cache(maxsize=64)
def _lattice(seed: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed + 7919).random((_SIZE, _SIZE), dtype=np.float32)


def noise(x: ArrayLike, z: ArrayLike, seed: int = 0) -> Array:
    """Smooth value noise 0..1 with cells one unit wide."""
    return noise_slope(x, z, seed)[0]


def noise_slope(x: ArrayLike, z: ArrayLike, seed: int = 0) -> tuple[Array, Array, Array]:
    """Value noise 0..1 and its slopes along x and z (quintic, so slopes are smooth too)."""
    table = _lattice(seed)
    east, north = np.asarray(x, np.float64), np.asarray(z, np.float64)
    left, low = np.floor(east), np.floor(north)
    u, v = (east - left).astype(np.float32), (north - low).astype(np.float32)
    i, j = left.astype(np.int64) % _SIZE, low.astype(np.int64) % _SIZE
    right, high = (i + 1) % _SIZE, (j + 1) % _SIZE
    a, b, c, d = table[i, j], table[right, j], table[i, high], table[right, high]
    su, sv = u * u * u * (u * (u * 6 - 15) + 10), v * v * v * (v * (v * 6 - 15) + 10)
    du, dv = 30 * u * u * (u - 1) ** 2, 30 * v * v * (v - 1) ** 2
    twist = a - b - c + d
    value = a + (b - a) * su + (c - a) * sv + twist * su * sv
    return value, du * (b - a + twist * sv), dv * (c - a + twist * su)


def billows(x: ArrayLike, z: ArrayLike, seed: int = 0, octaves: int = 5, gain: float = 0.5) -> Array:
    """Fractal noise 0..1 (fBm): soft hills, patches of grass, cloud."""
    total, reach = np.zeros(np.broadcast(x, z).shape, np.float32), 0.0
    for octave, amount, east, north in _octaves(x, z, octaves, gain):
        total += amount * noise(east, north, seed + octave)
        reach += amount
    return np.asarray(total / reach)


def ridges(x: ArrayLike, z: ArrayLike, seed: int = 0, octaves: int = 6, gain: float = 0.5) -> Array:
    """Ridged fractal noise 0..1: sharp crests fed by the crest above (Musgrave's ridged multifractal)."""
    total, reach = np.zeros(np.broadcast(x, z).shape, np.float32), 0.0
    weight: Array = np.ones_like(total)
    for octave, amount, east, north in _octaves(x, z, octaves, gain):
        crest = (1 - np.abs(2 * noise(east, north, seed + octave) - 1)) ** 2
        total += amount * crest * weight
        weight = np.clip(crest * 1.7, 0, 1)
        reach += amount
    return np.asarray(total / reach)


def eroded(x: ArrayLike, z: ArrayLike, seed: int = 0, octaves: int = 8, bite: float = 0.55) -> Array:
    """Relief about -0.5..0.6 whose slopes lose detail, as if water had worn them (I. Quilez, 2008)."""
    total = np.zeros(np.broadcast(x, z).shape, np.float32)
    steep_x, steep_z = np.zeros_like(total), np.zeros_like(total)
    for octave, amount, east, north in _octaves(x, z, octaves, 0.48):
        value, along, across = noise_slope(east, north, seed + octave)
        steep_x += along
        steep_z += across
        total += amount * (value - 0.5) / (1 + bite * (steep_x**2 + steep_z**2))
    return total


def ramp(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Array:
    """0 below `low`, 1 above `high`, smooth between (smoothstep); `low` may be above `high`."""
    t = np.clip(
        (np.asarray(value, np.float32) - np.asarray(low)) / (np.asarray(high) - np.asarray(low)), 0, 1
    )
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def _octaves(
    x: ArrayLike, z: ArrayLike, octaves: int, gain: float
) -> list[tuple[int, float, NDArray[np.float64], NDArray[np.float64]]]:
    """Number, amplitude and coordinates of each octave."""
    east, north = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(z, np.float64))
    steps = []
    for octave in range(octaves):
        steps.append((octave, gain**octave, east, north))
        east, north = (
            2.03 * (_TURN[0, 0] * east + _TURN[0, 1] * north) + 3.1,
            2.03 * (_TURN[1, 0] * east + _TURN[1, 1] * north) + 1.7,
        )
    return steps
