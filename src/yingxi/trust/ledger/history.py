"""What a ledger's entries add up to: which files it knows, which takes, what the person chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from yingxi.trust.ledger.chain import Break, check_chain
from yingxi.trust.ledger.entry import Entry

TakeName = tuple[str, int]
"""A shot's number and a take's number in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """The state after the last entry.

    `files` are hashes by name, `made` those that the machine gave them last, `takes` media hashes, `choices`
    the last word on a take (circled, rejected, released), `selects` what the cut uses by `film` or `draft`.
    """

    entries: tuple[Entry, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[TakeName, str] = field(default_factory=dict)
    removed: frozenset[TakeName] = frozenset()
    choices: Mapping[TakeName, Entry] = field(default_factory=dict)
    selects: Mapping[str, Any] = field(default_factory=dict)
    brief: Mapping[str, Any] | None = None
    broken: Break | None = None


def read_history(folder: Path) -> History:
    """The history of the film in `folder`, as far as its chain is whole; signatures are not checked.

    A ledger that has not changed is read once.
    """
    path = folder / "ledger.jsonl"
    try:
        stamp = path.stat()
    except FileNotFoundError:
        return History()
    return history_at(path, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino)


@lru_cache(maxsize=4)
def history_at(path: Path, *stamp: int) -> History:
    """The history of a ledger as it was when its file had this time, size and place."""
    chain = check_chain(path.read_bytes())
    return fold(chain.entries, chain.broken)


def fold(entries: Iterable[Entry], broken: Break | None = None) -> History:
    """The state that entries add up to."""
    listed = tuple(entries)
    files: dict[str, str] = {}
    made: dict[str, str] = {}
    takes: dict[TakeName, str] = {}
    removed: set[TakeName] = set()
    choices: dict[TakeName, Entry] = {}
    selects: dict[str, Any] = {}
    brief: Mapping[str, Any] | None = None
    for entry in listed:
        facts = entry.facts
        hashes = {one["file"]: one["after"] for one in facts.get("files", ())}
        files.update(hashes)
        made.update(hashes if entry.actor.kind == "machine" else {})
        match entry.kind:
            case "brief":
                brief = facts["brief"]
            case "take":
                takes[take_name(facts)] = facts["sha256"]
                removed.discard(take_name(facts))
            case "removed":
                removed.add(take_name(facts))
            case "circled" | "rejected" | "released":
                choices[take_name(facts)] = entry
            case "selected":
                selects[facts["of"]] = facts["takes"]
    return History(
        entries=listed, files=files, made=made, takes=takes, removed=frozenset(removed),
        choices=choices, selects=selects, brief=brief, broken=broken,
    )  # fmt: skip


def take_name(facts: Mapping[str, Any]) -> TakeName:
    """Which take an entry speaks of."""
    return str(facts["shot"]), int(facts["take"])
