"""Sailing ships: a Chinese junk with battened sails."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.sets.harbour import boat_hull
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import box, cylinder, grid
from yingxi.world.scene import Actor, Model

HULL = (0.15, 0.075, 0.035)
WOOD = Finish(colour=(0.16, 0.085, 0.04), roughness=0.7)


@lru_cache(maxsize=1)
def junk() -> tuple[Model, Model]:
    """A junk 26 m long, its bow toward +x, floating at y = 0: rig, and hull, each with its own tint."""
    hull = boat_hull(26.0, 6.4, 3.6, 2.6)
    deck = [
        box((0.0, 1.45, 0), (9.5, 0.08, 2.55), WOOD),
        box((-8.6, 2.9, 0), (3.1, 1.3, 2.2), WOOD),
        box((-8.6, 4.3, 0), (3.4, 0.12, 2.5), WOOD),
        box((9.6, 2.5, 0), (1.6, 0.6, 1.7), WOOD),
    ]
    masts = [(-7.9, 13.0, 5.6), (0.8, 19.0, 9.6), (8.6, 13.6, 5.8)]
    spars: list[Mesh] = [
        cylinder((x, 0.5, 0), (x + 0.3, tall, 0), (0.24, 0.11), WOOD, 10) for x, tall, _ in masts
    ]
    rail = [
        cylinder((x, 1.5, s * 2.6), (x, 2.4, s * 2.6), 0.05, WOOD, 5)
        for x in np.linspace(-5, 8, 12)
        for s in (-1, 1)
    ]
    sails, battens = [], []
    for x, tall, wide in masts:
        cloth, bars = _sail(x, tall, wide)
        sails.append(cloth)
        battens += bars
    lamps = [
        box((-11.6, 5.2, s * 1.6), (0.2, 0.28, 0.2), Finish(colour=(1.0, 0.5, 0.18), emission=4.0))
        for s in (-1, 1)
    ]
    return (
        model(
            [
                (merge([*deck, *spars, *rail, *battens]), "timber", "wood"),
                (merge(sails), "sail", "cloth"),
                (merge(lamps), "lamp_glass", "light"),
            ]
        ),
        model([(hull, "two_tone", "wood")]),
    )


def _sail(x: float, tall: float, wide: float) -> tuple[Mesh, list[Mesh]]:
    """A fanned lug sail in six panels between battens, bellied toward +z."""
    v, u = np.linspace(0, 1, 19), np.linspace(0, 1, 13)
    foot, head = 3.2, tall - 0.6
    points = np.array([[_sail_point(x, foot, head, wide, a, b) for b in u] for a in v])
    front = grid(points, Finish(colour=(0.5, 0.5, 0.5), roughness=0.9))
    bars = []
    for level in np.linspace(0, 1, 7):
        ends = [
            _sail_point(x, foot, head, wide, level, b) + np.array([0, 0, 0.04]) for b in (0.0, 0.35, 0.7, 1.0)
        ]
        bars += [cylinder(a, b, 0.055, WOOD, 5) for a, b in pairwise(ends)]
    return front, bars


def _sail_point(x: float, foot: float, head: float, wide: float, up: float, along: float) -> Array:
    """A place on the sail: `up` 0 foot to 1 head, `along` 0 luff to 1 leech."""
    panel = np.sin(np.pi * ((up * 6) % 1.0)) if 0 < up < 1 else 0.0
    reach = wide * (0.98 - 0.30 * up**1.5)
    belly = (0.10 * panel + 0.22) * np.sin(np.pi * min(max(along, 0), 1)) * wide * 0.5
    lean = 0.20 * wide * up
    return np.array(
        [
            x + 0.28 * reach - reach * along + lean * (along - 0.3),
            foot + (head - foot) * up + 0.55 * wide * 0.5 * along * up,
            belly,
        ]
    )


def build_junk(sheet: CallSheet) -> Actor:
    """Ships under sail along their paths; the sails take the asked colour."""
    colour = colour_for(sheet, (0.46, 0.12, 0.055))
    lit = 1.0 if is_dark(sheet.shot.hour) else 0.1
    rig, hull = junk()
    count = len(sheet.paths)
    return StillLife(
        parts={"junk_rig": rig, "junk_hull": hull},
        paths=sheet.paths,
        half=(13.0, 10.5, 3.2),
        scales=scales_for(sheet),
        tints={
            "junk_rig": np.tile(np.array(colour), (count, 1)),
            "junk_hull": np.tile(np.array(HULL), (count, 1)),
        },
        parameter={"junk_rig": lit},
        afloat=0.16,
        wake=1.4,
        foot=-0.8,
        lean=0.04,
        heard="water_lap",
    )


ASSET = Asset(
    id="sailing_ship",
    kind="prop",
    words=Words(
        zh=("帆船", "大船", "楼船", "古船", "福船", "宝船", "战船", "海船", "轮船", "船队", "货船"),
        en=(
            "sailing ship",
            "ship",
            "junk",
            "sailboat",
            "galleon",
            "tall ship",
            "vessel",
            "fleet",
            "yacht",
            "warship",
        ),
    ),
    build=build_junk,
    size=(26.0, 20.0, 6.4),
    lives="water",
    actions=("sail", "drift", "rest"),
    closest="fs",
)
