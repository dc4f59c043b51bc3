"""A village in the hills: white-walled farm houses among terraced fields, tea or rice, trees and smoke."""

from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Scenery, joined, place_seed, planted, rooted, standing
from yingxi.art.sets.smoke import Smoke
from yingxi.art.sets.soils import EARTH, GRASS, SNOW, is_white, mixed
from yingxi.art.shapes.buildings import FARM, TOWN, gable_roof, house
from yingxi.art.shapes.mesh import Finish, model
from yingxi.art.shapes.noise import Array, billows, eroded, ramp
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box
from yingxi.art.shapes.terrain import Cover, Height, Soil, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air, Model

BASE = Air(sky="day", haze=0.00034, mist=0.0030, mist_height=16.0, wind=(1.5, 0.0, 0.5))
STEP = 1.5
CROPS: dict[Season, tuple[float, float, float]] = {
    "spring": (0.10, 0.17, 0.035),
    "summer": (0.065, 0.135, 0.026),
    "autumn": (0.42, 0.27, 0.05),
    "winter": (0.20, 0.16, 0.10),
}


def build_village(sheet: CallSheet) -> Place:
    """The village for one shot."""
    shot, seed = sheet.shot, place_seed(sheet)
    lit = 1.0 if is_dark(shot.hour) else 0.25 if shot.hour in ("dawn", "sunset") else 0.0
    white = is_white(shot.season, shot.weather)
    height = terrace_height(seed)
    land, chimneys = _land(seed, shot.season, white, lit)
    stand = float(height(np.zeros(1), np.zeros(1))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, stand, 0.0), extent=(20.0, 4.5)),
            "sky": Spot(centre=(0.0, stand + 34.0, -100.0), extent=(90.0, 35.0)),
        },
        models=land.models,
        statics=land.statics,
        actors=(Smoke(sources=chimneys, seed=seed),),
        ground=height,
    )


def _hills(x: Array, z: Array, seed: int) -> Array:
    away = np.hypot(x, np.asarray(z) + 20)
    near = ramp(away, 34, 170) * (62 * billows(x * 0.0055, z * 0.0055, seed, 4) - 10)
    far = ramp(away, 420, 1500) * (300 * (eroded(x * 0.0019, z * 0.0019, seed + 3) + 0.42))
    return np.asarray(np.maximum(near, 0) + far)


def terrace_height(seed: int) -> Height:
    """Hills cut into steps of 1.5 m where crops grow, smooth above."""

    def height(x: Array, z: Array) -> Array:
        base = _hills(x, z, seed)
        part = base / STEP - np.floor(base / STEP)
        stepped = STEP * (np.floor(base / STEP) + ramp(part, 0.62, 0.98))
        cut = ramp(base, 0.8, 3) * ramp(base, 62, 46) * ramp(np.hypot(x, z), 700, 500)
        rough = 0.35 * (billows(x * 0.09, z * 0.09, seed + 6, 3) - 0.5) * ramp(np.hypot(x, z), 5, 20)
        return np.asarray(base + (stepped - base) * cut + rough * (1 - cut), np.float32)

    return height


def _fields(season: Season, white: bool, seed: int) -> Cover:
    low, high = GRASS[season]

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        base = _hills(x, z, seed)
        part = base / STEP - np.floor(base / STEP)
        terraced = ramp(base, 0.8, 3) * ramp(base, 62, 46)
        wild = mixed(low, high, ramp(billows(x * 0.02, z * 0.02, seed + 7, 4), 0.3, 0.7))
        strip = np.floor(base / STEP) * 0.37
        crop = np.asarray(CROPS[season]) * (0.8 + 0.5 * (strip - np.floor(strip)))[..., None]
        field = mixed(crop, EARTH, 0.75 * ramp(part, 0.60, 0.72))
        colour = mixed(
            mixed(wild, field, terraced), EARTH, 0.6 * ramp(np.hypot(x / 26, (z + 1) / 5.5), 1.0, 0.6)
        )
        return Soil(colour=mixed(colour, SNOW, 0.9 * ramp(part, 0.75, 0.55) if white else 0.0))

    return cover


@lru_cache(maxsize=6)
def farm_house(kind: int) -> Model:
    """One of three farm houses: two of white plaster with stepped gables, one of earth."""
    paint = FARM if kind == 2 else TOWN
    walls = [
        part
        for part in house(9.0, 6.2, 1 + (kind == 1), paint, kind + 5)
        if part[2] != "roof" and part[1] != "tiles"
    ]
    eave = 3.6 + (3.0 if kind == 1 else 0.0)
    near = walls + gable_roof(10.4, 8.2, eave, 2.2, paint)
    if kind < 2:
        finish, cap = Finish(colour=paint.wall, roughness=0.9), Finish(colour=paint.tile, roughness=0.6)
        for side in (-1, 1):
            for half, top in ((3.6, eave + 1.0), (2.3, eave + 2.0), (1.1, eave + 3.0)):
                near.append((box((side * 4.75, top / 2, 0), (0.2, top / 2, half), finish), "plaster", "wall"))
                near.append(
                    (box((side * 4.75, top + 0.08, 0), (0.36, 0.1, half + 0.2), cap), "timber", "roof")
                )
    return model(near, model([part for part in near if part[1] != "timber"]), 80.0)


@lru_cache(maxsize=6)
def _land(seed: int, season: Season, white: bool, lit: float) -> tuple[Scenery, Array]:
    rng, height = np.random.default_rng(seed), terrace_height(seed)
    parts = [
        rooted(
            lay_ground(
                height, _fields(season, white, seed), "land", reach=3200.0, steps=(0.045, 0.02), fine=48
            )
        )
    ]
    x, z = rng.uniform(-95, 95, 260), rng.uniform(-105, -15, 260)
    base = _hills(x, z, seed)
    good = (base < 12) & (np.hypot(x, z) > 17)
    x, z = x[good], z[good]
    keep = apart(x, z, 12.5)[:24]
    place = np.stack([x, height(x, z) - 0.4, z], 1)[keep]
    yaw = 0.35 * rng.normal(size=len(place)) + (rng.random(len(place)) < 0.25) * np.pi / 2
    for kind in range(3):
        rows = instances(
            place[kind::3], rng.uniform(0.9, 1.15, len(place[kind::3])), yaw[kind::3], parameter=lit
        )
        parts.append(standing(f"farm_house_{kind}", farm_house(kind), rows))
    chimneys = place[::5] + np.array([1.5, 7.0, 0.0])
    parts += _planting(height, rng, season, white, seed)
    return joined(parts), chimneys


def _planting(
    height: Height, rng: np.random.Generator, season: Season, white: bool, seed: int
) -> list[Scenery]:
    """Trees between the houses and on the hill tops, bamboo, crops along the near terraces."""
    bare = season == "winter"
    x, z = scatter(rng, 2600, 14, 900, arc=(-1.6, 1.6))
    keep = apart(x, z, 4.0)
    x, z = x[keep], z[keep]
    base, wood = _hills(x, z, seed), billows(x * 0.013, z * 0.013, 81, 3)
    wild = ((base > 50) & (wood > 0.40)) | ((wood > 0.60) & (np.hypot(x / 26, z / 8) > 1))
    tree = np.stack([x, height(x, z) - 0.2, z], 1)[wild][:1300]
    parts = [planted("tree", tree, rng, LEAVES["tree"][season], size=(0.5, 1.0), vary=0.3, bare=bare)]
    if white:
        return parts
    x, z = scatter(rng, 6500, 5.0, 110, arc=(-1.9, 1.9))
    base = _hills(x, z, seed)
    part = base / STEP - np.floor(base / STEP)
    rows = (base > 1.5) & (part < 0.55)
    place = np.stack([x, height(x, z), z], 1)
    parts.append(
        planted("shrub", place[rows][:1400], rng, CROPS[season], size=(0.5, 0.9), vary=0.15, sway=0.5)
    )
    grass = (base < 1.5) & (np.hypot(x / 20, z / 4.5) > 1)
    parts.append(planted("grass", place[grass][:1500], rng, GRASS[season][1], size=(0.5, 1.3)))
    return parts


ASSET = Asset(
    id="village",
    kind="set",
    words=Words(
        zh=(
            "村庄",
            "乡村",
            "山村",
            "村子",
            "村口",
            "农家",
            "小院",
            "农舍",
            "梯田",
            "稻田",
            "茶园",
            "茶山",
            "麦田",
            "庄稼地",
            "田园",
            "果园",
            "乡间",
        ),
        en=(
            "village",
            "countryside",
            "farmhouse",
            "farm",
            "cottage",
            "terraces",
            "rice terraces",
            "rice field",
            "paddy",
            "tea garden",
            "tea plantation",
            "wheat field",
            "orchard",
            "rural",
        ),
    ),
    build=build_village,
    size=(3200.0, 300.0, 3200.0),
)
