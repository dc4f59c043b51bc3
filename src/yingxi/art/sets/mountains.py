"""Mountains: a meadow on a shoulder, pines, and ridge behind ridge of worn peaks with mist between."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import GRASS, ROCK, is_white, meadow_and_rock
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.terrain import Height, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00022, mist=0.0042, mist_height=34.0, wind=(2.0, 0.0, 0.6))
STAGE = 104.0
"""Height of the shoulder over the valley, metres: mist lies low in it."""


def build_mountains(sheet: CallSheet) -> Place:
    """The mountains for one shot."""
    shot, seed = sheet.shot, place_seed(sheet)
    white = is_white(shot.season, shot.weather)
    height = mountain_height(seed)
    land = _land(seed, shot.season, white)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(16.0, 7.0)),
            "sky": Spot(centre=(0.0, stand + 60.0, -190.0), extent=(120.0, 60.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def mountain_height(seed: int) -> Height:
    """A shoulder about the origin, a valley before it (-z), and ranges that rise with distance."""

    def height(x: Array, z: Array) -> Array:
        far, side = np.asarray(-z, np.float32), np.abs(x)
        away = np.hypot(x, z)
        shelf = 1.8 * (billows(x * 0.03, z * 0.03, seed, 4) - 0.5) * ramp(away, 6, 40)
        drop = -95 * ramp(far, 26, 330) * ramp(side, 900, 200) - 12 * ramp(far, 12, 60)
        bluff = (
            60 * ramp(side, 40, 260) * ramp(far, -200, 60) * (0.35 + ridges(x * 0.006, z * 0.006, seed + 3))
        )
        near = ramp(far, 150, 520) * (
            240 * eroded(x * 0.0032, z * 0.0032, seed + 11, 7)
            + 170 * ridges(x * 0.0022, z * 0.0022, seed + 12, 5)
            - 20
        )
        range_ = ramp(far + 0.25 * side, 500, 1700)
        crest = ridges(x * 0.00068, z * 0.00068, seed + 21, 5, 0.50)
        worn = eroded(x * 0.0016, z * 0.0016, seed + 31, 6)
        peaks = range_ * (800 * crest**1.1 + 330 * worn + 30)
        back = 24 * ramp(-far, 10, 160)
        whole = STAGE + shelf + drop + bluff + near + peaks + back
        return np.asarray(np.maximum(whole, 2.0), np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng = np.random.default_rng(seed)
    height = mountain_height(seed)
    snow_line = STAGE + 250.0 if season in ("winter", "spring") else STAGE + 430.0
    cover = meadow_and_rock(season, white=white, snow_line=snow_line, rock=ROCK, seed=seed)
    ground = lay_ground(height, cover, "land", "mountain", reach=4600.0, fine=43)
    parts = [rooted(ground)]
    parts.append(_pines(height, rng, season, seed))
    parts.append(_foreground(height, rng, season, white))
    return joined(parts)


def _pines(height: Height, rng: np.random.Generator, season: Season, seed: int) -> Scenery:
    """Pine woods on the gentler slopes, none on the stage."""
    x, z = scatter(rng, 5200, 16, 900, arc=(-1.5, 1.5))
    keep = apart(x, z, 2.6)
    x, z = x[keep], z[keep]
    y = height(x, z)
    steep = np.hypot(height(x + 3, z) - y, height(x, z + 3) - y) / 3
    wood = billows(x * 0.012, z * 0.012, seed + 60, 4)
    clear = np.hypot(x / 22, (z + 2) / 12) > 1
    corridor = (np.abs(x) > 7 - 0.16 * z) | (z < -130)
    grows = (wood > 0.48) & (steep < 0.95) & (y < STAGE + 260) & clear & corridor
    place = np.stack([x, y - 0.2, z], 1)[grows][:1700]
    return planted("pine", place, rng, LEAVES["pine"][season], size=(0.55, 1.25))


def _foreground(height: Height, rng: np.random.Generator, season: Season, white: bool) -> Scenery:
    """Boulders and grass about the stage."""
    x, z = scatter(rng, 90, 5, 120)
    clear = np.hypot(x / 14, z / 6) > 1
    place = np.stack([x, height(x, z), z], 1)[clear]
    parts = [boulders(place, rng, (0.75, 0.78, 0.82) if white else ROCK, (0.25, 1.7))]
    if not white:
        x, z = scatter(rng, 1500, 1.5, 46)
        parts.append(
            planted("grass", np.stack([x, height(x, z), z], 1), rng, GRASS[season][1], size=(0.6, 1.5))
        )
        x, z = scatter(rng, 110, 7, 90)
        away = np.hypot(x / 12, z / 5) > 1
        parts.append(
            planted(
                "shrub",
                np.stack([x, height(x, z), z], 1)[away],
                rng,
                LEAVES["shrub"][season],
                size=(0.3, 0.9),
            )
        )
    return joined(parts)


ASSET = Asset(
    id="mountains",
    kind="set",
    words=Words(
        zh=(
            "群山",
            "高山",
            "山峰",
            "山脉",
            "山",
            "大山",
            "山间",
            "山巅",
            "山顶",
            "悬崖",
            "峭壁",
            "峡谷",
            "山谷",
            "雪山",
            "昆仑",
        ),
        en=(
            "mountains",
            "mountain",
            "peak",
            "peaks",
            "ridge",
            "cliff",
            "canyon",
            "valley",
            "gorge",
            "highlands",
            "alps",
            "snow mountain",
            "mountaintop",
            "summit",
        ),
    ),
    build=build_mountains,
    size=(4600.0, 900.0, 4600.0),
)
