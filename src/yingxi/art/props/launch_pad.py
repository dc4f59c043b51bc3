"""A launch pad: a deck over its flame pit, on land or in the sea, a red service tower, lightning masts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, box, cylinder, lathe
from yingxi.world.scene import Model, Moment, Sound

HIGH = 57.0
"""Height of the service tower over the deck, metres."""
ASHORE, AFLOAT = 3.0, 9.0
"""Height of the deck over the ground and over the water."""
TOWER = (-9.5, 0.0)
"""Where the tower stands from the rocket's axis (x, z)."""
RED = Finish(colour=(0.42, 0.045, 0.025), roughness=0.5, metal=0.2)
GREY = Finish(colour=(0.30, 0.305, 0.31), roughness=0.62)
CONCRETE = Finish(colour=(0.44, 0.43, 0.41), roughness=0.85)
DARK = Finish(colour=(0.035, 0.035, 0.038), roughness=0.8)
STEEL = Finish(colour=(0.48, 0.48, 0.49), roughness=0.4, metal=0.7)
YELLOW = Finish(colour=(0.70, 0.46, 0.03), roughness=0.5)
LAMP = Finish(colour=(1.0, 0.93, 0.78), emission=6.0)


def _bar(
    start: tuple[float, float, float], end: tuple[float, float, float], thick: float, finish: Finish
) -> Mesh:
    """A beam between two points."""
    return cylinder(start, end, thick, finish, 5)


@kept
def tower_model() -> Model:
    """The tower: a braced frame with floors, a crane on top, and arms that reach for the rocket."""
    x, z = TOWER
    plain = [box((x, HIGH / 2, z), (2.3, HIGH / 2, 2.3), RED), *_arms(False)]
    far = model([(merge(plain), "hero", "metal")], far_beyond=2000)
    middle = model([(merge([*_frame(10, 0.42), *_arms(False)]), "hero", "metal")], far, 900)
    near = merge([*_frame(14, 0.24), *_floors(), *_arms(True), *_crane(), _lift()])
    return model([(near, "hero", "metal"), (merge(_lamps()), "emissive", "light")], middle, 300)


def _frame(levels: int, thick: float) -> list[Mesh]:
    """Four legs, rings at every level and crossed braces on the faces."""
    x, z = TOWER
    wide = 2.7
    corners = [(x + a * wide, z + b * wide) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    parts = [_bar((cx, 0, cz), (cx, HIGH, cz), 1.5 * thick, RED) for cx, cz in corners]
    step = HIGH / levels
    for level in range(levels):
        low, high = level * step, (level + 1) * step
        for k in range(4):
            (ax, az), (bx, bz) = corners[k], corners[(k + 1) % 4]
            parts.append(_bar((ax, high, az), (bx, high, bz), thick, RED))
            first, last = ((ax, az), (bx, bz)) if level % 2 else ((bx, bz), (ax, az))
            parts.append(_bar((first[0], low, first[1]), (last[0], high, last[1]), 0.7 * thick, RED))
    return parts


def _floors() -> list[Mesh]:
    """Gratings with rails at every other level."""
    x, z = TOWER
    parts = []
    for high in np.arange(1, 8) * HIGH / 7:
        parts.append(box((x, high - 0.12, z), (3.3, 0.10, 3.3), GREY))
        for s in (-1, 1):
            parts.append(box((x + s * 3.25, high + 1.0, z), (0.05, 0.05, 3.3), YELLOW, "XxYy"))
            parts.append(box((x, high + 1.0, z + s * 3.25), (3.3, 0.05, 0.05), YELLOW, "ZzYy"))
    return parts


def _arms(near: bool) -> list[Mesh]:
    """Three bridges with lines that hang below, each ending before the rocket's skin."""
    x, z = TOWER
    parts = []
    for high, end in ((17.0, -1.9), (31.0, -1.9), (42.5, -2.4)):
        parts.append(box(((x + 2.4 + end) / 2, high, z), ((end - x - 2.4) / 2, 0.35, 0.7), RED))
        if near:
            parts.append(
                box(((x + 2.4 + end) / 2, high + 1.2, z + 0.7), ((end - x - 2.4) / 2, 0.05, 0.05), YELLOW)
            )
            parts.append(
                box(((x + 2.4 + end) / 2, high + 1.2, z - 0.7), ((end - x - 2.4) / 2, 0.05, 0.05), YELLOW)
            )
            for k in range(3):
                sag = [(x + 2.6, high - 0.5, z + 0.3 * k - 0.3), (end, high - 2.2, z + 0.2 * k - 0.2)]
                parts.append(_bar(sag[0], sag[1], 0.10, DARK))
            parts.append(cylinder((end, high - 1.0, z), (end, high + 0.6, z), 0.5, STEEL, 8))
    return parts


def _crane() -> list[Mesh]:
    """A jib on top with its counterweight, and a lightning rod."""
    x, z = TOWER
    return [
        box((x, HIGH + 1.2, z), (1.6, 1.2, 1.6), RED),
        _bar((x - 7, HIGH + 2.6, z), (x + 13, HIGH + 2.6, z), 0.28, RED),
        _bar((x, HIGH + 5.5, z), (x + 12, HIGH + 2.6, z), 0.10, RED),
        _bar((x, HIGH + 2, z), (x, HIGH + 5.5, z), 0.22, RED),
        _bar((x, HIGH + 5.5, z), (x - 6.5, HIGH + 2.6, z), 0.10, RED),
        box((x - 6.5, HIGH + 2.0, z), (0.9, 0.8, 0.8), GREY),
        _bar((x, HIGH + 5.5, z), (x, HIGH + 14, z), 0.10, STEEL),
    ]


def _lift() -> Mesh:
    """The closed shaft of the lift in the tower's middle."""
    x, z = TOWER
    return box((x - 0.6, HIGH / 2, z - 0.6), (1.0, HIGH / 2, 1.0), GREY)


def _lamps() -> list[Mesh]:
    """Floodlights on the floors that face the rocket."""
    x, z = TOWER
    return [
        box((x + 3.3, high + 0.6, z + s * 2.2), (0.12, 0.22, 0.35), LAMP)
        for high in np.arange(1, 7) * HIGH / 7
        for s in (-1, 1)
    ]


@kept
def deck_model(afloat: bool) -> Model:
    """The deck about the rocket's axis, its top at y = 0, with the opening for the fire."""
    foot = -AFLOAT if afloat else -ASHORE
    far = model([(merge(_deck(False)), "hero", "stone")], far_beyond=1500)
    parts = [*_deck(True), *(_legs(foot) if afloat else _plinth(foot)), *_table(), *_rails()]
    return model([(bake_open(merge(parts), 3.0), "hero", "stone")], far, 400)


def _deck(near: bool) -> list[Mesh]:
    """Slabs that leave a hole of 7 m square round the axis."""
    thick = 0.8
    slabs = [
        box((-10.25, -thick, 0), (6.75, thick, 17), CONCRETE),
        box((12.25, -thick, 0), (8.75, thick, 17), CONCRETE),
        box((0, -thick, -10.25), (3.5, thick, 6.75), CONCRETE),
        box((0, -thick, 10.25), (3.5, thick, 6.75), CONCRETE),
    ]
    marks = [box((0, 0.012, s * 4.2), (4.6, 0.012, 0.18), YELLOW, "Y") for s in (-1, 1)] + [
        box((s * 4.2, 0.012, 0), (0.18, 0.012, 4.6), YELLOW, "Y") for s in (-1, 1)
    ]
    return [*slabs, *marks] if near else [box((2, -thick, 0), (19, thick, 17), CONCRETE)]


def _legs(foot: float) -> list[Mesh]:
    """Columns into the sea with braces, and the dark deflector below the hole."""
    parts = [cylinder((x, foot - 4, z), (x, -1.6, z), 1.5, GREY, 14) for x in (-14, 2, 18) for z in (-13, 13)]
    for z in (-13, 13):
        for x in (-14, 2):
            parts.append(_bar((x, foot + 1.0, z), (x + 16, -2.0, z), 0.45, GREY))
            parts.append(_bar((x, -2.0, z), (x + 16, foot + 1.0, z), 0.45, GREY))
    return [*parts, box((2, -2.4, 0), (19.5, 0.8, 1.0), GREY), box((0, -3.6, 0), (5.0, 0.5, 5.0), DARK)]


def _plinth(foot: float) -> list[Mesh]:
    """Sloping concrete under the deck, and the trench for the fire that opens toward +z."""
    sides = [
        box((-10.5, foot / 2 - 0.8, 0), (7.2, -foot / 2, 18), CONCRETE),
        box((12.5, foot / 2 - 0.8, 0), (9.2, -foot / 2, 18), CONCRETE),
        box((0, foot / 2 - 0.8, -11), (3.6, -foot / 2, 7.2), CONCRETE),
    ]
    return [
        *sides,
        box((0, foot + 0.05, 4), (3.4, 0.05, 14), DARK),
        box((0, foot + 0.8, -2.6), (3.4, 0.8, 1.2), DARK),
    ]


def _table() -> list[Mesh]:
    """The launch table: a ring of steel with four hold-down posts."""
    ring = lathe(
        [(3.2, 0.0), (4.4, 0.0), (4.4, 0.9), (4.1, 1.2), (3.4, 1.2), (3.2, 0.9), (3.2, 0.0)], STEEL, 24
    )
    posts = []
    for angle in np.arange(4) * np.pi / 2:
        place = (3.6 * np.cos(angle), 0.0, 3.6 * np.sin(angle))
        posts.append(transform(box((0, 1.5, 0), (0.4, 0.9, 0.4), STEEL), place))
    return [ring, *posts]


def _rails() -> list[Mesh]:
    """A rail round the edge, tanks and boxes on the deck."""
    parts = [box((2, 1.1, s * 16.8), (19, 0.05, 0.05), YELLOW) for s in (-1, 1)]
    parts += [box((2 + s * 18.8, 1.1, 0), (0.05, 0.05, 17), YELLOW) for s in (-1, 1)]
    parts += [
        box((x, 0.55, s * 16.8), (0.05, 0.55, 0.05), YELLOW) for x in range(-16, 21, 4) for s in (-1, 1)
    ]
    parts += [
        ball((14.5, 2.2, z), 2.1, Finish(colour=(0.74, 0.74, 0.72), roughness=0.4), 18, 12)
        for z in (-9.5, 9.5)
    ]
    parts += [cylinder((14.5, 0, z), (14.5, 1.0, z), 1.2, GREY, 10) for z in (-9.5, 9.5)]
    return [*parts, box((13, 1.3, 0), (2.5, 1.3, 2.0), GREY), box((-14, 1.4, 9), (2.2, 1.4, 3.0), GREY)]


@kept
def mast_model() -> Model:
    """A lightning mast 66 m tall: three legs that lean together, a rod on top."""
    feet = [(1.5 * np.cos(a), 1.5 * np.sin(a)) for a in np.arange(3) * 2 * np.pi / 3]
    parts = [cylinder((x, 0, z), (0.12 * x, 58, 0.12 * z), (0.16, 0.10), STEEL, 5) for x, z in feet]
    for high in range(4, 58, 6):
        size = 1 - 0.88 * high / 58
        for k in range(3):
            (ax, az), (bx, bz) = feet[k], feet[(k + 1) % 3]
            parts.append(_bar((ax * size, high, az * size), (bx * size, high + 3, bz * size), 0.06, STEEL))
    parts.append(cylinder((0, 58, 0), (0, 66, 0), (0.10, 0.03), STEEL, 5))
    plain = model([(cylinder((0, 0, 0), (0, 66, 0), (0.7, 0.1), STEEL, 4), "hero", "metal")])
    return model([(merge(parts), "hero", "metal")], plain, 320)


@dataclass(frozen=True, eq=False, kw_only=True)
class Pads:
    """Launch pads on their paths; without `tower` (a rocket that plays brings its own) only masts."""

    paths: tuple[Path, ...]
    afloat: bool
    tower: bool

    @property
    def models(self) -> Mapping[str, Model]:
        own = {"lightning_mast": mast_model()}
        if not self.tower:
            return own
        return own | {"pad_deck": deck_model(self.afloat), "pad_tower": tower_model()}

    def at(self, t: float) -> Moment:
        """They never move."""
        place = np.array([path.position(0.0) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(0.0) for path in self.paths], np.float32)
        return Moment(instances=pad_rows(place, yaw, self.afloat, self.tower))

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the pads with their towers."""
        place = np.array([path.position(0.0) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array((21.0, 0.0, 18.0), np.float32)
        return place.min(0) - half, place.max(0) + half + np.array((0.0, HIGH + 12.0, 0.0), np.float32)

    def stir(self, t: float) -> Moment:
        """Its columns stand still."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A pad is silent."""
        return ()


def pad_rows(place: Array, yaw: Array, afloat: bool, tower: bool) -> dict[str, Array]:
    """Instances of pads whose decks are as high over `place` (n, 3) as they must be."""
    deck = place + np.array((0.0, AFLOAT if afloat else ASHORE, 0.0), np.float32)
    masts = []
    for x, z in ((-24.0, -20.0), (26.0, -19.0), (2.0, 26.0)):
        away = np.stack([x * np.cos(yaw) + z * np.sin(yaw), 0 * yaw, z * np.cos(yaw) - x * np.sin(yaw)], 1)
        masts.append(instances(place + away, 1.0, yaw))
    rows = {"lightning_mast": np.concatenate(masts)}
    if tower:
        rows |= {"pad_deck": instances(deck, 1.0, yaw), "pad_tower": instances(deck, 1.0, yaw)}
    return rows


def build_launch_pad(sheet: CallSheet) -> Pads:
    """Pads where blocking puts them."""
    rocket = any(subject.asset == "rocket" for subject in sheet.shot.subjects)
    return Pads(paths=sheet.paths, afloat=stands_in_water(sheet), tower=not rocket)


def stands_in_water(sheet: CallSheet) -> bool:
    """Whether the shot's place is the open water."""
    return sheet.place is not None and sheet.place.water is not None and "ground" not in sheet.place.spots


ASSET = Asset(
    id="launch_pad",
    kind="prop",
    words=Words(
        zh=("发射场", "发射台", "发射塔", "发射架", "海上发射场", "海上发射平台", "航天发射场"),
        en=("launch pad", "launch site", "launch tower", "spaceport", "launch platform", "launchpad"),
    ),
    build=build_launch_pad,
    size=(42.0, 69.0, 36.0),
    actions=("stand",),
    closest="ws",
)
