"""Bamboo: straight culms in green haze, leaves that rustle overhead, light that falls between."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, in_shade
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.light_shafts import shafts
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import EARTH, SNOW, is_white, mixed
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Height, Soil, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.0065, mist=0.006, mist_height=12.0, wind=(1.5, 0.0, 0.5), leaves=0.10)


def build_bamboo(sheet: CallSheet) -> Place:
    """The grove for one shot; its own air is green, as light that came through leaves."""
    shot, seed = sheet.shot, place_seed(sheet)
    height = grove_height(seed)
    land = _land(seed, shot.season, is_white(shot.season, shot.weather))
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    air = in_shade(air, 1.25, 1.25)
    tint = np.array([0.62, 1.0, 0.50])
    horizon, zenith = (tuple(np.array(c) * tint * 0.82) for c in (air.horizon, air.zenith))
    air = replace(air, horizon=horizon, zenith=zenith, falling_colour=(0.30, 0.34, 0.06))
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(9.0, 4.0)),
            "sky": Spot(centre=(0.0, stand + 8.0, -4.0), extent=(8.0, 4.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=shafts(air, seed, height, 16, 34.0, 0.050),
        ground=height,
    )


def grove_height(seed: int) -> Height:
    """Gentle mounds, level in the clearing."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x / 1.5, z)
        mounds = 3.2 * (billows(x * 0.02, z * 0.02, seed, 4) - 0.5) * ramp(away, 4, 40)
        return np.asarray(mounds + 6.0 * ramp(-np.asarray(z), 20, 110), np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), grove_height(seed)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        litter = mixed((0.17, 0.13, 0.055), EARTH, ramp(billows(x * 0.1, z * 0.1, seed + 2, 3), 0.4, 0.7))
        moss = mixed(
            litter, (0.06, 0.11, 0.025), 0.75 * ramp(billows(x * 0.06, z * 0.06, seed + 3, 4), 0.48, 0.62)
        )
        return Soil(colour=mixed(moss, SNOW, 0.85 if white else 0.0))

    parts = [rooted(lay_ground(height, cover, "land", reach=260.0, fine=26))]
    x, z = scatter(rng, 3400, 4.6, 110)
    keep = apart(x, z, 0.75)
    x, z = x[keep], z[keep]
    clump = billows(x * 0.09, z * 0.09, seed + 4, 3) > 0.42
    clear = (np.hypot(x / 10.5, z / 4.6) > 1) & ~((np.abs(x) < 3.2 + 0.22 * z) & (z > 0) & (z < 24))
    path = np.abs(x - 3 * np.sin(z * 0.06) - 1.0) > 1.5
    x, z = x[clump & clear & path], z[clump & clear & path]
    place = np.stack([x, height(x, z) - 0.2, z], 1)
    parts.append(
        planted("bamboo", place, rng, LEAVES["bamboo"][season], size=(0.8, 1.35), vary=0.2, sway=0.7)
    )
    x, z = scatter(rng, 60, 4.5, 50)
    clear = np.hypot(x / 9, z / 4.5) > 1
    parts.append(boulders(np.stack([x, height(x, z), z], 1)[clear], rng, (0.12, 0.125, 0.10), (0.2, 0.9)))
    if not white:
        x, z = scatter(rng, 900, 2.2, 34)
        place = np.stack([x, height(x, z), z], 1)
        parts.append(planted("grass", place[::2], rng, (0.10, 0.17, 0.03), size=(0.4, 1.0)))
        away = np.hypot(x / 9, z / 4) > 1
        parts.append(planted("fern", place[away][::3], rng, LEAVES["shrub"][season], size=(0.5, 1.1)))
    return joined(parts)


ASSET = Asset(
    id="bamboo",
    kind="set",
    words=Words(
        zh=("竹林", "竹海", "竹子林", "竹径", "幽篁", "紫竹林"),
        en=("bamboo forest", "bamboo grove", "bamboo sea", "bamboo"),
    ),
    build=build_bamboo,
    size=(250.0, 15.0, 250.0),
)
