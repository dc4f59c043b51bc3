"""How far each camera move goes, in the limits that a viewer can follow (film grammar, move limits)."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yingxi.art.asset import Place
from yingxi.film.terms import Move
from yingxi.world.camera import path
from yingxi.world.scene import Array, CameraPose

Point = NDArray[np.float64]
Drift = Callable[[float], Point]
"""Seconds -> metres by which the subject has left its place in the middle of the shot, (3,)."""

PAN, TRUCK, CRANE = 0.10, 0.08, 0.09
"""Frame widths (heights for the crane) a second; at 1/7 of the width a viewer begins to see judder."""
PUSH, ORBIT, FLIGHT = 0.07, 7.0, 0.10
"""Change of scale a second of push and pull; degrees a second of an orbit; shares of the way a second."""
CLEARANCE = 0.35
"""Metres above ground and water below which no camera goes."""

# Where in a move the framed pose is met: push, tilt and descent end on it, pull and rise begin there.
_ANCHOR: dict[str, float] = {
    "push_in": 1.0,
    "pull_out": 0.0,
    "tilt_up": 1.0,
    "tilt_down": 1.0,
    "crane_up": 0.0,
    "crane_down": 1.0,
}


def move_camera(
    move: Move,
    base: CameraPose,
    duration: float,
    place: Place,
    seed: int,
    drift: Drift | None = None,
    room: float = 1.0,
) -> Callable[[float], CameraPose]:
    """A camera that makes one move about a framed pose, kept above ground and water.

    With a `drift` it goes along with its subject. `room` scales the move down where the frame is full.
    """
    anchor = _ANCHOR.get(move, 0.5)
    amount = _amount(move, base, duration) * room
    start = base if drift is None else _moved(base, drift(anchor * duration))
    return path(
        move,
        start,
        duration,
        amount,
        anchor=anchor,
        subject=None if drift is None else _as_subject(drift),
        follow=None if drift is None else (1.0, 1.0),
        ground=place.ground,
        water=place.water is not None and "underwater" not in place.spots,
        clearance=CLEARANCE + 1.5 * (place.water.swell if place.water else 0.0),
        seed=seed,
    )


def _amount(move: Move, base: CameraPose, duration: float) -> float:
    """The size of a move of this length, as a share of what world.camera does in one full move."""
    wide = 2.0 * math.atan(18.0 / base.lens)
    across = 36.0 / base.lens
    if move.startswith("pan"):
        return min(PAN * duration, 0.4) * wide / math.radians(18)
    if move.startswith("tilt"):
        return min(PAN * duration, 0.3) * wide / math.radians(11)
    if move in ("push_in", "pull_out"):
        return min(PUSH * duration, 0.4) / (0.28 if move == "push_in" else 0.34)
    if move.startswith("truck"):
        return min(TRUCK * duration, 0.4) * across / 0.22
    if move.startswith("crane"):
        return min(CRANE * duration, 0.5) * across * 0.5625 / 0.30
    if move.startswith("orbit"):
        return min(ORBIT * duration, 45.0) / 26.0
    return min(FLIGHT * duration, 0.6) if move == "aerial" else 1.0


def _moved(pose: CameraPose, by: Point) -> CameraPose:
    eye, target = np.asarray(pose.position, float) + by, np.asarray(pose.target, float) + by
    return replace(
        pose,
        position=(float(eye[0]), float(eye[1]), float(eye[2])),
        target=(float(target[0]), float(target[1]), float(target[2])),
    )


def _as_subject(drift: Drift) -> Callable[[float], Array]:
    return lambda t: np.asarray(drift(t), np.float32)
