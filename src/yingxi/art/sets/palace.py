"""A palace: white terraces, a great hall of red columns and golden roofs, galleries round a paved court."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Fixtures, Scenery, joined, place_seed, planted, standing
from yingxi.art.sets.soils import is_white
from yingxi.art.sets.street_things import lantern
from yingxi.art.shapes.buildings import PALACE, Parts, hip_roof, house
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, heightfield
from yingxi.film.terms import Season
from yingxi.world.scene import Air, Model, Moment

BASE = Air(sky="day", haze=0.0009, mist=0.0006, mist_height=10.0, wind=(1.2, 0.0, 0.3))
MARBLE = Finish(colour=(0.58, 0.56, 0.52), roughness=0.7)
HALL_Z = -46.0

SHADED = Finish(colour=(0.40, 0.39, 0.37), roughness=0.6, open=0.55)
"""Marble of the terrace's walls, under their copings."""
SLAB = Finish(colour=(0.66, 0.64, 0.60), roughness=0.5)


def build_palace(sheet: CallSheet) -> Place:
    """The court for one shot; lanterns and windows are lit at night."""
    shot = sheet.shot
    lit = 1.0 if is_dark(shot.hour) else 0.3 if shot.hour == "dawn" else 0.04
    court, lamps = _court(place_seed(sheet), lit, shot.season, is_white(shot.season, shot.weather))
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(26.0, 8.0)),
            "sky": Spot(centre=(0.0, 38.0, -70.0), extent=(60.0, 30.0)),
        },
        models=court.models,
        statics=court.statics,
        actors=(Fixtures(moment=lamps),),
        ground=_ground,
    )


def _ground(x: Array, z: Array) -> Array:
    """The court is level; the terraces rise in three steps."""
    x, z = np.broadcast_arrays(x, z)
    inside = [
        (np.abs(x) < 30 - 3.2 * k) & (z < HALL_Z + 20.5 - 3.2 * k) & (z > HALL_Z - 22) for k in range(3)
    ]
    return np.asarray(sum(1.6 * part for part in inside), np.float32)


@lru_cache(maxsize=1)
def great_hall() -> Model:
    """A hall of nine bays under two golden roofs, 40 m wide, its floor at y = 0."""
    red = Finish(colour=PALACE.wood, roughness=0.5)
    parts: Parts = [
        (box((0, 4.6, -1.5), (17.5, 4.6, 7.5), Finish(colour=PALACE.wall, roughness=0.8)), "plaster", "wall")
    ]
    posts = np.linspace(-18.5, 18.5, 10)
    columns = [cylinder((x, 0, 9.0), (x, 8.2, 9.0), 0.48, red, 16) for x in posts]
    columns += [
        cylinder((x, 0, z), (x, 8.2, z), 0.45, red, 12) for x in (-18.5, 18.5) for z in (-9.0, -3.0, 3.0)
    ]
    bands = [
        box((0, y, 9.0), (19.0, 0.34, 0.30), Finish(colour=colour, roughness=0.5))
        for y, colour in ((7.9, (0.03, 0.14, 0.20)), (7.2, (0.05, 0.20, 0.11)))
    ]
    panes, bars = [], []
    for a, b in pairwise(posts):
        middle, half = (a + b) / 2, (b - a) / 2 - 0.55
        panes.append(
            box((middle, 3.3, 6.02), (half, 2.9, 0.02), Finish(colour=PALACE.light, emission=1.1), faces="Z")
        )
        bars += [
            box((middle + k * half / 2.5, 3.3, 6.12), (0.06, 2.9, 0.06), red)
            for k in (-2.5, -1.25, 0, 1.25, 2.5)
        ]
        bars += [box((middle, y, 6.12), (half, 0.06, 0.06), red) for y in (0.4, 1.5, 2.6, 3.7, 4.8, 6.2)]
    parts += [(merge([*columns, *bands, *bars]), "timber", "wood"), (merge(panes), "window", "light")]
    parts += _lifted(hip_roof(45.0, 25.0, 8.3, 3.4, PALACE, 1.1, 30.0), 0.0)
    upper = box((0, 12.2, -0.5), (15.5, 1.6, 5.6), Finish(colour=PALACE.wall), faces="xXzZ")
    beam = box((0, 13.2, -0.5), (16.2, 0.4, 6.0), Finish(colour=(0.03, 0.14, 0.20)))
    parts += [(upper, "plaster", "wall"), (beam, "timber", "wood")]
    parts += hip_roof(37.0, 18.0, 13.4, 6.2, PALACE, 1.3, 26.0)
    for side in (-1, 1):  # owl-tail ridge ends
        tail = merge(
            [
                box((side * 13.2, 20.5, 0), (0.35, 1.1, 0.3), Finish(colour=PALACE.ridge)),
                box((side * 12.8, 21.4, 0), (0.6, 0.25, 0.25), Finish(colour=PALACE.ridge)),
            ]
        )
        parts.append((tail, "timber", "roof"))
    return model(parts)


def _lifted(parts: Parts, by: float) -> Parts:
    return [(transform(mesh, (0, by, 0)), material, semantic) for mesh, material, semantic in parts]


def _tier(half_x: float, front: float, level: float) -> list[Mesh]:
    """One tier: a wall in the shade of its coping between plinth and coping, with pilasters and spouts."""
    middle, deep = (front - 22) / 2, (front + 22) / 2
    parts = [
        box((0, level + 0.8, middle), (half_x, 0.8, deep), SHADED, faces="xXYzZ"),
        box((0, level + 1.45, middle), (half_x + 0.22, 0.12, deep + 0.22), MARBLE),
        box((0, level + 1.27, middle), (half_x + 0.10, 0.07, deep + 0.10), MARBLE),
        box((0, level + 0.13, middle), (half_x + 0.20, 0.13, deep + 0.20), MARBLE),
        box((0, level + 0.33, middle), (half_x + 0.09, 0.08, deep + 0.09), MARBLE),
    ]
    for place in np.arange(-half_x + 0.3, half_x, 1.5):
        parts.append(box((place, level + 0.8, front + 0.03), (0.10, 0.42, 0.05), MARBLE))
        parts.append(box((place, level + 1.42, front + 0.42), (0.10, 0.09, 0.24), MARBLE))
    return parts


def _stair() -> list[Mesh]:
    """Thirty steps, risers in shade, with balustrades at both sides and a carved slab up the middle."""
    parts: list[Mesh] = []
    for step in range(30):
        y, z = step * 0.16, 24.6 - step * 0.36
        parts.append(box((0, y + 0.08, z), (4.2, 0.08, 0.42), SHADED, faces="xXZ"))
        parts.append(box((0, y + 0.08, z), (4.2, 0.08, 0.42), MARBLE, faces="Y"))
        parts.append(box((0, y + 0.14, z + 0.42), (4.2, 0.025, 0.02), MARBLE, faces="YZ"))
        parts.append(box((0, y / 2, z), (4.2, y / 2 + 0.01, 0.2), MARBLE, faces="xX"))
        parts.append(box((0, y + 0.12, z), (1.1, 0.14, 0.36), SLAB, faces="xXYZ"))
        parts += [box((side * 4.3, y + 0.62, z), (0.10, 0.12, 0.20), MARBLE) for side in (-1, 1)]
        parts += [box((side * 4.3, y + 0.24, z), (0.06, 0.24, 0.20), MARBLE) for side in (-1, 1)]
        if step % 4 == 0:
            parts += [box((side * 4.3, y + 0.55, z), (0.14, 0.62, 0.14), MARBLE) for side in (-1, 1)]
    return parts


@lru_cache(maxsize=1)
def _terrace() -> Model:
    """Three tiers with balustrades and a stair up the middle."""
    parts: list[Mesh] = []
    for tier in range(3):
        half_x, front, level = 30.0 - 3.2 * tier, 20.5 - 3.2 * tier, 1.6 * tier
        parts += _tier(half_x, front, level)
        x = np.arange(-half_x + 0.3, half_x, 1.5)
        for place in x[np.abs(x) > 4.4]:
            parts.append(box((place, level + 2.05, front - 0.25), (0.11, 0.5, 0.11), MARBLE))
        for low, high in ((-half_x, -4.4), (4.4, half_x)):
            middle, reach = (low + high) / 2, (high - low) / 2
            parts.append(box((middle, level + 2.3, front - 0.25), (reach, 0.09, 0.09), MARBLE))
            parts.append(box((middle, level + 1.85, front - 0.25), (reach, 0.16, 0.05), MARBLE))
    parts += _stair()
    return model([(merge(parts), "marble", "stone")])


@lru_cache(maxsize=4)
def _paving(white: bool) -> Scenery:
    """The floor of the court, in tiles of 16 m."""
    tone = (0.55, 0.57, 0.60) if white else (0.27, 0.255, 0.235)
    slab = heightfield((-8, 8), (-8, 8), lambda x, z: 0 * x, Finish(colour=tone, roughness=0.8))
    x, z = np.meshgrid(np.arange(-88, 89, 16.0), np.arange(-104, 73, 16.0), indexing="ij")
    tiles = instances(np.stack([x, 0 * x, z], -1).reshape(-1, 3), parameter=1.2)
    return standing("court", model([(slab, "paving", "ground")]), tiles)


def _galleries(lit: float) -> Scenery:
    """A row of galleries on either side, facing the court; far ones without their timber."""
    parts = house(15.0, 6.0, 1, PALACE, 3)
    gallery = model(parts, model([part for part in parts if part[1] != "timber"]), 110.0)
    rows = [
        instances(
            [(side * 46.0, 0, k) for k in np.arange(-60.0, 61, 16.4)],
            1.1,
            -side * np.pi / 2,
            parameter=lit,
        )
        for side in (-1, 1)
    ]
    return standing("gallery", gallery, np.concatenate(rows))


def _court(seed: int, lit: float, season: Season, white: bool) -> tuple[Scenery, Moment]:
    rng = np.random.default_rng(seed)
    pavilion = model(house(11.0, 11.0, 2, PALACE, 4))
    corners = instances([(-45.0, 0, -74.0), (45.0, 0, -74.0)], 1.35, 0.0, parameter=lit)
    lamps = np.array([(side * 8.0, 4.6, k) for side in (-1, 1) for k in (-14.0, -2.0, 12.0, 26.0)])
    parts = [
        _paving(white),
        standing("great_hall", great_hall(), instances([(0.0, 4.8, HALL_Z - 4.0)], parameter=lit)),
        standing("terrace", _terrace(), instances([(0.0, 0.0, HALL_Z)])),
        _galleries(lit),
        standing("corner_pavilion", pavilion, corners),
        standing("palace_lantern", lantern(), instances(lamps, 1.25, parameter=max(lit, 0.25))),
        standing("lantern_post", _post(), instances(lamps * [1, 0, 1], 1.0)),
    ]
    trees = np.array([(-36.0, 0, -20.0), (36.0, 0, -22.0), (-37.0, 0, 6.0), (37.0, 0, 9.0)]) + rng.normal(
        0, 0.7, (4, 3)
    ) * [1, 0, 1]
    parts.append(planted("pine", trees, rng, LEAVES["pine"][season], size=(0.7, 0.9)))
    glow = np.zeros((8, 8), np.float32)
    glow[:, :3], glow[:, 3] = lamps - [0, 0.6, 0], 12.0
    glow[:, 4:7] = np.array([1.0, 0.42, 0.14]) * 14.0 * lit
    return joined(parts), Moment(lights=glow)


@lru_cache(maxsize=1)
def _post() -> Model:
    """A lacquered post with an arm for a lantern, 4.8 m tall."""
    red = Finish(colour=(0.26, 0.028, 0.018), roughness=0.45)
    foot = box((0, 0.2, 0), (0.35, 0.2, 0.35), MARBLE)
    return model(
        [
            (
                merge(
                    [
                        cylinder((0, 0.2, -0.25), (0, 4.9, -0.25), 0.11, red, 10),
                        box((0, 4.75, 0), (0.06, 0.07, 0.45), red),
                    ]
                ),
                "timber",
                "wood",
            ),
            (foot, "marble", "stone"),
        ]
    )


ASSET = Asset(
    id="palace",
    kind="set",
    words=Words(
        zh=(
            "皇宫",
            "宫殿",
            "大殿",
            "紫禁城",
            "故宫",
            "宫廷",
            "王宫",
            "殿前",
            "天宫",
            "朝堂",
            "寺院",
            "道观",
            "城堡",
            "庭院",
            "四合院",
            "城门",
            "城楼",
        ),
        en=(
            "palace",
            "forbidden city",
            "imperial court",
            "royal court",
            "throne",
            "castle",
            "courtyard",
            "monastery",
            "city gate",
            "imperial palace",
        ),
    ),
    build=build_palace,
    size=(180.0, 30.0, 180.0),
)
