"""Beds of lotus: leaves on and above the water, pink flowers among them."""

import numpy as np

from yingxi.art.sets.scenery import Scenery, joined, standing
from yingxi.art.shapes.mesh import Finish, make, merge, model
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.plants import leaves
from yingxi.art.shapes.solids import tube
from yingxi.world.scene import Model


def lotus_bed(
    rng: np.random.Generator, centre: tuple[float, float], half: tuple[float, float], count: int
) -> Scenery:
    """`count` leaves and a quarter as many flowers on water about `centre` (x, z) in metres."""
    x = centre[0] + half[0] * rng.normal(0, 0.5, count)
    z = centre[1] + half[1] * rng.normal(0, 0.5, count)
    high = np.where(rng.random(count) < 0.5, 0.03, rng.uniform(0.3, 0.9, count))
    tint = np.array((0.10, 0.20, 0.07)) * rng.uniform(0.7, 1.4, (count, 1)) * 2
    leaf_rows = instances(
        np.stack([x, high, z], 1),
        rng.uniform(0.45, 0.95, count),
        rng.random(count) * 6.28,
        pitch=rng.normal(0, 0.1, count),
        tint=tint,
        parameter=0.0,
    )
    many = max(count // 4, 1)
    spots = np.stack([x[:many], rng.uniform(0.5, 1.15, many), z[:many] + 0.3], 1)
    flower_rows = instances(
        spots,
        rng.uniform(0.7, 1.2, many),
        rng.random(many) * 6.28,
        tint=np.array((0.85, 0.30, 0.42)) * rng.uniform(0.8, 1.15, (many, 1)) * 2,
        parameter=0.0,
    )
    return joined(
        [standing("lotus_leaf", _leaf(), leaf_rows), standing("lotus_flower", _flower(), flower_rows)]
    )


def _leaf() -> Model:
    """A round leaf, dished, with a notch and a stalk."""
    angle = np.linspace(0.12, 2 * np.pi - 0.12, 22)
    rim = np.stack([np.cos(angle), 0.12 + 0.05 * np.sin(angle * 5), np.sin(angle)], 1)
    points = np.concatenate([[[0.0, 0.0, 0.0]], rim * [0.55, 0.25, 0.55], rim])
    n = len(rim)
    inner, outer = 1 + np.arange(n - 1), 1 + n + np.arange(n - 1)
    zero = np.zeros(n - 1, int)
    faces = np.concatenate(
        [
            np.stack([zero, inner + 1, inner], 1),
            np.stack([inner, inner + 1, outer + 1], 1),
            np.stack([inner, outer + 1, outer], 1),
        ]
    )
    tone = np.r_[0.62, np.full(n, 0.5), np.full(n, 0.42)][:, None] * np.ones(3)
    sheet = make(
        points, np.tile([0.0, 1.0, 0.0], (len(points), 1)), faces, Finish(colour=tone, roughness=0.4)
    )
    stalk = tube([(0, -1.3, 0), (0.02, 0, 0)], 0.018, Finish(colour=(0.3, 0.4, 0.2)), 4)
    return model([(merge([sheet, stalk]), "foliage", "plant")])


def _flower() -> Model:
    """Three rings of petals round a yellow heart."""
    petals = []
    for count, reach, rise, width in ((8, 0.20, 0.10, 0.06), (8, 0.15, 0.17, 0.055), (6, 0.08, 0.19, 0.045)):
        angle = np.arange(count) * 2 * np.pi / count + reach * 9
        out = np.stack([np.cos(angle), np.zeros(count), np.sin(angle)], 1)
        side = np.cross(out, [0, 1, 0]) * width
        tip = out * reach + np.array([0, rise, 0])
        petals.append(
            leaves(out * 0.02, tip, side, Finish(colour=(0.5, 0.5, 0.5)), out + np.array([0, 0.6, 0]))
        )
    stalk = tube([(0, -1.2, 0), (0, 0, 0)], 0.014, Finish(colour=(0.10, 0.35, 0.15)), 4)
    return model([(merge([*petals, stalk]), "foliage", "flower")])
