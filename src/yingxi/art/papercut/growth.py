"""Cut-paper plants: flowering branches that frame the picture, pines, bamboo, willows, grasses."""

import math
from dataclasses import dataclass

import numpy as np
from shapely import affinity
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import Points, crescent, disc, flower, petal, rounded, stroke, union


@dataclass(frozen=True, eq=False, kw_only=True)
class Bough:
    """A tree in its papers: wood, two greens of leaves (they may be empty), blossoms."""

    wood: BaseGeometry
    leaves: BaseGeometry
    more_leaves: BaseGeometry
    blossoms: BaseGeometry


def _blossom(random: np.random.Generator, tip: Points, size: float) -> BaseGeometry:
    x, y = tip + random.normal(0, 0.07, 2)
    return flower(float(x), float(y), size * random.uniform(0.7, 1.2), 5, 0.22, random.uniform(0, 90))


def _facing(side: float, area: BaseGeometry) -> BaseGeometry:
    return area if side > 0 else affinity.scale(area, -1.0, 1.0, origin=(0, 0))


def _curve(points: Points, count: int) -> Points:
    from scipy.interpolate import CubicSpline

    return np.asarray(CubicSpline(np.arange(len(points)), points)(np.linspace(0, len(points) - 1, count)))


def bough(half: float, seed: int, side: float = 1.0, bloom: float = 0.05, leafy: float = 1.0) -> Bough:
    """A tree that leans in from the side of the picture (+1 right) and hangs over its upper corner."""
    random = np.random.default_rng(seed)
    spines = (
        ([(0.93, -1.3), (0.88, -0.75), (0.82, -0.25), (0.73, 0.22), (0.52, 0.52), (0.24, 0.68)], 0.13, 0.02),
        ([(0.84, -0.32), (0.70, -0.08), (0.53, -0.03), (0.40, -0.11)], 0.055, 0.012),
        ([(0.80, 0.02), (0.87, 0.42), (0.80, 0.78)], 0.052, 0.014),
    )
    wood, tips = [], []
    for spine, thick, thin in spines:
        path = _curve(np.asarray(spine), 26)
        wood.append(stroke(path * (half, 1.0), thick, thin))
        tips += [path[k] * (half, 1.0) for k in range(10, 26, 2)]
        for k in range(11, 25, 4):
            way = math.atan2(*(path[k + 1] - path[k - 1])[::-1]) + (0.75 if k % 8 < 4 else -0.75)
            twig, ends = _twig(random, path[k] * (half, 1.0), way, 0.26, 0.018, 2)
            wood += twig
            tips += ends
    bark = [crescent(0.87 * half - 0.02 * k, -0.9 + 0.085 * k, 0.034, 0.5, 20) for k in range(6)]
    leaves = _leaves(random, tips, leafy)
    blossoms = [_blossom(random, tip, bloom) for tip in tips if bloom]
    return Bough(
        wood=_facing(side, rounded(union(wood), 0.006).difference(union(bark))),
        leaves=_facing(side, union(leaves[0::2])),
        more_leaves=_facing(side, union(leaves[1::2])),
        blossoms=_facing(side, union(blossoms)),
    )


def osmanthus(half: float, seed: int, side: float = 1.0) -> Bough:
    """An osmanthus in flower: glossy leaves in pairs, four-petalled gold in clusters along the twigs."""
    tree, random = bough(half, seed, side, 0.0, 0.85), np.random.default_rng(seed + 1)
    heads = [
        flower(x + dx, y + dy, 0.034 * random.uniform(0.8, 1.25), 4, 0.24, random.uniform(0, 90))
        for x, y in _clusters(random, half, side)
        for dx, dy in random.normal(0, 0.036, (4, 2))
    ]
    return Bough(wood=tree.wood, leaves=tree.leaves, more_leaves=tree.more_leaves, blossoms=union(heads))


def _clusters(random: np.random.Generator, half: float, side: float) -> list[tuple[float, float]]:
    """Where flowers crowd: beside the great boughs."""
    lines = (
        [(0.73, 0.22), (0.52, 0.52), (0.24, 0.68)],
        [(0.84, -0.32), (0.70, -0.08), (0.53, -0.03), (0.40, -0.11)],
        [(0.80, 0.02), (0.87, 0.42), (0.80, 0.78)],
    )
    found = []
    for line in lines:
        for x, y in _curve(np.asarray(line), 9):
            dx, dy = random.normal(0, 0.055, 2)
            found.append((side * float(x) * half + dx, float(y) + dy))
    return found


def _twig(
    random: np.random.Generator, foot: Points, way: float, length: float, width: float, depth: int
) -> tuple[list[BaseGeometry], list[Points]]:
    path = [foot]
    for _ in range(5):
        way += random.normal(0, 0.16)
        path.append(path[-1] + np.array([math.cos(way), math.sin(way)]) * length / 5)
    wood, tips = [stroke(np.asarray(path), width, 0.4 * width)], [path[3], path[5]]
    if depth > 1:
        for k in (3, 5):
            turn = way + random.choice([-1, 1]) * random.uniform(0.35, 0.85)
            more, ends = _twig(random, path[k], turn, 0.62 * length, 0.5 * width, depth - 1)
            wood += more
            tips += ends
    return wood, tips


def _leaves(random: np.random.Generator, tips: list[Points], leafy: float) -> list[BaseGeometry]:
    leaves = []
    for tip in tips:
        for _ in range(round(2 * leafy)):
            x, y = tip + random.normal(0, 0.065, 2)
            turn, size = random.uniform(0, 360), random.uniform(0.10, 0.16)
            c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            vein = LineString(
                [(x + 0.02 * c, y + 0.02 * s), (x + 0.75 * size * c, y + 0.75 * size * s)]
            ).buffer(0.003)
            leaves.append(petal(x, y, size, 0.38 * size, turn).difference(vein))
    return leaves


def pine(x: float, foot: float, tall: float) -> BaseGeometry:
    """A pine of clouded pads with needles fanned into them."""
    trunk = stroke(
        [(x, foot), (x + 0.06 * tall, foot + 0.5 * tall), (x - 0.02 * tall, foot + tall)],
        0.07 * tall,
        0.03 * tall,
    )
    pads, cuts = [], []
    for k, (dx, dy, wide) in enumerate(
        ((-0.2, 0.55, 0.26), (0.22, 0.68, 0.28), (-0.14, 0.84, 0.24), (0.04, 1.0, 0.2))
    ):
        cx, cy = x + dx * tall, foot + dy * tall
        pads += [disc(cx + s * wide * tall * 0.6, cy, wide * tall * 0.42, 8) for s in (-1, 0, 1)]
        cuts += [
            stroke(
                [
                    (cx, cy - 0.05 * tall),
                    (cx + 0.24 * tall * wide / 0.26 * math.sin(a), cy + 0.10 * tall * math.cos(a)),
                ],
                0.010 * tall,
                0.004 * tall,
            )
            for a in np.linspace(-1.3, 1.3, 7 + k % 2)
        ]
    return union([trunk, rounded(union(pads), 0.01)]).difference(union(cuts))


def round_tree(x: float, foot: float, tall: float, seed: int) -> BaseGeometry:
    """A round-headed tree with leaf cuts in rings."""
    trunk = stroke([(x, foot), (x, foot + 0.6 * tall)], 0.09 * tall, 0.05 * tall)
    head = [
        disc(
            x + 0.22 * tall * math.cos(a + seed),
            foot + (0.68 + 0.16 * math.sin(a + seed)) * tall,
            0.22 * tall,
            8,
        )
        for a in np.arange(0, 6.2, 1.05)
    ]
    cuts = [
        petal(
            x + r * tall * math.cos(a),
            foot + 0.68 * tall + r * tall * math.sin(a),
            0.085 * tall,
            0.03 * tall,
            math.degrees(a),
        )
        for r, n in ((0.08, 6), (0.22, 11))
        for a in np.arange(n) * 2 * math.pi / n
    ]
    return union([trunk, *head]).difference(union(cuts))


def bamboo(x: float, tall: float, seed: int) -> tuple[BaseGeometry, BaseGeometry]:
    """A stem of bamboo from under the picture up, its joints cut; and its leaves."""
    random = np.random.default_rng(seed)
    lean = random.uniform(-0.10, 0.10)
    path = [(x + lean * t * t, -1.2 + (tall + 1.2) * t) for t in np.linspace(0, 1, 12)]
    joints = [stroke([(px - 0.05, py), (px + 0.05, py + 0.004)], 0.010) for px, py in path[1:-1]]
    stem = stroke(path, 0.052, 0.034).difference(union(joints))
    sprays = [
        petal(px, py, random.uniform(0.16, 0.26), 0.045, turn)
        for px, py in path[3::2]
        for turn in random.choice([-1, 1]) * np.array([20.0, -8.0, -35.0])
        + (0 if random.random() < 0.5 else 180)
    ]
    return stem, union(sprays)


def reeds(x: float, foot: float, tall: float, seed: int) -> BaseGeometry:
    """A tuft of long grass."""
    random = np.random.default_rng(seed)
    return union(
        petal(
            x + random.uniform(-0.06, 0.06),
            foot,
            tall * random.uniform(0.6, 1.0),
            0.10 * tall,
            90 + random.uniform(-34, 34),
        )
        for _ in range(9)
    )


def willow(x: float, top: float, tall: float, seed: int) -> BaseGeometry:
    """Hanging willow twigs from above the picture."""
    random = np.random.default_rng(seed)
    strands = []
    for k in range(9):
        at, end = x + 0.07 * k, top - tall * random.uniform(0.5, 1.0)
        strands.append(stroke([(at, top), (at + 0.02, (top + end) / 2), (at - 0.02, end)], 0.012, 0.005))
        strands += [
            petal(at, y, 0.075, 0.022, 235 + 70 * (i % 2)) for i, y in enumerate(np.arange(end, top, 0.055))
        ]
    return union(strands)
