"""What people do with their arms and bodies on a spot or on the way: each turns a time into a pose."""

import math
from collections.abc import Callable
from dataclasses import replace

from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import Pose, added, mix

Gesture = Callable[[Playing, float], Pose]


def stand(part: Playing, t: float) -> Pose:
    """Stand or go, as the journey wants."""
    return part.carried(t)


def look(part: Playing, t: float) -> Pose:
    """Turn the head to one side and back."""
    turn = 0.55 * math.sin(0.7 * t + 1.0)
    return added(part.carried(t), head=(turn, 0.06, 0.0), chest=(0.25 * turn, 0.0, 0.0))


def wave(part: Playing, t: float) -> Pose:
    """Wave with a raised right arm."""
    swing = math.sin(6.5 * t + part.phase)
    pose = replace(part.base, right_hand=(0.22, 0.72, 0.42 + 0.22 * swing), curl=(0.3, 0.0))
    return added(part.carried(t, pose), chest=(0.0, 0.03, -0.04), head=(0.0, 0.05, 0.0))


def point(part: Playing, t: float) -> Pose:
    """Point ahead, the arm rising in the first second."""
    raised = _eased(t / 1.0)
    pose = replace(part.base, right_hand=(0.96, 0.12, 0.10), curl=(0.25, 0.15))
    return mix(part.carried(t), part.carried(t, pose), raised)


def bow(part: Playing, t: float) -> Pose:
    """Join the hands and bow, every five seconds."""
    joined = replace(
        part.base, left_hand=(0.62, -0.22, -0.26), right_hand=(0.62, -0.22, -0.26), curl=(0.2, 0.5)
    )
    down = _eased(math.sin(2.0 * math.pi * (t / 5.0 - 0.12)) * 1.6)
    pose = part.carried(t, joined)
    return added(
        pose,
        pelvis=(-0.10 * down, -0.02 * down, 0.0),
        hips=(0.0, -0.42 * down, 0.0),
        chest=(0.0, -0.38 * down, 0.0),
        head=(0.0, -0.75 * down, 0.0),
    )


def speak(part: Playing, t: float) -> Pose:
    """Talk with the hands."""
    a, b = math.sin(2.1 * t + 6 * part.phase), math.sin(1.4 * t + 2.0 + 4 * part.phase)
    pose = replace(
        part.base,
        right_hand=(0.52 + 0.10 * a, -0.48 + 0.14 * b, 0.02 + 0.10 * a),
        left_hand=(0.34 + 0.06 * b, -0.66 + 0.05 * a, -0.02),
        curl=(0.3, 0.1),
    )
    return added(part.carried(t, pose), head=(0.06 * a, 0.05 * b, 0.03 * a))


def sing(part: Playing, t: float) -> Pose:
    """Sing with one arm held out, leaning back on long notes."""
    swell = 0.5 + 0.5 * math.sin(0.9 * t)
    pose = replace(
        part.base,
        left_hand=(0.60, 0.05 + 0.25 * swell, 0.42),
        right_hand=(0.42, -0.30, -0.22),
        curl=(0.05, 0.3),
    )
    return added(part.carried(t, pose), chest=(0.0, 0.06 * swell, 0.0), head=(0.0, 0.10 * swell, 0.04))


def play(part: Playing, t: float) -> Pose:
    """Play a lute held upright: one hand high on its neck, the other plucks on the beat."""
    pluck = math.sin(2.0 * math.pi * 2.0 * part.beats(t))
    pose = replace(
        part.base,
        left_hand=(0.46, 0.10 + 0.05 * math.sin(1.7 * t), 0.04),
        right_hand=(0.52, -0.42 + 0.03 * pluck, -0.10),
        curl=(0.6, 0.45),
    )
    return added(part.carried(t, pose), head=(-0.25, -0.12, 0.10 * math.sin(0.8 * t)))


def drum(part: Playing, t: float) -> Pose:
    """Beat a drum before one, the sticks by turns, each blow on the beat."""
    raised = [0.5 + 0.5 * math.cos(math.pi * (part.beats(t) + late)) for late in (0.0, 1.0)]
    up = [1.0 - (1.0 - share) ** 3 for share in raised]
    pose = replace(
        part.base,
        left_hand=(0.62 - 0.2 * up[0], -0.50 + 0.95 * up[0], 0.06 + 0.15 * up[0]),
        right_hand=(0.62 - 0.2 * up[1], -0.50 + 0.95 * up[1], 0.06 + 0.15 * up[1]),
        curl=(1.0, 1.0),
        grip=(0.8, 0.5 * up[1] - 0.2, -0.1),
        pelvis=(-0.04, 0.93, 0.0),
    )
    return added(part.carried(t, pose), chest=(0.12 * (up[0] - up[1]), -0.10, 0.0))


def work(part: Playing, t: float) -> Pose:
    """Bend to something at hip height and pick at it with both hands."""
    a, b = math.sin(2.3 * t + 5 * part.phase), math.sin(2.3 * t + 2.2 + 5 * part.phase)
    pose = replace(
        part.base,
        pelvis=(-0.14, 0.93, 0.0),
        hips=(0.0, -0.22, 0.0),
        left_hand=(0.72 + 0.06 * a, -0.50 + 0.12 * b, -0.02 - 0.10 * a),
        right_hand=(0.72 + 0.08 * b, -0.50 + 0.12 * a, 0.02 + 0.10 * b),
        curl=(0.5, 0.5),
    )
    return added(part.carried(t, pose), chest=(0.08 * a, -0.25, 0.0), head=(0.05 * a, -0.45, 0.0))


def swing_overhead(part: Playing, t: float) -> Pose:
    """Swing something round over the head."""
    turn = 2.0 * math.pi * 1.1 * t
    pose = replace(
        part.base,
        right_hand=(0.25 + 0.25 * math.cos(turn), 0.78, 0.10 + 0.25 * math.sin(turn)),
        curl=(0.4, 1.0),
        grip=(math.cos(turn), 0.8, math.sin(turn)),
    )
    return added(part.carried(t, pose), chest=(0.10 * math.sin(turn), 0.04, -0.05))


def carry(part: Playing, t: float) -> Pose:
    """Carry something before the chest in both arms."""
    pose = replace(
        part.base, left_hand=(0.60, -0.52, -0.05), right_hand=(0.60, -0.52, -0.05), curl=(0.5, 0.5)
    )
    return added(_steady(part.carried(t, pose), pose), chest=(0.0, 0.06, 0.0))


def hold(part: Playing, t: float) -> Pose:
    """Hold something up in the right hand: a lantern, a staff."""
    pose = replace(part.base, right_hand=(0.58, -0.38, 0.16), curl=(0.25, 0.9), grip=(0.35, 0.9, 0.0))
    carried = part.carried(t, pose)
    return replace(carried, right_hand=_kept(carried.right_hand, pose.right_hand))


def embrace(part: Playing, t: float) -> Pose:
    """Open the arms and close them round another."""
    closed = _eased((t - 0.45 * part.duration) / (0.3 * part.duration))
    pose = replace(
        part.base,
        left_hand=(0.72, -0.05, 0.45 - 0.75 * closed),
        right_hand=(0.72, -0.12, 0.45 - 0.75 * closed),
    )
    arms = _eased((t - 0.25 * part.duration) / (0.2 * part.duration))
    return mix(part.carried(t), part.carried(t, pose), arms)


def cheer(part: Playing, t: float) -> Pose:
    """Both arms up and down with the beat."""
    high = 0.5 + 0.5 * math.sin(math.pi * part.beats(t) + 5.0 * part.phase)
    hand = (0.25, -0.2 + 0.95 * high, 0.30)
    pose = replace(part.base, left_hand=hand, right_hand=(0.25, -0.1 + 0.9 * high, 0.28), curl=(0.8, 0.8))
    return added(part.carried(t, pose), chest=(0.0, 0.05 * high, 0.0), head=(0.0, 0.10 * high, 0.0))


def march(part: Playing, t: float) -> Pose:
    """Upright, the right hand holding a shaft."""
    pose = replace(part.base, right_hand=(0.42, -0.55, 0.20), curl=(0.6, 1.0), grip=(0.05, 1.0, 0.0))
    carried = part.carried(t, pose)
    return replace(carried, right_hand=_kept(carried.right_hand, pose.right_hand))


def leaning(part: Playing, t: float) -> Pose:
    """Stand or go bent, a hand on a staff."""
    pose = replace(
        part.base,
        pelvis=(-0.05, 0.945, 0.0),
        hips=(0.0, -0.06, 0.0),
        right_hand=(0.48, -0.66, 0.22),
        curl=(0.25, 0.95),
        grip=(0.05, 1.0, 0.06),
    )
    carried = added(part.carried(t, pose), chest=(0.0, -0.14, 0.0), head=(0.0, -0.06, 0.0))
    return replace(carried, right_hand=_kept(carried.right_hand, pose.right_hand))


def _kept(moved: object, wanted: object) -> tuple[float, ...]:
    """A hand that carries: it swings a fifth of what it would."""
    return tuple(0.2 * float(m) + 0.8 * float(w) for m, w in zip(moved, wanted, strict=True))  # type: ignore[call-overload]


def _steady(carried: Pose, wanted: Pose) -> Pose:
    return replace(
        carried,
        left_hand=_kept(carried.left_hand, wanted.left_hand),
        right_hand=_kept(carried.right_hand, wanted.right_hand),
    )


def _eased(share: float) -> float:
    x = min(max(share, 0.0), 1.0)
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0)
