"""What every test may rely on: no key or setting of the person's machine is seen."""

import os

import pytest


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the person's own Yingxi settings, but for where the asset packs lie."""
    for name in [name for name in os.environ if name.startswith("YINGXI_") and name != "YINGXI_PACKS"]:
        monkeypatch.delenv(name)
