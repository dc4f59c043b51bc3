"""Things that people hold or wear as rigid forms: swords, staffs, lanterns, hats, helmets, baskets."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.bodies.body import Body
from yingxi.art.bodies.hair import crown, fixed_to
from yingxi.art.bodies.pieces import Piece
from yingxi.art.bodies.pose import grip_axis
from yingxi.art.bodies.regions import eye_level
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.art.shapes import Finish, Mesh, ball, box, lathe, merge, transform, tube
from yingxi.art.shapes.solids import cylinder, grid

GOLD = Finish(colour=(0.75, 0.50, 0.16), roughness=0.32, metal=0.9)
STEEL = Finish(colour=(0.70, 0.73, 0.78), roughness=0.18, metal=1.0)
DARK = Finish(colour=(0.035, 0.022, 0.016), roughness=0.5)
STRAW = Finish(colour=(0.42, 0.30, 0.13), roughness=0.8)
BAMBOO = Finish(colour=(0.36, 0.30, 0.10), roughness=0.6)


def palm(body: Body) -> tuple[Numbers, Numbers, Numbers]:
    """Middle of the right fist, the way a stick in it points, and the way its fingers point."""
    along = grip_axis(body)
    fingers = unit(body.head("finger3-2.R") - body.head("finger3-1.R"))
    knuckles = np.mean([body.head(f"finger{k}-1.R") for k in (2, 3, 4, 5)], axis=0)
    inward = unit(np.cross(along, fingers))
    thumb = body.head("finger1-3.R") - body.head("finger3-1.R")
    inward = inward if float(inward @ thumb) > 0 else -inward
    return knuckles + fingers * 0.016 * body.scale + inward * 0.030 * body.scale, along, fingers


def sword(body: Body, blade: float = 0.80) -> list[Piece]:
    """A straight sword in the right fist."""
    at, x, flat = palm(body)
    up = unit(np.cross(x, flat))
    s = body.scale

    def along(points: Sequence[float], radii: Sequence[float], finish: Finish) -> Mesh:
        return tube([at + x * p * s for p in points], [r * s for r in radii], finish, 8)

    hilt = merge(
        [
            along((-0.11, 0.085), (0.013, 0.012), DARK),
            along((-0.145, -0.135, -0.11), (0.006, 0.017, 0.013), GOLD),
            along((0.083, 0.094, 0.108), (0.016, 0.034, 0.012), GOLD),
        ]
    )
    length = np.array([0.10, 0.5 * blade, 0.92 * blade, blade + 0.06, blade + 0.13]) * s
    width = np.array([0.0175, 0.0170, 0.0155, 0.0120, 0.001]) * s
    ring = ((1, 0), (0, 0.42), (-1, 0), (0, -0.42), (1, 0))
    rows = [
        [at + x * a + flat * u * w + up * v * w for u, v in ring] for a, w in zip(length, width, strict=True)
    ]
    steel = grid(np.array(rows), STEEL)
    outward = ((steel.position - steel.position.mean(0)) * steel.normal).sum() > 0
    edge = steel if outward else grid(np.array(rows), STEEL, flipped=True)
    return [
        fixed_to(body, "wrist.R", hilt, "hero", "wood"),
        fixed_to(body, "wrist.R", edge, "metal", "metal"),
    ]


def staff(body: Body, long: float = 1.9, tip: bool = False, lamp: bool = False) -> list[Piece]:
    """A staff in the right fist; with a spear's tip, or a paper lantern hung from its end."""
    at, x, _ = palm(body)
    low, high = (0.45, 0.55) if not lamp else (0.25, 0.62)
    shaft = tube([at - x * low * long, at + x * high * long], 0.012, BAMBOO if lamp else DARK, 7)
    pieces = [fixed_to(body, "wrist.R", shaft, "hero", "wood")]
    if tip:
        point = tube(
            [at + x * high * long, at + x * (high * long + 0.05), at + x * (high * long + 0.22)],
            [0.014, 0.026, 0.001],
            STEEL,
            6,
        )
        tassel = tube(
            [at + x * (high * long - 0.01), at + x * (high * long - 0.10)],
            [0.016, 0.038],
            Finish(colour=(0.55, 0.03, 0.02), roughness=0.9),
            8,
        )
        pieces += [
            fixed_to(body, "wrist.R", point, "metal", "metal"),
            fixed_to(body, "wrist.R", tassel, "hero", "cloth"),
        ]
    return pieces


def straw_hat(body: Body, wide: float = 0.29) -> Piece:
    """A wide conical hat of plaited straw."""
    s = body.scale
    outline = np.array(
        [(0.002, 0.150), (0.06, 0.112), (0.14, 0.060), (0.22, 0.012), (0.275, -0.026), (0.29, -0.036)]
    )
    outline[:, 0] *= wide / 0.29
    top = crown(body)
    shell = merge([lathe(outline[::-1] * s, STRAW, 40), lathe((outline - (0, 0.008)) * s, STRAW, 40)])
    at = (top[0] + 0.005 * s, top[1] - 0.022 * s, 0.0)
    return fixed_to(body, "head", transform(shell, move=at, rotation=_tilt(0.06)), "straw", "plant")


def brimmed_hat(body: Body, colour: ArrayLike, brim: float = 0.172) -> Piece:
    """A soft felt hat with a band."""
    s = body.scale
    felt, ribbon = Finish(colour=colour, roughness=0.95), Finish(colour=(0.01, 0.01, 0.012), roughness=0.7)
    outline = np.array(
        [
            (0.106, 0.0),
            (brim, -0.010),
            (brim + 0.004, -0.004),
            (0.110, 0.012),
            (0.104, 0.075),
            (0.088, 0.112),
            (0.045, 0.108),
            (0.004, 0.092),
        ]
    )
    hat = lathe(outline * s, felt, 36)
    band = lathe(np.array([(0.1115, 0.012), (0.1085, 0.040)]) * s, ribbon, 36)
    top = crown(body)
    shaped = transform(merge([hat, band]), scale=(1.12, 1.0, 0.93))
    at = (top[0] + 0.012 * s, top[1] - 0.088 * s, 0.0)
    return fixed_to(body, "head", transform(shaped, move=at, rotation=_tilt(0.07)), "hero", "cloth")


def hairband(body: Body, colour: ArrayLike) -> Piece:
    """A band tied round the brow."""
    s = body.scale
    eyes, top = eye_level(body), crown(body)
    angle = np.linspace(0, 2 * np.pi, 41)
    ring = np.stack([0.106 * np.cos(angle), 0 * angle, 0.086 * np.sin(angle)], 1) * s
    middle = np.array([top[0] + 0.006 * s, eyes[1] + 0.058 * s, 0.0])
    rise = -0.25 * ring[:, :1] * np.array([[0.0, 1.0, 0.0]])
    rows = [
        middle + ring * k + rise + (0.0, y * s, 0.0) for y, k in ((-0.016, 1.0), (0.0, 1.02), (0.016, 1.0))
    ]
    return fixed_to(
        body, "head", grid(np.array(rows), Finish(colour=colour, roughness=0.8), closed=True), "hero", "cloth"
    )


def crown_ring(body: Body, at: tuple[float, float, float]) -> Piece:
    """A small gilt cap with a pin for a knot of hair at `at` metres from the crown of the head."""
    s = body.scale
    place = crown(body) + np.array(at) * s
    cap = lathe(np.array([(0.036, -0.02), (0.037, 0.0), (0.030, 0.02)]) * s, GOLD, 20)
    pin = tube([(0, 0, -0.085 * s), (0, 0, 0.085 * s)], 0.0045 * s, GOLD, 6)
    return fixed_to(body, "head", transform(merge([cap, pin]), move=place), "hero", "metal")


def hairpins(body: Body, at: tuple[float, float, float]) -> Piece:
    """Two gilt pins with beads in a woman's knot of hair."""
    s = body.scale
    place = crown(body) + np.array(at) * s
    parts = []
    for turn in (0.5, -0.5):
        way = np.array([-0.2, 0.5, np.sign(turn)])
        end = place + way * 0.075 * s
        parts.append(tube([place - way * 0.03 * s, end], 0.0035 * s, GOLD, 6))
        parts.append(ball(end, 0.011 * s, GOLD, 10, 6))
        for k in range(3):
            drop = end - np.array([0.0, (0.022 + 0.018 * k) * s, 0.0])
            parts.append(ball(drop, 0.005 * s, Finish(colour=(0.8, 0.1, 0.08), roughness=0.3), 8, 5))
    return fixed_to(body, "head", merge(parts), "hero", "metal")


def back_basket(body: Body) -> Piece:
    """A plaited basket carried on the back."""
    s = body.scale
    chest = body.head("spine02")
    outline = np.array([(0.02, 0.0), (0.12, 0.0), (0.15, 0.14), (0.175, 0.36), (0.168, 0.36), (0.11, 0.05)])
    basket = lathe(outline * s, BAMBOO, 24)
    at = chest + np.array([-0.235, -0.26, 0.0]) * s
    return fixed_to(body, "spine02", transform(basket, move=at, rotation=_tilt(-0.08)), "straw", "plant")


def war_helmet(body: Body, accent: ArrayLike) -> list[Piece]:
    """A lacquered helmet with a neck guard and a red plume."""
    s = body.scale
    top = crown(body)
    steel = Finish(colour=(0.16, 0.16, 0.17), roughness=0.35, metal=0.8)
    shell = lathe(
        np.array(
            [(0.128, -0.115), (0.122, -0.06), (0.108, 0.0), (0.066, 0.045), (0.018, 0.068), (0.008, 0.11)]
        )
        * s,
        steel,
        28,
    )
    rim = lathe(np.array([(0.121, -0.072), (0.128, -0.060), (0.120, -0.046)]) * s, GOLD, 28)
    plume = tube(
        [
            top + np.array(p) * s
            for p in ((0.0, 0.10, 0.0), (-0.02, 0.17, 0.0), (-0.09, 0.19, 0.0), (-0.15, 0.13, 0.0))
        ],
        [0.008 * s, 0.026 * s, 0.028 * s, 0.006 * s],
        Finish(colour=accent, roughness=0.9),
        8,
    )
    place = np.array([top[0] + 0.006 * s, top[1] - 0.005 * s, 0.0])
    dome = transform(merge([shell, rim]), scale=(1.03, 1.0, 0.90))
    # Open before the face.
    keep = ~(
        (dome.position[dome.triangles][:, :, 0].min(1) > 0.055 * s)
        & (dome.position[dome.triangles][:, :, 1].max(1) < -0.05 * s)
    )
    from yingxi.art.shapes import cut

    return [
        fixed_to(body, "head", transform(cut(dome, keep), move=place), "hero", "metal"),
        fixed_to(body, "head", plume, "hero", "cloth"),
    ]


def space_helmet(body: Body) -> list[Piece]:
    """A white helmet with a gilt visor."""
    s = body.scale
    middle = eye_level(body) + np.array([-0.085, 0.012, 0.0]) * s
    white = Finish(colour=(0.78, 0.78, 0.76), roughness=0.45)
    shell = ball(middle, np.array([0.185, 0.195, 0.180]) * s, white, 32, 22)
    visor = ball(
        middle + np.array([0.035, -0.005, 0.0]) * s,
        np.array([0.163, 0.140, 0.158]) * s,
        Finish(colour=(0.75, 0.46, 0.10), roughness=0.10, metal=1.0),
        28,
        18,
    )
    collar = lathe(
        np.array([(0.125, -0.03), (0.150, 0.0), (0.150, 0.03), (0.128, 0.045)]) * s,
        Finish(colour=(0.55, 0.56, 0.58), roughness=0.35, metal=0.6),
        28,
    )
    neck = body.head("neck01") + np.array([0.015, 0.01, 0.0]) * s
    return [
        fixed_to(body, "head", shell, "hero", "cloth"),
        fixed_to(body, "head", visor, "hero", "glass"),
        fixed_to(body, "spine02", transform(collar, move=neck), "hero", "metal"),
    ]


def _bottle(chest: Numbers, s: float, side: int) -> Mesh:
    """An oxygen bottle at the side of the pack."""
    white = Finish(colour=(0.55, 0.555, 0.56), roughness=0.35)
    low, high = np.array([-0.26, -0.19, 0.215 * side]), np.array([-0.26, 0.25, 0.215 * side])
    return cylinder(chest + low * s, chest + high * s, 0.052 * s, white, 10)


def life_support(body: Body, accent: ArrayLike) -> Piece:
    """A pack on the back and a panel on the chest of a space suit."""
    s = body.scale
    chest = body.head("spine02")
    white = Finish(colour=(0.70, 0.70, 0.69), roughness=0.5)
    grey = Finish(colour=(0.20, 0.21, 0.23), roughness=0.5)
    parts = [
        box(chest + np.array([-0.235, 0.05, 0.0]) * s, np.array([0.075, 0.29, 0.19]) * s, white),
        box(chest + np.array([-0.30, 0.06, 0.0]) * s, np.array([0.045, 0.24, 0.145]) * s, white),
        box(chest + np.array([-0.26, -0.23, 0.0]) * s, np.array([0.085, 0.035, 0.16]) * s, grey),
        box(chest + np.array([-0.25, 0.345, 0.0]) * s, np.array([0.06, 0.035, 0.13]) * s, grey),
        *(_bottle(chest, s, side) for side in (-1, 1)),
        cylinder(
            chest + np.array([-0.27, 0.36, 0.12]) * s,
            chest + np.array([-0.29, 0.60, 0.13]) * s,
            (0.008 * s, 0.004 * s),
            grey,
            4,
        ),
        box(chest + np.array([0.185, 0.02, 0.0]) * s, np.array([0.035, 0.075, 0.095]) * s, grey),
        box(
            chest + np.array([0.222, 0.035, -0.03]) * s,
            np.array([0.004, 0.02, 0.03]) * s,
            Finish(colour=accent, emission=2.0),
        ),
        box(
            chest + np.array([0.222, -0.02, 0.04]) * s,
            np.array([0.004, 0.015, 0.02]) * s,
            Finish(colour=(0.9, 0.05, 0.03), emission=1.5),
        ),
    ]
    return fixed_to(body, "spine02", merge(parts), "hero", "metal")


def _tilt(angle: float) -> Numbers:
    """Leaning forward (negative: back) about the z axis."""
    c, s = np.cos(-angle), np.sin(-angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
