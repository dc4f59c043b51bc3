"""The jade rabbit in leaps, cut by hand."""

import math

from shapely import affinity
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import crescent, flower, teeth, union, whorl
from yingxi.art.papercut.drawn_rabbit import ear_shape, head_shape, tail_shape
from yingxi.art.papercut.figures import Figure, Swing, curved, limb, path, sway
from yingxi.art.papercut.sheets import Still


def hopping() -> Figure:
    """The rabbit in leaps: it gathers, springs, is stretched in the air, lands on its fore paws."""
    limbs = (
        limb("leg_far", _fore_leg(), "cream/rose", 0.2, ("body", 0.23, 0.34), _stride(0.75, 0.35)),
        limb("thigh_far", _hind_leg(), "cream/rose", 0.3, ("body", -0.24, 0.34), _stride(-0.95, 0.25)),
        limb(
            "tail", tail_shape(-0.44, 0.42, 0.085), "white/rose", 0.5, ("body", -0.36, 0.40), sway(0.2, 7.0)
        ),
        limb("ear_far", ear_shape(0.27, 0.66, 128), "cream/rose", 0.8, ("head", 0.27, 0.66), _flap(0.5)),
        limb("body", _running(), "white/rose", 1.0, ("", 0.0, 0.36), _pitch, rod=(-0.05, 0.40)),
        limb(
            "head",
            _lowhead_shape(),
            "white/rose",
            1.8,
            ("body", 0.24, 0.50),
            _stride(-0.16, 0.0),
            rod=(0.34, 0.60),
            rivet=True,
        ),
        limb(
            "ear", ear_shape(0.30, 0.68, 118), "white/rose", 2.2, ("head", 0.30, 0.68), _flap(0.0), rivet=True
        ),
        limb("leg", _fore_leg(), "white/rose", 2.0, ("body", 0.21, 0.33), _stride(0.85, 0.0), rivet=True),
        limb("thigh", _hind_leg(), "white/rose", 2.1, ("body", -0.22, 0.34), _stride(-1.0, 0.0), rivet=True),
    )
    return Figure(limbs=limbs, goes=_leap, tall=0.72, lifted=lambda t: 0.7 * _air(t))


HOP = 0.86
"""Seconds of one leap with its rest."""


def _air(t: float) -> float:
    """0 on the ground, 1 at the top of the leap."""
    share = (t / HOP) % 1.0
    return math.sin(math.pi * min(share / 0.68, 1.0)) if share < 0.68 else 0.0


def _leap(share: float, t: float) -> Still:
    """Over the picture in bounds: it goes on only while it is in the air."""
    turn, part = divmod(t / HOP, 1.0)
    gone = turn + min(part / 0.68, 1.0)
    return 0.62 * gone, 0.30 * _air(t), 0.0


def _pitch(t: float) -> float:
    share = (t / HOP) % 1.0
    return (
        0.30 * math.cos(math.pi * min(share / 0.68, 1.0))
        if share < 0.68
        else -0.30 * (1 - (share - 0.68) / 0.32) + 0.30 * (share - 0.68) / 0.32
    )


def _stride(size: float, phase: float) -> Swing:
    """Stretched in the air, gathered on the ground."""
    return lambda t: size * (1.25 * _air(t - phase * HOP * 0.2) - 0.35)


def _flap(phase: float) -> Swing:
    return lambda t: 0.42 * _air(t - 0.10 - 0.06 * phase) + 0.05 * math.sin(3.0 * t + phase)


def _running() -> BaseGeometry:
    body = curved(
        "-0.4 0.3, -0.42 0.44, -0.3 0.56, -0.1 0.6, 0.1 0.57, 0.27 0.58, 0.35 0.5, "
        "0.32 0.38, 0.18 0.29, -0.05 0.25, -0.28 0.22"
    )
    fringe = teeth(LineString(path("-0.36 0.5, -0.22 0.575, -0.05 0.585, 0.12 0.555")), 0.030, 0.048, -1.0)
    fur = [crescent(-0.02 + 0.075 * k, 0.33 + 0.012 * k, 0.024, 0.42, 100) for k in range(4)]
    marks = [fringe, *fur, flower(0.02, 0.45, 0.056, 6), whorl(-0.25, 0.40, 0.085, 0.018, 200)]
    return body.difference(union(mark.intersection(body.buffer(-0.012)) for mark in marks))


def _lowhead_shape() -> BaseGeometry:
    return affinity.translate(affinity.scale(head_shape(), 0.92, 0.92, origin=(0.05, 0.80)), 0.20, -0.27)


def _fore_leg() -> BaseGeometry:
    leg = curved(
        "0.16 0.36, 0.24 0.39, 0.3 0.33, 0.285 0.2, 0.29 0.08, 0.345 0.035, 0.33 0, 0.245 0, "
        "0.215 0.06, 0.21 0.18, 0.165 0.28"
    )
    return leg.difference(union([crescent(0.245, 0.25 - 0.055 * k, 0.018, 0.4, 90) for k in range(3)]))


def _hind_leg() -> BaseGeometry:
    leg = curved(
        "-0.36 0.36, -0.28 0.47, -0.15 0.44, -0.09 0.33, -0.14 0.22, -0.22 0.14, -0.2 0.075, "
        "-0.06 0.055, 0 0.02, -0.03 0, -0.24 0, -0.3 0.05, -0.31 0.14, -0.36 0.24"
    )
    return leg.difference(
        union([whorl(-0.225, 0.335, 0.085, 0.018, 160), crescent(-0.14, 0.03, 0.018, 0.4, 90)])
    )
