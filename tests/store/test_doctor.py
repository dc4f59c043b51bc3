"""The doctor looks at everything and never falls ill."""

import sys
from pathlib import Path

import pytest

from yingxi.store import doctor
from yingxi.store.doctor import ask_adapter, check_adapter, check_disk, examine
from yingxi.store.packs import packs


def test_everything_is_looked_at_in_both_languages(tmp_path: Path) -> None:
    checks = {check.name: check for check in examine(tmp_path / "not" / "there")}
    assert set(packs()) < set(checks)
    assert {"Python", "FFmpeg", "Vulkan / Metal / DirectX", "disk", "memory", "cores"} < set(checks)
    assert checks["Python"].ok
    assert "libx264" in checks["FFmpeg"].detail
    for check in checks.values():
        assert check.detail, check.name
        assert all(check.cost), check.name
        assert all(check.get), check.name


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("raise RuntimeError('no adapter found')", "RuntimeError: no adapter found"),
        ("import os; os.abort()", "the driver crashed (exit code -6)"),
        ("import time; time.sleep(60)", "the driver did not answer in 1 s"),
        ("print('nonsense')", "Expecting value"),
    ],
)
def test_a_machine_without_a_driver_is_told_so(
    code: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_ASK_ADAPTER", code)
    monkeypatch.setattr(doctor, "ADAPTER_PATIENCE", 1)
    info, said = ask_adapter()
    assert info == {}
    assert said.startswith(problem)
    check = check_adapter()
    assert not check.ok
    assert check.essential
    assert "mesa-vulkan-drivers" in check.get[1]


def test_a_small_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_DISK", sys.maxsize)
    check = check_disk(tmp_path)
    assert not check.ok
    assert "--project" in check.get[1]
