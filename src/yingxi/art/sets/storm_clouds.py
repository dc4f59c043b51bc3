"""Among thunderclouds: a sea of cloud between towers, a cold glow in its clefts, lightning as key light."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, direction, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.battle.fight import fight_of
from yingxi.art.battle.views import battle_camera
from yingxi.art.sets.lightning import Lightning
from yingxi.art.sets.scenery import Scenery, place_seed, rooted
from yingxi.art.shapes import Numbers
from yingxi.art.shapes.noise import billows, ramp
from yingxi.art.shapes.terrain import Height, Soil, lay_ground
from yingxi.world.scene import Air, Array, Model, Moment, Sound

Triple = tuple[float, float, float]
LEVEL, HOLLOW = -9.0, 50.0
"""Metres of the cloud sea's height, and of the calm round the stage."""
HEAPS = ((0.0042, 44.0), (0.0125, 17.0), (0.033, 7.0), (0.085, 2.6), (0.21, 0.9))
"""Turns a metre and metres of height of the heaps on heaps of which a thundercloud is made."""
BASE = Air(sky="storm", haze=0.0011, mist=0.004, mist_height=10.0, wind=(5.0, 0.0, 1.5))
WISPS, BANKS = 15, 70


def build_storm_clouds(sheet: CallSheet) -> Place:
    """The storm for one shot: moon or low sun behind it, lightning at moments that the action asks for."""
    shot, seed = sheet.shot, place_seed(sheet)
    air = _air(sheet)
    scenery = _clouds(seed)
    floor = storm_height(seed)
    fight = fight_of(sheet)
    shares = fight.act.flashes if fight is not None else (0.18, 0.66)
    random = sheet.random()
    toward = tuple(direction(float(random.uniform(14, 30)), float(random.uniform(-34, 34))) for _ in shares)
    lightning = Lightning(
        times=tuple(share * sheet.duration for share in shares),
        toward=toward,
        away=900.0,
        floor=-40.0,
        seed=seed + shot.start % 97,
    )
    return Place(
        air=air,
        spots={
            "sky": Spot(centre=(0.0, 30.0, 0.0), extent=(60.0, 30.0)),
            "ground": Spot(centre=(0.0, float(floor(np.zeros(1), np.zeros(1))[0]), 0.0), extent=(14.0, 5.0)),
        },
        models=scenery.models,
        statics=scenery.statics,
        actors=(lightning, Wisps(seed=seed, clear=fight is not None)),
        ground=floor,
        setups=battle_camera(floor) if fight is not None else None,
    )


def storm_height(seed: int) -> Height:
    """Metres of the cloud tops: round heaps on round heaps with creases between."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        calm = ramp(away, 0.4 * HOLLOW, 3.2 * HOLLOW)
        total = np.zeros_like(away)
        for octave, (turns, tall) in enumerate(HEAPS):
            round_heap = np.abs(2 * billows(x * turns, z * turns, seed + octave, 1) - 1)
            total += tall * (round_heap - 0.42) * (calm if octave < 2 else 0.35 + 0.65 * calm)
        # Far off the heaps rise gently into the haze; the towers behind them are the sky's.
        swell = 26 * billows(x * 0.0011, z * 0.0011, seed + 9, 2) * ramp(away, 250, 1400)
        return np.asarray(LEVEL + total + swell, np.float32)

    return height


@lru_cache(maxsize=2)
def _clouds(seed: int) -> Scenery:
    """The clouds of `storm_height` as scenery."""

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        return Soil(colour=np.full((*x.shape, 3), 0.62, np.float32), roughness=1.0)

    ground = lay_ground(
        storm_height(seed),
        cover,
        "storm_cloud",
        "cloud",
        near=2.5,
        reach=5000.0,
        steps=(0.045, 0.021),
        fine=40,
    )
    return rooted({name.replace("ground", "storm_cloud"): part for name, part in ground.items()})


def _air(sheet: CallSheet) -> Air:
    """The hour's light stands behind the towers; the weather is a storm whatever else is said."""
    shot = sheet.shot
    air = air_for(shot.hour, "storm", shot.season, sheet.look, BASE)
    night = is_dark(shot.hour)
    return replace(
        air,
        sky="storm",
        sun=direction(20.0, -24.0),
        sun_colour=_scaled(air.sun_colour, 2.4),
        zenith=_scaled(air.zenith, 1.15 if night else 0.6),
        horizon=_scaled(air.horizon, 1.25 if night else 0.7),
        glow=(0.008, 0.019, 0.034) if night else (0.0, 0.0, 0.0),
        ground=(0.020, 0.020, 0.026) if night else air.ground,
        haze=BASE.haze,
        mist=BASE.mist,
        clouds=1.0,
        stars=0.0,
        rain=0.40,
        shadows=False,
    )


def _scaled(colour: Triple, by: float) -> Triple:
    return (colour[0] * by, colour[1] * by, colour[2] * by)


@dataclass(frozen=True, eq=False, kw_only=True)
class Wisps:
    """Torn cloud that drifts through the stage, near and far, for depth; `clear` keeps it off the middle."""

    seed: int
    clear: bool
    models: Mapping[str, Model] = field(default_factory=dict)

    def at(self, t: float) -> Moment:
        """All wisps at `t`."""
        random = np.random.default_rng((self.seed, 5))
        place: Numbers = random.uniform((-90, 4, -110), (90, 46, -26), (WISPS, 3))
        place[:, 0] += 4.0 * t * random.uniform(0.5, 1.3, WISPS)
        rows = np.zeros((WISPS, 12), np.float32)
        rows[:, :3] = place
        rows[:, 3] = random.uniform(11, 26, WISPS)
        rows[:, 4:7] = 0.50
        rows[:, 7] = random.uniform(0.16, 0.34, WISPS)
        rows[:, 11] = random.uniform(0, 6.28, WISPS) + 0.05 * t
        return Moment(puffs=np.concatenate([rows, self._banks(t)]))

    def _banks(self, t: float) -> Array:
        """Banks of cloud that stand on the sea far off and hide where it ends."""
        random = np.random.default_rng((self.seed, 6))
        away, angle = random.uniform(130, 480, BANKS), random.uniform(0, 2 * np.pi, BANKS)
        rows = np.zeros((BANKS, 12), np.float32)
        rows[:, 0] = away * np.cos(angle) + 2.0 * t
        rows[:, 1] = LEVEL + random.uniform(-6, 12, BANKS)
        rows[:, 2] = away * np.sin(angle)
        rows[:, 3] = 0.11 * away * random.uniform(0.7, 1.5, BANKS)
        rows[:, 4:7] = 0.46
        rows[:, 7] = random.uniform(0.35, 0.7, BANKS)
        rows[:, 11] = random.uniform(0, 6.28, BANKS) + 0.02 * t
        return rows

    def bounds(self, t: float) -> tuple[Array, Array]:
        """No size: no camera serves it."""
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Wind and rain."""
        return (
            Sound(kind="wind", at=0.0, position=(0.0, 20.0, 0.0), length=duration, gain=0.6),
            Sound(kind="rain", at=0.0, position=(0.0, 20.0, 10.0), length=duration, gain=0.4),
        )


ASSET = Asset(
    id="storm_clouds",
    kind="set",
    words=Words(
        zh=("雷雨云海", "雷暴云", "雷雨云", "雷云", "积雨云", "风暴云海", "暴风云", "雷暴", "风暴云"),
        en=(
            "storm clouds",
            "thunderclouds",
            "thunderhead",
            "storm cloud sea",
            "thunderstorm sky",
            "cumulonimbus",
        ),
    ),
    build=build_storm_clouds,
    lives="sky",
    size=(6000.0, 400.0, 6000.0),
)
