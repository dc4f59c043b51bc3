"""The jade rabbit, cut by hand: at its mortar, and hopping."""

import math
from dataclasses import replace

import numpy as np
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import (
    block,
    crescent,
    disc,
    flower,
    oval,
    petal,
    rounded,
    stroke,
    teeth,
    union,
    whorl,
)
from yingxi.art.papercut.figures import Figure, Limb, Swing, curved, limb, path, sway

BEAT = 1.2
"""Seconds from one fall of the pestle to the next."""
FALL = 0.13
"""Heights of the rabbit by which the pestle falls."""


def pounding() -> Figure:
    """The rabbit on its haunches, pounding in a mortar: it lifts slowly, holds, and lets fall."""
    limbs = (
        limb("tail", tail_shape(-0.385, 0.17, 0.105), "white/rose", 0.2, ("", -0.31, 0.17), sway(0.10, 2.3)),
        limb(
            "ear_far",
            ear_shape(0.01, 0.985, 118),
            "cream/rose",
            0.4,
            ("head", 0.01, 0.985),
            sway(0.09, 1.7, 0.9),
        ),
        limb("body", _sitting(), "white/rose", 1.0, ("", -0.05, 0.05), _nod(0.028)),
        limb("foot", _foot(), "white/rose", 2.0),
        limb("head", head_shape(), "white/rose", 1.6, ("body", 0.05, 0.80), _nod(0.075), rivet=True),
        limb(
            "ear",
            ear_shape(0.045, 1.0, 97),
            "white/rose",
            2.0,
            ("head", 0.045, 1.0),
            sway(0.10, 1.7),
            rivet=True,
        ),
        limb(
            "pestle",
            _pestle(),
            "gold",
            2.3,
            ("", 0.47, 0.62),
            lift=lambda t: (0.0, _raised(t)),
            rod=(0.47, 0.98),
        ),
        limb("arm", _arm(), "white/rose", 2.8, ("body", 0.10, 0.60), _reach, rod=(0.44, 0.62), rivet=True),
    )
    return Figure(limbs=(*limbs, *_mortar()), tall=0.86)


def _raised(t: float) -> float:
    """Heights by which the pestle is up."""
    share = (t / BEAT) % 1.0
    if share < 0.62:
        eased = share / 0.62
        return FALL * (eased * eased * (3 - 2 * eased))
    if share < 0.78:
        return FALL * (1.0 + 0.04 * math.sin((share - 0.62) / 0.16 * math.pi))
    return FALL * (1.0 - ((share - 0.78) / 0.22) ** 2)


def _reach(t: float) -> float:
    """The arm follows the pestle that it holds."""
    return math.asin(max(-0.9, min(0.9, (_raised(t) - 0.02) / 0.36)))


def _nod(size: float) -> Swing:
    """The body goes with the stroke: back as it lifts, forward as it falls."""
    return lambda t: size * (2.0 * _raised(t) / FALL - 1.2)


def _sitting() -> BaseGeometry:
    body = curved(
        "-0.27 0.02, -0.36 0.12, -0.37 0.28, -0.3 0.45, -0.19 0.6, -0.08 0.73, 0.02 0.82, "
        "0.12 0.79, 0.185 0.68, 0.205 0.55, 0.175 0.4, 0.165 0.24, 0.19 0.1, 0.12 0.01, "
        "-0.1 0"
    )
    haunch = oval(-0.14, 0.215, 0.175, 0.19)
    seam = LineString(haunch.exterior.coords[4:30]).buffer(0.007)
    fringe = teeth(LineString(path("-0.335 0.3, -0.26 0.47, -0.15 0.63, -0.05 0.74")), 0.030, 0.052, -1.0)
    fur = [crescent(0.13, 0.66 - 0.072 * k, 0.026, 0.42, 190) for k in range(5)]
    down = [crescent(-0.04 + 0.045 * (k % 2), 0.52 - 0.06 * k, 0.022, 0.4, 200) for k in range(3)]
    marks = [
        seam,
        fringe,
        *fur,
        *down,
        whorl(-0.14, 0.215, 0.115, 0.021, 200),
        _ring_of_teeth(-0.14, 0.215, 0.152),
    ]
    return body.difference(union(mark.intersection(body.buffer(-0.012)) for mark in marks))


def _ring_of_teeth(x: float, y: float, radius: float) -> BaseGeometry:
    arc = [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in np.linspace(0.4, 2.9, 24)]
    return teeth(LineString(arc), 0.030, 0.030, 1.0)


def head_shape() -> BaseGeometry:
    head = curved(
        "-0.075 0.8, -0.085 0.9, -0.03 1.005, 0.07 1.035, 0.18 1, 0.265 0.935, 0.3 0.885, "
        "0.285 0.845, 0.21 0.8, 0.12 0.765, 0.02 0.755"
    )
    eye = oval(0.135, 0.925, 0.040, 0.034, -12).difference(disc(0.142, 0.922, 0.0165, 6))
    brow = crescent(0.115, 0.985, 0.034, 0.30, 65)
    nose = union(
        [petal(0.297, 0.898, 0.034, 0.020, 205), stroke([(0.272, 0.868), (0.232, 0.838)], 0.008, 0.004)]
    )
    cheek = flower(0.06, 0.855, 0.036, 5)
    whiskers = [
        stroke([(0.225, 0.865 + d), (0.175, 0.870 + 1.6 * d)], 0.006, 0.003) for d in (-0.012, 0.004, 0.020)
    ]
    neck = [crescent(-0.035, 0.90 - 0.045 * k, 0.020, 0.4, 175) for k in range(2)]
    return head.difference(union([eye, brow, nose, cheek, *whiskers, *neck]))


def ear_shape(x: float, y: float, way: float) -> BaseGeometry:
    outer = petal(x, y - 0.02, 0.40, 0.115, way)
    c, s = math.cos(math.radians(way)), math.sin(math.radians(way))
    inner = petal(x + 0.075 * c, y - 0.02 + 0.075 * s, 0.26, 0.052, way)
    return rounded(union([outer, disc(x, y, 0.030, 6)]), 0.004).difference(inner)


def tail_shape(x: float, y: float, radius: float) -> BaseGeometry:
    lumps = union(
        disc(x + 0.62 * radius * math.cos(a), y + 0.62 * radius * math.sin(a), 0.48 * radius, 6)
        for a in np.arange(8) * math.pi / 4
    )
    return union([lumps, disc(x, y, 0.8 * radius, 8)]).difference(whorl(x, y, 0.55 * radius, 0.012, 40))


def _foot() -> BaseGeometry:
    foot = curved("-0.14 0, -0.16 0.045, -0.06 0.085, 0.12 0.08, 0.27 0.062, 0.325 0.028, 0.3 0")
    toes = [stroke([(0.305, 0.018 + 0.022 * k), (0.245, 0.020 + 0.022 * k)], 0.007, 0.004) for k in range(2)]
    pads = [crescent(0.02 + 0.07 * k, 0.045, 0.018, 0.4, 90) for k in range(3)]
    return foot.difference(union([*toes, *pads]))


def _arm() -> BaseGeometry:
    arm = curved(
        "0.05 0.62, 0.1 0.665, 0.2 0.65, 0.34 0.645, 0.455 0.655, 0.505 0.628, 0.49 0.59, "
        "0.42 0.578, 0.26 0.575, 0.12 0.545, 0.05 0.57"
    )
    fingers = [
        stroke([(0.492, 0.612 + 0.018 * k), (0.455, 0.612 + 0.018 * k)], 0.006, 0.003) for k in (-0.4, 0.6)
    ]
    cuff = [crescent(0.36 - 0.055 * k, 0.612, 0.021, 0.4, 180) for k in range(4)]
    return arm.difference(union([*fingers, *cuff, flower(0.105, 0.605, 0.034, 5)]))


def _pestle() -> BaseGeometry:
    shaft = union(
        [
            rounded(block(0.450, 0.30, 0.490, 1.02), 0.012),
            oval(0.47, 1.03, 0.045, 0.055),
            oval(0.47, 0.32, 0.050, 0.085),
        ]
    )
    rings = union(block(0.440, y, 0.500, y + 0.010) for y in (0.90, 0.925, 0.95))
    return shaft.difference(rings).difference(flower(0.47, 1.035, 0.024, 5))


def _mortar() -> tuple[Limb, ...]:
    cup = curved(
        "0.3 0.385, 0.315 0.25, 0.385 0.135, 0.47 0.115, 0.555 0.135, 0.625 0.25, 0.64 0.385, 0.47 0.395", 6
    )
    bowl = union([cup, rounded(block(0.275, 0.365, 0.665, 0.418), 0.016)])
    stand = union(
        [
            block(0.425, 0.06, 0.515, 0.15),
            curved("0.34 0, 0.4 0.055, 0.47 0.085, 0.54 0.055, 0.6 0, 0.47 -0.004"),
        ]
    )
    key = [rounded(block(0.315 + 0.047 * k, 0.378, 0.340 + 0.047 * k, 0.402), 0.003) for k in range(7)]
    cuts = [
        flower(0.47, 0.255, 0.062, 6),
        *(crescent(0.47 + s * 0.10, 0.255, 0.034, 0.42, 0 if s > 0 else 180) for s in (-1, 1)),
        *key,
    ]
    fringe = teeth(LineString(path("0.4 0.155, 0.47 0.137, 0.54 0.155")), 0.026, 0.030, 1.0)
    marks = union([*cuts, fringe, flower(0.47, 0.036, 0.022, 5)])
    whole = union([bowl, stand])
    return (limb("mortar", whole.difference(marks.intersection(whole.buffer(-0.008))), "red/gold", 2.6),)


def gazing() -> Figure:
    """The rabbit on its haunches, looking up: nose and ears alone are busy."""
    plays = {
        "head": {"swing": _looking, "rod": (0.10, 0.92)},
        "body": {"swing": sway(0.02, 0.9), "rod": (0.0, 0.5)},
    }
    parts = [
        replace(one, **plays.get(one.name, {}))  # type: ignore[arg-type]
        for one in pounding().limbs
        if one.name not in ("pestle", "mortar", "arm")
    ]
    arm, swing = _resting_arm(), sway(0.05, 0.9, 0.6)
    paw = limb("paw", arm, "white/rose", 2.6, ("body", 0.10, 0.58), swing, rivet=True)
    return Figure(limbs=(*parts, paw), tall=0.62)


def _looking(t: float) -> float:
    """The head is raised; now and then the nose twitches."""
    return 0.26 + 0.05 * math.sin(0.9 * t) + 0.02 * max(math.sin(9.0 * t), 0.0)


def _resting_arm() -> BaseGeometry:
    arm = curved(
        "0.05 0.6, 0.11 0.64, 0.18 0.6, 0.245 0.48, 0.265 0.375, 0.235 0.335, 0.185 0.36, "
        "0.14 0.46, 0.06 0.54"
    )
    return arm.difference(
        union([crescent(0.155 + 0.02 * k, 0.52 - 0.05 * k, 0.018, 0.4, 130) for k in range(3)])
    )
