"""Cut-paper scenery of land and water: mountains, dunes, hills, waves, the sky's lights and clouds."""

import math
from collections.abc import Sequence

import numpy as np
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from yingxi.art.papercut.cutting import (
    crescent,
    disc,
    flower,
    rounded,
    star,
    stroke,
    sun_teeth,
    teeth,
    under,
    union,
)

FLOOR = -1.6
Peak = tuple[float, float, float]
"""Where across, how high over the foot, how wide."""


def peaks(random: np.random.Generator, half: float, count: int, tall: float) -> list[Peak]:
    """Evenly strewn peaks over the width, the middle kept lower so that the lead stands free."""
    places = np.linspace(-1.1 * half, 1.1 * half, count) + random.uniform(-0.12, 0.12, count) * half
    free = 0.45 + 0.55 * np.minimum(np.abs(places) / (0.75 * half), 1.0)
    return [
        (float(x), float(tall * f * random.uniform(0.7, 1.05)), float(tall * random.uniform(0.5, 0.75)))
        for x, f in zip(places, free, strict=True)
    ]


def _ridge(x: np.ndarray, foot: float, tops: Sequence[Peak], round_: float) -> np.ndarray:
    lines = [foot + tall * np.exp(-((np.abs(x - at) / wide) ** round_)) for at, tall, wide in tops]
    return np.asarray(np.max(lines, axis=0))


def mountains(half: float, foot: float, tops: Sequence[Peak], round_: float = 1.5) -> BaseGeometry:
    """A range with lines of its slopes and saw teeth cut into each peak."""
    x = np.linspace(-1.25 * half, 1.25 * half, 240)
    whole = under(x, _ridge(x, foot, tops, round_), FLOOR)
    cuts = []
    for at, tall, wide in tops:
        for k in (1, 2, 3):
            along = np.linspace(at - 0.95 * wide, at + 0.8 * wide, 36)
            height = foot + tall * np.exp(-((np.abs(along - at) / wide) ** round_)) - 0.115 * tall * k
            line = LineString(np.c_[along, height])
            part = substring(line, (0.10 + 0.07 * k), (0.88 - 0.08 * k), normalized=True)
            cuts.append(part.buffer(0.0115 * (1.2 - 0.22 * k), 4))
            if k == 3:
                cuts.append(teeth(part, 0.034, 0.05, -1.0))
    return whole.difference(union(cuts))


def dunes(half: float, foot: float, tall: float, seed: int) -> BaseGeometry:
    """Long swept dunes with ripple lines."""
    x = np.linspace(-1.25 * half, 1.25 * half, 160)
    y = foot + tall * (0.5 + 0.5 * np.sin(x * 2.1 / half + seed)) * (
        0.7 + 0.3 * np.sin(x * 5.3 / half + 2 * seed)
    )
    ripples = [LineString(np.c_[x, y - drop]).buffer(0.008) for drop in (0.07, 0.14, 0.22)]
    keep = [
        ripple.intersection(under(x[k * 22 : k * 22 + 90], y[k * 22 : k * 22 + 90], FLOOR))
        for k, ripple in enumerate(ripples)
    ]
    return under(x, y, FLOOR).difference(union(keep))


def hill_line(x: np.ndarray, half: float, foot: float, seed: int) -> np.ndarray:
    """The ground that subjects stand on: level in the middle, rising a little toward the sides."""
    rise = 0.10 * np.exp(-(((x - 0.85 * half) / (0.4 * half)) ** 2)) + 0.06 * np.exp(
        -(((x + 0.9 * half) / (0.35 * half)) ** 2)
    )
    return np.asarray(foot + rise + 0.012 * np.sin(9.0 * x + seed))


def hill(half: float, foot: float, seed: int, blossoms: bool = True) -> BaseGeometry:
    """The ground with a row of pierced blossoms under its rim."""
    x = np.linspace(-1.25 * half, 1.25 * half, 150)
    whole = under(x, hill_line(x, half, foot, seed), FLOOR)
    if not blossoms:
        return whole
    at = np.arange(-1.15 * half, 1.15 * half, 0.165)
    level = hill_line(at, half, foot, seed)
    cuts = [
        flower(a, y - 0.075 - 0.07 * (k % 2), 0.036, 5)
        for k, (a, y) in enumerate(zip(at, level, strict=True))
    ]
    rim = LineString(np.c_[x, hill_line(x, half, foot - 0.022, seed)])
    return whole.difference(union([*cuts, teeth(rim, 0.03, 0.022, -1.0)]))


def waves(half: float, level: float, radius: float, shift: float = 0.0) -> BaseGeometry:
    """A row of scale waves (haishuiwen), each with rings cut into it."""
    step = 1.55 * radius
    places = np.arange(-1.3 * half + shift, 1.3 * half + step, step)
    heads = [disc(x, level, radius, 10) for x in places]
    cuts = []
    for x in places:
        above = under([x - radius, x + radius], [level + radius] * 2, level)
        for share in (0.78, 0.56, 0.34):
            ring = disc(x, level, radius * share + 0.006, 10).difference(
                disc(x, level, radius * share - 0.006, 10)
            )
            cuts.append(ring.intersection(above))
    sea = under([-1.35 * half, 1.35 * half], [level, level], FLOOR)
    return union([sea, *heads]).difference(union(cuts))


def ripples(half: float, level: float, seed: int) -> BaseGeometry:
    """Calm water: long lens-shaped cuts in rows."""
    random = np.random.default_rng(seed)
    sea = under([-1.35 * half, 1.35 * half], [level, level], FLOOR)
    rows = [
        stroke([(x, y), (x + 0.1, y + 0.004), (x + random.uniform(0.2, 0.4), y)], 0.012, 0.003)
        for y in np.arange(level - 0.07, -1.0, -0.085)
        for x in np.arange(-1.3 * half + random.uniform(0, 0.4), 1.3 * half, random.uniform(0.5, 0.9))
    ]
    return sea.difference(union(rows))


def halo(radius: float) -> BaseGeometry:
    """A ring of rays about the moon or sun."""
    return disc(0, 0, radius, 32).difference(sun_teeth(0.99 * radius, round(95 * radius), 0.055 * radius))


def moon(radius: float, seed: int = 0) -> BaseGeometry:
    """The full moon, with blossoms and crescents pierced near its rim."""
    random = np.random.default_rng(seed + 3)
    cuts: list[BaseGeometry] = []
    for k in range(9):
        angle, reach = k * 0.7 + random.uniform(-0.15, 0.15), radius * random.uniform(0.62, 0.80)
        x, y = reach * math.cos(angle), reach * math.sin(angle)
        cuts.append(
            flower(x, y, 0.085 * radius, 5) if k % 3 == 0 else crescent(x, y, 0.07 * radius, 0.35, 40 * k)
        )
    return disc(0, 0, radius, 32).difference(union(cuts))


def sun(radius: float) -> BaseGeometry:
    """The sun: a disc within flames, a wheel cut into it."""
    rays = [star(0, 0, radius * 1.32, 16)]
    ring = disc(0, 0, 0.80 * radius, 24).difference(disc(0, 0, 0.76 * radius, 24))
    spokes = [
        crescent(
            0.62 * radius * math.cos(a), 0.62 * radius * math.sin(a), 0.09 * radius, 0.4, math.degrees(a)
        )
        for a in np.arange(0, 2 * math.pi, math.pi / 5)
    ]
    return union([disc(0, 0, radius, 32), *rays]).difference(union([ring, *spokes]))


def stars(random: np.random.Generator, half: float, low: float, count: int) -> BaseGeometry:
    """Stars strewn over the sky above `low`."""
    places = np.c_[random.uniform(-half, half, count), random.uniform(low, 0.95, count)]
    return union(star(x, y, random.uniform(0.012, 0.03), 4) for x, y in places)


def blossom_drift(radius: float) -> BaseGeometry:
    """A falling blossom."""
    return flower(0, 0, radius, 5, 0.2)


def lotus(x: float, y: float, size: float) -> BaseGeometry:
    """An open lotus seen from the side, its petals parted by cuts."""
    whole = union(
        stroke(
            [(x, y), (x + size * 0.62 * math.sin(a), y + size * (0.75 * math.cos(a) + 0.05))],
            0.30 * size,
            0.05 * size,
        )
        for a in np.linspace(-1.15, 1.15, 7)
    )
    base = rounded(union([whole, disc(x, y, 0.2 * size)]), 0.02 * size)
    veins = [
        stroke(
            [
                (x + 0.2 * size * math.sin(a), y + 0.26 * size * math.cos(a)),
                (x + 0.46 * size * math.sin(a), y + 0.58 * size * math.cos(a)),
            ],
            0.022 * size,
            0.008 * size,
        )
        for a in np.linspace(-0.95, 0.95, 6)
    ]
    return base.difference(union(veins))
