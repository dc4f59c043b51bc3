"""Framing: where the camera stands for a size, a lens and an angle, and how it moves."""

import math
from collections.abc import Callable

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place
from yingxi.art.blocking_stage import Stage
from yingxi.art.duel import PASSAGES
from yingxi.art.framing_box import Box, Point, Served, axes, box_of, corners_of, part_of, served_box
from yingxi.art.framing_duel import frame_duel
from yingxi.art.framing_moves import move_camera
from yingxi.art.framing_place import frame_place
from yingxi.art.framing_sizes import (
    AS_ASKED,
    FLAT_PITCH,
    HEADROOM,
    PITCH,
    WIDE_PITCH,
    Alternative,
    aperture_of,
    held_size,
    share_of,
)
from yingxi.art.framing_sky import frame_overhead, is_overhead
from yingxi.film import Shot
from yingxi.film.terms import ShotSize
from yingxi.world.optics import field_of_view
from yingxi.world.scene import CameraPose

Camera = Callable[[float], CameraPose]


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
    own = own_setup(sheet, focus, place)
    if own is not None and alternative == AS_ASKED:
        return own
    if focus is None:
        return frame_place(sheet, place, alternative)
    if focus.action in PASSAGES:
        return frame_duel(sheet, focus, place, frame, alternative)
    return _frame_subject(sheet, focus, place, frame, alternative)


def own_setup(sheet: CallSheet, focus: Served | None, place: Place) -> Camera | None:
    """The camera that the place itself offers for the shot, if it has one."""
    return None if place.setups is None else place.setups(sheet, focus.actor if focus else None)


def _frame_subject(
    sheet: CallSheet, focus: Served, place: Place, frame: tuple[int, int], alternative: Alternative
) -> Camera:
    shot = sheet.shot
    size = held_size(shot.size, focus.asset)
    box = box_of(served_box(shot, focus, size), sheet.duration)
    if is_overhead(focus, box, place):
        pose = frame_overhead(sheet, box, place, frame, alternative)
        away = math.dist(pose.position, _triple(box.centre))
        going = _follows(shot, box, away, field_of_view(pose.lens, frame))
        return move_camera(
            shot.move, pose, sheet.duration, place, sheet.seed, box.drift if going else None, 0.7
        )
    upright = _is_upright(box, focus.asset)
    sight = _sight(shot, focus, box, alternative)
    tangent = field_of_view(shot.lens, frame)
    share = share_of(size, upright, part_of(shot, focus, size) is not None) / alternative.looser
    distance = _distance(box, sight, tangent, share, upright)
    lens = max(shot.lens * min(1.0, _reach(focus, box, sight, place) / distance), min(shot.lens, 18.0))
    if lens < shot.lens:
        tangent = field_of_view(lens, frame)
        distance = _distance(box, sight, tangent, share, upright)
    centre, aim = _composed(
        box, sight, tangent, distance, size, share, upright, _lead(shot, focus, box, sight)
    )
    eye = centre - distance * sight
    eye[1] = _eye_level(shot, focus, box, place, float(eye[1])) + alternative.raised
    base = CameraPose(
        position=_triple(eye),
        target=_triple(aim),
        lens=lens,
        focus=distance,
        aperture=aperture_of(size, lens),
    )
    follow = box.drift if _follows(shot, box, distance, tangent) else None
    room = _room(shot, share, frame)
    return move_camera(shot.move, base, sheet.duration, place, sheet.seed, follow, room)


def _reach(focus: Served, box: Box, sight: Point, place: Place) -> float:
    """Metres to which the place lets a camera go back from a subject."""
    if focus.asset.lives == "ground" and focus.stage.ground is not None:
        # Among trees or houses the free ground is short, and what is far is behind them.
        return max(2.0 * max(focus.stage.reach) + 3.0, 1.6 * float(box.size.max()))
    back = -np.array([sight[0], 0.0, sight[2]])
    ways = [
        float((np.asarray(spot.centre, float) - box.centre) @ back) + spot.extent[1]
        for spot in place.spots.values()
    ]
    farthest = max(ways, default=0.0)
    # A place that says nothing of that side leaves the camera free.
    return farthest if farthest > 25.0 else 1e9


def _is_upright(box: Box, asset: Asset) -> bool:
    """Whether it is framed like a standing figure."""
    size = box.size
    return (
        asset.kind == "cast"
        and asset.size[1] >= max(asset.size[0], asset.size[2])
        and float(size[1]) > 0.9 * max(float(size[0]), float(size[2]))
    )


def _sight(shot: Shot, focus: Served, box: Box, alternative: Alternative) -> Point:
    """Unit vector along which the camera looks at the middle of its subject."""
    stage = focus.stage
    angle = math.atan2(stage.camera[1], stage.camera[0])
    front = math.atan2(stage.along[1], stage.along[0])
    flat = focus.asset.id.startswith("relief:")
    turn = _toward(angle, front, math.radians(12.0 if flat else 28.0))
    if shot.angle == "rear" and (focus.moving or focus.asset.kind == "cast") and not flat:
        turn = _toward(front + math.pi, angle, math.radians(30.0))
    turn += math.radians(alternative.turned) * (0.4 if flat else 1.0)
    pitch = math.radians(_pitch(shot, focus, box))
    return np.array([-math.cos(turn) * math.cos(pitch), -math.sin(pitch), -math.sin(turn) * math.cos(pitch)])


def _pitch(shot: Shot, focus: Served, box: Box) -> float:
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


def _eye_level(shot: Shot, focus: Served, box: Box, place: Place, level: float) -> float:
    """Camera height in metres: as people stand before what is larger than they are."""
    afloat = place.water is not None and "underwater" not in place.spots
    if focus.asset.lives in ("sky", "space") or (focus.asset.lives == "underwater" and not afloat):
        return level
    floor = max(float(box.low[1]), 0.0) if afloat else float(box.low[1])
    height = float(box.high[1]) - floor
    if shot.angle == "water" and afloat:
        return floor + 0.45 + 2.0 * (place.water.swell if place.water else 0.0)
    if shot.angle in ("high", "aerial") and focus.stage.ground is not None:
        return min(level, floor + height + 2.0 + 0.45 * max(focus.stage.reach))
    # Over the crests, behind which whatever floats would be hidden.
    crests = 4.5 * place.water.swell if place.water is not None and afloat else 0.0
    if shot.angle in ("low", "water"):
        # Above the grass; from afar all of it stands before an animal's legs.
        afar = shot.size in ("ews", "ws") and focus.asset.size[0] > focus.asset.size[1]
        return max(min(level, floor + max(1.5 if afar else 0.9, 0.15 * height)), crests)
    if shot.angle in ("eye", "rear") and shot.size != "ews":
        # A person's eye: over what is small, on a level with people, under what is large.
        return max(min(level, floor + max(1.6, 0.4 * height)), floor + 1.35, crests)
    return max(level, crests)


def _toward(angle: float, goal: float, limit: float) -> float:
    """The angle moved toward another by at most `limit` radians."""
    away = (goal - angle + math.pi) % (2 * math.pi) - math.pi
    return angle + max(-limit, min(limit, away))


def _distance(box: Box, sight: Point, tangent: tuple[float, float], share: float, upright: bool) -> float:
    """Metres from the box's middle at which it takes its share of the frame."""
    right, up = axes(sight)
    corners = corners_of(box) - box.centre
    wide, high = float(np.ptp(corners @ right)), float(np.ptp(corners @ up))
    near = 0.5 * float(np.ptp(corners @ sight))
    by_height = high / (2 * tangent[1] * share)
    by_width = wide / (2 * tangent[0] * (min(share, 0.86) if not upright else 0.86))
    if not upright and share > 0.95:
        return max(by_height, 0.6 * by_width, 1.2) + near
    # The near face of a deep thing is larger than its middle.
    return max(by_height, by_width, 1.2) + 0.8 * near


def _composed(
    box: Box,
    sight: Point,
    tangent: tuple[float, float],
    distance: float,
    size: ShotSize,
    share: float,
    upright: bool,
    lead: float,
) -> tuple[Point, Point]:
    """The point that the distance counts from, and the point looked at, for thirds and head-room."""
    right, up = axes(sight)
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


def _lead(shot: Shot, focus: Served, box: Box, sight: Point) -> float:
    """Share of the frame's width by which it leads its subject; positive puts that left of the middle."""
    right, _ = axes(sight)
    way = box.travel if float(np.linalg.norm(box.travel)) > 0.5 else _heading(focus.stage)
    across = float(way @ right) / (float(np.linalg.norm(way)) or 1.0)
    if abs(across) < 0.25:
        return 0.0
    room = {"ews": 0.16, "ws": 0.14, "fs": 0.07, "mfs": 0.06}.get(shot.size, 0.04)
    return math.copysign(room, across)


def _follows(shot: Shot, box: Box, distance: float, tangent: tuple[float, float]) -> bool:
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


def _triple(point: Point) -> tuple[float, float, float]:
    return (float(point[0]), float(point[1]), float(point[2]))
