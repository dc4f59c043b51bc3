"""What a living face does by itself: it blinks, its eyes move a little and lead its head, it talks."""

import math
from zlib import crc32

import numpy as np

from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import Pose, added

CLOSING, OPENING = 0.07, 0.15
"""Seconds in which lids close and open."""
_APART = 3.4
"""Seconds between blinks, on average."""
_HELD = 1.3
"""Seconds for which eyes rest on one point, on average."""
_TALKING = frozenset({"speak", "sing", "cheer"})


def living(part: Playing, pose: Pose, t: float, action: str) -> Pose:
    """The pose with lids, eyes and mouth as they are at `t` seconds."""
    yaw, pitch = _wandering(part, t)
    turn, nod = np.asarray(pose.head, float)[:2]
    gaze = (_within(0.30 * turn + yaw, 0.32), _within(0.40 * nod + pitch, 0.30))
    return added(pose, gaze=gaze, lids=(_blink(part, t),), jaw=(_talk(part, t, action),))


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)


def _chance(part: Playing, what: str, number: int) -> float:
    """0-1, the same for the same person, kind and number."""
    return (crc32(f"{what}/{part.phase:.4f}/{part.number}/{number}".encode()) % 9973) / 9973.0


def _blink(part: Playing, t: float) -> float:
    """How far the lids are closed; once in every span, at a moment of its own."""
    span = math.floor(t / _APART)
    closed = 0.0
    for number in (span - 1, span):
        away = t - (number + 0.12 + 0.7 * _chance(part, "blink", number)) * _APART
        share = 1.0 + away / CLOSING if away < 0 else 1.0 - away / OPENING
        closed = max(closed, min(max(share, 0.0), 1.0))
    return closed * closed * (3.0 - 2.0 * closed)


def _wandering(part: Playing, t: float) -> tuple[float, float]:
    """Small jumps of the eyes from one point to the next."""
    number = math.floor(t / _HELD)
    late = 0.5 * _chance(part, "late", number)
    eased = min(max((t / _HELD - number - late) / 0.05, 0.0), 1.0)

    def point(k: int) -> tuple[float, float]:
        return 0.13 * (_chance(part, "yaw", k) - 0.5), 0.07 * (_chance(part, "pitch", k) - 0.5)

    before, after = point(number - 1), point(number)
    return before[0] + eased * (after[0] - before[0]), before[1] + eased * (after[1] - before[1])


def _talk(part: Playing, t: float, action: str) -> float:
    """How open the mouth of one who talks or sings is: syllables within phrases."""
    if action not in _TALKING:
        return 0.0
    own = 6.0 * part.phase
    syllables = abs(math.sin(8.1 * t + own)) * (0.55 + 0.45 * math.sin(3.3 * t + own))
    phrase = min(max(1.6 * math.sin(1.15 * t + own) + 1.0, 0.0), 1.0)
    return (0.75 if action != "speak" else 0.5) * syllables * phrase
