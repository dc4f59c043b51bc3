"""What sets share: things that never move, planted by kind, with lighter versions for afar."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from zlib import crc32

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.shapes.ground_cover import flower, reed, stone, tuft
from yingxi.art.shapes.mesh import Mesh, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.plants import (
    Plant,
    bamboo,
    blossom,
    broadleaf,
    cone_far,
    conifer,
    crown_far,
    fern,
    shrub,
    willow,
)
from yingxi.film.terms import Season
from yingxi.world.scene import Model, Moment, Sound

Colour = tuple[float, float, float]
FAR = 85.0
"""Metres from the stage beyond which plants are planted in their lightest form."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Scenery:
    """Models and where they stand."""

    models: Mapping[str, Model] = field(default_factory=dict)
    statics: Mapping[str, Array] = field(default_factory=dict)


def joined(parts: Iterable[Scenery]) -> Scenery:
    """All of them as one; rows of one model are laid end to end."""
    models: dict[str, Model] = {}
    rows: dict[str, list[Array]] = {}
    for part in parts:
        models |= part.models
        for name, placed in part.statics.items():
            rows.setdefault(name, []).append(placed)
    return Scenery(models=models, statics={name: np.concatenate(placed) for name, placed in rows.items()})


def place_seed(sheet: CallSheet) -> int:
    """The same number for all shots of one scene in one place, so that they show the same ground."""
    return crc32(f"{sheet.shot.scene}/{sheet.shot.set}/{sheet.shot.place}".encode()) % 100_000


def standing(name: str, thing: Model, rows: Array) -> Scenery:
    """One model at (n, 16) rows."""
    return Scenery(models={name: thing}, statics={name: np.asarray(rows, np.float32).reshape(-1, 16)})


@dataclass(frozen=True, eq=False, kw_only=True)
class Fixtures:
    """An actor that never changes: lamps, glows and shafts of a place; it makes the `heard` sounds."""

    moment: Moment
    models: Mapping[str, Model] = field(default_factory=dict)
    heard: tuple[str, ...] = ()

    def at(self, t: float) -> Moment:
        """Always the same (a copy: the engine may join it with others)."""
        still = self.moment
        return replace(
            still, instances=dict(still.instances), poses=dict(still.poses), shapes=dict(still.shapes)
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Each of the `heard` kinds for the whole shot."""
        return tuple(
            Sound(kind=kind, at=0.0, position=(0.0, 2.0, 0.0), length=duration, gain=0.4)
            for kind in self.heard
        )


def rooted(models: Mapping[str, Model]) -> Scenery:
    """Models that are built where they stand."""
    return Scenery(models=models, statics={name: instances([(0.0, 0.0, 0.0)]) for name in models})


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A plant that can be grown: builders by distance, and how many shapes of it there are."""

    near: Callable[[int], Plant]
    middle: Callable[[int], Plant] | None = None
    far: Callable[[int], Mesh] | None = None
    shapes: int = 3
    middle_beyond: float = 22.0
    wood: str = "bark"
    leaf: str = "foliage"
    afar: str = "crown"


KINDS: Mapping[str, Kind] = {
    "tree": Kind(
        near=lambda seed: broadleaf(seed, 9.0, 0.34, 1.0, 340),
        middle=lambda seed: broadleaf(seed, 9.0, 0.34, 1.6, 100, light=True),
        far=lambda seed: crown_far(abs(seed), 9.0, 0.42, 5 if seed > 0 else 2),
        leaf="spray",
    ),
    "pine": Kind(
        near=lambda seed: conifer(seed, 14.0, 0.20, 17, 7),
        middle=lambda seed: conifer(seed, 14.0, 0.23, 9, 5),
        far=lambda seed: cone_far(abs(seed), 14.0, 0.19),
        middle_beyond=28.0,
        afar="fir",
        leaf="needles",
    ),
    "blossom": Kind(
        near=lambda seed: blossom(seed, 9.0, 0.34, 900, 0.24),
        middle=lambda seed: blossom(seed, 9.0, 0.34, 260, 0.45),
        far=lambda seed: crown_far(abs(seed), 9.0, 0.42, 5 if seed > 0 else 2),
    ),
    "tall_tree": Kind(
        near=lambda seed: broadleaf(seed, 15.0, 0.24, 1.4, 330),
        middle=lambda seed: broadleaf(seed, 15.0, 0.24, 2.2, 100, light=True),
        far=lambda seed: crown_far(abs(seed), 15.0, 0.30, 5 if seed > 0 else 2),
        shapes=4,
        leaf="spray",
    ),
    "snowy_pine": Kind(
        near=lambda seed: conifer(seed, 14.0, 0.20, 17, 7),
        middle=lambda seed: conifer(seed, 14.0, 0.23, 9, 5),
        far=lambda seed: cone_far(abs(seed), 14.0, 0.19),
        middle_beyond=28.0,
        afar="fir",
        leaf="snowy_needles",
    ),
    "fern": Kind(near=lambda seed: fern(seed), middle=lambda seed: fern(seed, 6), middle_beyond=10.0),
    "willow": Kind(
        near=lambda seed: willow(seed, 8.5, 190),
        middle=lambda seed: willow(seed, 8.5, 80, light=True),
        far=lambda seed: crown_far(abs(seed), 7.5, 0.5, 5 if seed > 0 else 2),
        leaf="willow_fall",
    ),
    "bamboo": Kind(
        near=lambda seed: bamboo(seed, 11.0, 150),
        middle=lambda seed: bamboo(seed, 11.0, 44, light=True),
        shapes=5,
        middle_beyond=16.0,
        wood="culm",
    ),
    "shrub": Kind(
        near=lambda seed: shrub(seed, 1.1, 130, 0.34),
        middle=lambda seed: shrub(seed, 1.1, 44, 0.55),
        middle_beyond=14.0,
        leaf="spray",
    ),
    "grass": Kind(
        near=lambda seed: tuft(seed, 18, 0.42, 0.013),
        middle=lambda seed: tuft(seed, 6, 0.42, 0.032),
        middle_beyond=9.0,
    ),
    "tall_grass": Kind(
        near=lambda seed: tuft(seed, 22, 0.95, 0.016, 0.26),
        middle=lambda seed: tuft(seed, 7, 0.95, 0.042, 0.26),
        middle_beyond=12.0,
    ),
    "reed": Kind(
        near=lambda seed: reed(seed),
        middle=lambda seed: reed(seed, 7),
        middle_beyond=22.0,
        wood="foliage",
    ),
    "flower": Kind(
        near=lambda seed: flower(seed),
        middle=lambda seed: flower(seed, 3, 0.36, 0.06),
        middle_beyond=9.0,
        wood="foliage",
    ),
}

LEAVES: Mapping[str, Mapping[Season, Colour]] = {
    "tree": {
        "spring": (0.11, 0.20, 0.035),
        "summer": (0.060, 0.118, 0.026),
        "autumn": (0.46, 0.17, 0.03),
        "winter": (0.10, 0.075, 0.05),
    },
    "pine": {
        "spring": (0.030, 0.072, 0.030),
        "summer": (0.026, 0.064, 0.027),
        "autumn": (0.032, 0.060, 0.024),
        "winter": (0.028, 0.055, 0.032),
    },
    "willow": {
        "spring": (0.17, 0.27, 0.045),
        "summer": (0.095, 0.165, 0.035),
        "autumn": (0.36, 0.26, 0.05),
        "winter": (0.16, 0.12, 0.07),
    },
    "bamboo": {
        "spring": (0.11, 0.23, 0.035),
        "summer": (0.085, 0.19, 0.030),
        "autumn": (0.14, 0.19, 0.035),
        "winter": (0.10, 0.16, 0.045),
    },
    "shrub": {
        "spring": (0.09, 0.16, 0.03),
        "summer": (0.055, 0.105, 0.024),
        "autumn": (0.28, 0.12, 0.03),
        "winter": (0.12, 0.09, 0.05),
    },
    "grass": {
        "spring": (0.12, 0.21, 0.035),
        "summer": (0.10, 0.16, 0.030),
        "autumn": (0.34, 0.24, 0.075),
        "winter": (0.30, 0.24, 0.13),
    },
    "reed": {
        "spring": (0.13, 0.20, 0.05),
        "summer": (0.12, 0.18, 0.05),
        "autumn": (0.34, 0.25, 0.09),
        "winter": (0.36, 0.28, 0.15),
    },
}


@lru_cache(maxsize=64)
def grown(kind: str) -> Mapping[str, Model]:
    """The models of a kind: '<kind>_<n>_wood', '<kind>_<n>_leaves' and, where it has one, '<kind>_far'."""
    recipe, models = KINDS[kind], {}
    for shape in range(recipe.shapes):
        near = recipe.near(shape + 1)
        middle = recipe.middle(shape + 1) if recipe.middle else near
        for part, material, semantic in (("wood", recipe.wood, "wood"), ("leaves", recipe.leaf, "plant")):
            mesh = getattr(near, part)
            if len(mesh.triangles):
                light = model([(getattr(middle, part), material, semantic)])
                models[f"{kind}_{shape}_{part}"] = model(
                    [(mesh, material, semantic)], light, recipe.middle_beyond
                )
    if recipe.far:
        farthest = model([(recipe.far(-1), recipe.afar, "plant")])
        models[f"{kind}_far"] = model([(recipe.far(1), recipe.afar, "plant")], farthest, 260.0)
    return models


def planted(
    kind: str,
    place: Array,
    rng: np.random.Generator,
    leaf: Colour,
    *,
    size: tuple[float, float] = (0.75, 1.25),
    vary: float = 0.22,
    sway: float = 1.0,
    bare: bool = False,
    stage: tuple[float, float] = (0.0, 0.0),
) -> Scenery:
    """Plants of one kind at (n, 3) places, each turned, sized and coloured a little differently.

    `leaf` is the linear colour of leaves, `vary` how much it differs, `bare` leaves the leaves out.
    Those farther than FAR metres from `stage` (x, z) are planted in their lightest form.
    """
    count = len(place)
    if count == 0:
        return Scenery()
    models, recipe = grown(kind), KINDS[kind]
    scale = rng.uniform(*size, count)
    yaw = rng.random(count) * 2 * np.pi
    light = 1 + vary * rng.normal(0, 1, (count, 1)).clip(-2, 2)
    warm = 1 + 0.5 * vary * rng.normal(0, 1, (count, 1)).clip(-2, 2) * np.array([1.0, 0.1, -0.3])
    tint = np.clip(np.array(leaf) * 2 * light * warm, 0.004, 2.0)
    distant = (
        np.hypot(place[:, 0] - stage[0], place[:, 2] - stage[1]) > FAR
        if recipe.far
        else np.zeros(count, bool)
    )
    rows: dict[str, Array] = {}
    for shape in range(recipe.shapes):
        mine = ~distant & (np.arange(count) % recipe.shapes == shape)
        for part, colour in (("wood", np.ones((count, 3))), ("leaves", tint)):
            name = f"{kind}_{shape}_{part}"
            if mine.any() and name in models and not (bare and part == "leaves"):
                rows[name] = instances(place[mine], scale[mine], yaw[mine], tint=colour[mine], parameter=sway)
    if distant.any() and not bare:
        rows[f"{kind}_far"] = instances(
            place[distant], scale[distant] * 1.05, yaw[distant], tint=tint[distant], parameter=0.3
        )
    return Scenery(models={name: models[name] for name in rows}, statics=rows)


def boulders(
    place: Array, rng: np.random.Generator, colour: Colour, size: tuple[float, float] = (0.3, 1.6)
) -> Scenery:
    """Stones at (n, 3) places, half sunk, in five shapes."""
    count, parts = len(place), []
    if count == 0:
        return Scenery()
    scale = size[0] * (size[1] / size[0]) ** (rng.random(count) ** 1.6)
    rows = instances(
        place - np.array([0, 0.12, 0]) * scale[:, None],
        scale,
        rng.random(count) * 2 * np.pi,
        tint=np.array(colour) * 2 * rng.uniform(0.8, 1.2, (count, 1)),
    )
    for shape in range(min(5, count)):
        parts.append(standing(f"stone_{shape}", _stone(shape), rows[shape::5]))
    return joined(parts)


@lru_cache(maxsize=8)
def _stone(shape: int) -> Model:
    far = model([(stone(shape, 1), "boulder", "rock")])
    return model([(stone(shape, 2), "boulder", "rock")], far, 30.0)
