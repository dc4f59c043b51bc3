"""Roasted coffee beans, as large as a close lens makes them: a heap, and beans that fall onto it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import grid, lathe
from yingxi.world.scene import Model, Moment, Sound

HEAP, FALLING = 170, 30
WIDE, HIGH, DROP = 0.46, 0.20, 1.5
"""Half the width and the height of the heap, and the height that beans fall from, in metres."""
BEAN = 0.075
"""Length of a bean."""


@kept
def bean_model() -> Model:
    """One bean 1 m long, to be scaled: round on its back, flat below with the crease of a bean up."""
    return model([(_bean(9, 7), "hero", "wood")], model([(_bean(4, 4), "hero", "wood")]), 2.6)


def _bean(sides: int, rings: int) -> Mesh:
    angle = np.linspace(0, 2 * np.pi, sides * 2 + 1)
    rise = np.linspace(-np.pi / 2, np.pi / 2, rings)[:, None]
    x = 0.5 * np.sin(rise) + 0 * angle
    z = 0.36 * np.cos(rise) * np.cos(angle)
    y = np.cos(rise) * np.sin(angle)
    crease = np.exp(-(((z + 0.03 * np.sin(6 * x)) / 0.045) ** 2)) * (y > 0)
    y = np.where(y > 0, 0.17 * np.clip(y, 0, 1) ** 0.6 - 0.10 * crease, 0.30 * y)
    tone = (np.array((0.085, 0.034, 0.013)) * np.ones((*x.shape, 1))) * (1 - 0.75 * crease[..., None])
    finish = Finish(colour=tone, roughness=0.30, open=1 - 0.6 * crease, cavity=1 - 0.6 * crease)
    return grid(np.stack([x, y, z], -1), finish, closed=True, flipped=True)


def _mound(away: Array) -> Array:
    """Height of the heap at a distance from its middle, in metres."""
    return np.asarray(HIGH * np.clip(1 - (away / WIDE) ** 1.25, 0, 1) ** 0.9)


@kept
def mound_model() -> Model:
    """The dark body of the heap between the beans that lie on it."""
    away = np.linspace(0.97 * WIDE, 0.0, 9)
    profile = np.stack([away, _mound(away) - 0.004], 1)
    skin = lathe(profile, Finish(colour=(0.020, 0.009, 0.004), roughness=0.8, open=0.35), 24)
    return model([(skin, "hero", "wood")])


@dataclass(frozen=True, eq=False, kw_only=True)
class Beans:
    """A heap on each path's place; `turns` (n, 3) are the beans' angles, `dice` (n, 3) their own chances."""

    paths: tuple[Path, ...]
    scale: float
    rest: Array
    turns: Array
    dice: Array
    tints: Array

    @property
    def models(self) -> Mapping[str, Model]:
        return {"coffee_bean": bean_model(), "bean_heap": mound_model()}

    def at(self, t: float) -> Moment:
        """The heap lies still; above it beans tumble down, one after the other."""
        places, turns = np.concatenate([self.rest, self._falling(t)]), self.turns.copy()
        turns[HEAP:] += (3.0 + 5.0 * self.dice) * t
        rows, floor = [], np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        for start in floor:
            here = start + places * self.scale
            size = BEAN * self.scale * (0.9 + 0.2 * self.tints[:, 0])
            rows.append(instances(here, size, turns[:, 0], turns[:, 1], turns[:, 2], self.tints))
        heaps = instances(floor, self.scale)
        return Moment(instances={"coffee_bean": np.concatenate(rows), "bean_heap": heaps})

    def _falling(self, t: float) -> Array:
        """Beans on their way down, faster as they fall; below the heap's top nobody sees them start again."""
        fallen = np.mod(t / 0.62 + self.dice[:, 0], 1.0)
        away = 0.11 * np.sqrt(self.dice[:, 1]) * (0.6 + 0.9 * fallen)
        angle = 2 * np.pi * self.dice[:, 2]
        height = HIGH * 0.8 + DROP * (1 - fallen**2)
        return np.stack([away * np.cos(angle), height, away * np.sin(angle)], 1).astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the heaps and the lower half of the fall."""
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([WIDE, 0, WIDE], np.float32) * self.scale
        return places.min(0) - half, places.max(0) + half + np.array([0, 0.75 * self.scale, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """Beans make no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """No sound of ours is that of beans."""
        return ()


def build_beans(sheet: CallSheet) -> Beans:
    """One heap a path, at most two; on a table they are as small as the table needs."""
    rng = np.random.default_rng(7)
    laid = any(subject.asset == "table" for subject in sheet.shot.subjects)
    away = WIDE * np.linspace(0.0, 1.0, HEAP) ** 0.55 * rng.uniform(0.9, 1.06, HEAP)
    angle = np.arange(HEAP) * 2.39996 + rng.normal(0, 0.1, HEAP)
    height = _mound(away) + rng.uniform(0.0, 0.018, HEAP) + 0.016
    rest = np.stack([away * np.cos(angle), height, away * np.sin(angle)], 1)
    turns = np.concatenate([rng.normal(0, 1, (HEAP, 3)) * [3, 0.45, 0.9], rng.random((FALLING, 3)) * 6.28])
    return Beans(
        paths=sheet.paths[:2],
        scale=0.36 if laid else 1.0,
        rest=rest.astype(np.float32),
        turns=turns.astype(np.float32),
        dice=rng.random((FALLING, 3)).astype(np.float32),
        tints=np.repeat(rng.uniform(0.75, 1.35, (HEAP + FALLING, 1)), 3, 1).astype(np.float32),
    )


ASSET = Asset(
    id="coffee_bean",
    kind="prop",
    words=Words(zh=("咖啡豆", "豆子"), en=("coffee bean", "coffee beans", "beans", "bean", "roasted beans")),
    build=build_beans,
    size=(2 * WIDE, 0.75, 2 * WIDE),
    actions=("stand",),  # the beans fall by themselves; their heap must not
    closest="ms",
)
