"""From cut polygons to pieces of hide: flat, their edges softening as they leave the cloth."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon

from yingxi.art.papercut.cutting import Points, polygons
from yingxi.art.papercut.sheets import Colour, Sheet, Still
from yingxi.art.shapes.mesh import Finish, Mesh, make, merge, model
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Array, Model, Moment, Sound

MATERIAL = "hide"
TOUCHING, PER_LEVEL, LIFTED = 0.0019, 0.0042, 0.010
"""Half heights by which an edge is soft: on the cloth, more for each metre before it, lifted off."""
LYING = 0.75
"""Depth in metres up to which things lie on the cloth."""


def hide_model(sheet: Sheet, scale: float) -> Model | None:
    """The sheet as hide about its pivot, `scale` metres a half height; None when nothing is left of it."""
    parts = [
        _piece(p, sheet.pivot, scale, sheet.colour)
        for p in polygons(sheet.area.buffer(0).simplify(0.0011), 2e-5)
    ]
    return model([(merge(parts), MATERIAL, "paper")]) if parts else None


def _piece(polygon: Polygon, pivot: tuple[float, float], scale: float, colour: Colour) -> Mesh:
    """The face, and round every ring a band from full cover to none, folded until it softens."""
    import mapbox_earcut

    rings = [np.asarray(ring.coords)[:-1] for ring in (polygon.exterior, *polygon.interiors)]
    rings = [(ring - pivot) * scale for ring in rings if len(ring) > 2]
    flat = np.concatenate(rings)
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3)
    outward = np.concatenate([_outward(ring, hole=number > 0) for number, ring in enumerate(rings)])
    count = len(flat)
    bands, first = [triangles], 0
    for ring in rings:
        here = first + np.arange(len(ring))
        after = first + np.roll(np.arange(len(ring)), -1)
        bands += [np.c_[here, after, here + count], np.c_[after, after + count, here + count]]
        first += len(ring)
    places = np.c_[np.r_[flat, flat], np.zeros(2 * count)]
    finish = Finish(
        colour=np.minimum(np.asarray(colour), 1.0), roughness=np.r_[np.ones(count), np.zeros(count)]
    )
    return make(places, np.c_[np.r_[outward, outward], np.zeros(2 * count)], np.concatenate(bands), finish)


def _outward(ring: Points, hole: bool) -> Points:
    """Unit directions (n, 2) out of the hide at the corners of a ring."""
    before, after = ring - np.roll(ring, 1, 0), np.roll(ring, -1, 0) - ring
    way = before / (np.linalg.norm(before, axis=1, keepdims=True) + 1e-12)
    way = way + after / (np.linalg.norm(after, axis=1, keepdims=True) + 1e-12)
    area = float(np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1]))
    side = np.c_[way[:, 1], -way[:, 0]] * (1.0 if (area > 0) != hole else -1.0)
    return np.asarray(side / (np.linalg.norm(side, axis=1, keepdims=True) + 1e-12))


def softness(sheet: Sheet, t: float) -> float:
    """Half heights by which its edge is soft at `t` seconds."""
    off = sheet.lifted(t) if sheet.lifted is not None else 0.0
    return TOUCHING + PER_LEVEL * max(sheet.depth - LYING - 0.45, 0.0) + LIFTED * off


@dataclass(frozen=True, eq=False, kw_only=True)
class HideActor:
    """Pieces of hide that move before the cloth, in metres of `scale` a half height.

    `lines` are those that are lines along the edges of others.
    """

    models: Mapping[str, Model]
    sheets: Mapping[str, Sheet]
    scale: float
    tints: Mapping[str, Colour]
    lines: frozenset[str] = frozenset()

    def at(self, t: float) -> Moment:
        """Where each piece is at `t` seconds, how soft its edge; what lifts off the cloth looms larger."""
        rows = {}
        for name, sheet in self.sheets.items():
            if sheet.shown is not None and not sheet.shown(t):
                rows[name] = np.zeros((0, 16), np.float32)
                continue
            right, up, turn = sheet.moves(t) if sheet.moves else _rest(t)
            place = (
                (sheet.pivot[0] + right) * self.scale,
                (sheet.pivot[1] + up) * self.scale,
                0.001 * sheet.depth,
            )
            off, soft, tint = (
                sheet.lifted(t) if sheet.lifted is not None else 0.0,
                softness(sheet, t),
                self.tints[name],
            )
            if name in self.lines:
                # A line that is out of focus is not wider but fainter.
                tint, soft = _paled(sheet.colour, TOUCHING / soft), TOUCHING
            rows[name] = instances(
                [place], 1.0 + 0.03 * off, 0.0, turn, tint=tint, parameter=soft * self.scale
            )
        return Moment(instances=rows)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box about the cloth."""
        reach = np.array((1.8 * self.scale, self.scale, 0.5), np.float32)
        return -reach, reach

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Hide is silent; the things that it stands for are heard where the shot is dressed."""
        return ()


def _paled(colour: Colour, share: float) -> Colour:
    """The tint that leaves so much of a dark line's colour and makes the rest clear."""
    red, green, blue = (1.0 + (part - 1.0) * share for part in colour)
    return red / max(colour[0], 1e-3), green / max(colour[1], 1e-3), blue / max(colour[2], 1e-3)


def _rest(t: float) -> Still:
    return (0.0, 0.0, 0.0)
