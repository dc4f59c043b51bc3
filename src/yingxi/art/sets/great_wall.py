"""The Great Wall: a walk of stone along a ridge, over ridge after ridge, with towers."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from yingxi.art.airs import air_for
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.scenery import LEAVES, Scenery, joined, place_seed, planted, rooted, standing
from yingxi.art.sets.soils import is_white, meadow_and_rock
from yingxi.art.shapes.mesh import Finish, merge, model
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, grid
from yingxi.art.shapes.terrain import Height, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Air, Model

BASE = Air(sky="day", haze=0.00026, mist=0.0022, mist_height=60.0, wind=(3.0, 0.0, 0.8))
STONE = (0.27, 0.235, 0.185)
HALF_WIDTH, TALL = 2.9, 7.0


def build_great_wall(sheet: CallSheet) -> Place:
    """The wall for one shot; the stage is its walk."""
    shot, seed = sheet.shot, place_seed(sheet)
    hills = ridge_height(seed)
    land = _land(seed, shot.season, is_white(shot.season, shot.weather))
    top = float(_walk(seed, np.zeros(1))[0])
    return Place(
        air=air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE),
        spots={
            "ground": Spot(centre=(0.0, top, 0.0), heading=(0.0, 1.0), extent=(16.0, 1.6)),
            "sky": Spot(centre=(0.0, top + 45.0, -160.0), extent=(120.0, 45.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=lambda x, z: _standing(seed, hills, x, z),
    )


def _bend(seed: int, z: Array) -> Array:
    """x of the wall's middle at z: straight by the stage, then winding more and more."""
    far = np.maximum(-np.asarray(z) - 18, 0)
    swing = ramp(far, 0, 160)
    return np.asarray(
        swing
        * (46 * np.sin(far * 0.0105 + 0.4 * seed) + 30 * np.sin(far * 0.0232 + seed))
        * np.minimum(1, far / 220)
    )


def _crest(seed: int, z: Array) -> Array:
    """Height of the ridge under the wall: a dip beyond the stage, then higher and higher shoulders."""
    far = np.maximum(-np.asarray(z), 0)
    waves = 26 * np.sin(far * 0.0115 + 2.6) + 11 * np.sin(far * 0.027 + seed)
    return np.asarray(ramp(far, 10, 120) * (waves - 12) + 0.105 * np.maximum(far - 170, 0) ** 0.98)


def _walk(seed: int, z: Array) -> Array:
    return np.asarray(_crest(seed, z) + TALL)


def ridge_height(seed: int) -> Height:
    """The ridge under the wall, slopes falling to both sides, ranges beyond."""

    def height(x: Array, z: Array) -> Array:
        off = np.abs(x - _bend(seed, z))
        fall = 0.62 * np.maximum(off - 4, 0) ** 0.93
        relief = ramp(off, 6, 70) * (
            52 * (eroded(x * 0.0085, z * 0.0085, seed + 2, 7)) + 14 * billows(x * 0.02, z * 0.02, seed + 3)
        )
        near = _crest(seed, z) - fall + relief
        away = np.hypot(x, z)
        valley = -70 + 60 * billows(x * 0.004, z * 0.004, seed + 4, 4)
        ranges = ramp(away, 500, 1700) * (
            470 * ridges(x * 0.0011, z * 0.0011, seed + 5, 5)
            + 210 * eroded(x * 0.002, z * 0.002, seed + 6, 6)
        )
        return np.asarray(np.maximum(near, valley + ranges), np.float32)

    return height


def _standing(seed: int, hills: Height, x: Array, z: Array) -> Array:
    """The walk where the wall is, else the hills."""
    on = np.abs(x - _bend(seed, z)) < HALF_WIDTH + 0.6
    return np.asarray(np.where(on & (np.asarray(z) > -900), _walk(seed, z), hills(x, z)), np.float32)


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, hills = np.random.default_rng(seed), ridge_height(seed)
    cover = meadow_and_rock(season, white=white, rock=(0.17, 0.155, 0.13), steep=(0.26, 0.48), seed=seed)
    parts = [rooted(lay_ground(hills, cover, "land", "mountain", reach=3600.0, steps=(0.05, 0.022), fine=43))]
    parts += [rooted({"great_wall": _wall_model(seed)}), _merlons(seed), _towers(seed)]
    x, z = scatter(rng, 5200, 9, 800, arc=(-2.0, 2.0))
    keep = apart(x, z, 2.8)
    x, z = x[keep], z[keep]
    grows = (np.abs(x - _bend(seed, z)) > 6.5) & (billows(x * 0.013, z * 0.013, 70, 4) > 0.42)
    place = np.stack([x, hills(x, z) - 0.2, z], 1)[grows][:2000]
    pine = billows(place[:, 0] * 0.02, place[:, 2] * 0.02, 71, 3) > 0.54
    bare = season == "winter"
    parts.append(planted("pine", place[pine], rng, LEAVES["pine"][season], size=(0.35, 0.75)))
    parts.append(
        planted("tree", place[~pine], rng, LEAVES["tree"][season], size=(0.4, 0.75), vary=0.35, bare=bare)
    )
    return joined(parts)


def _line(seed: int) -> tuple[Array, Array]:
    """Points (n, 3) along the middle of the walk and unit directions across it."""
    z = np.concatenate([np.arange(60.0, -60.0, -2.0), np.arange(-60.0, -900.0, -4.0)])
    middle = np.stack([_bend(seed, z), _walk(seed, z), z], 1)
    along = np.gradient(middle, axis=0) * [1, 0, 1]
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    return middle, np.stack([-along[:, 2], 0 * along[:, 0], along[:, 0]], 1)


def _wall_model(seed: int) -> Model:
    """Battered sides, a paved walk, low parapets."""
    middle, across = _line(seed)
    section = [
        (-HALF_WIDTH - 0.9, -16.0),
        (-HALF_WIDTH, 0.75),
        (-HALF_WIDTH + 0.4, 0.75),
        (-HALF_WIDTH + 0.4, 0.0),
        (HALF_WIDTH - 0.4, 0.0),
        (HALF_WIDTH - 0.4, 0.75),
        (HALF_WIDTH, 0.75),
        (HALF_WIDTH + 0.9, -16.0),
    ]
    strips = []
    for (a, low), (b, high) in pairwise(section):
        first = middle + across * a + np.array([0, low, 0])
        last = middle + across * b + np.array([0, high, 0])
        sheet = grid(np.stack([first, last], 1), Finish(colour=STONE, roughness=0.9, open=0.9))
        strips.append(sheet)
    up = strips[3].normal[:, 1].mean() > 0
    whole = merge(strips)
    if not up:
        whole = merge(
            [
                grid(s.position.reshape(-1, 2, 3), Finish(colour=STONE, roughness=0.9), flipped=True)
                for s in strips
            ]
        )
    return model([(whole, "brick", "stone")])


def _merlons(seed: int) -> Scenery:
    """Battlements on the outer side, every 2.4 m near, on both sides beyond."""
    middle, across = _line(seed)
    walked = np.r_[0, np.cumsum(np.linalg.norm(np.diff(middle, axis=0), axis=1))]
    at = np.arange(0, walked[-1], 2.3)
    spot = np.stack([np.interp(at, walked, middle[:, k]) for k in range(3)], 1)
    side = np.stack([np.interp(at, walked, across[:, k]) for k in range(3)], 1)
    yaw = np.arctan2(-side[:, 2], side[:, 0]) + np.pi / 2
    block = model(
        [(box((0, 0.55, 0), (0.72, 0.6, 0.2), Finish(colour=STONE, roughness=0.9)), "brick", "stone")]
    )
    rows = [
        instances(spot + side * sign * (HALF_WIDTH - 0.2) + np.array([0, 0.7, 0]), 1.0, yaw)
        for sign in (-1, 1)
    ]
    return standing("merlon", block, np.concatenate(rows))


def _towers(seed: int) -> Scenery:
    """Watch towers, the first 75 m off, then on every shoulder."""
    z = np.array([-74.0, -188.0, -330.0, -470.0, -640.0, -820.0, 46.0])
    place = np.stack([_bend(seed, z), _walk(seed, z), z], 1)
    stone = Finish(colour=STONE, roughness=0.9)
    parts = [box((0, -2.5, 0), (4.6, 8.5, 4.6), stone), box((0, 6.2, 0), (4.9, 0.25, 4.9), stone)]
    parts += [
        box((x, 7.2, z0), (0.6, 0.75, 0.25), stone) for x in np.linspace(-4.2, 4.2, 5) for z0 in (-4.7, 4.7)
    ]
    parts += [
        box((x, 7.2, z0), (0.25, 0.75, 0.6), stone) for z0 in np.linspace(-4.2, 4.2, 5) for x in (-4.7, 4.7)
    ]
    dark = Finish(colour=(0.015, 0.013, 0.011), roughness=0.9)
    holes = [box((x, 2.6, sign * 4.61), (0.55, 1.0, 0.02), dark) for x in (-2.4, 2.4) for sign in (-1, 1)]
    holes += [box((sign * 4.61, 2.6, x), (0.02, 1.0, 0.55), dark) for x in (-2.4, 0, 2.4) for sign in (-1, 1)]
    holes += [box((0, 1.2, sign * 4.61), (0.85, 1.3, 0.02), dark) for sign in (-1, 1)]
    tower = model([(merge(parts), "brick", "stone"), (merge(holes), "flat", "stone")])
    return standing("watch_tower", tower, instances(place, 1.0, 0.15 * np.sin(z)))


ASSET = Asset(
    id="great_wall",
    kind="set",
    words=Words(
        zh=("长城", "万里长城", "烽火台", "城墙", "古城墙", "关隘", "边关", "嘉峪关", "山海关"),
        en=(
            "great wall",
            "the great wall",
            "great wall of china",
            "beacon tower",
            "city wall",
            "rampart",
            "frontier pass",
        ),
    ),
    build=build_great_wall,
    size=(3600.0, 500.0, 3600.0),
)
