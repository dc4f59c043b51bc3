"""What every test may rely on: no key or setting of the person's machine is seen, and none is written."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def strange_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a home of its own, for its child processes too; a test of the home sets another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YINGXI_HOME", str(tmp_path_factory.getbasetemp() / "home"))
        yield


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the person's own Yingxi settings, but for where the asset packs and the run's own home lie."""
    kept = ("YINGXI_PACKS", "YINGXI_HOME")
    for name in [name for name in os.environ if name.startswith("YINGXI_") and name not in kept]:
        monkeypatch.delenv(name)
