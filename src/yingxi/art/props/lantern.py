"""A red silk lantern that hangs in the air or from a hand's pole, lit from inside."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.sets.street_things import lantern
from yingxi.world.scene import Actor, Model


def build_lantern(sheet: CallSheet) -> Actor:
    """Lanterns along their paths, 1.2 m tall, swaying a little; the path gives the place of their foot."""
    colour = np.array(colour_for(sheet, (0.80, 0.045, 0.025))) / np.array((0.80, 0.045, 0.025))
    tint = np.tile(np.clip(colour, 0, 30), (len(sheet.paths), 1))
    return StillLife(
        parts={"prop_lantern": _standing()},
        paths=sheet.paths,
        half=(0.42, 0.65, 0.42),
        scales=scales_for(sheet),
        tints={"prop_lantern": tint},
        afloat=0.03,
    )


@lru_cache(maxsize=1)
def _standing() -> Model:
    """The lantern with its tassel's end at y = 0."""
    surfaces = []
    for part in lantern().surfaces:
        vertices = part.vertices.copy()
        vertices["position"][:, 1] += 1.2
        surfaces.append(replace(part, vertices=vertices))
    return Model(tuple(surfaces))


ASSET = Asset(
    id="lantern",
    kind="prop",
    words=Words(
        zh=("灯笼", "红灯笼", "宫灯", "灯"),
        en=("lantern", "red lantern", "lanterns", "paper lantern", "lamp"),
    ),
    build=build_lantern,
    size=(0.84, 1.3, 0.84),
    lives="any",
    actions=("hang", "sway", "float"),
    closest="mcu",
)
