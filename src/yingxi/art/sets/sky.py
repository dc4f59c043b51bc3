"""The sky: above a sea of clouds, a few summits standing out of it, nothing to hold on to."""

from dataclasses import replace

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.cloud_sea import cloud_height, clouds
from yingxi.art.sets.scenery import Scenery, joined, place_seed, rooted
from yingxi.art.sets.soils import meadow_and_rock
from yingxi.art.shapes.noise import Array, eroded, ramp, ridges
from yingxi.art.shapes.terrain import lay_ground
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00012, mist=0.0005, mist_height=16.0, wind=(6.0, 0.0, 1.5))


def build_sky(sheet: CallSheet) -> Place:
    """The sky for one shot; what belongs on the ground stands on a cloud."""
    shot, seed = sheet.shot, place_seed(sheet)
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    scenery = joined([clouds(seed, -62.0, 40.0), _summits(seed)])
    floor = cloud_height(seed, -62.0, 40.0)
    stand = float(floor(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=replace(air, clouds=min(air.clouds, 0.5), rain=0.0, snow=0.0),
        spots={
            "sky": Spot(centre=(0.0, 9.0, 0.0), extent=(60.0, 22.0)),
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(14.0, 5.0)),
        },
        models=scenery.models,
        statics=scenery.statics,
        ground=floor,
    )


def _summits(seed: int) -> Scenery:
    """Rocky peaks far off that stand out of the clouds."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(x, z)
        crest = ridges(x * 0.0009, z * 0.0009, seed + 11, 5)
        return np.asarray(
            -160
            + ramp(away, 700, 2200) * (520 * crest**1.6 + 190 * eroded(x * 0.002, z * 0.002, seed + 12, 6)),
            np.float32,
        )

    cover = meadow_and_rock(
        "autumn", rock=(0.15, 0.14, 0.135), steep=(-0.3, -0.1), snow_line=170.0, seed=seed
    )
    peaks = lay_ground(
        height, cover, "land", "mountain", near=500.0, reach=6000.0, steps=(0.03, 0.022), fine=40
    )
    return rooted({name.replace("ground", "summit"): part for name, part in peaks.items()})


ASSET = Asset(
    id="sky",
    kind="set",
    words=Words(
        zh=(
            "天空",
            "高空",
            "云端",
            "云海",
            "云上",
            "蓝天",
            "天上",
            "空中",
            "云层",
            "苍穹",
            "天际",
            "长空",
            "梦境",
        ),
        en=(
            "sky",
            "above the clouds",
            "cloud sea",
            "clouds",
            "in the air",
            "blue sky",
            "heavens",
            "dreamscape",
            "aloft",
        ),
    ),
    build=build_sky,
    lives="sky",
    size=(6000.0, 400.0, 6000.0),
)
