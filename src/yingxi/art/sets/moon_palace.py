"""The palace in the moon (月宫): jade halls on clouds, an osmanthus in flower, the great disc behind."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.cloud_sea import clouds
from yingxi.art.sets.scenery import Fixtures, Scenery, joined, place_seed, planted, standing
from yingxi.art.sets.street_things import lantern
from yingxi.art.shapes.buildings import Paint, house, pagoda
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.solids import cylinder, grid
from yingxi.world.scene import Air, Model, Moment

JADE = Paint(
    wall=(0.62, 0.66, 0.66),
    wood=(0.30, 0.40, 0.42),
    tile=(0.10, 0.30, 0.33),
    ridge=(0.62, 0.52, 0.26),
    base=(0.60, 0.64, 0.66),
    light=(1.0, 0.72, 0.34),
)
AIR = Air(
    sky="day",
    sun=(0.10, 0.42, -0.90),
    sun_colour=(2.6, 2.6, 2.7),
    zenith=(0.030, 0.050, 0.150),
    horizon=(0.135, 0.165, 0.300),
    ground=(0.05, 0.06, 0.09),
    haze=0.0007,
    mist=0.0030,
    mist_height=9.0,
    clouds=0.18,
    stars=1.0,
    sun_size=0.0,
    shadows=True,
    wind=(0.8, 0.0, 0.2),
    petals=0.35,
    falling_colour=(0.95, 0.62, 0.12),
)


def build_moon_palace(sheet: CallSheet) -> Place:
    """The moon palace for one shot: always night, always in flower."""
    seed = place_seed(sheet)
    halls, lamps = _halls(seed)
    air = AIR if sheet.look.id != "noir" else replace(AIR, petals=0.1)
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(13.0, 5.0)),
            "sky": Spot(centre=(0.0, 15.0, -26.0), extent=(40.0, 15.0)),
        },
        models=halls.models,
        statics=halls.statics,
        actors=(Fixtures(moment=lamps),),
        ground=_floor,
    )


def _floor(x: Array, z: Array) -> Array:
    """A round terrace of 24 m; clouds beyond."""
    return np.asarray(np.where(np.hypot(x, z) < 24, 0.0, -3.5), np.float32)


@lru_cache(maxsize=2)
def _halls(seed: int) -> tuple[Scenery, Moment]:
    moon = model([(_disc(), "moon", "light")])
    lamps = np.array([(-8.0, 3.6, -9.5), (2.2, 3.6, -9.5), (8.6, 4.4, -4.8), (-10.5, 4.2, -2.0)])
    parts = [
        clouds(seed, -7.0, 26.0),
        standing("terrace", _terrace(), instances([(0, 0, 0)])),
        standing("moon_disc", moon, instance((34.0, 96.0, -420.0), 108.0, parameter=1.0)),
        *_buildings(),
        *_trees(np.random.default_rng(seed)),
        standing("lantern", lantern(), instances(lamps, 0.75, tint=(1.0, 3.5, 2.0), parameter=1.2)),
    ]
    glow = np.zeros((5, 8), np.float32)
    glow[:4, :3], glow[:4, 3] = lamps - [0, 0.4, 0], 13.0
    glow[:4, 4:7] = np.array([1.0, 0.60, 0.22]) * 9.0
    glow[4, :3], glow[4, 3], glow[4, 4:7] = (-3.0, 3.0, -11.0), 18.0, np.array([1.0, 0.66, 0.28]) * 12
    return joined(parts), Moment(lights=glow)


def _terrace() -> Model:
    """A round floor of jade with a rail that is open toward the camera."""
    stone = Finish(colour=(0.55, 0.60, 0.62), roughness=0.4)
    rail = [
        cylinder(
            (23.2 * np.cos(a), 0, 23.2 * np.sin(a)), (23.2 * np.cos(a), 1.1, 23.2 * np.sin(a)), 0.1, stone, 6
        )
        for a in np.linspace(0, 2 * np.pi, 97)[:-1]
        if not 0.33 < (a / np.pi) < 0.67
    ]
    disc = cylinder((0, -1.2, 0), (0, 0, 0), 24.0, stone, 72)
    return model([(merge([disc, *rail]), "marble", "stone")])


def _buildings() -> list[Scenery]:
    """The hall, a wing on either side, pagodas far off."""
    far = [(-58.0, -6.0, -80.0), (70.0, -4.0, -120.0), (-96.0, -8.0, -170.0)]
    return [
        standing(
            "jade_hall",
            model(house(17.0, 9.0, 2, JADE, 2)),
            instances([(-3.0, 0, -17.0)], 1.15, 0.0, parameter=1.0),
        ),
        standing(
            "jade_wing",
            model(house(9.0, 6.0, 1, JADE, 5)),
            instances([(-19.0, 0, -9.0), (19.0, 0, -10.5)], 0.95, [0.75, -0.75], parameter=1.0),
        ),
        standing(
            "jade_pagoda",
            model(pagoda(5, 7.0, JADE)),
            instances(far, [1.2, 1.6, 1.7], parameter=1.0),
        ),
    ]


def _trees(rng: np.random.Generator) -> list[Scenery]:
    """Osmanthus: green crowns full of golden flowers, and younger trees in front."""
    old = np.array([(11.5, -0.1, -6.5), (-13.0, -0.1, -3.0)])
    young = np.array([(19.0, -0.2, 5.0), (-20.0, -0.2, 7.0)])
    return [
        planted("tree", old, rng, (0.055, 0.10, 0.035), size=(0.95, 1.1)),
        planted("blossom", old, rng, (0.85, 0.50, 0.06), size=(1.0, 1.15), vary=0.1),
        planted("blossom", young, rng, (0.90, 0.56, 0.08), size=(0.7, 0.8), vary=0.1),
    ]


def _disc() -> Mesh:
    """A flat disc of radius 1 facing +z, its rim turned back a little."""
    radius, angle = np.linspace(0, 1, 12)[:, None], np.linspace(0, 2 * np.pi, 97)[None]
    sheet = np.stack([radius * np.cos(angle), radius * np.sin(angle), -0.1 * radius**4 + 0 * angle], -1)
    return grid(sheet, Finish(colour=(1.0, 0.96, 0.84), emission=1.0), flipped=True)


ASSET = Asset(
    id="moon_palace",
    kind="set",
    words=Words(
        zh=("月宫", "广寒宫", "桂树", "蟾宫", "仙境", "仙界", "瑶池", "天庭", "蓬莱", "神话世界"),
        en=(
            "moon palace",
            "palace of the moon",
            "immortal realm",
            "celestial palace",
            "fairyland",
            "osmanthus",
            "paradise",
        ),
    ),
    build=build_moon_palace,
    size=(60.0, 30.0, 60.0),
)
