"""Frames at another size."""

import numpy as np

from yingxi.media.frames import Planes
from yingxi.media.scaling import Enlarger


def ramp(size: tuple[int, int]) -> Planes:
    """Luma rises along x from 16 to 235, chroma along y."""
    width, height = size
    y = np.tile(np.linspace(16, 235, width), (height, 1)).round().astype(np.uint8)
    u = np.tile(np.linspace(60, 200, height // 2)[:, None], (1, width // 2)).round().astype(np.uint8)
    return Planes(y, u, u[::-1])


def test_a_ramp_stays_a_ramp_at_the_new_size() -> None:
    large = Enlarger((320, 180)).enlarge(ramp((192, 108)))
    assert large.size == (320, 180)
    assert large.u.shape == large.v.shape == (90, 160)
    wanted = ramp((320, 180))
    for got, ideal in ((large.y, wanted.y), (large.u, wanted.u), (large.v, wanted.v)):
        assert np.abs(got.astype(int) - ideal.astype(int))[4:-4, 4:-4].max() <= 2


def test_the_same_frame_gives_the_same_bytes_and_its_own_size_is_free() -> None:
    enlarger, frame = Enlarger((320, 180)), ramp((192, 108))
    first = np.array(enlarger.enlarge(frame).y)
    enlarger.enlarge(Planes(255 - frame.y, frame.u, frame.v))
    assert np.array_equal(enlarger.enlarge(frame).y, first)
    own = ramp((320, 180))
    assert enlarger.enlarge(own) is own
