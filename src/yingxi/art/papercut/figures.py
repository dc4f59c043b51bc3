"""Figures drawn by hand for the puppet stage: limbs of paper or hide, pinned at joints that swing."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import Points
from yingxi.art.papercut.sheets import Still

Swing = Callable[[float], float]
"""Seconds -> radians about the pin, positive counter-clockwise for a figure that faces right."""
Place2 = tuple[float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Limb:
    """One piece of a figure 1 high that stands on y = 0 and faces +x.

    `paper` and `under` name papers of a Palette (`under` is seen through the cuts; empty: none); `level`
    counts from the back. `pin` is where it is fastened to `parent` (empty: to the figure itself);
    `lift` moves it along its parent. A rod of the shadow player is fastened at `rod`, if anywhere.
    """

    name: str
    area: BaseGeometry
    paper: str
    level: float
    under: str = ""
    pin: Place2 = (0.0, 0.0)
    parent: str = ""
    swing: Swing | None = None
    lift: Callable[[float], Place2] | None = None
    rod: Place2 | None = None
    rivet: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """Limbs, and how the whole goes: share of its way (0-1) and seconds -> right, up (in heights), turn.

    `lifted` (0-1) is how far a shadow player holds it off the cloth at a time.
    """

    limbs: tuple[Limb, ...]
    goes: Callable[[float, float], Still] = field(default=lambda share, t: (0.0, 0.0, 0.0))
    tall: float = 1.0
    lifted: Callable[[float], float] | None = None

    def named(self) -> Mapping[str, Limb]:
        """The limbs by name."""
        return {limb.name: limb for limb in self.limbs}


def pose(figure: Figure, limb: Limb, t: float) -> Still:
    """How far a limb's pin has moved (right, up) and the limb has turned at `t`, without the whole."""
    by_name = figure.named()
    chain = [limb]
    while chain[-1].parent:
        chain.append(by_name[chain[-1].parent])
    pin, turn = np.array(limb.pin, float), 0.0
    for one in chain:
        angle = one.swing(t) if one.swing else 0.0
        if one is not limb:
            pin = _turned(pin, np.array(one.pin), angle)
        turn += angle
        if one.lift is not None:
            pin = pin + np.array(one.lift(t))
    return float(pin[0] - limb.pin[0]), float(pin[1] - limb.pin[1]), turn


def _turned(point: Points, about: Points, angle: float) -> Points:
    c, s = math.cos(angle), math.sin(angle)
    away = point - about
    return np.asarray(about + np.array([c * away[0] - s * away[1], s * away[0] + c * away[1]]))


def limb(
    name: str,
    area: BaseGeometry,
    papers: str,
    level: float,
    joint: tuple[str, float, float] = ("", 0.0, 0.0),
    swing: Swing | None = None,
    **more: Any,
) -> Limb:
    """A limb of `papers` 'white' or 'white/rose' (over rose), pinned to a parent at x, y; `more`: of Limb."""
    paper, _, under = papers.partition("/")
    parent, x, y = joint
    return Limb(
        name=name, area=area, paper=paper, under=under, level=level,
        parent=parent, pin=(x, y), swing=swing, **more,
    )  # fmt: skip


def points(drawing: str) -> Points:
    """(n, 2) from a drawing such as '0 0, 0.5 1, 1 0'."""
    return np.array([[float(part) for part in pair.split()] for pair in drawing.split(",")])


def curved(drawing: str, count: int = 8) -> BaseGeometry:
    """The area within a smooth closed line through the points of a drawing."""
    corners = points(drawing)
    line = _smooth(np.concatenate([corners, corners[:1]]), count * len(corners), closed=True)
    return Polygon(line[:-1]).buffer(0)


def path(drawing: str, count: int = 10) -> Points:
    """A smooth open line through the points of a drawing, (n, 2)."""
    corners = points(drawing)
    return _smooth(corners, count * (len(corners) - 1) + 1, closed=False)


def _smooth(corners: Points, count: int, *, closed: bool) -> Points:
    """A cubic spline whose speed goes with the root of the way between corners."""
    from scipy.interpolate import CubicSpline

    along = np.r_[0, np.cumsum(np.sqrt(np.linalg.norm(np.diff(corners, axis=0), axis=1)))]
    spline = CubicSpline(along, corners, bc_type="periodic" if closed else "not-a-knot")
    return np.asarray(spline(np.linspace(0, along[-1], count)))


def sway(size: float, pace: float, phase: float = 0.0, rest: float = 0.0) -> Swing:
    """To and fro by `size` radians, `pace` times 2 pi a second."""
    return lambda t: rest + size * math.sin(pace * t + phase)
