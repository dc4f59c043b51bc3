"""Sand that feet throw up: puffs left behind where somebody rushes or lands, drifting with the wind."""

import numpy as np

from yingxi.art.bodies.journey import Journey
from yingxi.world.scene import Array

_RATE = 14.0
"""Puffs a second."""
_LASTING = 1.5
_NEAR = 0.45
"""Metres above the ground at which feet still stir it."""
SAND = (0.50, 0.30, 0.15)


def thrown_up(journey: Journey, heights: Array, times: Array) -> Array:
    """When and where dust rises (k, 5): seconds, place, amount 0-1; `heights` (k,) are above the ground."""
    place = np.array([journey.where(float(t)) for t in times], float)
    pace = np.linalg.norm(np.gradient(place, times, axis=0), axis=1)
    amount = np.clip((pace - 1.2) / 4.0, 0.0, 1.0) * np.clip(1.0 - heights / _NEAR, 0.0, 1.0)
    rows = np.concatenate(
        [times[:, None], place - np.stack([0 * heights, heights, 0 * heights], 1), amount[:, None]], 1
    )
    return np.asarray(rows[amount > 0.05], np.float32)


def sampled(duration: float) -> Array:
    """The seconds at which feet are looked at."""
    return np.arange(-_LASTING, duration + 1.0 / _RATE, 1.0 / _RATE, dtype=np.float32)


def puffs(rows: Array, t: float, wind: tuple[float, float, float]) -> Array:
    """Puffs (n, 12) as in Moment.puffs that hang in the air at `t` seconds."""
    age = t - rows[:, 0]
    live = (age >= 0.0) & (age < _LASTING)
    rows, age = rows[live], age[live][:, None]
    share = age / _LASTING
    turn = np.sin(rows[:, :1] * 91.7) * 3.0
    out = np.zeros((len(rows), 12), np.float32)
    drift = np.array(wind, np.float32) * np.array([0.25, 0.0, 0.25], np.float32)
    rise = np.concatenate([0.25 * np.cos(turn), 0.55 + 0.25 * np.sin(3 * turn), 0.25 * np.sin(turn)], 1)
    out[:, :3] = rows[:, 1:4] + rise * age + drift * age * share + (0.0, 0.08, 0.0)
    out[:, 3:4] = 0.14 + 0.55 * np.sqrt(share)
    out[:, 4:7] = SAND
    out[:, 7:8] = 0.34 * rows[:, 4:5] * (1.0 - share) ** 1.5
    out[:, 8:11] = rise + drift
    out[:, 11:12] = turn
    return out
