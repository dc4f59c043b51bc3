"""How far each camera move goes, in the limits that a viewer can follow (film grammar, move limits)."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yingxi.art.blocking_verbs import ease
from yingxi.film.terms import Move
from yingxi.world.scene import CameraPose

Point = NDArray[np.float64]
Drift = Callable[[float], Point]
"""Seconds -> metres by which the subject has left its place in the middle of the shot, (3,)."""

_PAN_SHARE, _TRUCK_SHARE, _CRANE_SHARE = 0.10, 0.09, 0.10
"""Frame widths (heights) a second of pan, truck and crane; 1/7 is where a viewer sees judder."""
_PUSH, _ORBIT = 0.075, 7.0
"""Change of scale a second of push and pull; degrees a second of an orbit."""


def move_camera(
    move: Move, base: CameraPose, duration: float, drift: Drift, seed: int
) -> Callable[[float], CameraPose]:
    """A camera that makes one move around a pose while it keeps up with its subject.

    `base` is the pose in the middle of the move for moves that end elsewhere; `drift` is added to the camera
    and to what it looks at. Moves are eased in and out and are at their pose in the middle of the shot,
    except push and crane, whose end is what the director framed.
    """
    eye, target = np.asarray(base.position, float), np.asarray(base.target, float)
    reach = float(np.linalg.norm(target - eye))
    shape = _SHAPES.get(move, _hold)
    shake = _handheld(seed) if move == "handheld" else _steady

    def pose(t: float) -> CameraPose:
        share = ease(t / duration) if duration > 0 else 0.5
        at, to = shape(eye, target, share, duration, base.lens)
        wobble = shake(t) * reach * 18.0 / base.lens
        along = drift(t)
        position, aim = at + along + 0.35 * wobble, to + along + wobble
        return replace(
            base,
            position=(float(position[0]), float(position[1]), float(position[2])),
            target=(float(aim[0]), float(aim[1]), float(aim[2])),
            focus=float(np.linalg.norm(at - to)) * (base.focus / reach) if base.focus else 0.0,
        )

    return pose


Shape = Callable[[Point, Point, float, float, float], tuple[Point, Point]]


def _hold(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
    return eye, target


def _pan(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        angle = sign * (share - 0.5) * min(_PAN_SHARE * duration, 0.45) * 2 * math.atan(18.0 / lens)
        return eye, eye + _turned(target - eye, angle)

    return shape


def _tilt(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        # A tilt ends on its subject.
        angle = sign * (share - 1.0) * min(_PAN_SHARE * duration, 0.35) * 2 * math.atan(18.0 / lens)
        sight = target - eye
        flat = float(math.hypot(sight[0], sight[2])) or 1e-6
        pitch = math.atan2(sight[1], flat) + angle
        return eye, eye + np.array([sight[0], flat * math.tan(pitch), sight[2]])

    return shape


def _dolly(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        total = min(_PUSH * duration, 0.45)
        away = total * (1.0 - share) if sign > 0 else total * share
        return target + (eye - target) * (1.0 + away), target

    return shape


def _truck(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        sight = target - eye
        width = float(np.linalg.norm(sight)) * 36.0 / lens
        step = sign * (share - 0.5) * min(_TRUCK_SHARE * duration, 0.5) * width * _right_of(sight)
        return eye + step, target + 0.35 * step

    return shape


def _crane(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        height = float(np.linalg.norm(target - eye)) * 20.25 / lens
        lift = sign * (share - (0.0 if sign > 0 else 1.0)) * min(_CRANE_SHARE * duration, 0.55) * height
        return eye + np.array([0.0, abs(lift), 0.0]), target + np.array([0.0, 0.12 * abs(lift), 0.0])

    return shape


def _orbit(sign: float) -> Shape:
    def shape(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
        angle = sign * (share - 0.5) * math.radians(min(_ORBIT * duration, 50.0))
        return target + _turned(eye - target, angle), target

    return shape


def _aerial(eye: Point, target: Point, share: float, duration: float, lens: float) -> tuple[Point, Point]:
    """Forward over the place and a little down."""
    sight = target - eye
    step = (share - 0.5) * min(0.09 * duration, 0.5) * sight
    return eye + np.array([step[0], 0.35 * step[1], step[2]]), target + 0.8 * np.array(
        [step[0], 0.0, step[2]]
    )


_SHAPES: dict[Move, Shape] = {
    "pan_left": _pan(1.0),
    "pan_right": _pan(-1.0),
    "tilt_up": _tilt(1.0),
    "tilt_down": _tilt(-1.0),
    "push_in": _dolly(1.0),
    "pull_out": _dolly(-1.0),
    "truck_left": _truck(-1.0),
    "truck_right": _truck(1.0),
    "crane_up": _crane(1.0),
    "crane_down": _crane(-1.0),
    "orbit_left": _orbit(-1.0),
    "orbit_right": _orbit(1.0),
    "aerial": _aerial,
}


def _steady(t: float) -> Point:
    return np.zeros(3)


def _handheld(seed: int) -> Callable[[float], Point]:
    """Smooth noise of 0.5-2 Hz, 0.5 % of the frame's width."""
    random = np.random.default_rng((seed, 77))
    rates = random.uniform(0.5, 1.9, (3, 4))
    phases = random.uniform(0.0, 2 * np.pi, (3, 4))
    return lambda t: 0.005 * np.asarray(np.sin(2 * np.pi * rates * t + phases).mean(axis=1), float)


def _turned(vector: Point, angle: float) -> Point:
    """Turned about the vertical, to the left for positive angles (radians)."""
    c, s = math.cos(angle), math.sin(angle)
    return np.array([c * vector[0] + s * vector[2], vector[1], -s * vector[0] + c * vector[2]])


def _right_of(sight: Point) -> Point:
    right = np.array([-sight[2], 0.0, sight[0]])
    return right / (float(np.linalg.norm(right)) or 1.0)
