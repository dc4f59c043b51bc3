"""An old Chinese town: a paved crossing, tiled houses, shops, lantern strings, a pagoda over the roofs."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Fixtures, Scenery, joined, place_seed, planted, standing
from yingxi.art.sets.soils import SNOW, is_white
from yingxi.art.sets.street_things import banner, lantern, lantern_strings, stall
from yingxi.art.shapes.buildings import TEMPLE, Paint, house, pagoda
from yingxi.art.shapes.mesh import Finish, model, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, heightfield
from yingxi.film.terms import Season
from yingxi.world.scene import Air, Model, Moment

BASE = Air(sky="day", haze=0.0014, mist=0.0010, mist_height=9.0, wind=(1.0, 0.0, 0.3))
PAINTS = (
    Paint(),
    Paint(wall=(0.60, 0.57, 0.50), wood=(0.12, 0.05, 0.03)),
    Paint(wall=(0.46, 0.40, 0.31), wood=(0.10, 0.055, 0.03)),
    Paint(wood=(0.19, 0.035, 0.022)),
)
HALF_STREET, HALF_CROSSING = 5.2, 7.5


def build_old_town(sheet: CallSheet) -> Place:
    """The town for one shot; lamps are lit at dusk, at night and in heavy weather."""
    shot, seed = sheet.shot, place_seed(sheet)
    lit = (
        1.0
        if is_dark(shot.hour)
        else 0.45
        if shot.weather in ("storm", "rain") or shot.hour == "dawn"
        else 0.06
    )
    town, lights = _town(seed, lit, shot.season, is_white(shot.season, shot.weather))
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(22.0, 4.0)),
            "sky": Spot(centre=(0.0, 26.0, -60.0), extent=(60.0, 30.0)),
        },
        models=town.models,
        statics=town.statics,
        actors=(Fixtures(moment=lights, heard=("crowd",)),),
        ground=_flat,
    )


def _flat(x: Array, z: Array) -> Array:
    return np.zeros(np.broadcast(x, z).shape, np.float32)


@lru_cache(maxsize=16)
def house_model(shape: int) -> Model:
    """One of twelve houses: one or two storeys, four paints, some with shop fronts."""
    storeys = 2 if shape % 3 else 1
    width, depth = (8.0, 9.4, 7.2)[shape % 3], (7.0, 6.4)[shape % 2]
    near = house(width, depth, storeys, PAINTS[shape % 4], shape, shop=shape % 2 == 0)
    far = [part for part in house(width, depth, storeys, PAINTS[shape % 4], shape) if part[1] != "stone"]
    light = [(mesh, material, semantic) for mesh, material, semantic in far if material != "timber"]
    afar = house(width, depth, storeys, PAINTS[shape % 4], shape, fine=False)
    block = [part for part in afar if part[1] not in ("stone", "timber")]
    return versions([near, light, block], (75.0, 170.0))


@lru_cache(maxsize=8)
def _town(seed: int, lit: float, season: Season, white: bool) -> tuple[Scenery, Moment]:
    rng = np.random.default_rng(seed)
    parts = [_street(white), _houses(rng, lit)]
    posts = [-44.0, -30.0, -19.0, -9.5, 10.5, 20.0, 31.0]
    ends = [
        (
            np.array([-HALF_STREET, 6.3 + 0.3 * rng.random(), z]),
            np.array([HALF_STREET, 6.3, z + rng.normal(0, 1)]),
        )
        for z in posts
    ]
    ends += [
        (np.array([-22.0, 6.0, -8.5]), np.array([-6.0, 6.2, -8.2])),
        (np.array([6.0, 6.2, -8.2]), np.array([22.0, 6.0, -8.6])),
    ]
    strings, tubes, _ = lantern_strings(ends, lit)
    parts += [strings, _stalls(rng), _hangings(rng, lit), _skyline(rng, lit)]
    where = np.array([(-8.6, 0.0, -6.6), (8.9, 0.0, 7.4), (-30.0, 0, 6.0), (33.0, 0, -6.2)])
    parts.append(
        planted("tree", where, rng, LEAVES["tree"][season], size=(0.7, 0.95), bare=season == "winter")
    )
    lamps = _shop_lamps(lit)
    return joined(parts), Moment(tubes=tubes, lights=lamps)


def _street(white: bool) -> Scenery:
    """Stone slabs, with gutters and kerbs along the houses."""
    tone = SNOW if white else (0.20, 0.19, 0.175)
    floor = model(
        [(heightfield((-4, 4), (-4, 4), _flat, Finish(colour=tone, roughness=0.7)), "paving", "ground")]
    )
    far = model(
        [(heightfield((-40, 40), (-40, 40), _flat, Finish(colour=tone, roughness=0.7)), "paving", "ground")]
    )
    x, z = np.meshgrid(np.arange(-40, 41, 8.0), np.arange(-76, 61, 8.0), indexing="ij")
    tiles = instances(np.stack([x, 0 * x, z], -1).reshape(-1, 3), parameter=0.9)
    wide = [(sx * 84, -0.01, z0) for sx in (-1, 1) for z0 in (-160, -80, 0, 80)]
    wide += [(sx * 40, -0.01, z0) for sx in (-1, 1) for z0 in (-120, -180, 104)]
    kerb = Finish(colour=(0.24, 0.23, 0.21) if not white else SNOW, roughness=0.9)
    edges = []
    for sx in (-1, 1):
        for low, high in ((-150, -HALF_CROSSING), (HALF_CROSSING, 90)):
            edges.append(
                box((sx * (HALF_STREET + 0.3), 0.09, (low + high) / 2), (0.3, 0.09, (high - low) / 2), kerb)
            )
    kerbs = model([(edge, "stone", "stone") for edge in edges])
    return joined(
        [
            standing("street", floor, tiles),
            standing("far_street", far, instances(wide, parameter=0.9)),
            standing("kerbs", kerbs, instances([(0, 0, 0)])),
        ]
    )


def _houses(rng: np.random.Generator, lit: float) -> Scenery:
    """Rows of houses along both streets, gables to the neighbours, fronts to the street."""
    spots: list[tuple[float, float, float]] = []
    for side in (-1, 1):
        for start, end in ((-HALF_CROSSING - 5, -150.0), (HALF_CROSSING + 5, 62.0)):
            z, step = start, -9.6 if end < start else 9.6
            while (z > end) == (step < 0):
                spots.append((side * (HALF_STREET + 4.2 + 0.5 * rng.random()), z, -side * np.pi / 2))
                z += step * rng.uniform(0.93, 1.08)
        for x in np.arange(16.0, 75.0, 9.6):
            for near in (-1, 1):
                spots.append((side * x, near * (HALF_CROSSING + 3.8), 0.0 if near < 0 else np.pi))
    at = np.array(spots)
    shape = rng.integers(0, 12, len(at))
    parts = []
    for index in np.unique(shape):
        mine = at[shape == index]
        place = np.stack([mine[:, 0], 0 * mine[:, 0], mine[:, 1]], 1)
        rows = instances(place, rng.uniform(0.95, 1.06, len(mine)), mine[:, 2], parameter=lit)
        parts.append(standing(f"house_{index}", house_model(int(index)), rows))
    return joined(parts)


def _hangings(rng: np.random.Generator, lit: float) -> Scenery:
    """Lanterns by the doors and banners of the shops."""
    z = np.r_[np.arange(-12.0, -70, -4.7), np.arange(13.0, 40, 4.9)]
    side = np.where(np.arange(len(z)) % 2 == 0, 1.0, -1.0)
    lamps = np.stack([side * (HALF_STREET - 0.25), 3.15 + 0 * z, z], 1)
    parts = [standing("lantern", lantern(), instances(lamps, 0.8, parameter=lit))]
    for colour in ((0.42, 0.05, 0.035), (0.05, 0.09, 0.17), (0.46, 0.30, 0.07)):
        spot = rng.choice(len(z), 4, replace=False)
        place = np.stack([side[spot] * (HALF_STREET + 0.15), 4.4 + 0 * spot, z[spot] + 1.4], 1)
        rows = instances(place, 1.0, np.where(side[spot] > 0, -np.pi / 2, np.pi / 2))
        parts.append(standing(f"banner_{int(colour[0] * 100)}", banner(colour), rows))
    return joined(parts)


def _stalls(rng: np.random.Generator) -> Scenery:
    z = np.array([-14.0, -24.0, -33.0, 15.0, 24.0])
    side = np.array([1.0, -1.0, 1.0, -1.0, 1.0])
    place = np.stack([side * (HALF_STREET - 1.1), 0 * z, z + rng.normal(0, 0.8, 5)], 1)
    return standing("stall", stall(), instances(place, 1.0, -side * np.pi / 2))


def _skyline(rng: np.random.Generator, lit: float) -> Scenery:
    """A pagoda at the end of the street and roofs behind roofs."""
    tower = versions([pagoda(7, 11.0, TEMPLE, fine=fine) for fine in (True, False)], (80.0,))
    rows = instances([(3.0 + rng.normal(0, 3), 0.0, -128.0)], 1.25, parameter=lit)
    x, z = rng.uniform(-140, 140, 90), rng.uniform(-185, 60, 90)
    behind = (np.abs(x) > 19) & (np.abs(z) > 19)
    place = np.stack([x, 0 * x, z], 1)[behind]
    yaw = rng.integers(0, 4, len(place)) * np.pi / 2
    return joined(
        [
            standing("pagoda", tower, rows),
            standing(
                "house_1",
                house_model(1),
                instances(place, rng.uniform(0.9, 1.25, len(place)), yaw, parameter=lit),
            ),
        ]
    )


def _shop_lamps(lit: float) -> Array:
    """Warm light that falls out of the shops on the crossing."""
    places = [
        (-4.2, 2.4, -11.0),
        (4.4, 2.4, -15.0),
        (-4.3, 2.4, 12.5),
        (4.4, 2.4, 15.0),
        (-4.2, 2.4, -26.0),
        (4.2, 2.4, -36.0),
        (-16.0, 2.6, -6.6),
        (17.0, 2.6, -6.6),
    ]
    lamps = np.zeros((len(places), 8), np.float32)
    lamps[:, :3], lamps[:, 3] = places, 13.0
    lamps[:, 4:7] = np.array([1.0, 0.50, 0.17]) * 16.0 * lit
    return lamps


ASSET = Asset(
    id="old_town",
    kind="set",
    words=Words(
        zh=(
            "古镇",
            "古城",
            "老街",
            "小镇",
            "水乡",
            "街巷",
            "小巷",
            "巷子",
            "胡同",
            "弄堂",
            "集市",
            "夜市",
            "庙会",
            "市集",
            "长安",
            "唐朝街市",
            "茶馆",
            "客栈",
            "酒楼",
            "寺庙",
            "古街",
            "城镇",
            "街市",
            "灯会",
        ),
        en=(
            "old town",
            "ancient town",
            "chinese street",
            "alley",
            "lane",
            "hutong",
            "market",
            "night market",
            "bazaar",
            "temple fair",
            "water town",
            "teahouse",
            "inn",
            "temple",
            "lantern festival",
            "town",
        ),
    ),
    build=build_old_town,
    size=(300.0, 30.0, 300.0),
)
