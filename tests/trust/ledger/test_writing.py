"""Many writers, crashes and missing keys: the ledger stays one chain of whole lines."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yingxi.trust.ledger import Record, append, check_chain, ledger_head, verify_ledger
from yingxi.trust.ledger.entry import NOTHING_BEFORE

WRITER = """
import sys
from pathlib import Path
from yingxi.trust.ledger import Record, append
for number in range(int(sys.argv[2])):
    append(Path(sys.argv[1]), Record(kind="made", facts={"stage": sys.argv[3], "files": [], "turn": number}))
"""


def note(stage: str = "write") -> Record:
    """Something made."""
    return Record(kind="made", facts={"stage": stage, "files": []})


def test_an_empty_film_has_a_head_of_zeros(tmp_path: Path) -> None:
    assert ledger_head(tmp_path) == NOTHING_BEFORE


def test_entries_follow_one_another(tmp_path: Path) -> None:
    first, second = append(tmp_path, note()), append(tmp_path, note("board"), note("cut"))
    assert [entry.number for entry in (*first, *second)] == [1, 2, 3]
    assert verify_ledger(tmp_path).head == ledger_head(tmp_path)
    assert first[0].at.endswith("Z")
    assert first[0].made_with["yingxi"]


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    append(tmp_path, note())
    before = {path: path.read_bytes() for path in tmp_path.glob("ledger*")}
    assert append(tmp_path) == ()
    assert {path: path.read_bytes() for path in tmp_path.glob("ledger*")} == before


def test_many_processes_write_one_chain(tmp_path: Path) -> None:
    append(tmp_path, note())
    calls = [[sys.executable, "-c", WRITER, str(tmp_path), "12", f"writer-{one}"] for one in range(4)]
    writers = [subprocess.Popen(call, env=dict(os.environ)) for call in calls]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    verdict = verify_ledger(tmp_path)
    assert (verdict.ok, verdict.entries, len(verdict.keys)) == (True, 49, 1)
    chain = check_chain((tmp_path / "ledger.jsonl").read_bytes())
    for one in range(4):
        turns = [e.facts["turn"] for e in chain.entries if e.facts["stage"] == f"writer-{one}"]
        assert turns == list(range(12))


@pytest.mark.parametrize("cut", [1, 2, 200, 400])
def test_a_line_torn_by_a_crash_is_cut_off_and_the_repair_is_an_entry(tmp_path: Path, cut: int) -> None:
    append(tmp_path, note())
    head = (tmp_path / "ledger.head").read_bytes()
    append(tmp_path, note("board"))
    (tmp_path / "ledger.head").write_bytes(head)
    ledger = tmp_path / "ledger.jsonl"
    whole = ledger.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    ledger.write_bytes(whole[: -len(last)] + last[: len(last) - cut])
    torn = last[: len(last) - cut]
    added = append(tmp_path, note("cut"))
    assert [entry.kind for entry in added] == ["repaired", "made"]
    facts = added[0].facts
    assert (facts["bytes"], facts["whole"]) == (len(torn), cut == 1)
    assert added[0].number == (3 if cut == 1 else 2)
    chain = check_chain(ledger.read_bytes())
    assert chain.broken is None
    kinds = [entry.kind for entry in chain.entries]
    assert kinds == ["made", *(["made"] if cut == 1 else []), "repaired", "made"]


def test_a_tail_of_zeros_after_a_power_cut_is_repaired(tmp_path: Path) -> None:
    append(tmp_path, note())
    with (tmp_path / "ledger.jsonl").open("ab") as file:
        file.write(bytes(5000))
    added = append(tmp_path, note("board"))
    assert added[0].kind == "repaired"
    assert added[0].facts["bytes"] == 5000
    assert verify_ledger(tmp_path).ok


def test_a_broken_ledger_is_written_on_but_never_mended(tmp_path: Path) -> None:
    append(tmp_path, note(), note("board"))
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"stage":"write"', b'"stage":"wrote"'))
    append(tmp_path, note("cut"))
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert (broken.line, broken.fault) == (1, "signature")


def test_without_an_identity_entries_are_unsigned_and_verify_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file stands here")
    monkeypatch.setenv("YINGXI_HOME", str(blocked))
    (entry,) = append(tmp_path, note())
    assert (entry.key, entry.signature) == (b"", b"")
    verdict = verify_ledger(tmp_path)
    assert (verdict.ok, verdict.unsigned) == (True, 1)


def test_a_ledger_says_who_signed_when_the_key_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for home in ("one", "two"):
        monkeypatch.setenv("YINGXI_HOME", str(tmp_path / home))
        append(tmp_path, note())
    verdict = verify_ledger(tmp_path)
    assert verdict.ok
    assert len(verdict.keys) == 2
