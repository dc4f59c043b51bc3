"""Mars or the Moon: rusty or grey plains of stones, craters, mesas; the Earth over a black horizon."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.props.rover import AXLES, WHEEL, rover_body, rover_wheel
from yingxi.art.sets.scenery import Scenery, boulders, joined, place_seed, rooted, standing
from yingxi.art.sets.soils import mixed
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.noise import Array, billows, ramp, ridges
from yingxi.art.shapes.place import instance, instances, turn
from yingxi.art.shapes.solids import ball
from yingxi.art.shapes.terrain import Height, Soil, lay_ground, scatter
from yingxi.world.scene import Air

RED_SOILS = ((0.34, 0.135, 0.055), (0.24, 0.085, 0.035))
GREY_SOILS = ((0.23, 0.225, 0.22), (0.15, 0.148, 0.145))
MARS_AIR = Air(
    sky="day",
    sun=(-0.55, 0.30, -0.75),
    sun_colour=(4.3, 3.3, 2.4),
    zenith=(0.36, 0.23, 0.145),
    horizon=(0.74, 0.50, 0.30),
    ground=(0.16, 0.08, 0.04),
    haze=0.00042,
    mist=0.0006,
    mist_height=40.0,
    clouds=0.12,
    sun_size=0.0040,
    shadows=True,
    wind=(3.0, 0.0, 1.0),
    dust=0.22,
)
ROVER_TINT = (0.70, 0.64, 0.58)
"""White paint under the dust of the place."""
MOON_AIR = Air(
    sky="space",
    sun=(-0.70, 0.34, -0.35),
    sun_colour=(5.4, 5.2, 4.9),
    zenith=(0.004, 0.004, 0.006),
    horizon=(0.006, 0.006, 0.010),
    ground=(0.05, 0.05, 0.052),
    haze=0.0,
    mist=0.0,
    clouds=0.0,
    stars=0.3,
    shadows=True,
    wind=(0.0, 0.0, 0.0),
)


def build_mars(sheet: CallSheet) -> Place:
    """The surface of Mars for one shot."""
    return _place(sheet, RED_SOILS, MARS_AIR, earth=False)


def build_moon(sheet: CallSheet) -> Place:
    """The surface of the Moon for one shot, the Earth above its horizon."""
    return _place(sheet, GREY_SOILS, MOON_AIR, earth=True)


def _place(sheet: CallSheet, soils: tuple[tuple[float, float, float], ...], air: Air, earth: bool) -> Place:
    seed = place_seed(sheet)
    height = crater_height(seed, mesas=not earth)
    land = _land(seed, soils, earth)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    if not earth and _has_rover(sheet):
        land = joined([land, parked_rover(height, (-10.5, -9.0), 0.5)])
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(24.0, 8.0)),
            "sky": Spot(centre=(0.0, stand + 40.0, -120.0), extent=(90.0, 40.0)),
            "space": Spot(centre=(0.0, stand + 40.0, -120.0), extent=(90.0, 40.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def crater_height(seed: int, mesas: bool) -> Height:
    """Plains with craters of many sizes; tables of rock far off on Mars, rounded mountains on the Moon."""
    rng = np.random.default_rng(seed + 31)
    count = 46
    bowls = np.c_[rng.uniform(-900, 900, count), rng.uniform(-1100, 160, count), rng.uniform(9, 120, count)]
    bowls = bowls[np.hypot(bowls[:, 0], bowls[:, 1]) > 2.0 * bowls[:, 2] + 16]

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        rolls = 7 * (billows(x * 0.008, z * 0.008, seed, 5) - 0.5) * ramp(away, 8, 90)
        small = 0.35 * (billows(x * 0.13, z * 0.13, seed + 1, 3) - 0.5) * ramp(away, 3, 14)
        total = rolls + small
        for cx, cz, reach in bowls:
            d = np.hypot(x - cx, z - cz) / reach
            total = total + reach * 0.13 * (
                np.exp(-(((d - 1.0) / 0.22) ** 2)) - 1.15 * np.exp(-((d / 0.78) ** 4))
            )
        crest = ridges(x * 0.0010, z * 0.0010, seed + 5, 5)
        far = ramp(away, 900, 2200)
        tables = np.minimum(900 * np.clip(crest - 0.30, 0, 1), 230) if mesas else 420 * crest**1.5
        return np.asarray(total + far * tables, np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int, soils: tuple[tuple[float, float, float], ...], earth: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), crater_height(seed, mesas=not earth)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = ramp(billows(x * 0.006, z * 0.006, seed + 20, 5), 0.35, 0.65)
        return Soil(
            colour=mixed(mixed(soils[0], soils[1], patch), np.multiply(soils[1], 0.7), ramp(slope, 0.1, 0.4))
        )

    parts = [rooted(lay_ground(height, cover, "land", reach=4200.0, fine=38))]
    x, z = scatter(rng, 900, 3.0, 240)
    clear = np.hypot(x / 18, z / 6) > 1
    tone = np.multiply(soils[1], 0.9)
    parts.append(boulders(np.stack([x, height(x, z), z], 1)[clear], rng, tuple(tone), (0.06, 1.3)))
    if earth:
        globe = model(
            [(ball((0, 0, 0), 1.0, Finish(colour=(0.075, 0.085, 0.040)), 72, 44), "planet", "ground")]
        )
        row = instance(
            (620.0, 900.0, -2900.0), 260.0, yaw=0.7, roll=1.2, tint=(0.16, 0.36, 0.95), parameter=1.0
        )
        parts.append(standing("earth", globe, row))
    return joined(parts)


def _has_rover(sheet: CallSheet) -> bool:
    """Whether the expedition's own rover stands by: not where one plays, nor on worlds unreached."""
    plays = any(subject.asset == "rover" for subject in sheet.shot.subjects)
    unknown = any(word in sheet.shot.place.lower() for word in ("外星", "异星", "荒星", "alien", "exoplanet"))
    return not plays and not unknown


def parked_rover(height: Height, at: tuple[float, float], yaw: float) -> Scenery:
    """A rover that waits with its six wheels on the ground at (x, z), tilted as the ground is."""
    x, z = at
    ahead, side = np.array([np.cos(yaw), -np.sin(yaw)]), np.array([np.sin(yaw), np.cos(yaw)])

    def ground(along: float, across: float) -> float:
        spot = np.array(at) + along * ahead + across * side
        return float(height(spot[:1], spot[1:])[0])

    pitch = np.arctan2(ground(1.0, 0) - ground(-1.0, 0), 2.0)
    roll = -np.arctan2(ground(0, 0.95) - ground(0, -0.95), 1.9)
    foot = np.array([x, ground(0, 0), z])
    body, stations = turn(yaw, pitch, roll), [(x, s * 0.95) for x in AXLES for s in (-1, 1)]
    hubs = [foot + body @ np.array([x, WHEEL, z]) for x, z in stations]
    rows = instances(hubs, 1.0, yaw, pitch, roll, tint=(0.72, 0.66, 0.60))
    return joined(
        [
            standing("parked_rover", rover_body(), instance(foot, 1.0, yaw, pitch, roll, ROVER_TINT)),
            standing("parked_rover_wheel", rover_wheel(), rows),
        ]
    )


ASSETS = (
    Asset(
        id="mars",
        kind="set",
        words=Words(
            zh=("火星", "火星表面", "火星基地", "外星", "异星", "外星球", "红色星球", "荒星", "陨石坑"),
            en=(
                "mars",
                "martian surface",
                "red planet",
                "alien planet",
                "exoplanet",
                "alien world",
                "crater",
            ),
        ),
        build=build_mars,
        size=(4200.0, 230.0, 4200.0),
    ),
    Asset(
        id="moon",
        kind="set",
        words=Words(
            zh=("月球", "月面", "月球表面", "月球基地", "登月"),
            en=("the moon", "lunar surface", "moon surface", "moon base", "moon landing"),
        ),
        build=build_moon,
        size=(4200.0, 400.0, 4200.0),
    ),
)
