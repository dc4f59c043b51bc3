"""Whether standing geometry hides a point: rays against the triangles of a world's statics."""

from collections.abc import Callable, Iterator, Mapping
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from yingxi.world.scene import Array, Model

Points = NDArray[np.float64]

_SEEN_THROUGH = frozenset({"sky", "light", "water", "mist", "cloud", "glass", "ground", "sand", "snow"})
"""Semantics that hide nothing here; the ground hides by its height (`below_ground`)."""
_SOLIDS: WeakKeyDictionary[Model, Points | None] = WeakKeyDictionary()
_CLEAR = 0.6
"""Metres around the camera in which no solid may be."""


def blocked_share(
    models: Mapping[str, Model], statics: Mapping[str, Array], eye: Points, targets: Points
) -> float:
    """Share 0-1 of the straight lines from `eye` (3,) to `targets` (n, 3) that solid statics cut."""
    hidden = np.zeros(len(targets), bool)
    for triangles, matrices, low, high in _solids(models, statics):
        origins, ends = _local(matrices, eye, targets)
        crossing = _crosses_box(origins[:, None], ends - origins[:, None], low, high) & ~hidden
        for k in np.flatnonzero(crossing.any(axis=1)):
            rays = crossing[k] & ~hidden
            hidden[rays] |= _hits(triangles, origins[k], ends[k, rays] - origins[k])
        if hidden.all():
            break
    return float(hidden.mean()) if len(hidden) else 0.0


def enclosed(models: Mapping[str, Model], statics: Mapping[str, Array], eye: Points) -> bool:
    """Whether something solid stands nearer to the eye than a lens could."""
    around = eye + _CLEAR * np.array(
        [[1, 0, 0], [-1, 0, 0], [0, 0, 1], [0, 0, -1], [0, 1, 0], [0, -0.5, 0]], float
    )
    return blocked_share(models, statics, eye, around) > 0.3


def _solids(
    models: Mapping[str, Model], statics: Mapping[str, Array]
) -> Iterator[tuple[Points, Points, Points, Points]]:
    """(triangles (m, 3, 3), matrices (k, 3, 4), low (3,), high (3,)) of each solid model, in own space."""
    for name, rows in statics.items():
        model = models.get(name)
        if model is None or len(rows) == 0:
            continue
        triangles = _triangles(model)
        if triangles is None:
            continue
        flat = triangles.reshape(-1, 3)
        matrices = np.asarray(rows, float)[:, :12].reshape(-1, 3, 4)
        yield triangles, matrices, flat.min(axis=0), flat.max(axis=0)


def _triangles(model: Model) -> Points | None:
    """The solid triangles (m, 3, 3) of a model in its lighter form; remembered as long as the model lives."""
    if model not in _SOLIDS:
        shape = model.far or model
        parts = [s for s in shape.surfaces if s.semantic not in _SEEN_THROUGH and len(s.triangles)]
        corners = [s.vertices["position"][s.triangles.reshape(-1, 3)] for s in parts]
        _SOLIDS[model] = np.concatenate(corners).astype(float) if corners else None
    return _SOLIDS[model]


def below_ground(ground: Callable[[Array, Array], Array], eye: Points, targets: Points) -> float:
    """Share 0-1 of the lines from `eye` to `targets` (n, 3) that the ground cuts."""
    steps = np.linspace(0.03, 0.94, 24)
    points = eye + steps[None, :, None] * (targets - eye)[:, None, :]
    flat = points.reshape(-1, 3).astype(np.float32)
    height = np.asarray(ground(flat[:, 0], flat[:, 2]), float).reshape(points.shape[:2])
    return float((height > points[..., 1] + 0.05).any(axis=1).mean())


def _local(matrices: Points, eye: Points, targets: Points) -> tuple[Points, Points]:
    """Eye (k, 3) and targets (k, n, 3) in the own space of k instances."""
    turns, places = matrices[:, :, :3], matrices[:, :, 3]
    # A flattened instance (scale 0) has no inverse; it hides nothing, so its rays may lie anywhere.
    solid = np.abs(np.linalg.det(turns)) > 1e-12
    inverse = np.linalg.inv(np.where(solid[:, None, None], turns, np.eye(3)))
    origins = np.einsum("kij,kj->ki", inverse, eye - places)
    ends = np.einsum("kij,knj->kni", inverse, targets[None] - places[:, None])
    return origins, ends


def _crosses_box(origins: Points, ways: Points, low: Points, high: Points) -> NDArray[np.bool_]:
    """Which segments origin..origin+way (k, n, 3) pass through a box."""
    safe = np.where(np.abs(ways) < 1e-9, 1e-9, ways)
    first, last = (low - origins) / safe, (high - origins) / safe
    enters = np.minimum(first, last).max(axis=-1)
    leaves = np.maximum(first, last).min(axis=-1)
    return np.asarray((enters <= leaves) & (leaves > 0.0) & (enters < 0.97))


def _hits(triangles: Points, origin: Points, ways: Points) -> NDArray[np.bool_]:
    """Which segments cut a triangle (Möller and Trumbore 1997), one ray at a time over all triangles."""
    base = triangles[:, 0]
    edge1, edge2 = triangles[:, 1] - base, triangles[:, 2] - base
    offset = origin - base
    q = np.cross(offset, edge1)
    found = np.zeros(len(ways), bool)
    for number, way in enumerate(ways):
        p = np.cross(way, edge2)
        det = (edge1 * p).sum(axis=1)
        det = np.where(np.abs(det) < 1e-12, np.nan, det)
        u = (offset * p).sum(axis=1) / det
        v = (q @ way) / det
        t = (edge2 * q).sum(axis=1) / det
        with np.errstate(invalid="ignore"):
            found[number] = bool(((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0.003) & (t < 0.97)).any())
    return found
