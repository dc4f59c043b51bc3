"""What grows and stands in a shan-shui scroll: a plum in blossom, pines, dabs of moss, halls."""

from functools import lru_cache

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.sets.scenery import Scenery, joined, planted, standing
from yingxi.art.sets.shanshui_land import bank_height, crests, islet_height, land_height
from yingxi.art.shapes.buildings import TEMPLE, pagoda, pavilion
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.pines import crooked_pine, moss
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, resample, tube
from yingxi.film.terms import Season
from yingxi.world.scene import Model

BARK = (0.050, 0.036, 0.028)
BLOSSOMS: dict[Season, tuple[float, float, float]] = {
    "spring": (0.72, 0.085, 0.10),
    "summer": (0.70, 0.16, 0.12),
    "autumn": (0.75, 0.16, 0.03),
    "winter": (0.66, 0.05, 0.06),
}
PLUM = (
    (((-50, 1), (-46.5, 6), (-41, 9.5), (-38.6, 14), (-34, 18), (-27, 20.2), (-20, 19.4), (-14, 21)), 1.15),
    (((-41, 9.5), (-35, 10.6), (-29.5, 9.2), (-25, 9.6), (-21, 7.6)), 0.52),
    (((-38.6, 14), (-41, 19), (-39.4, 24), (-41.6, 29), (-39.6, 33)), 0.60),
    (((-34, 18), (-32.4, 23), (-28, 26.4), (-26.4, 30.4)), 0.46),
    (((-46.5, 6), (-52, 11), (-53.4, 16.6), (-58, 20)), 0.55),
)
"""The plum's trunk and great boughs as a painter lays them: points across and up, metres, and their girth."""
STANDS = 38.0
"""Metres along z at which the plum stands."""


def blossoming(season: Season) -> Scenery:
    """A plum on the near bank, its flowers one by one."""
    wood, tips = _plum()
    rng = np.random.default_rng(5)
    many = tips[rng.random(len(tips)) < 0.80]
    places = many + rng.normal(0, 0.34, many.shape) * [1.0, 1.0, 0.5]
    count = len(places)
    turned = {
        "yaw": rng.normal(0, 0.5, count),
        "pitch": rng.normal(0, 0.5, count),
        "roll": rng.uniform(0, 6.3, count),
    }
    shades = np.clip(rng.uniform(0.75, 1.25, (count, 1)), 0, 1.3) * np.ones(3)
    rows = instances(places, rng.uniform(0.50, 0.95, count), **turned, tint=shades, parameter=0.4)
    return joined(
        [
            standing("plum_wood", wood, instances([(0, 0, 0)])),
            standing(f"plum_{season}", _flower(season), rows),
        ]
    )


@lru_cache(maxsize=1)
def _plum() -> tuple[Model, Array]:
    """The wood, and the places (n, 3) of its flowers."""
    rng = np.random.default_rng(23)
    parts: list[Mesh] = []
    tips: list[Array] = []
    for points, girth in PLUM:
        spine = np.array([(x, y, STANDS + 0.9 * np.sin(1.7 * k + girth)) for k, (x, y) in enumerate(points)])
        path = resample(spine, 3 * len(spine)) + rng.normal(0, 0.16, (3 * len(spine), 3))
        path[0] = spine[0]
        radii = girth * np.linspace(1.0, 0.24, len(path)) * rng.uniform(0.88, 1.12, len(path))
        parts.append(tube(path, radii, Finish(colour=BARK, roughness=0.9), 7))
        for k in range(len(path) // 3, len(path), 2):
            way = path[k] - path[k - 1] + rng.normal(0, 0.8, 3) * [1, 1, 0.4]
            _branch(parts, tips, rng, path[k], way / np.linalg.norm(way), radii[k] * 0.55, 1.35, 6, 1)
    return model([(merge(parts), "bark", "wood")]), np.asarray(tips, np.float32)


def _branch(
    parts: list[Mesh], tips: list[Array], rng: np.random.Generator,
    root: Array, way: Array, girth: float, length: float, joints: int, depth: int,
) -> None:  # fmt: skip
    """A crooked twig and, from its joints, thinner ones: plum wood turns at every bud."""
    points, radii = [root], [girth]
    for k in range(joints):
        way = way + rng.normal(0, 0.30, 3) * [1, 1, 0.35] + [0, 0.03, 0]
        way = way / np.linalg.norm(way)
        points.append(points[-1] + way * length * rng.uniform(0.7, 1.3))
        radii.append(max(girth * (1 - 0.78 * (k + 1) / joints), 0.035))
        if depth < 2 and k > 0 and rng.random() < 0.5:
            side = way + rng.normal(0, 0.9, 3) * [1, 1, 0.4]
            _branch(
                parts, tips, rng, points[-1], side / np.linalg.norm(side), radii[-1] * 0.7, 0.8 * length, 3, 2
            )
        tips.append(points[-1])
    parts.append(tube(points, radii, Finish(colour=BARK, roughness=0.9), 4))


@lru_cache(maxsize=4)
def _flower(season: Season) -> Model:
    """Five round petals about a pale heart, 1 m across; afar one disc."""
    red = np.asarray(BLOSSOMS[season])
    petals = [
        _disc(0.55 * np.array([np.cos(a), np.sin(a), 0]), 0.46, 7, red) for a in np.arange(5) * 2 * np.pi / 5
    ]
    heart = _disc(np.array([0, 0, 0.06]), 0.20, 6, np.array([0.85, 0.62, 0.20]))
    star = _disc(np.zeros(3), 0.95, 10, red)
    star.position[2::2] *= 0.62
    far = model([(star, "petal", "flower")])
    return model([(merge([*petals, heart]), "petal", "flower")], far, 90.0)


def _disc(centre: Array, radius: float, sides: int, colour: Array) -> Mesh:
    """A shallow cup facing +z, darker at its foot."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rim = centre + np.stack([np.cos(angle), np.sin(angle), 0.25 + 0 * angle], 1) * radius
    place = np.concatenate([[centre], rim])
    fan = [(0, 1 + k, 1 + (k + 1) % sides) for k in range(sides)]
    shades = np.concatenate([[colour * 0.45], np.tile(colour, (sides, 1))])
    return make(place, np.tile([0, 0, 1.0], (sides + 1, 1)), fan, Finish(colour=shades))


def crowned() -> Scenery:
    """Pines in groves on the near ranges, and moss dotted along the crests."""
    rng = np.random.default_rng(7)
    moss = crests(("near", "middle"), 640, 5)
    size = np.where(moss[:, 2] < -350, 1.25, 0.85) * (0.5 + 1.5 * rng.random(len(moss)) ** 3)
    dabs = instances(
        moss + [0, 0.3, 0] * size[:, None], size[:, None] * [1.35, 0.8, 1.0], rng.uniform(0, 6.3, len(moss))
    )
    grove = crests(("near",), 150, 9, 16.0)
    pines = instances(
        grove - [0, 0.5, 0],
        rng.uniform(0.75, 1.35, len(grove)),
        rng.uniform(0, 6.3, len(grove)),
        parameter=0.3,
    )
    grown = [standing(f"shan_pine_{k}", _pine(k), pines[k::3]) for k in range(3)]
    return joined([*grown, *(standing(f"shan_moss_{k}", _dab(k), dabs[k::2]) for k in range(2))])


@lru_cache(maxsize=4)
def _dab(seed: int) -> Model:
    """Dots of moss and scrub as a painter sets them along a ridge."""
    far = model([(moss(seed, 2), "crown", "plant")])
    return model([(moss(seed, 5), "crown", "plant")], far, 300.0)


@kept
def _pine(seed: int) -> Model:
    """A painter's pine, 7 m: a crooked trunk, bent boughs, needles in fans."""
    afar = model(_pine_parts(seed, 4, 3), model(_pine_parts(seed, 2, 3)), 420.0)
    return model(_pine_parts(seed, 11, 7), afar, 160.0)


def _pine_parts(seed: int, fans: int, sides: int) -> list[tuple[Mesh, str, str]]:
    tree = crooked_pine(seed, fans, sides)
    return [(tree.wood, "bark", "wood"), (tree.leaves, "pine_fan", "plant")]


def halls() -> Scenery:
    """A pagoda on the middle range, a pavilion on the islet, a footbridge to it; trees and reeds."""
    rng = np.random.default_rng(3)
    foot = np.array([20.0, 24.0, 28.0, 32.0])
    top = land_height(foot, np.full(4, -414.0))
    best = int(np.argmax(top))
    tower = model(pagoda(5, 8.0, TEMPLE), model(pagoda(5, 8.0, TEMPLE, 5)), 900.0)
    site = float(islet_height(np.array([88.0]), np.array([-66.0]))[0])
    return joined(
        [
            standing(
                "shan_pagoda", tower, instances([(foot[best], top[best] - 1.5, -414.0)], 1.15, parameter=0.1)
            ),
            standing(
                "shan_pavilion",
                model(pavilion(6.0, TEMPLE)),
                instances([(88.0, site - 0.6, -66.0)], 1.35, 0.3, parameter=0.2),
            ),
            standing("shan_footbridge", _footbridge(), instances([(44.0, 0, -55.0)], 1.0, 0.12)),
            *_greenery(rng),
        ]
    )


def _greenery(rng: np.random.Generator) -> list[Scenery]:
    """Trees behind the pavilion, reeds about the spit, old pines on the right bank."""
    x, z = rng.uniform(76, 120, 70), rng.uniform(-88, -62, 70)
    y = islet_height(x, z)
    clear = (y > 2.0) & (np.hypot(x - 88, z + 66) > 7.0) & ((z < -68) | (x > 100))
    lumps = np.stack([x, y - 0.3, z], 1)[clear]
    x, z = rng.uniform(36, 104, 900), rng.uniform(-62, -30, 900)
    y = islet_height(x, z)
    wet = (y > -0.7) & (y < 0.25) & (np.abs(x - 66) > 9)
    reeds = np.stack([x, y, z], 1)[wet][:70]
    old = np.array([(184.0, 0.0, 46.0), (192.0, 0.0, 40.0), (206.0, 0.0, 44.0)])
    old[:, 1] = bank_height(old[:, 0], old[:, 2]) - 0.4
    pine = np.array([(100.0, 0.0, -74.0), (78.0, 0.0, -72.0), (106.0, 0.0, -66.0)])
    pine[:, 1] = islet_height(pine[:, 0], pine[:, 2]) - 0.3
    return [
        planted("tree", lumps, rng, (0.05, 0.09, 0.035), size=(0.35, 0.62)),
        planted("reed", reeds, rng, (0.12, 0.15, 0.05), size=(0.6, 1.0)),
        standing("shan_pine_0", _pine(0), instances(old, [2.3, 1.5, 1.8], [0.2, 2.6, 4.0], parameter=0.3)),
        standing(
            "shan_pine_1", _pine(1), instances(pine, [1.25, 0.95, 1.05], [0.4, 2.0, 3.3], parameter=0.3)
        ),
    ]


@lru_cache(maxsize=1)
def _footbridge() -> Model:
    """A slender wooden bridge in one bow, 30 m long along x, on four pairs of posts."""
    wood = Finish(colour=(0.16, 0.085, 0.05), roughness=0.8)
    x = np.linspace(-1, 1, 25)
    bow = 4.0 * (1 - x**2) + 1.1
    parts: list[Mesh] = []
    for k in range(24):
        corners = np.array([(15 * x[k], bow[k], -1.5), (15 * x[k + 1], bow[k + 1], 1.5)])
        middle, half = corners.mean(0), np.array([0.64, 0.16 + abs(bow[k + 1] - bow[k]) / 2, 1.5])
        parts.append(box(middle, half, wood))
    for side in (-1.5, 1.5):
        parts.append(tube(np.stack([15 * x, bow + 1.35, np.full(25, side)], 1), 0.10, wood, 4))
        posts = [(15 * q, 4.0 * (1 - q * q) + 1.1) for q in np.linspace(-0.95, 0.95, 11)]
        parts += [cylinder((a, b, side), (a, b + 1.35, side), 0.085, wood, 4) for a, b in posts]
        parts += [
            cylinder((15 * q, -1.5, side), (15 * q, 4.0 * (1 - q * q) + 1.0, side), 0.2, wood, 5)
            for q in (-0.62, -0.2, 0.2, 0.62)
        ]
    return model([(merge(parts), "timber", "wood")])
