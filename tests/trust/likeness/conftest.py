"""Faces for all tests of likeness, and a home of its own for each: nobody is enrolled from test to test."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
