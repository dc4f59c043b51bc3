"""The banks of the river city: quays, trees, willows, people who watch, moored boats, far hills."""

from functools import cache

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    Numbers,
    ball,
    box,
    grid,
    leaves,
    merge,
    model,
    plants,
    tube,
    versions,
)
from yingxi.world.scene import Model

STONE = Finish(colour=(0.27, 0.245, 0.225), roughness=0.85)
PAVING = Finish(colour=(0.085, 0.080, 0.082), roughness=0.55)
IRON = Finish(colour=(0.045, 0.038, 0.034), roughness=0.6)
LAMP = Finish(colour=(1.0, 0.20, 0.055), emission=7.0)
QUAY_TOP = 1.6
"""Height of the quay above the water, metres."""


QUAY = 30.0
"""Length of one piece of quay, metres."""


@kept
def quay(length: float = QUAY) -> Model:
    """The edge of an embankment along x, water toward +z: wall, steps, rail and light lines."""
    levels = [[*_wall(length, detail), *_rail(length, detail)] for detail in (3, 2, 1, 0)]
    return versions(levels, (36.0, 80.0, 150.0))


@kept
def paving(length: float = 60.0) -> Model:
    """The ground behind the edge, 318 m deep, away from the water."""
    forms = [_ground(length, (-330, -150, -70, -30, -12), 5), _ground(length, (-330, -70, -12), 2)]
    return versions(forms, (300.0,))


def _ground(length: float, deep: tuple[float, ...], columns: int) -> list[tuple[Mesh, str, str]]:
    x = np.linspace(-length / 2, length / 2, columns)
    top = np.stack(np.broadcast_arrays(x[:, None], QUAY_TOP, np.array(deep)[None]), -1)
    return [(grid(top, PAVING, flipped=True), "quay_stone", "ground")]


def _wall(length: float, detail: int) -> list[tuple[Mesh, str, str]]:
    x = np.linspace(-length / 2, length / 2, 3)
    face = np.stack([np.stack([x, 0 * x + QUAY_TOP, 0 * x], -1), np.stack([x, 0 * x - 0.4, 0 * x + 0.7], -1)])
    steps = [
        box((0, 1.6 - 0.34 * (k + 1), 0.35 + 0.36 * k), (3.2, 0.17, 0.22), STONE, "xXYZ")
        for k in range(5 if detail > 1 else 0)
    ]
    warm = Finish(colour=(1, 0.50, 0.12), emission=4.5)
    cold = Finish(colour=(0.08, 0.70, 1.0), emission=2.6)
    lines = [
        tube([(-length / 2, QUAY_TOP + 0.03, 0.10), (length / 2, QUAY_TOP + 0.03, 0.10)], 0.06, warm, 3),
        tube([(-length / 2, 0.38, 0.62), (length / 2, 0.38, 0.62)], 0.05, cold, 3),
    ]
    return [
        (merge([grid(face, STONE, flipped=True), *steps]), "quay_stone", "stone"),
        *_ground(length, (-12, -4, 0.0), 3),
        (merge(lines), "neon", "light"),
    ]


def _rail(length: float, detail: int) -> list[tuple[Mesh, str, str]]:
    """A stone balustrade with carved posts; from afar its bars only, and none."""
    if detail == 0:
        return []
    parts = [
        box((0, y, -0.25), (length / 2, h, 0.06), STONE, "YyzZ") for y, h in ((2.45, 0.055), (1.85, 0.05))
    ]
    for x in np.arange(-length / 2, length / 2, 2.0) if detail > 1 else ():
        parts.append(box((x, 2.15, -0.25), (0.11, 0.55, 0.11), STONE, "xXzZY" if detail > 2 else "xXzZ"))
        parts.append(ball((x, 2.80, -0.25), (0.12, 0.14, 0.12), STONE, *((6, 4) if detail > 2 else (4, 2))))
    return [(merge(parts), "quay_stone", "stone")]


@kept
def lamp_post() -> Model:
    """A lamp that leans out over the water from the quay, at x = z = 0."""
    return versions([_lamp_post(detail) for detail in (3, 2, 1, 0)], (18.0, 50.0, 150.0))


def _lamp_post(detail: int) -> list[tuple[Mesh, str, str]]:
    sides, rings = ((4, 2), (6, 4), (9, 7), (14, 10))[detail]
    bent = [(0, 1.6, -1.1), (0, 5.1, -1.1), (0, 5.45, -0.5), (0, 5.3, 0.1)]
    post = tube(bent if detail > 1 else bent[::2], 0.07, IRON, 3 + detail)
    lamp = ball((0, 4.75, 0.1), (0.36, 0.46, 0.36), LAMP, sides, rings)
    return [(post, "matte_night", "metal"), (lamp, "neon", "light")]


@kept
def tree() -> Model:
    """A round-crowned street tree of leaf clusters, 7 m high."""
    leafy = ((340, 0.34), (90, 0.62), (30, 1.05), (14, 1.5))
    return versions([_tree(*form) for form in leafy], (60.0, 110.0, 200.0))


def _tree(count: int, size: float) -> list[tuple[Mesh, str, str]]:
    dice = np.random.default_rng(3)
    bark = Finish(colour=(0.085, 0.055, 0.038), roughness=0.9)
    sides = 5 if count > 30 else 3
    trunk = [tube([(0, 0, 0), (0.15, 1.8, 0.05), (0.05, 3.2, 0)], [0.30, 0.22, 0.15], bark, sides)]
    trunk += [
        tube(
            [(0.05, 3.0, 0), (np.cos(a), 4.3, np.sin(a)), (1.9 * np.cos(a), 5.2, 1.9 * np.sin(a))],
            [0.13, 0.08, 0.03],
            bark,
            3,
        )
        for a in np.arange(5 if count > 50 else 0) * 1.256
    ]
    way = dice.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    shell = way * np.array([2.5, 1.7, 2.5]) * dice.uniform(0.55, 1.0, (count, 1)) ** 0.6
    root = shell + np.array([0, 5.1, 0])
    lean = way + dice.normal(size=(count, 3)) * 0.7
    tip = root + lean / np.linalg.norm(lean, axis=1, keepdims=True) * size * 1.5
    side = np.cross(lean, dice.normal(size=(count, 3)))
    side *= size * 0.55 / np.linalg.norm(side, axis=1, keepdims=True)
    depth = np.clip(np.linalg.norm(shell / [2.5, 1.7, 2.5], axis=1), 0, 1)
    colour = np.array([0.055, 0.085, 0.028]) * (0.6 + 0.7 * dice.random((count, 1)))
    finish = Finish(colour=colour, roughness=0.7, open=0.25 + 0.75 * depth**2)
    return [
        (merge(trunk), "matte_night", "wood"),
        (plants.leaves(root, tip, side, finish, normal=way), "foliage", "plant"),
    ]


@kept
def willow_branch(seed: int) -> Model:
    """A hanging spray of willow, 3 to 4 m long from the origin downwards, to frame a picture."""
    dice = np.random.default_rng(seed)
    strings, roots, tips, sides = [], [], [], []
    twig = Finish(colour=(0.055, 0.060, 0.022), roughness=0.8)
    for _ in range(9):
        start = np.array([dice.uniform(-0.7, 0.7), dice.uniform(-0.1, 0.3), dice.uniform(-0.35, 0.35)])
        u = np.linspace(0, 1, 12)[:, None]
        drop = dice.uniform(1.8, 3.8)
        sway = np.array([dice.normal() * 0.35, 0, dice.normal() * 0.2])
        path = start + sway * u + np.array([0.18, 0, 0]) * u**2 + np.array([0, -drop, 0]) * u**1.15
        strings.append(tube(path, 0.008, twig, 3))
        at = np.linspace(0.06, 1, int(drop * 15))
        root = np.stack([np.interp(at, u[:, 0], path[:, k]) for k in range(3)], -1)
        hand = np.where(np.arange(len(at)) % 2, 1.0, -1.0)
        long = dice.uniform(0.13, 0.22, len(at))
        tip = root + np.stack([hand * long * 0.5, -long, hand * long * dice.normal(size=len(at)) * 0.3], -1)
        roots.append(root)
        tips.append(tip)
        sides.append(np.stack([0.020 + 0 * at, 0.012 * hand, 0.012 + 0 * at], -1))
    colour = np.array([0.10, 0.15, 0.042])
    blades = plants.leaves(
        np.concatenate(roots),
        np.concatenate(tips),
        np.concatenate(sides),
        Finish(colour=colour, roughness=0.55, open=0.85),
        normal=(0.2, 0.35, 0.9),
    )
    return model([(merge(strings), "matte_night", "wood"), (blades, "foliage", "plant")])


@kept
def willow() -> Model:
    """A whole willow by the water, 9 m high."""
    leafy = ((70, 5.0, 1.0), (42, 2.0, 2.0), (26, 1.0, 3.2), (18, 0.6, 4.6))
    return versions([_willow(*form) for form in leafy], (42.0, 90.0, 170.0))


def _willow(strings: int, density: float, broad: float) -> list[tuple[Mesh, str, str]]:
    """Trunk, boughs and hanging strings of leaves; `density` leaves a metre, `broad` times as wide."""
    dice = np.random.default_rng(8)
    bark = Finish(colour=(0.06, 0.045, 0.032), roughness=0.9)
    trunk = [
        tube(
            [(0, 0, 0), (0.3, 2.5, 0.1), (0.1, 4.8, 0.2), (0.6, 6.6, 0)],
            [0.42, 0.34, 0.28, 0.16],
            bark,
            6 if strings > 26 else 3,
        )
    ]
    roots, tips, sides = [], [], []
    for k in range(strings):
        a, reach = k * 2.4, dice.uniform(0.8, 3.6)
        high = 7.2 - 0.12 * reach**2 + dice.normal() * 0.3
        top = np.array([0.3 + reach * np.cos(a), high, reach * np.sin(a)])
        if k < min(12, strings // 3):
            bough = np.array([(0.3, 5.2, 0.1), tuple(top * np.array([0.5, 0.97, 0.5])), tuple(top)])
            trunk.append(tube(bough, [0.12, 0.07, 0.02], bark, 3))
        drop = dice.uniform(2.2, 4.8)
        at = np.linspace(0, 1, max(int(drop * density), 2))[:, None]
        root = top + at**1.1 * np.array([dice.normal() * 0.3, -drop, dice.normal() * 0.3])
        roots.append(root)
        sway = dice.normal(size=(len(at), 2)) * 0.12
        tips.append(root + np.stack([sway[:, 0], np.full(len(at), -0.42 * broad), sway[:, 1]], -1))
        sides.append(
            np.tile([0.05 * broad * np.cos(a + 1.5), 0.0, 0.05 * broad * np.sin(a + 1.5)], (len(at), 1))
        )
    finish = Finish(colour=(0.085, 0.125, 0.036), roughness=0.6, open=0.7)
    blades = plants.leaves(
        np.concatenate(roots), np.concatenate(tips), np.concatenate(sides), finish, normal=(0.1, 0.4, 0.9)
    )
    return [(merge(trunk), "matte_night", "wood"), (blades, "foliage", "plant")]


@cache
def hills(height: float, seed: int) -> Model:
    """A far ridge, 5 km wide, one sheet facing +z at z = 0."""
    dice = np.random.default_rng(seed)
    x = np.linspace(-2600, 2600, 240)
    y = np.zeros(240)
    for octave in range(6):
        count = 2**octave * 4 + 2
        y += np.interp(x, np.linspace(-2600, 2600, count), dice.random(count)) * 0.55**octave
    y = (y - y.min()) / np.ptp(y)
    y = height * (0.12 + 0.88 * y**1.5)
    rows = np.stack(
        [
            np.stack([x, 0 * x - 5, 0 * x + 60], -1),
            np.stack([x, y, 0 * x], -1),
        ]
    )
    return model(
        [(grid(rows, Finish(colour=(0.022, 0.032, 0.050), roughness=1.0), flipped=True), "mountain", "rock")]
    )


@kept
def lotus_lamp() -> Model:
    """A paper lotus with a candle, afloat: 0.5 m wide."""
    near = _lotus(((8, 0.55, 0.26), (7, 1.05, 0.20)), 6)
    return model(near, far=model(_lotus(((5, 0.75, 0.28),), 3)), far_beyond=22)


def _lotus(rows: tuple[tuple[int, float, float], ...], sides: int) -> list[tuple[Mesh, str, str]]:
    """Rows of petals (how many, lean in radians, length in m) round a flame."""
    petals = []
    for row, (count, lean, size) in enumerate(rows):
        angle = 2 * np.pi * (np.arange(count) + 0.5 * row) / count
        out = np.stack([np.cos(angle), 0 * angle, np.sin(angle)], -1)
        root = out * 0.05 + np.array([0, 0.03, 0])
        tip = root + out * (size * np.cos(lean)) + np.array([0, size * np.sin(lean), 0])
        side = np.stack([-np.sin(angle), 0 * angle, np.cos(angle)], -1) * size * 0.33
        petals.append(
            leaves(
                root, tip, side, Finish(colour=(1.0, 0.17, 0.28), emission=0.75 + 0.5 * row), normal=(0, 1, 0)
            )
        )
    flame = ball(
        (0, 0.10, 0), (0.035, 0.06, 0.035), Finish(colour=(1.0, 0.55, 0.15), emission=9), sides, sides - 1
    )
    return [(merge([*petals, flame]), "emissive", "light")]


def bank_height(x: Numbers, z: Numbers) -> Numbers:
    """Height of the ground at x, z: river bed between the quays, paving behind them."""
    return np.asarray(np.where((z > -88) & (z < 92), -3.0, QUAY_TOP))
