"""The carved head of a dragon boat: sculpted as distance fields, painted like a temple carving."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np

from yingxi.art.shapes import (
    Finish,
    Mesh,
    ball,
    capsule,
    carve,
    ellipsoid,
    merge,
    mirror,
    paint,
    sculpt_parts,
    smooth_union,
    transform,
    tube,
)
from yingxi.world.scene import Array

Colour = tuple[float, float, float]

SCALE = 1.05
SEAT = (7.15, 1.42, 0.0)
"""Where the head's own origin (behind the jaw) is in the boat, metres."""

GOLD: Colour = (0.93, 0.56, 0.13)
IVORY: Colour = (0.86, 0.80, 0.62)
LACQUER: Colour = (0.62, 0.03, 0.02)

_STEPS = {"skin": 1.25, "mane": 1.25, "neck": 1.9}
"""How much coarser than the horns and teeth the broad parts of the head are sculpted."""
_LOW, _HIGH = (-2.15, -1.35, -0.86), (1.5, 1.85, 0.86)


def dragon_head(step: float, mane: Colour, crest: Colour) -> list[tuple[Mesh, str, str]]:
    """The head as (mesh, material, semantic) in the boat's frame; `step` is the voxel in metres."""
    finishes = _finishes(mane, crest)
    dressed = [
        (_tipped(paint_over(mesh, finishes[name]), name), _material(name), "dragon")
        for name, mesh in _sculpture(step).items()
    ]
    dressed += [(_eyes(step), "hero", "dragon")]
    if step < 0.2:
        dressed.append((_whiskers(*((22, 6) if step < 0.1 else (12, 3))), "hero", "dragon"))
    return [(transform(mesh, SEAT, SCALE), material, semantic) for mesh, material, semantic in dressed]


def _material(name: str) -> str:
    """The face is gilt over red lacquer, the neck has scales, all else is painted."""
    return {"skin": "carved", "neck": "scales"}.get(name, "hero")


def paint_over(mesh: Mesh, finish: Finish) -> Mesh:
    """Another finish on a sculpture, keeping its baked shadow and letting the hollows go dark."""
    hollow = (
        np.clip(0.35 + 0.65 * mesh.open, 0, 1)[:, None] * np.clip(0.5 + 0.9 * mesh.cavity, 0, 1.1)[:, None]
    )
    colour = np.asarray(finish.colour, np.float32) * hollow
    return paint(
        mesh,
        Finish(
            colour=colour,
            emission=finish.emission,
            roughness=finish.roughness,
            metal=finish.metal,
            open=mesh.open,
            cavity=mesh.cavity,
        ),
    )


def _tipped(mesh: Mesh, name: str) -> Mesh:
    """Locks, flames and horns change colour from root to tip, as a carver would paint them."""
    if name not in ("mane", "brow", "horn"):
        return mesh
    far = np.linalg.norm(mesh.position - [0.1, 0.5, 0.0], axis=1)
    share = np.clip((far - 0.45) / 0.55, 0, 1)[:, None]
    dark, tip = {"mane": (0.55, GOLD), "brow": (0.8, GOLD), "horn": (1.0, (0.30, 0.16, 0.06))}[name]
    colour = mesh.colour * (dark + (1.15 - dark) * share)
    edge = np.clip(share * 1.6 - 0.9, 0, 1) * (0.9 if name != "horn" else 0.8)
    return replace(mesh, colour=(colour * (1 - edge) + np.array(tip) * edge * 0.8).astype(np.float32))


def _finishes(mane: Colour, crest: Colour) -> Mapping[str, Finish]:
    gilt = Finish(colour=GOLD, roughness=0.30, metal=0.85)
    return {
        "skin": gilt,
        "neck": Finish(colour=GOLD, roughness=0.36, metal=0.75),
        "horn": Finish(colour=IVORY, roughness=0.38),
        "mane": Finish(colour=mane, roughness=0.42, emission=0.03),
        "brow": Finish(colour=crest, roughness=0.35, emission=0.05),
        "lip": Finish(colour=LACQUER, roughness=0.25),
        "teeth": Finish(colour=(0.92, 0.88, 0.76), roughness=0.25),
        "tongue": Finish(colour=(0.75, 0.05, 0.09), roughness=0.22, emission=0.05),
        "beard": Finish(colour=(0.80, 0.72, 0.50), roughness=0.5),
    }


@cache
def _sculpture(step: float) -> Mapping[str, Mesh]:
    plain = {name: Finish() for name in _finishes(GOLD, GOLD)}
    coarsely = {
        share: sculpt_parts(_fields, _LOW, _HIGH, step * share, plain, mirrored=True)
        for share in {1.0, *_STEPS.values()}
    }
    chosen = {name: coarsely[_STEPS.get(name, 1.0)] for name in plain}
    return {name: meshes[name] for name, meshes in chosen.items() if name in meshes}


def _fields(points: Array) -> dict[str, Array]:
    """Distances of the named parts at (a, b, c, 3) points of the half with z >= 0."""
    folded = mirror(points)
    neck = _neck(points, folded)
    skin = smooth_union(_skull(points, folded), neck + 0.02, 0.06)
    mouth = capsule(points, (0.30, 0.27, 0), (1.32, 0.25, 0), (0.06, 0.12), (1, 1.05, 0.45))
    skin = carve(skin, mouth, 0.03)
    return {
        "skin": skin,
        "neck": neck,
        "horn": _horns(folded),
        "mane": _mane(folded),
        "brow": _brows(folded),
        "lip": _lips(folded),
        "teeth": _teeth(folded),
        "tongue": _tongue(points),
        "beard": _beard(points, folded),
    }


def _chain(
    points: Array, nodes: Sequence[tuple[float, ...]], blend: float, squash: Colour = (1, 1, 1)
) -> Array:
    """Round cones through (x, y, z, radius) nodes, joined softly."""
    joined: Array | None = None
    for start, end in pairwise(nodes):
        piece = capsule(points, start[:3], end[:3], (start[3], end[3]), squash)
        joined = piece if joined is None else smooth_union(joined, piece, blend)
    assert joined is not None
    return joined


def _neck(points: Array, folded: Array) -> Array:
    """An S from the prow to the skull, with a keel of belly plates in front."""
    spine = [
        (-2.0, -0.95, 0, 0.20),
        (-1.5, -0.92, 0, 0.30),
        (-1.0, -0.68, 0, 0.35),
        (-0.62, -0.30, 0, 0.34),
        (-0.30, 0.16, 0, 0.30),
        (0.02, 0.48, 0, 0.27),
    ]
    body = _chain(points, spine, 0.16)
    around = np.arctan2(folded[..., 2], folded[..., 1] - folded[..., 0] - 0.3)
    along = folded[..., 0] * 0.7 + folded[..., 1] * 0.72
    plates = np.clip((around - 2.2) * 4, 0, 1) * np.abs(np.sin(along * 16)) * 0.018
    return np.asarray(body + plates)


def _skull(points: Array, folded: Array) -> Array:
    skull = smooth_union(
        ellipsoid(points, (0.15, 0.56, 0), (0.42, 0.27, 0.30)),
        capsule(points, (0.35, 0.53, 0), (1.02, 0.47, 0), (0.21, 0.165), (1, 1.2, 0.84)),
        0.10,
    )
    skull = smooth_union(skull, ellipsoid(folded, (1.10, 0.57, 0.105), (0.15, 0.115, 0.10)), 0.06)
    skull = carve(skull, ellipsoid(folded, (1.22, 0.60, 0.12), (0.075, 0.05, 0.045)), 0.02)
    skull = smooth_union(skull, ellipsoid(points, (1.03, 0.64, 0), (0.16, 0.10, 0.07)), 0.06)
    for k in range(4):  # wrinkles across the snout
        x = 0.60 + 0.10 * k
        skull = smooth_union(
            skull, capsule(folded, (x, 0.66 - 0.015 * k, 0.0), (x + 0.05, 0.60, 0.14), 0.030), 0.03
        )
    skull = smooth_union(skull, ellipsoid(folded, (0.24, 0.44, 0.28), (0.20, 0.16, 0.10)), 0.07)
    skull = smooth_union(skull, ellipsoid(folded, (0.43, 0.645, 0.20), (0.125, 0.115, 0.085)), 0.05)
    jaw = _chain(
        points, [(0.08, 0.27, 0, 0.16), (0.55, 0.05, 0, 0.135), (0.98, 0.03, 0, 0.11)], 0.08, (1, 1.25, 0.78)
    )
    jaw = smooth_union(jaw, ellipsoid(points, (1.0, 0.0, 0), (0.12, 0.10, 0.10)), 0.05)
    return smooth_union(skull, jaw, 0.07)


def _brows(folded: Array) -> Array:
    """Flame-shaped brows that sweep back over the eyes, and flames on the cheeks."""
    flames = _chain(
        folded,
        [
            (0.62, 0.70, 0.15, 0.05),
            (0.44, 0.80, 0.22, 0.075),
            (0.18, 0.88, 0.27, 0.055),
            (-0.10, 1.02, 0.34, 0.012),
        ],
        0.05,
    )
    for k, (rise, back, out) in enumerate(((0.16, 0.26, 0.08), (0.02, 0.34, 0.15), (-0.12, 0.27, 0.14))):
        root = (0.16 - 0.03 * k, 0.50 - 0.10 * k, 0.33)
        bend = (root[0] - back * 0.6, root[1] + rise * 0.3, root[2] + out)
        tip = (root[0] - back, root[1] + rise, root[2] + out * 0.9)
        flames = np.minimum(flames, _chain(folded, [(*root, 0.06), (*bend, 0.045), (*tip, 0.008)], 0.04))
    return flames


def _lips(folded: Array) -> Array:
    upper = _chain(
        folded,
        [
            (0.42, 0.36, 0.19, 0.028),
            (0.75, 0.345, 0.165, 0.030),
            (1.05, 0.37, 0.13, 0.032),
            (1.19, 0.42, 0.0, 0.030),
        ],
        0.03,
    )
    lower = _chain(
        folded,
        [
            (0.36, 0.22, 0.185, 0.026),
            (0.66, 0.125, 0.15, 0.028),
            (0.95, 0.10, 0.115, 0.030),
            (1.07, 0.10, 0.0, 0.028),
        ],
        0.03,
    )
    return np.minimum(upper, lower)


def _horns(folded: Array) -> Array:
    """Antlers of a stag: a main beam that curves back and three tines."""
    beam = [
        (0.02, 0.76, 0.17, 0.085),
        (-0.16, 1.00, 0.24, 0.074),
        (-0.44, 1.22, 0.30, 0.060),
        (-0.80, 1.36, 0.28, 0.046),
        (-1.08, 1.58, 0.22, 0.012),
    ]
    tines = [
        [(-0.20, 1.04, 0.25, 0.05), (-0.14, 1.28, 0.36, 0.036), (-0.04, 1.42, 0.37, 0.010)],
        [(-0.50, 1.25, 0.30, 0.045), (-0.50, 1.50, 0.38, 0.032), (-0.40, 1.68, 0.40, 0.010)],
        [(-0.78, 1.36, 0.28, 0.038), (-0.98, 1.33, 0.36, 0.026), (-1.14, 1.40, 0.40, 0.009)],
    ]
    horns = _chain(folded, beam, 0.05)
    for tine in tines:
        horns = smooth_union(horns, _chain(folded, tine, 0.04), 0.03)
    ridges = 0.006 * np.sin(folded[..., 0] * 60 + folded[..., 1] * 40)
    return np.asarray(horns + ridges)


def _mane(folded: Array) -> Array:
    """Two rows of curling locks that fan out behind the jaw, and a crest of spikes down the nape."""
    locks = np.full(folded.shape[:-1], 9.0, np.float32)
    for k, turn in enumerate(np.linspace(1.05, -2.05, 9)):
        long, out = (0.86, 0.60) if k % 2 else (0.66, 0.42)
        locks = np.minimum(locks, _lock(folded, (0.02 - 0.03 * k, 0.60 - 0.055 * k, 0.20), turn, long, out))
    for u in np.linspace(0, 1, 12):
        x, y = -0.08 - 1.62 * u**1.15, 0.76 - 1.44 * u**0.92
        spike = [(x, y, 0, 0.085), (x - 0.20, y + 0.12, 0, 0.062), (x - 0.36, y + 0.38 - 0.12 * u, 0, 0.005)]
        locks = np.minimum(locks, _chain(folded, spike, 0.05, (1, 1, 1.8)))
    return locks


def _lock(folded: Array, root: Colour, turn: float, long: float, out: float) -> Array:
    """One flat lock that leaves its root backwards at `turn` radians from level and curls upwards."""
    x, y, z = root
    nodes = []
    for share, radius in ((0.0, 0.062), (0.3, 0.074), (0.6, 0.056), (0.85, 0.030), (1.0, 0.005)):
        bend = turn + 0.75 * share * share
        nodes.append(
            (
                x - long * share * np.cos(bend),
                y + long * share * np.sin(bend),
                z + out * np.sin(share * 2.0),
                radius,
            )
        )
    return _chain(folded, nodes, 0.04, (1, 1, 1.35))


def _teeth(folded: Array) -> Array:
    teeth = np.full(folded.shape[:-1], 9.0, np.float32)
    for k in range(7):
        x, z = 0.48 + 0.095 * k, 0.155 - 0.008 * k
        fang = 0.20 if k == 6 else 0.085
        upper = [
            (x, 0.385, z, 0.030),
            (x + 0.02, 0.385 - fang * 0.6, z + 0.01, 0.020),
            (x + 0.005, 0.385 - fang, z, 0.004),
        ]
        fang = 0.17 if k == 5 else 0.075
        low = 0.155 - 0.010 * k
        lower = [
            (x - 0.02, low - 0.02, z - 0.02, 0.026),
            (x - 0.02, low + fang * 0.6, z - 0.015, 0.018),
            (x - 0.04, low + fang, z - 0.02, 0.004),
        ]
        teeth = np.minimum(teeth, np.minimum(_chain(folded, upper, 0.01), _chain(folded, lower, 0.01)))
    return teeth


def _tongue(points: Array) -> Array:
    return _chain(
        points,
        [
            (0.30, 0.17, 0, 0.075),
            (0.70, 0.155, 0, 0.075),
            (0.95, 0.20, 0, 0.06),
            (1.14, 0.33, 0, 0.035),
            (1.18, 0.42, 0, 0.012),
        ],
        0.05,
        (1, 1.7, 0.8),
    )


def _beard(points: Array, folded: Array) -> Array:
    """A goatee of carved locks under the chin."""
    locks = _chain(points, [(0.96, -0.05, 0, 0.065), (0.93, -0.26, 0, 0.055), (0.80, -0.48, 0, 0.008)], 0.05)
    for x, out, length in ((0.82, 0.07, 0.36), (0.64, 0.10, 0.34), (0.46, 0.12, 0.30)):
        lock = [
            (x, -0.03, out, 0.055),
            (x - 0.04, -0.03 - length * 0.55, out + 0.04, 0.045),
            (x - 0.17, -0.03 - length, out + 0.03, 0.007),
        ]
        locks = np.minimum(locks, _chain(folded, lock, 0.04))
    return locks


def _eyes(step: float) -> Mesh:
    """Round, staring eyes: white, a red rim, a glowing gold iris and a pupil."""
    parts = []
    sides, rings = (8, 6) if step > 0.1 else (12, 9) if step > 0.08 else (16, 11)
    for side in (1, -1):
        look = np.array([0.045, 0.012, 0.052 * side])
        centre = np.array([0.45, 0.655, 0.222 * side])
        parts += [
            ball(
                centre,
                (0.105, 0.098, 0.072),
                Finish(colour=(0.95, 0.90, 0.80), roughness=0.15, emission=0.25),
                sides,
                rings,
            ),
            ball(
                centre + look * 0.55,
                (0.062, 0.064, 0.050),
                Finish(colour=(1.0, 0.45, 0.04), roughness=0.1, emission=2.2),
                sides * 4 // 5,
                rings * 5 // 7,
            ),
            ball(
                centre + look * 0.98,
                (0.034, 0.038, 0.030),
                Finish(colour=(0.01, 0.005, 0.004), roughness=0.1),
                sides * 3 // 5,
                rings * 4 // 7,
            ),
        ]
    return merge(parts)


def _whiskers(points: int, around: int) -> Mesh:
    """Two long whiskers that curl from the nostrils, thin enough to be gilded wire."""
    u = np.linspace(0, 1, points)
    gilt = Finish(colour=(1.0, 0.66, 0.18), roughness=0.25, metal=0.9, emission=0.12)
    sides = []
    for side in (1, -1):
        curl = 0.10 * np.sin(u * 7.5) * u
        path = np.stack(
            [
                1.10 + 0.34 * np.sin(u * 2.6) - 0.62 * u**2,
                0.52 + 0.26 * np.sin(u * 3.4) - 0.55 * u**2 + curl,
                side * (0.15 + 0.50 * u + 0.12 * np.sin(u * 5)),
            ],
            -1,
        )
        sides.append(tube(path, 0.030 * (1 - u) ** 0.8 + 0.005, gilt, around))
    return merge(sides)
