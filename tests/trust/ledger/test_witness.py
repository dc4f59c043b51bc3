"""What the ledger writes down of a film, and that it writes nothing where nothing happened."""

from dataclasses import replace
from pathlib import Path

import pytest

from yingxi.film import Brief, Slate, Take
from yingxi.store import BuildLog, FilmFolder, file_digest, save, take_record
from yingxi.trust.ledger import Witness, read_history, verify_ledger
from yingxi.trust.ledger.telling import tell_actor, tell_entries
from yingxi.trust.ledger.versions import read_version

BRIEF = Brief(prompt="江上小舟", seconds=8, seed=2**60)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """The pen of a film that has its brief and a screenplay by the machine."""
    folder = FilmFolder(tmp_path / "film").create()
    save(folder.brief, BRIEF)
    pen = Witness(folder, BuildLog(folder.root), "林徽因")
    pen.begin(BRIEF)
    make(pen, "write", "screenplay.fountain", "INT. HALL\n\nA lamp.\n")
    return pen


def make(pen: Witness, stage: str, name: str, text: str) -> None:
    """What a stage does: write, remember, write down."""
    pen.folder.write(pen.root / name, text)
    pen.log.remember(stage, "key", [pen.root / name])
    pen.made(stage, about={"writer": "rules"})


def shelve(pen: Witness, number: int) -> Take:
    """A take on its shelf."""
    take = Take(
        slate=Slate(film="夜航", scene=1, shot="0010", take=number, engine="world", seed=2**60 + number),
        media=f"takes/0010/{number:03d}.mp4", width=64, height=64, fps=12, length=12,
        recipe={"key": "k", "strength": 0.5},
    )  # fmt: skip
    save(take_record(pen.root, "0010", number), take)
    (pen.root / take.media).write_bytes(b"pictures %d" % number)
    return take


def kinds(pen: Witness) -> list[str]:
    """What kinds of entries there are."""
    return [entry.kind for entry in read_history(pen.root).entries]


def test_a_brief_is_kept_whole_and_by_whom(witness: Witness) -> None:
    history = read_history(witness.root)
    assert kinds(witness) == ["opened", "brief", "made"]
    asked = history.entries[1]
    assert (asked.actor.kind, asked.actor.name) == ("person", "林徽因")
    assert asked.facts["brief"]["prompt"] == "江上小舟"
    assert asked.facts["brief"]["seed"] == str(2**60)
    assert asked.facts["files"][0]["after"] == file_digest(witness.folder.brief)


def test_nothing_new_adds_nothing(witness: Witness) -> None:
    before = witness.folder.ledger.read_bytes()
    witness.begin(BRIEF)
    witness.made("write")
    witness.takes()
    assert witness.folder.ledger.read_bytes() == before


def test_a_changed_brief_is_told_by_what_changed(witness: Witness) -> None:
    longer = replace(BRIEF, seconds=20, title="夜航")
    save(witness.folder.brief, longer)
    witness.begin(longer)
    told = tell_entries(read_history(witness.root).entries, "en")[-1]
    assert told == "changed what is asked: seconds 8 → 20; title – → 夜航"


def test_a_hand_edit_is_the_persons_and_both_versions_are_kept(witness: Witness) -> None:
    path = witness.folder.screenplay
    old = file_digest(path)
    path.write_text("INT. HALL\n\nTwo lamps.\n", encoding="utf-8")
    witness.begin(BRIEF)
    witness.made("write")
    history = read_history(witness.root)
    assert kinds(witness)[-1] == "edited"
    edit = history.entries[-1]
    assert tell_actor(edit, "zh") == "人 林徽因"
    (change,) = edit.facts["files"]
    assert (change["before"], change["after"]) == (old, file_digest(path))
    assert "A lamp." in str(read_version(witness.root, old, ".fountain"))
    assert "Two lamps." in str(read_version(witness.root, change["after"], ".fountain"))


def test_the_machine_writing_over_an_edit_is_told_though_it_writes_the_same_again(witness: Witness) -> None:
    text = witness.folder.screenplay.read_text(encoding="utf-8")
    witness.folder.screenplay.write_text("mine", encoding="utf-8")
    witness.begin(BRIEF)
    make(witness, "write", "screenplay.fountain", text)
    assert kinds(witness)[-2:] == ["edited", "made"]


def test_what_a_killed_run_wrote_is_not_taken_for_a_persons(witness: Witness) -> None:
    witness.folder.write(witness.folder.storyboard, "shots: []\n")
    witness.log.remember("board", "key", [witness.folder.storyboard])
    witness.begin(BRIEF)
    last = read_history(witness.root).entries[-1]
    assert (last.kind, last.actor.kind, last.facts["stage"]) == ("made", "machine", "board")


def test_takes_are_written_down_once_with_seed_recipe_and_hash(witness: Witness) -> None:
    shelve(witness, 1)
    witness.takes()
    shelve(witness, 2)
    witness.takes()
    takes = [entry.facts for entry in read_history(witness.root).entries if entry.kind == "take"]
    assert [facts["take"] for facts in takes] == [1, 2]
    assert takes[0]["seed"] == str(2**60 + 1)
    assert takes[0]["recipe"] == {"key": "k", "strength": 0.5}
    assert takes[0]["sha256"] == file_digest(witness.root / "takes/0010/001.mp4")


def test_choices_carry_their_reason_and_the_cut_says_why(witness: Witness) -> None:
    first, second = shelve(witness, 1), shelve(witness, 2)
    witness.chose(first, "rejected", "桥太暗")
    witness.chose(second, "circled", "")
    witness.selects([second], of="film")
    witness.selects([second], of="film")
    assert kinds(witness)[-5:] == ["take", "take", "rejected", "circled", "selected"]
    history = read_history(witness.root)
    assert history.selects["film"]["0010"]["why"] == "circled"
    told = tell_entries(history.entries, "zh")
    assert told[-3:-1] == ["否决镜头 0010 第 1 条，理由：桥太暗", "圈定镜头 0010 第 2 条"]
    assert told[-1] == "剪辑选用 1 条，其中 1 条由人圈定"


def test_a_take_that_is_gone_is_said_once(witness: Witness) -> None:
    shelve(witness, 1)
    witness.takes()
    witness.folder.take_media("0010", 1).unlink()
    witness.begin(BRIEF)
    witness.begin(BRIEF)
    assert kinds(witness).count("removed") == 1


def test_verify_names_files_that_are_not_as_recorded(witness: Witness) -> None:
    shelve(witness, 1)
    shelve(witness, 2)
    witness.takes()
    witness.folder.take_media("0010", 1).write_bytes(b"other pictures")
    witness.folder.take_media("0010", 2).unlink()
    verdict = verify_ledger(witness.root)
    assert verdict.ok
    assert verdict.changed == ("takes/0010/001.mp4",)
    assert verdict.missing == ("takes/0010/002.mp4",)


def test_a_kept_version_that_was_altered_is_named(witness: Witness) -> None:
    (kept,) = (witness.root / "ledger").glob("*.fountain")
    kept.write_text("never written", encoding="utf-8")
    assert verify_ledger(witness.root).changed == (f"ledger/{kept.name}",)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_entry_is_told_in_both_languages(witness: Witness, language: str) -> None:
    from yingxi.trust.ledger import Record, append

    take = shelve(witness, 1)
    for verdict in ("circled", "rejected", "released"):
        witness.chose(take, verdict, "why")
    witness.selects([take], of="film")
    make(witness, "mix", "mix/mix.wav", "sound")
    witness.folder.take_media("0010", 1).unlink()
    witness.begin(BRIEF)
    append(witness.root, Record(kind="repaired", facts={"bytes": 3, "whole": False}))
    append(witness.root, Record(kind="timestamped", facts={"number": 1, "head": "", "token": ""}))
    told = tell_entries(read_history(witness.root).entries, language)
    assert len(told) == len(kinds(witness)) == 12
    assert all(line and "{" not in line for line in told)
