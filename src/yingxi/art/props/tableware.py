"""Bowls, plates, chopsticks and what lies in them: parts that several dishes share."""

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, merge, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import turn
from yingxi.art.shapes.solids import ball, cylinder, lathe, tube

CHINA = (0.80, 0.80, 0.77)
COBALT = (0.025, 0.06, 0.26)
SCALLION = Finish(colour=(0.10, 0.34, 0.05), roughness=0.5)
CHILLI = Finish(colour=(0.55, 0.025, 0.012), roughness=0.25)
BEEF = Finish(colour=(0.21, 0.075, 0.045), roughness=0.5)
RAW_BEEF = Finish(colour=(0.55, 0.10, 0.085), roughness=0.45)
TOFU = Finish(colour=(0.80, 0.76, 0.64), roughness=0.6)
GREENS = Finish(colour=(0.09, 0.25, 0.035), roughness=0.55)
MUSHROOM = Finish(colour=(0.42, 0.30, 0.18), roughness=0.6)
WHITE = Finish(colour=(0.86, 0.85, 0.80), roughness=0.35)
YOLK = Finish(colour=(0.80, 0.36, 0.03), roughness=0.3)
BAMBOO = Finish(colour=(0.40, 0.24, 0.10), roughness=0.45)


def bowl(radius: float, tall: float, sides: int) -> Mesh:
    """A white bowl on a foot ring with a cobalt band outside and at the rim; its foot on y = 0."""
    line = [(0.0, 0.06), (0.34, 0.0), (0.38, 0.0), (0.39, 0.10), (0.56, 0.20), (0.80, 0.46), (0.93, 0.74)]
    line += [(0.985, 0.95), (1.0, 1.0), (0.975, 1.0), (0.955, 0.95), (0.88, 0.70), (0.70, 0.36), (0.3, 0.17)]
    line += [(0.0, 0.15)]
    blue = [
        False,
        False,
        False,
        False,
        False,
        True,
        True,
        False,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    colour = np.where(np.array(blue)[:, None], COBALT, CHINA)
    return lathe(
        np.array(line) * (radius, tall),
        Finish(colour=np.repeat(colour[:, None], sides + 1, 1), roughness=0.14),
        sides,
    )


def plate(radius: float, sides: int) -> Mesh:
    """A shallow plate with a blue rim."""
    line = np.array(
        [
            (0.0, 0.02),
            (0.5, 0.0),
            (0.56, 0.03),
            (0.9, 0.14),
            (1.0, 0.19),
            (0.98, 0.205),
            (0.88, 0.165),
            (0.5, 0.06),
            (0.0, 0.05),
        ]
    )
    colour = np.where((line[:, 0] > 0.95)[:, None], COBALT, CHINA)
    finish = Finish(colour=np.repeat(colour[:, None], sides + 1, 1), roughness=0.16)
    return lathe(line * radius, finish, sides)


def chopsticks(sides: int = 5, length: float = 0.25) -> Mesh:
    """A pair side by side along x, lying on y = 0."""
    pair = [
        cylinder((-length / 2, 0.004, z), (length / 2, 0.004, 0.6 * z), (0.0036, 0.0022), BAMBOO, sides)
        for z in (-0.006, 0.006)
    ]
    return merge(pair)


def noodles(radius: float, high: float, count: int, seed: int, steps: int, sides: int) -> Mesh:
    """A heap of noodles in a round dish: strands that loop about, up to `high` over the broth."""
    random, strands = np.random.default_rng(seed), []
    for k in range(count):
        share = np.linspace(0, 1, steps)
        way = random.uniform(0, 2 * np.pi) + np.cumsum(random.normal(0.0, 0.35, steps)) + 5.0 * share
        reach = radius * (0.25 + 0.68 * np.abs(np.sin(2.0 * share + random.uniform(0, 3))))
        layer = high * (k / count) ** 0.8 * np.clip(1.25 - (reach / radius) ** 2, 0, 1)
        points = np.stack(
            [reach * np.cos(way), layer + 0.003 * np.sin(9 * share + k), reach * np.sin(way)], 1
        )
        tone = random.uniform(0.85, 1.1)
        finish = Finish(colour=(0.80 * tone, 0.60 * tone, 0.27 * tone), roughness=0.35)
        strands.append(tube(points, 0.026 * radius, finish, sides))
    return merge(strands)


def rings(places: Array, size: float, finish: Finish = SCALLION) -> Mesh:
    """Little cut rings of scallion, each tipped its own way."""
    random, found = np.random.default_rng(5), []
    around = np.linspace(0, 2 * np.pi, 7)
    for place in places:
        loop = np.stack([np.cos(around), 0 * around, np.sin(around)], 1) * size
        one = tube(loop, 0.30 * size, finish, 4)
        found.append(transform(one, place, rotation=turn(*random.uniform(-0.5, 0.5, 3))))
    return merge(found)


def half_egg(place: tuple[float, float, float], size: float, tilt: float) -> Mesh:
    """A boiled egg cut open, its yolk up."""
    white = lathe([(0.0, -0.75), (0.55, -0.62), (0.92, -0.28), (1.0, 0.0), (0.0, 0.02)], WHITE, 18)
    yolk = lathe([(0.56, 0.02), (0.40, 0.14), (0.0, 0.20)], YOLK, 14)
    egg = transform(merge([white, yolk]), scale=(size, size, 0.78 * size))
    return transform(egg, place, rotation=turn(yaw=0.6, pitch=tilt, roll=0.5 * tilt))


def slices(places: Array, half: tuple[float, float, float], finish: Finish) -> Mesh:
    """Thin rounded slices, each lying its own way."""
    random = np.random.default_rng(9)
    found = [
        transform(
            ball((0, 0, 0), half, finish, 9, 5),
            place,
            rotation=turn(random.uniform(0, 6.28), *random.normal(0, 0.22, 2)),
        )
        for place in places
    ]
    return merge(found)


def scattered(count: int, inner: float, outer: float, high: float, seed: int) -> Array:
    """Places on a ring, evenly by area."""
    random = np.random.default_rng(seed)
    reach = np.sqrt(random.uniform(inner**2, outer**2, count))
    angle = random.uniform(0, 2 * np.pi, count)
    return np.stack([reach * np.cos(angle), np.full(count, high), reach * np.sin(angle)], 1)
