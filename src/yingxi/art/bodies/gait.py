"""Legs that carry a person along its journey: each foot stays where it was set down until it is lifted."""

import math
from dataclasses import dataclass, replace

import numpy as np

from yingxi.art.bodies.journey import Journey
from yingxi.art.bodies.pose import STANDING, Pose
from yingxi.art.bodies.rotations import Numbers

_RUN_FROM = 2.3
"""Metres a second (for a grown person) from which one runs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stride:
    """How one goes: `long` metres two steps take, `ground` the share of it that a foot is down.

    `left`, `right`: where each foot stands when both are still (forward, to the right).
    """

    long: float
    ground: float = 0.62
    lift: float = 0.07
    low: float = 0.034
    bob: float = 0.014
    lean: float = 0.03
    swing: float = 0.42
    running: bool = False
    left: tuple[float, float] = (0.0, -0.10)
    right: tuple[float, float] = (0.0, 0.10)


def stride_of(journey: Journey, scale: float) -> Stride:
    """The stride for a journey's pace: longer when faster, from 2.3 m/s a run."""
    pace = max(journey.pace, 0.3)
    long = scale * (0.72 + 0.46 * pace / scale)
    if pace > _RUN_FROM * math.sqrt(scale):
        return Stride(
            long=long,
            ground=0.34,
            lift=0.16,
            low=0.075,
            bob=0.035,
            lean=0.16,
            swing=0.85,
            running=True,
            left=(0.0, -0.06),
            right=(0.0, 0.06),
        )
    if journey.pace < 0.1:  # one foot a little ahead, as people stand
        return Stride(long=long, left=(0.07, -0.115), right=(-0.05, 0.10))
    return Stride(long=long, swing=min(0.22 + 0.16 * pace, 0.5), lean=0.02 + 0.02 * pace)


def going(journey: Journey, stride: Stride, t: float, scale: float, base: Pose = STANDING) -> Pose:
    """The pose `base` carried along: hips that rise and turn, arms that swing against legs, planted feet."""
    phase = journey.distance(t) / stride.long
    moving = _eased((journey.speed(t) - 0.05) / 0.5)
    turn = 2.0 * math.pi * phase
    beat = math.cos(2.0 * (turn - math.pi * stride.ground))
    rise = (-stride.low + (-stride.bob if stride.running else stride.bob) * beat) * moving
    sway = 0.022 * math.sin(turn + 0.3) * moving
    twist = 0.10 * math.cos(turn) * moving
    swing = stride.swing * math.cos(turn) * moving
    return replace(
        base,
        pelvis=np.asarray(base.pelvis) + np.array([0.0, rise, -sway]),
        hips=np.asarray(base.hips)
        + np.array([-twist, -0.3 * stride.lean * moving, 0.03 * math.sin(turn) * moving]),
        chest=np.asarray(base.chest) + np.array([1.9 * twist, -0.7 * stride.lean * moving, 0.0]),
        left_hand=_arm(np.asarray(base.left_hand, float), -swing, moving, stride.running),
        right_hand=_arm(np.asarray(base.right_hand, float), swing, moving, stride.running),
        left_foot=_foot(journey, stride, t, scale, 0.0, stride.left, moving),
        right_foot=_foot(journey, stride, t, scale, 0.5, stride.right, moving),
    )


def _arm(hand: Numbers, swing: float, moving: float, running: bool) -> Numbers:
    """The hand swung about the shoulder by `swing` radians; bent at the elbow when it comes forward."""
    if running:
        bent = np.array(
            [0.34 + 0.42 * swing, -0.52 + 0.22 * abs(swing) * (swing > 0), 0.16 - 0.12 * max(swing, 0)]
        )
        return hand * (1.0 - moving) + bent * moving
    c, s = math.cos(swing), math.sin(swing)
    turned = np.array([c * hand[0] - s * hand[1], s * hand[0] + c * hand[1], hand[2]])
    return np.asarray(turned * (1.0 - 0.07 * max(swing, 0.0)))


def _foot(
    journey: Journey,
    stride: Stride,
    t: float,
    scale: float,
    late: float,
    rest: tuple[float, float],
    moving: float,
) -> Numbers:
    """One foot in the person's own axes: x, y, z (for the body poses are written for), yaw, heel lift."""
    phase = journey.distance(t) / stride.long + late
    step = math.floor(phase)
    share = phase - step
    plant = _plant(journey, stride, step, late, rest, scale)
    if share < stride.ground:
        place, yaw = plant
        rolled = share / stride.ground
        heel = 0.75 * _eased((rolled - 0.55) / 0.45) - 0.22 * (1.0 - _eased(rolled / 0.18))
        lift = 0.0
    else:
        flight = (share - stride.ground) / (1.0 - stride.ground)
        ahead, yaw_ahead = _plant(journey, stride, step + 1, late, rest, scale)
        eased = _eased(flight)
        place = plant[0] + (ahead - plant[0]) * eased
        yaw = plant[1] + (yaw_ahead - plant[1]) * eased
        heel = 0.75 - 0.97 * _eased(flight * 1.1)
        lift = stride.lift * math.sin(math.pi * flight) ** 1.3
    here, facing = journey.where(t), journey.facing(t)
    away = place - here
    c, s = math.cos(facing), math.sin(facing)
    turn_out = -0.12 if rest[1] > 0 else 0.12
    return np.array(
        [
            (away[0] * c - away[2] * s) / scale,
            away[1] / scale + lift * moving,
            (away[0] * s + away[2] * c) / scale,
            yaw - facing + turn_out,
            heel * moving,
        ]
    )


def _plant(
    journey: Journey, stride: Stride, step: int, late: float, rest: tuple[float, float], scale: float
) -> tuple[Numbers, float]:
    """Where and how turned (world) a foot stands in its step number `step`."""
    t = journey.when((step + 0.5 * stride.ground - late) * stride.long)
    facing = journey.facing(t)
    c, s = math.cos(facing), math.sin(facing)
    ahead, right = rest[0] * scale, rest[1] * scale
    return journey.where(t) + np.array([ahead * c + right * s, 0.0, -ahead * s + right * c]), facing


def footfalls(journey: Journey, stride: Stride, duration: float) -> list[tuple[float, Numbers]]:
    """When and where feet are set down in 0..duration."""
    found = []
    for late in (0.0, 0.5):
        first = math.ceil(journey.distance(0.0) / stride.long + late)
        last = math.floor(journey.distance(duration) / stride.long + late)
        for step in range(first, last + 1):
            t = journey.when((step - late) * stride.long)
            if 0.0 <= t <= duration and journey.speed(t) > 0.2:
                found.append((t, journey.where(t)))
    return sorted(found, key=lambda fall: fall[0])


def _eased(share: float) -> float:
    x = min(max(share, 0.0), 1.0)
    return x * x * (3.0 - 2.0 * x)
