"""Desert: long dunes with sharp crests and wind ripples, rock tables at the horizon."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, joined, place_seed, rooted
from yingxi.art.sets.soils import SAND, mixed
from yingxi.art.sets.three_suns_desert import build_three_suns_desert
from yingxi.art.shapes.noise import Array, billows, noise, ramp, ridges
from yingxi.art.shapes.terrain import Height, Soil, lay_ground
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00034, mist=0.0003, mist_height=25.0, wind=(3.0, 0.0, 1.0), dust=0.05)


def build_desert(sheet: CallSheet) -> Place:
    """The desert for one shot; under three suns it is another world."""
    if any(subject.asset == "three_suns" for subject in sheet.shot.subjects):
        return build_three_suns_desert(sheet)
    shot, seed = sheet.shot, place_seed(sheet)
    height = dune_height(seed)
    land = _land(seed)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(40.0, 9.0)),
            "sky": Spot(centre=(0.0, stand + 55.0, -150.0), extent=(120.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def dune_height(seed: int) -> Height:
    """Transverse dunes with gentle windward and steep lee sides; the stage lies along a broad crest."""

    def height(x: Array, z: Array) -> Array:
        bent = x + 46 * (billows(x * 0.006, z * 0.006, seed + 1, 3) - 0.5)
        big = _dune(bent * 0.0052 + np.asarray(z) * 0.0021, np.asarray(z) * 0.0047, seed)
        small = _dune(bent * 0.019 + np.asarray(z) * 0.008, np.asarray(z) * 0.013, seed + 5)
        away = np.hypot(np.asarray(x) / 2.2, z)
        open_ = ramp(away, 7, 70)
        crest = 7.0 * np.exp(-(((np.asarray(z) + 3) / 26) ** 2)) * (1 - 0.7 * open_)
        far = ramp(away, 1500, 3200)
        tables = far * np.minimum(
            520 * np.clip(ridges(x * 0.0008, z * 0.0008, seed + 9, 5) - 0.30, 0, 1), 150
        )
        return np.asarray((44 * big * (1 - 0.6 * far) + 7 * small) * open_ + crest + tables, np.float32)

    return height


def _dune(x: Array, z: Array, seed: int) -> Array:
    """A crest line where the noise crosses its middle: 0 in the trough, 1 on a sharp crest."""
    return np.asarray((1 - np.abs(2 * noise(x, z, seed) - 1)) ** 1.55)


@lru_cache(maxsize=4)
def _land(seed: int) -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.01, z * 0.01, seed + 20, 4)
        sand = mixed(SAND, (0.44, 0.30, 0.165), ramp(patch, 0.3, 0.7))
        rock = mixed((0.20, 0.10, 0.06), (0.30, 0.16, 0.09), patch)
        return Soil(colour=mixed(sand, rock, ramp(slope, 0.30, 0.5)), roughness=0.95)

    ground = lay_ground(dune_height(seed), cover, "sand", reach=4600.0, fine=43)
    return joined([rooted(ground)])


ASSET = Asset(
    id="desert",
    kind="set",
    words=Words(
        zh=(
            "沙漠",
            "大漠",
            "戈壁",
            "沙丘",
            "荒漠",
            "黄沙",
            "丝绸之路",
            "丝路",
            "绿洲",
            "塔克拉玛干",
            "撒哈拉",
            "敦煌",
        ),
        en=("desert", "gobi", "dunes", "dune", "sahara", "silk road", "oasis", "wasteland", "sands"),
    ),
    build=build_desert,
    size=(4600.0, 200.0, 4600.0),
)
