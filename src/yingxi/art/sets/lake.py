"""A lake among wooded hills: still water that doubles them, reeds and lotus by the shore."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.lotus import lotus_bed
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import GRASS, is_white, meadow_and_rock
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.terrain import Height, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00022, mist=0.0022, mist_height=9.0, wind=(1.2, 0.0, 0.4))


def build_lake(sheet: CallSheet) -> Place:
    """The lake for one shot."""
    shot, seed = sheet.shot, place_seed(sheet)
    white = is_white(shot.season, shot.weather)
    height = lake_height(seed)
    land = _land(seed, shot.season, white)
    bank = float(height(np.array([0.0]), np.array([27.0]))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "water": Spot(centre=(0.0, 0.0, -22.0), extent=(45.0, 12.0)),
            "ground": Spot(centre=(0.0, bank, 27.0), extent=(9.0, 2.5)),
            "sky": Spot(centre=(0.0, 42.0, -150.0), extent=(120.0, 45.0)),
        },
        models=land.models,
        statics=land.statics,
        water=water_for("lake", shot.hour, shot.weather, 0.012),
        ground=height,
    )


def lake_height(seed: int) -> Height:
    """A basin 260 m deep along -z between a near bank (z about 24) and hills that grow into mountains."""

    def height(x: Array, z: Array) -> Array:
        shore = (
            300
            + 130 * (billows(x * 0.004, z * 0.004, seed + 7, 3) - 0.5)
            + 0.0006 * np.asarray(x) ** 2 * -0.6
        )
        far = -np.asarray(z) - shore
        beyond = ramp(far, -10, 60)
        hills = beyond * (
            8
            + ramp(far, 0, 420)
            * (150 * billows(x * 0.005, z * 0.005, seed + 2, 5) + 70 * eroded(x * 0.006, z * 0.006, seed + 3))
        )
        peaks = ramp(far, 500, 1700) * (
            330 * ridges(x * 0.0013, z * 0.0013, seed + 4) + 140 * eroded(x * 0.0025, z * 0.0025, seed + 5)
        )
        arms = (
            ramp(np.abs(x), 190, 420)
            * ramp(np.asarray(z), -420, -60)
            * (46 * billows(x * 0.01, z * 0.01, seed + 6, 4))
        )
        edge = np.asarray(z) - 23 - 7 * (billows(x * 0.03, 0.5 + 0 * np.asarray(z), seed + 8, 3) - 0.5)
        bank = 2.0 * ramp(edge, -5, 4) + 5 * ramp(edge, 8, 90) * (0.4 + billows(x * 0.02, z * 0.02, seed + 9))
        return np.asarray(np.maximum(-2.4 + hills + peaks + arms, -2.4 + bank * 1.55), np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), lake_height(seed)
    cover = meadow_and_rock(season, white=white, snow_line=330.0, steep=(0.12, 0.34), seed=seed)
    ground = lay_ground(height, cover, "land", "mountain", centre=(0.0, 20.0), reach=4200.0, fine=40)
    parts = [rooted(ground), _woods(height, rng, season), *_bank(height, rng, season, white)]
    if season == "summer" and not white:
        parts.append(lotus_bed(rng, (-34.0, 6.0), (16.0, 9.0), 90))
        parts.append(lotus_bed(rng, (30.0, 10.0), (11.0, 6.0), 50))
    return joined(parts)


def _woods(height: Height, rng: np.random.Generator, season: Season) -> Scenery:
    """Trees on the hills, none in the water."""
    x, z = scatter(rng, 5000, 110, 1100, arc=(-1.6, 1.6))
    keep = apart(x, z, 4.0)
    x, z = x[keep], z[keep]
    y = height(x, z)
    steep = np.hypot(height(x + 4, z) - y, height(x, z + 4) - y) / 4
    wood = billows(x * 0.009, z * 0.009, 60, 4)
    grows = (y > 0.6) & (y < 240) & (steep < 0.9) & (wood > 0.42)
    place = np.stack([x, y - 0.2, z], 1)[grows][:2200]
    pine = billows(place[:, 0] * 0.012, place[:, 2] * 0.012, 71, 3) > 0.5
    bare = season == "winter"
    return joined(
        [
            planted("pine", place[pine], rng, LEAVES["pine"][season], size=(0.6, 1.2)),
            planted("tree", place[~pine], rng, LEAVES["tree"][season], size=(0.7, 1.3), vary=0.3, bare=bare),
        ]
    )


def _bank(height: Height, rng: np.random.Generator, season: Season, white: bool) -> list[Scenery]:
    """The near bank: reeds at the water's edge, willows aside, stones and grass."""
    x, z = rng.uniform(-60, 60, 700), rng.uniform(14, 34, 700)
    y = height(x, z)
    clear = np.abs(x) > 11
    wet = (y > -0.7) & (y < 0.25) & clear & (billows(x * 0.07, z * 0.07, 90, 3) > 0.45)
    parts = [
        planted("reed", np.stack([x, y, z], 1)[wet], rng, LEAVES["reed"][season], size=(0.6, 1.1), sway=1.2)
    ]
    dry = (y > 0.3) & (np.abs(x) > 4)
    near_x, near_z = rng.uniform(-22, 22, 1200), rng.uniform(21, 42, 1200)
    near = np.stack([near_x, height(near_x, near_z) - 0.02, near_z], 1)
    if not white:
        parts.append(planted("grass", near[near[:, 1] > 0.3], rng, GRASS[season][1], size=(0.5, 1.2)))
        parts.append(planted("grass", np.stack([x, y, z], 1)[dry], rng, GRASS[season][1], size=(0.7, 1.6)))
    stones = (y > -0.5) & (y < 0.6) & (np.arange(700) % 9 == 0) & (np.abs(x) > 3)
    parts.append(boulders(np.stack([x, y, z], 1)[stones], rng, (0.14, 0.135, 0.125), (0.25, 1.1)))
    where = np.array([(-19.0, 29.5), (21.0, 31.0), (-41.0, 30.0), (45.0, 29.0)]) + rng.normal(0, 1.5, (4, 2))
    tree = np.stack([where[:, 0], height(where[:, 0], where[:, 1]) - 0.2, where[:, 1]], 1)
    parts.append(
        planted("willow", tree, rng, LEAVES["willow"][season], size=(0.9, 1.2), bare=season == "winter")
    )
    return parts


ASSET = Asset(
    id="lake",
    kind="set",
    words=Words(
        zh=(
            "湖",
            "湖面",
            "湖泊",
            "湖心",
            "湖边",
            "湖畔",
            "西湖",
            "荷塘",
            "池塘",
            "莲池",
            "荷花池",
            "湿地",
            "沼泽",
            "水面",
        ),
        en=("lake", "lakeside", "pond", "lotus pond", "West Lake", "wetland", "marsh", "lagoon", "loch"),
    ),
    build=build_lake,
    lives="water",
    size=(4200.0, 600.0, 4200.0),
)
