"""Hashes of values, and objects found by them."""

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.film import Brief, Subject
from yingxi.film.errors import YingxiError
from yingxi.store import BuildLog, ObjectStore, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def same(one: object, other: object) -> bool:
    """Equality that does not take True for 1."""
    return repr(normal(one)) == repr(normal(other))


def normal(value: object) -> object:
    """A value in a form whose spelling is the same exactly for equal values."""
    if isinstance(value, dict):
        return sorted((key, repr(normal(inner))) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ["list", *(normal(inner) for inner in value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


@given(VALUES, VALUES)
def test_hashes_are_equal_exactly_when_values_are(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == same(one, other)


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_a_mapping_is_not_heard(mapping: dict[str, int]) -> None:
    assert digest(dict(reversed(mapping.items()))) == digest(mapping)


def test_hash_is_the_same_in_every_process() -> None:
    code = (
        "from yingxi.film import Subject; from yingxi.store import digest\n"
        "print(digest(Subject(words='龙'), {'a', 'b'}))"
    )
    command = [sys.executable, "-c", code]
    answers = {
        subprocess.check_output(command, env={"PYTHONHASHSEED": seed}, text=True).strip() for seed in "12"
    }
    assert answers == {digest(Subject(words="龙"), {"b", "a"})}


def test_a_new_optional_field_changes_no_hash() -> None:
    @dataclass(frozen=True)
    class Lamp:
        colour: str

    before = digest(Lamp("red"))

    @dataclass(frozen=True)
    class Lamp:  # type: ignore[no-redef]
        colour: str
        flicker: float = 0.0

    assert digest(Lamp("red")) == before
    assert digest(Lamp("red", 0.5)) != before  # type: ignore[call-arg]


def test_a_changed_field_changes_the_hash() -> None:
    brief = Brief(prompt="x")
    assert digest(brief) != digest(replace(brief, seed=2))
    assert digest(Brief(prompt="x", seconds=120)) == digest(Brief(prompt="x", seconds=120.0))


def test_a_path_stands_for_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    (tmp_path / "b").write_bytes(b"2")
    assert digest(tmp_path / "a") != digest(tmp_path / "b")
    with pytest.raises(YingxiError, match="no such file"):
        digest(tmp_path / "c")


def test_what_cannot_be_hashed_is_said() -> None:
    with pytest.raises(YingxiError, match="cannot hash a object"):
        digest(object())


def test_objects_are_found_by_key_and_kept_once(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path / ".yingxi")
    assert store.get("k1") is None
    first, second = store.put_bytes("k1", b"frame"), store.put_bytes("k2", b"frame")
    assert first == second == store.get("k1")
    assert first.read_bytes() == b"frame"


def test_a_file_keeps_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "line.wav").write_bytes(b"sound")
    kept = ObjectStore(tmp_path / ".yingxi").put_file("k", tmp_path / "line.wav")
    assert kept.suffix == ".wav"
    assert kept.read_bytes() == b"sound"
    assert (tmp_path / "line.wav").is_file()


def test_broken_objects_are_found_and_forgotten(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    good, bad = store.put_bytes("good", b"1"), store.put_bytes("bad", b"2")
    bad.write_bytes(b"rotten")
    assert store.verify() == (bad,)
    assert store.get("bad") is None
    assert store.get("good") == good


def test_sweeping_keeps_what_is_asked(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    store.put_bytes("a", b"12345")
    store.put_bytes("b", b"123")
    store.put_bytes("c", b"12345")
    assert store.sweep(["c"]) == 3
    assert store.get("a") is None
    assert store.get("b") is None
    assert store.get("c") is not None


def test_a_hand_edit_is_seen(tmp_path: Path) -> None:
    log, board = BuildLog(tmp_path), tmp_path / "storyboard.yaml"
    board.write_text("a")
    assert log.is_edited("board", board.name), "a file that no stage wrote is a person's"
    log.remember("board", "key", [board])
    assert log.is_fresh("board", "key")
    assert not log.is_fresh("board", "other")
    assert not log.is_edited("board", board.name)
    board.write_text("b")
    assert log.is_edited("board", board.name)
    assert not log.is_fresh("board", "key")
