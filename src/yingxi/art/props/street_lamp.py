"""A street lamp that throws a pool of light at night."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife
from yingxi.art.shapes.mesh import Finish, merge, model
from yingxi.art.shapes.solids import cylinder, lathe, tube
from yingxi.world.scene import Actor, Model

POOL = np.array([(0.55, 3.7, 0.0, 15.0, 60.0, 44.0, 25.0, 0.0)], np.float32)
"""The light under its shade."""


@lru_cache(maxsize=1)
def lamp_post() -> Model:
    """A cast-iron post 4.4 m tall with one arm toward +x and a shade."""
    iron = Finish(colour=(0.025, 0.028, 0.03), roughness=0.5, metal=0.4)
    foot = lathe(
        [(0.0, 0.0), (0.22, 0.0), (0.20, 0.25), (0.11, 0.4), (0.10, 0.9), (0.07, 1.0), (0.0, 1.0)], iron, 12
    )
    post = tube(
        [(0, 0.8, 0), (0, 3.9, 0), (0.12, 4.3, 0), (0.55, 4.35, 0)], [0.06, 0.045, 0.04, 0.035], iron, 8
    )
    shade = lathe([(0.30, -0.02), (0.26, 0.06), (0.08, 0.22), (0.05, 0.36), (0.0, 0.36)], iron, 16)
    shade = replace(shade, position=shade.position + np.array((0.55, 4.02, 0.0), np.float32))
    bulb = cylinder(
        (0.55, 3.93, 0), (0.55, 4.06, 0), (0.10, 0.16), Finish(colour=(1.0, 0.72, 0.42), emission=9.0), 12
    )
    return model([(merge([foot, post, shade]), "hero", "metal"), (bulb, "lamp_glass", "light")])


def build_street_lamp(sheet: CallSheet) -> Actor:
    """Lamps where blocking puts them, burning after dark."""
    dark = is_dark(sheet.shot.hour)
    return StillLife(
        parts={"lamp_post": lamp_post()},
        paths=sheet.paths,
        half=(0.6, 2.2, 0.35),
        scales=np.ones(len(sheet.paths), np.float32),
        parameter={"lamp_post": 1.0 if dark else 0.05},
        lamps=POOL if dark else np.zeros((0, 8), np.float32),
    )


ASSET = Asset(
    id="street_lamp",
    kind="prop",
    words=Words(
        zh=("路灯", "街灯", "灯柱", "一盏路灯"),
        en=("street lamp", "street light", "streetlight", "streetlamp", "lamppost", "lamp post"),
    ),
    build=build_street_lamp,
    size=(1.2, 4.4, 0.7),
    closest="fs",
)
