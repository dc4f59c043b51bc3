"""A river through a city of old roofs and towers of light: the stage of the dragon boat race."""

from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.effects import lotus_lamps, sky_lanterns
from yingxi.art.sets.river_city_air import city_air, city_water
from yingxi.art.sets.river_city_banks import QUAY_TOP, bank_height
from yingxi.art.sets.river_city_foreground import Foreground
from yingxi.art.sets.river_city_layout import FAR_BANK, NEAR_BANK, Plan, lay_out, people_with_phones
from yingxi.art.sets.river_city_life import CityLife
from yingxi.art.sets.river_city_setups import choose_camera
from yingxi.art.sets.river_city_signs import lettering
from yingxi.world.scene import Actor

SEED = 11
"""The city is the same in every shot: only light, life and camera change."""


@lru_cache(maxsize=4)
def _plan(awake: float) -> Plan:
    return lay_out(SEED, awake)


def build(sheet: CallSheet) -> Place:
    """The city in the shot's hour and weather."""
    air, awake = city_air(sheet)
    plan = _plan(awake)
    statics = plan.statics()
    life = CityLife(phones=people_with_phones(statics), awake=awake, mist=min(air.mist / 0.003, 3.0))
    foreground = Foreground()
    actors: list[Actor] = [life, foreground]
    if awake > 0.3:
        dice = np.random.default_rng(SEED)
        actors.append(lotus_lamps.strew(dice, 90, np.array([20.0, 0, FAR_BANK + 24]), (150.0, 18.0)))
        actors.append(lotus_lamps.strew(dice, 60, np.array([20.0, 0, NEAR_BANK - 24]), (120.0, 16.0)))
        actors.append(sky_lanterns.release(dice, 70, np.array([0.0, 8.0, -170.0]), (220.0, 70.0), 120.0))
    return Place(
        air=air,
        spots={
            "water": Spot(centre=(0.0, 0.0, 0.0), heading=(1.0, 0.0), camera=(0.0, 1.0), extent=(75.0, 22.0)),
            "sky": Spot(
                centre=(-4.0, 46.0, -112.0), heading=(1.0, 0.0), camera=(0.0, 1.0), extent=(110.0, 36.0)
            ),
            "ground": Spot(
                centre=(0.0, QUAY_TOP, NEAR_BANK + 3.2),
                heading=(1.0, 0.0),
                camera=(0.0, 1.0),
                extent=(26.0, 1.8),
            ),
        },
        models=plan.models,
        statics=statics,
        actors=tuple(actors),
        water=city_water(sheet, awake),
        atlas=lettering().atlas,
        ground=bank_height,
        setups=lambda sheet_, focus: choose_camera(sheet_, focus, foreground, awake),
    )


ASSET = Asset(
    id="river_city",
    kind="set",
    words=Words(
        zh=(
            "江城",
            "江面",
            "江边",
            "江畔",
            "两岸",
            "河岸",
            "护城河",
            "珠江",
            "黄浦江",
            "江上",
            "赛场",
            "龙舟赛场",
            "灯光秀",
            "滨江",
            "外滩",
            "江岸",
        ),
        en=(
            "river city",
            "riverfront",
            "waterfront",
            "embankment",
            "city river",
            "night river",
            "quay",
            "the bund",
            "light show",
        ),
    ),
    build=build,
    size=(700.0, 300.0, 500.0),
    lives="any",
    actions=("stand",),
    closest="ews",
)
