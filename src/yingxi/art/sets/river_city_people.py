"""People who watch from the quays: sculpted near, simple further off, a few dozen triangles afar."""

from dataclasses import replace

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import (
    Finish,
    Mesh,
    ball,
    box,
    capsule,
    ellipsoid,
    merge,
    sculpt_parts,
    smooth_union,
    tube,
    versions,
)
from yingxi.world.scene import Array, Model

POSES = ("stands", "points", "films", "cheers", "carries a child")
"""What a spectator does, by number."""
COAT = Finish(colour=(0.42, 0.42, 0.42), roughness=0.85)
SKIN = Finish(colour=(0.50, 0.28, 0.18), roughness=0.55)
HAIR = Finish(colour=(0.014, 0.012, 0.012), roughness=0.5)
TROUSERS = Finish(colour=(0.030, 0.030, 0.036), roughness=0.9)
SCREEN = Finish(colour=(0.62, 0.80, 1.0), emission=2.6)


@kept
def spectator(pose: int) -> Model:
    """Somebody who watches, 1.7 m tall, facing +x; the instance's tint colours the coat."""
    sculpted = [_figure(pose, step) for step in (0.036, 0.050, 0.075, 0.115)]
    return versions([*sculpted, _blocks(pose), _marks(pose)], (5.5, 11.0, 24.0, 42.0, 95.0))


def phone(pose: int) -> tuple[float, float, float] | None:
    """Where the phone of one who films shines, in the figure's own metres."""
    return (0.36, 1.80, 0.0) if pose == 2 else None


def _figure(pose: int, step: float) -> list[tuple[Mesh, str, str]]:
    paint = {"coat": COAT, "skin": SKIN, "hair": HAIR, "trousers": TROUSERS}
    top = 2.45 if pose == 4 else 2.2
    shapes = sculpt_parts(lambda p: _person(p, pose), (-0.32, -0.02, -0.48), (0.72, top, 0.48), step, paint)
    material = {"coat": "cloth", "skin": "skin", "hair": "matte_night", "trousers": "matte_night"}
    parts = [(_shaded(mesh), material[name], "person") for name, mesh in shapes.items()]
    return parts + ([(_screen(), "emissive", "light")] if pose == 2 else [])


def _shaded(mesh: Mesh) -> Mesh:
    return replace(mesh, colour=(mesh.colour * (0.4 + 0.6 * mesh.open)[:, None]).astype(np.float32))


def _screen() -> Mesh:
    """A phone held up with both hands, its screen toward the holder."""
    case = Finish(colour=(0.01, 0.01, 0.012), roughness=0.3)
    return merge(
        [
            box((0.365, 1.80, 0), (0.006, 0.045, 0.085), case),
            box((0.357, 1.80, 0), (0.003, 0.038, 0.078), SCREEN, "x"),
        ]
    )


def _person(points: Array, pose: int) -> dict[str, Array]:
    folded = points.copy()
    folded[..., 2] = np.abs(folded[..., 2])
    legs = capsule(folded, (0.0, 0.06, 0.10), (0.0, 0.85, 0.085), (0.065, 0.095))
    legs = smooth_union(legs, ellipsoid(folded, (0.05, 0.03, 0.10), (0.13, 0.045, 0.05)), 0.03)
    coat = smooth_union(
        ellipsoid(points, (0, 1.17, 0), (0.125, 0.28, 0.185)),
        ellipsoid(points, (0, 0.88, 0), (0.145, 0.34, 0.185)),
        0.08,
    )
    coat = np.maximum(coat, 0.76 - points[..., 1])  # a straight hem
    coat = smooth_union(coat, capsule(points, (-0.01, 1.375, -0.145), (-0.01, 1.375, 0.145), 0.058), 0.06)
    coat = smooth_union(coat, capsule(points, (-0.01, 1.38, 0), (0.0, 1.45, 0), 0.055), 0.04)
    skull = smooth_union(
        ellipsoid(points, (0.0, 1.60, 0), (0.092, 0.110, 0.076)),
        capsule(points, (0.03, 1.53, 0), (0.04, 1.54, 0), 0.05),
        0.04,
    )
    skin = smooth_union(skull, capsule(points, (-0.005, 1.42, 0), (0.0, 1.52, 0), 0.046), 0.03)
    skin = np.minimum(skin, ellipsoid(folded, (-0.005, 1.585, 0.079), (0.018, 0.030, 0.010)))
    hair = smooth_union(
        ellipsoid(points, (-0.020, 1.625, 0), (0.100, 0.105, 0.086)),
        ellipsoid(points, (-0.065, 1.57, 0), (0.05, 0.085, 0.07)),
        0.04,
    )
    hair = np.maximum(hair, -ellipsoid(points, (0.10, 1.56, 0), (0.075, 0.10, 0.12)))
    if pose in (0, 2):  # long hair and a bun
        hair = smooth_union(hair, ellipsoid(points, (-0.075, 1.72, 0), (0.05, 0.05, 0.05)), 0.02)
        hair = smooth_union(hair, ellipsoid(points, (-0.085, 1.47, 0), (0.04, 0.15, 0.075)), 0.04)
    sleeves, hands = _arms(points, folded, pose)
    parts = {
        "coat": smooth_union(coat, sleeves, 0.035),
        "skin": np.minimum(skin, hands),
        "hair": hair,
        "trousers": legs,
    }
    return _with_child(points, folded, parts) if pose == 4 else parts


def _arms(points: Array, folded: Array, pose: int) -> tuple[Array, Array]:
    """Sleeves and hands: shoulder, elbow, wrist by pose, the other arm at the side where only one is used."""
    shoulder = (0.0, 1.375, 0.185)
    ways = {
        0: ((0.01, 1.10, 0.235), (0.06, 0.86, 0.225)),
        1: ((0.22, 1.33, 0.24), (0.47, 1.50, 0.22)),
        2: ((0.16, 1.36, 0.30), (0.34, 1.70, 0.12)),
        3: ((0.06, 1.62, 0.31), (0.10, 1.89, 0.25)),
        4: ((0.13, 1.26, 0.27), (0.17, 1.50, 0.15)),
    }
    lifted = _arm(folded, shoulder, *ways[pose])
    if pose in (0, 2, 3, 4):
        return lifted
    resting = _arm(folded, shoulder, *ways[0])
    right = points[..., 2] > 0
    return np.where(right, lifted[0], resting[0]), np.where(right, lifted[1], resting[1])


def _arm(
    points: Array, shoulder: tuple[float, ...], elbow: tuple[float, ...], wrist: tuple[float, ...]
) -> tuple[Array, Array]:
    sleeve = smooth_union(
        capsule(points, shoulder, elbow, (0.058, 0.046)), capsule(points, elbow, wrist, (0.045, 0.034)), 0.02
    )
    way = np.array(wrist) - np.array(elbow)
    tip = np.array(wrist) + way / np.linalg.norm(way) * 0.11
    return sleeve, capsule(points, wrist, tip, (0.030, 0.026), (1.0, 1.0, 1.0))


def _with_child(points: Array, folded: Array, parts: dict[str, Array]) -> dict[str, Array]:
    """A child on the shoulders, arms up."""
    body = ellipsoid(points, (-0.03, 1.86, 0), (0.085, 0.16, 0.115))
    legs = capsule(folded, (0.0, 1.72, 0.09), (0.12, 1.42, 0.11), (0.05, 0.035))
    arms = capsule(folded, (-0.02, 1.96, 0.11), (0.06, 2.20, 0.19), (0.034, 0.026))
    head = ellipsoid(points, (-0.01, 2.10, 0), (0.080, 0.092, 0.074))
    head = smooth_union(head, capsule(points, (-0.02, 1.95, 0), (-0.02, 2.05, 0), 0.038), 0.02)
    cap = ellipsoid(points, (-0.030, 2.13, 0), (0.082, 0.080, 0.080))
    return {
        "coat": np.minimum(parts["coat"], smooth_union(body, arms, 0.03)),
        "skin": np.minimum(parts["skin"], head),
        "hair": np.minimum(parts["hair"], cap),
        "trousers": np.minimum(parts["trousers"], legs),
    }


def _blocks(pose: int) -> list[tuple[Mesh, str, str]]:
    """The figure as it reads from fifty metres."""
    body = tube([(0, 0.85, 0), (0, 1.2, 0), (0, 1.46, 0)], [0.15, 0.17, 0.06], COAT, 4, 1.3)
    legs = tube([(0, 0.0, 0), (0, 0.9, 0)], [0.11, 0.15], TROUSERS, 4)
    head = ball((0, 1.62, 0), (0.10, 0.12, 0.09), HAIR, 4, 3)
    return [(merge([body, legs, head, *_raised(pose)]), "matte_night", "person")]


def _marks(pose: int) -> list[tuple[Mesh, str, str]]:
    """The figure as it reads from a hundred metres."""
    body = tube([(0, 0.0, 0), (0, 1.15, 0), (0, 1.48, 0)], [0.12, 0.18, 0.06], COAT, 3, 1.3)
    head = ball((0, 1.62, 0), (0.10, 0.13, 0.10), HAIR, 4, 2)
    return [(merge([body, head, *_raised(pose)]), "matte_night", "person")]


def _raised(pose: int) -> list[Mesh]:
    """Arms of those who film or cheer."""
    if pose not in (2, 3):
        return []
    forward, aside = (0.2, 0.1) if pose == 2 else (0.1, 0.25)
    return [tube([(0, 1.38, 0.2 * s), (forward, 1.85, aside * s)], 0.04, COAT, 3) for s in (1, -1)]
