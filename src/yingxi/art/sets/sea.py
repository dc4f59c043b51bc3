"""The open sea: swell by the weather, rocks or a far headland, nothing else but sky."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, boulders, joined, place_seed, rooted
from yingxi.art.sets.soils import meadow_and_rock, mixed
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.noise import Array, eroded, ramp, ridges
from yingxi.art.shapes.terrain import Height, Soil, lay_ground
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00018, mist=0.0004, mist_height=10.0, wind=(4.0, 0.0, 1.0))


def build_sea(sheet: CallSheet) -> Place:
    """The sea for one shot; subjects of the land stand on a low reef."""
    shot, seed = sheet.shot, place_seed(sheet)
    land = _land(seed)
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "water": Spot(centre=(0.0, 0.0, 0.0), extent=(60.0, 18.0)),
            "ground": Spot(centre=(-34.0, 1.1, -6.0), extent=(4.0, 2.5)),
            "sky": Spot(centre=(0.0, 30.0, -90.0), extent=(120.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        water=water_for("sea", shot.hour, shot.weather, 0.22),
        ground=reef_height(seed),
    )


def reef_height(seed: int) -> Height:
    """The sea bed at -6 m, a reef with a flat top beside the stage, a headland at one side far off."""
    side = -1.0 if seed % 2 else 1.0

    def height(x: Array, z: Array) -> Array:
        reef = np.hypot((x + 34) / 1.5, z + 6)
        rough = 2.4 * (ridges(x * 0.16, z * 0.16, seed, 4) - 0.4) * ramp(reef, 2, 7)
        top = 7.1 * ramp(reef, 11, 4) + rough * ramp(reef, 13, 5)
        cape = ramp(x * side, 260, 1100) * ramp(np.abs(np.asarray(z) + 1500 + 0.2 * x * side), 620, 150)
        land = cape * (
            190 * ridges(x * 0.0026, z * 0.0026, seed + 3) + 90 * eroded(x * 0.004, z * 0.004, seed + 4) + 25
        )
        return np.asarray(-6 + top + land, np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int) -> Scenery:
    rng, height = np.random.default_rng(seed), reef_height(seed)
    cape = meadow_and_rock("summer", rock=(0.085, 0.08, 0.075), steep=(0.03, 0.10), seed=seed)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        soil = cape(x, z, height, slope)
        reef = ramp(np.hypot(x, z), 140, 90)
        wet = mixed((0.10, 0.094, 0.085), (0.040, 0.040, 0.040), ramp(height, 1.0, 0.1))
        return Soil(colour=mixed(soil.colour, wet, reef), roughness=0.7)

    ground = lay_ground(height, cover, "land", reach=3800.0, fine=32, coarse=24)
    x, z = rng.normal(-34, 13, 26), rng.normal(-6, 8, 26)
    y = height(x, z)
    rocks = boulders(np.stack([x, y, z], 1)[(y > -4.5) & (y < 0.7)], rng, (0.075, 0.072, 0.07), (0.5, 2.2))
    return joined([rooted(ground), rocks])


ASSET = Asset(
    id="sea",
    kind="set",
    words=Words(
        zh=(
            "大海",
            "海",
            "海面",
            "海上",
            "海洋",
            "汪洋",
            "远洋",
            "海浪",
            "惊涛骇浪",
            "南海",
            "东海",
            "孤岛",
            "海岛",
            "小岛",
            "甲板",
        ),
        en=("sea", "ocean", "open sea", "high seas", "waves", "at sea", "offshore", "island", "deck"),
    ),
    build=build_sea,
    lives="water",
    size=(3800.0, 200.0, 3800.0),
)
