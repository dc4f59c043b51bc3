"""Framing of two who fight: the camera keeps both, goes with them, and knows the duel's classic views."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import CallSheet, Place
from yingxi.art.framing_box import Point, Served
from yingxi.art.framing_sizes import Alternative
from yingxi.film import Shot
from yingxi.film.terms import Angle, ShotSize
from yingxi.world.optics import field_of_view
from yingxi.world.scene import CameraPose

TALL: dict[ShotSize, float] = {
    "ews": 6.0,
    "ws": 4.3,
    "fs": 2.75,
    "mfs": 2.2,
    "ms": 1.7,
    "mcu": 1.25,
    "cu": 0.95,
    "ecu": 0.6,
}
"""Metres from the lower to the upper edge of the frame where the two stand close."""
_PITCH: dict[Angle, float] = {
    "eye": 2.0,
    "low": -7.0,
    "high": 19.0,
    "aerial": 36.0,
    "water": -1.0,
    "rear": 5.0,
}
"""Degrees from which the camera looks down."""
_TURN: dict[Angle, float] = {
    "eye": 8.0,
    "low": 12.0,
    "high": 20.0,
    "aerial": 30.0,
    "water": 14.0,
    "rear": 0.0,
}
"""Degrees off the perpendicular to the line between the two, toward the one who is served."""
_LOWEST: dict[Angle, float] = {"low": 0.45, "water": 0.40}
_AROUND, _STEP = 0.34, 1 / 12
"""Seconds over which the camera evens out where the two go, and between looks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Pair:
    """Where the two are over a shot: seconds (k,), the served one and the other (k, 3), metres."""

    times: Point
    own: Point
    other: Point

    def middle(self, t: float) -> Point:
        return 0.5 * (self.served(t) + self.partner(t))

    def served(self, t: float) -> Point:
        return np.array([np.interp(t, self.times, self.own[:, k]) for k in range(3)])

    def partner(self, t: float) -> Point:
        return np.array([np.interp(t, self.times, self.other[:, k]) for k in range(3)])


def frame_duel(
    sheet: CallSheet, focus: Served, place: Place, frame: tuple[int, int], alternative: Alternative
) -> Callable[[float], CameraPose]:
    """The camera of a duel: seconds -> pose, above ground and water."""
    pair = _pair(focus, sheet.duration)
    if sheet.shot.angle == "rear" and focus.company:
        return _over_shoulder(sheet, pair, place, alternative)
    return _across(sheet, focus, pair, place, frame, alternative)


def _pair(focus: Served, duration: float) -> _Pair:
    """The middles of both bodies, evened out in time."""
    times = np.arange(-4 * _STEP, duration + 4.5 * _STEP, _STEP)
    actors = (focus.actor, *focus.company[:1])
    ways = [np.array([np.mean(actor.bounds(float(t)), axis=0) for t in times], float) for actor in actors]
    own, other = (_evened(way) for way in (ways[0], ways[-1]))
    return _Pair(times=times, own=own, other=other)


def _evened(way: NDArray[np.float64]) -> Point:
    reach = round(3 * _AROUND / _STEP)
    weight = np.exp(-0.5 * (np.arange(-reach, reach + 1) * _STEP / _AROUND) ** 2)
    padded = np.pad(way, ((reach, reach), (0, 0)), mode="edge")
    return np.stack([np.convolve(padded[:, k], weight / weight.sum(), "valid") for k in range(3)], 1)


def _across(
    sheet: CallSheet,
    focus: Served,
    pair: _Pair,
    place: Place,
    frame: tuple[int, int],
    alternative: Alternative,
) -> Callable[[float], CameraPose]:
    """From the side: both in the frame, silhouettes toward each other."""
    shot = sheet.shot
    tangent = field_of_view(shot.lens, frame)
    camera, left = focus.stage.camera, _is_left(focus, pair, 0.5 * sheet.duration)
    turn = math.atan2(camera[1], camera[0]) + math.radians(
        (-1.0 if left else 1.0) * _TURN[shot.angle] + alternative.turned
    )
    wide = shot.size in ("ews", "ws", "fs", "mfs")

    def pose(t: float) -> CameraPose:
        share = t / sheet.duration if sheet.duration else 0.5
        middle = pair.middle(t)
        around = turn + _orbited(shot, share)
        right = np.array([math.sin(around), 0.0, -math.cos(around)])
        way = pair.served(t) - pair.partner(t)
        apart = abs(float(way @ right))
        tall = TALL[shot.size] * alternative.looser
        if wide:
            tall = max(tall, (apart + 3.0) * tangent[1] / tangent[0] / 0.94, abs(float(way[1])) + 2.6)
        away = tall / (2 * tangent[1]) * _pushed(shot, share)
        pitch = math.radians(_PITCH[shot.angle] + _craned(shot, share))
        toward = np.array(
            [math.cos(around) * math.cos(pitch), math.sin(pitch), math.sin(around) * math.cos(pitch)]
        )
        # Heads a little above the upper third; the ground below stays in wide views.
        aim = middle + np.array([0.0, 0.36 if not wide else 0.10 * tall, 0.0]) + right * _trucked(shot, share)
        aim[1] += _tilted(shot, share) * tall
        eye = aim + away * toward
        eye[1] = max(eye[1] + alternative.raised, _floor(place, eye, shot.angle))
        return CameraPose(
            position=_triple(eye),
            target=_triple(aim),
            lens=shot.lens,
            focus=float(np.linalg.norm(eye - middle)),
            aperture=0.0 if shot.size in ("ews", "ws") else 4.0 if wide else 2.2,
        )

    return pose


def _over_shoulder(
    sheet: CallSheet, pair: _Pair, place: Place, alternative: Alternative
) -> Callable[[float], CameraPose]:
    """Past the shoulder of the one who is served at the other: a dark shape near, the rival sharp beyond."""
    shot = sheet.shot
    near = {"ews": 5.0, "ws": 4.0, "fs": 3.2, "mfs": 2.6}.get(shot.size, 2.0) * alternative.looser

    def pose(t: float) -> CameraPose:
        share = t / sheet.duration if sheet.duration else 0.5
        own, other = pair.served(t), pair.partner(t)
        way = (other - own) * (1.0, 0.0, 1.0)
        way /= float(np.linalg.norm(way)) or 1.0
        right = np.array([-way[2], 0.0, way[0]])
        side = 1.0 + 0.25 * _orbited(shot, share)
        eye = own - way * near * _pushed(shot, share) + right * side * 0.42 * near
        eye[1] = max(own[1] + 0.42 + alternative.raised, _floor(place, eye, shot.angle))
        aim = other * 0.6 + own * 0.4
        aim[1] = other[1] + 0.25
        return CameraPose(
            position=_triple(eye),
            target=_triple(aim),
            lens=shot.lens,
            focus=float(np.linalg.norm(eye - other)),
            aperture=2.8,
        )

    return pose


def _is_left(focus: Served, pair: _Pair, t: float) -> bool:
    """Whether the served one stands left of the other in the picture."""
    right = np.array([focus.stage.camera[1], 0.0, -focus.stage.camera[0]])
    return float((pair.partner(t) - pair.served(t)) @ right) > 0.0


def _floor(place: Place, eye: Point, angle: Angle) -> float:
    """The lowest a lens may be at a place."""
    low = _LOWEST.get(angle, 0.55)
    level = 0.0 if place.water is not None else -1e9
    if place.ground is None:
        return level + low
    ground = np.asarray(place.ground(np.array([eye[0]], np.float32), np.array([eye[2]], np.float32)))
    return max(level, float(ground.reshape(-1)[0])) + low


def _pushed(shot: Shot, share: float) -> float:
    if shot.move == "push_in":
        return 1.14 - 0.28 * share
    return 0.92 + 0.30 * share if shot.move == "pull_out" else 1.0


def _orbited(shot: Shot, share: float) -> float:
    """Radians round the two."""
    sign = {"orbit_left": -1.0, "orbit_right": 1.0}.get(shot.move, 0.0)
    return sign * math.radians(34.0) * (share - 0.5)


def _craned(shot: Shot, share: float) -> float:
    """Degrees up."""
    return {"crane_up": 14.0 * share - 4.0, "crane_down": 10.0 - 14.0 * share}.get(shot.move, 0.0)


def _trucked(shot: Shot, share: float) -> float:
    sign = {"truck_left": -1.0, "truck_right": 1.0}.get(shot.move, 0.0)
    return sign * 1.4 * (share - 0.5)


def _tilted(shot: Shot, share: float) -> float:
    """Shares of the frame's height by which the view is above its subject."""
    eased = share * share * (3.0 - 2.0 * share)
    return {"tilt_down": 0.26 * (1.0 - eased), "tilt_up": -0.30 * (1.0 - eased)}.get(shot.move, 0.0)


def _triple(point: Point) -> tuple[float, float, float]:
    return (float(point[0]), float(point[1]), float(point[2]))
