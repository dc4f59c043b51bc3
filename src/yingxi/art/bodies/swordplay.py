"""Fighting with swords: guard, draw back, strike and recover, timed to the bursts of the blocking."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import Pose, PosePath, poses_between

BOUT = 2.4
"""Seconds of one exchange; both are nearest half way through (see blocking_verbs.fight)."""
APART = 0.62
"""Metres that each stands back from its path, so that blades, not bodies, meet."""
LEFT_STANCE, RIGHT_STANCE = (-0.34 - APART, -0.14), (0.26 - APART, 0.12)
"""Where the feet of a swordsman stand: side on, the right foot ahead."""

_GUARD = Pose(
    pelvis=(-0.10 - APART, 0.86, 0.0),
    hips=(0.50, -0.04, 0.0),
    chest=(0.15, -0.06, 0.0),
    head=(-0.15, -0.05, 0.0),
    left_hand=(-0.10, 0.10, 0.86),
    right_hand=(0.66, -0.18, -0.05),
    grip=(0.86, 0.40, -0.5),
    curl=(0.1, 1.0),
)
_HIGH = replace(
    _GUARD,
    pelvis=(-0.20 - APART, 0.84, 0.0),
    chest=(0.35, 0.10, 0.0),
    left_hand=(0.70, 0.10, 0.20),
    right_hand=(0.05, 0.80, 0.25),
    grip=(0.35, 0.75, -0.55),
)
_THRUST = replace(
    _GUARD,
    pelvis=(0.16 - APART, 0.72, 0.0),
    hips=(0.75, -0.14, 0.0),
    chest=(0.25, -0.16, 0.0),
    left_hand=(-0.70, 0.20, 0.55),
    right_hand=(0.92, 0.10, 0.28),
    grip=(0.80, 0.05, 0.60),
    head=(-0.1, -0.02, 0.0),
)
_CUT = replace(
    _GUARD,
    pelvis=(0.08 - APART, 0.76, 0.0),
    hips=(0.25, -0.12, 0.0),
    chest=(-0.25, -0.18, 0.0),
    left_hand=(-0.45, 0.15, 0.75),
    right_hand=(0.86, 0.05, -0.15),
    grip=(0.92, 0.10, 0.05),
)
_LOW = replace(
    _GUARD,
    pelvis=(-0.15 - APART, 0.70, 0.0),
    hips=(0.70, -0.10, 0.0),
    chest=(0.30, -0.10, 0.0),
    left_hand=(0.20, 0.65, 0.55),
    right_hand=(-0.20, -0.55, 0.60),
    grip=(0.2, -0.55, 0.8),
)
_PARRY = replace(
    _GUARD,
    pelvis=(-0.22 - APART, 0.80, 0.0),
    hips=(0.62, 0.05, 0.0),
    chest=(0.10, 0.08, 0.0),
    left_hand=(-0.35, 0.05, 0.80),
    right_hand=(0.62, 0.30, -0.12),
    grip=(0.40, 0.60, -0.85),
)


def fight(part: Playing, t: float) -> Pose:
    """Four exchanges that repeat; partners attack by turns."""
    path = _bouts(part.number % 2)
    return part.carried(t, path.at(t % path.end))


def guard(part: Playing, t: float) -> Pose:
    """Stand with the sword before one, ready."""
    pose = replace(
        _GUARD,
        pelvis=np.asarray(_GUARD.pelvis) + np.array([APART, 0.05, 0.0]),
        grip=(0.75, 0.55, -0.35),
    )
    return part.carried(t, pose)


def at_rest(part: Playing, t: float) -> Pose:
    """Stand or walk with the sword held low at one's side."""
    pose = replace(part.base, right_hand=(0.10, -0.88, 0.26), grip=(0.75, -0.62, 0.22), curl=(0.3, 1.0))
    return part.carried(t, pose)


@lru_cache(maxsize=2)
def _bouts(number: int) -> PosePath:
    """Key poses of four exchanges for the one who begins (0) or the other (1)."""
    attacks = ((_HIGH, _CUT), (_LOW, _THRUST))
    answers = ((_GUARD, _PARRY), (_HIGH, _PARRY))
    times: list[float] = []
    poses: list[Pose] = []
    for bout in range(4):
        attacking = (bout + number) % 2 == 0
        ready, meet = (attacks if attacking else answers)[(bout // 2) % 2]
        start = bout * BOUT
        times += [start, start + 0.75, start + 1.2, start + 1.35, start + 1.95]
        poses += [_GUARD, ready, meet, meet, _GUARD]
    return poses_between([*times, 4 * BOUT], [*poses, _GUARD])


def clashes(duration: float) -> tuple[float, ...]:
    """Seconds at which blades meet in 0..duration."""
    count = math.floor((duration - 0.5 * BOUT) / BOUT) + 1
    return tuple(0.5 * BOUT + BOUT * k for k in range(max(count, 0)))
