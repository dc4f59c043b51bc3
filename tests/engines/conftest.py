"""Engines of other houses, installed as pip leaves them: a module and its metadata on the path."""

import shutil
import sys
from pathlib import Path

import pytest

from yingxi.engines import find_engine
from yingxi.film import Score, Shot, Storyboard

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.fixture
def short_engine(tmp_path, monkeypatch):
    """The engine `short`, and `broken`, whose package lacks what it imports; seen by worker processes too."""
    place = tmp_path / "site"
    info = place / "short_engine-1.0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(HERE / "short_engine.py", place)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: short-engine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[yingxi.engines]\nshort = short_engine:ShortEngine\nbroken = not_there_at_all:Engine\n"
        "plain = short_engine:Settings\n"
    )
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.setenv("PYTHONPATH", str(place))
    find_engine.cache_clear()
    yield find_engine("short")
    find_engine.cache_clear()
    sys.modules.pop("short_engine", None)


@pytest.fixture
def board():
    """Two shots of a balloon, 128x72 at 12 frames a second."""
    shots = tuple(
        Shot(number=f"{number:04d}", scene=1, start=start, length=length, description="a red balloon",
             place="desert", set="desert", hour="noon", seed=3)
        for number, start, length in ((10, 0, 9), (20, 9, 30))
    )  # fmt: skip
    return Storyboard(
        title="Balloon", language="en", look="", fps=12, width=128, height=72, frames=39, score=Score(),
        shots=shots,
    )  # fmt: skip
