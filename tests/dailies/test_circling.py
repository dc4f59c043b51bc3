"""The director's word stays beside the take and decides what the cut uses."""

from pathlib import Path

import pytest

from yingxi.dailies.circling import is_latest_recipe, judge
from yingxi.film import Slate, Take, UsageError
from yingxi.production import judge_take
from yingxi.store import read_shelf, save, take_record
from yingxi.trust.ledger import read_history


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of three takes of one shot, the last of other inputs."""
    (tmp_path / "brief.yaml").write_text("schema: brief.1\nprompt: a lamp\n")
    for number, key in ((1, "k"), (2, "k"), (3, "new")):
        take = Take(
            slate=Slate(film="lamp", scene=1, shot="0010", take=number, engine="world", seed=number),
            media=f"takes/0010/{number:03d}.mp4", width=64, height=64, fps=12, length=12, recipe={"key": key},
        )  # fmt: skip
        save(take_record(tmp_path, "0010", number), take)
        (tmp_path / take.media).write_bytes(b"pictures")
    return tmp_path


def select(film: Path) -> int | None:
    """The number of the take that the cut would use."""
    take = read_shelf(film, "0010").select("k")
    return take.slate.take if take else None


def test_a_circled_take_goes_before_a_newer_one_until_it_is_released(film: Path) -> None:
    assert select(film) == 2
    assert judge(film, "0010", 1, "circled", " the  light ").reason == "the light"
    assert select(film) == 1
    judge(film, "0010", 1, "released")
    assert select(film) == 2


def test_a_rejected_take_is_never_used_and_none_is_left_when_all_are(film: Path) -> None:
    judge(film, "0010", 2, "rejected", "too dark")
    assert select(film) == 1
    judge(film, "0010", 1, "rejected")
    assert select(film) is None


def test_a_take_of_other_inputs_is_told_apart(film: Path) -> None:
    assert not is_latest_recipe(film, judge(film, "0010", 1, "circled"))
    assert is_latest_recipe(film, judge(film, "0010", 3, "circled"))


def test_what_there_is_not_is_named_with_what_there_is(film: Path) -> None:
    with pytest.raises(UsageError, match=r"unknown shot '0020'; did you mean '0010'\? \(takes/\)"):
        judge(film, "0020", 1, "circled")
    with pytest.raises(UsageError, match=r"unknown take of shot 0010 '7'; allowed: 1, 2, 3"):
        judge(film, "0010", 7, "circled")


def test_each_word_is_in_the_ledger_once(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_AUTHOR", "Ada")
    for _ in range(2):
        judge_take(film, "0010", 1, "rejected", "too dark")
    entries = read_history(film).entries
    assert [entry.kind for entry in entries] == ["opened", "take", "take", "take", "rejected"]
    assert entries[-1].actor.name == "Ada"
    assert entries[-1].facts["reason"] == "too dark"
