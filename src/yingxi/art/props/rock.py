"""A rock, as tall as a man or, seen small, a pebble's big brother."""

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.shapes.ground_cover import stone
from yingxi.art.shapes.mesh import model
from yingxi.world.scene import Actor


def build_rock(sheet: CallSheet) -> Actor:
    """Rocks of one shape by the shot's seed."""
    shape = sheet.seed % 7 + 20
    thing = model(
        [(stone(shape, 3, 0.4), "boulder", "rock")], model([(stone(shape, 1), "boulder", "rock")]), 60.0
    )
    tint = np.tile(np.array(colour_for(sheet, (0.15, 0.145, 0.135))) * 2, (len(sheet.paths), 1))
    scales = scales_for(sheet, 0.5, 1.4) * 1.3
    return StillLife(
        parts={"rock": thing},
        paths=sheet.paths,
        half=(1.1, 0.7, 1.0),
        scales=scales,
        tints={"rock": tint},
        foot=-0.25,
    )


ASSET = Asset(
    id="rock",
    kind="prop",
    words=Words(
        zh=("石头", "岩石", "巨石", "礁石", "石块", "山石"),
        en=("rock", "stone", "boulder", "rocks", "stones"),
    ),
    build=build_rock,
    size=(2.8, 1.7, 2.6),
    closest="cu",
)
