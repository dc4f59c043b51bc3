"""A river between green banks: willows, reeds, stones in the stream, hills rising into mist."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import GRASS, is_white, meadow_and_rock
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Height, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00030, mist=0.0040, mist_height=14.0, wind=(1.6, 0.0, 0.5))
HALF_WIDTH = 34.0


def build_river(sheet: CallSheet) -> Place:
    """The river for one shot; it flows towards +x."""
    shot, seed = sheet.shot, place_seed(sheet)
    white = is_white(shot.season, shot.weather)
    height = valley_height(seed)
    land = _land(seed, shot.season, white)
    bank = float(height(np.array([0.0]), np.array([HALF_WIDTH + 11]))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "water": Spot(centre=(0.0, 0.0, 0.0), extent=(70.0, 12.0)),
            "ground": Spot(centre=(0.0, bank, HALF_WIDTH + 11), extent=(12.0, 3.0)),
            "sky": Spot(centre=(0.0, 45.0, -120.0), extent=(110.0, 45.0)),
        },
        models=land.models,
        statics=land.statics,
        water=water_for("river", shot.hour, shot.weather, 0.015, flow=(0.8, 0.0)),
        ground=height,
    )


def valley_height(seed: int) -> Height:
    """A winding bed 70 m wide along x, soft banks, karst cones beyond the far bank."""
    rng = np.random.default_rng(seed + 77)
    cones = np.c_[rng.uniform(-1500, 1500, 60), rng.uniform(-1900, -210, 60), rng.uniform(60, 190, 60)]
    cones[:, 2] *= 0.55 + 0.45 * ramp(-cones[:, 1], 200, 900)
    cones[:7, 0] = rng.uniform(-330, 330, 7)

    def height(x: Array, z: Array) -> Array:
        middle = 46 * np.sin(x * 0.0052 + seed) * ramp(np.abs(x), 90, 400)
        across = np.abs(np.asarray(z) - middle) - HALF_WIDTH
        wobble = 7 * (billows(x * 0.02, z * 0.02, seed + 1, 3) - 0.5)
        bank = (
            -3.0
            + 4.6 * ramp(across + wobble, -5, 9)
            + 3.2 * ramp(across, 14, 90) * billows(x * 0.02, z * 0.02, seed + 2, 4)
        )
        rolling = ramp(across, 60, 400) * 46 * billows(x * 0.006, z * 0.006, seed + 3, 5)
        return np.asarray(bank + rolling + _karst(x, z, cones, seed) * ramp(across, 50, 130), np.float32)

    return height


def _karst(x: Array, z: Array, cones: Array, seed: int) -> Array:
    """Steep rounded towers of limestone, as along the Li River: x, z, height rows."""
    wx = x + 22 * (billows(x * 0.016, z * 0.016, seed + 11, 4) - 0.5)
    wz = z + 22 * (billows(x * 0.016 + 9, z * 0.016, seed + 12, 4) - 0.5)
    total = np.zeros(np.broadcast(x, z).shape, np.float32)
    for cx, cz, tall in cones:
        reach = 0.42 * tall + 26
        away = ((wx - cx) ** 2 + (wz - cz) ** 2) / reach**2
        total = np.maximum(total, tall * np.exp(-(away**1.35)))
    return np.asarray(total * (0.82 + 0.36 * billows(x * 0.03, z * 0.03, seed + 13, 4)), np.float32)


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), valley_height(seed)
    cover = meadow_and_rock(season, white=white, rock=(0.19, 0.185, 0.17), steep=(0.34, 0.62), seed=seed)
    ground = lay_ground(height, cover, "land", "mountain", centre=(0.0, 25.0), reach=3200.0, fine=43)
    return joined([rooted(ground), _woods(height, rng, season), *_banks(height, rng, season, white)])


def _woods(height: Height, rng: np.random.Generator, season: Season) -> Scenery:
    x, z = scatter(rng, 6000, 60, 900, (0.0, 40.0), arc=(-1.7, 1.7))
    keep = apart(x, z, 3.4)
    x, z = x[keep], z[keep]
    y = height(x, z)
    steep = np.hypot(height(x + 4, z) - y, height(x, z + 4) - y) / 4
    grows = (y > 1.4) & (steep < 1.5) & (billows(x * 0.011, z * 0.011, 60, 4) > 0.44)
    place = np.stack([x, y - 0.2, z], 1)[grows][:2300]
    bare = season == "winter"
    return planted(
        "tree", place, rng, LEAVES["tree"][season], size=(0.55, 1.1), vary=0.3, bare=bare, stage=(0, 40)
    )


def _banks(height: Height, rng: np.random.Generator, season: Season, white: bool) -> list[Scenery]:
    """Willows on both banks, reeds in the shallows, bamboo, grass and stones."""
    x, z = rng.uniform(-110, 110, 1900), np.r_[rng.uniform(24, 66, 1300), rng.uniform(-52, -26, 600)]
    y = height(x, z)
    at = np.stack([x, y, z], 1)
    clear = (np.abs(x) > 13) | (z < 0) | (z > 58)
    wet = (y > -0.8) & (y < 0.25) & clear & (billows(x * 0.06, z * 0.06, 90, 3) > 0.46)
    parts = [
        planted(
            "reed", at[wet][:240], rng, LEAVES["reed"][season], size=(0.6, 1.15), sway=1.2, stage=(0.0, 40.0)
        )
    ]
    near_x, near_z = rng.uniform(-26, 26, 1500), rng.uniform(36, 64, 1500)
    near = np.stack([near_x, height(near_x, near_z) - 0.02, near_z], 1)
    if not white:
        parts.append(planted("grass", near[near[:, 1] > 0.3], rng, GRASS[season][1], size=(0.5, 1.2)))
        parts.append(
            planted("grass", at[(y > 0.35) & (np.abs(x) < 60)], rng, GRASS[season][1], size=(0.7, 1.7))
        )
    parts.append(
        boulders(
            at[(y > -1.0) & (y < 0.5) & (np.arange(1900) % 11 == 0)], rng, (0.15, 0.145, 0.13), (0.3, 1.4)
        )
    )
    near = np.stack([np.array([-24, 26, -52, 60, -88, 92.0]), np.array([48, 50, 47, 47, 49, 48.0])], 1)
    far = np.stack([rng.uniform(-130, 130, 12), rng.uniform(-50, -43, 12)], 1)
    where = np.concatenate([near, far]) + rng.normal(0, 1.2, (18, 2))
    tree = np.stack([where[:, 0], height(where[:, 0], where[:, 1]) - 0.2, where[:, 1]], 1)
    parts.append(
        planted("willow", tree, rng, LEAVES["willow"][season], size=(0.85, 1.3), bare=season == "winter")
    )
    return parts


ASSET = Asset(
    id="river",
    kind="set",
    words=Words(
        zh=(
            "河",
            "河流",
            "江",
            "江上",
            "江面",
            "江边",
            "河边",
            "大河",
            "小河",
            "溪流",
            "小溪",
            "山涧",
            "漓江",
            "长江",
            "黄河",
            "河岸",
            "江南",
            "瀑布",
            "渡口",
        ),
        en=(
            "river",
            "riverside",
            "riverbank",
            "stream",
            "brook",
            "creek",
            "Yangtze",
            "Yellow River",
            "Li River",
            "waterfall",
            "ford",
            "delta",
        ),
    ),
    build=build_river,
    lives="water",
    size=(3200.0, 190.0, 3200.0),
)
