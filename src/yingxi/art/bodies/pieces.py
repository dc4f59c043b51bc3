"""Skinned pieces: parts of a body or of what it wears, that bones move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.bodies.body import Body, Integers, normals
from yingxi.art.bodies.rotations import Numbers, unit
from yingxi.world.rigging import rig
from yingxi.world.scene import VERTEX

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """A mesh (n vertices) with bone weights, colour (n, 3) linear, `open` (n,) occlusion 0-1.

    `coord` (n, 2) 0-1 are places in its pattern, which stay with the cloth, hair or face; `mark` 0-1 is
    whatever its material takes it for.
    """

    position: Numbers
    normal: Numbers
    triangles: Integers
    weights: NDArray[np.float32]
    colour: Numbers
    coord: Numbers
    open: Numbers
    material: str
    semantic: str
    mark: float = 0.0


def piece(
    position: ArrayLike,
    triangles: ArrayLike,
    weights: ArrayLike,
    colour: ArrayLike,
    material: str,
    semantic: str,
    coord: ArrayLike | None = None,
    normal: ArrayLike | None = None,
    mark: float = 0.0,
) -> Piece:
    """A piece with one colour or one a vertex; normals are worked out unless given."""
    places = np.asarray(position, float).reshape(-1, 3)
    faces = np.asarray(triangles, np.int64).reshape(-1, 3)
    count = len(places)
    return Piece(
        position=places,
        normal=normals(places, faces) if normal is None else unit(normal),
        triangles=faces,
        weights=np.asarray(np.broadcast_to(np.asarray(weights, np.float32), (count, np.shape(weights)[-1]))),
        colour=np.array(np.broadcast_to(np.asarray(colour, float), (count, 3))),
        coord=np.zeros((count, 2)) if coord is None else np.asarray(coord, float).reshape(count, 2),
        open=np.ones(count),
        material=material,
        semantic=semantic,
        mark=mark,
    )


def part_of(triangles: Integers, keep: Flags) -> tuple[Integers, Integers]:
    """Vertex numbers and renumbered triangles of the part whose vertices are all kept."""
    inside = triangles[keep[triangles].all(1)]
    used, numbers = np.unique(inside, return_inverse=True)
    return used, numbers.reshape(-1, 3)


def smoothed(position: Numbers, triangles: Integers, rounds: int, share: float = 0.5) -> Numbers:
    """Vertices moved toward the mean of their neighbours."""
    from scipy.sparse import csr_matrix

    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    count = len(position)
    links: Any = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    links.data[:] = 1.0
    degree = np.maximum(np.asarray(links.sum(1)).ravel(), 1.0)[:, None]
    for _ in range(rounds):
        position = position + share * ((links @ position) / degree - position)
    return np.asarray(position)


def hemmed(worn: Piece, rounds: int = 14) -> Piece:
    """The piece with even edges: hems, cuffs and necklines are drawn straight along themselves."""
    edges = np.sort(
        np.concatenate([worn.triangles[:, [0, 1]], worn.triangles[:, [1, 2]], worn.triangles[:, [2, 0]]]), 1
    )
    single, times = np.unique(edges, axis=0, return_counts=True)
    rim = single[times == 1]
    position = worn.position.copy()
    count = np.bincount(rim.ravel(), minlength=len(position))
    on_rim = count > 0
    for turn in range(2 * rounds):
        total = np.zeros_like(position)
        for a, b in ((0, 1), (1, 0)):
            np.add.at(total, rim[:, a], position[rim[:, b]])
        # Shrinking and swelling by turns (Taubin 1995) keeps the width of a cuff.
        share = 0.5 if turn % 2 == 0 else -0.52
        position[on_rim] += share * (total[on_rim] / count[on_rim][:, None] - position[on_rim])
    return replace(worn, position=position, normal=normals(position, worn.triangles))


def lighter(worn: Piece, cell: ArrayLike) -> Piece:
    """The piece with vertices merged within cells of `cell` metres (one, or one a vertex)."""
    size = np.broadcast_to(np.asarray(cell, float), (len(worn.position),))
    keys = np.concatenate([np.floor(worn.position / size[:, None]), size[:, None]], axis=1)
    # Faces of a thin sheet that look apart must not be merged.
    _, group = np.unique(np.round(keys, 5), axis=0, return_inverse=True)
    group = group.reshape(-1)
    total = np.stack([np.bincount(group, worn.position[:, k]) for k in range(3)], 1)
    centres = total / np.bincount(group)[:, None]
    order = np.lexsort((((worn.position - centres[group]) ** 2).sum(1), group))
    first = np.unique(group[order], return_index=True)[1]
    chosen = order[first]
    triangles = group[worn.triangles]
    whole = (triangles[:, 0] != triangles[:, 1]) & (triangles[:, 1] != triangles[:, 2])
    triangles = triangles[whole & (triangles[:, 2] != triangles[:, 0])]
    _, once = np.unique(np.sort(triangles, 1), axis=0, return_index=True)
    used, numbers = np.unique(triangles[once], return_inverse=True)
    return take(worn, chosen[used], numbers.reshape(-1, 3))


def take(worn: Piece, vertices: Integers, triangles: Integers) -> Piece:
    """Some vertices of a piece under new triangles."""
    return replace(
        worn,
        position=worn.position[vertices],
        normal=worn.normal[vertices],
        triangles=triangles,
        weights=worn.weights[vertices],
        colour=worn.colour[vertices],
        coord=worn.coord[vertices],
        open=worn.open[vertices],
    )


def near_weights(body: Body, places: ArrayLike, among: Flags | None = None) -> NDArray[np.float32]:
    """Bone weights (n, bones) for places on or near a body, from its six nearest vertices."""
    from scipy.spatial import cKDTree

    chosen = np.ones(len(body.position), bool) if among is None else among
    tree = cKDTree(body.position[chosen])
    distance, nearest = tree.query(np.asarray(places, float).reshape(-1, 3), k=6)
    share = 1.0 / (distance + 0.01) ** 2
    share /= share.sum(1, keepdims=True)
    return np.asarray(np.einsum("nk,nkb->nb", share, body.weights[chosen][nearest]), np.float32)


def rigid_weights(body: Body, bone: str) -> NDArray[np.float32]:
    """Weights (1, bones) of something fixed to one bone."""
    weights = np.zeros((1, len(body.bones)), np.float32)
    weights[0, body.index[bone]] = 1.0
    return weights


def sheet_triangles(rows: int, columns: int) -> Integers:
    """Triangles of a grid of vertices in row order."""
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    return np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)


def sheet_coords(rows: int, columns: int, wide: float = 1.0, long: float = 1.0) -> Numbers:
    """Pattern places (rows * columns, 2) over a grid: across 0-wide, down 0-long."""
    down, across = np.meshgrid(np.linspace(0, long, rows), np.linspace(0, wide, columns), indexing="ij")
    return np.stack([across, down], -1).reshape(-1, 2)


def sheet_piece(
    points: ArrayLike,
    weights: ArrayLike,
    colour: ArrayLike,
    material: str,
    semantic: str,
    coord: ArrayLike | None = None,
) -> Piece:
    """A grid (rows, columns, 3) as a piece that faces away from its own middle."""
    grid = np.asarray(points, float)
    rows, columns = grid.shape[:2]
    triangles = sheet_triangles(rows, columns)
    flat = grid.reshape(-1, 3)
    normal = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1)).reshape(-1, 3)
    if float(((flat - flat.mean(0)) * normal).sum()) < 0:
        normal, triangles = -normal, triangles[:, [0, 2, 1]]
    places = sheet_coords(rows, columns) if coord is None else coord
    return piece(flat, triangles, weights, colour, material, semantic, places, normal)


class Skin:
    """Many pieces of one material in one buffer: rest vertices, and the bones that hold them."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.vertices = np.concatenate([rest_vertices(worn) for worn in pieces])
        starts = np.cumsum([0] + [len(worn.position) for worn in pieces[:-1]])
        self.triangles = np.concatenate(
            [worn.triangles + start for worn, start in zip(pieces, starts, strict=True)]
        ).astype(np.uint32)
        self.rig = rig(
            np.concatenate([worn.position for worn in pieces]),
            np.concatenate([worn.normal for worn in pieces]),
            np.concatenate([worn.weights for worn in pieces]),
        )


def rest_vertices(worn: Piece) -> NDArray[Any]:
    """A piece packed for the engine; its pattern places stand where roughness and metalness do elsewhere."""
    vertices = np.zeros(len(worn.position), VERTEX)
    vertices["position"] = worn.position
    vertices["normal"][:, :3] = np.round(worn.normal * 126)
    vertices["normal"][:, 3] = np.round(np.clip(worn.open, 0, 1) * 127)
    vertices["colour"][:, :3] = np.round(np.clip(worn.colour, 0, 1) * 255)
    vertices["colour"][:, 3] = round(255 * worn.mark)
    vertices["surface"][:, :2] = np.round(np.clip(worn.coord, 0, 1) * 255)
    vertices["surface"][:, 2] = np.round(np.clip(worn.position[:, 1] / 1.9, 0, 1) * 255)
    vertices["surface"][:, 3] = np.round(np.clip(worn.open, 0, 1) * 255)
    return vertices
