"""What is left of a picture when its own broad shapes are taken away: there the mark is looked for."""

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

WORKING_SIDE = 540
BROAD = 11
"""Pixels over which the picture's own level is taken, at about 540 lines."""

CLIP = 2.0
FLOOR = 0.15


def residual(luma: NDArray[np.uint8]) -> Plane:
    """A luma plane's fine part, evened out: each place counts by how unusual it is there, clipped."""
    from scipy.ndimage import uniform_filter

    small = reduce_plane(luma)
    small -= uniform_filter(small, BROAD, mode="nearest")
    power = uniform_filter(small * small, BROAD, mode="nearest")
    small /= np.sqrt(np.maximum(power, 0)) + np.float32(FLOOR)
    return np.clip(small, -CLIP, CLIP, out=small)


def reduce_plane(luma: NDArray[np.uint8]) -> Plane:
    """The plane averaged over whole squares, so that its short side has about WORKING_SIDE pixels."""
    times = reduction(luma.shape)
    if times == 1:
        return luma.astype(np.float32)
    height, width = (side // times * times for side in luma.shape)
    rows = luma[:height:times, :width].astype(np.uint16)
    for row in range(1, times):
        rows += luma[row:height:times, :width]
    total = rows[:, ::times].astype(np.float32)
    for column in range(1, times):
        total += rows[:, column::times]
    return total / np.float32(times * times)


def reduction(shape: tuple[int, ...]) -> int:
    """How many pixels become one on a side."""
    return max(1, round(min(shape[:2]) / WORKING_SIDE))
