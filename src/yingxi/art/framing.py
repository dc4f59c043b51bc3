"""Framing: where the camera stands for a size, a lens and an angle, and how it moves."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import Asset, CallSheet, Path, Place
from yingxi.art.blocking_stage import Stage
from yingxi.art.framing_moves import Drift, move_camera
from yingxi.art.framing_place import frame_place
from yingxi.art.framing_sizes import (
    AS_ASKED,
    FLAT_PITCH,
    HEADROOM,
    LADDER,
    PART_HALF,
    PITCH,
    WIDE_PITCH,
    Alternative,
    aperture_of,
    held_size,
    share_of,
)
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.optics import field_of_view
from yingxi.world.scene import Actor, Array, CameraPose

Point = NDArray[np.float64]
Camera = Callable[[float], CameraPose]

_SAMPLES = 9
"""Times at which a subject's box is looked at to know where it goes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Served:
    """The subject that the camera serves: its actor, asset, and the stage it plays on."""

    actor: Actor
    asset: Asset
    stage: Stage
    paths: tuple[Path, ...] = ()
    action: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Box:
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


def frame_shot(
    sheet: CallSheet,
    focus: Served | None,
    place: Place,
    frame: tuple[int, int],
    alternative: Alternative = AS_ASKED,
) -> Camera:
    """The camera of a shot: seconds -> pose, kept above ground and water.

    The place's own setups go first; else the subject is framed by the shot's size, lens and angle, or, with
    no subject, the place itself. `frame` is the picture in pixels; only its shape matters.
    """
    own = place.setups(sheet, focus.actor if focus else None) if place.setups is not None else None
    if own is not None and alternative == AS_ASKED:
        return own
    if focus is None:
        return frame_place(sheet, place, alternative)
    return _frame_subject(sheet, focus, place, frame, alternative)


def _frame_subject(
    sheet: CallSheet, focus: Served, place: Place, frame: tuple[int, int], alternative: Alternative
) -> Camera:
    shot = sheet.shot
    size = held_size(shot.size, focus.asset)
    box = _box_of(served_box(shot, focus, size), sheet.duration)
    upright = _is_upright(box, focus.asset)
    sight = _sight(shot, focus, box, alternative)
    tangent = field_of_view(shot.lens, frame)
    share = share_of(size, upright, _part_of(shot, focus, size) is not None) / alternative.looser
    distance = _distance(box, sight, tangent, share, upright)
    centre, aim = _composed(
        box, sight, tangent, distance, size, share, upright, _lead(shot, focus, box, sight)
    )
    eye = centre - distance * sight
    eye[1] = _eye_level(shot, focus, box, float(eye[1])) + alternative.raised
    base = CameraPose(
        position=_triple(eye),
        target=_triple(aim),
        lens=shot.lens,
        focus=distance,
        aperture=aperture_of(size, shot.lens),
    )
    follow = box.drift if _follows(shot, box, distance, tangent) else None
    room = _room(shot, share, frame)
    return move_camera(shot.move, base, sheet.duration, place, sheet.seed, follow, room)


Corners = Callable[[float], tuple[Point, Point]]


def served_box(shot: Shot, focus: Served, size: ShotSize) -> Corners:
    """What the camera serves at a size: a part that the actor names, one of many, or all."""
    part = _part_of(shot, focus, size)
    if part is not None:
        return part
    if len(focus.paths) > 1 and LADDER.index(size) >= LADDER.index("fs"):
        return lambda t: _body(focus, t)

    def whole(t: float) -> tuple[Point, Point]:
        low, high = focus.actor.bounds(t)
        return np.asarray(low, float), np.asarray(high, float)

    return whole


def _part_of(shot: Shot, focus: Served, size: ShotSize) -> Corners | None:
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


def _body(focus: Served, t: float) -> tuple[Point, Point]:
    """The box of the first of many, by its path and the asset's size."""
    place, yaw = np.asarray(focus.paths[0].position(t), float), focus.paths[0].yaw(t)
    length, height, width = focus.asset.size
    along = 0.5 * (abs(length * math.cos(yaw)) + abs(width * math.sin(yaw)))
    across = 0.5 * (abs(length * math.sin(yaw)) + abs(width * math.cos(yaw)))
    return place - np.array([along, 0.0, across]), place + np.array([along, height, across])


def _box_of(corners_at: Corners, duration: float) -> _Box:
    """The box in mid-shot and a smooth cubic through the way its centre goes."""
    times = np.linspace(0.0, duration, _SAMPLES)
    corners = np.array([corners_at(float(t)) for t in times])
    centres = corners.mean(axis=1)
    middle = corners[_SAMPLES // 2]
    scaled = times / duration - 0.5 if duration > 0 else times * 0.0
    curve = np.polynomial.polynomial.polyfit(scaled, centres, 3)
    anchor = np.polynomial.polynomial.polyval(0.0, curve)

    def drift(t: float) -> Point:
        place = np.polynomial.polynomial.polyval(t / duration - 0.5 if duration > 0 else 0.0, curve)
        return np.asarray(place - anchor, float)

    return _Box(low=middle[0], high=middle[1], drift=drift, travel=centres[-1] - centres[0])


def _is_upright(box: _Box, asset: Asset) -> bool:
    """Whether it is framed like a standing figure."""
    size = box.size
    return (
        asset.kind == "cast"
        and asset.size[1] >= max(asset.size[0], asset.size[2])
        and float(size[1]) > 0.9 * max(float(size[0]), float(size[2]))
    )


def _sight(shot: Shot, focus: Served, box: _Box, alternative: Alternative) -> Point:
    """Unit vector along which the camera looks at the middle of its subject."""
    stage = focus.stage
    angle = math.atan2(stage.camera[1], stage.camera[0])
    front = math.atan2(stage.along[1], stage.along[0])
    flat = focus.asset.id.startswith("relief:")
    turn = _toward(angle, front, math.radians(12.0 if flat else 28.0))
    if shot.angle == "rear" and not flat:
        turn = _toward(front + math.pi, angle, math.radians(30.0))
    turn += math.radians(alternative.turned) * (0.4 if flat else 1.0)
    pitch = math.radians(_pitch(shot, focus, box))
    return np.array([-math.cos(turn) * math.cos(pitch), -math.sin(pitch), -math.sin(turn) * math.cos(pitch)])


def _pitch(shot: Shot, focus: Served, box: _Box) -> float:
    """Degrees down; things of the sky are looked up at, whatever their own level."""
    pitch = PITCH[shot.angle]
    if shot.size in ("ews", "ws"):
        pitch = WIDE_PITCH.get(shot.angle, pitch)
    if focus.asset.id.startswith("relief:"):
        pitch = min(pitch, FLAT_PITCH)
    if shot.angle in ("eye", "low", "rear") and focus.asset.lives in ("sky",) and box.low[1] > 6.0:
        return -12.0
    if shot.size == "ews" and shot.angle == "eye":
        return pitch + 3.0
    return pitch


def _eye_level(shot: Shot, focus: Served, box: _Box, level: float) -> float:
    """Camera height in metres: as people stand before what is larger than they are."""
    if focus.asset.lives in ("sky", "underwater", "space"):
        return level
    floor, height = float(box.low[1]), float(box.size[1])
    if shot.angle == "water" and focus.asset.lives == "water":
        return floor + 0.45
    if shot.angle in ("low", "water"):
        # Above the grass.
        return min(level, floor + max(0.9, 0.15 * height))
    if shot.angle in ("eye", "rear") and shot.size != "ews":
        # A person's eye: over what is small, on a level with people, under what is large.
        return max(min(level, floor + max(1.6, 0.4 * height)), floor + 1.35)
    return level


def _toward(angle: float, goal: float, limit: float) -> float:
    """The angle moved toward another by at most `limit` radians."""
    away = (goal - angle + math.pi) % (2 * math.pi) - math.pi
    return angle + max(-limit, min(limit, away))


def _distance(box: _Box, sight: Point, tangent: tuple[float, float], share: float, upright: bool) -> float:
    """Metres from the box's middle at which it takes its share of the frame."""
    right, up = _axes(sight)
    corners = _corners(box) - box.centre
    wide, high = float(np.ptp(corners @ right)), float(np.ptp(corners @ up))
    near = 0.5 * float(np.ptp(corners @ sight))
    by_height = high / (2 * tangent[1] * share)
    by_width = wide / (2 * tangent[0] * (min(share, 0.86) if not upright else 0.86))
    if not upright and share > 0.95:
        return max(by_height, 0.6 * by_width, 1.2) + near
    # The near face of a deep thing is larger than its middle.
    return max(by_height, by_width, 1.2) + 0.8 * near


def _composed(
    box: _Box,
    sight: Point,
    tangent: tuple[float, float],
    distance: float,
    size: ShotSize,
    share: float,
    upright: bool,
    lead: float,
) -> tuple[Point, Point]:
    """The point that the distance counts from, and the point looked at, for thirds and head-room."""
    right, up = _axes(sight)
    centre = box.centre
    frame_height = 2 * tangent[1] * distance
    if upright and share > 0.84:
        # The frame cuts the body: it hangs from the head.
        head = float(box.high[1])
        centre = np.array([centre[0], head - (0.5 - HEADROOM) * frame_height, centre[2]])
        raised = 0.0
    else:
        # A wide view stands low in its frame, under air; a full one in the middle.
        raised = 0.12 * (1.0 - min(share, 1.0)) * frame_height
    aside = lead * 2 * tangent[0] * distance
    return centre, centre + raised * up + aside * right


def _lead(shot: Shot, focus: Served, box: _Box, sight: Point) -> float:
    """Share of the frame's width by which it leads its subject; positive puts that left of the middle."""
    right, _ = _axes(sight)
    way = box.travel if float(np.linalg.norm(box.travel)) > 0.5 else _heading(focus.stage)
    across = float(way @ right) / (float(np.linalg.norm(way)) or 1.0)
    if abs(across) < 0.25:
        return 0.0
    room = {"ews": 0.16, "ws": 0.14, "fs": 0.07, "mfs": 0.06}.get(shot.size, 0.04)
    return math.copysign(room, across)


def _follows(shot: Shot, box: _Box, distance: float, tangent: tuple[float, float]) -> bool:
    """Whether the camera goes with its subject: asked to, or it would leave the frame."""
    if shot.move == "track":
        return True
    return float(np.linalg.norm(box.travel)) > 0.3 * 2 * tangent[0] * distance


def _room(shot: Shot, share: float, frame: tuple[int, int]) -> float:
    """How much of a full move a frame has room for before its subject leaves it."""
    free = max(1.0 - share, 0.0)
    if shot.move.startswith("tilt"):
        # A full tilt goes 0.3 frame widths; the subject may lose a tenth of its height at its beginning.
        return min(1.0, (0.5 * free + 0.1 * share + 0.04) * frame[1] / frame[0] / 0.3)
    if shot.move.startswith(("pan", "truck")):
        return min(1.0, 0.4 + free)
    return 1.0


def _heading(stage: Stage) -> Point:
    return np.array([stage.along[0], 0.0, stage.along[1]])


def _axes(sight: Point) -> tuple[Point, Point]:
    """The frame's right and up for a line of sight."""
    right = np.cross(sight, np.array([0.0, 1.0, 0.0]))
    right = right / (float(np.linalg.norm(right)) or 1.0)
    return right, np.cross(right, sight)


def _corners(box: _Box) -> Point:
    picks = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    return np.where(picks == 0, box.low, box.high)


def _triple(point: Point) -> tuple[float, float, float]:
    return (float(point[0]), float(point[1]), float(point[2]))
