"""Lighter forms of a figure for afar, packed for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.container import Floats
from yingxi.art.own.sculpture import VALUES, Part, Sculpture, skinned, trimmed
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, make, merge, surface
from yingxi.world.rigging import rig_of
from yingxi.world.scene import Rig, Surface

BUDGETS = (16_000, 3_000, 400)
"""Triangles of the near, the middle and the far version."""
REACHES = (7.0, 26.0)
"""Times the figure's size in metres from which the middle and the far version are drawn."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """A surface at rest, and what bends it: `bind` places and `facing` normals, bones and weights (n, 4)."""

    surface: Surface
    bind: Floats
    facing: Floats
    bones: NDArray[np.int64]
    weights: Floats

    @property
    def rig(self) -> Rig | None:
        """What its bones do to it; None where nothing bends it."""
        if not self.bones.shape[1]:
            return None
        return rig_of(self.bind, self.facing, self.bones, self.weights)


@dataclass(frozen=True, eq=False, kw_only=True)
class Version:
    """One form of a figure, drawn up to `beyond` metres."""

    pieces: tuple[Piece, ...]
    beyond: float

    @property
    def triangles(self) -> int:
        """How many it has."""
        return sum(len(piece.surface.triangles) for piece in self.pieces)


def versions_of(sculpture: Sculpture, semantic: str) -> tuple[Version, ...]:
    """The forms of a sculpture from near to far; each is lighter than the one before."""
    first = sculpture.clips[0].bones[0] if sculpture.clips else np.zeros((0, 3, 4), np.float32)
    reach, parts = max(sculpture.size), list(sculpture.parts)
    found: list[Version] = []
    for number, budget in enumerate(BUDGETS):
        total = sum(len(part.triangles) for part in parts)
        if found and total <= 1.5 * budget:
            continue
        if total > budget:
            parts = [lighter(part, first, max(budget * len(part.triangles) // total, 4)) for part in parts]
        if not any(len(part.triangles) for part in parts):
            break
        beyond = reach * REACHES[number] if number < len(REACHES) else 1e9
        found.append(Version(pieces=_packed(parts, first, semantic, baked=number == 0), beyond=beyond))
    return tuple(found)


def lighter(part: Part, bones: Floats, count: int) -> Part:
    """The part with about `count` triangles: edges fall together by least error (Garland and Heckbert 1997).

    New corners take everything but their place from the nearest old vertex that faces the same way; where
    bones move them they take its place too. What does not fall together enough is clustered.
    """
    from fast_simplification import simplify

    places, normals = skinned(part, bones)
    grain = max(float(np.ptp(places, axis=0).max()), 1e-6)
    _, first, which = np.unique(
        np.round(places / (1e-5 * grain)), axis=0, return_index=True, return_inverse=True
    )
    faces = which.reshape(-1)[part.triangles]
    faces = faces[(faces != np.roll(faces, 1, axis=1)).all(1)]
    points: Floats = places[first].astype(np.float64)
    found = faces.astype(np.int64)
    if len(found) > count:
        points, found = simplify(points, found.astype(np.int32), target_count=count)
    if len(found) > 1.5 * count:
        points, found = _clustered(points, found, count)
    return _redressed(part, places, normals, np.asarray(points), np.asarray(found, np.int64))


def _clustered(points: Floats, faces: NDArray[np.int64], count: int) -> tuple[Floats, NDArray[np.int64]]:
    """Places gathered in ever larger cells until few enough triangles are left."""
    cell = float(np.ptp(points, axis=0).max()) / 64
    while True:
        _, which = np.unique(np.floor(points / cell), axis=0, return_inverse=True)
        gathered = which.reshape(-1)[faces]
        kept = np.unique(gathered[(gathered != np.roll(gathered, 1, axis=1)).all(1)], axis=0)
        if len(kept) <= 1.5 * count:
            middles = np.zeros((int(which.max()) + 1, 3))
            np.add.at(middles, which.reshape(-1), points)
            return middles / np.bincount(which.reshape(-1))[:, None], kept
        cell *= 1.4


def _redressed(part: Part, places: Floats, normals: Floats, points: Floats, faces: NDArray[np.int64]) -> Part:
    """A part on new triangles, dressed by the old vertices nearest to their corners."""
    from scipy.spatial import cKDTree

    if not len(faces):
        return replace(part, triangles=np.zeros((0, 3), np.int64))
    corners = points[faces]
    facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-12)
    near = min(8, len(places))
    away, index = cKDTree(places).query(corners.reshape(-1, 3), k=near)
    away, index = away.reshape(-1, near), index.reshape(-1, near)
    reach = max(float(np.median(away[:, 0])), 1e-9)
    agreeing = np.einsum("nkc,nc->nk", normals[index], np.repeat(facing, 3, axis=0))
    chosen = index[np.arange(len(index)), np.argmax(agreeing - 0.25 * away / (reach + away[:, :1]), axis=1)]
    pairs, triangles = np.unique(np.stack([faces.reshape(-1), chosen], 1), axis=0, return_inverse=True)
    values = {name: getattr(part, name)[pairs[:, 1]] for name in VALUES}
    if not part.bones.shape[1]:
        values["position"] = points[pairs[:, 0]].astype(np.float32)
    return trimmed(Part(material=part.material, triangles=triangles.reshape(-1, 3), **values))


def _packed(parts: Sequence[Part], bones: Floats, semantic: str, *, baked: bool) -> tuple[Piece, ...]:
    """Parts as surfaces of the engine; the near version knows where its corners lie deep."""
    shown = [part for part in parts if len(part.triangles)]
    meshes = [_mesh(part, *skinned(part, bones)) for part in shown]
    if baked:
        meshes = _shaded(meshes)
    low = min(float(mesh.position[:, 1].min()) for mesh in meshes)
    high = max(float(mesh.position[:, 1].max()) for mesh in meshes)
    return tuple(
        Piece(
            surface=surface(mesh, part.material, _semantic(part, semantic), span=(low, high)),
            bind=part.position, facing=part.normal, bones=part.bones, weights=part.weights,
        )
        for part, mesh in zip(shown, meshes, strict=True)
    )  # fmt: skip


def _mesh(part: Part, places: Floats, normals: Floats) -> Mesh:
    finish = Finish(colour=part.colour, emission=part.emission, roughness=part.roughness, metal=part.metal)
    return make(places, normals, part.triangles, finish)


def _shaded(meshes: Sequence[Mesh]) -> list[Mesh]:
    """The meshes with ambient occlusion, found for all of them together."""
    whole = merge(meshes)
    reach = 0.10 * float(np.ptp(whole.position, axis=0).max())
    baked, at, found = bake_open(whole, max(reach, 1e-4), 0.8), 0, []
    for mesh in meshes:
        mine = slice(at, at + len(mesh.position))
        found.append(replace(mesh, open=baked.open[mine], cavity=baked.cavity[mine]))
        at += len(mesh.position)
    return found


def _semantic(part: Part, otherwise: str) -> str:
    """What painted looks take a part for: light where it shines, metal where it is."""
    if float(np.mean(part.emission)) > 0.5:
        return "light"
    return "metal" if float(np.mean(part.metal)) > 0.5 else otherwise
