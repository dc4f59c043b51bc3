"""A modern city: an avenue between towers, traffic, street trees, a skyline; by night its windows glow."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Fixtures, Scenery, joined, place_seed, planted, standing
from yingxi.art.sets.soils import is_white
from yingxi.art.sets.street_things import street_lamp
from yingxi.art.sets.towers import tower_model
from yingxi.art.sets.traffic import Traffic
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, heightfield
from yingxi.film.terms import Season
from yingxi.world.scene import Air, Moment

BASE = Air(sky="day", haze=0.00060, mist=0.0006, mist_height=60.0, wind=(1.5, 0.0, 0.5))
NEON_GLOW = ((0.16, 0.072, 0.045), (0.135, 0.040, 0.125))
HALF_ROAD = 10.5


def build_modern_city(sheet: CallSheet) -> Place:
    """The city for one shot; looks with neon light it by neon at night."""
    shot, seed = sheet.shot, place_seed(sheet)
    dark = is_dark(shot.hour)
    neon = dark and sheet.look.id == "oriental_cyberpunk"
    night = 1.9 if neon else 1.0 if dark else 0.35 if shot.weather in ("storm", "rain") else 0.0
    town, lamps = _city(seed, night, shot.season, is_white(shot.season, shot.weather))
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    if dark:
        glow = NEON_GLOW if neon else ((0.11, 0.062, 0.035), (0.03, 0.05, 0.08))
        air = replace(air, sky="city_night", glow=glow[0], glow_side=glow[1], stars=air.stars * 0.25)
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(16.0, 3.0)),
            "sky": Spot(centre=(0.0, 70.0, -150.0), extent=(70.0, 50.0)),
        },
        models=town.models,
        statics=town.statics,
        actors=(Fixtures(moment=lamps, heard=("city",)), Traffic(seed=seed, night=min(night, 1.0))),
        ground=_flat,
    )


def _flat(x: Array, z: Array) -> Array:
    return np.zeros(np.broadcast(x, z).shape, np.float32)


def _below(x: Array, z: Array) -> Array:
    return np.full(np.broadcast(x, z).shape, -0.05, np.float32)


@lru_cache(maxsize=6)
def _city(seed: int, night: float, season: Season, white: bool) -> tuple[Scenery, Moment]:
    rng = np.random.default_rng(seed)
    z = np.arange(-150.0, 60.0, 24.0)
    posts = np.concatenate(
        [np.stack([side * (HALF_ROAD + 1.2) + 0 * z, 0 * z, z + 6 * side], 1) for side in (-1, 1)]
    )
    yaw = np.where(posts[:, 0] > 0, -np.pi / 2, np.pi / 2)
    parts = [
        _ground(white),
        _towers(rng, night),
        _crossing(),
        standing("street_lamp", street_lamp(), instances(posts, 1.0, yaw, parameter=0.02 + min(night, 1.0))),
    ]
    tree_z = np.arange(-140.0, 50.0, 12.0)
    rows = [
        np.stack([side * (HALF_ROAD + 3.4) + 0 * tree_z, 0.15 + 0 * tree_z, tree_z], 1) for side in (-1, 1)
    ]
    where = np.concatenate(rows)
    where = where[np.abs(where[:, 2]) > 9]
    parts.append(
        planted("tree", where, rng, LEAVES["tree"][season], size=(0.62, 0.8), bare=season == "winter")
    )
    lamps = np.zeros((len(posts), 8), np.float32)
    lamps[:, 0], lamps[:, 1], lamps[:, 2] = posts[:, 0] - 2 * np.sign(posts[:, 0]), 6.9, posts[:, 2]
    lamps[:, 3], lamps[:, 4:7] = 20.0, np.array([1.0, 0.74, 0.46]) * 26.0 * min(night, 1.0)
    return joined(parts), Moment(lights=lamps)


def _ground(white: bool) -> Scenery:
    """Asphalt, pavements of slabs, and the far plain of the city."""
    road, walk = (
        Finish(colour=(0.055, 0.056, 0.060), roughness=0.6),
        Finish(colour=(0.21, 0.205, 0.20), roughness=0.8),
    )
    if white:
        walk = Finish(colour=(0.55, 0.58, 0.62), roughness=0.9)
    lane = model([(heightfield((-HALF_ROAD, HALF_ROAD), (-6, 6), _flat, road), "paving", "ground")])
    slab = model([(box((0, 0.0, 0), (4.5, 0.15, 6), walk, faces="xXYzZ"), "paving", "stone")])
    z = np.arange(-174.0, 90.0, 12.0)
    sides = np.concatenate([np.stack([side * (HALF_ROAD + 4.5) + 0 * z, 0 * z, z], 1) for side in (-1, 1)])
    sides = sides[np.abs(sides[:, 2]) > 9]
    far = model(
        [
            (
                heightfield((-2600, 2600), (-3400, 900), _below, road),
                "paving",
                "ground",
            )
        ]
    )
    return joined(
        [
            standing("road", lane, instances(np.stack([0 * z, 0 * z, z], 1), parameter=0.0)),
            standing("pavement", slab, instances(sides, parameter=1.1)),
            standing("city_plain", far, instances([(0, 0, 0)], parameter=0.0)),
        ]
    )


def _crossing() -> Scenery:
    """Painted lines: lanes along the avenue and zebra bars at the crossing."""
    paint = Finish(colour=(0.62, 0.62, 0.60), roughness=0.7)
    dash = model([(heightfield((-0.08, 0.08), (-1.6, 1.6), _flat, paint), "paving", "ground")])
    bar = model([(heightfield((-0.28, 0.28), (-1.7, 1.7), _flat, paint), "paving", "ground")])
    z = np.r_[np.arange(-150, -14, 8.0), np.arange(16, 60, 8.0)]
    lanes = np.concatenate([np.stack([x + 0 * z, 0.012 + 0 * z, z], 1) for x in (-5.2, -0.15, 0.15, 5.2)])
    x = np.arange(-HALF_ROAD + 0.8, HALF_ROAD - 0.5, 1.15)
    zebra = np.concatenate([np.stack([x, 0.012 + 0 * x, z0 + 0 * x], 1) for z0 in (-10.5, 10.5)])
    return joined(
        [
            standing("lane_dash", dash, instances(lanes, parameter=0.0)),
            standing("zebra_bar", bar, instances(zebra, parameter=0.0)),
        ]
    )


def _towers(rng: np.random.Generator, night: float) -> Scenery:
    """Blocks along the avenue and the cross street, taller behind, and a skyline to 2.5 km."""
    spots = []
    for side in (-1, 1):
        for z in (*np.arange(-22.0, -190.0, -27.0), *np.arange(24.0, 80.0, 27.0)):
            spots.append((side * (HALF_ROAD + 21 + rng.uniform(0, 3)), z, rng.uniform(24, 95)))
            spots.append((side * (HALF_ROAD + 56 + rng.uniform(0, 8)), z, rng.uniform(60, 180)))
        for z in (-26.0, 28.0):
            spots += [(side * x, z, rng.uniform(30, 110)) for x in (84.0, 116.0, 150.0)]
    away = 240 * (2500 / 240) ** rng.random(190)
    angle = rng.uniform(-1.25, 1.25, 190)
    far = np.stack([away * np.sin(angle), -away * np.cos(angle), rng.gamma(3.0, 42.0, 190) + 30], 1)
    far = far[(np.abs(far[:, 0]) > 34) & (far[:, 1] < -205)]
    at = np.concatenate([np.array(spots), far])
    kind = rng.integers(0, 6, len(at))
    parts = []
    for index in range(6):
        mine = at[kind == index]
        wide = rng.uniform(0.85, 1.25, (len(mine), 1))
        scale = np.concatenate([wide, mine[:, 2:3] / 100.0, rng.uniform(0.85, 1.2, (len(mine), 1))], 1)
        place = np.stack([mine[:, 0], 0 * mine[:, 0], mine[:, 1]], 1)
        seeds = rng.random((len(mine), 3))
        rows = instances(place, scale, rng.integers(0, 2, len(mine)) * np.pi, tint=seeds, parameter=night)
        parts.append(standing(f"tower_{index}", tower_model(index), rows))
    return joined(parts)


ASSET = Asset(
    id="modern_city",
    kind="set",
    words=Words(
        zh=(
            "城市",
            "都市",
            "大都会",
            "现代都市",
            "街道",
            "街头",
            "马路",
            "大街",
            "天际线",
            "城市天际线",
            "未来城市",
            "未来都市",
            "十字路口",
            "路口",
            "上海",
            "北京",
            "深圳",
            "外滩",
            "赛博都市",
            "霓虹街头",
            "公路",
            "高速公路",
            "写字楼",
            "办公室",
        ),
        en=(
            "city",
            "metropolis",
            "modern city",
            "street",
            "avenue",
            "downtown",
            "skyline",
            "urban",
            "future city",
            "crossroads",
            "intersection",
            "shanghai",
            "new york",
            "tokyo",
            "hong kong",
            "cyberpunk city",
            "neon city",
            "highway",
            "road",
            "office",
        ),
    ),
    build=build_modern_city,
    size=(5000.0, 250.0, 5000.0),
)
