"""Organic forms: distance fields joined softly and turned into a mesh by marching cubes.

Fields are arrays of metres to a surface (negative inside) at (..., 3) points, after Inigo Quilez' catalogue
of signed distance functions.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.art.shapes.mesh import Finish, Mesh, cut, make, transform
from yingxi.world.scene import Array

Field = Callable[[Array], Mapping[str, Array]]
"""Distances of named parts at (a, b, c, 3) points."""


def capsule(
    points: Array,
    start: ArrayLike,
    end: ArrayLike,
    radius: float | tuple[float, float],
    squash: ArrayLike = (1.0, 1.0, 1.0),
) -> Array:
    """A round cone from start to end; two radii taper it; `squash` above 1 thins it along an axis."""
    a, b = np.asarray(start, np.float32), np.asarray(end, np.float32)
    first, last = radius if isinstance(radius, tuple) else (radius, radius)
    axis = b - a
    along = np.clip(((points - a) @ axis) / (axis @ axis), 0, 1)
    away = points - (a + along[..., None] * axis)
    radius_here = first + (last - first) * along
    return np.asarray(_length(away * np.asarray(squash, np.float32)) - radius_here)


def ellipsoid(points: Array, centre: ArrayLike, radius: ArrayLike) -> Array:
    """An ellipsoid with three radii (a bound of the true distance)."""
    size = np.asarray(radius, np.float32)
    away = points - np.asarray(centre, np.float32)
    near, slope = _length(away / size), _length(away / (size * size))
    return np.asarray(near * (near - 1) / np.maximum(slope, 1e-4))


def _length(vectors: Array) -> Array:
    """Lengths of (..., 3) vectors, several times as fast as numpy's norm."""
    return np.asarray(np.sqrt(np.einsum("...k,...k->...", vectors, vectors)))


def smooth_union(first: Array, second: Array, blend: float) -> Array:
    """Two fields joined with a fillet of `blend` metres."""
    mix = np.clip(0.5 + 0.5 * (second - first) / blend, 0, 1)
    return np.asarray(second * (1 - mix) + first * mix - blend * mix * (1 - mix))


def carve(body: Array, tool: Array, blend: float = 0.0) -> Array:
    """The body without the tool, its edge rounded by `blend` metres."""
    if blend <= 0:
        return np.maximum(body, -tool)
    return -smooth_union(-body, tool, blend)


def mirror(points: Array, axis: int = 2) -> Array:
    """Points folded over a plane, so that what is sculpted on one side stands on both."""
    folded = points.copy()
    folded[..., axis] = np.abs(folded[..., axis])
    return folded


def sculpt(
    field: Field,
    low: ArrayLike,
    high: ArrayLike,
    step: float,
    finishes: Mapping[str, Finish],
    blend: float = 0.0,
    *,
    mirrored: bool = False,
) -> Mesh:
    """One skin over the union of named fields, each region painted with its field's finish.

    `field(points)` gives one distance array a name at (a, b, c, 3) points; `step` is the voxel in metres;
    `blend` fillets the joins. `mirrored` asks the field only for z >= 0 and repeats it on the other side.
    Normals, ambient occlusion and cavity are read from the field itself.
    """
    corner, parts = _sampled(field, low, high, step, mirrored=mirrored)
    volumes = list(parts.values())
    whole = _join(volumes, blend)
    places, triangles = _march(whole)
    nearest = np.argmin(np.stack([_read(volume, places) for volume in volumes]), 0)
    chosen = [finishes[name] for name in parts]
    scalars = {n: np.array([getattr(f, n) for f in chosen], np.float32)[nearest] for n in _SCALARS}
    colour = np.array([np.asarray(f.colour, np.float32) for f in chosen])[nearest]
    mesh = _finished(whole, whole, places, triangles, Finish(colour=colour, **scalars), step)
    return transform(mesh, corner, step)


def sculpt_parts(
    field: Field,
    low: ArrayLike,
    high: ArrayLike,
    step: float,
    finishes: Mapping[str, Finish],
    *,
    mirrored: bool = False,
) -> Mapping[str, Mesh]:
    """One skin a name, so that each may have its material and their seams are sharp; see `sculpt`.

    Shadows between parts are baked as if they were one; triangles deep inside another part are left out, and
    so is a part that is thinner than the voxel everywhere.
    """
    corner, parts = _sampled(field, low, high, step, mirrored=mirrored)
    whole = _join(list(parts.values()), 0.0)
    meshes = {}
    for name, volume in parts.items():
        if volume.min() >= 0:
            continue
        places, triangles = _march(volume)
        mesh = _finished(volume, whole, places, triangles, finishes[name], step)
        buried = _read(whole, places) < -1.2 * step
        meshes[name] = transform(cut(mesh, np.asarray(~buried[mesh.triangles].all(1))), corner, step)
    return meshes


_SNAP = 0.35
"""How near to a lattice point, in voxels, vertices are joined."""
_SCALARS = ("emission", "roughness", "metal")


def _sampled(
    field: Field, low: ArrayLike, high: ArrayLike, step: float, *, mirrored: bool
) -> tuple[Array, dict[str, Array]]:
    """The low corner in metres and every named field over the lattice."""
    corner, points = _lattice(low, high, step, mirrored=mirrored)
    parts = dict(field(points))
    if mirrored:
        parts = {name: np.concatenate([part[:, :, :0:-1], part], 2) for name, part in parts.items()}
        corner = corner * np.array([1, 1, 0], np.float32) - [0, 0, step * (points.shape[2] - 1)]
    return corner, parts


def _lattice(low: ArrayLike, high: ArrayLike, step: float, *, mirrored: bool) -> tuple[Array, Array]:
    """The low corner and all (a, b, c, 3) sampling points."""
    corner = np.array(low, np.float32)
    if mirrored:
        corner[2] = 0
    shape = np.ceil((np.asarray(high) - corner) / step).astype(int) + 1
    axes = [corner[k] + step * np.arange(shape[k], dtype=np.float32) for k in range(3)]
    return corner, np.stack(np.meshgrid(*axes, indexing="ij"), -1).astype(np.float32)


def _join(parts: list[Array], blend: float) -> Array:
    whole = parts[0]
    for part in parts[1:]:
        whole = smooth_union(whole, part, blend) if blend > 0 else np.minimum(whole, part)
    return whole


def _march(volume: Array) -> tuple[Array, NDArray[np.int32]]:
    """Marching cubes: vertices in voxels and triangles."""
    from skimage import measure

    cubes: Callable[..., tuple[Array, ...]] = measure.marching_cubes
    places, triangles, _, _ = cubes(volume.astype(np.float32), 0.0)
    return _without_slivers(places, np.asarray(triangles, np.int32))


def _without_slivers(places: Array, triangles: NDArray[np.int32]) -> tuple[Array, NDArray[np.int32]]:
    """The same skin without the slivers of marching cubes: about a quarter fewer triangles.

    Vertices near one lattice point become one, at their mean; where a skin passes on both sides of the point
    they stay, so that nothing thin is lost. After S. Raman and R. Wenger, "Quality Isosurface Mesh Generation
    Using an Extended Marching Cubes Lookup Table", Computer Graphics Forum 27, 2008 (SnapMC).
    """
    lattice = np.rint(places).astype(np.int64)
    away = places - lattice
    axis = np.abs(away).argmax(1)
    offset = away[np.arange(len(away)), axis]
    point = np.unique(lattice, axis=0, return_inverse=True)[1].reshape(-1)
    near = np.abs(offset) < _SNAP
    sides = np.zeros((point.max(initial=-1) + 1, 3, 2), bool)
    sides[point[near], axis[near], (offset[near] > 0).astype(int)] = True
    both = np.any(sides[..., 0] & sides[..., 1], axis=1)
    alone = ~near | both[point]
    group = np.where(alone, len(sides) + np.arange(len(point)), point)
    number = np.unique(group, return_inverse=True)[1].reshape(-1)
    share = 1.0 / np.bincount(number)
    joined = np.stack([np.bincount(number, places[:, k]) * share for k in range(3)], 1).astype(np.float32)
    faces = number[triangles].astype(np.int32)
    faces = faces[(faces != np.roll(faces, 1, 1)).all(1)]
    # Two faces folded onto each other close nothing off.
    _, which, count = np.unique(np.sort(faces, 1), axis=0, return_inverse=True, return_counts=True)
    return joined, faces[count[which.reshape(-1)] == 1]


def _read(volume: Array, at: Array) -> Array:
    """A field at (n, 3) places in voxels."""
    from scipy.ndimage import map_coordinates

    return np.asarray(map_coordinates(volume, at.T, order=1, mode="nearest"), np.float32)


def _finished(
    volume: Array, whole: Array, cells: Array, triangles: NDArray[np.int32], finish: Finish, step: float
) -> Mesh:
    """Normals from the part's own field, occlusion and cavity from the whole (`cells` in voxels)."""
    normal = np.stack([_read(slope, cells) for slope in np.asarray(np.gradient(volume), np.float32)], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    opened = np.ones(len(cells), np.float32)
    for distance in (2.0, 4.0, 8.0):
        room = _read(whole, cells + normal * distance) / step
        opened -= np.clip(distance - room, 0, distance) / distance * 0.3
    near, far = (_read(volume, cells + normal * distance) / step for distance in (0.5, 1.5))
    a, b, c = (cells[triangles[:, k]] for k in range(3))
    outward = np.mean(np.sum(np.cross(b - a, c - a) * normal[triangles[:, 0]], 1)) > 0
    paint = replace(finish, open=np.clip(opened, 0.1, 1), cavity=np.clip((0.5 + far - near) * 0.7, 0, 1))
    return make(cells, normal, triangles if outward else triangles[:, [0, 2, 1]], paint)
