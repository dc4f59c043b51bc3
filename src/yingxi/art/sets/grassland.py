"""Grassland: tall grass that runs before the wind, flowers in season, far mountains under a wide sky."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import GRASS, ROCK, is_white, meadow_and_rock
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.terrain import Height, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00016, mist=0.0006, mist_height=14.0, wind=(4.0, 0.0, 1.2))
FLOWERS = ((0.62, 0.10, 0.16), (0.80, 0.55, 0.06), (0.52, 0.22, 0.62), (0.82, 0.78, 0.70))


def build_grassland(sheet: CallSheet) -> Place:
    """The grassland for one shot."""
    shot, seed = sheet.shot, place_seed(sheet)
    white = is_white(shot.season, shot.weather)
    height = plain_height(seed)
    land = _land(seed, shot.season, white)
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=replace(air, petals=0.05 if shot.season == "spring" else 0.0),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(45.0, 14.0)),
            "sky": Spot(centre=(0.0, stand + 45.0, -120.0), extent=(110.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def plain_height(seed: int) -> Height:
    """Long swells of ground, hills at 300 m, mountains beyond 1.5 km."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        rolls = 9 * (billows(x * 0.0065, z * 0.0065, seed, 4) - 0.5) * ramp(away, 10, 120)
        tussock = 0.16 * billows(x * 0.5, z * 0.5, seed + 1, 2)
        hills = ramp(away, 240, 800) * (74 * billows(x * 0.0026, z * 0.0026, seed + 2, 5) - 18)
        range_ = ramp(away, 1300, 3000) * (
            430 * ridges(x * 0.0009, z * 0.0009, seed + 3) + 150 * eroded(x * 0.002, z * 0.002, seed + 4)
        )
        return np.asarray(rolls + tussock + hills + range_, np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), plain_height(seed)
    cover = meadow_and_rock(season, white=white, snow_line=300.0, steep=(0.10, 0.30), seed=seed)
    ground = lay_ground(height, cover, "land", reach=4600.0, fine=32)
    parts = [rooted(ground)]
    x, z = scatter(rng, 60, 9, 160)
    clear = np.hypot(x / 33, z / 11) > 1
    parts.append(boulders(np.stack([x, height(x, z), z], 1)[clear], rng, ROCK, (0.2, 0.9)))
    if not white:
        parts += _grass(height, rng, season)
    x, z = scatter(rng, 240, 120, 900)
    clump = billows(x * 0.006, z * 0.006, seed + 9, 3) > 0.56
    place = np.stack([x, height(x, z) - 0.2, z], 1)[clump]
    bare = season == "winter"
    parts.append(planted("tree", place, rng, LEAVES["tree"][season], size=(0.8, 1.4), bare=bare))
    return joined(parts)


def _grass(height: Height, rng: np.random.Generator, season: Season) -> list[Scenery]:
    """Grass thick near the stage, and patches of flowers in spring and summer."""
    low, high = GRASS[season]
    x, z = scatter(rng, 5200, 1.6, 75)
    tall = billows(x * 0.05, z * 0.05, 3, 3)
    place = np.stack([x, height(x, z) - 0.02, z], 1)
    short = np.hypot(x / 9, z / 3.5) < 1
    parts = [
        planted("grass", place[(tall < 0.5) | short], rng, high, size=(0.7, 1.5), sway=1.6),
        planted("tall_grass", place[(tall >= 0.5) & ~short], rng, low, size=(0.6, 1.2), sway=2.0),
    ]
    if season in ("spring", "summer"):
        x, z = scatter(rng, 2400, 1.8, 60)
        patch = billows(x * 0.06, z * 0.06, 17, 3)
        which = np.digitize(billows(x * 0.03, z * 0.03, 18, 2), (0.40, 0.5, 0.60))
        for index, colour in enumerate(FLOWERS):
            mine = (which == index) & (patch > (0.52 if season == "spring" else 0.60))
            place = np.stack([x, height(x, z), z], 1)[mine]
            parts.append(planted("flower", place, rng, colour, size=(0.8, 1.5), vary=0.15, sway=1.5))
    return parts


ASSET = Asset(
    id="grassland",
    kind="set",
    words=Words(
        zh=(
            "草原",
            "大草原",
            "草地",
            "草场",
            "牧场",
            "原野",
            "田野",
            "旷野",
            "花海",
            "花田",
            "草甸",
            "战场",
            "沙场",
            "大地",
        ),
        en=(
            "grassland",
            "prairie",
            "steppe",
            "meadow",
            "field",
            "fields",
            "plain",
            "plains",
            "pasture",
            "savanna",
            "flower field",
            "battlefield",
            "lawn",
        ),
    ),
    build=build_grassland,
    size=(4600.0, 400.0, 4600.0),
)
