"""A robot's body: painted shells, dark joints and lit eyes, each fixed to a bone of a person."""

from collections.abc import Sequence

import numpy as np

from yingxi.art.bodies.body import SIDES, SIGN, Body
from yingxi.art.bodies.hair import fixed_to
from yingxi.art.bodies.pieces import Piece
from yingxi.art.bodies.regions import eye_level
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.art.shapes import Finish, Mesh, ball, box, lathe, merge, transform, tube

Colour = tuple[float, float, float]
JOINT = Finish(colour=(0.045, 0.047, 0.052), roughness=0.38, metal=0.85)


def robot_body(body: Body, shell: Colour, trim: Colour, light: Colour) -> list[Piece]:
    """All plates of a robot of this body's size."""
    paint = Finish(colour=shell, roughness=0.34, metal=0.15)
    dark = Finish(colour=trim, roughness=0.45, metal=0.5)
    pieces = [*_trunk(body, paint, dark, light), *_head(body, paint, dark, light)]
    for side in SIDES:
        pieces += [*_arm(body, side, paint, dark), *_leg(body, side, paint, dark)]
    return pieces


def parcel(body: Body) -> Piece:
    """The box that a delivery robot carries on its back."""
    s = body.scale
    card = Finish(colour=(0.36, 0.22, 0.10), roughness=0.9)
    tape = Finish(colour=(0.55, 0.45, 0.28), roughness=0.6)
    at = body.head("spine02") + np.array([-0.30, 0.02, 0.0]) * s
    forms = [
        box(at, np.array([0.13, 0.22, 0.21]) * s, card),
        box(at, np.array([0.133, 0.223, 0.025]) * s, tape),
    ]
    return fixed_to(body, "spine02", merge(forms), "hero", "paper")


def chef_hat(body: Body) -> Piece:
    """A cook's tall white hat."""
    s = body.scale
    white = Finish(colour=(0.75, 0.74, 0.71), roughness=0.95)
    outline = np.array([(0.10, 0.0), (0.104, 0.10), (0.145, 0.16), (0.150, 0.22), (0.10, 0.27), (0.01, 0.28)])
    top = eye_level(body) + np.array([-0.085, 0.085, 0.0]) * s
    return fixed_to(body, "head", transform(lathe(outline * s, white, 24), move=top), "hero", "cloth")


def _trunk(body: Body, paint: Finish, dark: Finish, light: Colour) -> list[Piece]:
    s = body.scale
    chest, belly, hips = body.head("spine02"), body.head("spine04"), body.heads[0]
    outline = np.array(
        [(0.02, -0.13), (0.12, -0.12), (0.175, 0.02), (0.185, 0.14), (0.13, 0.235), (0.05, 0.25)]
    )
    breast = transform(
        lathe(outline * s, paint, 28), scale=(0.86, 1.0, 1.12), move=chest + np.array([0.01, 0.04 * s, 0.0])
    )
    grille = [
        box(chest + np.array([0.150, 0.02 - 0.022 * k, 0.0]) * s, np.array([0.010, 0.006, 0.06]) * s, dark)
        for k in range(4)
    ]
    lamp = ball(
        chest + np.array([0.150, 0.10, 0.06]) * s, 0.018 * s, Finish(colour=light, emission=3.0), 12, 8
    )
    core = tube(
        [hips + np.array([0.0, 0.02, 0.0]), belly, chest], [0.075 * s, 0.065 * s, 0.085 * s], JOINT, 16
    )
    pelvis = transform(
        ball((0, 0, 0), 1.0, paint, 20, 12), scale=np.array([0.125, 0.10, 0.165]) * s, move=hips
    )
    return [
        fixed_to(body, "spine02", merge([breast, *grille, lamp]), "hero", "metal"),
        fixed_to(body, "spine04", core, "hero", "metal"),
        fixed_to(body, "root", pelvis, "hero", "metal"),
    ]


def _head(body: Body, paint: Finish, dark: Finish, light: Colour) -> list[Piece]:
    s = body.scale
    middle = eye_level(body) + np.array([-0.085, 0.005, 0.0]) * s
    glass = Finish(colour=(0.008, 0.009, 0.012), roughness=0.12, metal=0.3)
    skull = ball(middle, np.array([0.125, 0.135, 0.115]) * s, paint, 28, 18)
    face = middle + np.array([0.022, -0.005, 0.0]) * s
    visor = ball(face, np.array([0.112, 0.075, 0.100]) * s, glass, 28, 16)
    glow = Finish(colour=light, emission=5.0)
    sides = [form for k in (-1, 1) for form in _eye_and_ear(middle, k, glow, dark, s)]
    base, end = middle + np.array([-0.03, 0.12, 0.07]) * s, middle + np.array([-0.06, 0.24, 0.07]) * s
    mast = [tube([base, end], 0.006 * s, dark, 6), ball(end, 0.014 * s, glow, 10, 6)]
    throat = body.head("neck01") - np.array([0.0, 0.03 * s, 0.0])
    neck = tube([throat, middle], [0.055 * s, 0.045 * s], JOINT, 14)
    return [
        fixed_to(body, "head", merge([skull, visor, *sides, *mast]), "hero", "metal"),
        fixed_to(body, "neck01", neck, "hero", "metal"),
    ]


def _eye_and_ear(middle: Numbers, side: int, glow: Finish, dark: Finish, scale: float) -> list[Mesh]:
    """A lit oval behind the visor and a round lid at the side of the head."""
    oval = ball((0, 0, 0), 1.0, glow, 12, 8)
    place = middle + np.array([0.121, -0.004, 0.040 * side]) * scale
    inner, outer = (middle + np.array([-0.005, 0.0, out * side]) * scale for out in (0.105, 0.135))
    return [
        transform(oval, scale=np.array([0.012, 0.021, 0.015]) * scale, move=place),
        tube([inner, outer], 0.038 * scale, dark, 14),
    ]


def _arm(body: Body, side: str, paint: Finish, dark: Finish) -> list[Piece]:
    s = body.scale
    shoulder, elbow, wrist = (body.head(f"{name}.{side}") for name in ("upperarm01", "lowerarm01", "wrist"))
    pad = transform(
        ball((0, 0, 0), 1.0, paint, 18, 12),
        scale=np.array([0.095, 0.085, 0.085]) * s,
        move=shoulder + np.array([0.0, 0.015, 0.01 * SIGN[side]]) * s,
    )
    upper = merge(
        [pad, _bar(shoulder, elbow, (0.045, 0.040), JOINT, s), ball(elbow, 0.052 * s, dark, 14, 10)]
    )
    lower = _bar(elbow + 0.16 * (wrist - elbow), wrist, (0.058, 0.066, 0.048), paint, s)
    along = unit(body.head(f"finger3-1.{side}") - wrist)
    palm = wrist + along * 0.055 * s
    hand = merge([ball(wrist, 0.036 * s, dark, 12, 8), ball(palm, 0.046 * s, dark, 14, 10)])
    pieces = [
        fixed_to(body, f"upperarm01.{side}", upper, "hero", "metal"),
        fixed_to(body, f"lowerarm01.{side}", lower, "hero", "metal"),
        fixed_to(body, f"wrist.{side}", hand, "hero", "metal"),
    ]
    for finger in (1, 2, 4):
        for joint in (1, 2):
            start, end = (body.head(f"finger{finger}-{k}.{side}") for k in (joint, joint + 1))
            form = _bar(start, end + 0.5 * (end - start) * (joint - 1), (0.016, 0.014), JOINT, s)
            pieces.append(fixed_to(body, f"finger{finger}-{joint}.{side}", form, "hero", "metal"))
    return pieces


def _leg(body: Body, side: str, paint: Finish, dark: Finish) -> list[Piece]:
    s = body.scale
    hip, knee, ankle = (body.head(f"{name}.{side}") for name in ("upperleg01", "lowerleg01", "foot"))
    upper = merge([ball(hip, 0.075 * s, dark, 14, 10), _bar(hip, knee, (0.082, 0.088, 0.060), paint, s)])
    lower = merge(
        [
            ball(knee, 0.064 * s, dark, 14, 10),
            _bar(knee + 0.12 * (ankle - knee), ankle, (0.056, 0.074, 0.050), paint, s),
        ]
    )
    sole = body.head(f"toe1-1.{side}") * np.array([1.0, 0.0, 1.0])
    heel = ankle * np.array([1.0, 0.0, 1.0])
    middle = 0.45 * heel + 0.55 * sole + np.array([0.03, 0.045, 0.0]) * s
    shoe = transform(
        ball((0, 0, 0), 1.0, paint, 18, 12), scale=np.array([0.155, 0.062, 0.070]) * s, move=middle
    )
    shoe.position[:, 1] = np.maximum(shoe.position[:, 1], 0.002)
    return [
        fixed_to(body, f"upperleg01.{side}", upper, "hero", "metal"),
        fixed_to(body, f"lowerleg01.{side}", lower, "hero", "metal"),
        fixed_to(body, f"foot.{side}", merge([shoe, ball(ankle, 0.045 * s, dark, 12, 8)]), "hero", "metal"),
    ]


def _bar(start: Numbers, end: Numbers, radii: Sequence[float], finish: Finish, scale: float) -> Mesh:
    """A limb's shell: a tube through `radii`, rounded at both ends."""
    shares = np.array([0.0, 0.06, *np.linspace(0.2, 0.8, len(radii)), 0.94, 1.0])
    wide = np.array([0.35 * radii[0], 0.8 * radii[0], *radii, 0.8 * radii[-1], 0.35 * radii[-1]]) * scale
    points = start + (end - start) * shares[:, None]
    return tube(points, wide, finish, 16)
