"""The two sides of the battle as actors: the dragon with its fire, the drones with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.battle.bodies import DRONE, LEGS, LINKS, SIZE
from yingxi.art.battle.drone_model import ROTORS, drone_models
from yingxi.art.battle.fight import Fight
from yingxi.art.battle.fire import Fire
from yingxi.art.cast.mechanical_dragon_figure import Posture, parts, stand
from yingxi.art.shapes import Numbers, turn
from yingxi.world.scene import Array, Model, Moment, Sound

WHITE = np.ones(3)


@dataclass(frozen=True, eq=False, kw_only=True)
class BattleDragon:
    """The dragon as it was simulated, its furnace lighting what is near."""

    fight: Fight

    @property
    def models(self) -> Mapping[str, Model]:
        return parts()

    def at(self, t: float) -> Moment:
        """Its parts and lamps."""
        place, axes = self.fight.bodies(t)
        curve = self.fight.curve(t)
        first = LINKS + 1
        limbs = tuple(
            (place[first + part : first + 12 : 3], axes[first + part : first + 12 : 3]) for part in range(3)
        )
        posture = Posture(
            curve=curve,
            head=(place[:1], axes[:1]),
            jaw=(place[LINKS : LINKS + 1], axes[LINKS : LINKS + 1]),
            limbs=(limbs[0], limbs[1], limbs[2]),
            size=SIZE,
            tint=WHITE,
            heat=self._heat(t),
            grips=self._grips(t),
        )
        return Moment(
            instances=stand(posture, t), lights=self._lamps(t, place, axes), glows=self._halos(place, axes)
        )

    def _heat(self, t: float) -> float:
        """The furnace flares before and in the breath."""
        if self.fight.act.fire is None:
            return 1.0
        first, last = (share * self.fight.duration for share in self.fight.act.fire)
        return 1.0 + 1.2 * float(
            np.clip((t - first + 0.5) / 0.5, 0, 1) * np.clip((last + 0.4 - t) / 0.4, 0, 1)
        )

    def _grips(self, t: float) -> tuple[bool, bool, bool, bool]:
        """A paw shuts on the one it strikes and holds for a moment."""
        shut = [False] * len(LEGS)
        for victim in self.fight.act.victims:
            strike = victim.at * self.fight.duration
            if victim.by == "claw" and strike <= t < strike + 0.5:
                shut[victim.limb] = True
        return (shut[0], shut[1], shut[2], shut[3])

    def _lamps(self, t: float, place: Numbers, axes: Numbers) -> Array:
        """The core's light between the plates, and the jaws'."""
        heat = self._heat(t)
        rows = []
        for link in range(1, LINKS - 3, 3):
            spot = place[link] - 1.9 * axes[link, :, 1]
            power = 9.0 * heat
            rows.append((*spot, 11.0, power, 0.33 * power, 0.06 * power, 0.8))
        mouth = place[0] + axes[0] @ np.array((1.3, -0.42, 0.0)) * SIZE
        rows.append((*mouth, 8.0, 7.0 * heat, 2.4 * heat, 0.5 * heat, 0.5))
        return np.array(rows, np.float32)

    def _halos(self, place: Numbers, axes: Numbers) -> Array:
        """Light that hangs about the eyes."""
        rows = []
        for side in (-1.0, 1.0):
            spot = place[0] + axes[0] @ np.array((0.98, 0.41, 0.52 * side)) * SIZE
            rows.append((*spot, 0.42, 0.05, 0.42, 0.5, 0.9, 0.0, 0.0, 0.0, 0.0))
        return np.array(rows, np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the whole body."""
        place, axes = self.fight.bodies(t)
        body = np.concatenate([place[:LINKS], place[:1] + 3.0 * axes[:1, :, 0]])
        return (body.min(0) - 1.5).astype(np.float32), (body.max(0) + 1.5).astype(np.float32)

    def points(self, t: float) -> Mapping[str, Array]:
        """The head's middle."""
        place, axes = self.fight.bodies(t)
        return {"head": (place[:1] + 1.2 * axes[:1, :, 0]).astype(np.float32)}

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Its furnace, the blows it lands, the roar of its breath."""
        x, y, z = (float(v) for v in self.fight.bodies(0.5 * duration)[0][0])
        heard = [Sound(kind="engine", at=0.0, position=(x, y, z), length=duration, gain=0.8)]
        for touch in self.fight.recording.touches:
            if 0.0 <= touch.time < duration and touch.speed > 3.0:
                a, b, c = (float(v) for v in touch.place)
                heard.append(
                    Sound(kind="sword", at=touch.time, position=(a, b, c), gain=min(touch.speed / 15.0, 1.0))
                )
        if self.fight.act.fire is not None:
            first, last = (share * duration for share in self.fight.act.fire)
            heard.append(Sound(kind="fire", at=first, position=(x, y, z), length=last - first, gain=1.0))
        return tuple(heard)


@dataclass(frozen=True, eq=False, kw_only=True)
class BattleDrones:
    """The drones as they were simulated, with tracers, blasts, wrecks and shards."""

    fight: Fight
    fires: list[Fire] = field(default_factory=list)

    @property
    def fire(self) -> Fire:
        """Drawn once for the shot."""
        if not self.fires:
            self.fires.append(Fire(fight=self.fight))
        return self.fires[0]

    @property
    def models(self) -> Mapping[str, Model]:
        return drone_models()

    def at(self, t: float) -> Moment:
        """Bodies, rotors, and all that burns."""
        place, axes = self.fight.bodies(t)
        mine = self.fight.drones
        rows = drone_rows(place[mine], axes[mine], t < self.fight.broken, t)
        return Moment(
            instances=rows | self.fire.shards(t),
            glows=np.concatenate([self._eyes(place[mine], axes[mine], t), self.fire.glows(t)]),
            puffs=self.fire.puffs(t),
            lights=self.fire.lights(t),
        )

    def _eyes(self, place: Numbers, axes: Numbers, t: float) -> Array:
        """The red of their eyes and the cyan of their sterns, seen from afar."""
        alive = (t < self.fight.broken).astype(float)[:, None]
        tables = []
        for at, colour, size in (
            ((0.50, -0.02, 0.0), (1.5, 0.07, 0.05), 0.11),
            ((-0.50, 0.05, 0.0), (0.06, 0.55, 0.8), 0.08),
        ):
            rows = np.zeros((len(place), 12))
            rows[:, :3] = place + axes @ np.array(at)
            rows[:, 3], rows[:, 4:7], rows[:, 7] = size, alive * np.array(colour), 0.9
            tables.append(rows)
        return np.concatenate(tables).astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the first drone: the one that a camera would serve."""
        place = self.fight.bodies(t)[0][self.fight.drones[0]]
        return (place - DRONE).astype(np.float32), (place + DRONE).astype(np.float32)

    def points(self, t: float) -> Mapping[str, Array]:
        """The first drone."""
        return {"head": self.fight.bodies(t)[0][self.fight.drones[:1]].astype(np.float32)}

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Their hum and their bursting."""
        place = self.fight.bodies(0.5 * duration)[0][self.fight.drones]
        x, y, z = (float(v) for v in place.mean(0))
        heard = [Sound(kind="drone_hum", at=0.0, position=(x, y, z), length=duration, gain=0.9)]
        for k in np.nonzero((self.fight.broken >= 0) & (self.fight.broken < duration))[0]:
            when = float(self.fight.broken[k])
            a, b, c = (float(v) for v in self.fight.bodies(when)[0][self.fight.drones[k]])
            heard.append(Sound(kind="explosion", at=when, position=(a, b, c), gain=0.7))
        return tuple(heard)


def drone_rows(place: Numbers, axes: Numbers, alive: np.ndarray, t: float) -> dict[str, Array]:
    """Rows of bodies and of their four rotors; lost ones are charred and dark, their rotors still."""
    count = len(place)
    body = np.zeros((count, 16), np.float32)
    body[:, :12].reshape(count, 3, 4)[:, :, :3] = axes
    body[:, :12].reshape(count, 3, 4)[:, :, 3] = place
    body[:, 12:15] = np.where(alive, 1.0, 0.35)[:, None]
    body[:, 15] = alive
    hubs = place[:, None] + np.einsum("nij,kj->nki", axes, np.array(ROTORS))
    angle = (
        np.where(alive[:, None], 71.0 * t, 0.0) * np.array((1.0, -1.0, -1.0, 1.0)) + np.arange(count)[:, None]
    )
    spun = axes[:, None] @ turn(angle.reshape(-1)).reshape(count, 4, 3, 3)
    rotors = np.zeros((4 * count, 16), np.float32)
    rotors[:, :12].reshape(-1, 3, 4)[:, :, :3] = spun.reshape(-1, 3, 3)
    rotors[:, :12].reshape(-1, 3, 4)[:, :, 3] = hubs.reshape(-1, 3)
    rotors[:, 12:] = 1.0
    return {"combat_drone": body, "combat_drone_rotor": rotors}
