"""Stills and contact sheets."""

from pathlib import Path

import numpy as np
import pytest

from yingxi.film.errors import UsageError
from yingxi.media import contact_sheet, load_still, save_still


def test_png_keeps_every_value(tmp_path: Path) -> None:
    picture = np.random.default_rng(1).integers(0, 256, (20, 30, 3), np.uint8)
    assert np.array_equal(load_still(save_still(tmp_path / "still.png", picture)), picture)


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot save a still as 'still\.bmp'; allowed: \.png"):
        save_still(tmp_path / "still.bmp", np.zeros((4, 4, 3), np.uint8))


def test_a_sheet_shows_every_picture_in_reading_order() -> None:
    shades = [50, 90, 130, 170, 210]
    pictures = [np.full((90, 160, 3), shade, np.uint8) for shade in shades]
    sheet = contact_sheet(pictures, columns=3, labels=[str(shade) for shade in shades], width=80, gap=10)
    assert sheet.shape == (2 * (45 + 26 + 10) + 10, 3 * 90 + 10, 3)
    centres = [sheet[10 + 22 + row * 81, 10 + 40 + column * 90, 0] for row in (0, 1) for column in (0, 1, 2)]
    assert centres[:5] == shades
    assert centres[5] < 20
