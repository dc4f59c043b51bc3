"""One frame after the other of a photograph in two layers."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from yingxi.engines.photo.framing import Framing, frame_photograph
from yingxi.engines.photo.layers import Layers, part_layers
from yingxi.engines.photo.matting import find_subject, follow_edges, keep_large
from yingxi.engines.photo.moves import apply, pose_at, reach_of, way_back
from yingxi.engines.photo.pixels import Bytes, Floats, Matrix
from yingxi.engines.photo.stirring import WIND, blown, lit, shine, softness
from yingxi.film import Shot

SPARE = 1.12
"""Layers are this much larger than they are shown, so that a camera that moves in stays crisp."""
CELL = 24
"""Pixels between the points at which the wind is asked."""
SEEN = 1 / 512
"""The least share of the subject that a pixel shows."""
Box = tuple[float, float, float, float]
UNSEEN = 0.02
"""Pixels: what moves less is drawn as if it stood still."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Staged:
    """A photograph ready to be filmed: layers at working size, the view, how far the camera may go."""

    front: Image.Image
    back: Image.Image
    small: Floats
    framing: Framing
    reach: float
    shape: tuple[int, int]
    box: Box
    grown: float
    found: bool


def stage_photograph(
    picture: Bytes, shot: Shot, size: tuple[int, int], seconds: float, depth: float
) -> Staged:
    """Cut a photograph into layers, frame it as the shot asks, and see how far the camera can go."""
    rough = keep_large(find_subject(picture))
    first = frame_photograph(follow_edges(picture, rough), size, shot)
    grown = min(1.0, first.scale * SPARE) if first.scale < 1 else first.scale
    picture = at_scale(picture, grown)
    alpha = follow_edges(picture, rough)
    layers = part_layers(picture, alpha)
    framing = frame_photograph(alpha, size, shot)
    reach = reach_of(shot, framing, alpha.shape, seconds) * min(depth, 1.0)
    rows, columns = np.flatnonzero(alpha.max(1) > SEEN), np.flatnonzero(alpha.max(0) > SEEN)
    box = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1) if len(rows) else (0, 0, 0, 0)
    return Staged(
        front=premultiplied(layers), back=Image.fromarray(to_bytes(layers.back)), small=softness(layers.soft),
        framing=framing, reach=reach, shape=(alpha.shape[0], alpha.shape[1]), grown=grown, box=box,
        found=bool(alpha.max() > 0.5),
    )  # fmt: skip


def at_scale(picture: Bytes, scale: float) -> Bytes:
    """A picture at a working size."""
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def premultiplied(layers: Layers) -> Image.Image:
    """The subject as a picture whose colours are already weighed by its matte."""
    whole = np.concatenate([layers.front * layers.alpha[..., None], layers.alpha[..., None]], -1)
    height, width = layers.alpha.shape
    return Image.frombytes("RGBa", (width, height), to_bytes(whole).tobytes())


def to_bytes(values: Floats) -> Bytes:
    """0-1 as 0-255."""
    return np.asarray(np.clip(values * 255 + 0.5, 0, 255), np.uint8)


def film_frame(staged: Staged, shot: Shot, place: float, seconds: float, sway: float, light: float) -> Bytes:
    """The frame at `place` 0-1 of a shot, `seconds` after its start: (h, w, 3) uint8."""
    pose = pose_at(shot, place, seconds, staged.reach)
    size, shape = staged.framing.size, staged.shape
    frame = np.array(warped(staged.back, way_back(pose, staged.framing, shape, "back"), size))
    if staged.found:
        view = way_back(pose, staged.framing, shape, "front")
        left, top, right, bottom = seen_box(view, staged.box, size)
        if left < right and top < bottom:
            near = view @ np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], np.float64)
            strength = sway * WIND.get(shot.weather, 1.0)
            front = stirred(staged, near, (right - left, bottom - top), seconds, strength)
            frame[top:bottom, left:right] = laid_over(front, frame[top:bottom, left:right])
    return shine(frame, lit(size, seconds, light))


def seen_box(view: Matrix, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the frame (left, top, right, bottom) in which the subject is seen: only that is drawn."""
    left, top, right, bottom = box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)
    seen = apply(np.asarray(np.linalg.inv(view), np.float64), corners)
    low, high = np.floor(seen.min(0)) - CELL, np.ceil(seen.max(0)) + CELL
    edges = np.clip([*low, *high], 0, [*size, *size]).astype(int)
    return int(edges[0]), int(edges[1]), int(edges[2]), int(edges[3])


def warped(layer: Image.Image, view: Matrix, size: tuple[int, int]) -> Image.Image:
    """A layer as the camera sees it, between its pixels bicubic."""
    data = (view / view[2, 2]).reshape(-1)[:8]
    return layer.transform(size, Image.Transform.PERSPECTIVE, tuple(data), Image.Resampling.BICUBIC)


def stirred(staged: Staged, view: Matrix, size: tuple[int, int], seconds: float, sway: float) -> Image.Image:
    """The subject as the camera sees it, its soft edges in the wind: a net of cells, each blown a little.

    Cells in which nothing is blown are drawn with all others in one go: most of a picture stands still.
    """
    if sway <= 0:
        return warped(staged.front, view, size)
    columns, rows = -(-size[0] // CELL), -(-size[1] // CELL)
    across = np.minimum(np.arange(columns + 1) * CELL, size[0])
    down = np.minimum(np.arange(rows + 1) * CELL, size[1])
    grid = np.stack(np.meshgrid(across, down), -1).reshape(-1, 2).astype(np.float64)
    seen = apply(view, grid)
    aside = blown(seen, staged.small, staged.shape, seconds, sway)
    source = (seen + aside).reshape(rows + 1, columns + 1, 2)
    far = np.abs(aside).max(1).reshape(rows + 1, columns + 1) > UNSEEN
    cells = []
    for row, column in np.argwhere(far[:-1, :-1] | far[1:, :-1] | far[:-1, 1:] | far[1:, 1:]):
        box = (int(across[column]), int(down[row]), int(across[column + 1]), int(down[row + 1]))
        left, right = source[row : row + 2, column], source[row : row + 2, column + 1]
        cells.append((box, (*left[0], *left[1], *right[1], *right[0])))
    still = warped(staged.front, view, size)
    if cells:
        moving = staged.front.transform(size, Image.Transform.MESH, cells, Image.Resampling.BICUBIC)
        for box, _ in cells:
            still.paste(moving.crop(box), box)
    return still


def laid_over(front: Image.Image, back: Bytes) -> Bytes:
    """A premultiplied layer over a picture."""
    width, height = front.size
    whole = np.frombuffer(front.tobytes(), np.uint8).reshape(height, width, 4).astype(np.uint16)
    rest = 255 - whole[..., 3:]
    return np.asarray(np.minimum(255, whole[..., :3] + (back * rest + 127) // 255), np.uint8)
