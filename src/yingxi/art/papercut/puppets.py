"""Puppets: what a subject looks like in cut paper, from its pictogram or from the outline of its model."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yingxi.art.asset import Asset, CallSheet, Path, Place
from yingxi.art.papercut.colours import Colour, Palette
from yingxi.art.papercut.cutting import flower, ornamented, petal, polygons, rounded, union
from yingxi.art.reliefs_shape import layers_of
from yingxi.world.rigging import shown
from yingxi.world.scene import Actor, Array, Model, Moment

ACROSS = 560
"""Pixels of the longer side of the picture that a model's outline is traced from."""
TURNED = -0.62
"""Radians by which people are turned toward the viewer, so that face and robe are seen."""
FIRST, HELD, POSES = 1.0, 1.0 / 6.0, 5
"""Second of its play in which a model is traced first; seconds that a pose is held; poses of who moves."""
STRIDE = {"run": 3.6, "chase": 3.6, "flee": 3.6, "walk": 1.3, "march": 1.3, "cross": 1.3}
"""Metres a second at which somebody goes while traced, so that the legs go too."""
GAP = 0.0055
"""Half the width of the line between two papers, as a share of the puppet's height."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """One paper of a puppet 1 high that stands on y = 0 and faces +x; `level` counts from the back.

    It belongs to one of `poses`, which are shown in turn, to and fro.
    """

    area: BaseGeometry
    colour: Colour
    level: int
    pose: int = 0
    poses: int = 1

    def shown(self, t: float) -> bool:
        """Whether its pose is held at `t` seconds."""
        if self.poses == 1:
            return True
        turn = int(t / HELD + 1e-6) % (2 * self.poses - 2)
        return self.pose == (turn if turn < self.poses else 2 * self.poses - 2 - turn)


def puppet(sheet: CallSheet, asset: Asset, place: Place, palette: Palette) -> tuple[Piece, ...]:
    """The papers of a subject, pose by pose and back to front: a dark backing, then one for each part."""
    if asset.id.startswith("relief:"):
        poses = [_pictogram_parts(asset.id, asset.lives == "water", palette)]
    else:
        poses = _model_poses(sheet, asset, place, palette)
    return tuple(
        piece for number, parts in enumerate(poses) for piece in _papers(parts, palette, number, len(poses))
    )


def _papers(parts: list[tuple[BaseGeometry, Colour]], palette: Palette, pose: int, poses: int) -> list[Piece]:
    whole = union(area for area, _ in parts)
    backing = _solid(whole.buffer(0.012, 5))
    found = [Piece(area=backing, colour=palette.backing, level=0, pose=pose, poses=poses)]
    for k, (area, colour) in enumerate(parts):
        # Faces and hands stay plain.
        cut = area if colour == palette.of("skin", True) else ornamented(area, 0.0125, k)
        found.append(Piece(area=cut, colour=colour, level=1 + k % 2, pose=pose, poses=poses))
    return found


def lettered(text: str, colour: Colour, palette: Palette) -> tuple[Piece, ...]:
    """Characters cut from paper in a row, on a dark backing.

    Raises YingxiError when no Chinese font is installed.
    """
    from PIL import Image, ImageDraw, ImageFont

    from yingxi.art.sets.river_city_signs import chinese_font

    face = ImageFont.truetype(str(chinese_font()), 200)
    left, top, right, foot = face.getbbox(text)
    sheet = Image.new("L", (int(right - left) + 24, int(foot - top) + 24), 0)
    ImageDraw.Draw(sheet).text((12 - left, 12 - top), text, font=face, fill=255)
    area = _traced(np.asarray(sheet)[::-1] > 127)
    if area.is_empty:
        return ()
    x0, y0, x1, y1 = area.bounds
    tall = y1 - y0
    fit = [1 / tall, 0, 0, 1 / tall, -(x0 + x1) / 2 / tall, -y0 / tall]
    letters = affinity.affine_transform(area, fit)
    backing = Piece(area=_solid(letters.buffer(0.05, 5)), colour=palette.backing, level=0)
    return (backing, Piece(area=letters, colour=colour, level=1))


def bursts(random: np.random.Generator, palette: Palette) -> tuple[Piece, ...]:
    """Rosettes of light in three papers: what fireworks and swarms of lights are in paper."""
    pieces = []
    for k, colour in enumerate((palette.rim, palette.blossom, palette.cloud[1])):
        rings = []
        for turn in np.arange(2) + random.uniform(0, 3):
            x, y = 0.55 * np.cos(2.1 * k + 3.1 * turn), 0.5 + 0.38 * np.sin(2.1 * k + 3.1 * turn)
            rings += [
                petal(x + r * np.cos(a), y + r * np.sin(a), length, 0.030, np.degrees(a))
                for r, length in ((0.05, 0.12), (0.20, 0.09))
                for a in np.arange(14) * 2 * np.pi / 14
            ]
            rings.append(flower(x, y, 0.045, 6))
        pieces.append(Piece(area=union(rings), colour=colour, level=k))
    return tuple(pieces)


def _solid(area: BaseGeometry) -> BaseGeometry:
    """The area without its small holes."""
    return union(
        Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > 0.004])
        for p in polygons(area)
    )


def _pictogram_parts(asset_id: str, afloat: bool, palette: Palette) -> list[tuple[BaseGeometry, Colour]]:
    """The fills of a pictogram, each cut clear of those above it, in papers near to their colours."""
    _, pack, symbol = asset_id.split(":")
    # Pictograms look to the left; puppets face right.
    layers = [
        (affinity.scale(layer.area, -1.0, 1.0, origin=(0, 0)), layer.colour)
        for layer in layers_of(pack, symbol, afloat)
    ]
    joined: dict[Colour, list[BaseGeometry]] = {}
    for number, (area, colour) in enumerate(layers):
        above = [
            other
            for other, paint in layers[number + 1 :]
            if palette.nearest(paint) != palette.nearest(colour)
        ]
        seen = area.difference(union(above).buffer(GAP)) if above else area
        joined.setdefault(palette.nearest(colour), []).append(seen)
    return [(union(areas).buffer(0), colour) for colour, areas in joined.items()]


def _model_poses(
    sheet: CallSheet, asset: Asset, place: Place, palette: Palette
) -> list[list[tuple[BaseGeometry, Colour]]]:
    """The outlines of a model's parts by what they are, seen from the side, in each of its poses."""
    action = sheet.subject.action if sheet.subject else ""
    pace = STRIDE.get(action, 0.0)
    actor = _lone_actor(sheet, asset, place, pace)
    lively = asset.kind == "cast" and action not in ("", "stand", "sit", "wait")
    turned = TURNED if asset.kind == "cast" else 0.0
    poses: list[list[tuple[BaseGeometry, Colour]]] = []
    fit: list[float] = []
    for number in range(POSES if lively else 1):
        t = FIRST + HELD * number
        parts = [] if actor is None else _parts_at(actor, t, turned, pace, palette)
        if parts:
            fit = fit or _standing(union(area for area, _ in parts))
            fitted = [
                (affinity.affine_transform(area, fit).buffer(-0.4 * GAP), paper) for area, paper in parts
            ]
            poses.append([(area, paper) for area, paper in fitted if not area.is_empty])
    return poses


def _parts_at(
    actor: Actor, t: float, turned: float, pace: float, palette: Palette
) -> list[tuple[BaseGeometry, Colour]]:
    """The parts in metres as they are at `t` seconds, where they started from."""
    triangles, kinds = _seen(actor, t, turned, pace)
    if not len(triangles):
        return []
    picture, low, scale = _drawn(triangles, kinds)
    fit = [1 / scale, 0, 0, 1 / scale, float(low[0]), float(low[1])]
    found = []
    for kind in [int(k) for k in np.unique(picture) if k]:
        area = affinity.affine_transform(_traced(picture == kind), fit)
        found.append((area, palette.of(_KINDS[kind // 2], kind % 2 == 1)))
    return found


def _standing(whole: BaseGeometry) -> list[float]:
    """The transform that makes an outline 1 high, standing on y = 0, centred on x = 0."""
    x0, y0, x1, y1 = whole.bounds
    tall = max(y1 - y0, 1e-6)
    return [1 / tall, 0, 0, 1 / tall, -(x0 + x1) / 2 / tall, -y0 / tall]


def _lone_actor(sheet: CallSheet, asset: Asset, place: Place, pace: float) -> Actor | None:
    """One of the subject, going `pace` m/s along +x, playing what it plays."""
    subject = sheet.subject
    way = Path(position=lambda t: np.array([pace * t, 0.0, 0.0], np.float32), yaw=lambda t: 0.0)
    one = replace(sheet, subject=replace(subject, count=1) if subject else None, paths=(way,), place=place)
    actor = asset.build(one)
    return None if isinstance(actor, Place) else actor


_KINDS = (
    "",
    "person",
    "skin",
    "hair",
    "cloth",
    "wood",
    "stone",
    "roof",
    "plant",
    "metal",
    "light",
    "animal",
    "vehicle",
    "wall",
)


def _kind(semantic: str, luma: NDArray[np.float64]) -> NDArray[np.int64]:
    """Numbers of the papers: what it is, twice, and one more where it is light."""
    number = _KINDS.index(semantic) if semantic in _KINDS else _KINDS.index("wood")
    return 2 * number + (luma > 0.16).astype(np.int64)


def _seen(actor: Actor, t: float, turned: float, pace: float) -> tuple[Array, NDArray[np.int64]]:
    """All triangles (n, 3, 3) at `t`, turned to the viewer, and their kinds (n,)."""
    moment: Moment = actor.at(t)
    models: Mapping[str, Model] = actor.models
    found: list[Array] = []
    kinds: list[NDArray[np.int64]] = []
    c, s = np.cos(turned), np.sin(turned)
    spin = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float32)
    for name, rows in moment.instances.items():
        drawn = shown(name, models[name], moment)
        for vertices, part in zip(drawn, models[name].surfaces, strict=True):
            luma = vertices["colour"][:, :3].astype(float) @ (0.2126, 0.7152, 0.0722) / 255.0
            corners = vertices["position"][part.triangles]
            for row in np.asarray(rows, np.float32).reshape(-1, 16):
                matrix = row[:12].reshape(3, 4)
                found.append((corners @ matrix[:, :3].T + matrix[:, 3] - (pace * t, 0.0, 0.0)) @ spin.T)
                kinds.append(_kind(part.semantic, luma[part.triangles].mean(1)))
    if not found:
        return np.zeros((0, 3, 3), np.float32), np.zeros(0, np.int64)
    return np.concatenate(found), np.concatenate(kinds)


def _drawn(triangles: Array, kinds: NDArray[np.int64]) -> tuple[NDArray[np.uint8], Array, float]:
    """A picture (h, w) of kinds as seen along -z, y up; its low corner in metres; pixels to a metre."""
    from PIL import Image, ImageDraw

    flat = triangles[:, :, :2]
    low, high = flat.reshape(-1, 2).min(0), flat.reshape(-1, 2).max(0)
    scale = ACROSS / float(max(*(high - low), 1e-3))
    size = np.ceil((high - low) * scale).astype(int) + 8
    sheet = Image.new("L", (int(size[0]), int(size[1])), 0)
    draw = ImageDraw.Draw(sheet)
    points = (flat - low) * scale + 4
    for k in np.argsort(triangles[:, :, 2].mean(1), kind="stable"):
        draw.polygon(points[k].ravel().tolist(), fill=int(kinds[k]))
    return np.asarray(sheet), low - 4 / scale, scale


def _traced(mask: NDArray[np.bool_]) -> BaseGeometry:
    """The outline of a mask with its holes, smoothed by about a pixel."""
    from scipy.ndimage import gaussian_filter
    from skimage.measure import find_contours

    soft = gaussian_filter(np.pad(mask.astype(float), 2), 1.3)
    area: BaseGeometry = Polygon()
    for ring in find_contours(soft, 0.5):  # type: ignore[no-untyped-call]
        if len(ring) > 8:
            area = area.symmetric_difference(Polygon(ring[:, ::-1] - 2).buffer(0))
    return rounded(area.simplify(0.7), 0.6) if not area.is_empty else area
