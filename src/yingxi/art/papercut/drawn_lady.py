"""The lady of the moon (Chang'e), cut by hand: double-looped hair, wide sleeves, a train and long ribbons."""

import math
from dataclasses import replace

import numpy as np
from shapely import affinity
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import (
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
from yingxi.art.papercut.figures import Figure, Limb, curved, limb, path, sway
from yingxi.art.papercut.sheets import Still

RISE = -0.62
"""Radians by which she leans into her flight."""


def standing() -> Figure:
    """She stands in long robes, one arm held out; sleeves and ribbons breathe."""
    return Figure(limbs=_limbs(flying=False), tall=0.98)


def flying() -> Figure:
    """She flies toward the upper corner, robes and ribbons drawn out behind her."""
    return Figure(
        limbs=_limbs(flying=True), goes=_ascent, tall=1.0, lifted=lambda t: 0.22 + 0.22 * math.sin(0.8 * t)
    )


def _ascent(share: float, t: float) -> Still:
    """Up and across in a long curve, rocking a little on the wind."""
    return (
        0.62 * (share - 0.5),
        0.42 * (share - 0.45) ** 2 + 0.26 * (share - 0.5) + 0.015 * math.sin(1.7 * t),
        0.07 * math.sin(1.1 * t),
    )


def _limbs(flying: bool) -> tuple[Limb, ...]:
    return (*_robes(flying), *_head(flying), *_sleeves(flying))


def _robes(flying: bool) -> tuple[Limb, ...]:
    """What hangs from her shoulders and waist, back to front."""
    lean = RISE if flying else 0.0
    skirt = _train() if flying else _skirt()
    flow = 1.0 if flying else 0.45
    return (
        limb("ribbon_far", _ribbon(True), "jade", 0.0, ("torso", -0.02, 0.72), sway(0.10 * flow, 1.3, 1.0)),
        limb(
            "sleeve_far",
            _far_sleeve(),
            "pink/gold",
            0.4,
            ("torso", 0.0, 0.75),
            sway(0.08, 1.1, 2.0, 0.2 if flying else 0.0),
            rod=(-0.22, 0.56),
        ),
        limb("lock", _lock(), "ink", 0.6, ("head", -0.03, 0.92), sway(0.12 * flow, 1.6, 0.5)),
        limb("skirt", skirt, "red/gold", 0.9, ("torso", 0.0, 0.52), sway(0.05 * flow, 1.2, 0.4)),
        limb("veil", _veil(flying), "gold/jade", 1.2, ("torso", 0.0, 0.52), sway(0.06 * flow, 1.2, 0.9)),
        limb(
            "torso",
            _torso(),
            "red/gold",
            1.6,
            ("", 0.0, 0.52),
            sway(0.02, 1.1, 0.0, lean),
            rod=(0.0, 0.60),
            rivet=True,
        ),
        limb("sash", _sash(), "jade", 2.0, ("torso", 0.0, 0.52)),
    )


def _head(flying: bool) -> tuple[Limb, ...]:
    """Face, lips, hair and pins, all nodding with the neck."""
    return (
        limb(
            "head",
            _face(),
            "skin/ink",
            2.0,
            ("torso", 0.02, 0.83),
            sway(0.05, 0.9, 0.3, 0.40 if flying else 0.10),
        ),
        limb("lips", _lips(), "red", 2.2, ("head", 0.02, 0.83)),
        limb("hair", _hair(), "ink/gold", 2.4, ("head", 0.02, 0.83)),
        limb("pins", _hairpins(), "gold", 2.7, ("head", 0.02, 0.83)),
    )


def _sleeves(flying: bool) -> tuple[Limb, ...]:
    """The near arm and the scarf that runs over it."""
    flow = 1.0 if flying else 0.45
    return (
        limb("hand", _hand(), "skin", 2.5, ("sleeve", 0.05, 0.76)),
        limb(
            "sleeve",
            _near_sleeve(),
            "pink/red",
            2.8,
            ("torso", 0.05, 0.76),
            sway(0.09, 1.0, 0.0, 0.16 if flying else -0.12),
            rod=(0.42, 0.82),
            rivet=True,
        ),
        limb("ribbon", _ribbon(False), "gold", 3.0, ("torso", 0.02, 0.74), sway(0.12 * flow, 1.2)),
    )


def _torso() -> BaseGeometry:
    body = curved(
        "-0.02 0.835, 0.055 0.835, 0.125 0.775, 0.115 0.66, 0.075 0.535, -0.055 0.535, "
        "-0.105 0.66, -0.1 0.775"
    )
    collar = [
        stroke(path("0.07 0.825, 0.045 0.74, -0.04 0.63"), 0.013, 0.009),
        stroke(path("-0.025 0.825, 0 0.77, 0.025 0.735"), 0.012, 0.009),
    ]
    marks = [
        *collar,
        flower(0.065, 0.655, 0.026, 5),
        *(crescent(-0.055, 0.74 - 0.045 * k, 0.015, 0.4, 20) for k in range(3)),
    ]
    return body.difference(union(mark.intersection(body.buffer(-0.008)) for mark in marks))


def _sash() -> BaseGeometry:
    band = curved("-0.068 0.57, 0 0.578, 0.088 0.57, 0.086 0.515, 0 0.508, -0.07 0.515")
    tails = [
        stroke(path("0.03 0.53, 0.055 0.42, 0.035 0.31"), 0.030, 0.022),
        stroke(path("0.035 0.53, 0.085 0.44, 0.08 0.35"), 0.026, 0.018),
    ]
    holes = [
        disc(0.037, 0.335, 0.007, 5),
        disc(0.079, 0.372, 0.006, 5),
        *(disc(-0.045 + 0.022 * k, 0.543, 0.006, 5) for k in range(3)),
    ]
    return union([band, *tails, flower(0.035, 0.54, 0.042, 5, 0.25)]).difference(union(holes))


def _pleats(lines: tuple[str, ...], body: BaseGeometry) -> list[BaseGeometry]:
    return [stroke(path(line), 0.006, 0.014).intersection(body.buffer(-0.014)) for line in lines]


def _skirt() -> BaseGeometry:
    body = curved(
        "-0.06 0.545, 0.078 0.545, 0.125 0.4, 0.145 0.2, 0.2 0.03, 0.1 0, -0.1 0.015, "
        "-0.26 -0.005, -0.44 0.015, -0.56 0.075, -0.4 0.1, -0.26 0.2, -0.14 0.38"
    )
    lines = (
        "0.05 0.47, 0.08 0.26, 0.115 0.06",
        "0 0.47, 0.01 0.25, 0.02 0.055",
        "-0.04 0.46, -0.08 0.24, -0.13 0.06",
        "-0.07 0.42, -0.17 0.2, -0.3 0.05",
    )
    blossoms = [
        flower(0.055, 0.16, 0.034, 5),
        flower(-0.055, 0.13, 0.034, 5),
        flower(-0.19, 0.10, 0.030, 5),
        flower(-0.36, 0.058, 0.024, 5),
    ]
    hem = teeth(
        LineString(path("0.16 0.035, 0 0.028, -0.15 0.03, -0.3 0.022, -0.44 0.04")), 0.026, 0.026, -1.0
    )
    marks = [*_pleats(lines, body), *(one.intersection(body.buffer(-0.01)) for one in (*blossoms, hem))]
    return body.difference(union(marks))


def _train() -> BaseGeometry:
    """The skirt in flight: drawn out below and behind in waves, feet hidden, its hem in three points."""
    body = curved(
        "-0.06 0.545, 0.078 0.545, 0.115 0.4, 0.105 0.24, 0.065 0.1, 0.03 -0.06, "
        "-0.03 -0.22, -0.05 -0.12, -0.1 -0.02, -0.16 -0.14, -0.24 -0.3, -0.25 -0.16, "
        "-0.24 -0.02, -0.36 -0.1, -0.5 -0.18, -0.4 -0.02, -0.26 0.16, -0.14 0.38"
    )
    lines = (
        "0.05 0.47, 0.055 0.26, 0.015 0.02",
        "0 0.47, -0.02 0.24, -0.09 0.06",
        "-0.035 0.46, -0.09 0.24, -0.2 0.03",
        "-0.07 0.42, -0.18 0.2, -0.33 0.01",
    )
    blossoms = [
        flower(0.035, 0.12, 0.030, 5),
        flower(-0.065, 0.15, 0.030, 5),
        flower(-0.16, 0.08, 0.028, 5),
        flower(-0.20, -0.12, 0.022, 5),
        flower(0.005, -0.06, 0.020, 5),
    ]
    marks = [*_pleats(lines, body), *(one.intersection(body.buffer(-0.01)) for one in blossoms)]
    return body.difference(union(marks))


def _veil(flying: bool) -> BaseGeometry:
    """An over-skirt to the knee, scalloped like petals."""
    petals = [petal(0.008 + 0.028 * k, 0.55, 0.25 - 0.015 * abs(k), 0.10, 268 + 13 * k) for k in range(-3, 4)]
    whole = rounded(union(petals), 0.006)
    cuts = [
        crescent(0.008 + 0.052 * k, 0.39 - 0.02 * (2 - abs(k)), 0.022, 0.4, -90 + 12 * k)
        for k in range(-2, 3)
    ]
    return affinity.rotate(whole.difference(union(cuts)), -8.0 if flying else 0.0, origin=(0.0, 0.55))


def _face() -> BaseGeometry:
    """Three quarters to the right: willow brow, long eye, small nose; a slender neck."""
    face = curved(
        "-0.035 0.945, -0.03 0.985, 0.03 1, 0.085 0.975, 0.098 0.925, 0.107 0.908, "
        "0.094 0.895, 0.085 0.868, 0.055 0.848, 0.015 0.86, -0.022 0.895"
    )
    neck = curved("-0.005 0.88, 0.05 0.86, 0.048 0.82, 0.055 0.8, -0.025 0.8, -0.008 0.83")
    eyes = [
        curved("0.046 0.925, 0.062 0.932, 0.084 0.929, 0.066 0.922", 5),
        curved("-0.004 0.921, 0.014 0.929, 0.032 0.923, 0.014 0.917", 5),
    ]
    brows = [
        stroke(path("0.05 0.949, 0.068 0.957, 0.088 0.951"), 0.006, 0.003),
        stroke(path("-0.008 0.943, 0.012 0.952, 0.034 0.947"), 0.006, 0.003),
    ]
    nose = stroke(path("0.054 0.918, 0.06 0.9, 0.053 0.896"), 0.0040, 0.0035)
    mark = disc(0.046, 0.968, 0.0055, 5)
    return union([face, neck]).difference(union([*eyes, *brows, nose, mark]))


def _lips() -> BaseGeometry:
    lips = curved("0.04 0.876, 0.05 0.8815, 0.057 0.879, 0.064 0.8815, 0.071 0.876, 0.056 0.867", 5)
    return union([lips, disc(0.0465, 0.968, 0.0062, 6)])


def _hair() -> BaseGeometry:
    """Parted over the brow, gathered at the nape, two loops standing above."""
    cap = curved(
        "0.094 0.955, 0.082 1.015, 0.03 1.045, -0.045 1.025, -0.078 0.95, -0.06 0.885, "
        "-0.025 0.862, -0.022 0.91, -0.012 0.955, 0.035 0.985"
    )
    loops = [
        affinity.rotate(oval(x, y, wide, tall).difference(oval(x, y, 0.52 * wide, 0.60 * tall)), turn, (x, y))
        for x, y, wide, tall, turn in ((-0.055, 1.105, 0.052, 0.088, 22), (0.055, 1.115, 0.050, 0.085, -18))
    ]
    knot = oval(0.0, 1.045, 0.06, 0.032)
    waves = [
        stroke(path("0.066 1, 0.02 1.018, -0.03 0.998"), 0.004, 0.003),
        stroke(path("-0.058 0.96, -0.05 0.91, -0.034 0.885"), 0.004, 0.003),
    ]
    return union([cap, *loops, knot]).difference(union(waves))


def _hairpins() -> BaseGeometry:
    phoenix = union(
        [
            flower(0.012, 1.055, 0.034, 6, 0.25),
            petal(0.03, 1.05, 0.10, 0.026, 12),
            petal(-0.01, 1.055, 0.085, 0.022, 172),
        ]
    )
    drop = union(
        [
            stroke([(0.118, 1.062), (0.118, 1.005)], 0.004),
            *(disc(0.118, 1.03 - 0.02 * k, 0.0075, 5) for k in range(3)),
        ]
    )
    earring = union([disc(-0.016, 0.883, 0.008, 5), petal(-0.016, 0.880, 0.034, 0.013, 270)])
    return union([phoenix, drop, earring])


def _lock() -> BaseGeometry:
    return union(
        [
            stroke(path("-0.04 0.92, -0.075 0.83, -0.07 0.74, -0.11 0.66"), 0.040, 0.008),
            stroke(path("-0.035 0.91, -0.055 0.84, -0.05 0.77"), 0.022, 0.006),
        ]
    )


def _near_sleeve() -> BaseGeometry:
    body = curved(
        "0 0.795, 0.08 0.82, 0.2 0.8, 0.33 0.835, 0.435 0.865, 0.435 0.82, 0.405 0.7, "
        "0.395 0.585, 0.35 0.49, 0.3 0.57, 0.245 0.66, 0.14 0.705, 0.03 0.705"
    )
    marks = [
        whorl(0.335, 0.67, 0.050, 0.012, 140),
        flower(0.245, 0.735, 0.028, 5),
        stroke(path("0.06 0.775, 0.18 0.765, 0.29 0.775"), 0.006, 0.010),
        teeth(LineString(path("0.418 0.83, 0.385 0.7, 0.375 0.6, 0.345 0.52")), 0.024, 0.026, -1.0),
        *(crescent(0.10 + 0.045 * k, 0.735, 0.016, 0.4, 200) for k in range(3)),
    ]
    return body.difference(union(mark.intersection(body.buffer(-0.010)) for mark in marks))


def _hand() -> BaseGeometry:
    palm = curved("0.4 0.862, 0.44 0.874, 0.468 0.866, 0.462 0.842, 0.42 0.832", 6)
    fingers = [
        stroke(path("0.455 0.864, 0.495 0.886, 0.525 0.884"), 0.012, 0.006),
        stroke(path("0.458 0.858, 0.505 0.866, 0.535 0.86"), 0.012, 0.006),
        stroke(path("0.455 0.848, 0.495 0.845, 0.515 0.834"), 0.011, 0.006),
        stroke(path("0.44 0.868, 0.46 0.893, 0.474 0.905"), 0.010, 0.005),
    ]
    return union([palm, *fingers])


def _far_sleeve() -> BaseGeometry:
    body = curved(
        "-0.085 0.79, 0 0.8, -0.02 0.7, -0.1 0.6, -0.175 0.5, -0.235 0.39, -0.295 0.42, "
        "-0.305 0.53, -0.235 0.64, -0.155 0.745"
    )
    marks = [
        whorl(-0.225, 0.52, 0.040, 0.011, 20),
        teeth(LineString(path("-0.245 0.41, -0.285 0.45, -0.29 0.52")), 0.024, 0.026, -1.0),
        flower(-0.115, 0.68, 0.024, 5),
    ]
    return body.difference(union(mark.intersection(body.buffer(-0.010)) for mark in marks))


def _ribbon(far: bool) -> BaseGeometry:
    """A scarf that runs over the arms and out behind in two long waves."""
    near = (
        "0.36 0.7, 0.3 0.93, 0.12 1.2, -0.14 1.3, -0.32 1.16, -0.36 0.92, -0.52 0.74, -0.74 0.76, -0.92 0.66"
    )
    back = "-0.2 0.52, -0.36 0.4, -0.46 0.22, -0.4 0.04, -0.54 -0.1, -0.74 -0.06, -0.9 -0.16"
    line = path(back if far else near)
    wide = 0.026 + 0.030 * np.abs(np.sin(np.linspace(0.3, 2.6 * math.pi, len(line) - 1)))
    wide *= np.linspace(1.0, 0.35, len(line) - 1)
    whole = union(LineString(line[k : k + 2]).buffer(w, 4) for k, w in enumerate(wide))
    vein = union(LineString(line[k : k + 4]).buffer(0.0045) for k in range(6, len(line) - 12, 9))
    return rounded(whole, 0.004).difference(vein)


def kneeling() -> Figure:
    """She bends toward something small before her."""
    bent = [
        replace(limb, swing=sway(0.03, 0.9, 0.0, -0.30)) if limb.name == "torso" else limb
        for limb in standing().limbs
    ]
    level = [
        replace(limb, swing=sway(0.03, 1.1, 0.4, 0.30)) if limb.name in ("skirt", "veil") else limb
        for limb in bent
    ]
    return Figure(limbs=tuple(level), tall=0.98)
