"""Space: the limb of a living planet, a moon, drifting rocks, a fleet or a station far off."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.drifting import Drifting
from yingxi.art.sets.fleet_battle import Burning, battle_of, camera_for, fleet, is_battle
from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.sets.spacecraft import far_ship
from yingxi.art.shapes.ground_cover import stone
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.solids import ball
from yingxi.world.scene import Air, Model

PLANET = (900.0, -2330.0, -1750.0)
RADIUS = 2300.0


def build_space(sheet: CallSheet) -> Place:
    """Space for one shot; the planet stands lower left or right by the scene's seed."""
    if is_battle(sheet.shot):
        return _battlefield(sheet)
    rng = np.random.default_rng(sheet.shot.scene)
    side = -1.0 if rng.random() < 0.5 else 1.0
    scenery = joined([_planet(side), _fleet(rng, side)])
    return Place(
        air=_air(side),
        spots={
            "space": Spot(centre=(0.0, 0.0, 0.0), extent=(60.0, 20.0)),
            "sky": Spot(centre=(0.0, 0.0, 0.0), extent=(60.0, 20.0)),
        },
        models=scenery.models,
        statics=scenery.statics,
        actors=(Drifting(seed=sheet.shot.scene, models_of=_rocks(), tint=(0.20, 0.19, 0.18)),),
    )


def _battlefield(sheet: CallSheet) -> Place:
    """Space full of a fleet that the droplet goes through; the planet fills what is below."""
    globe = _planet(-1.0, (-520.0, -2860.0, -1500.0))
    near = {name: rows for name, rows in globe.statics.items() if name != "moon"}
    scenery = joined([replace(globe, statics=near), fleet()])
    battle = battle_of(sheet)
    return Place(
        air=replace(
            _air(-1.0),
            sun=(0.84, 0.44, 0.06),
            sun_colour=(3.3, 3.05, 2.7),
            zenith=(0.020, 0.026, 0.050),
            ground=(0.05, 0.10, 0.19),
            glow=(0.030, 0.012, 0.020),
            stars=0.20,
        ),
        spots={
            "space": Spot(centre=(0.0, 0.0, 0.0), extent=(400.0, 40.0)),
            "sky": Spot(centre=(0.0, 0.0, 0.0), extent=(400.0, 40.0)),
        },
        models=scenery.models,
        statics=scenery.statics,
        actors=(Burning(battle=battle),),
        setups=camera_for(sheet),
    )


def _air(side: float) -> Air:
    return Air(
        sky="space",
        sun=(-0.80 * side, 0.42, 0.05),
        sun_colour=(5.2, 4.9, 4.5),
        zenith=(0.010, 0.014, 0.030),
        horizon=(0.075, 0.055, 0.110),
        ground=(0.030, 0.055, 0.095),
        glow=(0.010, 0.025, 0.050),
        glow_side=(0.050, 0.018, 0.040),
        haze=0.0,
        mist=0.0,
        clouds=0.0,
        stars=0.4,
        sun_size=0.012,
        wind=(0.0, 0.0, 0.0),
    )


@lru_cache(maxsize=2)
def _planet(side: float, at: tuple[float, float, float] = PLANET) -> Scenery:
    """The planet, its shell of air and a barren moon."""
    land = Finish(colour=(0.075, 0.085, 0.040))
    globe = model([(ball((0, 0, 0), RADIUS, land, 168, 84), "planet", "ground")])
    shell = model([(ball((0, 0, 0), RADIUS * 1.022, land, 144, 72), "halo", "cloud")])
    grey = model([(ball((0, 0, 0), 1.0, Finish(colour=(0.16, 0.155, 0.15)), 64, 40), "planet", "rock")])
    centre = (at[0] * side, at[1], at[2])
    return joined(
        [
            standing(
                "planet", globe, instance(centre, yaw=1.2, roll=1.45, tint=(0.16, 0.36, 0.95), parameter=1.0)
            ),
            standing("planet_air", shell, instance(centre, tint=(0.24, 0.50, 1.0))),
            standing(
                "moon",
                grey,
                instance((-1500.0 * side, 760.0, -3600.0), 210.0, tint=(0.0, 0.0, 0.0), parameter=0.0),
            ),
        ]
    )


def _fleet(rng: np.random.Generator, side: float) -> Scenery:
    """Three great ships at rest over the planet, small with distance."""
    count = 5
    place = np.c_[
        rng.uniform(-420, 260, count) * side, rng.uniform(-60, 190, count), rng.uniform(-1500, -420, count)
    ]
    rows = instances(
        place,
        rng.uniform(0.7, 1.5, count),
        rng.normal(0.35 * side, 0.12, count),
        tint=(1.0, 1.0, 1.0),
        parameter=1.0,
    )
    return standing("far_ship", far_ship(), rows)


@lru_cache(maxsize=1)
def _rocks() -> tuple[Model, ...]:
    return tuple(model([(stone(10 + k, 2, 0.6), "boulder", "rock")]) for k in range(4))


ASSET = Asset(
    id="space",
    kind="set",
    words=Words(
        zh=(
            "太空",
            "宇宙",
            "星空",
            "外太空",
            "星际",
            "银河",
            "轨道",
            "星河",
            "空间站",
            "太空站",
            "星系",
            "地球轨道",
            "小行星带",
        ),
        en=(
            "space",
            "outer space",
            "cosmos",
            "deep space",
            "orbit",
            "galaxy",
            "universe",
            "space station",
            "stars",
            "milky way",
            "asteroid belt",
            "interstellar",
        ),
    ),
    build=build_space,
    lives="space",
    size=(4000.0, 4000.0, 4000.0),
)
