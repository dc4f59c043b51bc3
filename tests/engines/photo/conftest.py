"""Photographs that scikit-image ships, and shots to film them in."""

from dataclasses import replace
from pathlib import Path

import pytest
import skimage

from yingxi.film import Score, Shot, Storyboard
from yingxi.store import find_pack

needs_matting = pytest.mark.skipif(
    find_pack("matting") is None, reason="needs the pack 'matting': run make setup"
)


@pytest.fixture
def shipped():
    """A photograph of scikit-image by name."""
    return lambda name: Path(skimage.data_dir) / name


@pytest.fixture
def shot():
    return Shot(
        number="0010", scene=1, start=0, length=12, description="", place="", set="", hour="noon", size="ws",
        move="truck_right",
    )  # fmt: skip


@pytest.fixture
def board(shot):
    return Storyboard(
        title="Coffee", language="en", look="", fps=12, width=128, height=72, frames=12, score=Score(),
        shots=(shot,),
    )  # fmt: skip


@pytest.fixture
def moved(shot):
    """The shot with another move, size or weather."""
    return lambda **changes: replace(shot, **changes)
