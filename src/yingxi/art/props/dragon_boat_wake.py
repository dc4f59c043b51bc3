"""What a dragon boat does to the water: hull pressure, paddle puddles, foam, spray and drops of light."""

from functools import lru_cache

import numpy as np

from yingxi.art.props.dragon_boat_stroke import DRIVE, ROWERS, SIDES, STATIONS, Crew
from yingxi.art.shapes import Numbers

SPRAY_LIFE = 0.62
"""Seconds that a drop lives."""
DROPS = 9
"""Drops a blade throws at the catch, and again at the exit."""


def hull_waves(place: Numbers, ahead: Numbers, speed: float) -> Numbers:
    """Pressure (n, 5) of a moving hull: bow, middle and stern, plus a short sharp stem."""
    along = np.array([5.6, 4.3, 0.0, -5.2])
    length, width = np.array([0.7, 1.6, 3.2, 1.4]), np.array([0.35, 0.5, 0.55, 0.5])
    push = np.array([1.5, 0.95, 0.5, -0.9]) * min(speed / 5.0, 1.4) ** 2
    spread_x = np.hypot(length * ahead[0], width * ahead[2])
    spread_z = np.hypot(length * ahead[2], width * ahead[0])
    centre = place + along[:, None] * ahead
    return np.stack([centre[:, 0], centre[:, 2], spread_x, spread_z, push], -1).astype(np.float32)


def blade_waves(crew: Crew, blades: Numbers) -> Numbers:
    """Pressure (n, 5) of the blades that are in the water: a push at the catch, suction behind it."""
    wet = crew.phase < DRIVE * 0.95
    u = crew.phase[wet] / DRIVE
    push = np.where(u < 0.45, 5.5, -3.2) * np.sin(np.pi * np.clip(u, 0, 1))
    places = blades[wet]
    size = np.full(len(places), 0.21)
    return np.stack([places[:, 0], places[:, 2], size, size, push], -1).astype(np.float32)


def foam(crew: Crew, blades: Numbers, place: Numbers, ahead: Numbers, speed: float) -> Numbers:
    """Foam (n, 4): at the stem, along the flanks, in the stern wave and where blades enter and leave."""
    beside = np.array([-ahead[2], 0.0, ahead[0]])
    spots = np.array(
        [
            [6.15, 0.24, 0.26, 0.15],
            [6.15, -0.24, 0.26, 0.15],
            [5.3, 0.66, 0.22, 0.05],
            [5.3, -0.66, 0.22, 0.05],
            [-6.7, 0.0, 0.62, 0.10],
            [-5.4, 0.55, 0.3, 0.05],
            [-5.4, -0.55, 0.3, 0.05],
        ]
    )
    centre = place + spots[:, :1] * ahead + spots[:, 1:2] * beside
    hull = np.stack([centre[:, 0], centre[:, 2], spots[:, 2], spots[:, 3] * min(speed / 5.0, 1.2)], -1)
    breaking = (crew.phase < 0.12) | ((crew.phase > DRIVE * 0.78) & (crew.phase < DRIVE + 0.06))
    wet = blades[breaking]
    puddles = np.stack([wet[:, 0], wet[:, 2], np.full(len(wet), 0.20), np.full(len(wet), 0.085)], -1)
    return np.concatenate([hull, puddles]).astype(np.float32)


def blade_spray(
    stroke: float, beat: float, seed: int, rotation: Numbers, place: Numbers, speed: float
) -> Numbers:
    """Sprites (n, 12) of drops that blades throw forward at the catch and back at the exit."""
    bursts = []
    for at, back, rate in ((0.02, 0.9, 1.0), (DRIVE - 0.03, -2.0, 1.15)):
        age = (stroke - at) % 1.0 * beat
        if age < SPRAY_LIFE:
            bursts.append(_burst(age, int(np.floor(stroke - at)), at, back, rate, seed, speed))
    if not bursts:
        return np.zeros((0, 12), np.float32)
    local, velocity, size = (np.concatenate(part) for part in zip(*bursts, strict=True))
    return _drops(local @ rotation.T + place, velocity @ rotation.T, size)


@lru_cache(maxsize=64)
def _throw(seed: int) -> Numbers:
    """Five numbers 0-1 for every drop of one burst."""
    return np.random.default_rng(seed).random((ROWERS * DROPS, 5))


def _burst(
    age: float, cycle: int, at: float, back: float, rate: float, seed: int, speed: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Places in the boat's frame (the boat runs away from the drops) and velocities over the water."""
    dice = _throw(abs(seed * 7919 + cycle * 31 + int(at * 100)))
    side, station = np.repeat(SIDES, DROPS), np.repeat(STATIONS, DROPS)
    reach = (0.95 if at < 0.2 else 0.12) + 0.2 * dice[:, 4]
    start = np.stack([station + reach, np.full(len(side), 0.03), side * 0.92], -1)
    aside = side * (0.1 + 1.2 * dice[:, 2])
    velocity = np.stack([back * (0.6 + dice[:, 0]), rate * (1.0 + 1.9 * dice[:, 1]), aside], -1)
    here = start + (velocity - [speed, 0, 0]) * age + [0, -4.9 * age * age, 0]
    alive = here[:, 1] > 0
    return (
        here[alive],
        (velocity + np.array([0, -9.8 * age, 0]))[alive],
        (0.020 + 0.040 * dice[:, 3] ** 2)[alive],
    )


def bow_spray(t: float, seed: int, rotation: Numbers, place: Numbers, speed: float) -> Numbers:
    """Sprites (n, 12) of the spray that the stem throws aside without end."""
    if speed < 1.0:
        return np.zeros((0, 12), np.float32)
    count, life = 72, 0.55
    turns = t / life + np.arange(count) / count
    cycle, age = np.floor(turns).astype(int), (turns % 1.0) * life
    dice = _dice(cycle.astype(float), np.arange(count, dtype=float), seed)
    side = np.where(np.arange(count) % 2, 1.0, -1.0)
    start = np.stack([6.35 - 0.5 * dice[0], np.full(count, 0.06), side * 0.16], -1)
    vigour = min(speed / 5.2, 1.3)
    velocity = vigour * np.stack(
        [-1.9 - 1.0 * dice[1], 1.1 + 1.7 * dice[2] ** 2, side * (0.7 + 1.1 * dice[3])], -1
    )
    fall = np.stack([0 * age, -4.9 * age**2, 0 * age], -1)
    local = start + velocity * age[:, None] + fall
    alive = local[:, 1] > 0
    now = (velocity + np.stack([0 * age, -9.8 * age, 0 * age], -1) + [speed, 0, 0])[alive]
    return _drops((local @ rotation.T + place)[alive], now @ rotation.T, (0.018 + 0.030 * dice[0])[alive])


def _dice(cycle: Numbers, index: Numbers, seed: int) -> Numbers:
    """Four numbers 0-1 for each drop of each cycle: a hash, for a generator a drop would be too slow."""
    base = cycle * 12.9898 + index * 78.233 + seed * 3.17
    return np.stack([np.abs(np.sin(base + k * 37.719) * 43758.5453) % 1.0 for k in range(4)])


def _drops(place: Numbers, velocity: Numbers, size: Numbers) -> Numbers:
    rows = np.zeros((len(place), 12), np.float32)
    rows[:, :3], rows[:, 3] = place, size
    rows[:, 4:7] = (0.50, 0.55, 0.62)
    rows[:, 7] = 0.6
    rows[:, 8:11] = velocity
    return rows
