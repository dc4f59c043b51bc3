"""Files are whole or not there."""

import os
from pathlib import Path

import pytest

from yingxi.film.errors import YingxiError
from yingxi.store.atomic import adopt, replacing, write_bytes, write_text


def test_writes_text_and_makes_folders(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "片.txt", "龙舟\n")
    assert (tmp_path / "a" / "片.txt").read_text(encoding="utf-8") == "龙舟\n"


def test_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "master.mp4"
    write_bytes(path, b"old")

    def write_half() -> None:
        with replacing(path) as temporary:
            temporary.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["master.mp4"]


def test_temporary_name_keeps_the_suffix_and_the_folder(tmp_path: Path) -> None:
    with replacing(tmp_path / "mix.wav") as temporary:
        assert temporary.suffix == ".wav"
        assert temporary.parent == tmp_path
        temporary.write_bytes(b"x")


def test_adopts_a_finished_file(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_bytes(b"take")
    adopt(made, tmp_path / "takes" / "0010" / "001.mp4")
    assert (tmp_path / "takes" / "0010" / "001.mp4").read_bytes() == b"take"
    assert not made.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    write_text(path, "old")

    def write_to_a_full_disk() -> None:
        with replacing(path) as temporary:
            temporary.unlink()
            temporary.symlink_to("/dev/full")
            temporary.write_bytes(b"x")

    with pytest.raises(YingxiError, match="the disk is full; free some space") as caught:
        write_to_a_full_disk()
    assert "\n" not in str(caught.value)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "film").write_text("")
    with pytest.raises(YingxiError, match="a file stands where a folder is needed"):
        write_text(tmp_path / "film" / "brief.yaml", "")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(YingxiError, match="no permission"):
        write_text(tmp_path / "brief.yaml", "")
