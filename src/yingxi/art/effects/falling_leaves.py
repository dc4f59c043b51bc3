"""Leaves that fall through the air and turn as they fall: bamboo leaves and the leaves of autumn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, make, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import grid
from yingxi.world.scene import Model, Moment, Sound

Paints = tuple[tuple[float, float, float], ...]
REACH, HIGH = (3.2, 2.2), 4.2
"""Half the width and depth of a fall of leaves, and its height, in metres."""
BAMBOO = ((0.16, 0.26, 0.04), (0.26, 0.32, 0.06), (0.09, 0.18, 0.03), (0.42, 0.36, 0.09))
AUTUMN = ((0.62, 0.07, 0.02), (0.78, 0.24, 0.02), (0.80, 0.45, 0.04), (0.42, 0.05, 0.03), (0.50, 0.22, 0.05))


@kept
def bamboo_leaf() -> Model:
    """One bamboo leaf, 0.26 m long: a narrow blade with a fold."""
    along = np.linspace(-1, 1, 7)
    wide = 0.023 * (1 - np.abs(along + 0.15) ** 2.4 / 1.4)
    wide[[0, -1]] = 0.001
    rows = np.stack([along * 0.13, 0.014 * (1 - along**2), 0 * along], 1)
    sheet = rows[:, None] + np.array([0, 0.25, 1.0]) * (wide[:, None] * [-1.0, 0.0, 1.0])[..., None]
    sheet[:, 0, 1] = sheet[:, 2, 1]
    return model([(grid(sheet, Finish(colour=(1, 1, 1), roughness=0.5)), "petal", "plant")], _speck(), 9)


@kept
def maple_leaf() -> Model:
    """One maple leaf, 0.2 m across, with seven points and a stalk, a little cupped."""
    points = [(0.0, 1.0)]
    for angle, reach, dent in ((0.80, 0.96, 0.58), (1.62, 0.88, 0.54), (2.40, 0.58, 0.40)):
        points += [((angle - 0.41), dent), (angle, reach)]
    half = [(r * np.sin(a), r * np.cos(a)) for a, r in points]
    stalk = [(0.03, -0.20), (0.02, -0.72)]
    rim = np.array([*half, *stalk, *[(-x, y) for x, y in reversed([*half[1:], *stalk])]]) * 0.1
    lift = 0.9 * (rim**2).sum(1) / 0.1
    places = np.concatenate([[(0.0, 0.0, 0.0)], np.stack([rim[:, 0], lift, -rim[:, 1]], 1)])
    index = np.arange(1, len(places))
    faces = np.stack([np.zeros_like(index), np.roll(index, -1), index], 1)
    tone = np.r_[0.75, np.full(len(rim), 1.0)][:, None] * np.ones(3)
    leaf = make(places, np.tile([0.0, 1.0, 0.0], (len(places), 1)), faces, Finish(colour=tone, roughness=0.6))
    return model([(leaf, "petal", "plant")], _speck(), 12)


def _speck() -> Model:
    """A leaf from afar: two triangles."""
    corners = [(-0.09, 0, 0), (0, 0.004, 0.03), (0.09, 0, 0), (0, 0.004, -0.03)]
    leaf = make(corners, np.tile([0.0, 1.0, 0.0], (4, 1)), [[0, 1, 2], [0, 2, 3]], Finish(colour=(1, 1, 1)))
    return model([(leaf, "petal", "plant")])


@dataclass(frozen=True, eq=False, kw_only=True)
class FallingLeaves:
    """Leaves round each path: `homes` (n, 3) in the box of the fall, `pace` m/s, `paints` (n, 3).

    A leaf that reaches the floor starts again at the top.
    """

    name: str
    thing: Model
    paths: tuple[Path, ...]
    homes: Array
    pace: Array
    paints: Array
    sizes: Array
    wind: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {self.name: self.thing}

    def at(self, t: float) -> Moment:
        """All leaves: each swings from side to side as it sinks, its blade tilted into the swing."""
        count = len(self.homes)
        own = np.arange(count) * 2.399
        beat = 1.5 + 0.8 * np.mod(own, 1.0)
        swing = np.sin(beat * t + own)
        rows = []
        for path in self.paths:
            place = np.asarray(path.position(t), np.float32) + self._homes(t, swing, own)
            spin = own + (0.6 + np.mod(own, 0.9)) * t
            pitch, roll = 0.9 * np.cos(beat * t + own), 1.1 * np.sin(0.7 * beat * t + 2 * own)
            rows.append(instances(place, self.sizes, spin, pitch, roll, self.paints, 0.0))
        return Moment(instances={self.name: np.concatenate(rows)})

    def _homes(self, t: float, swing: Array, own: Array) -> Array:
        """Where the leaves are in the axes of their fall."""
        sunk = np.mod(self.homes[:, 1] - self.pace * t - 0.12 * swing**2, HIGH)
        away = self.homes[:, 0] + 0.35 * swing + self.wind * t
        across = np.mod(away + REACH[0], 2 * REACH[0]) - REACH[0]
        deep = self.homes[:, 2] + 0.25 * np.cos(1.1 * t + own)
        return np.stack([across, sunk, deep], 1).astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the middle of the falls."""
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.5 * REACH[0], 0, 0.5 * REACH[1]], np.float32)
        return places.min(0) - half, places.max(0) + half + np.array([0, 0.7 * HIGH, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """Leaves make no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Nobody hears them."""
        return ()


def scatter(sheet: CallSheet, name: str, thing: Model, paints: Paints) -> FallingLeaves:
    """Leaves all through the box of the fall, more of them near its middle."""
    rng = sheet.random()
    many = max(190 // max(len(sheet.paths), 1), 30)
    homes = np.stack(
        [
            rng.uniform(-REACH[0], REACH[0], many),
            rng.uniform(0, HIGH, many),
            rng.normal(0, 0.5 * REACH[1], many).clip(-REACH[1], REACH[1]),
        ],
        1,
    )
    picked = np.array(paints)[rng.integers(0, len(paints), many)] * rng.uniform(0.75, 1.2, (many, 1))
    return FallingLeaves(
        name=name,
        thing=thing,
        paths=sheet.paths,
        homes=homes.astype(np.float32),
        pace=rng.uniform(0.35, 0.75, many).astype(np.float32),
        paints=picked.astype(np.float32),
        sizes=rng.uniform(0.8, 1.35, many).astype(np.float32),
        wind=0.35,
    )


def build_bamboo(sheet: CallSheet) -> FallingLeaves:
    """Bamboo leaves in the air."""
    return scatter(sheet, "bamboo_leaf", bamboo_leaf(), BAMBOO)


def build_autumn(sheet: CallSheet) -> FallingLeaves:
    """Red and golden leaves in the air."""
    return scatter(sheet, "maple_leaf", maple_leaf(), AUTUMN)


ASSETS = (
    Asset(
        id="leaf",
        kind="prop",
        words=Words(
            zh=("竹叶", "叶子", "树叶", "叶", "飞叶", "绿叶"),
            en=("leaf", "leaves", "bamboo leaf", "bamboo leaves", "falling leaves"),
        ),
        build=build_bamboo,
        size=(6.4, HIGH, 4.4),
        lives="any",
        actions=("stand", "fall", "drift"),
        closest="fs",
    ),
    Asset(
        id="autumn_leaf",
        kind="prop",
        words=Words(
            zh=("秋叶", "红叶", "枫叶", "落叶", "黄叶"),
            en=("autumn leaf", "autumn leaves", "maple leaf", "maple leaves", "fallen leaves", "red leaves"),
        ),
        build=build_autumn,
        size=(6.4, HIGH, 4.4),
        lives="any",
        actions=("stand", "fall", "drift"),
        closest="fs",
    ),
)
