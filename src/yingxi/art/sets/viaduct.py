"""A railway viaduct: tall stone arches over a wooded gorge, ranges behind, in snow when it is winter."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, direction
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.framing_moves import move_camera
from yingxi.art.kept import kept
from yingxi.art.sets.scenery import LEAVES, Scenery, boulders, joined, place_seed, planted, rooted, standing
from yingxi.art.sets.soils import ROCK, is_white, meadow_and_rock
from yingxi.art.shapes.mesh import Finish, Mesh, merge, model
from yingxi.art.shapes.noise import Array, billows, eroded, ramp, ridges
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import box, extrude
from yingxi.art.shapes.terrain import Height, apart, lay_ground, scatter
from yingxi.film.terms import Season
from yingxi.world.scene import Actor, Air, CameraPose, Model

BASE = Air(sky="day", haze=0.00008, mist=0.0003, mist_height=14.0, wind=(3.0, 0.0, 0.8))
SPAN, DECK_HALF = 78.0, 2.9
"""Half the length of the arches, and half the width of the deck, metres; the line is at y = 0."""
BAY, DEPTH = 13.0, 46.0
VIEWS = {
    ("ews", "eye"): ((-46.0, -4.0, 84.0), (4.0, -9.0, 0.0), 30.0),
    ("ews", "high"): ((-70.0, 24.0, 66.0), (14.0, -10.0, -24.0), 30.0),
    ("ews", "aerial"): ((78.0, 34.0, 92.0), (-6.0, -10.0, -20.0), 32.0),
    ("ws", "low"): ((-30.0, -25.0, 50.0), (2.0, -1.0, 0.0), 32.0),
}
"""The whole bridge: across the gorge, from above on either side, and from among the trees below."""


def build_viaduct(sheet: CallSheet) -> Place:
    """The viaduct for one shot; trains run along x on its deck."""
    shot, seed = sheet.shot, place_seed(sheet)
    land = _land(seed, shot.season, is_white(shot.season, shot.weather))
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    if shot.weather == "snow":
        # Snow falls past a low sun: the flakes and the steam are lit, the train is not drowned.
        clear = air_for(shot.hour, "cloudy", shot.season, sheet.look, BASE)
        air = replace(clear, snow=0.5, haze=1.3 * clear.haze)
    if shot.hour in ("sunset", "dusk"):
        air = replace(air, sun=direction(8.0, 58.0))
    return Place(
        air=air,
        spots={
            "ground": Spot(centre=(0.0, 0.0, 0.0), extent=(60.0, 2.0)),
            "sky": Spot(centre=(0.0, 40.0, -80.0), extent=(90.0, 40.0)),
        },
        models=land.models,
        statics=land.statics,
        ground=deck_height(seed),
        setups=_camera,
    )


def _camera(sheet: CallSheet, actor: Actor | None) -> Callable[[float], CameraPose] | None:
    """The views that are drawn for the bridge; the common framing for the others."""
    view = VIEWS.get((sheet.shot.size, sheet.shot.angle))
    if view is None and actor is None:
        view = VIEWS["ews", "eye"]
    if view is None:
        return None
    eye, way = np.array(view[0]), np.array(view[1]) - np.array(view[0])
    x, y, z = eye + way * 0.3
    pose = CameraPose(position=view[0], target=(float(x), float(y), float(z)), lens=view[2])
    open_air = Place(air=Air(), spots={})
    return move_camera(sheet.shot.move, pose, sheet.duration, open_air, sheet.seed, None, 0.8)


def gorge_height(seed: int) -> Height:
    """The ground without the bridge: level shelves at both ends, the gorge between, ranges behind."""

    def height(x: Array, z: Array) -> Array:
        x, z = np.asarray(x, float), np.asarray(z, float)
        bend = 26 * np.sin(z * 0.008) + 12 * (billows(z * 0.012, 0 * z, seed, 3) - 0.5)
        side = np.abs(x - bend * ramp(np.abs(z), 20, 140))
        rough = 7 * (billows(x * 0.035, z * 0.035, seed + 1, 4) - 0.5) * ramp(np.abs(z), 5, 26)
        gorge = -DEPTH * ramp(side, SPAN + 6, 14)
        shelf = (
            ramp(np.abs(z), 8, 120)
            * ramp(side, 30, 200)
            * 46
            * (ridges(x * 0.006, z * 0.006, seed + 3) + 0.15)
        )
        front = np.where(z > 0, ramp(z, 30, 200) * -14, 0.0)
        far = ramp(-z, 170, 620) * (
            250 * eroded(x * 0.003, z * 0.003, seed + 11, 7)
            + 150 * ridges(x * 0.002, z * 0.002, seed + 12, 5)
        )
        peaks = ramp(-z, 600, 1800) * (
            760 * ridges(x * 0.00075, z * 0.00075, seed + 21, 5, 0.5)
            + 240 * eroded(x * 0.0016, z * 0.0016, seed + 31, 6)
        )
        return np.asarray(gorge + rough + shelf + front + far * ramp(side, 20, 160) + peaks, np.float32)

    return height


def deck_height(seed: int) -> Height:
    """The ground with the deck of the bridge, on which trains run."""
    ground = gorge_height(seed)

    def height(x: Array, z: Array) -> Array:
        deck = (np.abs(np.asarray(z)) < DECK_HALF + 0.6) & (np.abs(np.asarray(x)) < SPAN + 60)
        return np.asarray(np.where(deck, 0.0, ground(x, z)), np.float32)

    return height


@kept
def viaduct() -> Model:
    """Stone arches along x, their deck at y = -0.1, with parapets, string courses and tapering piers."""
    stone = Finish(colour=(0.30, 0.285, 0.26), roughness=0.9)
    pale = Finish(colour=(0.37, 0.355, 0.32), roughness=0.85)
    parts: list[Mesh] = []
    angle = np.linspace(0, np.pi, 15)
    for x in np.arange(-SPAN + BAY / 2, SPAN, BAY):
        arch = np.stack([x + (BAY / 2 - 1.1) * np.cos(angle), -8.2 + 5.2 * np.sin(angle)], 1)
        outline = [
            (x - BAY / 2, -8.2),
            (x - BAY / 2 + 1.1, -8.2),
            *arch[::-1][1:-1],
            (x + BAY / 2 - 1.1, -8.2),
            (x + BAY / 2, -8.2),
            (x + BAY / 2, -0.6),
            (x - BAY / 2, -0.6),
        ]
        parts.append(extrude(np.array(outline), 2 * DECK_HALF - 0.7, stone))
    for x in np.arange(-SPAN, SPAN + 1, BAY):
        parts.append(box((x, -31.0, 0), (1.15, 23.0, DECK_HALF - 0.45), stone))
        parts.append(box((x, -40.0, 0), (1.7, 14.0, DECK_HALF + 0.15), stone))
        parts.append(box((x, -8.3, 0), (1.4, 0.3, DECK_HALF - 0.2), pale))
    length = SPAN + 62
    parts.append(box((0, -0.38, 0), (length, 0.26, DECK_HALF), pale))
    for side in (-1, 1):
        parts.append(box((0, 0.12, side * (DECK_HALF - 0.12)), (SPAN + 8, 0.32, 0.16), stone))
        parts.append(box((0, 0.47, side * (DECK_HALF - 0.12)), (SPAN + 8, 0.07, 0.22), pale))
        parts += [
            box((x, 0.2, side * (DECK_HALF - 0.1)), (0.34, 0.5, 0.30), pale)
            for x in np.arange(-SPAN, SPAN + 1, BAY)
        ]
    return model([(merge(parts), "stone", "stone")])


@lru_cache(maxsize=4)
def _land(seed: int, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), gorge_height(seed)
    cover = meadow_and_rock(season, white=white, snow_line=260.0, rock=ROCK, steep=(0.22, 0.45), seed=seed)

    def drawn(x: Array, z: Array) -> Array:
        """Under the line where it leaves the bridge."""
        cut = (np.abs(np.asarray(z)) < 5.0) & (np.abs(np.asarray(x)) > SPAN - 4)
        return np.asarray(np.where(cut, np.minimum(height(x, z), -0.5), height(x, z)), np.float32)

    ground = lay_ground(drawn, cover, "land", "mountain", reach=4200.0, fine=40)
    parts = [rooted(ground), standing("viaduct", viaduct(), instances([(0, 0, 0)]))]
    x, z = scatter(rng, 4200, 14, 620)
    keep = apart(x, z, 3.6)
    x, z = x[keep], z[keep]
    y = height(x, z)
    steep = np.hypot(height(x + 3, z) - y, height(x, z + 3) - y) / 3
    clear = (np.abs(z) > 11) & ((z < 0) | (y < -12 + 0.0 * z) | (np.abs(x) > 60) | (z > 110))
    grows = (billows(x * 0.013, z * 0.013, seed + 60, 4) > 0.40) & (steep < 1.5) & (y < 180) & clear
    place = np.stack([x, y - 0.4, z], 1)[grows][:1100]
    kind, leaf = ("snowy_pine", (0.045, 0.075, 0.055)) if white else ("pine", LEAVES["pine"][season])
    parts.append(planted(kind, place, rng, leaf, size=(0.7, 1.35), sway=0.4))
    x, z = rng.uniform(-70, 70, 160), rng.uniform(-50, 60, 160)
    rocks = np.stack([x, height(x, z), z], 1)[(np.abs(z) > 7)]
    parts.append(boulders(rocks, rng, (0.72, 0.75, 0.80) if white else ROCK, (0.6, 2.6)))
    return joined(parts)


ASSET = Asset(
    id="viaduct",
    kind="set",
    words=Words(
        zh=("高架桥", "铁路桥", "铁桥", "栈桥"),
        en=("viaduct", "railway bridge", "railroad bridge", "train bridge", "mountain bridge", "trestle"),
    ),
    build=build_viaduct,
    size=(4200.0, 900.0, 4200.0),
)
