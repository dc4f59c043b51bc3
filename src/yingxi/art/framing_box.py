"""What the camera serves: a subject, a part of it or the first of many, as a box that goes its way."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import Asset, Path
from yingxi.art.blocking_layout import PAIRS
from yingxi.art.blocking_stage import Stage
from yingxi.art.duel import PASSAGES
from yingxi.art.framing_moves import Drift
from yingxi.art.framing_sizes import LADDER, PART_HALF
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.scene import Actor, Array

Point = NDArray[np.float64]

FEW, MANY = 3, 6
"""So many keep their leader in the middle; more than that are a herd."""
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
    """What the camera serves at a size: what the actor itself says (it may offer `served(t)` where it goes
    ways of its own), a part that it names, one of many, or all."""
    own = getattr(focus.actor, "served", None)
    if own is not None:
        return cast("Corners", own)
    part = part_of(shot, focus, size)
    if part is not None:
        return part
    if focus.company and shot.angle == "rear" and focus.action in PASSAGES:
        # Past one's shoulder the other is looked at.
        return lambda t: _union([focus.company[0].bounds(t)])
    if focus.action in PASSAGES and PASSAGES[focus.action].late:
        return lambda t: _union([focus.actor.bounds(t)])
    if focus.company and (size in ("ews", "ws") or focus.action in PAIRS):
        return lambda t: _union([actor.bounds(t) for actor in (focus.actor, *focus.company)])
    if len(focus.paths) > 1 and focus.action not in PAIRS and LADDER.index(size) >= LADDER.index("fs"):
        first = _foremost(focus)[0]
        return lambda t: _body(focus, t, first)
    if len(focus.paths) > MANY and size in ("ews", "ws") and focus.asset.kind == "cast":
        # Of a herd the frame holds the foremost; the rest fills it to its edges and beyond.
        nucleus = _foremost(focus)[: max(2, len(focus.paths) // (8 if size == "ws" else 3))]
        return lambda t: _union([_body(focus, t, number) for number in nucleus])

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


def _union(boxes: Sequence[tuple[Array | Point, Array | Point]]) -> tuple[Point, Point]:
    low = np.min([np.asarray(box[0], float) for box in boxes], axis=0)
    high = np.max([np.asarray(box[1], float) for box in boxes], axis=0)
    return low, high


def _foremost(focus: Served) -> list[int]:
    """Numbers of the paths of many: the one nearest to the camera's side first, then by how near it they are.

    A few keep their leader first.
    """
    if len(focus.paths) <= FEW:
        return list(range(len(focus.paths)))
    places = np.array([path.position(0.0) for path in focus.paths], float)[:, [0, 2]]
    lead = places[int(np.argmax(places @ np.asarray(focus.stage.camera, float)))]
    return [int(number) for number in np.argsort(np.hypot(*(places - lead).T), kind="stable")]


def _body(focus: Served, t: float, number: int = 0) -> tuple[Point, Point]:
    """The box of one of many, by its path and the asset's size."""
    place, yaw = np.asarray(focus.paths[number].position(t), float), focus.paths[number].yaw(t)
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
