"""An explosion, once in a shot: a flash, a ball of fire that rolls up, sparks that fall, smoke."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.sets.fleet_battle import Blasts, Burning, battle_of, is_battle
from yingxi.art.shapes.noise import Array
from yingxi.world.scene import Actor, Model, Moment, Sound

REACH = 6.0
"""Metres of the fireball's radius at its greatest."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Explosion:
    """Bursts at the places of `paths`, the first `start` seconds into the shot, the others after it.

    `weight` is 1 where smoke rises and sparks fall, 0 in space.
    """

    paths: tuple[Path, ...]
    start: float
    seed: int
    weight: float
    size: float = 1.0

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Fire, sparks and smoke of all bursts, and the light that they throw."""
        glows, puffs, lights = [np.zeros((0, 12))], [np.zeros((0, 12))], [np.zeros((0, 8))]
        for number, path in enumerate(self.paths):
            age = t - self._begin(number)
            if age < 0:
                continue
            random = np.random.default_rng((self.seed, number))
            heart = np.asarray(path.position(self._begin(number)), float) + np.array(
                [0.0, 1.6 * self.weight, 0.0]
            )
            glows += [self._fire(random, heart, age), self._sparks(random, heart, age)]
            puffs.append(self._smoke(random, heart, age))
            lights.append(self._light(heart, age))
        return Moment(
            glows=np.concatenate(glows).astype(np.float32),
            puffs=np.concatenate(puffs).astype(np.float32),
            lights=np.concatenate(lights).astype(np.float32),
        )

    def stir(self, t: float) -> Moment:
        """It leaves the water alone."""
        return Moment()

    def _begin(self, number: int) -> float:
        return self.start + 0.55 * number

    def _billows(self, random: np.random.Generator, many: int, age: float) -> tuple[Array, Array, Array]:
        """Directions with their speeds, how far the blast has come (0-1) and the lift of the hot air."""
        out = random.normal(size=(many, 3))
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        out[:, 1] = np.where(out[:, 1] < -0.2, -0.4 * out[:, 1], out[:, 1]) if self.weight else out[:, 1]
        speed = random.uniform(0.35, 1.0, many)[:, None]
        blast = 1 - np.exp(-age * 3.6)
        lift = self.weight * np.array([0.0, 1.0, 0.0]) * (2.9 * max(age - 0.15, 0.0) ** 0.9)
        return out * speed, np.asarray(blast), lift

    def _fire(self, random: np.random.Generator, heart: Array, age: float) -> Array:
        many = 90
        out, blast, lift = self._billows(random, many, age)
        life = random.uniform(0.5, 1.5, many)
        heat = np.clip(1 - age / life, 0, 1)
        rows = np.zeros((many + 1, 12))
        rows[:many, :3] = heart + self.size * (out * REACH * 0.62 * blast + lift)
        rows[:many, 3] = self.size * (0.5 + 1.5 * blast) * random.uniform(0.6, 1.3, many)
        rows[:many, 4:7] = 0.36 * np.stack([2.2 * heat**1.1, 0.85 * heat**1.8, 0.22 * heat**3.0], 1)
        rows[:many, 7] = 0.55
        flash = np.exp(-age * 11.0)
        rows[many, :3], rows[many, 3] = heart, self.size * (2.0 + 10.0 * min(age, 0.2))
        rows[many, 4:7], rows[many, 7] = np.array([7.0, 5.2, 3.4]) * flash, 0.8
        return rows

    def _sparks(self, random: np.random.Generator, heart: Array, age: float) -> Array:
        many = 110
        out = random.normal(size=(many, 3))
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        speed = random.uniform(6.0, 24.0, many)[:, None] * self.size
        slow = (1 - np.exp(-1.1 * age)) / 1.1
        fall = np.array([0.0, -4.5 * self.weight * age**2, 0.0])
        rows = np.zeros((many, 12))
        rows[:, :3] = heart + out * speed * slow + fall
        heat = np.clip(1 - age / random.uniform(0.8, 2.4, many), 0, 1)
        rows[:, 3] = 0.05 * self.size
        rows[:, 4:7] = np.stack([5.0 * heat, 2.6 * heat**1.5, 0.8 * heat**2.5], 1)
        rows[:, 7] = 0.5
        rows[:, 8:11] = out * speed * np.exp(-1.1 * age) + np.array([0.0, -9.0 * self.weight * age, 0.0])
        return rows

    def _smoke(self, random: np.random.Generator, heart: Array, age: float) -> Array:
        many = 120
        out, blast, lift = self._billows(random, many, age)
        life = random.uniform(2.6, 5.0, many)
        fade = np.clip(1 - age / life, 0, 1)
        rows = np.zeros((many, 12))
        drift = np.array([0.5, 0.0, 0.15]) * age * self.weight
        rows[:, :3] = heart + self.size * (out * REACH * (0.92 * blast + 0.05 * age) + 1.25 * lift) + drift
        rows[:, 3] = self.size * random.uniform(0.9, 1.7, many) * (0.7 + 1.3 * blast + 0.35 * age)
        ember = np.clip(1 - age / 0.8, 0, 1) * random.uniform(0.0, 0.9, many) ** 2
        shade = random.uniform(0.035, 0.11, many)
        rows[:, 4:7] = shade[:, None] + ember[:, None] * np.array([0.9, 0.26, 0.05])
        rows[:, 7] = 0.9 * fade * np.clip((age - 0.04) * 5, 0, 1)
        rows[:, 11] = random.uniform(0, 6.28, many) + 0.4 * age
        return rows

    def _light(self, heart: Array, age: float) -> Array:
        bright = 900.0 * np.exp(-age * 5.0) + 160.0 * np.exp(-age * 1.6)
        row = np.array([[*heart, 60.0 * self.size, 1.0 * bright, 0.52 * bright, 0.20 * bright, 2.5]])
        return row

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the fireballs at their greatest, so that the camera is ready for them."""
        places = np.array([path.position(self._begin(n)) for n, path in enumerate(self.paths)])
        reach = REACH * self.size
        low = places - np.array([reach, 0.3 * reach if self.weight else reach, reach])
        return low.min(0).astype(np.float32), (places.max(0) + reach * np.array([1, 1.7, 1])).astype(
            np.float32
        )

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A blast for each."""
        heard = []
        for number, path in enumerate(self.paths):
            at = self._begin(number)
            if at < duration:
                x, y, z = (float(value) for value in path.position(at))
                heard.append(Sound(kind="explosion", at=at, position=(x, y, z), gain=1.0))
        return tuple(heard)


def build_explosion(sheet: CallSheet) -> Actor:
    """A burst on the first beat after a fifth of the shot; a second and third follow where a count asks.

    In a battle of ships each ship burns as it is struck.
    """
    if is_battle(sheet.shot):
        return Blasts(fire=Burning(battle=battle_of(sheet)))
    early = 0.2 * sheet.duration
    beats = np.ceil((early - sheet.beat_phase) / sheet.beat)
    start = float(np.clip(sheet.beat_phase + beats * sheet.beat, early, 0.5 * sheet.duration))
    heavy = sheet.place is None or "ground" in sheet.place.spots or sheet.place.water is not None
    return Explosion(paths=sheet.paths, start=start, seed=sheet.seed, weight=1.0 if heavy else 0.0)


ASSET = Asset(
    id="explosion",
    kind="effect",
    words=Words(
        zh=("爆炸", "爆破", "大爆炸", "火球"),
        en=("explosion", "blast", "fireball", "explosions", "detonation"),
    ),
    build=build_explosion,
    size=(12.0, 12.0, 12.0),
    lives="any",
    actions=("stand",),
    closest="ws",
)
