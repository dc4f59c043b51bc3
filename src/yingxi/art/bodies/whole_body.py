"""Motions of the whole body: sitting, rowing, riding, dancing, swimming, floating and flying, leaping."""

import math
from dataclasses import replace
from functools import lru_cache

from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import Pose, PosePath, added, poses_between

_SEAT = Pose(
    pelvis=(-0.08, 0.15, 0.0),
    hips=(0.0, 0.04, 0.0),
    left_hand=(0.46, -0.80, 0.12),
    right_hand=(0.46, -0.80, 0.12),
    left_foot=(0.26, 0.02, 0.10, 1.35, 0.0),
    right_foot=(0.36, 0.02, -0.08, -1.35, 0.0),
)
"""Cross-legged on the ground."""
_BENCH = Pose(
    pelvis=(-0.22, 0.46, 0.0),
    left_hand=(0.50, -0.72, 0.05),
    right_hand=(0.50, -0.72, 0.05),
    left_foot=(0.24, 0.0, -0.13, 0.1, 0.0),
    right_foot=(0.24, 0.0, 0.13, -0.1, 0.0),
)
"""On a seat 0.44 m high."""

_OPEN = Pose(
    left_hand=(0.20, 0.28, 0.92),
    right_hand=(0.20, 0.28, 0.92),
    chest=(0.0, 0.08, 0.0),
    head=(0.0, 0.12, 0.0),
    curl=(0.05, 0.05),
)
_LEFT_HIGH = Pose(
    pelvis=(-0.02, 0.93, -0.05),
    chest=(0.35, 0.05, -0.16),
    left_hand=(0.30, 0.88, 0.25),
    right_hand=(0.30, -0.10, 0.90),
    head=(-0.45, 0.12, 0.15),
    curl=(0.05, 0.05),
)
_RIGHT_HIGH = Pose(
    pelvis=(-0.02, 0.93, 0.05),
    chest=(-0.35, 0.05, 0.16),
    left_hand=(0.30, -0.10, 0.90),
    right_hand=(0.30, 0.88, 0.25),
    head=(0.45, 0.12, -0.15),
    curl=(0.05, 0.05),
)
_LOW = Pose(
    pelvis=(-0.08, 0.80, 0.0),
    hips=(0.25, -0.15, 0.0),
    chest=(0.35, -0.20, 0.1),
    left_hand=(0.75, -0.30, 0.20),
    right_hand=(-0.35, -0.20, 0.80),
    head=(0.3, -0.15, 0.1),
    curl=(0.05, 0.05),
)
_CROSSED = Pose(
    left_hand=(0.60, -0.15, -0.35),
    right_hand=(0.60, 0.05, -0.35),
    chest=(-0.15, -0.10, 0.0),
    head=(-0.2, -0.2, 0.0),
)
_BACK = Pose(
    chest=(0.0, 0.26, 0.0),
    left_hand=(0.05, 0.90, 0.32),
    right_hand=(0.05, 0.90, 0.32),
    head=(0.0, 0.35, 0.0),
    curl=(0.05, 0.05),
)
"""Key poses of the dance."""


def sit(part: Playing, t: float) -> Pose:
    """Sit cross-legged, breathing."""
    pose = part.alive(t, _SEAT)
    return replace(pose, pelvis=_SEAT.pelvis, hips=_SEAT.hips)


def row(part: Playing, t: float) -> Pose:
    """Sit and pull an oar, one stroke every two beats."""
    turn = math.pi * part.beats(t)
    reach, high = math.cos(turn), math.sin(turn)
    hands = (0.66 + 0.24 * reach, -0.34 + 0.10 * high, -0.05)
    pose = replace(_BENCH, left_hand=hands, right_hand=hands, curl=(1.0, 1.0), grip=(0.2, -0.3, 1.0))
    lean = -0.12 - 0.20 * reach
    return added(pose, hips=(0.0, 0.6 * lean, 0.0), chest=(0.0, 0.5 * lean, 0.0), head=(0.0, 0.05, 0.0))


def ride(part: Playing, t: float) -> Pose:
    """Astride, hands on the reins, going with the beast."""
    turn = 2.0 * math.pi * 1.7 * t
    bounce = math.sin(turn)
    return Pose(
        pelvis=(-0.05, 1.02 + 0.03 * bounce, 0.0),
        hips=(0.0, -0.10 + 0.05 * bounce, 0.0),
        chest=(0.0, -0.08 - 0.05 * bounce, 0.0),
        left_hand=(0.62, -0.52 - 0.04 * bounce, -0.08),
        right_hand=(0.62, -0.52 - 0.04 * bounce, -0.08),
        left_foot=(0.10, 0.26, -0.34, 0.25, 0.0),
        right_foot=(0.10, 0.26, 0.34, -0.25, 0.0),
        curl=(0.9, 0.9),
    )


def swim(part: Playing, t: float) -> Pose:
    """Crawl: arms by turns, legs that kick, the body flat."""
    turn = 2.0 * math.pi * 0.7 * t + 6.0 * part.phase
    hands = [
        (0.15 + 0.7 * math.sin(turn + late), 0.45 + 0.6 * math.cos(turn + late), 0.12)
        for late in (0.0, math.pi)
    ]
    kick = 0.10 * math.sin(3.0 * turn)
    return Pose(
        pelvis=(0.0, 0.25, 0.0),
        hips=(0.0, -1.42, 0.25 * math.sin(turn)),
        head=(0.0, -0.75, 0.0),
        left_hand=hands[0],
        right_hand=hands[1],
        left_foot=(-0.84, 0.22 + kick, -0.08, 0.0, 1.2),
        right_foot=(-0.84, 0.22 - kick, 0.08, 0.0, 1.2),
        curl=(0.0, 0.0),
    )


def fly(part: Playing, t: float) -> Pose:
    """Glide through the air, leaning forward, the legs trailing, the arms opening and closing."""
    a, b = math.sin(0.9 * t + 6 * part.phase), math.sin(0.7 * t + 1.0)
    return Pose(
        pelvis=(0.0, 0.95, 0.0),
        hips=(0.10 * b, -0.72 + 0.06 * a, 0.10 * a),
        chest=(-0.12 * b, 0.35, -0.05 * a),
        head=(0.10 * b, 0.0, 0.0),
        left_hand=(0.62 + 0.12 * a, 0.30 + 0.15 * b, 0.45),
        right_hand=(0.30 - 0.10 * b, 0.05 + 0.20 * a, 0.80),
        left_foot=(-0.62, 0.34 + 0.05 * a, -0.07, 0.0, 0.9),
        right_foot=(-0.42, 0.20 - 0.05 * a, 0.07, 0.0, 1.0),
        curl=(0.0, 0.1),
    )


def drift(part: Playing, t: float) -> Pose:
    """Float without weight, arms and knees loose."""
    a, b = math.sin(0.6 * t + 6 * part.phase), math.sin(0.43 * t + 2.0)
    return Pose(
        pelvis=(0.0, 0.95, 0.0),
        hips=(0.15 * b, -0.14 + 0.08 * a, 0.12 * b),
        chest=(0.05 * a, -0.08, 0.04 * b),
        head=(0.10 * a, 0.06, 0.0),
        left_hand=(0.50 + 0.08 * a, -0.45 + 0.10 * b, 0.48),
        right_hand=(0.44 + 0.08 * b, -0.30 + 0.12 * a, 0.52),
        left_foot=(-0.20 + 0.05 * a, 0.12, -0.16, 0.2, 0.6),
        right_foot=(0.08 - 0.05 * a, 0.22 + 0.04 * b, 0.17, -0.2, 0.5),
        curl=(0.4, 0.4),
    )


def leap(part: Playing, t: float) -> Pose:
    """In the air: one knee up, arms thrown high."""
    pose = Pose(
        pelvis=(0.0, 0.97, 0.0),
        hips=(0.0, -0.08, 0.0),
        chest=(0.0, 0.10, 0.0),
        left_hand=(0.45, -0.20, 0.55),
        right_hand=(0.50, 0.82, 0.15),
        left_foot=(0.22, 0.40, -0.10, 0.0, 0.5),
        right_foot=(-0.28, 0.08, 0.10, 0.0, 1.0),
    )
    return part.alive(t, pose)


def dance(part: Playing, t: float) -> Pose:
    """Sixteen beats of long arms, turns of the waist and bent knees, on feet that step round."""
    figure = _dance().at(part.beats(t) % 16.0 if part.number % 2 == 0 else (part.beats(t) + 8.0) % 16.0)
    return part.carried(t, figure)


@lru_cache(maxsize=1)
def _dance() -> PosePath:
    """Key poses of the dance over its sixteen beats; it ends as it begins."""
    order = (_OPEN, _LEFT_HIGH, _RIGHT_HIGH, _CROSSED, _OPEN, _LOW, _BACK, _RIGHT_HIGH, _OPEN)
    return poses_between([2.0 * k for k in range(9)], order)
