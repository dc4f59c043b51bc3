"""A leaf of a boat (一叶扁舟): slender, a mat awning, a boatman in a straw cape sculling."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.still_life import StillLife, scales_for
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, cylinder, grid, tube
from yingxi.world.scene import Actor, Model, Moment, Sound

HALF = 3.9
"""Half its length in metres."""
STERN = -2.55
"""Metres along the hull at which the boatman stands."""
PLANK, MAT = (
    Finish(colour=(0.30, 0.22, 0.14), roughness=0.8),
    Finish(colour=(0.045, 0.040, 0.034), roughness=0.9),
)
STRAW, STRAW_DARK = (
    Finish(colour=(0.115, 0.090, 0.050), roughness=0.9),
    Finish(colour=(0.040, 0.032, 0.022), roughness=0.9),
)
ROBE, SKIN = Finish(colour=(0.045, 0.050, 0.060), roughness=0.8), Finish(colour=(0.34, 0.22, 0.15))
STROKE = 2.4
"""Seconds of one stroke of the oar, there and back."""


@lru_cache(maxsize=1)
def leaf_boat() -> Model:
    """Hull, awning and a fishing basket; afar half as fine."""
    near = [(merge([*_hull(25, 9), *_awning(13), _basket()]), "timber", "wood")]
    return model(near, model([(merge([*_hull(11, 5), *_awning(6)]), "timber", "wood")]), 55.0)


def _hull(along: int, around: int) -> list[Mesh]:
    u = np.linspace(-1, 1, along)[:, None]
    turn = np.linspace(-np.pi / 2, np.pi / 2, around)[None]
    half = 0.62 * (1 - np.abs(u) ** 2.5) ** 0.62 + 0.10
    rail = 0.34 + 0.92 * np.abs(u) ** 2.8 + 0.10 * u
    sheet = np.stack(
        [HALF * u + 0 * turn, rail - (0.50 + 0.12 * (1 - u**2)) * np.cos(turn), half * np.sin(turn)], -1
    )
    edge = np.stack([HALF * u[:, 0], rail[:, 0] + 0.02], 1)
    rails = [
        tube(np.c_[edge, side * half[:, 0]], 0.045, replace(PLANK, colour=(0.10, 0.07, 0.045)), 4)
        for side in (-1, 1)
    ]
    deck = np.stack([HALF * u * 0.95 + 0 * turn, rail - 0.26 + 0 * turn, half * 0.92 * np.sin(turn)], -1)
    return [grid(sheet, PLANK), grid(sheet, PLANK, flipped=True), grid(deck, PLANK, flipped=True), *rails]


def _awning(ribs: int) -> list[Mesh]:
    """An arch of black mat amidships, its rims thick."""
    angle = np.linspace(0, np.pi, ribs)
    rows = [
        np.stack([np.full(ribs, x), 0.30 + tall * np.sin(angle), 0.66 * np.cos(angle)], 1)
        for x, tall in ((-0.75, 0.86), (-0.2, 0.92), (0.5, 0.92), (1.15, 0.86))
    ]
    sheet = np.array(rows)
    rims = [tube(row, 0.05, MAT, 4) for row in (rows[0], rows[-1])]
    return [grid(sheet, MAT), grid(sheet * [1, 0.96, 0.95], MAT, flipped=True), *rims]


def _basket() -> Mesh:
    return ball((2.0, 0.42, 0.1), (0.26, 0.22, 0.24), STRAW, 9, 6)


@lru_cache(maxsize=1)
def boatman() -> Model:
    """He stands on y = 0, leaning on the oar (hands toward -x): straw cape and hat, bare shins."""
    cape = _shagged([(0.46, 0.52), (0.43, 0.74), (0.34, 1.10), (0.20, 1.42), (0.10, 1.50)], STRAW_DARK, 15)
    skirt = _shagged([(0.36, 0.30), (0.32, 0.50), (0.26, 0.86)], STRAW, 13)
    hat = [
        _shagged([(0.44, 1.60), (0.36, 1.655), (0.18, 1.76), (0.02, 1.88)], STRAW, 15),
        _shagged([(0.02, 1.62), (0.44, 1.595)], STRAW_DARK, 15),
    ]
    legs = [cylinder((0.02, 0.0, z), (0.0, 0.55, z), 0.062, SKIN, 7) for z in (-0.13, 0.13)]
    arms = [
        tube(
            [(0.05, 1.30, 0.22 * s), (-0.24, 1.06, 0.30 * s), (-0.46, 1.10, 0.12 * s)],
            [0.09, 0.075, 0.05],
            ROBE,
            6,
        )
        for s in (-1, 1)
    ]
    hands = [ball((-0.50, 1.11, 0.10 * s), 0.055, SKIN, 6, 5) for s in (-1, 1)]
    head = ball((0.02, 1.57, 0.0), (0.115, 0.14, 0.11), SKIN, 10, 7)
    dress = [(merge([cape, skirt, *hat]), "matte_night", "wood"), (merge(arms), "matte_night", "cloth")]
    near = [*dress, (merge([*legs, *hands, head]), "matte_night", "skin")]
    far = model(
        [
            (
                merge(
                    [
                        _shagged([(0.42, 0.3), (0.1, 1.5)], STRAW_DARK, 7),
                        _shagged([(0.44, 1.6), (0.02, 1.88)], STRAW, 7),
                    ]
                ),
                "matte_night",
                "wood",
            )
        ]
    )
    return model(near, far, 60.0)


def _shagged(profile: list[tuple[float, float]], finish: Finish, sides: int) -> Mesh:
    """A turned form of straw: its lowest rim hangs in points, its sides are ribbed."""
    angle = np.linspace(0, 2 * np.pi, 2 * sides + 1)
    rows = []
    for k, (radius, level) in enumerate(profile):
        ragged = (0.07 if k == 0 and len(profile) > 2 else 0.0) * (np.arange(2 * sides + 1) % 2)
        rib = 1 + 0.035 * np.cos(sides * angle)
        rows.append(
            np.stack([radius * rib * np.cos(angle), level - ragged, radius * 0.86 * rib * np.sin(angle)], 1)
        )
    sheet = np.array(rows)
    skin = grid(sheet, finish, closed=True)
    inside = grid(sheet, finish, closed=True, flipped=True)
    return make(
        np.r_[skin.position, inside.position],
        np.r_[skin.normal, inside.normal],
        np.r_[skin.triangles, inside.triangles + len(skin.position)],
        finish,
    )


@lru_cache(maxsize=1)
def oar() -> Model:
    """A long sculling oar about its pin at the origin, its handle up and toward +x."""
    loom = tube([(0.95, 0.74, 0), (0.1, 0.05, 0), (-2.1, -0.92, 0.0)], [0.028, 0.034, 0.030], PLANK, 5)
    blade = tube([(-2.0, -0.88, 0), (-2.9, -1.28, 0)], [0.05, 0.10], PLANK, 5, squash=0.35)
    return model([(merge([loom, blade]), "timber", "wood")])


@dataclass(frozen=True, eq=False, kw_only=True)
class LoneBoat:
    """Boats with their boatmen, sculling while they move; the hulls float like any boat."""

    hull: StillLife

    @property
    def models(self) -> Mapping[str, Model]:
        return {**self.hull.models, "leaf_boatman": boatman(), "leaf_oar": oar()}

    def at(self, t: float) -> Moment:
        """Hulls, and on each the man rocking with his stroke."""
        moment = self.hull.at(t)
        rows = moment.instances["leaf_boat"]
        place, scale = rows[:, [3, 7, 11]], self.hull.scales
        yaw = np.array([path.yaw(t) for path in self.hull.paths])
        swing = np.sin(2 * np.pi * t / STROKE + 1.3 * np.arange(len(place)))
        men = _ahead(place, yaw, STERN * scale, 0.78 * scale, 0.0)
        pins = _ahead(place, yaw, (STERN - 1.0) * scale, 1.12 * scale, 0.0)
        moment.instances["leaf_boatman"] = instances(men, scale, yaw, -0.10 + 0.07 * swing, 0.10 * swing)
        moment.instances["leaf_oar"] = instances(pins, scale, yaw + 0.22 * swing, 0.0, 0.30 * swing)
        return moment

    def stir(self, t: float) -> Moment:
        """The hulls' waves and foam."""
        moment = self.hull.at(t)
        return Moment(waves=moment.waves, foam=moment.foam)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        return self.hull.bounds(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Water lapping at the hull."""
        return self.hull.sounds(duration)


def _ahead(place: Array, yaw: Array, along: Array, up: Array, right: float) -> Array:
    """Points so far along their boats and above them."""
    cos, sin = np.cos(yaw), np.sin(yaw)
    return np.stack(
        [place[:, 0] + along * cos + right * sin, place[:, 1] + up, place[:, 2] - along * sin + right * cos],
        1,
    )


def build_lone_boat(sheet: CallSheet) -> Actor:
    """Leaf boats along their paths."""
    hull = StillLife(
        parts={"leaf_boat": leaf_boat()},
        paths=sheet.paths,
        half=(HALF, 1.25, 0.7),
        scales=scales_for(sheet),
        afloat=0.035,
        wake=0.45,
        foot=-0.2,
        heard="water_lap",
    )
    return LoneBoat(hull=hull)


ASSET = Asset(
    id="lone_boat",
    kind="prop",
    words=Words(
        zh=("一叶扁舟", "一叶小舟", "一叶轻舟", "轻舟", "蓑笠翁", "渔父", "独钓"),
        en=("leaf of a boat", "lone boat", "boatman", "sampan with a boatman", "solitary boat"),
    ),
    build=build_lone_boat,
    size=(7.8, 2.7, 1.4),
    lives="water",
    actions=("drift", "row", "sail", "rest"),
    closest="fs",
)
