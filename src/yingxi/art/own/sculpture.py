"""A model file as one figure of ours: metres, its front toward +x, painted, with bones where it moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.container import Container, Floats, read_container
from yingxi.art.own.motion import Clip, read_clips
from yingxi.art.own.nodes import Binding, Matrices, Tree, palette, placed, read_skin, read_tree
from yingxi.art.own.paint import Painted, Paints
from yingxi.art.own.patches import MOST_TRIANGLES, Patch, count_triangles, halved, read_patches
from yingxi.art.own.refusal import refused, too_large

MOST_BONES = 2_048
FINE = 12_000
"""Triangles up to which a mesh is divided for the sake of its texture."""
TALLEST, SHORTEST = 500.0, 0.01
FRONT = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
"""From glTF's front (+z) to ours (+x)."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """Vertices of one material: (n, …) arrays as painted, `bones` and `weights` (n, 4) where it moves."""

    material: str
    position: Floats
    normal: Floats
    colour: Floats
    emission: Floats
    roughness: Floats
    metal: Floats
    bones: NDArray[np.int64]
    weights: Floats
    triangles: NDArray[np.int64]


VALUES = ("position", "normal", "colour", "emission", "roughness", "metal", "bones", "weights")


@dataclass(frozen=True, eq=False, kw_only=True)
class Sculpture:
    """A whole figure in its rest pose, its clips, and its size (length, height, width) in metres."""

    parts: tuple[Part, ...]
    clips: tuple[Clip, ...]
    size: tuple[float, float, float]
    triangles: int


def read_sculpture(path: Path, height: float | None = None, turned: float = 0.0) -> Sculpture:
    """The figure of a .glb or .gltf; `height` in metres (None: as it says), `turned` degrees about y.

    UsageError in one line for what is broken, too large, packed, or has nothing to show.
    """
    container = read_container(path)
    tree = read_tree(container)
    meshes = _placed_meshes(container, tree)
    moving = bool(container.rows("animations"))
    bindings, starts = _bindings(container, tree, meshes, moving)
    world = placed(tree)
    paints = Paints(container)
    parts: list[Part] = []
    for number, (node, mesh, skin) in enumerate(meshes):
        rigid = not moving and skin is None
        for patch in read_patches(container, mesh):
            fine = _refined(patch, paints, rigid and skin is None)
            painted = paints.paint(fine)
            matrix = world[node] if rigid else None
            parts.extend(_parts(fine, painted, matrix, starts[number], bound=skin is not None))
    if not parts:
        raise refused("里面没有可见的三角形", "there is nothing in it to be seen: no triangles")
    clips = read_clips(container, tree, bindings) if moving else ()
    rest = palette(bindings, world) if bindings else np.zeros((0, 3, 4), np.float32)
    whole = _joined(parts)
    return _stood(whole if clips else [frozen(part, rest) for part in whole], clips, rest, height, turned)


def _placed_meshes(container: Container, tree: Tree) -> list[tuple[int, int, int | None]]:
    """(node, mesh, skin) of everything that is shown, with the sum of its triangles held to the limit."""
    found: list[tuple[int, int, int | None]] = []
    total, counts = 0, dict[int, int]()
    for index in tree.order:
        node = container.item("nodes", index)
        if "mesh" not in node:
            continue
        mesh = node["mesh"]
        counts[mesh] = counts[mesh] if mesh in counts else count_triangles(container, mesh)
        total += counts[mesh]
        if total > MOST_TRIANGLES:
            raise too_large(f"超过 {MOST_TRIANGLES:,} 个三角形", f"over {MOST_TRIANGLES:,} triangles")
        found.append((index, mesh, node.get("skin")))
    return found


def _bindings(
    container: Container, tree: Tree, meshes: Sequence[tuple[int, int, int | None]], moving: bool
) -> tuple[list[Binding], list[int]]:
    """The bones of all meshes one after another, and at which each mesh's own begin."""
    bindings: list[Binding] = []
    starts, known, total = [], {}, 0
    for node, _, skin in meshes:
        if skin is None and not moving:
            starts.append(-1)
            continue
        key = ("skin", skin) if skin is not None else ("node", node)
        if key not in known:
            own = read_skin(container, skin, tree) if skin is not None else Binding((node,), np.eye(4)[None])
            known[key] = total
            bindings.append(own)
            total += len(own.nodes)
        starts.append(known[key])
    if total > MOST_BONES:
        raise too_large(f"{total} 块会动的部件", f"{total} moving parts, at most {MOST_BONES}")
    return bindings, starts


def _refined(patch: Patch, paints: Paints, rigid: bool) -> Patch:
    """A coarse mesh with a texture, divided so that the texture is seen."""
    while rigid and paints.textured(patch.material) and 4 * len(patch.triangles) <= FINE:
        patch = halved(patch)
    return patch


def _parts(patch: Patch, painted: Painted, matrix: Matrices | None, start: int, *, bound: bool) -> list[Part]:
    """A patch in our terms: moved where nothing moves it, holes cut, both sides where it has two."""
    position, normal = patch.position[:, :3], patch.normal[:, :3]
    triangles = patch.triangles[(painted.alpha[patch.triangles] > 0.35).any(1)]
    if matrix is not None:
        position, normal = moved(position, normal, matrix)
        if np.linalg.det(matrix[:3, :3]) < 0:
            triangles = triangles[:, [0, 2, 1]]
    count = len(position)
    bones, weights = _held(patch, start, count, bound=bound) if matrix is None else _loose(count)
    part = Part(
        material="glass" if painted.see_through else "hero", position=position.astype(np.float32),
        normal=_unit(normal), colour=painted.colour, emission=painted.emission, roughness=painted.roughness,
        metal=painted.metal, bones=bones, weights=weights, triangles=triangles,
    )  # fmt: skip
    if not painted.two_sided or painted.see_through:
        return [part]
    return [part, replace(part, normal=-part.normal, triangles=triangles[:, [0, 2, 1]])]


def _held(patch: Patch, start: int, count: int, *, bound: bool) -> tuple[NDArray[np.int64], Floats]:
    """Bones and weights of vertices: the skin's, else the node itself."""
    if not bound or not patch.joints.shape[1]:
        weights = np.zeros((count, 4), np.float32)
        weights[:, 0] = 1.0
        return np.full((count, 4), start, np.int64), weights
    total = patch.weights[:, :4].sum(1, keepdims=True)
    weights = np.where(total > 1e-6, patch.weights[:, :4] / np.maximum(total, 1e-6), [[1, 0, 0, 0]])
    return patch.joints[:, :4] + start, weights.astype(np.float32)


def _loose(count: int) -> tuple[NDArray[np.int64], Floats]:
    return np.zeros((count, 0), np.int64), np.zeros((count, 0), np.float32)


def moved(position: Floats, normal: Floats, matrix: Matrices) -> tuple[Floats, Floats]:
    """Places and normals after a (4, 4) matrix."""
    turn = matrix[:3, :3]
    cofactor = np.linalg.inv(turn).T if abs(np.linalg.det(turn)) > 1e-12 else turn
    return (
        np.asarray(position @ turn.T + matrix[:3, 3], np.float32),
        np.asarray(normal @ cofactor.T, np.float32),
    )


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    upright = np.where(length > 1e-9, vectors / np.maximum(length, 1e-9), (0.0, 1.0, 0.0))
    return np.asarray(upright, np.float32)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one material (and all with bones, or all without) as one."""
    whole = []
    for key in dict.fromkeys((part.material, part.bones.shape[1]) for part in parts):
        mine = [part for part in parts if (part.material, part.bones.shape[1]) == key]
        starts = np.cumsum([0, *(len(part.position) for part in mine[:-1])])
        values = {name: np.concatenate([getattr(part, name) for part in mine]) for name in VALUES}
        triangles = np.concatenate([p.triangles + s for p, s in zip(mine, starts, strict=True)])
        whole.append(trimmed(Part(material=key[0], triangles=triangles, **values)))
    return [part for part in whole if len(part.triangles)]


def trimmed(part: Part) -> Part:
    """Without vertices that no triangle uses and triangles that have no area."""
    corners = part.position[part.triangles]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    distinct = (part.triangles[:, [0, 1, 2]] != part.triangles[:, [1, 2, 0]]).all(1)
    keep = part.triangles[distinct & ((area > 0) | (part.bones.shape[1] > 0))]
    used, triangles = np.unique(keep, return_inverse=True)
    values = {name: getattr(part, name)[used] for name in VALUES}
    return Part(material=part.material, triangles=triangles.reshape(-1, 3), **values)


def skinned(part: Part, bones: Floats) -> tuple[Floats, Floats]:
    """Places and normals (n, 3) of a part under its bones (k, 3, 4); parts without bones as they are."""
    if not part.bones.shape[1] or not len(bones):
        return part.position, part.normal
    if part.bones.max(initial=0) >= len(bones):
        raise refused("顶点指向不存在的骨头", "a vertex is held by a joint that is not there")
    mixed = np.einsum("nj,njab->nab", part.weights, bones[part.bones])
    place = np.einsum("nab,nb->na", mixed[:, :, :3], part.position) + mixed[:, :, 3]
    return np.asarray(place, np.float32), _unit(np.einsum("nab,nb->na", mixed[:, :, :3], part.normal))


def frozen(part: Part, bones: Floats) -> Part:
    """A part as its bones hold it at rest, without them: for figures that have bones and never move."""
    position, normal = skinned(part, bones)
    none, nothing = _loose(len(position))
    return replace(part, position=position, normal=normal, bones=none, weights=nothing)


def _stood(
    parts: Sequence[Part], clips: tuple[Clip, ...], rest: Floats, height: float | None, turned: float
) -> Sculpture:
    """The figure with its front toward +x, its feet on y = 0 under its middle, at its height."""
    first = clips[0].bones[0] if clips else rest
    places = np.concatenate([skinned(part, first)[0] for part in parts])
    if not np.isfinite(places).all():
        raise refused("算出的位置不是数", "its places do not come out as numbers")
    angle = np.radians(turned)
    spin = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    turn = spin @ FRONT
    faced = places @ turn.T
    low, high = faced.min(0), faced.max(0)
    scale = _scale_for(high - low, height)
    matrix = np.eye(4)
    matrix[:3, :3] = turn * scale
    matrix[:3, 3] = -scale * np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    size = scale * np.maximum(high - low, 1e-3)
    return Sculpture(
        parts=tuple(_set_down(part, matrix) for part in parts),
        clips=tuple(replace(clip, bones=_in_place(clip.bones, matrix)) for clip in clips),
        size=(float(size[0]), float(size[1]), float(size[2])),
        triangles=sum(len(part.triangles) for part in parts),
    )


def _scale_for(extent: Floats, height: float | None) -> float:
    """Metres of ours to one of the file's."""
    tall = float(extent[1])
    reach = float(extent.max())
    if reach <= 0:
        raise refused("里面没有可见的三角形", "there is nothing in it to be seen: no triangles")
    if height is not None:
        return height / max(tall, 1e-3 * reach)
    if not SHORTEST <= reach <= TALLEST:
        raise refused(
            f"它有 {reach:.3g} 米大；请用 --height 说明多高（米）",
            f"it is {reach:.3g} m large; say its height in metres with --height",
        )
    return 1.0


def _set_down(part: Part, matrix: Matrices) -> Part:
    """A part without bones in its place; one with bones stays as its bones want it."""
    if part.bones.shape[1]:
        return part
    position, normal = moved(part.position, part.normal, matrix)
    return replace(part, position=position, normal=_unit(normal))


def _in_place(bones: NDArray[np.float32], matrix: Matrices) -> NDArray[np.float32]:
    """The rows of a clip in our axes."""
    turned = np.einsum("ab,fkbc->fkac", matrix[:3, :3], bones.astype(np.float64))
    turned[..., 3] += matrix[:3, 3]
    return np.asarray(turned, np.float32)
