"""A film's folder, its name, and its lock."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import FilmFolder, lock_folder, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("国潮龙舟赛+无人机灯光秀", "国潮龙舟赛-无人机灯光秀"),
        ("The Fisherman's Last Catch!", "the-fishermans-last-catch"),
        ("一个 AI 的 2046", "一个-ai-的-2046"),
        ("🐉🔥", "film"),
        ("", "film"),
        ("../../etc/passwd", "etc-passwd"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text())
def test_a_slug_is_always_one_plain_folder_name(title: str) -> None:
    name = slug(title)
    assert 0 < len(name) <= 40
    assert not set(name) & set("/\\:*?\"<>| \n\0")
    assert not name.startswith((".", "-"))
    assert len(name.encode()) <= 255


def test_paths_are_those_of_the_design(tmp_path: Path) -> None:
    film = FilmFolder(tmp_path / "dragonboat").create()
    assert film.brief == film.root / "brief.yaml"
    assert film.screenplay == film.root / "screenplay.fountain"
    assert film.storyboard == film.root / "storyboard.yaml"
    assert film.cut == film.root / "cut.otio"
    assert film.mix_wav == film.root / "mix" / "mix.wav"
    assert film.master == film.root / "master.mp4"
    assert film.take_media("0010", 1) == film.root / "takes" / "0010" / "001.mp4"
    assert film.cache.is_dir()


def test_open_needs_a_film(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no film in .*: no brief\.yaml"):
        FilmFolder(tmp_path).open()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "film").write_text("")
    with pytest.raises(UsageError, match="is a file; name a folder"):
        FilmFolder(tmp_path / "film").create()


def test_writing_stays_inside(tmp_path: Path) -> None:
    film = FilmFolder(tmp_path / "film").create()
    with pytest.raises(YingxiError, match="lies outside the film's folder"):
        film.write(film.root / ".." / "other.txt", "x")


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from yingxi.store import lock_folder\n"
        "with lock_folder(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        wanted = rf"another process is working on .*process {holder.pid}, since"
        with pytest.raises(YingxiError, match=wanted), lock_folder(tmp_path):
            pass
        holder.kill()
    with lock_folder(tmp_path):
        held = json.loads((tmp_path / ".yingxi" / "lock.json").read_text(encoding="utf-8"))
        assert held["pid"] == os.getpid()


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from yingxi.store import replacing\n"
        "with replacing(Path(sys.argv[1])) as half: half.write_bytes(b'half'); os.kill(os.getpid(), 9)"
    )
    take = tmp_path / "takes" / "0010" / "001.mp4"
    subprocess.run([sys.executable, "-c", code, str(take)], check=False)
    assert len(list(take.parent.iterdir())) == 1
    with lock_folder(tmp_path):
        assert list(take.parent.iterdir()) == []


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock_folder(tmp_path):
        raise ZeroDivisionError
    with lock_folder(tmp_path):
        assert (tmp_path / ".yingxi" / "lock.json").is_file()
    assert not (tmp_path / ".yingxi" / "lock.json").exists()
