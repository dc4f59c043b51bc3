"""Modern buildings of the river city: towers with set-backs and roof plant, a twisted tower, a pearl tower.

Towers are one unit wide and high and scaled by their instances; the tint is three seeds for the façade
material, the parameter how awake the windows are.
"""

from functools import cache
from itertools import pairwise

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import Finish, Mesh, ball, box, cylinder, grid, merge, model, quad, tube, versions
from yingxi.world.scene import Model

CONCRETE = Finish(colour=(0.17, 0.175, 0.19), roughness=0.7)
BEACON = Finish(colour=(1.0, 0.05, 0.03), emission=9.0)


@cache
def slab_tower() -> Model:
    """A plain block with a parapet."""
    parts = [
        box((0, 0.5, 0), (0.5, 0.5, 0.5), CONCRETE, "xXYzZ"),
        box((0, 1.005, 0), (0.40, 0.012, 0.40), CONCRETE, "xXYzZ"),
    ]
    return model([(merge(parts), "night_tower", "building")])


@cache
def stepped_tower() -> Model:
    """Three blocks, each set back on the one below, and a mast."""
    parts = [
        box((0, 0.31, 0), (0.5, 0.31, 0.5), CONCRETE, "xXYzZ"),
        box((0.03, 0.73, -0.02), (0.40, 0.13, 0.41), CONCRETE, "xXYzZ"),
        box((0.03, 0.91, 0), (0.29, 0.09, 0.30), CONCRETE, "xXYzZ"),
    ]
    return model([(merge(parts), "night_tower", "building")])


@cache
def crowned_tower() -> Model:
    """A shaft with bevelled corners that tapers into a lit crown."""
    bevel = np.array(
        [
            (0.5, 0.34),
            (0.34, 0.5),
            (-0.34, 0.5),
            (-0.5, 0.34),
            (-0.5, -0.34),
            (-0.34, -0.5),
            (0.34, -0.5),
            (0.5, -0.34),
            (0.5, 0.34),
        ]
    )
    levels = [(0.0, 1.0), (0.80, 1.0), (0.80, 0.90), (0.93, 0.84), (0.93, 0.70), (1.0, 0.40)]
    skins: list[Mesh] = []
    for (y0, s0), (y1, s1) in pairwise(levels):
        for a, b in pairwise(bevel):
            corners = [
                [b[0] * s0, y0, b[1] * s0],
                [a[0] * s0, y0, a[1] * s0],
                [a[0] * s1, y1, a[1] * s1],
                [b[0] * s1, y1, b[1] * s1],
            ]
            skins.append(quad(corners, CONCRETE))
    return model([(merge(skins), "night_tower", "building")])


@kept
def twisted_tower() -> Model:
    """A three-lobed shaft that turns as it rises, with light lines up its edges."""
    return versions([_twisted(40, 37), _twisted(20, 19), _twisted(11, 13)], (260.0, 520.0))


def _twisted(rows: int, columns: int) -> list[tuple[Mesh, str, str]]:
    rise = np.linspace(0, 1, rows)
    around = -np.linspace(0, 2 * np.pi, columns)
    radius = 0.5 * (1 - 0.45 * rise[:, None]) * (1 - 0.12 * np.cos(3 * around))
    angle = around + rise[:, None] * 1.9
    shell = np.stack([radius * np.sin(angle), rise[:, None] + 0 * angle, radius * np.cos(angle)], -1)
    lines = [
        tube(shell[:, k] * [1.012, 1, 1.012], 0.0045, Finish(colour=(0.15, 0.8, 1.0), emission=6), 3)
        for k in range(0, columns - 1, columns // 3)
    ]
    return [(grid(shell, CONCRETE), "night_tower", "building"), (merge(lines), "neon", "light")]


@kept
def pearl_tower() -> Model:
    """A mast on three legs through three spheres banded with light; 300 m high."""
    return versions([_pearls(25, 16, 7), _pearls(13, 10, 7), _pearls(9, 8, 5)], (300.0, 640.0))


def _pearls(stations: int, sides: int, bands: int) -> list[tuple[Mesh, str, str]]:
    """Bands of light round the spheres have as many stations, the spheres as many sides."""
    legs = [
        tube(
            [
                (16 * np.sin(a), 0, 16 * np.cos(a)),
                (5 * np.sin(a), 60, 5 * np.cos(a)),
                (5 * np.sin(a), 190, 5 * np.cos(a)),
            ],
            3.0,
            Finish(colour=(0.30, 0.08, 0.5), emission=0.30),
            sides // 2 - 1,
        )
        for a in 2 * np.pi * np.arange(3) / 3
    ]
    parts = [(merge(legs), "emissive", "building")]
    for y, radius, colour in ((75, 24, (1, 0.12, 0.5)), (170, 16, (0.1, 0.75, 1)), (212, 7, (1, 0.5, 0.15))):
        shell = Finish(colour=(0.05, 0.04, 0.07), roughness=0.3, metal=0.4)
        parts.append((ball((0, y, 0), radius, shell, sides, sides * 5 // 8), "hero", "building"))
        turn = np.linspace(0, 2 * np.pi, stations)
        for level in np.linspace(-0.8, 0.8, bands):
            r = radius * np.sqrt(1 - level * level) * 1.01
            band = np.stack([r * np.sin(turn), 0 * turn + y + level * radius, r * np.cos(turn)], -1)
            parts.append((tube(band, 0.40, Finish(colour=colour, emission=6), 3), "neon", "light"))
    mast = tube(
        [(0, 212, 0), (0, 250, 0), (0, 300, 0)], [3, 1.5, 0.2], Finish(colour=(1, 0.5, 0.2), emission=2), 6
    )
    parts.append((mast, "neon", "light"))
    return parts


@kept
def roof_plant() -> Model:
    """What stands on a roof 20 m wide: tanks, ducts, a stair head and a mast with a red light."""
    return versions([_plant(9, 10), _plant(2, 4), _plant(0, 0)], (220.0, 440.0))


def _plant(crates: int, sides: int) -> list[tuple[Mesh, str, str]]:
    dice = np.random.default_rng(12)
    boxes = [
        box((-4.5, 2.0, -3), (3.0, 2.0, 2.4), CONCRETE, "xXYzZ"),
        box((4.8, 1.1, 3.0), (2.6, 1.1, 1.6), CONCRETE, "xXYzZ"),
    ]
    for _ in range(crates):
        x, z = dice.uniform(-8, 8, 2)
        size = dice.uniform(0.5, 1.3, 3)
        boxes.append(box((x, size[1], z), size, CONCRETE, "xXYzZ"))
    if sides:
        boxes += [cylinder((x, 1.2, z), (x, 4.0, z), 1.3, CONCRETE, sides) for x, z in ((5, -4), (1.8, -5.2))]
        boxes.append(tube([(-8, 0.8, 6), (2, 0.8, 6), (2, 0.8, 1)], 0.5, CONCRETE, max(sides - 4, 3)))
    mast = tube([(-4.5, 4, -3), (-4.5, 15, -3)], [0.22, 0.08], CONCRETE, 3)
    lamp = ball((-4.5, 15.2, -3), 0.45, BEACON, max(sides - 4, 3), 3 if sides else 2)
    return [(merge([*boxes, mast]), "matte_night", "building"), (lamp, "neon", "light")]
