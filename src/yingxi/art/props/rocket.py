"""A launcher 52 m tall with four boosters, white with coloured bands; it rises on fire and steam."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.launch_pad import (
    AFLOAT,
    ASHORE,
    deck_model,
    mast_model,
    pad_rows,
    stands_in_water,
    tower_model,
)
from yingxi.art.shapes.mesh import Finish, Mesh, merge, transform, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import cylinder, extrude, lathe
from yingxi.world.scene import Model, Moment, Sound

TALL = 52.0
WHITE = Finish(colour=(0.78, 0.78, 0.76), roughness=0.38)
DARK = Finish(colour=(0.055, 0.057, 0.062), roughness=0.5)
BLUE = Finish(colour=(0.03, 0.10, 0.34), roughness=0.35)
RED = Finish(colour=(0.55, 0.02, 0.015), roughness=0.35)
STEEL = Finish(colour=(0.40, 0.39, 0.38), roughness=0.35, metal=0.9)
SCORCHED = Finish(colour=(0.11, 0.085, 0.075), roughness=0.45, metal=0.8)
CLIMB = 5.4
"""Metres a second each second with which it climbs once it is away."""
RISE = 7.0
"""Metres a second with which it climbs through the clouds."""
HOLD = 0.6
"""Seconds between the first fire and lift-off."""
BOOSTERS = np.pi / 4 + np.arange(4) * np.pi / 2


@kept
def rocket_model() -> Model:
    """The launcher upright on y = 0, its axis the y axis."""
    near = [*_core(40), *_boosters(24), *_bands(), *_fins(), *_nozzles(16)]
    middle = [*_core(16), *_boosters(9), *_wide_bands(16), *_nozzles(6)]
    far = [*_core(8), *_boosters(4), *_wide_bands(8)]
    return versions([[(merge(parts), "hero", "metal")] for parts in (near, middle, far)], (260.0, 900.0))


def _core(sides: int) -> list[Mesh]:
    """Two stages and a fairing with an ogive."""
    first = [(0.0, 2.4), (1.62, 2.4), (1.68, 2.6), (1.68, 25.6)]
    joint = [(1.68, 25.6), (1.70, 25.7), (1.70, 26.9), (1.66, 27.0)]
    second = [(1.66, 27.0), (1.66, 36.2), (1.72, 36.4)]
    nose = [(1.72, 36.4), (2.05, 37.6), (2.08, 38.0), (2.08, 43.6)]
    share = np.linspace(0, 1, 9 if sides > 20 else 4)[1:]
    nose += [(2.08 * np.cos(0.5 * np.pi * s) ** 0.62, 43.6 + 7.6 * s) for s in share]
    return [
        lathe(first, WHITE, sides),
        lathe(joint, DARK, sides),
        lathe(second, WHITE, sides),
        lathe(nose, WHITE, sides),
    ]


def _boosters(sides: int) -> list[Mesh]:
    parts = []
    for angle in BOOSTERS:
        share = np.linspace(0, 1, 7 if sides > 9 else 4 if sides > 4 else 2)
        line = [(0.0, 1.8), (1.06, 1.8), (1.12, 2.0), (1.12, 14.6)]
        line += [(1.12 * np.cos(0.5 * np.pi * s) ** 0.7, 14.6 + 3.4 * s) for s in share[1:]]
        place = (2.86 * np.cos(angle), 0.0, 2.86 * np.sin(angle))
        parts.append(transform(lathe(line, WHITE, sides), place))
        if sides > 20:
            inner, outer = 1.6, 1.95
            for high in (3.6, 13.4):
                parts.append(
                    cylinder(
                        (inner * np.cos(angle), high + 0.5, inner * np.sin(angle)),
                        (outer * np.cos(angle), high, outer * np.sin(angle)),
                        0.16,
                        STEEL,
                        8,
                    )
                )
    return parts


def _wide_bands(sides: int) -> list[Mesh]:
    """The bands of colour that are seen from afar."""
    rings = (
        (1.70, 12.0, 12.5, BLUE),
        (1.70, 24.4, 25.2, RED),
        (1.70, 34.6, 35.6, BLUE),
        (2.10, 41.9, 42.6, RED),
    )
    return [lathe([(radius, low), (radius, high)], finish, sides) for radius, low, high, finish in rings]


def _bands() -> list[Mesh]:
    """Rings of colour and seams, just proud of the skin; a tunnel for the cables up the side."""
    parts = []
    for radius, low, high, finish in (
        (1.685, 12.0, 12.25, BLUE),
        (1.685, 24.4, 25.2, RED),
        (1.685, 18.5, 18.6, DARK),
        (1.665, 29.2, 29.32, DARK),
        (1.665, 34.6, 35.6, BLUE),
        (2.085, 38.4, 38.55, DARK),
        (2.085, 41.9, 42.6, RED),
    ):
        parts.append(
            lathe([(radius, low), (radius + 0.012, low), (radius + 0.012, high), (radius, high)], finish, 44)
        )
    for angle in (0.0, np.pi):
        place = (1.72 * np.cos(angle), 0.0, 1.72 * np.sin(angle))
        parts.append(cylinder((place[0], 5.0, place[2]), (place[0], 25.0, place[2]), 0.11, WHITE, 8))
    for angle in BOOSTERS:
        ring = lathe([(1.125, 2.6), (1.135, 2.6), (1.135, 3.1), (1.125, 3.1)], BLUE, 26)
        parts.append(transform(ring, (2.86 * np.cos(angle), 0.0, 2.86 * np.sin(angle))))
    return parts


def _fins() -> list[Mesh]:
    """A small swept fin at the foot of each booster."""
    outline = [(0.0, 1.9), (1.25, 1.6), (1.25, 2.6), (0.0, 5.0)]
    plate = extrude(outline, 0.10, WHITE)
    found = []
    for angle in BOOSTERS:
        spin = turn(yaw=-angle)
        place = (3.92 * np.cos(angle), 0.0, 3.92 * np.sin(angle))
        found.append(transform(plate, place, rotation=spin))
    return found


def _nozzles(sides: int) -> list[Mesh]:
    """Bells under the boosters and the core."""
    bell = [
        (0.0, 2.0),
        (0.34, 2.0),
        (0.40, 1.5),
        (0.60, 0.6),
        (0.72, 0.0),
        (0.66, 0.02),
        (0.52, 0.7),
        (0.0, 1.6),
    ]
    bell = bell if sides > 8 else bell[1:5:3]
    places = [(2.86 * np.cos(a), 2.86 * np.sin(a)) for a in BOOSTERS]
    places += [(0.75 * np.cos(a), 0.75 * np.sin(a)) for a in np.arange(4) * np.pi / 2]
    return [transform(lathe(bell, SCORCHED, sides), (x, 0.4, z)) for x, z in places]


@dataclass(frozen=True, eq=False, kw_only=True)
class Launch:
    """A rocket that stands, lights its engines after `start` seconds and climbs (in space: flies).

    `cruising` for a rocket that is already under way, its nose `lean` radians over the path's way.
    """

    paths: tuple[Path, ...]
    start: float
    cruising: bool
    seed: int
    afloat: bool = False
    lean: float = 0.30

    @property
    def models(self) -> Mapping[str, Model]:
        own = {"rocket": rocket_model()}
        if self.cruising:
            return own
        return own | {
            "pad_deck": deck_model(self.afloat),
            "pad_tower": tower_model(),
            "lightning_mast": mast_model(),
        }

    def height(self, t: float) -> float:
        """Metres climbed at `t`."""
        since = max(t - self.start - HOLD, 0.0)
        return RISE * t * (self.lean > 1.0) if self.cruising else 0.5 * CLIMB * since * since

    def at(self, t: float) -> Moment:
        """The rocket, its fire, what it lights, and the steam that rolls from under it."""
        foot = self._foot(t)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        pitch = self.lean - np.pi / 2 if self.cruising else 0.0
        rows = {"rocket": instances(foot, 1.0, yaw, pitch)}
        if not self.cruising:
            place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
            rows |= pad_rows(place, yaw, self.afloat, True)
        moment = Moment(instances=rows)
        if t <= self.start and not self.cruising:
            return self._breathing(moment, foot, t)
        flames = [self._flame(place, t, k) for k, place in enumerate(foot)]
        moment.glows = np.concatenate([glow for glow, _ in flames])
        moment.lights = np.concatenate([light for _, light in flames])
        if not self.cruising:
            moment.puffs = np.concatenate([self._steam(path, t, k) for k, path in enumerate(self.paths)])
        return moment

    def _foot(self, t: float) -> Array:
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        if self.cruising:
            back = [self._along(float(path.yaw(t))) for path in self.paths]
            up = np.array((0.0, self.height(t) + (TALL if self.lean > 1.0 else 0.0), 0.0))
            return np.asarray(floor + up + TALL / 2 * np.array(back), np.float32)
        return floor + np.array((0.0, self.deck + self.height(t), 0.0), np.float32)

    @property
    def deck(self) -> float:
        """Metres from its place up to the table it stands on."""
        return (AFLOAT if self.afloat else ASHORE) + 0.4

    def _along(self, yaw: float) -> Array:
        """The way the fire goes, away from the nose."""
        if not self.cruising:
            return np.array((0.0, -1.0, 0.0))
        flat, down = np.cos(self.lean), np.sin(self.lean)
        return np.array((-np.cos(yaw) * flat, -down, np.sin(yaw) * flat))

    def _flame(self, foot: Array, t: float, number: int) -> tuple[Array, Array]:
        """A white heart that reddens over 26 m, in 44 glows, and one great light."""
        rise = float(np.clip((t - self.start) / 0.35, 0, 1)) if not self.cruising else 1.0
        share = np.linspace(0, 1, 44)
        flicker = 1.0 + 0.14 * np.sin(47.0 * t + 31.0 * share + number) * np.sin(29.0 * t + 57.0 * share)
        way = self._along(float(self.paths[number].yaw(t)))
        rows = np.zeros((44, 12), np.float32)
        rows[:, :3] = foot + (0.2 + 26.0 * rise * share**1.25)[:, None] * way
        rows[:, 3] = (1.7 + 2.3 * np.sin(np.pi * share**0.7) + 1.6 * share) * flicker * (0.35 + 0.65 * rise)
        hot = np.exp(-3.2 * share)[:, None]
        colour = hot * np.array((1.0, 0.86, 0.66)) + (1 - hot) * np.array((1.0, 0.36, 0.09))
        rows[:, 4:7] = colour * (1.9 * np.exp(-2.6 * share) + 0.10)[:, None] * rise * flicker[:, None]
        rows[:, 7] = 0.75
        light = np.zeros((1, 8), np.float32)
        light[0, :3] = foot + 6.0 * way
        light[0, 3], light[0, 7] = 420.0, 7.0
        light[0, 4:7] = np.array((1.0, 0.62, 0.30)) * 9000.0 * rise * float(flicker[5])
        return rows, light

    def _breathing(self, moment: Moment, foot: Array, t: float) -> Moment:
        """Cold vapour that falls from the tanks while it waits."""
        random = np.random.default_rng(self.seed)
        index = np.arange(18)
        life, phase, side = 3.5, random.random(18) * 3.5, random.uniform(0, 6.28, 18)
        age = np.mod(t + phase, life) / life
        rows = np.zeros((len(foot), 18, 12), np.float32)
        high = np.where(index % 3 == 0, 27.5, 17.0)
        rows[..., 0] = foot[:, None, 0] + (2.0 + 3.2 * age) * np.cos(side)
        rows[..., 1] = foot[:, None, 1] + high - 5.0 * age**1.4
        rows[..., 2] = foot[:, None, 2] + (2.0 + 3.2 * age) * np.sin(side)
        rows[..., 3], rows[..., 4:7] = 0.6 + 2.2 * age, 0.9
        rows[..., 7], rows[..., 11] = 0.30 * np.sin(np.pi * age), 6.0 * phase
        moment.puffs = rows.reshape(-1, 12)
        return moment

    def _steam(self, path: Path, t: float, number: int) -> Array:
        """Clouds thrown out along the ground from the pad, and the column it leaves behind."""
        random = np.random.default_rng(self.seed + 17 * number)
        count, since = 150, t - self.start
        born = np.sort(random.uniform(0.0, 9.0, count))
        side, up = random.uniform(0, 2 * np.pi, count), random.random(count)
        age = np.maximum(since - born, 0.0)
        out = 42.0 * (1 - np.exp(-0.55 * age)) * (0.45 + 0.75 * up)
        ground = np.asarray(path.position(t), float)
        climbed = np.array([self.height(self.start + float(b)) for b in born])
        column = (born > 2.2) & (up > 0.45)
        rows = np.zeros((count, 12), np.float32)
        rows[:, 0] = ground[0] + np.where(column, 0.07, 1.0) * out * np.cos(side)
        low = self.deck - 1.5 + 5.5 * up * (1 - np.exp(-0.8 * age))
        rows[:, 1] = ground[1] + np.where(column, self.deck + climbed - 14.0, low)
        rows[:, 2] = ground[2] + np.where(column, 0.07, 1.0) * out * np.sin(side)
        rows[:, 3] = np.where(column, 4.0, 3.0) + 8.5 * (1 - np.exp(-0.5 * age))
        warm = np.exp(-0.9 * age)[:, None]
        rows[:, 4:7] = 0.86 * (1 - warm) + warm * np.array((1.0, 0.78, 0.55))
        rows[:, 7] = np.where(age > 0, 0.62 * np.exp(-0.09 * age) * np.clip(age / 0.25, 0, 1), 0.0)
        rows[:, 11] = side + 0.15 * age
        return rows

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the rocket as it climbs."""
        foot = self._foot(t)
        if self.cruising:
            flat, down = np.cos(self.lean), np.sin(self.lean)
            half = (TALL / 2 * np.array((flat, down, flat)) + 5.0).astype(np.float32)
            middle = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
            middle[:, 1] += self.height(t) + (TALL if self.lean > 1.0 else 0.0)
            return middle.min(0) - half, middle.max(0) + half
        half = np.array((9.0, 0.0, 9.0), np.float32)
        low = np.array((0.0, self.deck, 0.0), np.float32)
        return foot.min(0) - half - low, foot.max(0) + half + np.array((0.0, TALL, 0.0), np.float32)

    def stir(self, t: float) -> Moment:
        """Its pad keeps it off the water."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The roar from ignition on."""
        x, y, z = (float(value) for value in self.paths[0].position(0.0))
        begin = 0.0 if self.cruising else max(self.start, 0.0)
        return (Sound(kind="spacecraft", at=begin, position=(x, y, z), length=duration - begin, gain=1.0),)


def build_rocket(sheet: CallSheet) -> Launch:
    """A rocket that lifts off within the shot, stands where that is said, or is away already."""
    action = sheet.subject.action if sheet.subject else ""
    aloft = sheet.place is not None and "ground" not in sheet.place.spots and sheet.place.water is None
    start = 1e9 if action == "stand" else 0.16 * sheet.duration
    climbing = sheet.shot.set == "sky"
    cruising, afloat = climbing or (aloft and action != "stand"), stands_in_water(sheet)
    return Launch(
        paths=_still(sheet),
        start=start,
        cruising=cruising,
        seed=sheet.seed,
        afloat=afloat,
        lean=1.42 if climbing else 0.30,
    )


def _still(sheet: CallSheet) -> tuple[Path, ...]:
    """The paths' first places: a launch climbs by itself."""
    places = [np.asarray(path.position(0.0), np.float32) for path in sheet.paths]
    return tuple(
        Path(position=lambda t, p=place: p, yaw=path.yaw)  # type: ignore[misc]
        for place, path in zip(places, sheet.paths, strict=True)
    )


ASSET = Asset(
    id="rocket",
    kind="prop",
    words=Words(
        zh=("火箭", "运载火箭", "长征火箭", "大火箭"),
        en=("rocket", "rockets", "launch vehicle", "space rocket", "rocket ship"),
    ),
    build=build_rocket,
    size=(18.0, TALL + 3.4, 18.0),
    actions=("launch", "stand"),
    closest="ws",
)
