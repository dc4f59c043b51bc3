"""Cut-paper buildings: roofs with lifted eaves, pagodas, the Great Wall, modern towers, lanterns."""

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import block, disc, flower, rounded, stroke, under, union
from yingxi.art.papercut.land import FLOOR, Peak


def roof(x: float, eave: float, half: float, tall: float) -> BaseGeometry:
    """A hip roof with lifted eaves and rows of tiles cut into it."""
    left = [(-1.18, 0.20), (-1.0, 0.06), (-0.78, 0.16), (-0.56, 0.72), (-0.62, 1.0)]
    ring = [(x + a * half, eave + b * tall) for a, b in left]
    ring += [(x - a * half, eave + b * tall) for a, b in left[::-1]]
    whole = Polygon([*ring, (x + 0.9 * half, eave), (x - 0.9 * half, eave)]).buffer(0)
    tiles = [
        stroke(
            [(x + u * 0.52 * half, eave + 0.86 * tall), (x + u * 0.80 * half, eave + 0.20 * tall)],
            0.030 * half,
        )
        for u in np.linspace(-0.86, 0.86, max(5, int(half * 44)))
    ]
    return whole.difference(union(tiles))


def hall(x: float, foot: float, half: float, tall: float, storeys: int = 1) -> BaseGeometry:
    """A pillared hall under one roof or more, its windows latticed."""
    parts, cuts = [], []
    for level in range(storeys):
        width, base, height = half * (1 - 0.24 * level), foot + level * tall, tall
        parts.append(block(x - 0.86 * width, base, x + 0.86 * width, base + 0.55 * height))
        parts.append(roof(x, base + 0.52 * height, width, 0.52 * height))
        count = max(3, int(width * 18)) | 1
        for at in np.linspace(-0.72, 0.72, count) * width + x:
            room = 0.30 * width / count * 1.6
            cuts.append(block(at - room, base + 0.06 * height, at + room, base + 0.42 * height))
            cuts.append(disc(at, base + 0.42 * height, room, 5))
    return union(parts).difference(union(cuts))


def pagoda(x: float, foot: float, half: float, tall: float, levels: int = 7) -> BaseGeometry:
    """A pagoda with a spire."""
    parts, cuts = [], []
    for level in range(levels):
        width, base, step = (
            half * (1 - 0.085 * level),
            foot + tall * level / (levels + 1.4),
            tall / (levels + 1.4),
        )
        parts.append(block(x - 0.62 * width, base - 0.01, x + 0.62 * width, base + 0.72 * step))
        parts.append(roof(x, base + 0.58 * step, width, 0.5 * step))
        cuts += [
            rounded(
                block(
                    x + u * width - 0.09 * width,
                    base + 0.1 * step,
                    x + u * width + 0.09 * width,
                    base + 0.5 * step,
                ),
                0.004,
            )
            for u in (-0.34, 0, 0.34)
        ]
    top = foot + tall * levels / (levels + 1.4)
    spire = union(
        [
            stroke([(x, top), (x, foot + tall)], 0.22 * half, 0.03 * half),
            disc(x, top + 0.05 * tall, 0.16 * half),
        ]
    )
    return union([*parts, spire]).difference(union(cuts))


def great_wall(half: float, foot: float, tops: list[Peak]) -> BaseGeometry:
    """The wall on its ridge: a band with battlements, and beacon towers on the peaks."""
    x = np.linspace(-1.2 * half, 1.2 * half, 150)
    line = np.max([foot + tall * np.exp(-(((x - at) / wide) ** 2)) for at, tall, wide in tops], axis=0)
    band = Polygon(np.r_[np.c_[x, line + 0.055], np.c_[x, line - 0.035][::-1]]).buffer(0)
    teeth = [block(a - 0.012, y + 0.05, a + 0.012, y + 0.085) for a, y in zip(x[::2], line[::2], strict=True)]
    lines = [stroke(np.c_[x, line + 0.02], 0.008)]
    towers, doors = [], []
    for at, tall, _ in tops:
        top = foot + tall
        towers += [block(at - 0.075, top - 0.10, at + 0.075, top + 0.15)]
        towers += [
            block(at + k * 0.05 - 0.016, top + 0.15, at + k * 0.05 + 0.016, top + 0.18)
            for k in (-1.2, 0, 1.2)
        ]
        doors += [
            rounded(block(at + k * 0.042 - 0.013, top + 0.02, at + k * 0.042 + 0.013, top + 0.085), 0.008)
            for k in (-1, 0, 1)
        ]
    return union([band, *teeth, *towers]).difference(union([*doors, *lines]))


def ridge_under_wall(half: float, foot: float, tops: list[Peak]) -> BaseGeometry:
    """The mountain that the wall runs on."""
    x = np.linspace(-1.25 * half, 1.25 * half, 200)
    line = np.max([foot + tall * np.exp(-(((x - at) / wide) ** 2)) for at, tall, wide in tops], axis=0)
    cuts = [stroke(np.c_[x, line - drop], 0.012) for drop in (0.10, 0.19, 0.30)]
    return under(x, line, FLOOR).difference(union(cuts))


def city(half: float, foot: float, tall: float, seed: int) -> tuple[BaseGeometry, BaseGeometry]:
    """Towers of a modern city, and behind their windows the paper that shows as light."""
    random = np.random.default_rng(seed)
    towers, windows, x = [], [], -1.2 * half
    while x < 1.2 * half:
        wide = random.uniform(0.07, 0.15)
        free = 0.5 + 0.5 * min(abs(x) / (0.7 * half), 1.0)
        top = foot + tall * free * random.uniform(0.45, 1.0)
        towers.append(_tower(x, foot, wide, top, int(random.integers(4))))
        columns = max(2, int(wide / 0.034))
        for a in np.linspace(x + 0.018, x + wide - 0.018, columns):
            windows += [
                block(a - 0.007, y, a + 0.007, y + 0.022)
                for y in np.arange(foot + 0.02, top - 0.05, 0.045)
                if random.random() < 0.62
            ]
        x += wide + random.uniform(0.0, 0.05)
    skyline = union([*towers, under([-1.3 * half, 1.3 * half], [foot + 0.01] * 2, FLOOR)])
    return skyline.difference(union(windows)), skyline.buffer(-0.006)


def _tower(x: float, foot: float, wide: float, top: float, kind: int) -> BaseGeometry:
    middle = x + wide / 2
    body = block(x, foot, x + wide, top)
    if kind == 0:
        return union(
            [
                body,
                stroke([(middle, top), (middle, top + 0.16)], 0.016, 0.004),
                disc(middle, top + 0.02, 0.3 * wide, 6),
            ]
        )
    if kind == 1:
        return union(
            [
                body,
                Polygon(
                    [(x, top), (x + wide, top), (x + 0.8 * wide, top + 0.10), (x + 0.55 * wide, top + 0.13)]
                ),
            ]
        )
    if kind == 2:
        return union([body, disc(middle, top, wide / 2, 8)])
    step = block(x + 0.18 * wide, top, x + 0.82 * wide, top + 0.07)
    return union([body, step, stroke([(middle, top + 0.07), (middle, top + 0.15)], 0.012, 0.004)])


def broadcast_tower(x: float, foot: float, tall: float) -> BaseGeometry:
    """A tower of pearls on three legs."""
    legs = [stroke([(x + k * 0.05, foot), (x, foot + 0.3 * tall)], 0.018) for k in (-1.4, 0, 1.4)]
    shaft = stroke([(x, foot), (x, foot + tall)], 0.05, 0.006)
    balls = [
        disc(x, foot + 0.27 * tall, 0.085 * tall),
        disc(x, foot + 0.60 * tall, 0.062 * tall),
        disc(x, foot + 0.76 * tall, 0.026 * tall),
    ]
    rings = [
        disc(x, foot + 0.27 * tall, 0.05 * tall).difference(disc(x, foot + 0.27 * tall, 0.036 * tall)),
        flower(x, foot + 0.60 * tall, 0.04 * tall, 6),
    ]
    return union([*legs, shaft, *balls]).difference(union(rings))


def houses(half: float, foot: float, seed: int) -> BaseGeometry:
    """A row of town houses with stepped gables and tiled roofs."""
    random = np.random.default_rng(seed)
    row, x = [], -1.2 * half
    while x < 1.2 * half:
        wide, tall = random.uniform(0.10, 0.18), random.uniform(0.16, 0.30)
        row.append(hall(x + wide, foot, wide, tall, int(random.integers(1, 3))))
        x += 2 * wide + 0.01
    return union(row)


def lantern(x: float, y: float, size: float) -> BaseGeometry:
    """A round lantern with ribs and a tassel."""
    body = rounded(
        union(
            [disc(x, y, 0.5 * size), block(x - 0.2 * size, y - 0.55 * size, x + 0.2 * size, y + 0.55 * size)]
        ),
        0.03 * size,
    )
    ribs = [
        stroke(
            [
                (x + u * size * 0.30, y + 0.40 * size),
                (x + u * size * 0.42, y),
                (x + u * size * 0.30, y - 0.40 * size),
            ],
            0.03 * size,
        )
        for u in (-0.75, 0, 0.75)
    ]
    tassel = [
        stroke([(x + k * 0.06 * size, y - 0.5 * size), (x + k * 0.08 * size, y - 1.05 * size)], 0.035 * size)
        for k in (-1, 0, 1)
    ]
    string = stroke([(x, y + 0.5 * size), (x, y + 0.8 * size)], 0.03 * size)
    return union([body.difference(union(ribs)), *tassel, string])
