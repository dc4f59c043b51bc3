"""A great ship seen from afar: a spine of blocks, plates and antennae, engines that burn blue."""

from functools import lru_cache

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.solids import ball, box, cylinder
from yingxi.world.scene import Model

PALE = (0.34, 0.35, 0.37)
DARK = (0.085, 0.09, 0.10)


@lru_cache(maxsize=4)
def far_ship(seed: int = 1, plates: int = 240) -> Model:
    """A ship 120 m long along x, its bow toward +x."""
    rng = np.random.default_rng(seed)
    hull, segments = _spine(rng)
    parts = [hull, *_plates(rng, segments, plates)]
    engines = [
        ball((-61.5, y, z), (0.6, size, size), Finish(colour=(0.35, 0.65, 1.0), emission=9.0), 12, 6)
        for y, z, size in ((0, 0, 3.4), (4.6, 5, 2.1), (4.6, -5, 2.1), (-4.6, 5, 2.1), (-4.6, -5, 2.1))
    ]
    light = model([(hull, "plating", "metal"), (merge(engines), "emissive", "light")])
    return model([(merge(parts), "plating", "metal"), (merge(engines), "emissive", "light")], light, 900.0)


def _spine(rng: np.random.Generator) -> tuple[Mesh, list[tuple[float, float, float, float]]]:
    """Blocks along the axis, narrower to the bow; (middle, half length, half height, half width) of each."""
    parts, segments, x = [], [], -58.0
    while x < 58:
        length = rng.uniform(8, 26)
        bow = (x + 60) / 120
        wide, high = rng.uniform(6, 10) * (1 - 0.5 * bow), rng.uniform(4.5, 9) * (1 - 0.55 * bow)
        segments.append((x + length / 2, length / 2, high, wide))
        tone = PALE if rng.random() < 0.72 else DARK
        parts.append(
            box((x + length / 2, 0, 0), (length / 2, high, wide), Finish(colour=tone, roughness=0.5))
        )
        x += length - 0.5
    parts.append(box((-30, 10, 0), (11, 4.5, 4.5), Finish(colour=PALE)))
    parts.append(box((-34, 16, 0), (5.5, 2.6, 3), Finish(colour=PALE)))
    for side in (1, -1):
        parts.append(box((-22, 0, side * 13), (26, 0.9, 4), Finish(colour=DARK)))
        parts.append(box((-30, 0, side * 18), (20, 2.8, 3), Finish(colour=PALE)))
        parts.append(cylinder((-58, 0, side * 18), (-50, 0, side * 18), 2.6, Finish(colour=DARK), 12))
    return merge(parts), segments


def _plates(
    rng: np.random.Generator, segments: list[tuple[float, float, float, float]], count: int
) -> list[Mesh]:
    """Boxes and masts that stand out of the blocks."""
    parts = []
    for _ in range(count):
        middle, half, high, wide = segments[rng.integers(len(segments))]
        x, side = middle + rng.uniform(-0.9, 0.9) * half, rng.integers(4)
        size = 0.25 + 1.5 * rng.random(3) ** 2
        if side < 2:
            centre = (x, (high + size[1] * 0.6) * (1 if side else -1), rng.uniform(-0.85, 0.85) * wide)
        else:
            centre = (x, rng.uniform(-0.8, 0.8) * high, (wide + size[2] * 0.6) * (1 if side == 2 else -1))
        tone = PALE if rng.random() < 0.6 else DARK
        parts.append(box(centre, size * [1.6, 1, 1], Finish(colour=tone, roughness=0.55, open=0.7)))
    for _ in range(max(count // 24, 2)):
        x = rng.uniform(-45, 40)
        parts.append(
            cylinder((x, 4, 0), (x + 0.4, rng.uniform(12, 21), 0), (0.2, 0.05), Finish(colour=DARK), 5)
        )
    return parts
