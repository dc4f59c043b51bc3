"""A mesh with its paint, and what can be done to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.world.scene import VERTEX, Array, Model, Surface

Numbers = NDArray[np.floating[Any]]
"""Floats of either width, while they are being worked out."""

EMISSION_FULL = 16.0
"""Emission that a vertex byte of 255 stands for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finish:
    """How a form is painted. Colours are linear RGB 0-1; it gives off `emission` (0-16) times its colour.

    `open` is ambient occlusion (1: nothing near). Any field may be an array of one value a vertex.
    """

    colour: ArrayLike = (0.5, 0.5, 0.5)
    emission: ArrayLike = 0.0
    roughness: ArrayLike = 0.7
    metal: ArrayLike = 0.0
    open: ArrayLike = 1.0
    cavity: ArrayLike = 1.0


PLAIN = Finish()


@dataclass(frozen=True, eq=False, kw_only=True)
class Mesh:
    """Triangles (m, 3) and what a vertex carries: position, normal, colour (n, 3); the rest (n,)."""

    position: Array
    normal: Array
    triangles: NDArray[np.uint32]
    colour: Array
    emission: Array
    roughness: Array
    metal: Array
    open: Array
    cavity: Array


_PER_VERTEX = ("position", "normal", "colour", "emission", "roughness", "metal", "open", "cavity")


def make(position: ArrayLike, normal: ArrayLike, triangles: ArrayLike, finish: Finish = PLAIN) -> Mesh:
    """A mesh from (n, 3) positions and normals (made unit here) and (m, 3) counter-clockwise triangles."""
    places = np.asarray(position, np.float32).reshape(-1, 3)
    normals = np.asarray(normal, np.float32).reshape(-1, 3)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    count = len(places)
    return Mesh(
        position=places,
        normal=normals / np.maximum(length, 1e-9),
        triangles=np.asarray(triangles, np.uint32).reshape(-1, 3),
        **_spread(finish, count),
    )


def _spread(finish: Finish, count: int) -> dict[str, Array]:
    spread = {"colour": np.array(np.broadcast_to(np.asarray(finish.colour, np.float32), (count, 3)))}
    for name in ("emission", "roughness", "metal", "open", "cavity"):
        value = np.asarray(getattr(finish, name), np.float32).reshape(-1)
        spread[name] = np.array(np.broadcast_to(value, (count,)))
    return spread


def paint(mesh: Mesh, finish: Finish) -> Mesh:
    """The same form with another finish."""
    return Mesh(
        position=mesh.position,
        normal=mesh.normal,
        triangles=mesh.triangles,
        **_spread(finish, len(mesh.position)),
    )


def merge(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh of many; an empty input gives an empty mesh."""
    parts = list(meshes)
    if not parts:
        return make(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 3)))
    starts = np.cumsum([0] + [len(part.position) for part in parts[:-1]])
    triangles = np.concatenate([part.triangles + np.uint32(s) for part, s in zip(parts, starts, strict=True)])
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _PER_VERTEX}
    return Mesh(triangles=triangles, **joined)


def cut(mesh: Mesh, keep: NDArray[np.bool_]) -> Mesh:
    """Only the triangles for which `keep` (m,) holds, with the vertices that they need."""
    used, triangles = np.unique(mesh.triangles[keep], return_inverse=True)
    kept = {name: getattr(mesh, name)[used] for name in _PER_VERTEX}
    return Mesh(triangles=triangles.reshape(-1, 3).astype(np.uint32), **kept)


def flip(mesh: Mesh) -> Mesh:
    """Turned inside out."""
    return replace(mesh, normal=-mesh.normal, triangles=mesh.triangles[:, [0, 2, 1]])


def transform(
    mesh: Mesh,
    move: ArrayLike = (0.0, 0.0, 0.0),
    scale: ArrayLike = 1.0,
    rotation: ArrayLike | None = None,
) -> Mesh:
    """Scaled (one number or three), then rotated by a 3x3 matrix (see `turn`), then moved by metres."""
    size = np.broadcast_to(np.asarray(scale, np.float32), (3,))
    position, normal = mesh.position * size, mesh.normal / np.where(size == 0, 1, size)
    if rotation is not None:
        matrix = np.asarray(rotation, np.float32)
        position, normal = position @ matrix.T, normal @ matrix.T
    normal = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    moved = replace(mesh, position=position + np.asarray(move, np.float32), normal=normal)
    return moved if np.prod(size) > 0 else replace(moved, triangles=mesh.triangles[:, [0, 2, 1]])


def smooth(mesh: Mesh, weld: float = 1e-4) -> Mesh:
    """Normals averaged over all triangles that meet at a place (`weld` metres apart at most)."""
    corners = mesh.position[mesh.triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    _, group = np.unique(np.round(mesh.position / weld).astype(np.int64), axis=0, return_inverse=True)
    group = group.reshape(-1)
    total = np.zeros((int(group.max(initial=-1)) + 1, 3))
    for corner in range(3):
        np.add.at(total, group[mesh.triangles[:, corner]], faces)
    normal = total[group]
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    unit = np.where(length > 0, normal / np.maximum(length, 1e-12), mesh.normal)
    return replace(mesh, normal=unit.astype(np.float32))


def bounds(mesh: Mesh) -> tuple[Array, Array]:
    """The low and high corners of the box around it."""
    return mesh.position.min(0), mesh.position.max(0)


def bake_open(mesh: Mesh, reach: float, strength: float = 1.0, cells: int = 48) -> Mesh:
    """Ambient occlusion from how full the space in front of each vertex is, within `reach` metres.

    A voxel count of the surface, blurred, stands in for hemisphere rays: cheap, soft and never noisy.
    """
    from scipy.ndimage import gaussian_filter, map_coordinates

    low, high = bounds(mesh)
    cell = max(float((high - low).max()) / cells, reach / 6)
    points, area = _scatter(mesh, cell)
    shape = np.ceil((high - low + 4 * reach) / cell).astype(int) + 1
    index = ((points - low + 2 * reach) / cell).astype(int)
    full = np.zeros(tuple(shape), np.float32)
    np.add.at(full, tuple(index.T), area / (cell * cell))
    blurred = gaussian_filter(np.minimum(full, 1.5), reach / cell * 0.5, mode="constant")

    def fullness(distance: float) -> Array:
        at = (mesh.position + mesh.normal * distance - low + 2 * reach) / cell - 0.5
        return np.asarray(map_coordinates(blurred, at.T, order=1, mode="constant"), np.float32)

    ahead, behind = fullness(reach * 0.75), fullness(-reach * 0.75)
    shade = np.clip(ahead / np.maximum(ahead + behind, 1e-4) * 2 - 0.25, 0, 1) * strength
    opened = np.clip(1 - shade, 0.08, 1)
    return replace(mesh, open=mesh.open * opened, cavity=np.clip(1.15 - shade, 0, 1).astype(np.float32))


def _scatter(mesh: Mesh, spacing: float) -> tuple[Array, Array]:
    """Points spread over the triangles (64 at most a triangle), each with its share of the area."""
    corners = mesh.position[mesh.triangles]
    edges = corners[:, 1:] - corners[:, :1]
    area = 0.5 * np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1)
    count = np.clip(np.ceil(area / (spacing * spacing) * 2), 1, 64).astype(int)
    which = np.repeat(np.arange(len(corners)), count)
    dice = np.random.default_rng(1).random((len(which), 2)).astype(np.float32)
    folded = np.where(dice.sum(1, keepdims=True) > 1, 1 - dice, dice)
    a, b, c = (corners[which, k] for k in range(3))
    points = a + (b - a) * folded[:, :1] + (c - a) * folded[:, 1:]
    return points.astype(np.float32), (area / count)[which].astype(np.float32)


def surface(mesh: Mesh, material: str, semantic: str, span: tuple[float, float] | None = None) -> Surface:
    """The mesh packed for the engine. `span` is the low and high y of the whole thing (None: this mesh)."""
    count = len(mesh.position)
    vertices = np.zeros(count, VERTEX)
    low, high = span or (float(mesh.position[:, 1].min(initial=0)), float(mesh.position[:, 1].max(initial=1)))
    height = (mesh.position[:, 1] - low) / max(high - low, 1e-6)
    vertices["position"] = mesh.position
    vertices["normal"][:, :3] = np.round(np.clip(mesh.normal, -1, 1) * 127)
    vertices["normal"][:, 3] = np.round(np.clip(mesh.open, 0, 1) * 127)
    vertices["colour"][:, :3] = _byte(mesh.colour)
    vertices["colour"][:, 3] = _byte(mesh.emission / EMISSION_FULL)
    for column, value in enumerate((mesh.roughness, mesh.metal, height, mesh.cavity)):
        vertices["surface"][:, column] = _byte(value)
    return Surface(material, semantic, vertices, np.ascontiguousarray(mesh.triangles, np.uint32))


def _byte(value: Array) -> NDArray[np.uint8]:
    return np.round(np.clip(value, 0, 1) * 255).astype(np.uint8)


def model(
    parts: Iterable[tuple[Mesh, str, str]], far: Model | None = None, far_beyond: float = 40.0
) -> Model:
    """A model of (mesh, material, semantic) parts; parts of one material and semantic are joined."""
    joined: dict[tuple[str, str], list[Mesh]] = {}
    for mesh, material, semantic in parts:
        joined.setdefault((material, semantic), []).append(mesh)
    merged = {key: merge(meshes) for key, meshes in joined.items()}
    heights = np.concatenate([mesh.position[:, 1] for mesh in merged.values()])
    span = (float(heights.min()), float(heights.max()))
    surfaces = tuple(surface(mesh, *key, span=span) for key, mesh in merged.items() if len(mesh.triangles))
    return Model(surfaces, far, far_beyond)


def versions(forms: Sequence[Iterable[tuple[Mesh, str, str]]], beyond: Sequence[float]) -> Model:
    """A model of several forms from near to far; each but the first is drawn beyond its distance, metres."""
    if len(forms) != len(beyond) + 1:
        raise ValueError(f"{len(forms)} forms need {len(forms) - 1} distances; got {len(beyond)}")
    whole = model(forms[-1])
    for parts, distance in reversed(list(zip(forms[:-1], beyond, strict=True))):
        whole = model(parts, far=whole, far_beyond=distance)
    return whole
