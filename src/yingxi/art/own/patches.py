"""The pieces of a model's surface as the file has them: places, normals, coordinates, weights, triangles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.own.container import Container, Floats, floats, numbers
from yingxi.art.own.refusal import broken, refused, too_large

MOST_POINTS = 3_000_000
MOST_TRIANGLES = 3_000_000
"""What is read of one file, counted over all copies of its meshes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Patch:
    """One primitive. uv0 and uv1 (n, 2); colour (n, 4) linear; joints (n, 4) and weights (n, 4) or empty."""

    position: Floats
    normal: Floats
    uv0: Floats
    uv1: Floats
    colour: Floats
    joints: NDArray[np.int64]
    weights: Floats
    triangles: NDArray[np.int64]
    material: int


FIELDS = ("position", "normal", "uv0", "uv1", "colour", "joints", "weights")


def read_patches(container: Container, mesh: Any) -> tuple[Patch, ...]:
    """The triangles of a mesh; points and lines are left out."""
    rows = container.item("meshes", mesh).get("primitives", [])
    if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
        raise broken(f"网格 {mesh} 不对", f"mesh {mesh} is wrong")
    found = [_patch(container, row) for row in rows if row.get("mode", 4) in (4, 5, 6)]
    return tuple(patch for patch in found if len(patch.triangles))


def count_triangles(container: Container, mesh: Any) -> int:
    """About how many triangles a mesh has, from its description alone."""
    rows = container.item("meshes", mesh).get("primitives", [])
    total = 0
    for row in rows if isinstance(rows, list) else []:
        attributes = row.get("attributes", {}) if isinstance(row, dict) else {}
        index = row.get("indices", attributes.get("POSITION")) if isinstance(row, dict) else None
        count = container.item("accessors", index).get("count", 0)
        total += int(count) // (3 if row.get("mode", 4) == 4 else 1)
    if total > MOST_TRIANGLES:
        raise too_large(f"{total:,} 个三角形", f"{total:,} triangles, at most {MOST_TRIANGLES:,}")
    return total


def _patch(container: Container, row: Mapping[str, Any]) -> Patch:
    attributes = row.get("attributes", {})
    if not isinstance(attributes, dict) or "POSITION" not in attributes:
        raise broken("网格没有顶点", "a mesh has no places")
    extensions = row.get("extensions", {})
    if "KHR_draco_mesh_compression" in (extensions if isinstance(extensions, dict) else {}):
        _refuse_draco(container, attributes)
    position = floats(container, attributes["POSITION"], MOST_POINTS)
    count = len(position)
    if position.shape[1] != 3:
        raise broken("顶点不是三维的", "its places are not of three numbers")

    def read(name: str, width: int) -> Floats:
        if name not in attributes:
            return np.zeros((count, 0), np.float32)
        found = floats(container, attributes[name], MOST_POINTS)
        if found.shape[0] != count or found.shape[1] < width:
            raise broken(f"{name} 与顶点数不合", f"{name} does not fit its places")
        return found

    triangles = _triangles(container, row, count)
    joints, weights = read("JOINTS_0", 4).astype(np.int64), read("WEIGHTS_0", 4)
    plain = Patch(
        position=position, normal=read("NORMAL", 3), uv0=read("TEXCOORD_0", 2), uv1=read("TEXCOORD_1", 2),
        colour=_colours(read("COLOR_0", 3)), joints=joints, weights=weights, triangles=triangles,
        material=row.get("material", -1) if isinstance(row.get("material", -1), int) else -1,
    )  # fmt: skip
    return plain if plain.normal.shape[1] else _faceted(plain)


def _refuse_draco(container: Container, attributes: Mapping[str, Any]) -> None:
    """A packed mesh is only read where the file has it unpacked too."""
    if "bufferView" not in container.item("accessors", attributes["POSITION"]):
        raise refused(
            "Draco 压缩读不了；导出时请关掉压缩", "Draco compression is not read; export without it"
        )


def _colours(colour: Floats) -> Floats:
    if colour.shape[1] == 3:
        return np.concatenate([colour, np.ones((len(colour), 1), np.float32)], 1)
    return colour


def _triangles(container: Container, row: Mapping[str, Any], count: int) -> NDArray[np.int64]:
    """(m, 3) indices of triangles, strips and fans; those without area in the list are kept."""
    if "indices" in row:
        order = numbers(container, row["indices"], 3 * MOST_TRIANGLES).astype(np.int64).reshape(-1)
    else:
        order = np.arange(count)
    if len(order) and (order.min() < 0 or order.max() >= count):
        raise broken("三角形指向不存在的顶点", "a triangle names a place that is not there")
    mode = row.get("mode", 4)
    if mode == 4:
        return order[: len(order) // 3 * 3].reshape(-1, 3)
    if len(order) < 3:
        return np.zeros((0, 3), np.int64)
    if mode == 6:
        return np.stack([np.full(len(order) - 2, order[0]), order[1:-1], order[2:]], 1)
    strip = np.stack([order[:-2], order[1:-1], order[2:]], 1)
    strip[1::2] = strip[1::2][:, [1, 0, 2]]
    return strip


def _faceted(patch: Patch) -> Patch:
    """With the flat normals that the standard asks for where a file has none."""
    loose = take(patch, patch.triangles.reshape(-1))
    corners = loose.position.reshape(-1, 3, 3)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    triangles = np.arange(len(loose.position)).reshape(-1, 3)
    return replace(loose, normal=np.repeat(normal, 3, 0).astype(np.float32), triangles=triangles)


def take(patch: Patch, rows: NDArray[np.int64]) -> Patch:
    """The patch with only these vertices, in this order; its triangles are the caller's to set."""
    return replace(patch, **{name: getattr(patch, name)[rows] for name in FIELDS})


def halved(patch: Patch) -> Patch:
    """Each triangle made four, so that a texture finds more vertices (for meshes without bones)."""
    edges = np.sort(patch.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    pairs, which = np.unique(edges, axis=0, return_inverse=True)
    middle = which.reshape(-1, 3) + len(patch.position)
    a, b, c = patch.triangles.T
    ab, bc, ca = middle.T
    triangles = np.concatenate(
        [np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    )
    grown: dict[str, Any] = {}
    for name in FIELDS:
        values = getattr(patch, name)
        between = (values[pairs[:, 0]].astype(float) + values[pairs[:, 1]]) / 2
        grown[name] = np.concatenate([values, between.astype(values.dtype)])
    return replace(patch, triangles=triangles, **grown)
