"""A saloon or sports car whose lamps burn after dark."""

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.car_body import car_model
from yingxi.art.props.still_life import StillLife, colour_for
from yingxi.world.scene import Actor

HEADLIGHTS = np.array(
    [(3.4, 0.7, side, 16.0, 9.0, 8.0, 6.2, 0.0) for side in (-0.62, 0.62)]
    + [(-2.8, 0.7, 0.0, 6.0, 2.0, 0.06, 0.04, 0.0)],
    np.float32,
)
"""Where the white lamps throw their light before the car and the red ones behind it."""


def build_car(sheet: CallSheet) -> Actor:
    """Cars along their paths, their fronts ahead; a sports car is lower and silver unless told otherwise."""
    words = sheet.subject.words.lower() if sheet.subject else ""
    fast = any(word in words for word in ("跑车", "赛车", "sports", "racing"))
    paint = colour_for(sheet, (0.55, 0.56, 0.58) if fast else (0.05, 0.06, 0.075))
    dark = is_dark(sheet.shot.hour)
    name = "prop_sports_car" if fast else "prop_car"
    return StillLife(
        parts={name: car_model(fast)},
        paths=sheet.paths,
        half=(2.25, 0.73, 0.92),
        scales=np.ones(len(sheet.paths), np.float32),
        tints={name: np.tile(np.array(paint), (len(sheet.paths), 1))},
        parameter={name: 1.0 if dark else 0.05},
        lamps=HEADLIGHTS if dark else np.zeros((0, 8), np.float32),
        heard="engine",
    )


ASSET = Asset(
    id="car",
    kind="prop",
    words=Words(
        zh=("汽车", "轿车", "小汽车", "跑车", "赛车", "出租车", "车", "车辆", "黑色轿车"),
        en=("car", "automobile", "sedan", "saloon", "taxi", "cab", "sports car", "racing car", "race car"),
    ),
    build=build_car,
    size=(4.5, 1.46, 1.84),
    actions=("drive", "stand"),
    closest="fs",
)
