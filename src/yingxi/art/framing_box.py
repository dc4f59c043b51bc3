"""What the camera serves: a subject, a part of it or the first of many, as a box that goes its way."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking_layout import PAIRS
from yingxi.art.blocking_stage import Stage
from yingxi.art.framing_moves import Drift
from yingxi.art.framing_sizes import LADDER, PART_HALF
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.scene import Actor, Array

Point = NDArray[np.float64]

SAMPLES = 9
"""Times at which a subject's box is looked at to know where it goes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Served:
    """The subject that the camera serves; `company` are those who belong into the frame with it."""

    actor: Actor
    asset: Asset
    stage: Stage
    paths: tuple[Path, ...] = ()
    action: str = ""
    moving: bool = False
    company: tuple[Actor, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Box:
    """A subject's box in the middle of the shot, in metres, and how it leaves it."""

    low: Point
    high: Point
    drift: Drift
    travel: Point

    @property
    def centre(self) -> Point:
        return 0.5 * (self.low + self.high)

    @property
    def size(self) -> Point:
        return self.high - self.low


Corners = Callable[[float], tuple[Point, Point]]


def served_box(shot: Shot, focus: Served, size: ShotSize) -> Corners:
    """What the camera serves at a size: a part that the actor names, one of many, or all."""
    part = part_of(shot, focus, size)
    if part is not None:
        return part
    if focus.company and (size in ("ews", "ws") or focus.action in PAIRS):
        return lambda t: _union([actor.bounds(t) for actor in (focus.actor, *focus.company)])
    if len(focus.paths) > 1 and focus.action not in PAIRS and LADDER.index(size) >= LADDER.index("fs"):
        return lambda t: _body(focus, t)

    def whole(t: float) -> tuple[Point, Point]:
        low, high = focus.actor.bounds(t)
        return np.asarray(low, float), np.asarray(high, float)

    return whole


def part_of(shot: Shot, focus: Served, size: ShotSize) -> Corners | None:
    """The box of a named part (an actor may offer `points(t)`: head, drummer, paddles) for close sizes."""
    points = getattr(focus.actor, "points", None)
    if points is None or LADDER.index(size) < LADDER.index("ms"):
        return None
    named: Mapping[str, Array] = points(0.0)
    wished = {"drum": "drummer"}.get(focus.action, "paddles" if shot.angle == "water" else "head")
    name = wished if wished in named else next(iter(named))
    half = PART_HALF.get(name, 1.0)

    def part(t: float) -> tuple[Point, Point]:
        middle = np.asarray(points(t)[name], float).reshape(-1, 3)[0]
        return middle - half, middle + half

    return part


def _union(boxes: Sequence[tuple[Array, Array]]) -> tuple[Point, Point]:
    low = np.min([np.asarray(box[0], float) for box in boxes], axis=0)
    high = np.max([np.asarray(box[1], float) for box in boxes], axis=0)
    return low, high


def _body(focus: Served, t: float) -> tuple[Point, Point]:
    """The box of the first of many, by its path and the asset's size."""
    place, yaw = np.asarray(focus.paths[0].position(t), float), focus.paths[0].yaw(t)
    length, height, width = focus.asset.size
    along = 0.5 * (abs(length * math.cos(yaw)) + abs(width * math.sin(yaw)))
    across = 0.5 * (abs(length * math.sin(yaw)) + abs(width * math.cos(yaw)))
    return place - np.array([along, 0.0, across]), place + np.array([along, height, across])


def box_of(corners_at: Corners, duration: float) -> Box:
    """The box in mid-shot and a smooth cubic through the way its centre goes."""
    times = np.linspace(0.0, duration, SAMPLES)
    corners = np.array([corners_at(float(t)) for t in times])
    centres = corners.mean(axis=1)
    middle = corners[SAMPLES // 2]
    scaled = times / duration - 0.5 if duration > 0 else times * 0.0
    curve = np.polynomial.polynomial.polyfit(scaled, centres, 3)
    anchor = np.polynomial.polynomial.polyval(0.0, curve)

    def drift(t: float) -> Point:
        place = np.polynomial.polynomial.polyval(t / duration - 0.5 if duration > 0 else 0.0, curve)
        return np.asarray(place - anchor, float)

    return Box(low=middle[0], high=middle[1], drift=drift, travel=centres[-1] - centres[0])


def axes(sight: Point) -> tuple[Point, Point]:
    """The frame's right and up for a line of sight."""
    right = np.cross(sight, np.array([0.0, 1.0, 0.0]))
    right = right / (float(np.linalg.norm(right)) or 1.0)
    return right, np.cross(right, sight)


def corners_of(box: Box) -> Point:
    picks = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    return np.where(picks == 0, box.low, box.high)
