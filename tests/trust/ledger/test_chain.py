"""No line of a ledger can be changed, dropped, moved or cut without being found."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yingxi.trust.identity import is_signed
from yingxi.trust.ledger import Record, append, check_chain, find_head, ledger_head, read_line, verify_ledger
from yingxi.trust.ledger.entry import Actor, line_of

PERSON = Actor(kind="person", name="林徽因")


def record(number: int) -> Record:
    """A person's word on a take."""
    facts = {"shot": "0010", "take": number, "reason": f"光太硬 {number}", "sha256": f"{number:064x}"}
    return Record(kind="rejected", facts=facts, actor=PERSON)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger of six entries, signed by an identity of its own."""
    folder = tmp_path_factory.mktemp("film")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YINGXI_HOME", str(folder / "home"))
        append(folder, Record(kind="opened", facts={"nonce": "a"}), *map(record, range(5)))
    return (folder / "ledger.jsonl").read_bytes()


def breaks_at(data: bytes) -> int:
    """The line at which a chain is broken, signatures checked; 0 when it is whole."""
    broken = check_chain(data, is_signed).broken
    return broken.line if broken else 0


def test_a_whole_chain_is_whole(whole: bytes) -> None:
    chain = check_chain(whole, is_signed)
    assert chain.broken is None
    assert [entry.number for entry in chain.entries] == [1, 2, 3, 4, 5, 6]
    assert chain.entries[3].actor == PERSON
    assert chain.entries[3].facts["reason"] == "光太硬 2"
    assert all(entry.key and entry.signature for entry in chain.entries)


def test_a_line_is_read_and_written_alike(whole: bytes) -> None:
    for line in whole.splitlines():
        assert line_of(read_line(line)) == line


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_is_found_in_its_own_line_or_the_next(whole: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda one: one != whole[place]))
    changed = whole[:place] + bytes([value]) + whole[place + 1 :]
    line = whole[:place].count(b"\n") + 1
    assert breaks_at(changed) in (line, line + 1)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_dropped_doubled_or_moved_line_is_found(whole: bytes, data: st.DataObject) -> None:
    lines = whole.splitlines(keepends=True)
    place = data.draw(st.integers(0, len(lines) - 2))
    other = data.draw(st.integers(0, len(lines) - 1).filter(lambda one: one != place))
    dropped = lines[:place] + lines[place + 1 :]
    doubled = [*lines[: place + 1], *lines[place:]]
    moved = lines[:place] + lines[place + 1 :]
    moved.insert(other, lines[place])
    swapped = [*lines]
    swapped[place], swapped[other] = swapped[other], swapped[place]
    assert breaks_at(b"".join(dropped)) == place + 1
    assert breaks_at(b"".join(doubled)) == place + 2
    assert breaks_at(b"".join(moved)) == min(place, other) + 1
    assert breaks_at(b"".join(swapped)) == min(place, other) + 1


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bytes_put_in_anywhere_are_found(whole: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole)))
    extra = data.draw(st.binary(min_size=1, max_size=20))
    assert breaks_at(whole[:place] + extra + whole[place:]) > 0


@settings(max_examples=60, deadline=None)
@given(length=st.integers(0, 100_000))
def test_a_cut_inside_a_line_is_found_without_any_head(whole: bytes, length: int) -> None:
    cut = whole[: length % len(whole)]
    ends_a_line = cut == b"" or cut.endswith(b"\n")
    assert breaks_at(cut) == (0 if ends_a_line else cut.count(b"\n") + 1)


@pytest.mark.parametrize("kept", [0, 1, 5])
def test_an_end_cut_off_is_found_by_the_signed_head(tmp_path: Path, kept: int) -> None:
    append(tmp_path, *map(record, range(6)))
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:kept]))
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert (broken.fault, broken.line) == ("truncated", kept + 1)
    assert (broken.expected, broken.got) == ("6 entries (ledger.head)", f"{kept} entries")


def test_an_end_cut_off_stays_found_when_the_film_is_worked_on_again(tmp_path: Path) -> None:
    append(tmp_path, *map(record, range(6)))
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:4]))
    assert [entry.kind for entry in append(tmp_path, record(7))] == ["repaired", "rejected"]
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert (broken.line, broken.fault) == (5, "truncated")


def test_an_end_cut_off_together_with_the_head_is_found_by_a_head_that_others_hold(tmp_path: Path) -> None:
    append(tmp_path, *map(record, range(6)))
    known, ledger = ledger_head(tmp_path), tmp_path / "ledger.jsonl"
    assert find_head(tmp_path, known) == 6
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:4]))
    (tmp_path / "ledger.head").unlink()
    alone = verify_ledger(tmp_path)
    assert (alone.ok, alone.headless, alone.entries) == (True, True, 4)
    broken = verify_ledger(tmp_path, (known,)).broken
    assert broken is not None
    assert (broken.fault, broken.expected) == ("foreign", known)


def test_a_rewritten_chain_without_the_key_is_found_by_its_signature(whole: bytes) -> None:
    """An attacker who repairs all hashes after a change still cannot sign."""
    from dataclasses import replace

    from yingxi.trust.ledger.entry import line_hash

    entries = [read_line(line) for line in whole.splitlines()]
    entries[2] = replace(entries[2], facts={**entries[2].facts, "reason": "never said"})
    lines: list[bytes] = []
    for entry in entries:
        lines.append(line_of(replace(entry, previous=line_hash(lines[-1])) if lines else entry))
    forged = b"".join(line + b"\n" for line in lines)
    assert check_chain(forged).broken is None
    broken = check_chain(forged, is_signed).broken
    assert broken is not None
    assert (broken.line, broken.fault) == (3, "signature")


def test_a_head_that_is_not_signed_by_its_key_is_found(tmp_path: Path) -> None:
    append(tmp_path, record(1), record(2))
    head = tmp_path / "ledger.head"
    head.write_bytes(head.read_bytes().replace(b'"number":2', b'"number":1'))
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert broken.fault == "head"


@pytest.mark.parametrize(
    "facts",
    [
        b'{"files":[{"after":"","before":"","file":"../other/brief.yaml"}]}',
        b'{"files":[{"after":"","before":"","file":"/etc/passwd"}]}',
        b'{"files":7}',
        b'{"files":["x"]}',
        b"{}",
    ],
)
def test_a_hostile_line_is_a_broken_one_and_reads_no_other_folder(tmp_path: Path, facts: bytes) -> None:
    line = (
        b'{"actor":{"kind":"person","name":""},"at":"2026-01-01T00:00:00.000000Z","facts":' + facts
        + b',"format":"ledger.1","key":"","kind":"edited","made_with":{},"number":1,"previous":"' + b"0" * 64
        + b'","signature":""}\n'
    )  # fmt: skip
    (tmp_path / "ledger.jsonl").write_bytes(line)
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert broken.fault == "unreadable"
