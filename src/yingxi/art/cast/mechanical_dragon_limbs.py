"""The mechanical dragon's limbs in three rigid parts: upper with hub, lower with piston, paw with claws."""

import numpy as np

from yingxi.art.cast.mechanical_dragon_plates import BRASS, MATERIAL, PALE, RUBBER, STEEL, glow, slab
from yingxi.art.kept import kept
from yingxi.art.shapes import Mesh, Numbers, ball, cylinder, merge, model, transform, turn
from yingxi.world.scene import Model

HIP, KNEE, FOOT = (0.0, -0.2, 0.9), (-0.9, -0.75, 1.35), (0.1, -1.5, 1.45)
"""Joints of the right limb (z to the right) in the frame of its station, metres; at rest."""
FINGERS = (-0.85, -0.28, 0.28, 0.85, 3.14)
"""Directions of the claws, radians from straight ahead."""


def joint(point: tuple[float, float, float], side: float) -> Numbers:
    """A joint of the limb on a side."""
    return np.array((point[0], point[1], point[2] * side))


@kept
def upper(side: float) -> Model:
    """Hub and thigh, the hip at the origin."""
    end = joint(KNEE, side) - joint(HIP, side)
    inward, outward = np.array((0, 0, -0.42 * side)), np.array((0, 0, 0.26 * side))
    hub = [cylinder(inward, outward, 0.36, STEEL, 16), cylinder(outward, 1.25 * outward, 0.27, BRASS, 14)]
    hub.append(cylinder(1.2 * outward, 1.42 * outward, 0.13, glow(3.5), 10))
    thigh = [cylinder(0.1 * end, end, (0.27, 0.18), STEEL, 10)]
    for share in (0.30, 0.52, 0.74):
        wide = 0.30 - 0.10 * share
        thigh.append(cylinder((share - 0.06) * end, (share + 0.06) * end, wide, PALE, 10))
    guard = transform(
        slab((0, 0, 0), (0.80, 0.10, 0.44), STEEL), 0.45 * end + (0, 0.24, 0), 1.0, turn(0.0, 0.55)
    )
    far = model([(cylinder((0, 0, 0), end, (0.3, 0.2), STEEL, 4), MATERIAL, "metal")])
    return model([(merge([*hub, *thigh, guard]), MATERIAL, "metal")], far, 60.0)


@kept
def lower(side: float) -> Model:
    """Knee, shin and piston, the knee at the origin."""
    end = joint(FOOT, side) - joint(KNEE, side)
    across = np.array((0, 0, 0.24 * side))
    parts = [
        cylinder(-across, across, 0.24, BRASS, 14),
        cylinder(across, 1.2 * across, 0.11, glow(3.5), 10),
        cylinder(0.08 * end, end, (0.19, 0.12), STEEL, 10),
        cylinder(0.15 * end + (0, 0.20, 0), 0.85 * end + (0, 0.14, 0), 0.05, PALE, 8),
        cylinder(0.15 * end + (0, 0.20, 0), 0.50 * end + (0, 0.17, 0), 0.085, RUBBER, 8),
        transform(
            slab((0, 0, 0), (0.66, 0.09, 0.30), PALE), 0.5 * end - (0.06, 0.18, 0), 1.0, turn(0.0, -0.64)
        ),
        cylinder((0.0, 0.05, 0), (-0.55, 0.34, 0.0), (0.10, 0.01), PALE, 6),
    ]
    far = model([(cylinder((0, 0, 0), end, (0.2, 0.13), STEEL, 4), MATERIAL, "metal")])
    return model([(merge(parts), MATERIAL, "metal")], far, 60.0)


@kept
def paw(grip: float) -> Model:
    """A clamp of five claws about the ankle at the origin; `grip` 0 open, 1 closed."""
    parts: list[Mesh] = [
        ball((0, 0, 0), 0.20, BRASS, 10, 6),
        ball((0.05, -0.06, 0), (0.26, 0.13, 0.28), STEEL, 10, 4),
    ]
    for angle in FINGERS:
        parts.extend(_finger(angle, grip))
    far = model([(merge([_claw(angle, grip) for angle in FINGERS[::2]]), MATERIAL, "metal")])
    return model([(merge(parts), MATERIAL, "metal")], far, 60.0)


def _bends(angle: float, grip: float) -> tuple[Numbers, Numbers, Numbers]:
    """Root, knuckle and point of a claw."""
    out = np.array((np.cos(angle), 0.0, np.sin(angle)))
    spread = 1.0 - 0.45 * grip
    root = 0.22 * out - (0, 0.05, 0)
    knuckle = root + 0.36 * spread * out - (0, 0.16 + 0.12 * grip, 0)
    return root, knuckle, knuckle + (0.24 - 0.34 * grip) * out - (0, 0.48, 0)


def _finger(angle: float, grip: float) -> list[Mesh]:
    root, knuckle, _ = _bends(angle, grip)
    return [
        cylinder(root, knuckle, (0.12, 0.09), STEEL, 6),
        ball(knuckle, 0.105, BRASS, 7, 4),
        _claw(angle, grip),
    ]


def _claw(angle: float, grip: float) -> Mesh:
    _, knuckle, point = _bends(angle, grip)
    bent = 0.5 * (knuckle + point) + 0.10 * (knuckle - np.array((0, knuckle[1], 0)))
    return merge(
        [cylinder(knuckle, bent, (0.085, 0.055), PALE, 5), cylinder(bent, point, (0.055, 0.004), PALE, 5)]
    )
