"""The two sides of the battle as actors: the dragon with its fire, the drones with theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from yingxi.art.battle.bodies import DRONE, LEGS, LINKS, SIZE
from yingxi.art.battle.drone_model import ROTORS, drone_models
from yingxi.art.battle.fight import Fight
from yingxi.art.battle.fire import Fire
from yingxi.art.battle.views import stand_at
from yingxi.art.battle.ways import frame
from yingxi.art.cast.mechanical_dragon_figure import Posture, parts, stand
from yingxi.art.shapes import Numbers, turn
from yingxi.world.moments import moment_at
from yingxi.world.scene import Actor, Array, Model, Moment, Sound

WHITE = np.ones(3)
KEY, RIM = np.array((0.50, 0.58, 0.72)), np.array((1.1, 1.6, 2.5))
"""Light at the aim of the crew's lamps."""
BREAKOUT = -3.0
"""Metres of the height at which the dragon breaks out of the cloud."""


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
            instances=stand(posture, t),
            lights=self._lamps(t, place, axes),
            glows=self._halos(place, axes),
            puffs=self._plume(t),
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

    def _plume(self, t: float) -> Array:
        """Cloud that the dragon tears up where it breaks out, from the moment its head does."""
        if not self.fight.act.plume:
            return np.zeros((0, 12), np.float32)
        metres = np.arange(0.0, self.fight.metre(self.fight.duration), 0.5)
        out = int(np.argmax(self.fight.way.at(metres)[0][:, 1] > BREAKOUT))
        heart, ahead = (value[0] for value in self.fight.way.at(metres[out : out + 1]))
        age = t - (metres[out] - self.fight.metre(0.0)) / self.fight.act.pace
        random = np.random.default_rng((self.fight.seed, 43))
        many = 46
        birth = random.uniform(-0.25, 2.2, many)
        old = np.clip(age - birth, 0.0, None)
        around = random.uniform(0, 2 * np.pi, many)
        speed = random.uniform(2.0, 8.0, many)
        rows = np.zeros((many, 12), np.float32)
        rows[:, :3] = heart + 6.0 * ahead * random.uniform(-1.0, 0.3, (many, 1))
        spread = 2.5 + speed * (1 - np.exp(-1.4 * old))
        rows[:, 0] += spread * np.cos(around)
        rows[:, 2] += spread * np.sin(around)
        rows[:, 1] += random.uniform(3.0, 13.0, many) * (1 - np.exp(-1.3 * old)) - 1.2 * old**2
        rows[:, 3] = random.uniform(2.2, 4.4, many) * (0.6 + 0.5 * old)
        rows[:, 4:7] = 0.55
        rows[:, 7] = 0.55 * np.clip(old / 0.25, 0, 1) * np.clip(1 - old / 3.2, 0, 1)
        rows[:, 11] = random.uniform(0, 6.28, many) + 0.3 * old
        return rows

    def _lamps(self, t: float, place: Numbers, axes: Numbers) -> Array:
        """The core's light between the plates, and the jaws'."""
        heat = self._heat(t)
        rows = []
        for link in range(1, LINKS - 3, 3):
            spot = place[link] - 1.9 * axes[link, :, 1]
            power = 9.0 * heat
            rows.append((*spot, 11.0, power, 0.33 * power, 0.06 * power, 0.8))
        mouth = place[0] + axes[0] @ np.array((0.9, -0.36, 0.0)) * SIZE
        rows.append((*mouth, 8.0, 4.0 * heat, 1.3 * heat, 0.25 * heat, 1.1))
        rows += self._crew(t)
        return np.array(rows, np.float32)

    def _crew(self, t: float) -> list[tuple[float, ...]]:
        """The film crew's lamps in close views: a soft cool key beside the lens, a hard rim behind."""
        if self.fight.act.view.mark == "place":
            return []
        eye, aim = stand_at(self.fight, t)
        sight = (aim - eye) / np.linalg.norm(aim - eye)
        aside = np.cross(sight, (0.0, 1.0, 0.0))
        away = float(np.linalg.norm(aim - eye))
        key = eye - 0.45 * away * aside + (0.0, 0.35 * away, 0.0)
        rim = aim + 0.7 * away * (sight + 0.5 * aside) + (0.0, 0.6 * away, 0.0)
        return [
            (*key, 3.0 * away, *(KEY * away**2), 0.25 * away),
            (*rim, 2.6 * away, *(RIM * away**2), 0.12 * away),
        ]

    def _halos(self, place: Numbers, axes: Numbers) -> Array:
        """Light that hangs about the eyes."""
        rows = []
        for side in (-1.0, 1.0):
            spot = place[0] + axes[0] @ np.array((0.98, 0.41, 0.52 * side)) * SIZE
            rows.append((*spot, 0.42, 0.05, 0.42, 0.5, 0.9, 0.0, 0.0, 0.0, 0.0))
        return np.array(rows, np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the part that the act's camera serves: the whole body in wide views."""
        place, axes = self.fight.bodies(t)
        body = served_bodies(self.fight)
        points = np.concatenate([place[body], place[body] + 1.5 * axes[body, :, 0]])
        return (points.min(0) - 1.2).astype(np.float32), (points.max(0) + 1.2).astype(np.float32)

    def served(self, t: float) -> tuple[Array, Array]:
        """The same: its ways are the simulation's."""
        return self.bounds(t)

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
        alive = t < self.fight.broken
        rows = drone_rows(place[mine], axes[mine], alive, t)
        far_place, far_axes = stream(self.fight, t)
        whole = np.ones(len(far_place), bool)
        swarm_rows = {"combat_drone": drone_rows(far_place, far_axes, whole, t)["combat_drone"]}
        eyes = drone_eyes(
            np.concatenate([place[mine], far_place]),
            np.concatenate([axes[mine], far_axes]),
            np.concatenate([alive, whole]),
        )
        return Moment(
            instances=merged_rows(rows, swarm_rows) | self.fire.shards(t),
            glows=np.concatenate([eyes, self.fire.glows(t)]),
            puffs=self.fire.puffs(t),
            lights=self.fire.lights(t),
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the first drone: the one that a camera would serve."""
        place = self.fight.bodies(t)[0][self.fight.drones[0]]
        return (place - DRONE).astype(np.float32), (place + DRONE).astype(np.float32)

    def served(self, t: float) -> tuple[Array, Array]:
        """The same: its ways are the simulation's."""
        return self.bounds(t)

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


def served_bodies(fight: Fight) -> list[int]:
    """Numbers of the dragon's bodies that the act's camera serves."""
    mark = fight.act.view.mark
    if mark == "paw":
        limb = next((victim.limb for victim in fight.act.victims if victim.by == "claw"), 1)
        return [LINKS + 1 + 3 * limb + part for part in range(3)]
    return {"head": [0], "drone": [0], "neck": list(range(8))}.get(mark, list(range(LINKS)))


@dataclass(frozen=True, eq=False, kw_only=True)
class BothSides:
    """Dragon and drones as one actor, served as the first of them."""

    sides: tuple[BattleDragon | BattleDrones, ...]

    @property
    def fight(self) -> Fight:
        """What both play."""
        return self.sides[0].fight

    @property
    def models(self) -> Mapping[str, Model]:
        return {name: one for side in self.sides for name, one in side.models.items()}

    def at(self, t: float) -> Moment:
        """Both at once."""
        return moment_at(self.sides, t)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Those of the first."""
        return self.sides[0].bounds(t)

    def served(self, t: float) -> tuple[Array, Array]:
        """Those of the first."""
        return self.sides[0].served(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """All that is heard."""
        return tuple(sound for side in self.sides for sound in side.sounds(duration))


def battle_side(fight: Fight, side: Literal["dragon", "drones"], alone: bool) -> Actor:
    """One side's actor; where it is `alone` in its shot it shows the other side too."""
    sides: list[BattleDragon | BattleDrones] = [BattleDragon(fight=fight), BattleDrones(fight=fight)]
    if side == "drones":
        sides.reverse()
    return BothSides(sides=tuple(sides)) if alone else sides[0]


def stream(fight: Fight, t: float) -> tuple[Numbers, Numbers]:
    """Places (n, 3) and axes (n, 3, 3) of the swarm that streams by in ribbons, out of the dragon's reach."""
    random = np.random.default_rng((fight.seed, 41))
    count = fight.act.swarm
    ribbon = np.arange(count) % 3
    along = (
        -50.0 + (110.0 * np.arange(count) / max(count, 1) + 9.0 * t) % 110.0 + random.normal(0, 1.5, count)
    )
    turn_by = 2.1 * ribbon + 0.05 * along + 0.45 * t + random.normal(0, 0.12, count)
    wide = 15.0 + 4.5 * ribbon + random.normal(0, 1.0, count)

    def place_at(later: float) -> Numbers:
        place, ahead = fight.way.at(fight.metre(t + later) + along + 9.0 * later)
        _, up, right = frame(ahead)
        angle = (turn_by + 0.9 * later)[:, None]
        bob = 0.5 * np.sin(1.9 * (t + later) + np.arange(count))[:, None] * up
        return np.asarray(place + wide[:, None] * (np.cos(angle) * up + np.sin(angle) * right) + bob)

    place = place_at(0.0)
    # They part before the lens.
    to = place - stand_at(fight, t)[0]
    gap = np.linalg.norm(to, axis=1, keepdims=True)
    place = place + to / np.maximum(gap, 0.1) * np.clip(6.0 - gap, 0.0, 6.0) ** 2 / 6.0
    going = place_at(0.1) - place_at(0.0)
    forward, up, right = frame(going * np.array((1.0, 0.5, 1.0)), 0.25 * np.sin(turn_by))
    return place, np.stack([forward, up, right], 2)


def merged_rows(one: dict[str, Array], other: dict[str, Array]) -> dict[str, Array]:
    """Tables of rows laid end to end by name."""
    return {
        name: np.concatenate([table[name] for table in (one, other) if name in table])
        for name in one.keys() | other.keys()
    }


def drone_eyes(place: Numbers, axes: Numbers, alive: np.ndarray) -> Array:
    """The red of their eyes and the cyan of their sterns, seen from afar."""
    tables = []
    for at, colour, size in (
        ((0.50, -0.02, 0.0), (1.9, 0.08, 0.06), 0.12),
        ((-0.50, 0.05, 0.0), (0.06, 0.55, 0.8), 0.08),
    ):
        rows = np.zeros((len(place), 12))
        rows[:, :3] = place + axes @ np.array(at)
        rows[:, 3], rows[:, 4:7], rows[:, 7] = size, alive[:, None] * np.array(colour), 0.9
        tables.append(rows)
    return np.concatenate(tables).astype(np.float32)


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
