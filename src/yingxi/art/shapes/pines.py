"""The pine of the painters: a trunk that leans from the wind, boughs that sink and rise, needles in fans."""

import numpy as np

from yingxi.art.shapes.mesh import Finish, Mesh, make, merge
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.plants import BARK, Plant, cards
from yingxi.art.shapes.solids import resample, tube

NEEDLES = (0.030, 0.062, 0.030)
BOUGHS = ((0.34, 1, 2.5), (0.46, -1, 2.9), (0.58, 1, 2.4), (0.70, -1, 2.1), (0.80, 1, 1.6), (0.90, -1, 1.2))
"""Boughs of a pine 7 m high: how far up the trunk, to which side of its lean, how far out in metres."""


def crooked_pine(seed: int, fans: int, sides: int) -> Plant:
    """A pine 7 m high on y = 0; `fans` on each bough, a trunk of `sides`. Leaves for 'pine_fan'."""
    rng = np.random.default_rng(40 + seed)
    lean = rng.choice([-1, 1]) * rng.uniform(0.7, 1.4)
    spine = _trunk(rng, lean)
    wood = [
        tube(
            spine, np.interp(np.linspace(0, 1, len(spine)), [0, 0.12, 1], [0.42, 0.27, 0.05]), _bark(), sides
        )
    ]
    leaves = [_fans(rng, spine[-1:] - [0, 0.1, 0], np.array([[0.0, 1.0, 0.0]]), fans, 1.0)]
    for high, side, out in BOUGHS:
        bough = _bough(rng, spine, high, side * np.sign(lean), out * rng.uniform(0.8, 1.15))
        if sides > 3:
            wood.append(
                tube(
                    bough,
                    np.linspace(0.15, 0.05, len(bough)) * (1.2 - 0.5 * high),
                    _bark(),
                    max(3, sides - 2),
                )
            )
        leaves.append(
            _fans(rng, bough[len(bough) // 3 :], np.gradient(bough, axis=0), fans, 0.75 + 0.35 * out / 2.5)
        )
    return Plant(wood=merge(wood), leaves=merge(leaves))


def _bark() -> Finish:
    return Finish(colour=BARK, roughness=0.95, open=0.7)


def _trunk(rng: np.random.Generator, lean: float) -> Array:
    """A trunk that leans, recovers and leans again, each time less."""
    bends = np.array([0.0, 0.55, 0.15, 0.75, 0.45, 0.95, 0.8]) * lean
    rise = np.array([-0.4, 1.1, 2.4, 3.7, 4.9, 6.0, 6.7])
    deep = rng.normal(0, 0.16, 7)
    return np.asarray(resample(np.stack([bends, rise, deep], 1), 13))


def _bough(rng: np.random.Generator, spine: Array, high: float, side: float, out: float) -> Array:
    """A bough that leaves the trunk level, sinks, and lifts its tip."""
    root = spine[int(high * (len(spine) - 1))]
    along = np.linspace(0, 1, 5)
    drop = -0.30 * np.sin(np.pi * along * 0.85) + 0.16 * along**3
    depth = rng.uniform(-0.8, 0.8) * along
    return np.asarray(root + out * np.stack([side * along, drop, depth], 1) + rng.normal(0, 0.05, (5, 3)))


def _fans(rng: np.random.Generator, buds: Array, ways: Array, many: int, size: float) -> Mesh:
    """`many` fans from points about `buds` (n, 3), opening upward, mostly seen flat from before."""
    which = rng.integers(len(buds), size=many)
    place = buds[which] + rng.normal(0, 1, (many, 3)) * [0.26, 0.07, 0.30] * size
    reach = size * rng.uniform(0.62, 0.95, many) * (12 / max(many, 3)) ** 0.33
    tilt = rng.normal(0, 0.42, many) + 0.25 * np.sign(ways[-1, 0])
    turn = rng.normal(0, 0.6, many)
    up = np.stack(
        [np.sin(tilt) * np.cos(turn), np.cos(tilt), np.sin(tilt) * np.sin(turn) + rng.normal(0, 0.2, many)], 1
    )
    across = np.stack([np.cos(turn), 0 * turn, np.sin(turn)], 1)
    across -= up * (across * up).sum(1, keepdims=True)
    shade = rng.uniform(0.75, 1.3, many)
    normal = up * 0.8 + np.array([0, 0.3, 0]) + rng.normal(0, 0.3, (many, 3))
    mesh = cards(
        place,
        place + up * reach[:, None],
        across * reach[:, None],
        shade,
        0.55 + 0.45 * rng.random(many),
        normal,
    )
    mesh.colour[:] = np.clip(np.array(NEEDLES) * np.repeat(shade, 4)[:, None], 0, 1)
    return mesh


def moss(seed: int, many: int = 5) -> Mesh:
    """Dots of moss or low scrub about a point, 1 m across, for the material 'crown'."""
    rng = np.random.default_rng(seed)
    place = rng.normal(0, 1, (many, 3)) * [0.42, 0.10, 0.30]
    size = rng.uniform(0.30, 0.55, many)[:, None]
    turn = rng.normal(0, 0.7, many)
    across = np.stack([np.cos(turn), rng.normal(0, 0.15, many), np.sin(turn)], 1) * size * 1.25
    dots = cards(
        place - [0, 0.3, 0],
        place + np.array([0, 1.0, 0]) * size,
        across,
        np.ones(many),
        np.ones(many),
        place + np.array([0, 0.6, 0]),
    )
    colour = np.array((0.045, 0.085, 0.04)) * np.repeat(rng.uniform(0.7, 1.2, many), 4)[:, None]
    finish = Finish(colour=colour, roughness=dots.roughness, metal=dots.metal, open=0.8)
    return make(dots.position, dots.normal, dots.triangles, finish)
