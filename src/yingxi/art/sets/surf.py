"""Surf and lightning: seas that burst on rocks and walls, and bolts that light the whole sky."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Model, Moment, Sound

SEED_STEPS = 97
JETS = 7
"""Sheets of water into which a sea bursts."""
SHUTTER_S = 0.0208
"""Seconds for which a glow is smeared along its velocity: so long each piece of a bolt is."""


@lru_cache(maxsize=4096)
def dice_of(seed: int, key: tuple[int, ...], count: int) -> Array:
    """`count` random numbers 0-1 that always are the same for a seed and a key."""
    return np.asarray(np.random.default_rng((seed, *key)).random(count))


@dataclass(frozen=True, eq=False, kw_only=True)
class Surf:
    """Bursts of spray at `places` (n, 3) m, thrown along `outward` (n, 2), `high` metres up.

    They come every `period` seconds, at each place at another time; foam spreads where they fell.
    """

    places: Array
    outward: Array
    high: float
    period: float
    seed: int
    drops: int = 34

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Spray in the air and foam on the water at `t`."""
        puffs, foam = [], []
        for number in range(len(self.places)):
            cycle, age = self._burst(number, t)
            force = self._force(number, cycle)
            puffs.append(self._spray(number, cycle, age, force))
            if age < 1.4:
                x, z = self.places[number, [0, 2]] + self.outward[number] * (1.0 + 1.6 * age)
                foam.append((x, z, 1.5 + 1.2 * age, 0.10 * force))
        rows = np.concatenate(puffs) if puffs else np.zeros((0, 12))
        return Moment(puffs=rows.astype(np.float32), foam=np.array(foam, np.float32).reshape(-1, 4))

    def stir(self, t: float) -> Moment:
        """The foam alone."""
        return Moment(foam=self.at(t).foam)

    def _burst(self, number: int, t: float) -> tuple[int, float]:
        """Which burst of a place is going on at `t`, and how old it is, s."""
        phase = float(dice_of(self.seed, (number,), 1)[0]) * self.period
        cycle = int(np.floor((t + phase) / self.period))
        return cycle, (t + phase) - cycle * self.period

    def _force(self, number: int, cycle: int) -> float:
        return 0.35 + 0.65 * float(dice_of(self.seed, (number, cycle % SEED_STEPS), 1)[0])

    def _spray(self, number: int, cycle: int, age: float, force: float) -> Array:
        """Jets of drops that fan up from the rock and fall, and the fine mist that leaves them."""
        rows = np.concatenate([self._drops(number, cycle, age, force), self._mist(number, cycle, age, force)])
        return rows[(rows[:, 1] > -0.4) & (rows[:, 7] > 0.02)]

    def _drops(self, number: int, cycle: int, age: float, force: float) -> Array:
        many = 5 * self.drops
        dice = dice_of(self.seed, (number, cycle % SEED_STEPS, 5), 6 * many).reshape(many, 6)
        jet = dice_of(self.seed, (number, cycle % SEED_STEPS, 6), 3 * JETS).reshape(JETS, 3)[
            np.arange(many) % JETS
        ]
        speed = np.sqrt(2 * 9.81 * self.high * force) * (0.40 + 0.60 * jet[:, 0])
        up = speed * (0.45 + 0.55 * dice[:, 0] ** 0.6)
        out, along = self._ways(number)
        side = (jet[:, 1] - 0.5) * 5.2 + (dice[:, 2] - 0.5) * (0.4 + 1.9 * age)
        back = (jet[:, 2] - 0.2) * 3.0 + (dice[:, 1] - 0.5) * 1.4
        flat = self.places[number, [0, 2]] + side[:, None] * along - out * (back * age)[:, None]
        rows = np.zeros((many, 12))
        rows[:, 0], rows[:, 2] = flat[:, 0], flat[:, 1]
        rows[:, 1] = self.places[number, 1] + up * age - 4.9 * age**2
        rows[:, 3] = (0.05 + 0.20 * dice[:, 3] ** 3) * (0.8 + 0.7 * age)
        rows[:, 4:7] = 0.97
        rows[:, 7] = (
            0.75 * force * np.clip(age / 0.06, 0, 1) * np.clip(2.0 - 0.8 * age - 0.5 * dice[:, 4], 0, 1)
        )
        rows[:, 11] = 6.28 * dice[:, 5]
        return rows

    def _mist(self, number: int, cycle: int, age: float, force: float) -> Array:
        many = self.drops
        dice = dice_of(self.seed, (number, cycle % SEED_STEPS, 7), 6 * many).reshape(many, 6)
        up = np.sqrt(2 * 9.81 * self.high * force) * (0.25 + 0.55 * dice[:, 0])
        out, along = self._ways(number)
        slow = (1 - np.exp(-1.3 * age)) / 1.3
        flat = self.places[number, [0, 2]] + ((dice[:, 2:3] - 0.5) * 5.4) * along
        flat = flat - out * ((dice[:, 1:2] + 0.3) * 3.6 * age)
        rows = np.zeros((many, 12))
        rows[:, 0], rows[:, 2] = flat[:, 0], flat[:, 1]
        rows[:, 1] = self.places[number, 1] + up * slow - 0.5 * age**2
        rows[:, 3] = (0.6 + 0.7 * dice[:, 3]) * (0.5 + 0.8 * age)
        rows[:, 4:7] = 0.90
        rows[:, 7] = (
            0.22 * force * np.clip(age / 0.15, 0, 1) * np.clip(1.6 - 0.55 * age - 0.3 * dice[:, 4], 0, 1)
        )
        rows[:, 11] = 6.28 * dice[:, 5] + 0.4 * age
        return rows

    def _ways(self, number: int) -> tuple[Array, Array]:
        """Out from the rock, and along it."""
        out = self.outward[number]
        return out, np.array([-out[1], out[0]])

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The roar of the sea on them."""
        x, y, z = (float(value) for value in self.places.mean(0))
        return (Sound(kind="waves", at=0.0, position=(x, y, z), length=duration, gain=0.8),)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lightning:
    """Bolts at `strikes` (seconds; x, y, z of the top): a forked channel, a glow in the cloud, a flash."""

    strikes: tuple[tuple[float, float, float, float], ...]
    seed: int
    reach: float = 420.0

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """What of the bolts is seen at `t`."""
        glows, lights = [np.zeros((0, 12))], [np.zeros((0, 8))]
        for number, (when, x, top, z) in enumerate(self.strikes):
            bright = flicker(t - when)
            if bright < 0.01:
                continue
            glows.append(self._channel(number, np.array([x, top, z]), bright))
            strength = 2600.0 * bright * (np.hypot(x, z) / 150.0) ** 2
            place = (0.55 * x, 0.8 * top, 0.55 * z)
            lights.append(np.array([(*place, self.reach, 0.72 * strength, 0.82 * strength, strength, 40.0)]))
        return Moment(
            glows=np.concatenate(glows).astype(np.float32), lights=np.concatenate(lights).astype(np.float32)
        )

    def stir(self, t: float) -> Moment:
        """It leaves the water alone."""
        return Moment()

    def _channel(self, number: int, top: Array, bright: float) -> Array:
        points, radii = channel(self.seed, number)
        scale = top[1]
        rows = np.zeros((len(points) + 2, 12))
        rows[:-2, :3] = np.array([top[0], 0.0, top[2]]) + points * scale
        rows[:-2, 3] = radii * scale * 0.009
        rows[:-2, 8:11] = np.gradient(points, axis=0).clip(-0.03, 0.03) * scale / SHUTTER_S
        rows[:-2, 4:7] = np.array([7.0, 7.8, 9.5]) * bright
        rows[:-2, 7] = 0.6
        rows[-2:, :3] = top + np.array([[0.0, 0.0, 0.0], [0.1, 0.05, 0.0]]) * scale
        rows[-2:, 3] = scale * np.array([0.42, 0.75])
        rows[-2:, 4:7] = np.array([[0.50, 0.56, 0.72], [0.22, 0.26, 0.36]]) * bright
        rows[-2:, 7] = 1.0
        return rows

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Thunder, as late as it is far."""
        heard = []
        for when, x, top, z in self.strikes:
            at = when + float(np.hypot(x, z)) / 340.0
            if at < duration:
                heard.append(Sound(kind="thunder", at=at, position=(x, top, z), gain=1.0))
        return tuple(heard)


def flicker(age: float) -> float:
    """Brightness 0-1 of a bolt: a stroke, two weaker ones after it, and the glow that dies away."""
    if age < 0.0 or age > 0.9:
        return 0.0
    strokes = ((0.0, 1.0), (0.13, 0.55), (0.29, 0.75))
    return float(max(power * np.exp(-(age - at) / 0.07) if age >= at else 0.0 for at, power in strokes))


@lru_cache(maxsize=16)
def channel(seed: int, number: int) -> tuple[Array, Array]:
    """Points (n, 3) of a bolt 1 high with two forks, by midpoint displacement, and their thickness (n,)."""
    rng = np.random.default_rng((seed, number, 77))
    trunk = _jagged(np.array([0.0, 1.0, 0.0]), np.array([rng.uniform(-0.25, 0.25), 0.0, 0.1]), rng, 8)
    forks = []
    for _ in range(3):
        at = int(rng.integers(len(trunk) // 5, len(trunk) * 3 // 4))
        end = trunk[at] + np.array([rng.uniform(-0.4, 0.4), -rng.uniform(0.2, 0.4), 0.05])
        forks.append(_jagged(trunk[at], end, rng, 6))
    points = np.concatenate([trunk, *forks])
    thick = np.concatenate([np.full(len(trunk), 1.0), *(np.linspace(0.7, 0.25, len(f)) for f in forks)])
    return points, thick


def _jagged(start: Array, end: Array, rng: np.random.Generator, levels: int) -> Array:
    points = np.stack([start, end])
    spread = 0.16 * float(np.linalg.norm(end - start))
    for _ in range(levels):
        middle = (points[:-1] + points[1:]) / 2 + rng.normal(0, spread, (len(points) - 1, 3)) * [1, 0.35, 0.5]
        merged = np.empty((len(points) + len(middle), 3))
        merged[0::2], merged[1::2] = points, middle
        points, spread = merged, spread * 0.52
    return points
