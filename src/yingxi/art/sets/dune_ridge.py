"""A dune ridge: one long crest of sand against the sky, lower dunes beyond, where two figures stand out."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import Scenery, joined, place_seed, rooted
from yingxi.art.sets.soils import SAND, mixed
from yingxi.art.shapes.noise import Array, billows, noise
from yingxi.art.shapes.terrain import Height, Soil, lay_ground
from yingxi.world.scene import Air

BASE = Air(sky="day", haze=0.0005, mist=0.0004, mist_height=18.0, wind=(3.5, 0.0, 1.0), dust=0.08)
CREST = 8.0
"""Metres from the plain to the crest."""


def build_dune_ridge(sheet: CallSheet) -> Place:
    """The ridge for one shot; the crest runs along x, the camera looks toward -z."""
    shot, seed = sheet.shot, place_seed(sheet)
    height = ridge_height(seed)
    land = _land(seed)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(30.0, 3.0)),
            "sky": Spot(centre=(0.0, stand + 30.0, -120.0), extent=(100.0, 40.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=height,
    )


def ridge_height(seed: int) -> Height:
    """A crest that is level where people stand, bends and sinks beyond, and low dunes behind it."""

    def height(x: Array, z: Array) -> Array:
        across, far = np.asarray(x, float), np.asarray(z, float)
        bent = far + 7.0 * (noise(across * 0.012, 0.3 + 0 * across, seed) - 0.5) * np.clip(
            np.abs(across) / 18.0 - 0.6, 0.0, 1.0
        )
        # Gentle toward the camera, steep beyond, rounded where feet stand.
        slope = np.where(bent > 0, bent / 17.0, -bent / 11.0)
        crest = CREST * np.exp(-(slope**2)) - 0.004 * np.clip(np.abs(across) - 12.0, 0.0, 60.0) ** 1.6
        away = np.clip((np.abs(far) - 26.0) / 60.0, 0.0, 1.0)
        plain = away * (5.5 * billows(across * 0.011, far * 0.016, seed + 3, 4) + 1.5)
        return np.asarray(np.maximum(crest, -2.0) + plain, np.float32)

    return height


@lru_cache(maxsize=4)
def _land(seed: int) -> Scenery:
    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.02, z * 0.02, seed + 20, 4)
        return Soil(colour=mixed(SAND, (0.40, 0.25, 0.13), patch), roughness=0.95)

    return joined([rooted(lay_ground(ridge_height(seed), cover, "sand", reach=1800.0, fine=43))])


ASSET = Asset(
    id="dune_ridge",
    kind="set",
    words=Words(zh=("沙脊", "沙梁", "大漠沙脊"), en=("dune ridge", "ridge of sand", "crest of a dune")),
    build=build_dune_ridge,
    size=(1800.0, 20.0, 1800.0),
)
