"""Appending to a ledger: one writer at a time, whole lines only, on the disk before anything goes on."""

import base64
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock

from yingxi.film.errors import YingxiError
from yingxi.store.atomic import saying_why, sync_folder
from yingxi.trust.ledger.entry import (
    MACHINE,
    NOTHING_BEFORE,
    Actor,
    Entry,
    Kind,
    line_hash,
    line_of,
    read_line,
    signed_part,
)
from yingxi.trust.ledger.head import Head, read_head, write_head

LEDGER = "ledger.jsonl"
LONGEST_KEPT = 4096
"""Bytes of a torn line that a repair keeps word for word."""


class Signer(Protocol):
    """Who signs: `yingxi.trust.identity` is one."""

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature of `data`."""
        ...

    def public_key(self) -> bytes:
        """The 32 bytes that others need to check it."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What is to be written down; the ledger adds number, time, link and signature."""

    kind: Kind
    facts: Mapping[str, Any] = field(default_factory=dict)
    actor: Actor = MACHINE


def append(folder: Path, *records: Record, signer: Signer | None = None) -> tuple[Entry, ...]:
    """Write records at the end of the ledger in `folder`, which begins when there is none.

    Safe with any number of processes at once. A line that a crash tore is cut off first and the repair is
    an entry of its own. Where no identity can sign, entries are unsigned. YingxiError when the disk refuses.
    """
    path = folder / LEDGER
    with locked(folder), saying_why(path), path.open("a+b") as file:
        tail = repaired_tail(file, kept_head(folder))
        made = list(signed_entries(tail, records, signer))
        lines = [line_of(entry) for entry in made]
        file.write(b"".join(line + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
        if made and made[0].number == 1:
            sync_folder(folder)
        if made:
            write_head(folder, made[-1].number, line_hash(lines[-1]), signer or find_signer())
    return tuple(made)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the ledger while the body runs; others wait their turn, two minutes at most."""
    cache = folder / ".yingxi"
    with saying_why(cache):
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "ledger.lock", timeout=120)
        with lock:
            yield


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """The end of a ledger: the last number and hash, what a crash left there, and a kept head it lacks."""

    number: int = 0
    head: str = NOTHING_BEFORE
    torn: bytes = b""
    lost: Head | None = None


def repaired_tail(file: Any, kept: Head | None) -> Tail:
    """Where the ledger ends; what stands after its last line's end is cut off, or ended when it is whole."""
    file.seek(0)
    data = file.read()
    whole, end, torn = data.rpartition(b"\n")
    if not torn:
        return tail_of(whole, b"", kept)
    if is_whole(torn):
        file.write(b"\n")
        return tail_of(whole + end + torn, torn, kept)
    file.truncate(len(data) - len(torn))
    return tail_of(whole, torn, kept)


def tail_of(whole: bytes, torn: bytes, kept: Head | None) -> Tail:
    """The end of a ledger without its last line's end. A broken line in it counts too: nothing is hidden."""
    lines = whole.split(b"\n") if whole else []
    gone = kept is not None and hash_at(lines, kept.number) != kept.head
    head = line_hash(lines[-1]) if lines else NOTHING_BEFORE
    return Tail(number=len(lines), head=head, torn=torn, lost=kept if gone else None)


def hash_at(lines: Sequence[bytes], number: int) -> str:
    """The hash of a line by its number; empty when there is no such line."""
    return line_hash(lines[number - 1]) if 0 < number <= len(lines) else ""


def kept_head(folder: Path) -> Head | None:
    """The head beside the ledger; one that cannot be read is as none, for it says nothing."""
    try:
        return read_head(folder)
    except ValueError:
        return None


def is_whole(line: bytes) -> bool:
    """Whether a line without its end is an entry nevertheless."""
    try:
        read_line(line)
    except (ValueError, RecursionError):
        return False
    return True


def signed_entries(tail: Tail, records: Sequence[Record], signer: Signer | None) -> Iterator[Entry]:
    """The entries that follow a tail, repairs of it first; each names the one before and is signed."""
    wanted = [*repairs(tail), *records]
    number, previous, chosen = tail.number, tail.head, signer or find_signer()
    for record in wanted:
        number += 1
        entry = Entry(
            number=number, at=now(), actor=record.actor, kind=record.kind, facts=record.facts,
            previous=previous, made_with=versions(), key=chosen.public_key() if chosen else b"",
        )  # fmt: skip
        entry = replace(entry, signature=chosen.sign(signed_part(entry))) if chosen else entry
        previous = line_hash(line_of(entry))
        yield entry


def repairs(tail: Tail) -> Iterator[Record]:
    """What was found at the end of a ledger and must be said: a torn line, entries that are gone."""
    if tail.torn:
        yield Record(kind="repaired", facts=repair_facts(tail.torn))
    if tail.lost is not None:
        yield Record(kind="repaired", facts={"lost": {"number": tail.lost.number, "head": tail.lost.head}})


def repair_facts(torn: bytes) -> dict[str, Any]:
    """What a repair says: whether the line was whole and only its end was missing, and what it held."""
    kept = base64.b64encode(torn[:LONGEST_KEPT]).decode("ascii")
    return {"whole": is_whole(torn), "bytes": len(torn), "sha256": line_hash(torn), "base64": kept}


def find_signer() -> Signer | None:
    """The local identity, or None where it can neither be read nor made."""
    from yingxi.trust import identity

    try:
        identity.public_key()
    except (YingxiError, OSError):
        return None
    return identity


def now() -> str:
    """The machine's clock in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def versions() -> dict[str, str]:
    """What an entry was made with."""
    system = f"{platform.system()} {platform.machine()}".strip()
    return {"yingxi": version("yingxi"), "python": platform.python_version(), "system": system}
