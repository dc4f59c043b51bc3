"""A rooftop over a city: parapet, plant and water tank, towers and their lights all round and below."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.modern_city import NEON_GLOW
from yingxi.art.sets.scenery import Fixtures, Scenery, joined, place_seed, standing
from yingxi.art.sets.street_things import lantern_strings
from yingxi.art.sets.towers import tower_model
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, cylinder, heightfield
from yingxi.world.scene import Air, Model, Moment

BASE = Air(sky="day", haze=0.00055, mist=0.0008, mist_height=50.0, wind=(3.5, 0.0, 1.0))
STREET = -64.0
GREY = Finish(colour=(0.30, 0.30, 0.30), roughness=0.7)


def build_rooftop(sheet: CallSheet) -> Place:
    """The roof for one shot; strings of bulbs burn after sunset."""
    shot, seed = sheet.shot, place_seed(sheet)
    dark = is_dark(shot.hour)
    neon = dark and sheet.look.id == "oriental_cyberpunk"
    night = 1.9 if neon else 1.0 if dark else 0.0
    roof, tubes = _roof(seed, night)
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    if dark:
        glow = NEON_GLOW if neon else ((0.10, 0.058, 0.033), (0.03, 0.05, 0.08))
        air = replace(air, sky="city_night", glow=glow[0], glow_side=glow[1], stars=air.stars * 0.3)
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, 0.0, -3.0), extent=(8.0, 3.0)),
            "sky": Spot(centre=(0.0, 30.0, -120.0), extent=(80.0, 40.0)),
        },
        models=roof.models,
        statics=roof.statics,
        actors=(Fixtures(moment=Moment(tubes=tubes), heard=("city", "wind")),),
        ground=_floor,
    )


def _floor(x: Array, z: Array) -> Array:
    """The roof is 44 x 44 m; beyond it the street lies far below."""
    x, z = np.broadcast_arrays(x, z)
    return np.asarray(np.where((np.abs(x) < 22) & (z > -12) & (z < 34), 0.0, STREET), np.float32)


@lru_cache(maxsize=4)
def _roof(seed: int, night: float) -> tuple[Scenery, Array]:
    rng = np.random.default_rng(seed)
    ends = [
        (np.array([-9.0, 5.2, -10.5]), np.array([9.0, 5.0, -10.8])),
        (np.array([-15.0, 5.6, 1.0]), np.array([11.0, 5.2, -8.0])),
    ]
    strings, tubes, _ = lantern_strings(ends, 0.9 if night else 0.05, 2.2)
    parts = [
        _slab(),
        standing("roof_things", _things(), instances([(0, 0, 0)])),
        standing("roof_poles", _poles(), instances([(0, 0, 0)])),
        strings,
        _skyline(rng, night),
    ]
    return joined(parts), tubes


def _slab() -> Scenery:
    """The floor of the roof, in tiles of 8 m."""
    concrete = Finish(colour=(0.17, 0.165, 0.16), roughness=0.8)
    tile = heightfield((-4, 4), (-4, 4), lambda x, z: 0 * x, concrete)
    x, z = np.meshgrid(np.arange(-18, 19, 8.0), np.arange(-8, 33, 8.0), indexing="ij")
    rows = instances(np.stack([x, 0 * x, z], -1).reshape(-1, 3), parameter=1.0)
    return standing("roof_slab", model([(tile, "paving", "ground")]), rows)


def _things() -> Model:
    """Parapet, stair head and machines, pipes, and the walls down to the street."""
    wall = Finish(colour=(0.26, 0.25, 0.235), roughness=0.9)
    parapet = [box((0, 0.45, -12.0), (22.2, 0.5, 0.25), wall), box((0, 1.0, -12.0), (22.4, 0.07, 0.35), GREY)]
    parapet += [box((s * 22.0, 0.45, 11.0), (0.25, 0.5, 23.0), wall) for s in (-1, 1)]
    parapet.append(box((0, STREET / 2 - 0.1, 11.0), (22.0, -STREET / 2, 23.0), wall, faces="xXzZ"))
    plant = [box((14.0, 1.4, -7.0), (3.2, 1.4, 2.2), wall), box((14.0, 2.95, -7.0), (3.4, 0.12, 2.4), GREY)]
    plant += [box((-12.5 + 2.3 * k, 0.75, -9.2), (0.9, 0.6, 0.8), GREY) for k in range(3)]
    pipes = [cylinder((s, 0.25, -10.5), (s + 9, 0.25, -10.5), 0.12, GREY, 8) for s in (-9.0, 3.0)]
    return model(
        [(merge([*parapet, *plant]), "concrete", "building"), (merge([*_tank(), *pipes]), "timber", "metal")]
    )


def _tank() -> list[Mesh]:
    """A wooden water tank on four legs under a pointed lid."""
    wood = Finish(colour=(0.22, 0.13, 0.07), roughness=0.9)
    legs = [
        cylinder((-16.5 + 1.2 * a, 0, 1 + 1.2 * b), (-16.5 + 1.2 * a, 2.3, 1 + 1.2 * b), 0.09, GREY, 6)
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    return [
        cylinder((-16.5, 2.2, 1.0), (-16.5, 5.0, 1.0), 1.7, wood, 20),
        cylinder((-16.5, 5.0, 1.0), (-16.5, 6.0, 1.0), (1.8, 0.05), GREY, 20),
        *legs,
    ]


def _poles() -> Model:
    """What the strings of bulbs hang from."""
    feet = ((-9, -10.5), (9, -10.8), (11, -8))
    poles = [cylinder((x, 0, z), (x, 5.3, z), 0.05, GREY, 6) for x, z in feet]
    return model([(merge(poles), "timber", "metal")])


def _skyline(rng: np.random.Generator, night: float) -> Scenery:
    """Towers from 60 m to 2.5 km, lower than the roof or far taller."""
    away = 58 * (2500 / 58) ** rng.random(330)
    angle = rng.uniform(-np.pi, np.pi, 330)
    x, z, tall = away * np.sin(angle), 11 - away * np.cos(angle), 30 + rng.gamma(2.6, 34.0, 330)
    open_ = (np.abs(x) > 44) | (z > 70) | (z < -70)
    near_view = (np.abs(x) < 75) & (z < 0) & (z > -260)
    tall = np.where(near_view, np.minimum(tall, 74), tall)
    at = np.stack([x, np.full(330, STREET), z], 1)[open_]
    tall, kind = tall[open_], rng.integers(0, 6, 330)[open_]
    parts = []
    for index in range(6):
        mine = kind == index
        count = int(mine.sum())
        scale = np.stack([rng.uniform(0.8, 1.25, count), tall[mine] / 100, rng.uniform(0.8, 1.25, count)], 1)
        rows = instances(
            at[mine], scale, rng.integers(0, 2, count) * np.pi, tint=rng.random((count, 3)), parameter=night
        )
        parts.append(standing(f"tower_{index}", tower_model(index), rows))
    plain = model(
        [
            (
                heightfield(
                    (-3000, 3000), (-3000, 3000), lambda x, z: 0 * x, Finish(colour=(0.06, 0.06, 0.064))
                ),
                "paving",
                "ground",
            )
        ]
    )
    parts.append(standing("street_plain", plain, instances([(0, STREET, 0)], parameter=0.0)))
    return joined(parts)


ASSET = Asset(
    id="rooftop",
    kind="set",
    words=Words(
        zh=("屋顶", "楼顶", "天台", "屋脊", "瓦顶", "顶楼", "阳台", "停机坪"),
        en=("rooftop", "roof", "roof terrace", "balcony", "terrace", "helipad", "roof garden"),
    ),
    build=build_rooftop,
    size=(44.0, 8.0, 44.0),
)
