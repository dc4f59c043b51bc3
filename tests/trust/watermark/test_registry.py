"""The registry maps a mark to what was delivered, whoever writes at the same time and whatever was torn."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from yingxi.trust.registry import Entry, entries, look_up, look_up_all, register, registry_path

ENTRY = Entry(payload=0xFEED, folder="/films/balloon", title="红气球", file="master.mp4", sha256="ab")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))


def test_an_unknown_mark_has_no_entry() -> None:
    assert look_up(1) is None


def test_what_was_registered_is_found_with_its_date() -> None:
    made = register(ENTRY)
    assert look_up(0xFEED) == made
    assert made.made.endswith("+00:00")
    assert made.title == "红气球"


def test_the_same_delivery_is_entered_once_and_the_newest_is_found() -> None:
    register(ENTRY)
    register(ENTRY)
    newer = register(replace(ENTRY, sha256="cd"))
    assert len(list(entries())) == 2
    assert look_up(0xFEED) == newer
    assert [one.sha256 for one in look_up_all(0xFEED)] == ["cd", "ab"]


def test_a_torn_line_is_passed_over_and_the_next_stands_apart() -> None:
    register(ENTRY)
    with registry_path().open("ab") as file:
        file.write(b'{"schema": "registry.1", "payl')
    register(Entry(payload=2, folder="f", title="t", file="x", sha256="y"))
    assert [one.payload for one in entries()] == [0xFEED, 2]


def test_many_processes_write_whole_lines() -> None:
    code = (
        "import sys\nfrom yingxi.trust.registry import Entry, register\n"
        "for n in range(20):\n"
        "    register(Entry(payload=int(sys.argv[1]) * 100 + n, folder='f', title='t', file='x', sha256='s'))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(number)]) for number in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert sorted(one.payload for one in entries()) == [a * 100 + b for a in range(3) for b in range(20)]
