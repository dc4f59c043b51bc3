"""From a payload to the pattern of a whole frame."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.code import encode, message_of
from yingxi.trust.watermark.lattice import SHORTEST, lattice, spectrum_of, variant_of

TILE_AT_1080 = 256
SMALLEST_TILE = 128
FIXED_POINT = 24
"""The pattern is stored in this many steps a standard deviation."""


def tile_side(size: tuple[int, int]) -> int:
    """Pixels of a tile's side in a frame of (width, height): 256 where the short side has 1080."""
    return max(SMALLEST_TILE, 2 * round(TILE_AT_1080 / 2 * min(size) / 1080))


def make_tile(payload: int, side: int) -> NDArray[np.float32]:
    """The (side, side) tile of a payload, with mean 0 and standard deviation 1."""
    waves = spectrum_of(encode(message_of(payload)), variant_of(payload))
    spectrum = np.zeros((side, side), np.complex64)
    if side <= 2 * SHORTEST:
        raise ValueError(f"a tile of {side} pixels cannot hold waves of {SHORTEST} to the tile")
    across, down = lattice().points.T
    spectrum[down % side, across % side] = waves
    tile: NDArray[np.float32] = np.fft.ifft2(spectrum).real.astype(np.float32)
    tile /= tile.std()
    return tile


@lru_cache(maxsize=4)
def frame_pattern(payload: int, size: tuple[int, int]) -> NDArray[np.int16]:
    """The tile laid over a frame of (width, height), -127 to 127 in steps of 1/FIXED_POINT; read-only.

    int16, because every frame is multiplied with it in that type: a cast would cost more than the product.
    """
    tile = make_tile(payload, tile_side(size))
    steps = np.clip(np.rint(tile * FIXED_POINT), -127, 127).astype(np.int16)
    width, height = size
    repeats = (-(-height // len(steps)), -(-width // len(steps)))
    pattern = np.ascontiguousarray(np.tile(steps, repeats)[:height, :width])
    pattern.flags.writeable = False
    return pattern
