"""The people of a dragon boat: sculpted body parts that the stroke moves as rigid pieces.

Origins: torso at the hips, head at the base of the skull, arms at their upper joint pointing along +x.
Figures face +x and are about 1.72 m tall when they stand.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.props.dragon_boat_head import Colour, paint_over
from yingxi.art.shapes import (
    Finish,
    Mesh,
    ball,
    box,
    capsule,
    carve,
    cylinder,
    ellipsoid,
    loft,
    merge,
    mirror,
    model,
    sculpt_parts,
    smooth_union,
    tube,
    versions,
)
from yingxi.world.scene import Array, Model

UPPER, LOWER = 0.29, 0.29
"""Lengths of the upper arm and of the forearm with the fist, metres."""
SHOULDER = (0.0, 0.475, 0.205)
NECK = (0.02, 0.60, 0.0)

SKIN: Colour = (0.50, 0.27, 0.165)
HAIR: Colour = (0.012, 0.010, 0.010)
GOLD: Colour = (0.85, 0.52, 0.12)

Parts = list[tuple[Mesh, str, str]]
BEYOND = (4.5, 9.0, 15.0, 28.0, 52.0)
"""Metres beyond which each coarser sculpture of a torso or head is drawn."""


def _skin_finish() -> Finish:
    return Finish(colour=SKIN, roughness=0.52)


@kept
def torso(cloth: Colour) -> Model:
    """A bare-armed vest with gold piping and a sash."""
    sash = (0.85, 0.50, 0.08) if cloth[0] > cloth[2] else (0.80, 0.06, 0.03)
    finishes = {
        "vest": Finish(colour=cloth, roughness=0.85),
        "skin": _skin_finish(),
        "sash": Finish(colour=sash, roughness=0.7),
        "trim": Finish(colour=GOLD, roughness=0.4, metal=0.3),
    }
    steps = (0.034, 0.042, 0.062, 0.090, 0.125, 0.18)
    levels = _levels(_torso_fields, (-0.24, -0.12, -0.32), (0.24, 0.68, 0.32), steps, finishes)
    return versions(levels, BEYOND)


@kept
def head(cloth: Colour, knotted: bool) -> Model:
    """A head with a headband in the team's colour, its hair in a top-knot or cropped."""
    finishes = {
        "skin": _skin_finish(),
        "hair": Finish(colour=HAIR, roughness=0.45),
        "band": Finish(colour=cloth, roughness=0.7, emission=0.12),
    }
    fields = _head_fields if knotted else _cropped_fields
    steps = (0.020, 0.027, 0.038, 0.060, 0.080, 0.11)
    levels = _levels(fields, (-0.17, -0.09, -0.13), (0.17, 0.32, 0.13), steps, finishes)
    marks = [(_face(level), "hero", "person") for level in range(4)]
    tails = [(_ribbons(cloth, sides), "cloth", "cloth") for sides in (4, 4, 3)]
    return versions(
        [
            [*parts, *marks[level : level + 1], *tails[level : level + 1]]
            for level, parts in enumerate(levels)
        ],
        BEYOND,
    )


@kept
def upper_arm() -> Model:
    """A bare upper arm, shoulder to elbow along +x."""
    arm = [(0, 0, 0, 0.058), (0.10, -0.005, 0, 0.054), (0.20, 0, 0, 0.043), (UPPER, 0, 0, 0.040)]
    forms = [_bar(arm, _skin_finish(), sides) for sides in (9, 6, 4)]
    forms.append(_bar(arm[::3], _skin_finish(), 3))
    return versions([[(form, "skin", "person")] for form in forms], (5.0, 12.0, 26.0))


@kept
def forearm(cloth: Colour) -> Model:
    """A forearm with a wrist wrap and a closed fist, elbow to grip along +x."""
    arm = [(0, 0, 0, 0.041), (0.07, 0.004, 0, 0.043), (0.18, 0, 0, 0.030), (0.235, 0, 0, 0.029)]
    wrap = Finish(colour=cloth, roughness=0.8)

    def level(sides: int, rings: int) -> Parts:
        fist = ball((0.275, 0, 0), (0.046, 0.042, 0.038), _skin_finish(), sides, rings)
        cuff = tube([(0.165, 0, 0), (0.225, 0, 0)], [0.036, 0.034], wrap, sides)
        return [
            (_bar(arm, _skin_finish(), sides), "skin", "person"),
            (fist, "skin", "person"),
            (cuff, "cloth", "cloth"),
        ]

    whole = _bar([*arm[::2], (0.30, 0, 0, 0.040)], _skin_finish(), 3)
    forms = [level(9, 6), level(6, 4), level(4, 3), [(whole, "skin", "person")]]
    return versions(forms, (5.0, 12.0, 26.0))


@cache
def paddle() -> Model:
    """A painted paddle from its T-grip at the origin along +x to the blade's tip at 1.28 m."""
    shaft = Finish(colour=(0.42, 0.20, 0.07), roughness=0.4)
    blade = Finish(colour=(0.80, 0.42, 0.10), roughness=0.35, emission=0.02)
    stripe = Finish(colour=(0.75, 0.05, 0.03), roughness=0.35)
    bars = [
        tube([(0, 0, -0.055), (0, 0, 0.055)], 0.017, shaft, 6),
        tube([(0, 0, 0), (0.84, 0, 0)], [0.0165, 0.018], shaft, 6),
        _blade(0.78, 1.28, blade),
        box((0.98, 0, 0), (0.035, 0.0125, 0.092), stripe),
    ]
    afar = [
        [tube([(0, 0, 0), (0.84, 0, 0)], 0.02, shaft, 3), _blade(0.78, 1.28, blade, stations)]
        for stations in (4, 2)
    ]
    return versions([[(merge(form), "hero", "wood")] for form in (bars, *afar)], (14.0, 34.0))


@cache
def oar() -> Model:
    """The steersman's long oar, from its inboard end at the origin along +x."""
    wood = Finish(colour=(0.36, 0.17, 0.06), roughness=0.45)
    parts = [tube([(0, 0, 0), (3.2, 0, 0)], [0.026, 0.034], wood, 7), _blade(3.1, 4.5, wood)]
    return model([(merge(parts), "hero", "wood")])


@kept
def legs(cloth: Colour) -> Model:
    """Seated legs in loose trousers, knees up, with bare feet; the origin is between the hips."""
    trousers = Finish(colour=(0.035, 0.033, 0.040), roughness=0.9)
    cuff = Finish(colour=cloth, roughness=0.8)

    def level(sides: int) -> Parts:
        parts: Parts = []
        for side in (1, -1):
            z = 0.13 * side
            thigh = [(0, 0.02, 0.085 * side, 0.095), (0.22, 0.09, 0.12 * side, 0.082), (0.40, 0.13, z, 0.068)]
            shin = [(0.40, 0.13, z, 0.068), (0.45, -0.08, z, 0.066), (0.47, -0.20, z, 0.072)]
            parts.append((_bar(thigh, trousers, sides), "cloth", "cloth"))
            if sides > 3:
                foot = ball((0.54, -0.27, z), (0.10, 0.04, 0.045), _skin_finish(), sides, sides - 2)
                hem = tube([(0.468, -0.19, z), (0.472, -0.225, z)], 0.074, cuff, sides)
                parts += [
                    (_bar(shin, trousers, sides), "cloth", "cloth"),
                    (hem, "cloth", "cloth"),
                    (foot, "skin", "person"),
                ]
        return parts

    return versions([level(6), level(4), level(3)], (5.0, 14.0))


@kept
def standing_legs() -> Model:
    """Legs of a standing man, hips at the origin, feet 0.82 m below."""
    trousers = Finish(colour=(0.035, 0.033, 0.040), roughness=0.9)
    paths = [
        [(0, 0.03, 0.08 * s, 0.10), (0.03 * s, -0.40, 0.11 * s, 0.085), (0.05 * s, -0.78, 0.12 * s, 0.10)]
        for s in (1, -1)
    ]
    forms = [[(_bar(path, trousers, sides), "cloth", "cloth") for path in paths] for sides in (8, 4)]
    return versions(forms, (12.0,))


@cache
def drumstick() -> Model:
    """A drumstick with a red tassel, from the fist along +x."""
    wood = Finish(colour=(0.55, 0.28, 0.09), roughness=0.4)
    red = Finish(colour=(0.80, 0.05, 0.03), roughness=0.7, emission=0.1)
    stick = cylinder((-0.08, 0, 0), (0.36, 0, 0), 0.017, wood, 7)
    parts = [
        stick,
        ball((0.37, 0, 0), 0.034, red, 8, 6),
        tube([(-0.08, 0, 0), (-0.14, -0.09, 0), (-0.15, -0.22, 0)], [0.012, 0.026, 0.032], red, 6),
    ]
    afar = [tube([(-0.08, 0, 0), (0.36, 0, 0)], 0.017, wood, 3), ball((0.37, 0, 0), 0.034, red, 4, 3)]
    return versions([[(merge(form), "hero", "wood")] for form in (parts, afar)], (10.0,))


def _levels(
    fields: object, low: Colour, high: Colour, steps: Sequence[float], finishes: Mapping[str, Finish]
) -> list[Parts]:
    """A sculpture in as many levels of detail as there are voxels, from near to far."""
    sculpted = [_sculpted(fields, low, high, step, tuple(finishes)) for step in steps]
    return [
        [(paint_over(mesh, finishes[name]), *_cloth_or_skin(name)) for name, mesh in meshes.items()]
        for meshes in sculpted
    ]


@cache
def _sculpted(
    fields: object, low: Colour, high: Colour, step: float, names: tuple[str, ...]
) -> Mapping[str, Mesh]:
    assert callable(fields)
    return sculpt_parts(fields, low, high, step, {name: Finish() for name in names}, mirrored=True)


def _cloth_or_skin(name: str) -> tuple[str, str]:
    if name == "skin":
        return "skin", "person"
    return ("hero", "person") if name in ("hair", "trim") else ("cloth", "cloth")


def _torso_fields(points: Array) -> dict[str, Array]:
    folded = mirror(points)
    body = smooth_union(
        ellipsoid(points, (0.0, 0.33, 0), (0.128, 0.20, 0.185)),
        ellipsoid(points, (0.0, 0.10, 0), (0.118, 0.18, 0.150)),
        0.06,
    )
    body = smooth_union(body, capsule(points, (-0.005, 0.475, -0.15), (-0.005, 0.475, 0.15), 0.062), 0.07)
    body = smooth_union(body, ellipsoid(folded, (0.085, 0.37, 0.085), (0.05, 0.06, 0.085)), 0.05)
    body = carve(body, capsule(points, (-0.14, 0.1, 0), (-0.14, 0.5, 0), 0.02), 0.03)
    folds = 0.005 * np.sin(points[..., 1] * 55 + points[..., 0] * 30 + 3 * np.sin(folded[..., 2] * 22))
    vest = carve(body + folds, ellipsoid(folded, (0.0, 0.47, 0.245), (0.085, 0.105, 0.06)), 0.01)
    vest = carve(vest, ellipsoid(points, (0.075, 0.55, 0), (0.09, 0.12, 0.055)), 0.01)
    skin = smooth_union(body + 0.008, ellipsoid(folded, (0.0, 0.475, 0.205), (0.068, 0.075, 0.066)), 0.05)
    skin = smooth_union(skin, capsule(points, (0.0, 0.50, 0), (0.025, 0.63, 0), (0.062, 0.052)), 0.05)
    trim = capsule(folded, (0.095, 0.40, 0.002), (0.02, 0.545, 0.075), 0.010)
    waist = ellipsoid(points, (0.0, 0.055, 0), (0.138, 0.045, 0.165))
    knot = capsule(points, (0.13, 0.05, 0.05), (0.15, -0.10, 0.07), (0.026, 0.034), (1, 1, 0.8))
    return {"vest": vest, "skin": skin, "sash": np.minimum(waist, knot), "trim": trim}


def _head_fields(points: Array) -> dict[str, Array]:
    folded = mirror(points)
    skull = ellipsoid(points, (-0.005, 0.135, 0), (0.098, 0.108, 0.080))
    jaw = capsule(points, (0.030, 0.035, 0), (0.045, 0.06, 0), 0.050, (1, 1, 1.05))
    face = smooth_union(skull, jaw, 0.05)
    face = smooth_union(face, capsule(points, (0.085, 0.115, 0), (0.108, 0.078, 0), (0.010, 0.015)), 0.02)
    face = smooth_union(face, capsule(points, (0.085, 0.038, 0), (0.086, 0.028, 0), 0.014, (1, 1, 0.6)), 0.02)
    face = smooth_union(face, ellipsoid(folded, (-0.005, 0.10, 0.080), (0.022, 0.032, 0.012)), 0.015)
    face = carve(face, ellipsoid(folded, (0.092, 0.122, 0.034), (0.018, 0.013, 0.019)), 0.012)
    face = smooth_union(face, capsule(points, (0.0, -0.06, 0), (0.01, 0.05, 0), 0.050), 0.04)
    hair = ellipsoid(points, (-0.022, 0.160, 0), (0.103, 0.100, 0.088))
    hair = carve(hair, ellipsoid(points, (0.085, 0.09, 0), (0.07, 0.09, 0.12)), 0.015)
    knot = smooth_union(
        ellipsoid(points, (-0.035, 0.268, 0), (0.036, 0.034, 0.036)),
        capsule(points, (-0.03, 0.23, 0), (-0.03, 0.26, 0), 0.024),
        0.02,
    )
    hair = np.minimum(hair + 0.002 * np.sin(np.arctan2(folded[..., 2], points[..., 0]) * 24), knot)
    tilt = points[..., 1] - 0.172 - 0.16 * points[..., 0]
    band = np.maximum(np.minimum(face, hair) - 0.009, np.abs(tilt) - 0.017)
    return {"skin": face, "hair": hair, "band": band}


def _cropped_fields(points: Array) -> dict[str, Array]:
    """The same head with short hair and a stronger jaw."""
    parts = _head_fields(points)
    crop = ellipsoid(points, (-0.020, 0.152, 0), (0.104, 0.100, 0.088))
    hair = carve(crop, ellipsoid(points, (0.085, 0.085, 0), (0.075, 0.10, 0.12)), 0.015)
    nape = ellipsoid(points, (-0.075, 0.085, 0), (0.040, 0.075, 0.066))
    chin = capsule(points, (0.045, 0.020, 0), (0.055, 0.045, 0), 0.046, (1, 1, 0.95))
    jaw = smooth_union(parts["skin"], chin, 0.03)
    return {**parts, "skin": jaw, "hair": smooth_union(hair, nape, 0.03)}


def _face(level: int) -> Mesh:
    """Eyes, brows and lips: the few dark marks by which a face reads; from level 2 on eyes and brows only."""
    dark = Finish(colour=(0.012, 0.009, 0.008), roughness=0.25)
    white = Finish(colour=(0.70, 0.66, 0.60), roughness=0.3)
    lips = Finish(colour=(0.34, 0.10, 0.08), roughness=0.45)
    sides, rings = ((7, 5), (5, 4), (4, 3), (4, 2))[level]
    marks = []
    for side in (1, -1):
        if level < 2:
            marks.append(ball((0.085, 0.120, 0.034 * side), (0.010, 0.008, 0.014), white, sides + 1, rings))
        marks.append(ball((0.092, 0.120, 0.034 * side), (0.006, 0.0075, 0.0075), dark, sides, rings))
        brow = [(0.096, 0.141, 0.016 * side), (0.098, 0.147, 0.034 * side), (0.088, 0.141, 0.054 * side)]
        marks.append(tube(brow, [0.004, 0.005, 0.002], dark, 4 if level == 0 else 3))
    if level < 2:
        mouth = [(0.089, 0.043, -0.024), (0.1, 0.044, 0), (0.089, 0.043, 0.024)]
        marks.append(tube(mouth, [0.002, 0.0055, 0.002], lips, 5 - level))
    return merge(marks)


def _ribbons(cloth: Colour, sides: int) -> Mesh:
    """The tails of the headband."""
    finish = Finish(colour=cloth, roughness=0.7, emission=0.12)
    return merge(
        tube(
            [
                (-0.115, 0.15, 0.01 * s),
                (-0.18, 0.13, 0.03 * s),
                (-0.25, 0.07, 0.05 * s),
                (-0.30, 0.05, 0.04 * s),
            ],
            [0.010, 0.011, 0.013, 0.010],
            finish,
            sides,
            2.2,
        )
        for s in (1, -1)
    )


def _bar(nodes: Sequence[tuple[float, ...]], finish: Finish, sides: int) -> Mesh:
    """A tube through (x, y, z, radius) nodes with round ends."""
    path = np.array(nodes, np.float32)
    ends = [ball(path[k, :3], path[k, 3] * 0.99, finish, sides, 4) for k in (0, -1)] if sides > 4 else []
    return merge([tube(path[:, :3], path[:, 3], finish, sides), *ends])


def _blade(start: float, end: float, finish: Finish, stations: int = 7) -> Mesh:
    """A flat blade with rounded shoulders, broad across z."""
    u = np.linspace(0, 1, stations) if stations > 2 else np.array([0.2, 1.0])
    half = 0.018 + 0.075 * np.sin(np.clip(u * 1.15, 0, 1) * np.pi / 2) ** 0.8
    rings = np.stack(
        [
            np.stack(
                [
                    np.full(5, start + (end - start) * k),
                    0.011 * np.array([0, 1, 0, -1, 0]),
                    h * np.array([1, 0, -1, 0, 1]),
                ],
                -1,
            )
            for k, h in zip(u, half, strict=True)
        ]
    )
    return loft(rings, finish, flipped=True, capped=stations > 4)
