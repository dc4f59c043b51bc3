"""The person's own folder."""

import os
from pathlib import Path

import pytest

from yingxi.film.errors import YingxiError
from yingxi.store import home


def test_the_variable_says_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "mine"))
    assert home() == tmp_path / "mine"
    assert home().is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other folders' users out by other means")
def test_nobody_else_may_look_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "mine"))
    assert home().stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="XDG is a Linux custom")
def test_without_it_the_user_s_config_folder_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YINGXI_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert home() == tmp_path / "yingxi"


def test_a_file_in_its_place_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").write_text("")
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "mine"))
    with pytest.raises(YingxiError, match=r"own folder .*mine cannot be made \(.*\); set YINGXI_HOME"):
        home()
