"""Hair: a shell over the scalp with a real hairline, knots and buns, and long hair that hangs in chains."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.bodies.body import Body, load_body
from yingxi.art.bodies.pieces import Piece, piece, rigid_weights, sheet_piece
from yingxi.art.bodies.regions import eye_level, region
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.art.bodies.strands import NODES, Hanging
from yingxi.art.shapes import Mesh

BLACK = (0.022, 0.018, 0.017)
BROWN = (0.055, 0.032, 0.018)
GREY = (0.22, 0.215, 0.21)
WHITE = (0.50, 0.49, 0.47)
_ROWS = 26
GROWN = 1.0
"""Mark of hair that grows on the skull, which thins out at its line."""


def fixed_to(body: Body, bone: str, mesh: Mesh, material: str, semantic: str) -> Piece:
    """A rigid mesh (hat, sword, helmet) carried by one bone; its gloss stays in the mesh's own paint."""
    coord = np.stack([mesh.roughness, mesh.metal], 1)
    weights = rigid_weights(body, bone)
    return piece(mesh.position, mesh.triangles, weights, mesh.colour, material, semantic, coord, mesh.normal)


def scalp(
    body: Body,
    colour: ArrayLike,
    top: float = 0.022,
    side: float = 0.012,
    back: float = 0.018,
    line: float = 0.052,
    nape: float = -0.03,
    thick: float = 0.060,
    parted: float = 0.0,
) -> Piece:
    """The shell, metres thick on top, at the sides and behind; `line` above the eyes, ending at `nape`.

    It grows to its thickness within `thick` metres of the hairline, and is `parted` (0-1) in the middle.
    """
    s = body.scale
    centre, ways, reach, left = _grown_form(body, line * s, nape * s)
    up, behind = np.clip(ways[..., 1], 0, 1), np.clip(-ways[..., 0], 0, 1)
    deep = side + (top - side) * up**1.2 + (back - side) * behind * (1 - up)
    deep = deep + 0.35 * top * up**3 * np.sin(4.0 * ways[..., 2] + 0.9)
    deep = deep * (1.0 - parted * np.exp(-((ways[..., 2] / 0.075) ** 2)) * (ways[..., 0] > -0.25))
    tufts = 0.0022 * np.sin(9 * np.arctan2(ways[..., 2], ways[..., 0]) + 7 * ways[..., 1] + 1.3)
    # Thin where it grows out of the skin, so that no edge stands off the brow.
    out = ((deep + tufts) * _eased(left / (thick * s)) ** 0.7 + 0.0015) * s
    out[-1] = -0.004 * s
    shell = centre + ways * (reach + out)[..., None]
    rows, columns = shell.shape[:2]
    across = np.tile(np.linspace(0, 1, columns), (rows, 1))
    down = np.tile(np.linspace(0, 1, rows)[:, None], (1, columns))
    coord = np.stack([across, down], -1).reshape(-1, 2)
    return replace(sheet_piece(shell, rigid_weights(body, "head"), colour, "hair", "hair", coord), mark=GROWN)


def _eased(share: Numbers) -> Numbers:
    x = np.clip(share, 0.0, 1.0)
    return np.asarray(x * x * (3.0 - 2.0 * x))


def _grown_form(body: Body, above: float, nape: float) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The head as far as hair grows: middle, directions (rows, columns, 3), reach, metres to the hairline."""
    centre, ways, reach = _head_form(body.name)
    places = centre + ways * reach[..., None]
    high = places[..., 1] - hairline(body, places, above, nape)
    rows, columns = reach.shape
    edge = np.empty(columns)
    for k in range(columns):
        bare = np.nonzero(high[:, k] < 0.0)[0]
        row = int(bare[0]) if len(bare) else rows - 1
        before, after = high[max(row - 1, 0), k], high[row, k]
        edge[k] = max(row - 1, 0) + (before / max(before - after, 1e-6) if len(bare) else 1.0)
    edge = _evened(edge)
    share = np.linspace(0.0, 1.0, _ROWS)[:, None] ** 0.9
    at = share * edge[None, :]
    low = np.minimum(at.astype(int), rows - 2)
    part = (at - low)[..., None]
    column = np.arange(columns)[None, :]
    way = unit(ways[low, column] * (1 - part) + ways[low + 1, column] * part)
    far = reach[low, column] * (1 - part[..., 0]) + reach[low + 1, column] * part[..., 0]
    steps = np.linalg.norm(np.diff(centre + way * far[..., None], axis=0), axis=-1)
    left = np.concatenate([np.cumsum(steps[::-1], 0)[::-1], np.zeros((1, columns))])
    return centre, way, far, left


def _evened(edge: Numbers) -> Numbers:
    """A hairline round the head without teeth; its first and last columns are one."""
    ring = edge[:-1]
    ring = 0.25 * np.roll(ring, 1) + 0.5 * ring + 0.25 * np.roll(ring, -1)
    return np.append(ring, ring[0])


@lru_cache(maxsize=4)
def _head_form(build: str) -> tuple[Numbers, Numbers, Numbers]:
    """Middle of the skull, directions (rows, columns, 3) from the crown down, and distance to the skin."""
    from scipy.spatial import cKDTree

    body = load_body(build)
    head = region(build, "head") | region(build, "neck")
    eyes = eye_level(body)
    inside = ((body.position - eyes) ** 2).sum(1) < 0.0
    places = body.position[head & ~inside]
    s = body.scale
    skull = places[places[:, 1] > eyes[1] - 0.06 * s]
    centre = np.array([0.5 * (skull[:, 0].max() + skull[:, 0].min()), eyes[1] + 0.018 * s, 0.0])
    polar = np.linspace(0.02, 2.45, 34)[:, None]
    around = np.linspace(0.0, 2 * np.pi, 65)[None, :]
    ways = np.stack(
        [np.sin(polar) * np.cos(around), np.cos(polar) + 0 * around, np.sin(polar) * np.sin(around)], -1
    )
    way = places - centre
    distance = np.linalg.norm(way, axis=1)
    tree = cKDTree(way / distance[:, None])
    # The ears stick out of the skull; the shell follows the skull under them.
    _, nearest = tree.query(ways.reshape(-1, 3), k=8)
    reach = np.sort(distance[nearest], axis=1)[:, 4:].mean(1).reshape(ways.shape[:2])
    return centre, ways, np.minimum(reach, 0.142 * s)


def hairline(body: Body, places: Numbers, above: float, nape: float) -> Numbers:
    """Height above which hair grows, for places (..., 3) on the head."""
    s, eyes = body.scale, eye_level(body)
    x, z = places[..., 0], np.abs(places[..., 2])
    # Higher at the temples, uneven along the brow.
    line = above + s * (
        0.010 * np.exp(-(((z - 0.052 * s) / (0.018 * s)) ** 2)) - 0.002 * np.exp(-((z / (0.012 * s)) ** 2))
    )
    low = eyes[1] + line - 1.75 * np.clip(eyes[0] - 0.030 * s - x, 0, 1) - 0.25 * np.maximum(z - 0.03 * s, 0)
    # The ears stay free: hair goes behind them.
    ear = (x > eyes[0] - 0.118 * s) & (x < eyes[0] - 0.050 * s) & (z > 0.05 * s)
    low = np.where(ear, np.maximum(low, eyes[1] + 0.012 * s), low)
    return np.asarray(np.maximum(low, body.head("head")[1] + nape))


def crown(body: Body) -> Numbers:
    """The highest point of the skull."""
    places = body.position[region(body.name, "head")]
    return np.array([eye_level(body)[0] - 0.085 * body.scale, float(places[:, 1].max()), 0.0])


def bun(
    body: Body, colour: ArrayLike, at: tuple[float, float, float], size: tuple[float, float, float]
) -> Piece:
    """A knot of hair at `at` metres from the crown (forward, up, right), with radii `size`."""
    from yingxi.art.shapes import ball

    s = body.scale
    ellipsoid = ball(crown(body) + np.array(at) * s, np.array(size) * s, sides=18, rings=12)
    form = fixed_to(body, "head", ellipsoid, "hair", "hair")
    turn = np.arctan2(form.normal[:, 2], form.normal[:, 0]) / (2 * np.pi) + 0.5
    form.coord[:] = np.stack([turn, 0.5 + 0.5 * form.normal[:, 1]], 1)
    form.colour[:] = colour
    return form


def long_hair(body: Body, length: float, wide: float = 1.0, chains: int = 11) -> Hanging:
    """Open hair round the back of the head, `length` metres; `wide` 1 covers the ears, less is a tail."""
    s, (centre, _, _) = body.scale, _head_form(body.name)
    angles = np.linspace(np.pi - 1.75 * wide, np.pi + 1.75 * wide, chains)
    down = np.linspace(0.0, 1.0, NODES)
    radius = np.array([0.100, 0.088])[None, :] * s
    rest = np.empty((chains, NODES, 3))
    uneven = 1.0 - 0.20 * (np.abs(angles - np.pi) / (1.75 * wide)) ** 2
    uneven -= 0.03 * (np.arange(chains) % 2)
    for k, share in enumerate(down):
        spread = 1.0 + 0.10 * share * wide
        rest[:, k, 0] = centre[0] - 0.008 * s + radius[:, 0] * np.cos(angles) * spread - 0.02 * s * share
        rest[:, k, 1] = centre[1] + 0.025 * s - length * s * share * uneven
        rest[:, k, 2] = radius[:, 1] * np.sin(angles) * spread
    hold = np.tile(np.array([1.0, 1.0, 0.10, 0.03, 0.01, 0.0, 0.0, 0.0]), (chains, 1))
    weights = np.tile(rigid_weights(body, "head"), (chains * NODES, 1))
    return Hanging(rest=rest, weights=weights, hold=hold, links=0.8, air=0.5, thick=0.016)


def tail(
    body: Body, at: tuple[float, float, float], length: float, wide: float = 0.05, chains: int = 5
) -> Hanging:
    """A pony tail from `at` metres from the crown."""
    s = body.scale
    root = crown(body) + np.array(at) * s
    across = np.linspace(-0.5, 0.5, chains)
    rest = np.empty((chains, NODES, 3))
    for k, share in enumerate(np.linspace(0.0, 1.0, NODES)):
        swell = wide * s * (0.35 + 1.1 * np.sin(np.pi * min(share * 0.9 + 0.1, 1.0)))
        rest[:, k, 0] = root[0] - 0.03 * s * min(3 * share, 1.0) + 0.25 * wide * s * np.cos(across * np.pi)
        rest[:, k, 1] = root[1] - length * s * share
        rest[:, k, 2] = root[2] + across * swell
    hold = np.tile(np.array([1.0, 0.5, 0.03, 0, 0, 0, 0, 0.0]), (chains, 1))
    weights = np.tile(rigid_weights(body, "head"), (chains * NODES, 1))
    return Hanging(rest=rest, weights=weights, hold=hold, links=0.9, air=0.5, thick=0.02)
