"""The droplet among a star fleet: where ships stand, when each is struck, how it parts and burns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.props.warship import BREAK, half_ship, warship
from yingxi.art.sets.scenery import Scenery, standing
from yingxi.art.sets.views import View, pick_view, shoot_view
from yingxi.art.shapes.mesh import Finish, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box
from yingxi.film import Shot
from yingxi.world.scene import Actor, CameraPose, Model, Moment, Sound

PITCH, LAYER, ROW = 168.0, 122.0, 158.0
"""Metres between ships along their course (x), in height and across."""
STRUCK = range(-3, 7)
"""Numbers of the ships in the droplet's row, by their place along x."""
FAST, EMERGING, SLOW = 230.0, 64.0, 16.0
"""Metres a second of the droplet when it strikes, as it comes out of a ship, and when it only passes."""
VIEWS = (
    View(
        of="spaceship",
        sizes=("fs", "mfs", "ms"),
        eye=((98.0, -15.0, 50.0), (122.0, -11.0, 46.0)),
        aim=((-30.0, 10.0, -40.0), (-6.0, 12.0, -40.0)),
        lens=(24.0, 24.0),
    ),
    View(
        of="spaceship",
        sizes=("ews", "ws"),
        eye=((-150.0, 42.0, 150.0), (-100.0, 50.0, 142.0)),
        aim=((120.0, 4.0, -250.0), (160.0, 8.0, -250.0)),
        lens=(24.0, 24.0),
    ),
    View(
        of="droplet",
        sizes=("fs",),
        mark="droplet",
        eye=((2.9, 0.75, 5.6), (-0.4, 1.05, 5.0)),
        aim=((-0.1, 0.25, 0.0), (0.15, 0.32, 0.0)),
        lens=(36.0, 36.0),
    ),
    View(
        of="droplet",
        sizes=("ms", "mcu", "cu", "ecu"),
        mark="droplet",
        eye=((6.2, -0.75, 2.2), (4.6, -0.55, 2.7)),
        aim=((0.0, 0.15, -0.5), (0.1, 0.1, -0.4)),
        lens=(30.0, 30.0),
        roll=(0.06, -0.02),
    ),
    View(
        of="droplet",
        sizes=("ws", "ews"),
        mark="droplet",
        eye=((7.4, 1.5, 3.2), (5.4, 1.9, 4.6)),
        aim=((-8.0, 0.9, -3.2), (-9.0, 1.2, -2.4)),
        lens=(22.0, 22.0),
        roll=(-0.05, 0.04),
        breath=0.04,
    ),
    View(
        of="explosion",
        sizes=("ews", "ws", "fs"),
        eye=((150.0, 52.0, 190.0), (330.0, 40.0, 170.0)),
        aim=((190.0, -4.0, 0.0), (520.0, -4.0, 0.0)),
        lens=(28.0, 28.0),
    ),
)


def is_battle(shot: Shot) -> bool:
    """Whether a shot in space shows the droplet with ships or blasts: then it passes among a whole fleet."""
    found = {subject.asset for subject in shot.subjects}
    return shot.set == "space" and "droplet" in found and bool(found & {"spaceship", "explosion"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Battle:
    """The course of the droplet along x through the row of ships at y = z = 0."""

    speed: float
    start: float

    def droplet(self, t: float) -> Array:
        """Where the droplet is, (3,) metres."""
        return np.array([self.start + self.speed * t, 0.4, 34.0 if self.speed == SLOW else 0.0])

    def ages(self, t: float) -> Array:
        """Seconds since each ship of the row was struck; negative: it is whole."""
        at = PITCH * np.array(STRUCK) + BREAK
        if self.speed == SLOW:
            return np.full(len(at), -1.0)
        return np.asarray(t - (at - self.start) / self.speed)

    def row(self) -> Array:
        """Which ships are there, 1 or 0: none stands before a droplet that comes out of the last one."""
        return np.array([float(self.speed != EMERGING or number <= 0) for number in STRUCK])


def battle_of(sheet: CallSheet) -> Battle:
    """A wide view of the fleet or a near one of the droplet is before the strike; all others are in it."""
    view = pick_view(VIEWS, sheet.shot)
    if view is None or view.of == "spaceship":
        return Battle(speed=SLOW, start=-60.0)
    if view.of == "droplet":
        return Battle(speed=EMERGING, start=42.0) if "ws" in view.sizes else Battle(speed=SLOW, start=20.0)
    return Battle(speed=FAST, start=235.0)


def battle_camera(
    battle: Battle, sheet: CallSheet, focus: Actor | None
) -> Callable[[float], CameraPose] | None:
    """The view for a shot of the battle."""
    view = pick_view(VIEWS, sheet.shot)
    if view is None:
        return None
    return shoot_view(view, sheet, battle.droplet if view.mark else None)


def camera_for(sheet: CallSheet) -> Callable[[CallSheet, Actor | None], Callable[[float], CameraPose] | None]:
    """What the place offers as its setups."""
    return partial(battle_camera, battle_of(sheet))


@lru_cache(maxsize=1)
def fleet() -> Scenery:
    """All ships but those of the droplet's row, in ranks, a few metres out of line."""
    rng = np.random.default_rng(3)
    i, j, k = (a.reshape(-1) for a in np.mgrid[-5:11, -7:3, -2:3])
    place = np.stack([i * PITCH, k * LAYER, j * ROW], 1).astype(float)
    place += rng.normal(0, 1.0, place.shape)
    keep = ~((j == 0) & (k == 0)) & (rng.random(len(i)) < 0.94)
    # The lanes that cameras fly in are free.
    keep &= ~((j > 0) & (abs(k) < 2)) & ~((j > 1) & (k > -2))
    count = int(keep.sum())
    tone = rng.uniform(0.75, 1.15, (count, 1)) * np.array([[0.98, 1.0, 1.04]])
    return standing("warship", warship(), instances(place[keep], 1.0, tint=tone))


@dataclass(frozen=True, eq=False, kw_only=True)
class StruckRow:
    """The ships in the droplet's way: whole, then two halves that part, with all that flies off."""

    battle: Battle

    @property
    def models(self) -> Mapping[str, Model]:
        return {
            "warship": warship(),
            "ship_bow": half_ship(True),
            "ship_stern": half_ship(False),
            "wreckage": _scrap(),
        }

    def at(self, t: float) -> Moment:
        """Every ship of the row, as it is at `t`."""
        ages, x = self.battle.ages(t), PITCH * np.array(STRUCK, float)
        place = np.stack([x, 0 * x, 0 * x], 1)
        there = self.battle.row()
        whole, gone = there * (ages < 0), np.clip(ages, 0, None)
        char = np.repeat((1 - 0.55 * np.clip(gone / 2.5, 0, 1))[:, None], 3, 1)
        rows = {"warship": instances(place, whole[:, None].repeat(3, 1))}
        for name, way in (("ship_bow", 1.0), ("ship_stern", -1.0)):
            turn = way * 0.045 * gone**1.5
            away = np.stack([way * 5.5 * gone, -way * 1.6 * gone, 1.3 * way * gone], 1)
            size = (there - whole)[:, None].repeat(3, 1)
            rows[name] = instances(place + away, size, 0.5 * turn, -turn, 0.8 * turn, char)
        rows["wreckage"] = self._wreckage(ages)
        return Moment(instances=rows)

    def _wreckage(self, ages: Array) -> Array:
        """Plates that were torn off: twelve a ship, glowing at first."""
        rows = []
        for number, age in zip(STRUCK, ages, strict=True):
            rng = np.random.default_rng(500 + number)
            out = rng.normal(0, 1, (12, 3)) * [0.8, 1, 1]
            place = np.array([PITCH * number + BREAK, 0, 0]) + out * (3.0 + 11.0 * max(float(age), 0.0))
            size = rng.uniform(0.25, 1.1, 12) * (age > 0)
            spin = rng.normal(0, 2.0, (12, 3)) * float(age)
            heat = float(np.clip(1 - age / 2.2, 0, 1))
            tint = np.array([0.35, 0.35, 0.36]) + heat * np.array([1.3, 0.12, -0.2])
            rows.append(
                instances(place, size[:, None].repeat(3, 1), spin[:, 0], spin[:, 1], spin[:, 2], tint)
            )
        return np.concatenate(rows)

    def stir(self, t: float) -> Moment:
        """There is no water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the ship that is struck next."""
        return _ship_box(float(self.battle.droplet(t)[0]))

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The hum of the fleet."""
        return (Sound(kind="spacecraft", at=0.0, position=(0.0, 0.0, -40.0), length=duration, gain=0.5),)


def _ship_box(x: float) -> tuple[Array, Array]:
    middle = PITCH * round(x / PITCH)
    return (
        np.array([middle - 46, -9, -13], np.float32),
        np.array([middle + 46, 16, 13], np.float32),
    )


@lru_cache(maxsize=1)
def _scrap() -> Model:
    """A torn plate with stumps of frames."""
    finish = Finish(colour=(0.5, 0.5, 0.52), roughness=0.6)
    plate = [box((0, 0, 0), (1.2, 0.12, 0.8), finish), box((0.3, 0.3, -0.2), (0.2, 0.4, 0.5), finish)]
    return model([(merge([*plate, box((-0.8, -0.2, 0.5), (0.5, 0.2, 0.1), finish)]), "hero", "metal")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Burning:
    """The fire that runs along each struck ship, its sparks and embers, and the light that it throws."""

    battle: Battle

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """All ships that burn at `t`."""
        glows, puffs, lights = [np.zeros((0, 12))], [np.zeros((0, 12))], [np.zeros((0, 8))]
        there = self.battle.row()
        for number, age, stood in zip(STRUCK, self.battle.ages(t), there, strict=True):
            if stood and 0.0 <= age < 7.0:
                heart = np.array([PITCH * number + BREAK, 0.0, 0.0])
                glows += [_billows(number, heart, float(age)), _sparks(number, heart, float(age))]
                puffs.append(_smoke(number, heart, float(age)))
                lights.append(_light(heart, float(age)))
        glows.append(self._wake(t))
        return Moment(
            glows=np.concatenate(glows).astype(np.float32),
            puffs=np.concatenate(puffs).astype(np.float32),
            lights=np.concatenate(lights).astype(np.float32),
        )

    def _wake(self, t: float) -> Array:
        """A blue thread of light behind the droplet while it strikes."""
        if self.battle.speed == SLOW:
            return np.zeros((0, 12))
        back = np.geomspace(1.9, 70.0, 64)
        rows = np.zeros((64, 12))
        rows[:, :3] = self.battle.droplet(t) - np.stack([back, 0 * back, 0 * back], 1)
        fade = (1 - back / 74) ** 2
        rows[:, 3], rows[:, 7] = 0.22 + 0.05 * back, 0.8
        rows[:, 4:7] = np.array([0.16, 0.36, 0.9]) * (0.26 * fade)[:, None]
        return rows

    def stir(self, t: float) -> Moment:
        """There is no water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the ship that was struck last."""
        return _ship_box(float(self.battle.droplet(t)[0]) - 0.5 * PITCH)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A blast for each ship."""
        heard = []
        for number, age in zip(STRUCK, self.battle.ages(0.0), strict=True):
            if self.battle.speed == EMERGING and number > 0:
                continue
            if -duration < age <= 0.0 and self.battle.speed != SLOW:
                heard.append(Sound(kind="explosion", at=-float(age), position=(PITCH * number, 0.0, 0.0)))
        return tuple(heard)


def _billows(number: int, heart: Array, age: float) -> Array:
    """The flash where the ship is pierced, and the white heart of the fire."""
    rng, many = np.random.default_rng(700 + number), 26
    along = rng.normal(0, 1, many) * 15
    late = age - np.abs(along) / 62
    heat = np.where(late > 0, np.clip(1 - late / rng.uniform(0.5, 1.8, many), 0, 1), 0.0)
    rows = np.zeros((many + 1, 12))
    rows[:many, :3] = heart + np.stack([along, 0 * along, 0 * along], 1) + rng.normal(0, 3.0, (many, 3))
    rows[:many, 3], rows[:many, 7] = rng.uniform(9, 20, many), 0.7
    rows[:many, 4:7] = np.stack([1.7 * heat, 0.75 * heat**1.6, 0.25 * heat**2.6], 1)
    flash = np.exp(-age * 8.0)
    rows[many, :3], rows[many, 3], rows[many, 7] = heart, 40.0 + 160.0 * min(age, 0.4), 1.0
    rows[many, 4:7] = np.array([6.0, 5.2, 4.2]) * flash
    return rows


def _sparks(number: int, heart: Array, age: float) -> Array:
    """Embers with streaks; without air they never slow down."""
    rng, many = np.random.default_rng(900 + number), 90
    out = rng.normal(size=(many, 3))
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    speed = rng.uniform(6.0, 46.0, (many, 1))
    heat = np.clip(1 - age / rng.uniform(1.0, 4.2, many), 0, 1)
    rows = np.zeros((many, 12))
    rows[:, :3] = heart + [1, 0, 0] * rng.normal(0, 9, (many, 1)) + out * speed * age
    rows[:, 3], rows[:, 7], rows[:, 8:11] = 0.16, 0.5, out * speed
    rows[:, 4:7] = np.stack([4.5 * heat, 2.0 * heat**1.5, 0.6 * heat**2.5], 1)
    return rows


def _smoke(number: int, heart: Array, age: float) -> Array:
    """The ball of fire: it runs to bow and stern, rolls outward, and cools to dark vapour."""
    rng, many = np.random.default_rng(1100 + number), 150
    along = rng.normal(0, 1, many) * 19
    late = np.clip(age - np.abs(along) / 62 - rng.uniform(0, 0.2, many), 0, None)
    out = rng.normal(size=(many, 3))
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    blast = (1 - np.exp(-1.9 * late))[:, None]
    heat = np.clip(1 - late / rng.uniform(0.5, 4.6, many), 0, 1)
    rows = np.zeros((many, 12))
    rows[:, :3] = heart + np.stack([along, 0 * along, 0 * along], 1) * (1 + 0.3 * blast)
    rows[:, :3] += out * blast * rng.uniform(2, 22, (many, 1)) * (1 - 0.4 * np.abs(along[:, None]) / 60)
    rows[:, 3] = (1.4 + 6.5 * blast[:, 0]) * rng.uniform(0.35, 1.3, many)
    fire = np.stack([4.6 * heat**1.2, 1.45 * heat**2.1, 0.30 * heat**3.4], 1)
    rows[:, 4:7] = np.array([0.045, 0.036, 0.032]) + fire
    rows[:, 7] = 0.85 * np.clip(late * 6, 0, 1) * np.exp(-np.clip(late - 1.2, 0, None) * 0.55)
    rows[:, 11] = rng.uniform(0, 6, many) + 0.25 * age
    return rows


def _light(heart: Array, age: float) -> Array:
    """One great lamp in the fire."""
    glow = 26000.0 * (np.exp(-age * 8.0) + 0.55 * np.exp(-age * 0.9))
    return np.array([[*heart, 420.0, *(glow * np.array([1.0, 0.52, 0.20])), 14.0]])


@dataclass(frozen=True, eq=False, kw_only=True)
class Blasts:
    """What a camera serves when a shot is about the explosions: the fire itself belongs to the place."""

    fire: Burning

    @property
    def models(self) -> Mapping[str, Model]:
        return {}

    def at(self, t: float) -> Moment:
        """Nothing of its own."""
        return Moment()

    def stir(self, t: float) -> Moment:
        """Nothing."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The ship that burns."""
        return self.fire.bounds(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The place is heard instead."""
        return ()
