"""How a shan-shui scroll is looked at: level and square on, as a hand unrolls it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import CallSheet
from yingxi.film import Shot
from yingxi.world.scene import Actor, CameraPose

Point = NDArray[np.float64]
GATE = 18.0
"""Half the camera's gate in mm."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A stretch of the scroll with nobody to serve: where the camera starts, metres it goes a second."""

    start: tuple[float, float, float]
    way: tuple[float, float, float]
    lens: float
    pitch: float


STRETCHES = {
    "truck_right": Stretch(start=(-10.0, 16.0, 112.0), way=(3.6, 0.0, 0.0), lens=28.0, pitch=4.2),
    "truck_left": Stretch(start=(20.0, 16.0, 112.0), way=(-3.6, 0.0, 0.0), lens=28.0, pitch=4.2),
    "push_in": Stretch(start=(58.0, 5.0, 34.0), way=(0.0, 0.0, -2.2), lens=40.0, pitch=4.2),
    "pull_out": Stretch(start=(226.0, 13.0, 96.0), way=(1.6, 0.5, 3.4), lens=32.0, pitch=4.6),
    "crane_up": Stretch(start=(-17.0, 10.5, 62.0), way=(0.5, 1.7, 0.0), lens=38.0, pitch=4.0),
    "tilt_up": Stretch(start=(-17.0, 10.5, 62.0), way=(0.5, 1.7, 0.0), lens=38.0, pitch=4.0),
}
"""By the move that the shot asks for; metres of `way` are a second."""
OTHERS = (
    Stretch(start=(-196.0, 10.0, 60.0), way=(1.4, 0.0, 0.0), lens=35.0, pitch=6.5),
    Stretch(start=(150.0, 14.0, 104.0), way=(3.0, 0.0, 0.0), lens=30.0, pitch=4.5),
    Stretch(start=(62.0, 4.0, -4.0), way=(-1.2, 0.2, 0.0), lens=50.0, pitch=5.0),
    Stretch(start=(-40.0, 22.0, -60.0), way=(1.8, 0.4, 0.0), lens=40.0, pitch=7.0),
)
"""Quieter parts of the scroll, taken in turn by views that ask for other moves."""
FROM_THE_AIR = Stretch(start=(20.0, 58.0, 120.0), way=(0.6, 0.4, -3.2), lens=28.0, pitch=-2.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stand:
    """How a subject is framed: metres in front of it, eye height (above it in the sky), lens, its place
    in the frame (-1..1 from left and foot), metres that the camera goes aside in a second, and the share of
    the subject's own way that it goes along.
    """

    away: float
    rise: float
    lens: float
    place: tuple[float, float]
    aside: float = 0.0
    goes: float = 0.82


AFLOAT = {
    "ews": Stand(away=96.0, rise=15.0, lens=30.0, place=(0.22, -0.52), aside=1.6),
    "ws": Stand(away=46.0, rise=7.5, lens=42.0, place=(0.30, -0.42), aside=1.0),
    "fs": Stand(away=24.0, rise=3.6, lens=58.0, place=(0.24, -0.30), aside=0.5),
}
FROM_ABOVE = Stand(away=26.0, rise=30.0, lens=40.0, place=(0.10, -0.16), goes=0.0)
ALOFT = {
    "ews": Stand(away=92.0, rise=-3.0, lens=36.0, place=(-0.25, 0.20), aside=2.0),
    "ws": Stand(away=27.0, rise=-3.2, lens=44.0, place=(-0.20, 0.22), aside=1.4),
    "fs": Stand(away=11.0, rise=-7.2, lens=37.0, place=(-0.05, 0.03), aside=1.0),
}
ASHORE = {
    "ews": Stand(away=60.0, rise=6.0, lens=35.0, place=(0.3, -0.45), aside=0.8),
    "ws": Stand(away=20.0, rise=1.6, lens=50.0, place=(-0.36, -0.36), aside=0.5),
    "fs": Stand(away=13.0, rise=0.9, lens=52.0, place=(-0.22, -0.26), aside=0.3),
}


def scroll_camera(sheet: CallSheet, actor: Actor | None) -> Callable[[float], CameraPose] | None:
    """The camera of a shot in the scroll; None where it asks for more than these views hold."""
    if actor is None:
        return _stretch(sheet, _part(sheet.shot))
    stand = _stand(sheet.shot, actor)
    return None if stand is None else _served(sheet, actor, stand)


def _part(shot: Shot) -> Stretch:
    """The stretch that a view of the place unrolls."""
    if shot.angle in ("aerial", "high"):
        return FROM_THE_AIR
    return STRETCHES.get(shot.move) or OTHERS[shot.seed % len(OTHERS)]


def _stand(shot: Shot, actor: Actor) -> Stand | None:
    low, high = (np.asarray(corner, float) for corner in actor.bounds(0.0))
    if low[1] > 1.5:
        return ALOFT.get(shot.size)
    if (
        high[1] - low[1] < 1.9
        and low[1] < 1.0
        and shot.focus is not None
        and shot.subjects[shot.focus].count > 1
    ):
        return ASHORE.get(shot.size)
    if shot.angle in ("high", "aerial"):
        return FROM_ABOVE
    stand = AFLOAT.get(shot.size)
    if stand is None or shot.angle not in ("low", "water"):
        return stand
    return replace(stand, rise=max(1.0, 0.25 * stand.rise), away=0.8 * stand.away)


def _stretch(sheet: CallSheet, stretch: Stretch) -> Callable[[float], CameraPose]:
    start, way = np.asarray(stretch.start), np.asarray(stretch.way)
    rise = math.tan(math.radians(stretch.pitch))

    def pose(t: float) -> CameraPose:
        eye = start + way * t
        return _level(eye, rise, stretch.lens)

    return pose


def _served(sheet: CallSheet, actor: Actor, stand: Stand) -> Callable[[float], CameraPose]:
    """Square on to the subject, going most of its way with it, so that it drifts over the frame like ink."""
    length = max(sheet.duration, 0.5)
    first, last = _middle(actor, 0.0), _middle(actor, length)
    way = (last - first) / length
    right = 1.0 if way[0] >= 0 else -1.0
    across, up = GATE / stand.lens, GATE / stand.lens * 9 / 16
    u, v = stand.place[0] * -right, stand.place[1]
    aloft = stand.rise < 0
    low, high = actor.bounds(0.0)
    wide, near = 0.60 * float(high[0] - low[0]), 0.25 * float(high[2] - low[2])

    def pose(t: float) -> CameraPose:
        share = t / length - 0.5
        away = max(stand.away, wide / across) + near
        centre = (first + last) / 2 + way * length * share * stand.goes
        eye = centre + np.array(
            [-u * (stand.away / away) ** 2 * across * away + stand.aside * right * share * length, 0.0, away]
        )
        eye[1] = max(centre[1] + stand.rise, 1.8) if aloft else max(centre[1], 0.0) + stand.rise
        rise = math.tan(math.atan2(centre[1] - eye[1], away) - math.atan(v * up))
        return _level(eye, rise, stand.lens)

    return pose


def _level(eye: Point, rise: float, lens: float) -> CameraPose:
    """A pose that looks along -z, `rise` metres up a metre."""
    x, y, z = (float(part) for part in eye)
    return CameraPose(position=(x, y, z), target=(x, y + 100.0 * rise, z - 100.0), lens=lens)


def _middle(actor: Actor, t: float) -> Point:
    low, high = actor.bounds(t)
    return np.asarray((np.asarray(low, float) + np.asarray(high, float)) / 2)
