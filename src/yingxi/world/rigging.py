"""Rigs: which bones hold a surface and how much, packed for the device; and the same bending in numpy."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yingxi.film.errors import YingxiError
from yingxi.world.scene import Array, Model, Moment, Rig, Surface

HELD = np.dtype([("position", "<f4", 3), ("normal", "<i2", 2), ("joints", "<u2", 4), ("weights", "<u2", 4)])
"""32 bytes a vertex, as wgsl/skin.wgsl reads them; the normal on an octahedron."""
JOINTS = 4
"""Bones that can hold one vertex."""
FAINT = 0.004
"""Shares below this are not worth a bone."""


def rig(position: ArrayLike, normal: ArrayLike, weights: ArrayLike) -> Rig:
    """A rig of places and normals (n, 3) from weights (n, bones), of which the four largest count."""
    whole = np.asarray(weights, np.float32)
    whole = np.where(whole < FAINT, np.float32(0), whole)
    if whole.shape[1] < JOINTS:
        whole = np.pad(whole, ((0, 0), (0, JOINTS - whole.shape[1])))
    joints = np.argsort(-whole, axis=1, kind="stable")[:, :JOINTS]
    return rig_of(position, normal, joints, np.take_along_axis(whole, joints, 1))


def rig_of(position: ArrayLike, normal: ArrayLike, joints: ArrayLike, weights: ArrayLike) -> Rig:
    """A rig from joints and weights (n, 4); the largest come first and all add up to 1."""
    order = np.argsort(-np.asarray(weights, np.float32), axis=1, kind="stable")
    share = np.take_along_axis(np.asarray(weights, np.float32), order, 1)
    numbers = np.take_along_axis(np.asarray(joints), order, 1)
    total = share.sum(1, keepdims=True)
    lost = np.array([[1, 0, 0, 0]], np.float32)
    facing = np.asarray(normal, np.float32)
    long = np.linalg.norm(facing, axis=1, keepdims=True)
    return Rig(
        position=np.asarray(position, np.float32),
        normal=np.where(long > 1e-9, facing / np.maximum(long, 1e-9), np.array([0, 1, 0], np.float32)),
        joints=np.where(share > 0, numbers, 0).astype(np.uint16),
        weights=np.where(total > 1e-6, share / np.maximum(total, 1e-6), lost),
    )


def pack_rig(rig: Rig) -> np.ndarray:
    """A rig as (n,) HELD."""
    packed = np.zeros(len(rig.position), HELD)
    packed["position"], packed["joints"] = rig.position, rig.joints
    shares = np.round(rig.weights.astype(np.float64) * 65535).astype(np.int64)
    rows = np.arange(len(shares))
    shares[rows, shares.argmax(1)] += 65535 - shares.sum(1)
    packed["weights"] = shares
    packed["normal"] = np.round(on_octahedron(rig.normal) * 32767)
    return packed


def on_octahedron(normals: Array) -> NDArray[np.float64]:
    """Two numbers -1..1 for each unit vector (n, 3) (Meyer and others 2010)."""
    flat = normals.astype(np.float64)
    flat = flat / np.abs(flat).sum(1, keepdims=True)
    folded = (1.0 - np.abs(flat[:, [1, 0]])) * np.where(flat[:, :2] >= 0, 1.0, -1.0)
    return np.asarray(np.where(flat[:, 2:] < 0, folded, flat[:, :2]))


def bent(surface: Surface, bones: Array) -> np.ndarray:
    """The vertices (VERTEX) of a surface in a pose (bones, 3, 4); those at rest where it has no rig.

    What the device does (wgsl/skin.wgsl), for those who need vertices in memory.
    """
    rig = surface.rig
    if rig is None:
        return surface.vertices
    if rig.joints.max(initial=0) >= len(bones):
        raise YingxiError(f"a pose has {len(bones)} bones, but its rig needs {rig.joints.max() + 1}")
    rows = np.einsum("nj,njab->nab", rig.weights, np.asarray(bones, np.float32)[rig.joints])
    vertices = surface.vertices.copy()
    vertices["position"] = np.einsum("nab,nb->na", rows[:, :, :3], rig.position) + rows[:, :, 3]
    facing = np.einsum("nab,nb->na", rows[:, :, :3], rig.normal)
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-6)
    vertices["normal"][:, :3] = np.floor(0.5 + 127 * facing)
    return vertices


def shown(name: str, model: Model, moment: Moment) -> tuple[np.ndarray, ...]:
    """The vertices (VERTEX) of every surface of a model as a moment has it; `name/far` is a far version."""
    given = moment.shapes.get(name, (None,) * len(model.surfaces))
    owner = name
    while owner not in moment.poses and owner.endswith("/far"):
        owner = owner.removesuffix("/far")
    pose = moment.poses.get(owner)
    return tuple(
        shape if shape is not None else surface.vertices if pose is None else bent(surface, pose)
        for surface, shape in zip(model.surfaces, given, strict=True)
    )
