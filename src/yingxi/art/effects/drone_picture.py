"""An SVG picture as coloured points for a swarm to draw."""

from pathlib import Path

import numpy as np

from yingxi.art.shapes import Numbers
from yingxi.film.errors import YingxiError


def coloured_points(path: Path, most: int = 14000) -> tuple[Numbers, Numbers]:
    """Points (n, 2) inside the picture's filled shapes (y up) and their linear colours (n, 3).

    Dark fills are lifted, for drones cannot shine black. Raises YingxiError for a picture without fills.
    """
    shapes = _filled_shapes(path)
    if not shapes:
        raise YingxiError(f"the picture {path.name} has no filled shapes; give the drones an .svg with fills")
    outlines = np.concatenate([outline for outline, _ in shapes])
    low, high = outlines.min(0), outlines.max(0)
    dice = np.random.default_rng(2)
    points = low + dice.random((most * 2, 2)) * (high - low)
    owner = np.full(len(points), -1)
    for index, (outline, _) in enumerate(shapes):
        owner[_inside(points, outline)] = index
    points, owner = points[owner >= 0][:most], owner[owner >= 0][:most]
    palette = np.array([colour for _, colour in shapes])
    return points * [1, -1], palette[owner]


def _filled_shapes(path: Path) -> list[tuple[Numbers, Numbers]]:
    """Outlines (k, 2) and linear colours of everything with a fill, bottom to top."""
    from svgelements import SVG, Shape
    from svgelements import Path as Outline

    found = []
    for element in SVG.parse(str(path)).elements():
        if not isinstance(element, Shape) or element.fill is None or element.fill.value is None:
            continue
        for part in Outline(element).as_subpaths():
            outline = Outline(part)
            if len(outline) < 2:
                continue
            ring = np.array([[p.x, p.y] for p in (outline.point(u) for u in np.linspace(0, 1, 90))])
            found.append((ring, _shining(element.fill)))
    return found


def _shining(fill: object) -> Numbers:
    values = np.array([getattr(fill, name) for name in ("red", "green", "blue")], float) / 255
    linear = values**2.2
    return np.asarray(np.maximum(linear, 0.02) * max(1.0, 0.55 / max(float(linear.max()), 0.05)))


def _inside(points: Numbers, outline: Numbers) -> Numbers:
    """Which points are inside a closed outline (even-odd)."""
    inside = np.zeros(len(points), bool)
    for (x0, y0), (x1, y1) in zip(outline, np.roll(outline, -1, 0), strict=True):
        crosses = (y0 > points[:, 1]) != (y1 > points[:, 1])
        if y1 != y0:
            inside ^= crosses & (points[:, 0] < (x1 - x0) * (points[:, 1] - y0) / (y1 - y0) + x0)
    return inside
