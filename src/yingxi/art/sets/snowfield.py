"""Snowfield: drifts, snow-laden pines, a frozen range behind."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, in_shade
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.sets.soils import SNOW, mixed
from yingxi.art.shapes.noise import Array, billows, eroded, noise, ramp, ridges
from yingxi.art.shapes.terrain import Height, Soil, apart, lay_ground, scatter
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.00022, mist=0.0014, mist_height=16.0, wind=(1.8, 0.0, 0.5))


def build_snowfield(sheet: CallSheet) -> Place:
    """The snowfield for one shot; it is winter whatever the calendar says."""
    shot, seed = sheet.shot, place_seed(sheet)
    height = drift_height(seed)
    land = _land(seed)
    air = in_shade(air_for(shot.hour, shot.weather, "winter", sheet.look, BASE), 0.85, 0.8)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=replace(
            air,
            snow=max(air.snow, 0.06),
            ground=(air.horizon[0] * 0.7, air.horizon[1] * 0.75, air.horizon[2] * 0.85),
        ),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(30.0, 9.0)),
            "sky": Spot(centre=(0.0, stand + 45.0, -130.0), extent=(110.0, 50.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def drift_height(seed: int) -> Height:
    """Wind-packed drifts, a rise with woods, peaks behind."""

    def height(x: Array, z: Array) -> Array:
        away = np.hypot(np.asarray(x) / 1.5, z)
        drift = 0.7 * (1 - np.abs(2 * noise(x * 0.06, z * 0.10, seed) - 1)) ** 1.4 * ramp(away, 3, 25)
        rolls = 10 * (billows(x * 0.008, z * 0.008, seed + 1, 4) - 0.45) * ramp(away, 15, 150)
        hills = ramp(away, 180, 700) * (120 * billows(x * 0.003, z * 0.003, seed + 2, 5) - 25)
        peaks = ramp(away, 900, 2400) * (
            640 * ridges(x * 0.0010, z * 0.0010, seed + 3) + 320 * eroded(x * 0.0022, z * 0.0022, seed + 4)
        )
        return np.asarray(drift + rolls + hills + peaks, np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int) -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.004, z * 0.004, seed + 20, 5)
        bare = ramp(slope + 0.3 * (patch - 0.5), 0.34, 0.52)
        return Soil(colour=mixed(SNOW, (0.13, 0.135, 0.15), bare), roughness=0.7)

    rng, height = np.random.default_rng(seed), drift_height(seed)
    parts = [rooted(lay_ground(height, cover, "snow", reach=4600.0, fine=40))]
    x, z = scatter(rng, 2600, 14, 700)
    keep = apart(x, z, 2.4)
    x, z = x[keep], z[keep]
    wood = billows(x * 0.011, z * 0.011, seed + 8, 4) + 0.10 * ramp(np.hypot(x, z), 60, 500) > 0.52
    clear = (np.hypot(x / 34, z / 13) > 1) & (np.abs(x) > 9 - 0.14 * z)
    place = np.stack([x, height(x, z) - 0.3, z], 1)[wood & clear][:1300]
    parts.append(
        planted("snowy_pine", place, rng, (0.045, 0.075, 0.055), size=(0.5, 1.15), vary=0.08, sway=0.4)
    )
    x, z = scatter(rng, 40, 6, 120)
    clear = np.hypot(x / 16, z / 7) > 1
    parts.append(
        boulders(np.stack([x, height(x, z) - 0.1, z], 1)[clear], rng, (0.30, 0.32, 0.36), (0.2, 1.2))
    )
    return joined(parts)


ASSET = Asset(
    id="snowfield",
    kind="set",
    words=Words(
        zh=(
            "雪地",
            "雪原",
            "雪山脚下",
            "冰原",
            "冰川",
            "冰天雪地",
            "北极",
            "南极",
            "极地",
            "雪野",
            "雪林",
            "北国",
            "冰山",
        ),
        en=(
            "snowfield",
            "snow field",
            "snow",
            "tundra",
            "glacier",
            "ice field",
            "arctic",
            "antarctic",
            "polar region",
            "winter forest",
            "iceberg",
        ),
    ),
    build=build_snowfield,
    size=(4600.0, 700.0, 4600.0),
)
