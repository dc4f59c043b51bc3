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
)
from yingxi.world.scene import Model

STONE = Finish(colour=(0.27, 0.245, 0.225), roughness=0.85)
PAVING = Finish(colour=(0.085, 0.080, 0.082), roughness=0.55)
IRON = Finish(colour=(0.045, 0.038, 0.034), roughness=0.6)
LAMP = Finish(colour=(1.0, 0.20, 0.055), emission=7.0)
QUAY_TOP = 1.6
"""Height of the quay above the water, metres."""


@kept
def quay(length: float = 60.0) -> Model:
    """A piece of embankment along x, water toward +z: wall, steps, rail, lamps and light lines."""
    near = [*_wall(length), (_rail(length), "quay_stone", "stone"), *_lamp_posts(length, 2)]
    middle = [*_wall(length), *_lamp_posts(length, 1)]
    far = model([*_wall(length, steps=0), *_lamp_posts(length, 0)])
    return model(near, far=model(middle, far=far, far_beyond=130), far_beyond=75)


def _wall(length: float, steps: int = 5) -> list[tuple[Mesh, str, str]]:
    x = np.linspace(-length / 2, length / 2, 9 if steps else 3)
    face = np.stack([np.stack([x, 0 * x + QUAY_TOP, 0 * x], -1), np.stack([x, 0 * x - 0.4, 0 * x + 0.7], -1)])
    z = np.array([-330, -150, -70, -30, -12, -4, 0.0] if steps else [-330, -30, 0.0])
    top = np.stack(np.broadcast_arrays(x[:, None], QUAY_TOP, z[None]), -1)
    stairs = [
        box((0, 1.6 - 0.34 * (k + 1), 0.35 + 0.36 * k), (3.2, 0.17, 0.22), STONE, "xXYZ")
        for k in range(steps)
    ]
    warm = Finish(colour=(1, 0.50, 0.12), emission=4.5)
    cold = Finish(colour=(0.08, 0.70, 1.0), emission=2.6)
    lines = [
        tube([(-length / 2, QUAY_TOP + 0.03, 0.10), (length / 2, QUAY_TOP + 0.03, 0.10)], 0.06, warm, 3),
        tube([(-length / 2, 0.38, 0.62), (length / 2, 0.38, 0.62)], 0.05, cold, 3),
    ]
    return [
        (merge([grid(face, STONE, flipped=True), *stairs]), "quay_stone", "stone"),
        (grid(top, PAVING, flipped=True), "quay_stone", "ground"),
        (merge(lines), "neon", "light"),
    ]


def _rail(length: float) -> Mesh:
    """A stone balustrade with carved posts."""
    parts = []
    for x in np.arange(-length / 2, length / 2, 2.0):
        parts.append(box((x, 2.15, -0.25), (0.11, 0.55, 0.11), STONE, "xXzZY"))
        parts.append(ball((x, 2.80, -0.25), (0.12, 0.14, 0.12), STONE, 6, 4))
    parts += [
        box((0, y, -0.25), (length / 2, h, 0.06), STONE, "YyzZ") for y, h in ((2.45, 0.055), (1.85, 0.05))
    ]
    return merge(parts)


def _lamp_posts(length: float, detail: int) -> list[tuple[Mesh, str, str]]:
    posts, lamps = [], []
    sides, rings = ((3, 2), (5, 4), (14, 10))[detail]
    for x in np.arange(-length / 2 + 3, length / 2, 8.6):
        bent = [(x, 1.6, -1.1), (x, 5.1, -1.1), (x, 5.45, -0.5), (x, 5.3, 0.1)]
        posts.append(tube(bent if detail else [bent[0], bent[2]], 0.07, IRON, 3 + detail))
        lamps.append(ball((x, 4.75, 0.1), (0.36, 0.46, 0.36), LAMP, sides, rings))
    return [(merge(posts), "matte_night", "metal"), (merge(lamps), "neon", "light")]


@kept
def tree() -> Model:
    """A round-crowned street tree of leaf clusters, 7 m high."""
    far = model(_tree(30, 1.05))
    return model(_tree(340, 0.34), far=model(_tree(90, 0.62), far=far, far_beyond=110), far_beyond=60)


def _tree(count: int, size: float) -> list[tuple[Mesh, str, str]]:
    dice = np.random.default_rng(3)
    bark = Finish(colour=(0.085, 0.055, 0.038), roughness=0.9)
    trunk = [tube([(0, 0, 0), (0.15, 1.8, 0.05), (0.05, 3.2, 0)], [0.30, 0.22, 0.15], bark, 5)]
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
    far = model(_willow(26, 1, 3.2))
    return model(_willow(70, 5, 1.0), far=model(_willow(42, 2, 2.0), far=far, far_beyond=90), far_beyond=42)


def _willow(strings: int, density: int, broad: float) -> list[tuple[Mesh, str, str]]:
    """Trunk, boughs and hanging strings of leaves; `density` leaves a metre, `broad` times as wide."""
    dice = np.random.default_rng(8)
    bark = Finish(colour=(0.06, 0.045, 0.032), roughness=0.9)
    trunk = [
        tube([(0, 0, 0), (0.3, 2.5, 0.1), (0.1, 4.8, 0.2), (0.6, 6.6, 0)], [0.42, 0.34, 0.28, 0.16], bark, 6)
    ]
    roots, tips, sides = [], [], []
    for k in range(strings):
        a, reach = k * 2.4, dice.uniform(0.8, 3.6)
        high = 7.2 - 0.12 * reach**2 + dice.normal() * 0.3
        top = np.array([0.3 + reach * np.cos(a), high, reach * np.sin(a)])
        if k < 12:
            bough = np.array([(0.3, 5.2, 0.1), tuple(top * np.array([0.5, 0.97, 0.5])), tuple(top)])
            trunk.append(tube(bough, [0.12, 0.07, 0.02], bark, 3))
        drop = dice.uniform(2.2, 4.8)
        at = np.linspace(0, 1, int(drop * density))[:, None]
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
            np.stack([x, y * 0.55, 0 * x + 25], -1),
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
