"""An eastern dragon: it swims through the sky along its way, scales, mane, whiskers and antlers."""

from functools import cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.cast.animal_spine import Serpents, Spine, together
from yingxi.art.cast.dragon_body import LENGTH, fins, hair, head, legs, scaled, whiskers
from yingxi.art.props.still_life import colour_for
from yingxi.art.seat import Seat, sides

JADE = (0.012, 0.150, 0.120)
SADDLE = (2.7, 4.5)
"""Metres behind the neck between which somebody may sit."""
SITS = (
    3.5,
    Seat(
        turn=np.eye(3, dtype=np.float32),
        place=np.zeros(3, np.float32),
        saddle=np.array((0.0, 0.60, 0.0), np.float32),
        hands=sides(0.36, 0.92, 0.17),
        feet=sides(0.30, 0.10, 0.66),
        lean=0.10,
        toes=0.7,
    ),
)
"""The station of the rider and the seat there."""


@cache
def dragon(colour: tuple[float, float, float], ridden: bool = False) -> Spine:
    """The dragon in one colour, with its far versions; a ridden one has no fins where its rider sits."""
    paint = np.array(colour)
    flame = np.array((0.55, 0.16, 0.02))
    clear = SADDLE if ridden else (0.0, 0.0)
    near = [scaled(paint, 20, 116), fins(flame, 42, clear), *head(paint, 0.09), whiskers(4), *hair(52)]
    near += legs(paint, 0.112)
    near_by = [scaled(paint, 12, 84), fins(flame, 32, clear), *head(paint, 0.14), whiskers(3), *hair(34)]
    near_by += legs(paint, 0.16)
    middle = [scaled(paint, 10, 54), fins(flame, 22, clear), *head(paint, 0.10, 0.24), whiskers(3), *hair(20)]
    middle += legs(paint, 0.11, 0.30)
    far = [scaled(paint, 5, 24), *head(paint, 0.10, 0.50)[:1], *hair(6)]
    return Spine(
        name="dragon",
        length=LENGTH,
        versions=(
            (together(near), 24.0),
            (together(near_by), 50.0),
            (together(middle), 130.0),
            (together(far), 1e9),
        ),
        sway=1.9,
        heave=1.25,
        pace=2.3,
        girth=1.3,
    )


def build_dragon(sheet: CallSheet) -> Serpents:
    """Dragons along their paths, of jade or of the colour asked for."""
    count = len(sheet.paths)
    colour = colour_for(sheet, JADE)
    return Serpents(
        spine=dragon(
            tuple(float(0.55 * c) if colour != JADE else float(c) for c in colour), bool(sheet.ridden)
        ),
        paths=sheet.paths,
        sizes=np.full(count, 1.0, np.float32),
        tints=np.ones((count, 3), np.float32),
        lift=2.6,
        heard="gale",
        sits=SITS,
    )


ASSET = Asset(
    id="dragon",
    kind="cast",
    words=Words(
        zh=("龙", "巨龙", "神龙", "飞龙", "青龙", "金龙", "蛟龙", "海龙", "祥龙", "东方龙", "中国龙"),
        en=("dragon", "chinese dragon", "eastern dragon", "dragons", "sea dragon"),
    ),
    build=build_dragon,
    size=(18.0, 5.5, 4.5),
    lives="sky",
    actions=("fly", "soar", "circle", "rise", "chase", "fight"),
    closest="ms",
    carries=True,
)
