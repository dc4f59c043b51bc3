"""A frame of film as it is stored: 8-bit planar 4:2:0, BT.709, limited range."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

KR, KB = 0.2126, 0.0722
KG = 1.0 - KR - KB


@dataclass(frozen=True, eq=False, slots=True)
class Planes:
    """One frame, YUV 4:2:0. `y` is (h, w); `u` and `v` are (h/2, w/2); uint8, strided views are welcome."""

    y: Bytes
    u: Bytes
    v: Bytes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.y.shape[1], self.y.shape[0]


FramePass = Callable[[Planes], Planes]
"""What is done to every frame before it is encoded, such as a watermark: a new frame of the same size."""


def black_planes(size: tuple[int, int]) -> Planes:
    """A black frame of (width, height) pixels."""
    width, height = size
    chroma = np.full((height // 2, width // 2), 128, np.uint8)
    return Planes(np.full((height, width), 16, np.uint8), chroma, chroma.copy())


def planes_from_rgb(rgb: Bytes) -> Planes:
    """Planes of an (h, w, 3) uint8 picture with even sides, BT.709 limited; chroma is the mean of 2x2."""
    colour = rgb.astype(np.float32) / np.float32(255)
    luma = colour @ np.array([KR, KG, KB], np.float32)
    height, width = luma.shape
    small = colour.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3), dtype=np.float32)
    grey = small @ np.array([KR, KG, KB], np.float32)
    blue = (small[..., 2] - grey) * np.float32(112 / (1 - KB))
    red = (small[..., 0] - grey) * np.float32(112 / (1 - KR))
    return Planes(to_bytes(luma * 219 + 16), to_bytes(blue + 128), to_bytes(red + 128))


def rgb_from_planes(planes: Planes) -> Bytes:
    """The (h, w, 3) uint8 picture of a frame; chroma is interpolated between its 2x2 centres."""
    return rgb_from_yuv(planes.y.astype(np.float32), double_plane(planes.u), double_plane(planes.v))


def half_rgb(planes: Planes) -> Bytes:
    """The picture at half its width and height, in a quarter of the time: for thumbnails."""
    height, width = planes.u.shape
    y = planes.y[: 2 * height, : 2 * width].astype(np.uint16)
    rows = y[::2] + y[1::2]
    luma = (rows[:, ::2] + rows[:, 1::2]).astype(np.float32) / np.float32(4)
    return rgb_from_yuv(luma, planes.u.astype(np.float32) - 128, planes.v.astype(np.float32) - 128)


def rgb_from_yuv(y: Floats, u: Floats, v: Floats) -> Bytes:
    """RGB of luma 16-235 and chroma less 128, all of one size."""
    luma = (y - 16) * np.float32(1 / 219)
    blue = u * np.float32((1 - KB) / 112)
    red = v * np.float32((1 - KR) / 112)
    green = (-KR * red - KB * blue) / np.float32(KG)
    picture = np.stack([luma + red, luma + green, luma + blue], axis=-1)
    return to_bytes(picture * 255)


def double_plane(plane: Bytes) -> Floats:
    """A chroma plane less 128 at twice the width and height, linear between sample centres."""
    centred = plane.astype(np.float32) - 128
    for axis in (0, 1):
        edge = [(1, 1) if axis == this else (0, 0) for this in (0, 1)]
        padded = np.pad(centred, edge, mode="edge")
        before, here, after = (np.take(padded, range(k, k + centred.shape[axis]), axis) for k in (0, 1, 2))
        pair = np.stack([here * 0.75 + before * 0.25, here * 0.75 + after * 0.25], axis=axis + 1)
        shape = list(centred.shape)
        shape[axis] *= 2
        centred = pair.reshape(shape)
    return centred.astype(np.float32)


def to_bytes(values: Floats) -> Bytes:
    """Nearest whole values in 0-255."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
