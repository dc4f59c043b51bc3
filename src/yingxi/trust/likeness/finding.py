"""Faces in a picture, of any size from 24 pixels on: a cascade of three networks (MTCNN).

Source: Zhang et al., "Joint Face Detection and Alignment using Multitask Cascaded Convolutional Networks",
2016; weights as shipped in the pack `face-recognition`. They were trained on pictures with their axes
swapped, so that every picture is turned before it goes in.
"""

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.faces import Face, Picture
from yingxi.trust.likeness.networks.shelf import run_network

Array = NDArray[np.float32]
CELL, STRIDE = 12, 2
"""What the first network looks at, and its step, in pixels of a scaled picture."""
STEP = 0.709
"""Each smaller copy of the picture has half the pixels of the one before."""
LONGEST = 1280
"""Larger pictures are searched at this many pixels on their longer side."""
SURE = (0.6, 0.7, 0.8)
"""What each of the three networks must be sure of."""


def find_faces(picture: Picture, smallest: int = 24) -> tuple[Face, ...]:
    """Every face at least `smallest` pixels high, the largest first; picture (h, w, 3) uint8 RGB."""
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
        raise UsageError(
            f"a picture is (h, w, 3) bytes of RGB, got {picture.shape} of {picture.dtype}",
            zh=f"图片应是 (h, w, 3) 的 RGB 字节，得到 {picture.shape} 的 {picture.dtype}",
        )
    small, scale = _reduced(picture)
    turned = np.ascontiguousarray(small.transpose(1, 0, 2))
    boxes = _propose(turned, max(smallest / scale, 20.0))
    for name, size, sure in (("rnet", 24, SURE[1]), ("onet", 48, SURE[2])):
        boxes, marks = _judge(turned, boxes, name, size, sure)
    if not len(boxes):
        return ()
    faces = [_face(box, mark, scale) for box, mark in zip(boxes, marks, strict=True)]
    return tuple(sorted((one for one in faces if one.height >= smallest), key=lambda one: -one.height))


def _reduced(picture: Picture) -> tuple[Picture, float]:
    """The picture as it is searched, and how much larger it really is."""
    from PIL import Image

    scale = max(1.0, max(picture.shape[:2]) / LONGEST)
    if scale == 1.0:
        return picture, scale
    size = (round(picture.shape[1] / scale), round(picture.shape[0] / scale))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX)), scale


def _normal(pictures: Array) -> Array:
    return np.asarray((pictures - 127.5) / 128, np.float32)


def _propose(turned: Picture, smallest: float) -> Array:
    """Boxes (n, 5) of the turned picture, x y x y score, that the first network proposes at all scales."""
    from PIL import Image

    found, scale = [], CELL / smallest
    image = Image.fromarray(turned)
    while min(turned.shape[:2]) * scale >= CELL:
        size = (int(np.ceil(turned.shape[1] * scale)), int(np.ceil(turned.shape[0] * scale)))
        copy = np.asarray(image.resize(size, Image.Resampling.BOX), np.float32)
        chance, shift = run_network("pnet", _normal(copy)[None])
        found.append(_merge(_cells(chance[0, ..., 1], shift[0], scale), 0.5))
        scale *= STEP
    return _squared(_merge(np.concatenate(found), 0.7)) if found else np.zeros((0, 5), np.float32)


def _cells(chance: Array, shift: Array, scale: float) -> Array:
    """The cells that the first network likes, moved as it says, in pixels of the turned picture."""
    rows, columns = np.nonzero(chance >= SURE[0])
    corner = np.stack([columns, rows], -1) * STRIDE
    box = np.concatenate([corner, corner + CELL], -1) / scale
    return _moved(box, shift[rows, columns], chance[rows, columns])


def _moved(box: NDArray[np.floating], shift: Array, score: Array) -> Array:
    """Boxes moved by parts of their own size. The networks say y before x, for they were trained turned."""
    size = np.tile(box[:, 2:] - box[:, :2], 2)
    return np.concatenate([box + shift[:, [1, 0, 3, 2]] * size, score[:, None]], -1).astype(np.float32)


def _judge(turned: Picture, boxes: Array, name: str, size: int, sure: float) -> tuple[Array, Array]:
    """The boxes that the next network keeps, and (for the last) five landmarks each."""
    none = np.zeros((0, 5), np.float32), np.zeros((0, 5, 2), np.float32)
    if not len(boxes):
        return none
    crops = np.stack([_crop(turned, box, size) for box in boxes])
    chance, shift, *marks = run_network(name, _normal(crops))
    kept = chance[:, 1] >= sure
    if not kept.any():
        return none
    boxes, score = boxes[kept, :4], chance[kept, 1]
    places = _landmarks(boxes, marks[0][kept]) if marks else np.zeros((len(boxes), 5, 2), np.float32)
    moved = _moved(boxes, shift[kept], score)
    chosen = _kept(moved, 0.7, of_smaller=bool(marks))
    return (moved[chosen] if marks else _squared(moved[chosen])), places[chosen]


def _landmarks(boxes: Array, marks: Array) -> Array:
    """(n, 5, 2) in pixels of the turned picture; the network says five y, then five x, parts of the box."""
    parts = np.stack([marks[:, 5:], marks[:, :5]], -1)
    return np.asarray(boxes[:, None, :2] + parts * (boxes[:, None, 2:] - boxes[:, None, :2]), np.float32)


def _crop(picture: Picture, box: Array, size: int) -> Array:
    """A square of the picture at `size` pixels; black where it reaches over the border."""
    from PIL import Image

    left, top, right, bottom = (round(float(edge)) for edge in box[:4])
    cut = Image.fromarray(picture).crop((left, top, right, bottom))
    return np.asarray(cut.resize((size, size), Image.Resampling.BOX), np.float32)


def _squared(boxes: Array) -> Array:
    """Boxes grown to squares around their middle."""
    side = (boxes[:, 2:4] - boxes[:, :2]).max(-1, keepdims=True)
    middle = (boxes[:, :2] + boxes[:, 2:4]) / 2
    return np.concatenate([middle - side / 2, middle + side / 2, boxes[:, 4:]], -1)


def _merge(boxes: Array, most: float) -> Array:
    return np.asarray(boxes[_kept(boxes, most)], np.float32)


def _kept(boxes: Array, most: float, of_smaller: bool = False) -> NDArray[np.intp]:
    """The best boxes, none of which covers another by more than `most` (of both, or of the smaller one)."""
    order, kept = np.argsort(-boxes[:, 4], kind="stable"), []
    area = np.prod(np.maximum(boxes[:, 2:4] - boxes[:, :2], 0), -1)
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        low = np.maximum(boxes[best, :2], boxes[order, :2])
        high = np.minimum(boxes[best, 2:4], boxes[order, 2:4])
        shared = np.prod(np.maximum(high - low, 0), -1)
        whole = np.minimum(area[best], area[order]) if of_smaller else area[best] + area[order] - shared
        order = order[shared <= most * whole]
    return np.array(kept, np.intp)


def _face(box: Array, marks: Array, scale: float) -> Face:
    """A face of the real picture from one of the turned and reduced picture."""
    top, left, bottom, right = (float(edge) * scale for edge in box[:4])
    places = marks[:, ::-1].astype(np.float64) * scale
    return Face(box=(left, top, right, bottom), landmarks=places, score=float(box[4]))
