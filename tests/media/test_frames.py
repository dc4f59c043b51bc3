"""Colour survives the way to planes and back, and follows BT.709 limited range."""

import numpy as np
import pytest

from yingxi.media import black_planes, planes_from_rgb, rgb_from_planes


@pytest.mark.parametrize(
    ("rgb", "yuv"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_primaries_have_the_values_of_the_standard(
    rgb: tuple[int, int, int], yuv: tuple[int, int, int]
) -> None:
    planes = planes_from_rgb(np.full((4, 6, 3), rgb, np.uint8))
    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == yuv


def test_smooth_pictures_survive_the_round_trip() -> None:
    down, across = np.mgrid[0:64, 0:96]
    picture = np.stack([across * 2, down * 3, 255 - across], -1).astype(np.uint8)
    back = rgb_from_planes(planes_from_rgb(picture))
    assert np.abs(back.astype(int) - picture).max() <= 5


def test_black_is_black() -> None:
    planes = black_planes((8, 4))
    assert planes.size == (8, 4)
    assert not rgb_from_planes(planes).any()
