"""Small boats: an open rowing boat and a black-awned boat (乌篷船) with a lantern."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.sets.harbour import boat_hull, boat_inside
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.solids import ball, cylinder, grid
from yingxi.world.scene import Actor, Model


@lru_cache(maxsize=1)
def rowing_boat() -> Model:
    """An open boat 5.2 m long, floating at y = 0."""
    return model(
        [(boat_hull(5.2, 1.55, 0.66, 0.42), "two_tone", "wood"), (boat_inside(5.2, 1.55), "timber", "wood")]
    )


@lru_cache(maxsize=1)
def awned_boat() -> Model:
    """A slender boat 7.5 m long with an arched awning of black mat, a sculling oar and a lantern."""
    hull = boat_hull(7.5, 1.6, 0.62, 0.55)
    angle = np.linspace(0, np.pi, 15)
    rows = []
    for x, tall in zip(
        np.linspace(-1.9, 1.5, 9), (0.98, 1.0, 1.02, 1.04, 1.05, 1.04, 1.02, 1.0, 0.98), strict=True
    ):
        rows.append(np.stack([np.full(15, x), 0.18 + tall * np.sin(angle), 0.74 * np.cos(angle)], 1))
    mat = Finish(colour=(0.035, 0.032, 0.030), roughness=0.8)
    outer, inner = grid(np.array(rows), mat), grid(np.array(rows) * [1, 0.97, 0.96], mat, flipped=True)
    wood = Finish(colour=(0.20, 0.12, 0.06), roughness=0.7)
    poles: list[Mesh] = [cylinder((-3.0, 0.5, 0.0), (-5.6, -0.3, 0.9), 0.03, wood, 5)]
    poles.append(cylinder((2.6, 0.2, 0.0), (2.6, 1.7, 0.0), 0.025, wood, 5))
    lamp = ball((2.6, 1.5, 0.14), (0.13, 0.17, 0.13), Finish(colour=(1.0, 0.36, 0.10), emission=3.0), 12, 8)
    return model(
        [
            (hull, "two_tone", "wood"),
            (merge([outer, inner, *poles, boat_inside(7.5, 1.5)]), "timber", "wood"),
            (lamp, "lamp_glass", "light"),
        ]
    )


def build_small_boat(sheet: CallSheet) -> Actor:
    """Boats afloat along their paths."""
    paint = np.tile(np.array(colour_for(sheet, (0.17, 0.10, 0.055))), (len(sheet.paths), 1))
    western = sheet.shot.set in ("sea", "coast_town")
    name, thing = ("rowing_boat", rowing_boat()) if western else ("awned_boat", awned_boat())
    lit = 1.0 if is_dark(sheet.shot.hour) else 0.15
    return StillLife(
        parts={name: thing},
        paths=sheet.paths,
        half=(2.6 if western else 3.75, 0.7, 0.8),
        scales=scales_for(sheet),
        tints={name: paint},
        parameter={name: lit},
        afloat=0.05,
        wake=0.5,
        foot=-0.3,
        heard="water_lap",
    )


ASSET = Asset(
    id="small_boat",
    kind="prop",
    words=Words(
        zh=("小船", "船", "小舟", "渔船", "乌篷船", "木船", "扁舟", "竹筏", "舢板", "渔舟", "孤舟", "小木船"),
        en=(
            "boat",
            "small boat",
            "rowing boat",
            "rowboat",
            "canoe",
            "raft",
            "skiff",
            "sampan",
            "dinghy",
        ),
    ),
    build=build_small_boat,
    size=(7.5, 1.4, 1.6),
    lives="water",
    actions=("drift", "row", "sail", "rest"),
    closest="ms",
)
