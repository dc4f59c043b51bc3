"""Trees of wood and leaf blades. Each builder gives (wood, leaves), so that leaves take the season's tint.

Leaves are blades, not balls: their normals lean outwards from the crown so that it shades as one soft form.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.shapes.mesh import Finish, Mesh, make, merge
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.solids import leaves as both_sides
from yingxi.art.shapes.solids import tube

BARK = (0.075, 0.055, 0.040)
LEAF = (0.5, 0.5, 0.5)
"""Leaves are built in this grey: the tint of the instance (times two) is their colour."""


def leaves(root: Array, tip: Array, side: Array, finish: Finish, normal: ArrayLike) -> Mesh:
    """Leaf blades for the material 'foliage', which draws both sides of one triangle."""
    blades = both_sides(root, tip, side, finish, normal)
    return replace(blades, triangles=blades.triangles[: len(blades.triangles) // 2])


def cards(root: Array, tip: Array, side: Array, shade: Array, opened: Array, normal: Array) -> Mesh:
    """Cards for 'spray' and 'needles': (n, 3) roots, tips, half-width vectors; (n,) shade, openness.

    Roughness and metalness carry the card's own u, v: those materials cut leaves out of it.
    """
    count = len(root)
    corners = np.stack([root - side, root + side, tip + side, tip - side], 1)
    first = np.arange(count)[:, None] * 4
    triangles = np.concatenate([first + np.array(pattern) for pattern in ([0, 1, 2], [0, 2, 3])])
    tone = np.clip(np.repeat(shade, 4)[:, None] * np.array(LEAF), 0, 1)
    finish = Finish(
        colour=tone,
        roughness=np.tile([0.0, 1.0, 1.0, 0.0], count),
        metal=np.tile([0.0, 0.0, 1.0, 1.0], count),
        open=np.repeat(np.clip(opened, 0, 1), 4) * np.tile([0.75, 0.75, 1.0, 1.0], count),
        cavity=np.repeat(np.clip(opened, 0, 1), 4),
    )
    return make(corners, np.repeat(normal, 4, 0), triangles, finish)


@dataclass(frozen=True, eq=False, kw_only=True)
class Plant:
    """The woody part and the leaves of one plant, standing on y = 0, metres."""

    wood: Mesh
    leaves: Mesh


def broadleaf(
    seed: int,
    height: float = 9.0,
    spread: float = 0.42,
    leaf: float = 0.34,
    many: int = 620,
    light: bool = False,
) -> Plant:
    """A round-crowned tree; `spread` is crown radius over height, `leaf` card length in metres.

    `light` builds the trunk with few sides, for afar.
    """
    rng = np.random.default_rng(seed)
    trunk, tips = _limbs(rng, height, spread, light)
    lumps = _lumps(rng, tips, height, spread)
    return Plant(wood=trunk, leaves=_crown(rng, lumps, many, leaf, np.array([0, height * 0.62, 0])))


def blossom(
    seed: int, height: float = 9.0, spread: float = 0.34, many: int = 520, bloom: float = 0.17
) -> Plant:
    """The flowers of a tree (same limbs as `broadleaf` of that seed): blooms in clusters."""
    rng = np.random.default_rng(seed)
    trunk, tips = _limbs(rng, height, spread)
    lumps = _lumps(rng, tips, height, spread)
    root = lumps[rng.integers(len(lumps), size=many)] + rng.normal(0, 0.085, (many, 3)) * height
    outward = root - np.array([0, height * 0.62, 0])
    outward /= np.linalg.norm(outward, axis=1, keepdims=True) + 1e-6
    lean = (rng.normal(0, 1, (many, 3)) + outward * 0.6) * bloom * 0.6
    side = np.cross(lean, rng.normal(size=(many, 3)))
    side = side / (np.linalg.norm(side, axis=1, keepdims=True) + 1e-6) * bloom * 0.5
    shade = np.clip(rng.uniform(0.8, 1.3, (many, 1)) * np.array(LEAF), 0, 1)
    blooms = leaves(
        root, root + lean, side, Finish(colour=shade, roughness=0.7), outward + np.array([0, 0.3, 0])
    )
    return Plant(wood=trunk, leaves=blooms)


def conifer(seed: int, height: float = 14.0, spread: float = 0.20, tiers: int = 13, fans: int = 9) -> Plant:
    """A fir or pine: drooping fans of needles in tiers."""
    rng = np.random.default_rng(seed)
    lean = rng.normal(0, 0.012, 2) * height
    trunk = tube(
        [(0, -0.4, 0), (lean[0] * 0.4, height * 0.5, lean[1] * 0.4), (*lean[:1], height, lean[1])],
        [height * 0.020, height * 0.012, 0.02],
        Finish(colour=BARK, open=0.6),
        5,
    )
    level = np.repeat(np.linspace(0.16, 0.985, tiers), fans)
    count = len(level)
    level = level + rng.normal(0, 0.012, count)
    angle = rng.random(count) * 2 * np.pi
    reach = height * spread * np.clip(1 - level, 0.01, 1) ** 0.85 * rng.uniform(0.75, 1.15, count) + 0.12
    out = np.stack([np.cos(angle), np.zeros(count), np.sin(angle)], 1)
    root = np.stack([lean[0] * level, height * level, lean[1] * level], 1)
    droop = np.array([0, -1, 0]) * reach[:, None] * rng.uniform(0.28, 0.5, count)[:, None]
    blades = [_needles(rng, root, out * reach[:, None] + droop, reach, turn) for turn in (-0.5, 0.0, 0.5)]
    return Plant(wood=trunk, leaves=merge(blades))


def _needles(rng: np.random.Generator, root: Array, reach_to: Array, reach: Array, turn: float) -> Mesh:
    """One blade of each fan, turned about the trunk by `turn` radians; dark inside, light at the tip."""
    cos, sin = np.cos(turn), np.sin(turn)
    swung = np.stack(
        [
            reach_to[:, 0] * cos - reach_to[:, 2] * sin,
            reach_to[:, 1],
            reach_to[:, 0] * sin + reach_to[:, 2] * cos,
        ],
        1,
    ) * rng.uniform(0.75, 1.0, (len(root), 1))
    side = np.cross(swung, [0, 1, 0])
    side = side / (np.linalg.norm(side, axis=1, keepdims=True) + 1e-6) * (reach * 0.34)[:, None]
    normal = swung / (np.linalg.norm(swung, axis=1, keepdims=True) + 1e-6) * 0.7 + np.array([0, 0.8, 0])
    opened = 0.45 + 0.5 * np.clip(root[:, 1] / root[:, 1].max(), 0, 1)
    return cards(root, root + swung, side, rng.uniform(0.75, 1.2, len(root)), opened, normal)


def willow(seed: int, height: float = 8.5, falls: int = 90, light: bool = False) -> Plant:
    """A weeping willow: `falls` of shoots hang from a round head nearly to the ground, for 'willow_fall'."""
    rng = np.random.default_rng(seed)
    trunk, _ = _limbs(rng, height, 0.34, light)
    out, angle = np.sqrt(rng.random(falls)), rng.random(falls) * 2 * np.pi
    away = np.stack([np.cos(angle), np.zeros(falls), np.sin(angle)], 1)
    top = height * (1.02 - 0.36 * out**2.2 + rng.normal(0, 0.03, falls))
    root = away * (out * 0.44 * height)[:, None] + np.array([0, 1.0, 0]) * top[:, None]
    fall = np.minimum(height * rng.uniform(0.30, 0.80, falls) * (0.55 + 0.45 * out), top - 0.5)
    tip = root + away * (0.05 * height * out)[:, None] - np.array([0, 1.0, 0]) * fall[:, None]
    turn = angle + np.pi / 2 + rng.normal(0, 0.5, falls)
    wide = height * (0.062 if not light else 0.105)
    side = np.stack([np.cos(turn), rng.normal(0, 0.05, falls), np.sin(turn)], 1) * wide
    shade, opened = rng.uniform(0.75, 1.25, falls), 0.35 + 0.65 * out
    return Plant(
        wood=trunk, leaves=cards(root, tip, side, shade, opened, away * 0.9 + np.array([0, 0.45, 0]))
    )


def bamboo(seed: int, height: float = 11.0, many: int = 170, light: bool = False) -> Plant:
    """One culm with its joints and, from half its height, sprays of narrow leaves."""
    rng = np.random.default_rng(seed)
    level = np.linspace(0, 1, 17)
    bend = rng.normal(0, 0.05, 2) * height
    path = np.stack([bend[0] * level**2.6, height * level, bend[1] * level**2.6], 1)
    thick = 0.052 * (1 - 0.72 * level)
    knots = level[:0] if light else level[1:-1]
    joints = np.sort(np.r_[level[:: 4 if light else 1], knots - 0.004, knots + 0.004])
    radius = np.interp(joints, level, thick)
    ring = np.isin(joints, level) & (not light)
    radius = np.where(ring, radius * 1.16, radius)
    colour = np.where(ring[:, None], [[0.22, 0.26, 0.12]], [[0.09, 0.17, 0.05]])
    spine = np.stack([np.interp(joints, level, path[:, k]) for k in range(3)], 1)
    culm = tube(spine, radius, Finish(colour=colour, roughness=0.42), 4 if light else 6)
    at = rng.uniform(0.42, 1.0, many)
    angle, reach = rng.random(many) * 2 * np.pi, rng.uniform(0.3, 1.5, many) * (1.15 - at)[:]
    out = np.stack([np.cos(angle), rng.uniform(-0.15, 0.4, many), np.sin(angle)], 1)
    root = np.stack([np.interp(at, level, path[:, k]) for k in range(3)], 1) + out * reach[:, None]
    lean = out * [1, 0, 1] * 0.34 + rng.normal(0, 0.14, (many, 3)) + np.array([0, -0.28, 0])
    side = np.cross(lean, rng.normal(size=(many, 3)))
    side = side / np.linalg.norm(side, axis=1, keepdims=True) * 0.045
    shade = rng.uniform(0.7, 1.3, (many, 1)) * np.array(LEAF)
    blades = leaves(root, root + lean * 1.25, side, Finish(colour=np.clip(shade, 0, 1), roughness=0.5), out)
    return Plant(wood=culm, leaves=blades)


def shrub(seed: int, height: float = 1.1, many: int = 130, leaf: float = 0.26) -> Plant:
    """A low bush without a trunk."""
    rng = np.random.default_rng(seed)
    lumps = np.c_[rng.normal(0, 0.32, (7, 1)), rng.uniform(0.3, 0.75, (7, 1)), rng.normal(0, 0.32, (7, 1))]
    blades = _crown(rng, lumps * height, many, leaf, np.array([0, height * 0.15, 0]), size=0.38 * height)
    stem = tube([(0, -0.1, 0), (0.05, height * 0.5, 0)], [0.05, 0.02], Finish(colour=BARK, open=0.4), 4)
    return Plant(wood=stem, leaves=blades)


def fern(seed: int, fronds: int = 11, length: float = 0.8) -> Plant:
    """A fern: arching fronds, each a row of leaflets."""
    rng = np.random.default_rng(seed)
    angle = np.arange(fronds) * 2.4 + rng.normal(0, 0.2, fronds)
    reach = length * rng.uniform(0.7, 1.1, fronds)
    steps = np.linspace(0.15, 1, 8)
    out = np.stack([np.cos(angle), np.zeros(fronds), np.sin(angle)], 1)
    rise = (1.25 * steps - 0.95 * steps**2)[None, :] * reach[:, None]
    spine = (
        out[:, None] * (steps[None, :] * reach[:, None])[..., None] + np.array([0, 1, 0]) * rise[..., None]
    )
    across = np.cross(out, [0, 1, 0])
    leaf = (0.26 * np.sin(np.pi * (0.12 + 0.86 * steps)))[None, :, None] * reach[:, None, None]
    root = np.repeat(spine.reshape(-1, 3), 2, 0)
    sign = np.tile([1.0, -1.0], fronds * 8)[:, None]
    way = np.repeat((across[:, None] * leaf).reshape(-1, 3), 2, 0) * sign
    tip = root + way + np.repeat(np.repeat(out, 8, 0), 2, 0) * 0.05 - np.array([0, 0.03, 0])
    side = np.repeat(np.repeat(out, 8, 0), 2, 0) * 0.038
    shade = np.clip(rng.uniform(0.8, 1.2, (len(root), 1)) * np.array(LEAF), 0, 1)
    opened = np.repeat(np.tile(0.35 + 0.6 * steps, fronds), 2)
    finish = Finish(colour=shade, roughness=0.6)
    blades = leaves(root, tip, side, finish, np.array([0, 1.0, 0]) + way * 0.8)
    blades.open[:] = np.repeat(opened, 4)
    blades.cavity[:] = np.repeat(opened, 4)
    return Plant(wood=merge([]), leaves=blades)


def _limbs(rng: np.random.Generator, height: float, spread: float, light: bool = False) -> tuple[Mesh, Array]:
    """A trunk with nine limbs (three of them drawn if `light`), and the places where leaves gather."""
    sway = np.cumsum(rng.normal(0, 0.03, (5, 2)), 0) * height * 0.35
    rise = np.array([-0.05, 0.15, 0.34, 0.55, 0.74]) * height
    spine = np.stack([sway[:, 0] - sway[0, 0], rise, sway[:, 1] - sway[0, 1]], 1)
    bark = Finish(colour=BARK, roughness=0.9, open=0.75)
    thick = height * np.array([0.036, 0.026, 0.022, 0.014, 0.006])
    parts, tips = [tube(spine, thick, bark, 4 if light else 7)], [spine[-1]]
    for k in range(9):
        start = spine[2] + (spine[4] - spine[2]) * (k / 9) + rng.normal(0, 0.02, 3)
        angle = k * 2.4 + rng.normal(0, 0.3)
        out = np.array([np.cos(angle), rng.uniform(0.35, 1.0), np.sin(angle)])
        length = height * spread * rng.uniform(0.65, 1.05) * (1.1 - 0.4 * k / 9)
        middle = start + out * length * 0.5 + np.array([0, 0.05 * length, 0])
        end = start + out * length + np.array([0, 0.16 * length, 0])
        if k < 3 or not light:
            girth = height * np.array([0.012, 0.007, 0.002])
            parts.append(tube([start, middle, end], girth, bark, 3 if light else 5))
        tips += [end, middle * 0.4 + end * 0.6, end + rng.normal(0, 0.09, 3) * height]
    return merge(parts), np.array(tips)


def _lumps(rng: np.random.Generator, tips: Array, height: float, spread: float) -> Array:
    """Centres of leaf clusters: limb tips and a few on the dome above them."""
    extra = rng.normal(0, 1, (10, 3))
    extra /= np.linalg.norm(extra, axis=1, keepdims=True)
    extra = extra * [spread, 0.24, spread] * height * 0.8 + np.array([0, 0.74 * height, 0])
    return np.concatenate([tips, extra])


def _crown(
    rng: np.random.Generator, lumps: Array, many: int, leaf: float, heart: Array, size: float | None = None
) -> Mesh:
    """Leaf blades on the shells of clusters; those deep in the crown are dark."""
    radius = size or 0.115 * float(np.ptp(lumps[:, 1]) + np.ptp(lumps[:, 0])) * 1.1
    which = rng.integers(len(lumps), size=many)
    away = rng.normal(0, 1, (many, 3))
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    away[:, 1] = np.abs(away[:, 1]) * np.where(rng.random(many) < 0.75, 1, -1)
    root = lumps[which] + away * radius * (rng.random(many)[:, None] ** 0.45) * [1, 0.75, 1]
    outward = root - heart
    depth = np.linalg.norm(outward, axis=1, keepdims=True)
    normal = outward / (depth + 1e-6) * 0.75 + away * 0.6 + np.array([0, 0.25, 0])
    lean = away * 0.6 + rng.normal(0, 0.55, (many, 3)) + np.array([0, -0.1, 0])
    lean = lean / np.linalg.norm(lean, axis=1, keepdims=True) * leaf * rng.uniform(0.7, 1.4, (many, 1))
    side = np.cross(lean, rng.normal(size=(many, 3)))
    side = side / np.linalg.norm(side, axis=1, keepdims=True) * leaf * 0.42
    low, high = np.percentile(depth, (5, 95))
    shell = np.clip((depth[:, 0] - low) / (high - low + 1e-6), 0, 1) * 0.5 + (away[:, 1] * 0.5 + 0.5) * 0.5
    return cards(root, root + lean, side, rng.uniform(0.72, 1.25, many), 0.25 + 0.85 * shell, normal)


def crown_far(seed: int, height: float, spread: float, lumps: int = 5) -> Mesh:
    """A crown for afar: `lumps` clumps, each of cards that cross, light above and dark below, and a stem.

    For the material 'crown', which cuts leaves out of the cards.
    """
    rng = np.random.default_rng(seed)
    away = rng.normal(0, 1, (lumps, 3))
    away /= np.linalg.norm(away, axis=1, keepdims=True) * (1 if lumps > 2 else 2)
    middle = np.array([0, 0.66 * height, 0])
    centre = away * [spread * 0.62, 0.17, spread * 0.62] * height + middle
    size = height * spread * rng.uniform(0.62, 0.86, lumps) * (1 if lumps > 2 else 1.4)
    turns = (np.arange(3)[None] * np.pi / 3 + rng.uniform(0, np.pi, (lumps, 1))).ravel()
    level = np.stack([np.cos(turns), np.zeros(len(turns)), np.sin(turns)], 1)
    tilt = np.array([0, 1.0, 0]) + rng.normal(0, 0.35, (len(turns), 3))
    at, half = np.repeat(centre, 3, 0), np.repeat(size, 3)[:, None]
    crossing = _crossing(at - tilt * half * 0.85, at + tilt * half * 0.85, level * half)
    crossing = _rounded(crossing, middle, height, np.repeat(rng.uniform(0.82, 1.18, lumps), 12))
    stem = np.array([[0, -0.05 * height, 0]] * 2), np.array([[0, 0.6 * height, 0]] * 2)
    wood = _crossing(*stem, np.array([[0.016, 0, 0], [0, 0, 0.016]]) * height)
    wood.metal[:] = 0
    wood.colour[:] = (0.34, 0.28, 0.24)
    return merge([crossing, wood])


def cone_far(seed: int, height: float, spread: float) -> Mesh:
    """A conifer for afar: three cards that cross, for the material 'fir', which cuts its boughs."""
    rng = np.random.default_rng(seed)
    turns = np.arange(3) * np.pi / 3 + rng.uniform(0, np.pi)
    level = np.stack([np.cos(turns), np.zeros(3), np.sin(turns)], 1) * spread * 1.3 * height
    foot, top = np.zeros((3, 3)), np.array([[0, height, 0]] * 3)
    return _rounded(_crossing(foot, top, level), np.array([0, 0.3 * height, 0]), height, np.ones(12))


def _crossing(root: Array, tip: Array, side: Array) -> Mesh:
    """Cards (n) from root to tip with half-width vectors `side`, lit as they stand."""
    many = np.ones(len(root))
    return cards(root, tip, side, many, many, np.cross(side, tip - root))


def _rounded(mesh: Mesh, heart: Array, height: float, tone: Array) -> Mesh:
    """Cards shaded as one round crown about `heart`, light above and dark below; `tone` by vertex."""
    outward = mesh.position - heart
    normal = outward / (np.linalg.norm(outward, axis=1, keepdims=True) + 1e-6) + np.array([0, 0.35, 0])
    high = np.clip((mesh.position[:, 1] - heart[1]) / (0.34 * height), -1, 1)
    opened = np.clip(0.62 + 0.38 * high, 0.18, 1.0)
    finish = Finish(
        colour=np.clip(np.array(LEAF) * (tone * (0.80 + 0.25 * high))[:, None], 0, 1),
        roughness=mesh.roughness,
        metal=mesh.metal,
        open=opened,
        cavity=opened,
    )
    return make(mesh.position, normal, mesh.triangles, finish)
