"""A harbour town: white houses stepping up a hill, a jetty, boats at rest, a lighthouse on its point."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.harbour import jetty, lighthouse, lighthouse_beam, rowing_boat
from yingxi.art.sets.scenery import (
    LEAVES,
    Fixtures,
    Scenery,
    boulders,
    joined,
    place_seed,
    planted,
    rooted,
    standing,
)
from yingxi.art.sets.soils import SNOW, is_white, meadow_and_rock, mixed
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.buildings import Paint, gable_roof, house
from yingxi.art.shapes.mesh import model
from yingxi.art.shapes.noise import Array, billows, eroded, ramp
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.terrain import Height, Soil, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Actor, Air, Model, Moment

BASE = Air(sky="day", haze=0.00022, mist=0.0006, mist_height=10.0, wind=(3.0, 0.0, 0.8))
HOUSES = (
    Paint(wall=(0.66, 0.63, 0.57), tile=(0.34, 0.10, 0.045), ridge=(0.36, 0.12, 0.06)),
    Paint(wall=(0.60, 0.46, 0.26), tile=(0.30, 0.10, 0.05), ridge=(0.32, 0.12, 0.07)),
    Paint(wall=(0.50, 0.58, 0.62), tile=(0.26, 0.09, 0.05), ridge=(0.28, 0.12, 0.08)),
)
LIGHT_AT = (118.0, -96.0)


def build_coast_town(sheet: CallSheet) -> Place:
    """The harbour for one shot; windows and the great lamp are lit after sunset."""
    shot, seed = sheet.shot, place_seed(sheet)
    lit = 1.0 if is_dark(shot.hour) else 0.3 if shot.weather in ("storm", "rain", "mist") else 0.0
    height = coast_height(seed)
    town = _town(seed, lit, shot.season, is_white(shot.season, shot.weather))
    lamp_y = float(height(np.array([LIGHT_AT[0]]), np.array([LIGHT_AT[1]]))[0]) + 19.6
    actors: list[Actor] = [Fixtures(moment=Moment(lights=_quay_lamps(lit)), heard=("waves",))]
    if lit:
        actors.append(lighthouse_beam((LIGHT_AT[0], lamp_y, LIGHT_AT[1]), lit))
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "water": Spot(centre=(0.0, 0.0, -10.0), extent=(45.0, 12.0)),
            "ground": Spot(centre=(0.0, 1.45, 26.0), extent=(7.0, 1.3)),
            "sky": Spot(centre=(0.0, 34.0, -70.0), extent=(90.0, 40.0)),
        },
        models=town.models,
        statics=town.statics,
        actors=tuple(actors),
        water=water_for("sea", shot.hour, shot.weather, 0.07),
        ground=height,
    )


def coast_height(seed: int) -> Height:
    """A bay open to the right, a hill behind it (-z), a point with the lighthouse, the quay at z = 26."""

    def height(x: Array, z: Array) -> Array:
        x, z = np.asarray(x), np.asarray(z)
        line = (
            -62
            - 0.0016 * (x + 30) ** 2
            + 10 * (billows(x * 0.012, 0 * z, seed, 3) - 0.5)
            + 0.34 * np.maximum(x - 40, 0)
        )
        inland = line - z
        hill = ramp(inland, -4, 10) * 2.6 + ramp(inland, 6, 150) * 46 * (
            0.5 + billows(x * 0.007, z * 0.007, seed + 1, 4)
        )
        back = ramp(inland, 160, 800) * (
            150 * billows(x * 0.003, z * 0.003, seed + 2, 5) + 60 * eroded(x * 0.004, z * 0.004, seed)
        )
        point = np.hypot((x - LIGHT_AT[0]) / 1.5, z - LIGHT_AT[1])
        rock = 9.5 * ramp(point, 30, 5) * (0.7 + 0.6 * billows(x * 0.06, z * 0.06, seed + 3, 4))
        near = np.where(z > 23.5, 5.45, 0.0)  # the quay wall
        return np.asarray(
            np.maximum(-4.0 + np.maximum(np.maximum(hill + back, 0) * 1.12, rock * 1.3), -4.0 + near),
            np.float32,
        )

    return height


@lru_cache(maxsize=3)
def _house(kind: int) -> Model:
    paint = HOUSES[kind]
    walls = [part for part in house(7.5, 6.4, 1 + kind % 2, paint, kind) if part[1] != "tiles"]
    eave = 3.6 + (3.0 if kind % 2 else 0.0)
    near = [part for part in walls if part[2] != "roof"] + gable_roof(9.0, 8.0, eave, 2.3, paint)
    light = [part for part in near if part[1] != "timber"]
    return model(near, model(light), 90.0)


@lru_cache(maxsize=4)
def _town(seed: int, lit: float, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), coast_height(seed)
    hill = meadow_and_rock(season, white=white, rock=(0.15, 0.14, 0.125), steep=(0.12, 0.32), seed=seed)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        soil = hill(x, z, height, slope)
        quay = (z > 22.5) & (height < 2.0)
        return Soil(colour=mixed(soil.colour, SNOW if white else (0.27, 0.255, 0.23), quay), roughness=0.85)

    ground = lay_ground(height, cover, "land", centre=(0.0, 20.0), reach=3200.0, fine=38)
    parts = [rooted(ground), _houses(height, rng, lit), _trees(height, rng, season)]
    tower = instance(
        (LIGHT_AT[0], float(height(np.array([LIGHT_AT[0]]), np.array([LIGHT_AT[1]]))[0]) - 0.5, LIGHT_AT[1]),
        parameter=lit,
    )
    parts.append(standing("lighthouse", lighthouse(), tower))
    parts += [_jetties(), _boats(rng)]
    x, z = rng.uniform(-70, 160, 700), rng.uniform(-130, -30, 700)
    y = height(x, z)
    shore = (y > -1.2) & (y < 1.0)
    parts.append(boulders(np.stack([x, y, z], 1)[shore], rng, (0.13, 0.125, 0.115), (0.5, 2.4)))
    return joined(parts)


def _jetties() -> Scenery:
    rows = [instance((-26.0, 1.35, 8.0), yaw=np.pi / 2 + 0.1), instance((38.0, 1.35, -44.0), yaw=0.25)]
    return standing("jetty", jetty(34.0), np.array(rows))


def _boats(rng: np.random.Generator) -> Scenery:
    """Boats at rest along the jetties."""
    west = [(-22.6, 12.0), (-29.0, 1.0), (-23.0, -6.0)]
    places = np.array([*west, (31.0, -40.0), (44.0, -38.5), (-52.0, -34.0), (66.0, -30.0)])
    rows = instances(
        np.stack([places[:, 0], 0 * places[:, 0], places[:, 1]], 1),
        1.0,
        rng.uniform(-0.5, 0.5, len(places)) + 1.4,
        tint=np.array([(0.75, 0.75, 0.72), (0.12, 0.24, 0.40), (0.55, 0.10, 0.06)])[np.arange(7) % 3],
    )
    return standing("moored_boat", rowing_boat(), rows)


def _houses(height: Height, rng: np.random.Generator, lit: float) -> Scenery:
    """Houses on the slope, fronts to the sea."""
    x, z = rng.uniform(-190, 120, 900), rng.uniform(-210, -62, 900)
    y = height(x, z)
    good = (y > 1.2) & (y < 44) & (np.hypot(x - LIGHT_AT[0], z - LIGHT_AT[1]) > 30)
    x, z, y = x[good], z[good], y[good]
    keep = apart(x, z, 9.5)[:95]
    place = np.stack([x, y - 0.3, z], 1)[keep]
    parts = []
    for kind in range(3):
        mine = place[kind::3]
        rows = instances(
            mine, rng.uniform(0.85, 1.1, len(mine)), rng.normal(0, 0.22, len(mine)), parameter=lit
        )
        parts.append(standing(f"coast_house_{kind}", _house(kind), rows))
    return joined(parts)


def _trees(height: Height, rng: np.random.Generator, season: Season) -> Scenery:
    x, z = scatter(rng, 1800, 90, 700, (0.0, 20.0), arc=(-1.3, 1.3))
    y = height(x, z)
    grows = (y > 3.5) & (billows(x * 0.014, z * 0.014, 66, 3) > 0.5)
    place = np.stack([x, y - 0.2, z], 1)[grows][:650]
    return planted(
        "tree", place, rng, LEAVES["tree"][season], size=(0.45, 0.85), bare=season == "winter", stage=(0, 20)
    )


def _quay_lamps(lit: float) -> Array:
    lamps = np.zeros((5, 8), np.float32)
    lamps[:, :3] = [(-9, 4.0, 27), (9, 4.0, 27), (-26, 3.4, -6), (-60, 5.5, -66), (10, 6.0, -70)]
    lamps[:, 3], lamps[:, 4:7] = 22.0, np.array([1.0, 0.62, 0.28]) * 18.0 * lit
    return lamps


ASSET = Asset(
    id="coast_town",
    kind="set",
    words=Words(
        zh=(
            "海边小镇",
            "港口",
            "码头",
            "海港",
            "渔村",
            "海滨",
            "海边",
            "海岸",
            "海滩",
            "沙滩",
            "灯塔下",
            "滨海小镇",
            "渔港",
            "海湾",
        ),
        en=(
            "harbour",
            "harbor",
            "port",
            "seaside town",
            "coastal town",
            "fishing village",
            "seaside",
            "coast",
            "shore",
            "beach",
            "bay",
            "dock",
            "pier",
            "wharf",
            "marina",
        ),
    ),
    build=build_coast_town,
    lives="water",
    size=(3200.0, 200.0, 3200.0),
)
