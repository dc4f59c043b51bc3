"""From painted polygons to a standing relief: stepped, rounded layers on a rimmed board, on both faces."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from yingxi.art.reliefs_shape import Colour, Layer, layers_of
from yingxi.art.shapes.mesh import Finish, Mesh, bounds, make, merge, model, smooth
from yingxi.art.shapes.solids import lathe
from yingxi.world.scene import Model

Points = NDArray[np.float64]

BOARD, RIM = 0.035, 0.012
"""Half the thickness of the board and the width of its rim, as shares of the relief's height."""
BEVEL, STEP, DEEPEST = 0.016, 0.011, 0.085
"""Radius of the rounded edges, rise of a layer over the one below it, and most rise of all."""
GLOW = 1.6
"""Emission of things that are lights themselves."""
_INK: dict[str, Colour] = {
    "animal": (0.26, 0.17, 0.10),
    "plant": (0.10, 0.24, 0.07),
    "wood": (0.27, 0.15, 0.07),
    "metal": (0.30, 0.32, 0.36),
    "stone": (0.34, 0.32, 0.29),
    "cloth": (0.48, 0.05, 0.04),
    "light": (0.95, 0.70, 0.32),
    "person": (0.20, 0.16, 0.15),
    "rock": (0.22, 0.22, 0.22),
}
"""What a one-colour pictogram is painted with, by what it is."""


@cache
def relief_model(pack: str, symbol: str, semantic: str, afloat: bool = False) -> tuple[Model, float]:
    """The relief of a pictogram, 1 m high, facing +x, standing on y = 0; and its width in metres."""
    layers = _coloured(layers_of(pack, symbol, afloat), pack, semantic)
    emission = GLOW if semantic == "light" else 0.0
    face = merge([*_board(layers), *_raised(layers, emission)])
    # Pictograms look to the left; the world's things face +x. The other face carries the same picture.
    turned = _mirrored(face, 0)
    both = merge([turned, _mirrored(turned, 2), _rim(layers)])
    low, high = bounds(both)
    return model([(both, "hero", semantic)]), float(high[0] - low[0])


@cache
def plinth_model() -> Model:
    """A turned wooden plinth, 1 m high and 1 m wide, to be scaled."""
    profile = [
        (0.50, 0.0), (0.50, 0.07), (0.42, 0.12), (0.34, 0.20), (0.31, 0.50), (0.34, 0.80), (0.44, 0.88),
        (0.50, 0.93), (0.50, 1.0), (0.0, 1.0),
    ]  # fmt: skip
    wood = Finish(colour=(0.20, 0.10, 0.05), roughness=0.45)
    return model([(smooth(lathe(profile, wood, sides=28)), "hero", "wood")])


def _coloured(layers: Sequence[Layer], pack: str, semantic: str) -> tuple[Layer, ...]:
    """Silhouettes of one colour take that of what they are; printed colours are calmed for the light."""
    if pack == "game-icons":
        return tuple(Layer(area=layer.area, colour=_INK.get(semantic, _INK["wood"])) for layer in layers)
    return tuple(Layer(area=layer.area, colour=_calm(layer.colour)) for layer in layers)


def _calm(colour: Colour) -> Colour:
    """Less of a screen's glare: a little toward grey, and never pure white or black."""
    rgb = np.asarray(colour)
    grey = float(rgb @ (0.2126, 0.7152, 0.0722))
    calm = np.clip(0.012 + 0.80 * (0.86 * rgb + 0.14 * grey), 0.0, 1.0)
    return float(calm[0]), float(calm[1]), float(calm[2])


def _levels(layers: Sequence[Layer]) -> list[int]:
    """How many layers lie under each, counting only those that it overlaps."""
    levels: list[int] = []
    for number, layer in enumerate(layers):
        under = [levels[k] for k in range(number) if layers[k].area.intersection(layer.area).area > 1e-5]
        levels.append(1 + max(under, default=0))
    return levels


def _raised(layers: Sequence[Layer], emission: float) -> Iterator[Mesh]:
    levels = _levels(layers)
    step = min(STEP, DEEPEST / max(levels, default=1))
    for layer, level in zip(layers, levels, strict=True):
        finish = Finish(colour=layer.colour, emission=emission, roughness=0.55)
        yield from _cushion(layer.area, BOARD + step * level, finish)


def _board(layers: Sequence[Layer]) -> Iterator[Mesh]:
    """The board that all layers lie on: their outline and a rim, in a darkened colour of the largest."""
    yield from _cushion(_outline(layers), BOARD, Finish(colour=_rim_colour(layers), roughness=0.7))


def _outline(layers: Sequence[Layer]) -> MultiPolygon:
    grown = unary_union([layer.area for layer in layers]).buffer(RIM, join_style="round").simplify(0.001)
    return grown if isinstance(grown, MultiPolygon) else MultiPolygon([grown])


def _rim_colour(layers: Sequence[Layer]) -> Colour:
    largest = max(layers, key=lambda layer: layer.area.area)
    red, green, blue = (0.25 * value + 0.004 for value in largest.colour)
    return red, green, blue


def _cushion(area: BaseGeometry, top: float, finish: Finish) -> Iterator[Mesh]:
    """An area with rounded edges: rings set inward and upward, then the flat top."""
    rounds = ((0.0, 1.0, 1.0), (0.3 * BEVEL, 0.35, 0.65), (BEVEL, 0.0, 0.18))
    rings = [
        (area.buffer(-inset) if inset else area, top - BEVEL * drop, lean) for inset, drop, lean in rounds
    ]
    for outer, inner in pairwise(rings):
        yield from _strip(outer, inner, finish)
    for polygon in _polygons(rings[-1][0]):
        yield _plate(polygon, [], rings[-1], rings[-1], finish, flat=True)


def _strip(
    outer: tuple[BaseGeometry, float, float], inner: tuple[BaseGeometry, float, float], finish: Finish
) -> Iterator[Mesh]:
    """The slope between an area and its inset."""
    for polygon in _polygons(outer[0]):
        islands = [p for p in _polygons(inner[0]) if polygon.contains(p.representative_point())]
        yield _plate(polygon, islands, outer, inner, finish)


def _plate(
    polygon: Polygon,
    islands: Sequence[Polygon],
    outer: tuple[BaseGeometry, float, float],
    inner: tuple[BaseGeometry, float, float],
    finish: Finish,
    flat: bool = False,
) -> Mesh:
    """Triangles between a polygon's rings (low, leaning out) and those of the islands in it (high)."""
    rings = [
        (np.asarray(ring.coords)[:-1], outer, number > 0)
        for number, ring in enumerate((polygon.exterior, *polygon.interiors))
    ]
    if not islands:
        return _triangulated(rings, finish, flat)
    difference = polygon.difference(unary_union(list(islands)))
    parts = [_between(piece, outer, inner, polygon, finish) for piece in _polygons(difference)]
    return merge(parts)


def _between(
    piece: Polygon,
    outer: tuple[BaseGeometry, float, float],
    inner: tuple[BaseGeometry, float, float],
    polygon: Polygon,
    finish: Finish,
) -> Mesh:
    """A ring-shaped piece; a ring is low where it runs on the polygon's own boundary, else high."""
    boundary = polygon.boundary
    rings = []
    for number, ring in enumerate((piece.exterior, *piece.interiors)):
        on_edge = boundary.distance(ring.representative_point()) < 1e-6
        # An island's ring leans away from the island; only the polygon's own holes lean into themselves.
        rings.append((np.asarray(ring.coords)[:-1], outer if on_edge else inner, on_edge and number > 0))
    return _triangulated(rings, finish, False)


def _triangulated(
    rings: Sequence[tuple[Points, tuple[BaseGeometry, float, float], bool]], finish: Finish, flat: bool
) -> Mesh:
    import mapbox_earcut

    flat_points = np.concatenate([ring for ring, _, _ in rings])
    ends = np.cumsum([len(ring) for ring, _, _ in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat_points, ends).reshape(-1, 3)
    a, b, c = (flat_points[triangles[:, k]] for k in range(3))
    turned = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    triangles = np.where(turned[:, None] > 0, triangles, triangles[:, [0, 2, 1]])[np.abs(turned) > 1e-12]
    height = np.concatenate([np.full(len(ring), level[1]) for ring, level, _ in rings])
    normals = [_leaning(ring, 0.0 if flat else level[2], hole) for ring, level, hole in rings]
    return make(np.c_[flat_points, height], np.concatenate(normals), triangles, finish)


def _leaning(ring: Points, lean: float, hole: bool) -> Points:
    """Normals of a ring's corners: up, leaning outward of the area by `lean` (0 upright, 1 nearly flat)."""
    after, before = np.roll(ring, -1, 0) - ring, ring - np.roll(ring, 1, 0)
    way = after / np.maximum(np.linalg.norm(after, axis=1, keepdims=True), 1e-9)
    way = way + before / np.maximum(np.linalg.norm(before, axis=1, keepdims=True), 1e-9)
    x, y = ring[:, 0], ring[:, 1]
    turn = np.sign(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) or 1.0
    outward = turn * np.c_[way[:, 1], -way[:, 0]] * (-1.0 if hole else 1.0)
    outward = outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.c_[lean * outward, np.full(len(ring), 1.02 - lean)], float)


def _rim(layers: Sequence[Layer]) -> Mesh:
    """The board's edge, all around."""
    red, green, blue = _rim_colour(layers)
    finish = Finish(colour=(0.7 * red, 0.7 * green, 0.7 * blue), roughness=0.8)
    half = BOARD - BEVEL
    walls = []
    for polygon in _polygons(_outline(layers)):
        for hole, ring in enumerate((polygon.exterior, *polygon.interiors)):
            walls.append(_wall(np.asarray(ring.coords)[:-1], half, finish, hole > 0))
    return _mirrored(merge(walls), 0)


def _wall(ring: Points, half: float, finish: Finish, hole: bool) -> Mesh:
    outward = _leaning(ring, 1.0, hole)
    outward[:, 2] = 0.0
    count = len(ring)
    corners = np.concatenate([np.c_[ring, np.full(count, half)], np.c_[ring, np.full(count, -half)]])
    first = np.arange(count)
    after = (first + 1) % count
    triangles = np.concatenate(
        [np.c_[first, first + count, after], np.c_[after, first + count, after + count]]
    )
    x, y = ring[:, 0], ring[:, 1]
    counter_clockwise = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) > 0
    if counter_clockwise == hole:
        triangles = triangles[:, [0, 2, 1]]
    return make(corners, np.concatenate([outward, outward]), triangles, finish)


def _mirrored(mesh: Mesh, axis: int) -> Mesh:
    """Turned over along one axis, its faces still looking outward."""
    sign = np.ones(3, np.float32)
    sign[axis] = -1.0
    return replace(
        mesh, position=mesh.position * sign, normal=mesh.normal * sign, triangles=mesh.triangles[:, [0, 2, 1]]
    )


def _polygons(area: BaseGeometry) -> list[Polygon]:
    parts = getattr(area, "geoms", [area])
    return [p for p in parts if isinstance(p, Polygon) and not p.is_empty and p.area > 1e-7]
