"""What a combat drone is made of: armoured body with a red eye, four ducted rotors, twin guns; its shards."""

from functools import cache

import numpy as np

from yingxi.art.cast.mechanical_dragon_plates import slab
from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    Numbers,
    ball,
    cylinder,
    extrude,
    fan,
    grid,
    loft,
    merge,
    model,
    transform,
    turn,
)
from yingxi.world.scene import Model

MATERIAL = "battle_steel"
SHELL = Finish(colour=(0.085, 0.090, 0.105), roughness=0.38, metal=0.7, cavity=0.3)
EDGE = Finish(colour=(0.24, 0.245, 0.26), roughness=0.32, metal=0.9, cavity=0.6)
BLACK = Finish(colour=(0.010, 0.010, 0.012), roughness=0.5, cavity=0.0)
MARK = Finish(colour=(0.45, 0.05, 0.02), roughness=0.45, metal=0.2, cavity=0.3)
RED = Finish(colour=(1.0, 0.045, 0.03), emission=12.0, cavity=0.0)
CYAN = Finish(colour=(0.08, 0.75, 1.0), emission=7.0, cavity=0.0)
ROTORS = ((0.30, 0.02, -0.40), (0.30, 0.02, 0.40), (-0.36, 0.05, -0.40), (-0.36, 0.05, 0.40))
"""Hubs of the rotors: metres ahead, up, right."""
DUCT = 0.25
"""Radius in metres of a rotor's duct."""
SHARDS = 3
HULL = (
    (0.46, 0.035, 0.05, -0.02),
    (0.38, 0.10, 0.13, -0.01),
    (0.18, 0.135, 0.20, 0.01),
    (-0.10, 0.14, 0.19, 0.03),
    (-0.36, 0.085, 0.12, 0.04),
    (-0.46, 0.03, 0.05, 0.05),
)


@kept
def drone() -> Model:
    """The drone, its eye toward +x, within a ball of 0.72 m."""
    far = model(
        [
            (
                merge([_hull(HULL[::2], 4), *_ducts(4, 1), ball((0.44, 0, 0), 0.07, RED, 4, 2)]),
                MATERIAL,
                "metal",
            )
        ]
    )
    middle = [
        _hull(HULL, 6),
        *_ducts(7, 2),
        *_arms(4),
        *_eye(6),
        slab((0.28, -0.12, 0.0), (0.40, 0.05, 0.2), BLACK),
    ]
    middle_model = model([(merge(middle), MATERIAL, "metal")], far, 42.0)
    near = [_hull(HULL, 8), *_ducts(18, 4), *_arms(8), *_eye(16), *_guns(), *_trim()]
    return model([(merge(near), MATERIAL, "metal")], middle_model, 11.0)


@kept
def rotor() -> Model:
    """Five blades about the y axis."""
    blade = [(0.02, -0.012), (0.22, -0.028), (0.225, 0.018), (0.03, 0.02)]
    flat = turn(0.0, 0.0, -np.pi / 2 + 0.25)
    blades = [
        transform(extrude(blade, 0.008, BLACK), (0, 0, 0), 1.0, turn(angle) @ flat)
        for angle in np.linspace(0, 2 * np.pi, 5, endpoint=False)
    ]
    far = model([(merge(blades[:2]), MATERIAL, "metal")])
    return model(
        [(merge([*blades, cylinder((0, -0.03, 0), (0, 0.04, 0), 0.035, EDGE, 8)]), MATERIAL, "metal")],
        far,
        14.0,
    )


@kept
def shard(kind: int) -> Model:
    """A torn piece: a plate, half a duct with its arm, a lump of the body."""
    if kind == 0:
        outline = [(-0.2, -0.12), (0.05, -0.16), (0.22, -0.02), (0.06, 0.05), (0.10, 0.17), (-0.16, 0.10)]
        parts = [
            extrude(outline, 0.03, SHELL),
            transform(extrude(outline[:4], 0.035, EDGE), (0.0, 0.01, 0.0), 0.7),
        ]
    elif kind == 1:
        angle = np.linspace(0.0, 3.6, 8)
        parts = [_band(angle, 2), cylinder((0.0, 0, 0), (0.52, 0.05, 0.1), (0.035, 0.02), EDGE, 6)]
    else:
        parts = [
            _hull(tuple((0.7 * x, 0.8 * t, 0.7 * w, y) for x, t, w, y in HULL[1:4]), 5),
            slab((0.05, 0.1, 0), (0.1, 0.12, 0.16), BLACK),
        ]
        parts.append(ball((0.24, 0.0, 0.0), 0.06, Finish(colour=(1.0, 0.3, 0.05), emission=5.0), 5, 3))
    return model([(merge(parts), MATERIAL, "metal")])


@cache
def drone_models() -> dict[str, Model]:
    """All models of drones by name."""
    shards = {f"combat_drone_shard_{kind}": shard(kind) for kind in range(SHARDS)}
    return {"combat_drone": drone(), "combat_drone_rotor": rotor(), **shards}


def _hull(stations: tuple[tuple[float, float, float, float], ...], sides: int) -> Mesh:
    angle = np.linspace(0, 2 * np.pi, sides + 1) + np.pi / sides
    rings = [
        np.stack([np.full(sides + 1, x), y + tall * np.sin(angle), wide * np.cos(angle)], -1)
        for x, tall, wide, y in stations
    ]
    return loft(np.array(rings)[::-1], SHELL, flipped=False)


def _band(angle: Numbers, rows: int) -> Mesh:
    """A ring of sheet round the y axis, seen from both sides."""
    profile = np.array(
        [
            (DUCT - 0.02, -0.055),
            (DUCT + 0.015, -0.06),
            (DUCT + 0.02, 0.045),
            (DUCT - 0.015, 0.065),
            (DUCT - 0.02, -0.055),
        ]
    )
    profile = profile if rows > 2 else profile[[1, 3, 1]] if rows == 1 else profile[[0, 1, 3, 0]]
    radius, y = profile[:, 0], profile[:, 1]
    sheet = np.stack(
        [
            radius[:, None] * np.cos(angle),
            np.repeat(y[:, None], len(angle), 1),
            radius[:, None] * np.sin(angle),
        ],
        -1,
    )
    return grid(sheet, EDGE, flipped=False)


def _ducts(sides: int, rows: int) -> list[Mesh]:
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    ring = _band(angle, rows)
    return [transform(ring, place) for place in ROTORS]


def _arms(sides: int) -> list[Mesh]:
    """From the body to each hub, and a strut across the duct."""
    parts = []
    for x, y, z in ROTORS:
        parts.append(cylinder((0.55 * x, 0.02, 0.2 * z), (x, y - 0.02, z), (0.055, 0.03), SHELL, sides))
        parts.append(slab((x, y - 0.045, z), (0.03, 0.02, 1.9 * DUCT), BLACK))
    return parts


def _eye(sides: int) -> list[Mesh]:
    """A socket with a burning lens and a ring round it."""
    ring = np.linspace(0, 2 * np.pi, sides + 1)
    disc = np.stack([np.full(sides + 1, 0.474), 0.052 * np.cos(ring), 0.052 * np.sin(ring)], -1)
    return [
        cylinder((0.34, -0.01, 0), (0.47, -0.02, 0), (0.105, 0.085), EDGE, sides),
        cylinder((0.44, -0.02, 0), (0.472, -0.02, 0), (0.072, 0.070), BLACK, sides),
        transform(fan(disc, (1.0, 0.0, 0.0), RED), (0.002, -0.02, 0.0)),
        ball((0.465, -0.02, 0.0), (0.030, 0.034, 0.034), RED, max(sides // 2, 4), 4),
        slab((-0.47, 0.05, 0.0), (0.02, 0.03, 0.08), CYAN),
    ]


def _guns() -> list[Mesh]:
    parts = []
    for side in (-1.0, 1.0):
        z = 0.13 * side
        parts.append(slab((0.12, -0.155, z), (0.30, 0.07, 0.075), SHELL))
        for lift in (-0.015, 0.02):
            parts.append(cylinder((0.2, -0.155 + lift, z), (0.50, -0.155 + lift, z), 0.014, EDGE, 8))
        parts.append(cylinder((0.43, -0.152, z), (0.49, -0.152, z), 0.032, BLACK, 8))
    return parts


def _trim() -> list[Mesh]:
    """Hatches, a stripe, an aerial, lights on the ducts."""
    parts = [
        slab((0.02, 0.165, 0.0), (0.26, 0.03, 0.16), EDGE),
        slab((0.03, 0.185, 0.0), (0.10, 0.02, 0.08), BLACK),
        slab((-0.24, 0.145, 0.0), (0.09, 0.03, 0.22), MARK),
        cylinder((-0.30, 0.13, 0.05), (-0.40, 0.34, 0.07), (0.010, 0.004), BLACK, 5),
        slab((0.30, 0.105, 0.0), (0.10, 0.03, 0.12), EDGE),
    ]
    for x, y, z in ROTORS:
        out = np.array((x, 0.0, z)) / np.hypot(x, z)
        light = RED if x > 0 else CYAN
        parts.append(ball(np.array((x, y + 0.02, z)) + DUCT * out, 0.022, light, 6, 4))
        parts.append(cylinder((x, y - 0.06, z), (x, y + 0.01, z), 0.05, SHELL, 8))
    for side in (-1.0, 1.0):
        fin = [(-0.50, 0.02), (-0.30, 0.03), (-0.36, 0.20), (-0.50, 0.24)]
        parts.append(
            transform(extrude(fin, 0.02, SHELL), (0, 0, 0.09 * side), 1.0, turn(0.0, 0.0, 0.35 * side))
        )
        parts.append(slab((0.21, 0.02, 0.195 * side), (0.20, 0.06, 0.02), MARK))
    return parts
