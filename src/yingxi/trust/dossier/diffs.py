"""What a person changed in a text: the lines that went and the lines that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from yingxi.trust.ledger import Entry
from yingxi.trust.ledger.versions import read_version

LineKind = Literal["gone", "come", "same", "place"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One hand edit of one file: the entry that records it, hashes, and the changed lines with two around.

    `lines` is empty for what is no text, or when a version is not kept; `known` says which.
    """

    entry: Entry
    file: str
    before: str
    after: str
    lines: tuple[tuple[LineKind, str], ...] = ()
    gone: int = 0
    come: int = 0
    known: bool = False


def read_edits(folder: Path, entries: Sequence[Entry]) -> tuple[Edit, ...]:
    """Every hand edit of a ledger, with what was changed, from the versions kept beside it."""
    return tuple(
        read_edit(folder, entry, one["file"], one["before"], one["after"])
        for entry in entries if entry.kind == "edited"
        for one in entry.facts["files"]
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version of a text: the entry that recorded it, its hash, and the lines that went and came by it."""

    entry: Entry
    file: str
    sha256: str
    gone: int
    come: int


def read_versions(folder: Path, entries: Sequence[Entry]) -> tuple[Version, ...]:
    """Every version of every text that is kept, the machine's and the person's, in the order of time."""
    return tuple(
        Version(entry=entry, file=edit.file, sha256=edit.after, gone=edit.gone, come=edit.come)
        for entry in entries if "files" in entry.facts
        for one in entry.facts["files"]
        if (edit := read_edit(folder, entry, one["file"], one["before"], one["after"])).known
    )  # fmt: skip


def read_edit(folder: Path, entry: Entry, file: str, before: str, after: str) -> Edit:
    """One edit; a text that was put where none was has only lines that came."""
    suffix = Path(file).suffix
    old = read_version(folder, before, suffix) if before else ""
    new = read_version(folder, after, suffix)
    if old is None or new is None:
        return Edit(entry=entry, file=file, before=before, after=after)
    lines = changed_lines(old, new)
    return Edit(
        entry=entry, file=file, before=before, after=after, lines=lines, known=True,
        gone=sum(kind == "gone" for kind, _ in lines), come=sum(kind == "come" for kind, _ in lines),
    )  # fmt: skip


def changed_lines(old: str, new: str) -> tuple[tuple[LineKind, str], ...]:
    """The lines that differ, two unchanged ones around each place."""
    kinds: dict[str, LineKind] = {"-": "gone", "+": "come", " ": "same", "@": "place"}
    rows = unified_diff(old.splitlines(), new.splitlines(), n=2, lineterm="")
    return tuple((kinds[row[0]], row if row[0] == "@" else row[1:]) for row in list(rows)[2:])
