"""A fishing boat with wheelhouse, derrick, nets and crew, that lifts, pitches and rolls with the sea."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.airs import is_before_sunrise, is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.blocking_afloat import swell_at
from yingxi.art.props.fishing_boat_hull import DECK, LENGTH, WIDTH, fishing_body, fishing_hull
from yingxi.art.props.still_life import colour_for
from yingxi.art.sets.river_city_people import spectator
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.world.scene import Model, Moment, Sound, Water

PAINTS = (
    (0.045, 0.16, 0.34),
    (0.46, 0.055, 0.035),
    (0.05, 0.25, 0.19),
    (0.60, 0.42, 0.10),
    (0.50, 0.52, 0.50),
)
OILSKINS = ((0.86, 0.50, 0.03), (0.72, 0.16, 0.02), (0.07, 0.12, 0.17))
CREW = ((-2.75, 0.15, 2.2, 0), (-1.55, -0.15, -1.9, 1), (3.7, 0.25, 0.3, 0))
"""Places on deck: metres ahead and to starboard, which way they face (radians), what the spectator does."""
SPRAY_LIFE, SPRAY_STEP = 1.1, 0.05


@dataclass(frozen=True, eq=False, kw_only=True)
class FishingBoats:
    """Boats along paths. `lit` 0-1 is how bright their lamps and windows are; `crewed` boats have people."""

    paths: tuple[Path, ...]
    paints: Array
    lit: float
    water: Water | None
    wind: tuple[float, float, float]
    seed: int
    crewed: bool = True
    _ticks: dict[int, tuple[Array, Array, Array, Array]] = field(default_factory=dict)
    _speeds: dict[float, Array] = field(default_factory=dict)

    @property
    def models(self) -> Mapping[str, Model]:
        crew = {f"spectator_{pose}": spectator(pose) for pose in (0, 1)} if self.crewed else {}
        return {"fishing_hull": fishing_hull(), "fishing_body": fishing_body(), **crew}

    def at(self, t: float) -> Moment:
        """Hulls, crew, lamps, bow waves and spray at `t`."""
        place, yaw, pitch, roll = self._afloat(t)
        white = np.ones((len(place), 3))
        rows = {
            "fishing_hull": instances(place, 1.0, yaw, pitch, roll, self.paints),
            "fishing_body": instances(place, 1.0, yaw, pitch, roll, white, self.lit),
        }
        if self.crewed:
            rows |= self._crew(t, place, yaw, pitch, roll)
        return Moment(
            instances=rows,
            waves=self._waves(t, place, yaw),
            foam=self._foam(t, place, yaw),
            lights=self._lamps(place, yaw),
            glows=self._glows(place, yaw),
            puffs=self._spray(t),
        )

    def stir(self, t: float) -> Moment:
        """Waves and foam alone."""
        place = self._places(t)
        yaw = np.array([path.yaw(t) for path in self.paths])
        return Moment(waves=self._waves(t, place, yaw), foam=self._foam(t, place, yaw))

    def _places(self, t: float) -> Array:
        return np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)

    def _speed(self, t: float) -> Array:
        """Metres a second of each boat at `t`; the last answer is kept, for it is asked thrice a frame."""
        if t not in self._speeds:
            self._speeds.clear()
            moved = self._places(t + 0.05) - self._places(t - 0.05)
            self._speeds[t] = np.asarray(np.linalg.norm(moved[:, [0, 2]], axis=1) / 0.1)
        return self._speeds[t]

    def _afloat(self, t: float) -> tuple[Array, Array, Array, Array]:
        """Places (n, 3), yaw, pitch and roll (n,): a bob of their own and the slope of the swell."""
        place, yaw = self._places(t), np.array([path.yaw(t) for path in self.paths])
        phase = 2.1 * np.arange(len(place)) + 0.7 * (self.seed % 9)
        place[:, 1] += 0.05 * np.sin(1.1 * t + phase)
        pitch = 0.018 * np.sin(1.25 * t + phase + 2.0) + 0.010 * np.minimum(self._speed(t) / 4.0, 1.5)
        roll = 0.030 * np.sin(0.9 * t + phase + 1.0)
        if self.water is not None:
            pitch = pitch + np.clip(self._rise(place, yaw, t, 0.38 * LENGTH), -0.30, 0.30)
            roll = roll + np.clip(self._rise(place, yaw - np.pi / 2, t, 0.6 * WIDTH), -0.28, 0.28)
        return place, yaw, pitch, roll

    def _rise(self, place: Array, yaw: Array, t: float, reach: float) -> Array:
        """Slope of the swell across `reach` metres to either side along `yaw`."""
        assert self.water is not None
        x, z = (np.asarray(side, np.float32) for side in (reach * np.cos(yaw), -reach * np.sin(yaw)))
        ahead = swell_at(self.water, self.wind, place[:, 0] + x, place[:, 2] + z, t)
        behind = swell_at(self.water, self.wind, place[:, 0] - x, place[:, 2] - z, t)
        return np.asarray(np.arctan2(ahead - behind, 2 * reach))

    def _crew(self, t: float, place: Array, yaw: Array, pitch: Array, roll: Array) -> dict[str, Array]:
        """People in oilskins on deck, each swaying a little against the roll."""
        deck = turn(yaw, pitch, roll)
        rows: dict[str, list[Array]] = {"spectator_0": [], "spectator_1": []}
        for number, (ahead, side, facing, pose) in enumerate(CREW):
            rise = DECK + 0.75 * max(ahead / (LENGTH / 2 * 0.95) - 0.28, 0.0) ** 1.5
            foot = place + np.einsum("nij,j->ni", deck, np.array([ahead, rise, side]))
            sway = 0.05 * np.sin(1.7 * t + 1.3 * number + np.arange(len(place)))
            busy = facing + 0.35 * np.sin(0.8 * t + 2.0 * number + np.arange(len(place)))
            colour = np.array([OILSKINS[(k + number) % 3] for k in range(len(place))])
            rows[f"spectator_{pose}"].append(
                instances(foot, 0.98, yaw + busy, 0.4 * pitch + sway, 0.3 * roll, colour * 2.0)
            )
        return {name: np.concatenate(parts) for name, parts in rows.items() if parts}

    def _beside(self, place: Array, yaw: Array, ahead: float, side: float) -> tuple[Array, Array]:
        c, s = np.cos(yaw), np.sin(yaw)
        return place[:, 0] + ahead * c + side * s, place[:, 2] - ahead * s + side * c

    def _waves(self, t: float, place: Array, yaw: Array) -> Array:
        """Pressure (n, 5) of bow, body and stern by speed."""
        push = np.minimum(self._speed(t) / 4.0, 1.6) ** 2
        rows = []
        for ahead, reach, wide, force in ((4.6, 0.9, 0.7, 2.6), (2.0, 1.8, 1.0, 0.9), (-4.6, 1.3, 1.0, -1.7)):
            x, z = self._beside(place, yaw, ahead, 0.0)
            along = np.hypot(reach * np.cos(yaw), wide * np.sin(yaw))
            across = np.hypot(reach * np.sin(yaw), wide * np.cos(yaw))
            rows.append(np.stack([x, z, along, across, force * push], 1))
        return np.concatenate(rows).astype(np.float32)

    def _foam(self, t: float, place: Array, yaw: Array) -> Array:
        """Foam (n, 4): at the stem, along the flanks, and churned behind the screw."""
        rate = np.clip(self._speed(t) / 4.0, 0, 1.4)
        rows = []
        for ahead, side, radius, much in (
            (5.3, 0.0, 0.45, 0.20), (4.4, 0.9, 0.40, 0.12), (4.4, -0.9, 0.40, 0.12), (2.4, 1.75, 0.36, 0.06),
            (2.4, -1.75, 0.36, 0.06), (-5.9, 0.0, 0.85, 0.22), (-6.6, 0.7, 0.55, 0.10),
            (-6.6, -0.7, 0.55, 0.10),
        ):  # fmt: skip
            x, z = self._beside(place, yaw, ahead, side)
            rows.append(np.stack([x, z, np.full(len(place), radius), much * rate], 1))
        return np.concatenate(rows).astype(np.float32)

    def _lamps(self, place: Array, yaw: Array) -> Array:
        """The working lamp over the deck of each boat (n, 8)."""
        if self.lit < 0.2:
            return np.zeros((0, 8), np.float32)
        x, z = self._beside(place, yaw, -0.6, 0.0)
        rows = np.zeros((len(place), 8), np.float32)
        rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3] = x, place[:, 1] + 3.3, z, 13.0
        rows[:, 4:7] = np.array([1.0, 0.72, 0.40]) * 9.0 * self.lit
        return rows

    def _glows(self, place: Array, yaw: Array) -> Array:
        """Halos of the masthead and deck lamps."""
        if self.lit < 0.2:
            return np.zeros((0, 12), np.float32)
        rows = []
        for ahead, up, radius, much in ((0.35, 7.25, 0.55, 1.0), (-0.1, 3.35, 0.8, 0.8)):
            x, z = self._beside(place, yaw, ahead, 0.0)
            row = np.zeros((len(place), 12), np.float32)
            row[:, 0], row[:, 1], row[:, 2], row[:, 3] = x, place[:, 1] + up, z, radius
            row[:, 4:7], row[:, 7] = np.array([2.2, 1.6, 0.9]) * much * self.lit, 1.0
            rows.append(row)
        return np.concatenate(rows)

    def _spray(self, t: float) -> Array:
        """Water thrown up where a bow drives into a sea, as puffs (n, 12); none on calm water."""
        if self.water is None or self.water.swell < 0.25:
            return np.zeros((0, 12), np.float32)
        rows = [self._thrown(round(t / SPRAY_STEP) - back, t) for back in range(int(SPRAY_LIFE / SPRAY_STEP))]
        return np.concatenate(rows).astype(np.float32)

    def _thrown(self, tick: int, t: float) -> Array:
        """What left the bows at one tick and is still in the air."""
        age = t - tick * SPRAY_STEP
        if age < 0:
            return np.zeros((0, 12))
        place, yaw, force, dice = self._driven(tick)
        if force.max() < 0.04:
            return np.zeros((0, 12))
        side = np.where(dice[..., 0] < 0.5, -1.0, 1.0)
        out = side * (1.2 + 2.4 * dice[..., 1])
        c, s = np.cos(yaw)[:, None], np.sin(yaw)[:, None]
        ahead, across = 4.9 + 0.4 * dice[..., 2] - 1.4 * age, 0.55 * side + out * age
        rows = np.zeros((*dice.shape[:2], 12))
        rows[..., 0] = place[:, :1] + ahead * c + across * s + self.wind[0] * 0.25 * age
        up = (2.6 + 3.4 * dice[..., 3]) * force[:, None]
        rows[..., 1] = place[:, 1:2] + 0.7 + up * age - 4.9 * age * age
        rows[..., 2] = place[:, 2:3] - ahead * s + across * c + self.wind[2] * 0.25 * age
        rows[..., 3] = 0.22 + 0.75 * age
        rows[..., 4:7] = 0.80
        rows[..., 7] = 0.55 * force[:, None] * math.sin(math.pi * min(1.0, 0.25 + age / SPRAY_LIFE))
        rows[..., 11] = 6.28 * dice[..., 2] + 0.8 * age
        flat = rows.reshape(-1, 12)
        return flat[(flat[:, 7] > 0.02) & (flat[:, 1] > -0.3)]

    def _driven(self, tick: int) -> tuple[Array, Array, Array, Array]:
        """Where the bows were at a tick, how hard they drove into the sea (0-1), and dice; remembered."""
        if tick not in self._ticks:
            born = tick * SPRAY_STEP
            place, yaw, pitch, _ = self._afloat(born)
            before = self._afloat(born - 0.1)[2]
            pace = np.clip(self._speed(born) / 2.5, 0.3, 1)
            force = np.clip((before - pitch) / 0.1 * 4.0 - 0.12, 0.0, 1.0) * pace
            dice = np.random.default_rng((self.seed, tick % 100_000)).random((len(place), 6, 4))
            self._ticks[tick] = place, yaw, np.asarray(force), dice
        return self._ticks[tick]

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round all hulls up to the wheelhouse; masts may stand out of it."""
        place, yaw = self._places(t), np.array([path.yaw(t) for path in self.paths])
        x = np.abs(LENGTH / 2 * np.cos(yaw)) + np.abs(WIDTH / 2 * np.sin(yaw))
        z = np.abs(LENGTH / 2 * np.sin(yaw)) + np.abs(WIDTH / 2 * np.cos(yaw))
        reach = np.stack([x, 0 * x, z], 1)
        low, high = place - reach, place + reach + np.array([0.0, 4.6, 0.0])
        return low.min(0).astype(np.float32), high.max(0).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The motor of the first boat and the water along its side."""
        x, y, z = (float(value) for value in self._places(0.0)[0])
        moving = bool(self._speed(0.5 * duration)[0] > 0.8)
        lap = Sound(kind="water_lap", at=0.0, position=(x, y, z), length=duration, gain=0.5)
        motor = Sound(kind="engine", at=0.0, position=(x, y, z), length=duration, gain=0.4)
        return (lap, motor) if moving else (lap,)


def build_fishing_boat(sheet: CallSheet) -> FishingBoats:
    """Fishing boats along their paths; lamps burn in the dark, before sunrise and in foul weather."""
    shot, count = sheet.shot, len(sheet.paths)
    first = int(sheet.random().integers(len(PAINTS)))
    paints = np.array([PAINTS[(first + k) % len(PAINTS)] for k in range(count)])
    if sheet.subject is not None and sheet.subject.colour:
        paints[:] = colour_for(sheet, PAINTS[0])
    dim = shot.weather in ("storm", "rain", "mist")
    place = sheet.place
    return FishingBoats(
        paths=sheet.paths,
        paints=paints,
        lit=1.0 if is_dark(shot.hour) or is_before_sunrise(shot) else 0.8 if dim else 0.12,
        water=place.water if place is not None else None,
        wind=place.air.wind if place is not None else (2.0, 0.0, 0.5),
        seed=sheet.seed,
    )


ASSET = Asset(
    id="fishing_boat",
    kind="prop",
    words=Words(
        zh=("渔轮", "拖网渔船", "机帆船", "捕鱼船", "渔船队", "渔轮队", "拖网船"),
        en=("fishing boat", "trawler", "fishing vessel", "fishing fleet", "fishing trawler", "lobster boat"),
    ),
    build=build_fishing_boat,
    size=(LENGTH, 4.6, WIDTH),
    lives="water",
    actions=("sail", "drift", "rest", "race"),
    closest="ms",
)
