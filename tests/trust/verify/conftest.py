"""Lets the tests of verify share their files (odd_files.py) and one warm guard."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def guard():
    """One guarded reader for all tests; a reader that falls is replaced by the guard itself."""
    from yingxi.trust.verify import Guard

    with Guard() as standing:
        yield standing


@pytest.fixture
def look(guard, tmp_path):
    """Bytes to their report, under a name that says nothing of their kind."""
    from yingxi.trust.verify import verify_file

    def look_at(data: bytes, name: str = "thing"):
        path = tmp_path / name
        path.write_bytes(data)
        return verify_file(path, guard)

    return look_at
