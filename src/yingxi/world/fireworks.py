"""Fireworks: shells that rise on a spark, burst, and fall with drag and gravity. Pure functions of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import Array

Numbers = NDArray[np.floating[Any]]
Kind = Literal["peony", "willow", "ring", "crossette", "palm"]
Colour = tuple[float, float, float]

RISE = 1.7
"""Seconds from launch to burst."""
GRAVITY = 5.5
"""m/s² that sparks feel: less than 9.8, for hot air carries them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Burst:
    """One shell: when and where it bursts (seconds, metres), its kind, colours, radius in metres and seed."""

    at: float
    place: tuple[float, float, float]
    kind: Kind = "peony"
    colours: tuple[Colour, Colour] = ((1.0, 0.35, 0.06), (1.0, 0.08, 0.25))
    size: float = 24.0
    seed: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Nature:
    """How a kind behaves: sparks, drag 1/s, seconds of life, gravity share, trail in seconds."""

    sparks: int
    drag: float
    life: float
    weight: float
    trail: float


NATURES: dict[str, _Nature] = {
    "peony": _Nature(sparks=190, drag=1.5, life=2.6, weight=0.75, trail=0.0),
    "willow": _Nature(sparks=80, drag=1.1, life=4.6, weight=1.15, trail=0.55),
    "ring": _Nature(sparks=84, drag=1.6, life=2.3, weight=0.6, trail=0.10),
    "crossette": _Nature(sparks=112, drag=1.25, life=2.4, weight=0.7, trail=0.16),
    "palm": _Nature(sparks=26, drag=1.0, life=3.2, weight=1.0, trail=0.42),
}


def lifetime(kind: Kind) -> float:
    """Seconds from burst to the last spark."""
    return NATURES[kind].life


def sparks(bursts: Sequence[Burst], t: float) -> Array:
    """Sprites (n, 12) of all shells that are in the air at `t`."""
    tables = [_rising(burst, t) for burst in bursts if burst.at - RISE < t <= burst.at]
    tables += [_falling(burst, t) for burst in bursts if burst.at < t < burst.at + NATURES[burst.kind].life]
    return np.concatenate([np.zeros((0, 12), np.float32), *tables])


def flashes(bursts: Sequence[Burst], t: float) -> Array:
    """Lights (n, 8) that the bursts throw on the world around them."""
    rows = []
    for burst in bursts:
        age = t - burst.at
        if 0 < age < 1.8:
            power = 2600.0 * (burst.size / 24) ** 2 * np.exp(-age * 2.2)
            rows.append([*burst.place, 320.0, *(np.array(burst.colours[0]) * power), burst.size * 0.8])
    return np.array(rows, np.float32).reshape(-1, 8)


def _rising(burst: Burst, t: float) -> Array:
    """The climbing spark with its trail, slowing as it nears its height."""
    age = np.linspace(0, 0.45, 9)
    share = np.clip((t - age - (burst.at - RISE)) / RISE, 0, 1)
    x, top, z = burst.place
    wobble = 0.5 * np.sin((t - age) * 23 + burst.seed)
    rows = np.zeros((len(age), 12), np.float32)
    rows[:, :3] = np.stack([x + wobble * share, top * (1 - (1 - share) ** 2), z + 0 * share], -1)
    rows[:, 3] = 0.55
    rows[:, 4:7] = np.array([1.0, 0.62, 0.25]) * (3.2 * np.exp(-age * 8))[:, None]
    rows[:, 7] = 0.8
    rows[:, 9] = 2 * top / RISE * (1 - share)
    return rows[share > 0.01]


def _falling(burst: Burst, t: float) -> Array:
    nature, age = NATURES[burst.kind], t - burst.at
    trails = 1 if nature.trail == 0 else 5
    steps = np.linspace(0, nature.trail, trails)
    tables = []
    for step in steps:
        if age - step <= 0:
            continue
        places, speeds = _flight(burst, age - step)
        tables.append(_shine(burst, nature, age, float(step), places, speeds))
    return np.concatenate(tables)


def _flight(burst: Burst, age: float) -> tuple[Numbers, Numbers]:
    """Places and velocities of the sparks `age` seconds after the burst: linear drag, closed form."""
    nature = NATURES[burst.kind]
    start = _velocities(burst.kind, burst.size, burst.seed)
    if burst.kind == "crossette":
        return _split(burst, nature, start, age)
    return _glide(np.array(burst.place), start, nature, age)


def _glide(place: Numbers, start: Numbers, nature: _Nature, age: float) -> tuple[Numbers, Numbers]:
    slowed = np.exp(-nature.drag * age)
    reach = (1 - slowed) / nature.drag
    pull = GRAVITY * nature.weight
    fall = pull * (age - reach) / nature.drag
    places = place + start * reach - np.array([0, fall, 0])
    return places, start * slowed - np.array([0, pull * reach, 0])


def _split(burst: Burst, nature: _Nature, start: Numbers, age: float) -> tuple[Numbers, Numbers]:
    """Every comet breaks into a cross of four after 0.75 s."""
    moment = 0.75
    places, speeds = _glide(np.array(burst.place), start, nature, min(age, moment))
    if age <= moment:
        return places, speeds
    kick = np.tile(np.array([[1, 1, 0], [-1, 1, 0], [1, -1, 0], [-1, -1, 0]]) * 8.5, (len(start) // 4, 1))
    return _glide(places, speeds * 0.6 + kick, nature, age - moment)


@lru_cache(maxsize=256)
def _velocities(kind: Kind, size: float, seed: int) -> Numbers:
    """First velocities (n, 3) that carry sparks to `size` metres."""
    nature, dice = NATURES[kind], np.random.default_rng(seed)
    count = nature.sparks
    way = dice.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    speed = np.full((count, 1), size * nature.drag) * dice.uniform(0.92, 1.06, (count, 1))
    if kind == "peony":
        speed = speed * np.where(np.arange(count)[:, None] % 3 == 0, 0.52, 1.0)
    elif kind == "ring":
        turn = np.arange(count) / count * 2 * np.pi
        way = np.stack([np.cos(turn), np.sin(turn) * 0.92, 0.4 * np.sin(turn + 1)], -1)
        core = np.arange(count) % 3 == 0
        way[core] = dice.normal(size=(int(core.sum()), 3)) * 0.26
    elif kind == "crossette":
        way = np.repeat(way[: count // 4], 4, 0)
        speed = np.repeat(speed[: count // 4], 4, 0)
    elif kind == "palm":
        way = way * [1, 0.35, 1] + [0, 0.75, 0]
    return np.asarray(way * speed)


def _shine(burst: Burst, nature: _Nature, age: float, step: float, places: Numbers, speeds: Numbers) -> Array:
    """Sprites of sparks: white-hot first, then their colour, then embers that flicker out."""
    share = age / nature.life
    index = np.arange(len(places))
    flicker = 0.75 + 0.25 * np.sin(age * 40 + index * 2.4) * min(1.0, age)
    fade = max(0.0, 1 - share) ** 1.4 * np.exp(-step * 5.0)
    turn = min(1.0, share * 1.5)
    first, last = np.array(burst.colours[0]), np.array(burst.colours[1])
    inner = (index % 3 == 0)[:, None] if burst.kind == "peony" else np.zeros((len(index), 1), bool)
    colour = np.where(inner, last, first * (1 - turn) + last * turn)
    light = colour * (9.0 * fade * flicker)[:, None] + np.array([1.0, 0.82, 0.55]) * 6.0 * np.exp(-age * 6)
    rows = np.zeros((len(places), 12), np.float32)
    rows[:, :3], rows[:, 3] = places, 0.92 * (1 - 0.45 * step / max(nature.trail, 1e-6) * (nature.trail > 0))
    rows[:, 4:7], rows[:, 7] = light, 1.0
    rows[:, 8:11] = speeds
    return rows
