"""Renderers are dear to make: one for all tests of a size."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from yingxi.world import Renderer

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def renderer() -> Callable[..., Renderer]:
    """Make (or take again) a renderer of a size and quality."""
    return cache(lambda size=(160, 90), quality="film": Renderer(size, quality=quality))
