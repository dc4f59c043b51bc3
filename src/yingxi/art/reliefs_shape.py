"""From a pictogram's SVG to painted polygons: curves flattened, one layer a fill, back to front."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import make_valid
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.ops import unary_union

from yingxi.art.words_packs import icon_bodies, icon_size

Points = NDArray[np.float64]
Colour = tuple[float, float, float]

_CURVE_STEPS = 9
_FAINT = 0.25
"""Opacity below which a layer is left out: shines and shadows of a flat drawing do not belong on a solid."""
_SLIVER = 2e-5
"""Share of the picture below which a piece is too small to cut."""
_GRADIENT = re.compile(
    r'<(?:linear|radial)Gradient[^>]*id="([^"]+)"[^>]*>(.*?)</(?:linear|radial)Gradient>', re.S
)
_STOP = re.compile(r'stop-color="([^"]+)"')
_URL = re.compile(r"url\(#([^)]+)\)")


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """One fill: its area in a picture 1 high, y up, standing on y = 0, centred on x = 0; linear colour."""

    area: MultiPolygon
    colour: Colour


@cache
def layers_of(pack: str, symbol: str, afloat: bool = False) -> tuple[Layer, ...]:
    """The painted layers of a pictogram, back to front, scaled so that the whole is 1 high.

    Of a thing that is `afloat` the drawn sea is left out: it floats on ours.
    """
    body, side = icon_bodies(pack)[symbol], icon_size(pack)
    drawn = [
        (_tidied(area, side), colour) for area, colour in _fills(_resolved(body), side) if not area.is_empty
    ]
    drawn = [(area, colour) for area, colour in drawn if not area.is_empty]
    if not drawn:
        return ()
    if afloat:
        drawn = _without_sea(drawn, side) or drawn
    x0, y0, x1, y1 = unary_union([area for area, _ in drawn]).bounds
    return tuple(
        Layer(area=_placed(area, 0.5 * (x0 + x1), y1, y1 - y0), colour=colour) for area, colour in drawn
    )


def _without_sea(drawn: list[tuple[MultiPolygon, Colour]], side: float) -> list[tuple[MultiPolygon, Colour]]:
    """The layers but for broad blue ones at the foot of the picture."""
    foot = max(area.bounds[3] for area, _ in drawn) - 0.12 * side

    def is_sea(area: MultiPolygon, colour: Colour) -> bool:
        broad = area.bounds[2] - area.bounds[0] > 0.5 * side
        return broad and area.bounds[3] > foot and colour[2] > 1.4 * colour[0] and area.bounds[1] > 0.5 * side

    return [(area, colour) for area, colour in drawn if not is_sea(area, colour)]


def _resolved(body: str) -> str:
    """The drawing with each gradient replaced by the mean of its colours."""
    means = {name: _mean(_STOP.findall(stops)) for name, stops in _GRADIENT.findall(body)}
    plain = _GRADIENT.sub("", body)
    return _URL.sub(lambda found: means.get(found.group(1), "#888888"), plain)


def _mean(stops: list[str]) -> str:
    rgb = [_rgb(stop) for stop in stops if stop.startswith("#")]
    if not rgb:
        return "#888888"
    return "#" + "".join(f"{round(float(value)):02x}" for value in np.mean(rgb, axis=0))


def _rgb(text: str) -> tuple[int, int, int]:
    digits = text.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _fills(body: str, side: float) -> Iterator[tuple[Any, Colour]]:
    """(area, linear colour) of every filled or stroked shape, in the order in which they are painted."""
    from svgelements import SVG, Path, Shape

    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{body}</svg>'
    drawing = SVG.parse(StringIO(text), width=side, height=side, color="#303030")
    for shape in drawing.elements(lambda element: isinstance(element, Shape)):
        path = Path(shape)
        path.reify()
        rings = [ring for ring in (_flattened(part) for part in path.as_subpaths()) if len(ring) > 1]
        if _painted(shape.fill):
            yield _nonzero([ring for ring in rings if len(ring) > 2]), _linear(shape.fill)
        if _painted(shape.stroke) and shape.stroke_width:
            lines = [LineString(ring).buffer(0.5 * float(shape.stroke_width)) for ring in rings]
            yield unary_union(lines), _linear(shape.stroke)


def _painted(paint: Any) -> bool:
    return (
        paint is not None and paint.value is not None and (paint.opacity is None or paint.opacity >= _FAINT)
    )


def _linear(paint: Any) -> Colour:
    """sRGB paint to linear light."""
    value = np.array([paint.red, paint.green, paint.blue], float) / 255.0
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return float(linear[0]), float(linear[1]), float(linear[2])


def _flattened(subpath: Any) -> Points:
    """A subpath as points (n, 2); straight pieces keep their ends only."""
    from svgelements import Close, Line, Move, Path

    points: list[tuple[float, float]] = []
    for piece in Path(subpath):
        if isinstance(piece, Move) or piece.end is None:
            continue
        steps = 1 if isinstance(piece, Line | Close) else _CURVE_STEPS
        if not points and piece.start is not None:
            points.append((float(piece.start.x), float(piece.start.y)))
        for share in np.linspace(0.0, 1.0, steps + 1)[1:]:
            at = piece.point(float(share))
            points.append((float(at.x), float(at.y)))
    return np.asarray(points, float).reshape(-1, 2)


def _nonzero(rings: list[Points]) -> Any:
    """The area of rings under the non-zero rule: those that turn like the largest fill, the others cut."""
    polygons = [(_signed(ring), make_valid(Polygon(ring))) for ring in rings]
    if not polygons:
        return MultiPolygon()
    lead = max(polygons, key=lambda pair: abs(pair[0]))[0]
    fills = unary_union([area for turn, area in polygons if turn * lead > 0])
    cuts = unary_union([area for turn, area in polygons if turn * lead < 0])
    return fills.difference(cuts) if not cuts.is_empty else fills


def _signed(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _tidied(area: Any, side: float) -> MultiPolygon:
    """Valid polygons without slivers, corners of less than a thousandth of the picture dropped."""
    valid = make_valid(area).simplify(0.0012 * side)
    parts = [p for p in getattr(valid, "geoms", [valid]) if isinstance(p, Polygon | MultiPolygon)]
    polygons = [q for p in parts for q in (p.geoms if isinstance(p, MultiPolygon) else [p])]
    return MultiPolygon([p for p in polygons if p.area > _SLIVER * side * side])


def _placed(area: MultiPolygon, middle: float, foot: float, height: float) -> MultiPolygon:
    from shapely.affinity import affine_transform

    return affine_transform(area, [1 / height, 0, 0, -1 / height, -middle / height, foot / height])
