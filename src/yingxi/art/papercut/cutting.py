"""The paper cutter's marks and shapes, as polygons: crescents, teeth, petals, flowers, whorls, clouds."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel, unary_union

Points = NDArray[np.float64]


def disc(x: float, y: float, radius: float, sides: int = 12) -> BaseGeometry:
    """A circle; `sides` for a quarter of it."""
    return Point(x, y).buffer(radius, sides)


def oval(x: float, y: float, wide: float, tall: float, turn: float = 0.0) -> BaseGeometry:
    """An ellipse with half axes `wide` and `tall`, turned by degrees."""
    return affinity.translate(affinity.rotate(affinity.scale(disc(0, 0, 1), wide, tall), turn, (0, 0)), x, y)


def rounded(area: BaseGeometry, radius: float) -> BaseGeometry:
    """The area with its corners, inner and outer, made round."""
    return area.buffer(radius, 6).buffer(-2 * radius, 6).buffer(radius, 6)


def crescent(x: float, y: float, radius: float, thin: float = 0.45, turn: float = 0.0) -> BaseGeometry:
    """A moon-shaped cut (yueya): a disc less another moved by `thin` of its radius."""
    whole = disc(x, y, radius, 6).difference(disc(x + radius * thin, y, radius, 6))
    return affinity.rotate(whole, turn, (x, y))


def petal(x: float, y: float, length: float, wide: float, turn: float) -> BaseGeometry:
    """A leaf shape from its foot, pointing along `turn` degrees."""
    along = np.linspace(0, 1, 12)
    side = np.sin(along * math.pi) ** 0.8 * wide / 2
    ring = np.r_[np.c_[along * length, side], np.c_[along * length, -side][::-1]]
    return affinity.translate(affinity.rotate(Polygon(ring).buffer(0), turn, (0, 0)), x, y)


def flower(
    x: float, y: float, radius: float, petals: int = 5, hole: float = 0.22, turn: float = 0.0
) -> BaseGeometry:
    """A blossom with a pierced heart."""
    leaves = [petal(x, y, radius, radius * 3.6 / petals, turn + 360 / petals * k) for k in range(petals)]
    heart = disc(x, y, radius * 0.32, 6)
    return unary_union([*leaves, heart]).difference(disc(x, y, radius * hole, 6))


def whorl(x: float, y: float, radius: float, line: float, turn: float = 0.0, way: int = 1) -> BaseGeometry:
    """A spiral line as in auspicious clouds."""
    t = np.linspace(0, 1, 34)
    angle = math.radians(turn) + way * t * 1.35 * 2 * math.pi
    reach = radius * (1 - t * 0.9)
    return LineString(np.c_[x + reach * np.cos(angle), y + reach * np.sin(angle)]).buffer(line, 4)


def teeth(line: BaseGeometry, step: float, length: float, inward: float = -1.0) -> BaseGeometry:
    """Saw teeth (juchi) along a line: thin triangles every `step`, to its left (+1) or right (-1)."""
    count = max(2, int(line.length / step))
    cuts = []
    for k in range(count):
        here, after = line.interpolate((k + 0.3) * step), line.interpolate((k + 0.7) * step)
        across = np.array([here.y - after.y, after.x - here.x])
        size = float(np.hypot(*across))
        if size < 1e-6:
            continue
        tip = np.array([(here.x + after.x) / 2, (here.y + after.y) / 2]) + inward * across / size * length
        cuts.append(Polygon([(here.x, here.y), (after.x, after.y), tip]))
    return unary_union(cuts)


def sun_teeth(radius: float, count: int, length: float) -> BaseGeometry:
    """A ring of teeth cut into the rim of a disc about the origin."""
    return teeth(disc(0, 0, radius, 24).exterior, 2 * math.pi * radius / count, length)


def cloud(size: float, seed: int = 0) -> BaseGeometry:
    """An auspicious cloud (xiangyun), some 6.5 times `size` wide, with whorls cut into its heads."""
    random = np.random.default_rng(seed)
    heads = ((-1.7, 0.35, 0.75), (-0.4, 0.80, 1.05), (1.1, 0.45, 0.85), (2.2, 0.05, 0.5), (-2.5, 0.0, 0.45))
    turn = random.uniform(150, 230)
    body = [oval(0, 0, 3.2, 0.62), oval(3.2, -0.25, 1.9, 0.22), oval(-3.0, -0.35, 1.6, 0.18)]
    body += [disc(x, y, r) for x, y, r in heads]
    cuts = [whorl(x, y, r * 0.66, 0.075, turn, -1 if x < 0 else 1) for x, y, r in heads]
    cuts.append(LineString([(-2.2, -0.30), (2.4, -0.32)]).buffer(0.05))
    whole = rounded(unary_union(body), 0.1).difference(unary_union(cuts))
    return affinity.scale(whole, size, size, origin=(0, 0))


def star(x: float, y: float, radius: float, points: int = 4) -> BaseGeometry:
    """A star with hollow sides."""
    angle = np.arange(2 * points) * math.pi / points + math.pi / 2
    reach = np.where(np.arange(2 * points) % 2 == 0, radius, radius * 0.34)
    return Polygon(np.c_[x + reach * np.cos(angle), y + reach * np.sin(angle)])


def stroke(
    points: Sequence[tuple[float, float]] | Points, width: float, end: float | None = None
) -> BaseGeometry:
    """A line with a width that runs from `width` to `end`."""
    path = np.asarray(points, float)
    widths = np.linspace(width, width if end is None else end, len(path) - 1)
    return unary_union([LineString(path[k : k + 2]).buffer(w / 2, 4) for k, w in enumerate(widths)])


def under(x: ArrayLike, y: ArrayLike, floor: float) -> BaseGeometry:
    """The area under a line, down to `floor`."""
    xs, ys = np.asarray(x, float), np.asarray(y, float)
    return Polygon(np.r_[np.c_[xs, ys], [[xs[-1], floor], [xs[0], floor]]]).buffer(0)


def block(left: float, foot: float, right: float, top: float) -> BaseGeometry:
    """An upright rectangle."""
    return box(left, foot, right, top)


def union(areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """All areas as one."""
    return unary_union(list(areas))


def polygons(area: BaseGeometry, least: float = 1e-6) -> list[Polygon]:
    """The polygons of an area that are larger than `least`."""
    parts = getattr(area, "geoms", [area])
    flat = [q for p in parts for q in (p.geoms if isinstance(p, MultiPolygon) else [p])]
    return [p for p in flat if isinstance(p, Polygon) and not p.is_empty and p.area > least]


def ornamented(area: BaseGeometry, grain: float, seed: int = 0) -> BaseGeometry:
    """The area with a cutter's ornament in each large piece: fringed rims, a blossom, crescents beside it.

    `grain` is the width of the bridges of paper that must stay; the area stays in one piece where it was.
    """
    cuts = [
        cut for k, piece in enumerate(polygons(area, 60 * grain**2)) for cut in _marks(piece, grain, seed + k)
    ]
    return area.difference(unary_union(cuts)) if cuts else area


def _marks(piece: Polygon, grain: float, seed: int) -> list[BaseGeometry]:
    inner = piece.buffer(-1.5 * grain)
    rim = [ring for shape in polygons(inner, 20 * grain**2) for ring in [shape.exterior]]
    safe = piece.buffer(-0.8 * grain)
    cuts: list[BaseGeometry] = [
        teeth(ring, 2.1 * grain, 3.0 * grain, -1.0 if ring.is_ccw else 1.0) for ring in rim
    ]
    heart = polylabel(piece, grain)
    room = piece.exterior.distance(heart)
    if room > 5.5 * grain:
        size = min(room - 3.8 * grain, 7.0 * grain)
        turn = (seed * 37) % 72
        cuts = [cut.difference(disc(heart.x, heart.y, size * 1.25)) for cut in cuts]
        cuts.append(_pierced(heart.x, heart.y, size, 6 if seed % 2 else 5, turn))
    return [cut.intersection(safe) for cut in cuts]


def _pierced(x: float, y: float, size: float, petals: int, turn: float) -> BaseGeometry:
    """A blossom of separate petals, so that its heart hangs on the bridges between them."""
    ways = np.radians(turn + 360 / petals * np.arange(petals))
    return union(
        petal(
            x + 0.24 * size * math.cos(way),
            y + 0.24 * size * math.sin(way),
            0.78 * size,
            0.52 * size * 5 / petals,
            math.degrees(way),
        )
        for way in ways
    )
