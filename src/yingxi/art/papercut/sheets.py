"""From cut polygons to sheets of paper with an edge, and to the pieces that puppets are pinned from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yingxi.art.papercut.cutting import Points, polygons
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model
from yingxi.world.scene import Model

Colour = tuple[float, float, float]
Still = tuple[float, float, float]
"""Move right and up in half heights of the picture, and turn in radians."""
Moves = Callable[[float], Still]

THICK = 0.09
"""Metres of paper: thicker than life, so that the edge is seen."""
MATERIAL = "cut_paper"


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """One piece of paper: its area in half heights of the picture (y -1 to 1), colour, depth in metres.

    `moves` says how it has moved at `t` seconds, turning about `pivot`; None hangs still.
    `shown` says when it is seen (None: always); only what moves may hide. `lifted` (0-1) says how far a
    shadow player holds it off the cloth.
    """

    area: BaseGeometry
    colour: Colour
    depth: float
    pivot: tuple[float, float] = (0.0, 0.0)
    moves: Moves | None = None
    shown: Callable[[float], bool] | None = None
    lifted: Callable[[float], float] | None = None


def sheet_model(sheet: Sheet, scale: float) -> Model | None:
    """The sheet in metres about its pivot, `scale` metres a half height; None when nothing is left of it."""
    meshes = [_piece(p, sheet, scale) for p in polygons(sheet.area.buffer(0).simplify(0.0011), 2e-5)]
    return model([(merge(meshes), MATERIAL, "paper")]) if meshes else None


def _piece(polygon: Polygon, sheet: Sheet, scale: float) -> Mesh:
    import mapbox_earcut

    rings = [np.asarray(ring.coords)[:-1] for ring in (polygon.exterior, *polygon.interiors)]
    rings = [(ring - sheet.pivot) * scale for ring in rings if len(ring) > 2]
    flat = np.concatenate(rings)
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3)
    a, b, c = (flat[triangles[:, k]] for k in range(3))
    turned = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    triangles = np.where(turned[:, None] > 0, triangles, triangles[:, [0, 2, 1]])
    face = make(
        np.c_[flat, np.zeros(len(flat))],
        np.tile([0.0, 0, 1], (len(flat), 1)),
        triangles,
        Finish(colour=sheet.colour),
    )
    edge = Finish(colour=tuple(min(1.0, 1.25 * part + 0.10) for part in sheet.colour))
    return merge([face, *(_wall(ring, edge) for ring in rings)])


def _wall(ring: Points, finish: Finish) -> Mesh:
    """The cut edge of a ring, behind its face."""
    after = np.roll(ring, -1, 0)
    way = after - ring
    outward = np.c_[way[:, 1], -way[:, 0], np.zeros(len(ring))]
    area = float(np.sum(ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]))
    front, back = np.zeros(len(ring)), np.full(len(ring), -THICK)
    corners = np.stack([np.c_[ring, front], np.c_[after, front], np.c_[after, back], np.c_[ring, back]], 1)
    first = np.arange(len(ring)) * 4
    triangles = np.concatenate([np.c_[first, first + 2, first + 1], np.c_[first, first + 3, first + 2]])
    triangles = triangles[:, [0, 2, 1]] if area < 0 else triangles
    normal = np.repeat(outward * (1.0 if area > 0 else -1.0), 4, axis=0)
    return make(corners.reshape(-1, 3), normal, triangles, finish)
