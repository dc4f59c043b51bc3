"""Dust that hooves raise: puffs left along the way of whoever runs over ground, swelling and thinning."""

from collections.abc import Sequence

import numpy as np

from yingxi.art.asset import Path
from yingxi.world.scene import Array

LIFE, STEP = 2.2, 0.16
"""Seconds for which a puff hangs in the air, and between two of them."""
SLOWEST = 5.0
"""Metres a second below which no dust is raised."""


def raised_dust(
    paths: Sequence[Path], t: float, length: float, colour: tuple[float, float, float], seed: int
) -> Array:
    """Puffs (n, 12) that hang behind those on `paths`, each `length` metres long, at `t` seconds."""
    ticks = int(np.floor(t / STEP)) - np.arange(int(LIFE / STEP))
    rows = []
    for number, path in enumerate(paths):
        ahead, behind = np.asarray(path.position(t)), np.asarray(path.position(t - 0.2))
        speed = float(np.linalg.norm(ahead - behind)) / 0.2
        if speed > SLOWEST:
            rows.append(_behind(path, number, ticks, t, length, seed, min((speed - SLOWEST) / 5.0, 1.0)))
    if not rows:
        return np.zeros((0, 12), np.float32)
    puffs = np.concatenate(rows)
    puffs[:, 4:7] = colour
    return puffs.astype(np.float32)


def _behind(
    path: Path, number: int, ticks: np.ndarray, t: float, length: float, seed: int, force: float
) -> np.ndarray:
    """The puffs of one runner; colour is left out."""
    age = np.maximum(t - ticks * STEP, 0.0)
    dice = np.array([np.random.default_rng((seed, number, int(tick) % 65_536)).random(5) for tick in ticks])
    born = np.array([path.position(float(tick * STEP)) for tick in ticks], float)
    rows = np.zeros((len(ticks), 12))
    rows[:, :3] = born + (dice[:, :3] - 0.5) * np.array([0.8, 0.2, 0.8]) * length
    rows[:, 1] += 0.12 * length + 0.22 * age * (0.5 + dice[:, 3])
    rows[:, 3] = (0.22 + 0.42 * np.sqrt(age)) * length * (0.7 + 0.6 * dice[:, 4])
    rows[:, 7] = 0.22 * force * np.clip(age / 0.25, 0, 1) * (1.0 - age / (LIFE + STEP)) ** 1.3
    rows[:, 11] = 6.28 * dice[:, 3] + 0.3 * age
    return rows
