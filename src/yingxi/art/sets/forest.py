"""Forest: tall trunks round a clearing, undergrowth, sunlight falling in shafts through the leaves."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, in_shade
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.light_shafts import shafts
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import EARTH, GRASS, SNOW, is_white, mixed
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Cover, Height, Soil, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.0018, mist=0.0026, mist_height=9.0, wind=(1.2, 0.0, 0.4))


def build_forest(sheet: CallSheet) -> Place:
    """The forest for one shot; autumn leaves fall in autumn."""
    shot, seed = sheet.shot, place_seed(sheet)
    white = is_white(shot.season, shot.weather)
    height = forest_height(seed)
    land = _land(seed, shot.season, white)
    base = replace(BASE, leaves=0.5 if shot.season == "autumn" else 0.06)
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, base)
    air = in_shade(air, 2.5, 2.3)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(11.0, 4.5)),
            "sky": Spot(centre=(0.0, stand + 9.0, -6.0), extent=(9.0, 5.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=shafts(air, seed, height),
        ground=height,
    )


def forest_height(seed: int) -> Height:
    """Soft forest floor, flat in the clearing, rising away."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x / 1.6, z)
        rolls = 5.5 * (billows(x * 0.014, z * 0.014, seed, 4) - 0.5) * ramp(away, 4, 45)
        hill = 9.0 * ramp(-np.asarray(z), 25, 130)
        return np.asarray(rolls + hill + 0.25 * billows(x * 0.3, z * 0.3, seed + 1, 3), np.float32)

    return height


def _floor(season: Season, white: bool, seed: int) -> Cover:
    low, high = GRASS[season]
    litter = (0.20, 0.095, 0.030) if season == "autumn" else (0.085, 0.056, 0.030)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.09, z * 0.09, seed + 3, 4)
        moss = ramp(billows(x * 0.05, z * 0.05, seed + 4, 4), 0.42, 0.62)
        colour = mixed(
            mixed(EARTH, litter, ramp(patch, 0.35, 0.6)), mixed(low, high, patch) * 0.6, moss * 0.8
        )
        return Soil(colour=mixed(colour, SNOW, 0.85 if white else 0.0), roughness=0.95)

    return cover


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), forest_height(seed)
    ground = lay_ground(height, _floor(season, white, seed), "land", reach=420.0, fine=26)
    parts = [rooted(ground), _trees(height, rng, season), _undergrowth(height, rng, season, white)]
    return joined(parts)


def _trees(height: Height, rng: np.random.Generator, season: Season) -> Scenery:
    """Broadleaf and pine mixed, open along the stage and, behind the camera, thinner."""
    x, z = scatter(rng, 1500, 5.5, 230)
    keep = apart(x, z, 3.1)
    x, z = x[keep], z[keep]
    clear = (np.hypot(x / 13, z / 5.2) > 1) & ~((np.abs(x) < 5 + 0.25 * z) & (z > 0) & (z < 26))
    path = np.abs(x - 5 * np.sin(z * 0.045)) > 2.6
    x, z = x[clear & path], z[clear & path]
    place = np.stack([x, height(x, z) - 0.15, z], 1)
    kind = billows(x * 0.02, z * 0.02, 5, 3) + rng.normal(0, 0.05, len(x)) > 0.5
    bare = season == "winter"
    return joined(
        [
            planted(
                "tall_tree", place[kind], rng, LEAVES["tree"][season], size=(0.8, 1.35), vary=0.3, bare=bare
            ),
            planted("pine", place[~kind], rng, LEAVES["pine"][season], size=(1.0, 1.7), vary=0.25),
        ]
    )


def _undergrowth(height: Height, rng: np.random.Generator, season: Season, white: bool) -> Scenery:
    parts = []
    x, z = scatter(rng, 230, 5.0, 70)
    clear = np.hypot(x / 11, z / 4.2) > 1
    place = np.stack([x, height(x, z), z], 1)
    parts.append(planted("shrub", place[clear], rng, LEAVES["shrub"][season], size=(0.35, 1.0)))
    x, z = scatter(rng, 40, 5, 60)
    clear = np.hypot(x / 9, z / 4.2) > 1
    parts.append(boulders(np.stack([x, height(x, z), z], 1)[clear], rng, (0.12, 0.13, 0.105), (0.2, 0.9)))
    if not white:
        x, z = scatter(rng, 1500, 1.2, 34)
        parts.append(
            planted("grass", np.stack([x, height(x, z), z], 1), rng, GRASS[season][0], size=(0.5, 1.2))
        )
        x, z = scatter(rng, 500, 2.5, 40)
        parts.append(
            planted("fern", np.stack([x, height(x, z), z], 1), rng, LEAVES["shrub"][season], size=(0.6, 1.3))
        )
    return joined(parts)


ASSET = Asset(
    id="forest",
    kind="set",
    words=Words(
        zh=(
            "森林",
            "树林",
            "密林",
            "丛林",
            "林间",
            "林中",
            "雨林",
            "热带雨林",
            "枫林",
            "红叶林",
            "白桦林",
            "松林",
            "原始森林",
        ),
        en=(
            "forest",
            "woods",
            "woodland",
            "jungle",
            "rainforest",
            "birch forest",
            "maple forest",
            "grove",
            "pine forest",
        ),
    ),
    build=build_forest,
    size=(400.0, 20.0, 400.0),
)
