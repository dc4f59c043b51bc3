"""What a watermark points to: every film that was delivered on this machine, one JSON line each.

The file is `registry.jsonl` in the person's home folder. Lines are only ever added; the newest one of a
payload is what it stands for now. A line that was torn by a crash is passed over.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yingxi.store.atomic import saying_why
from yingxi.store.home import home

SCHEMA = "registry.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One delivered film or still. `manifest` names where its signed manifest is (a file; "" for none).

    `sha256` is of the delivered file as it was registered; `made` is UTC, ISO 8601 to the second.
    """

    payload: int
    folder: str
    title: str
    file: str
    sha256: str
    manifest: str = ""
    made: str = ""


def registry_path() -> Path:
    """Where the registry lies."""
    return home() / "registry.jsonl"


def register(entry: Entry) -> Entry:
    """Add an entry, dated now unless it has a date; the same file of the same film is not added twice."""
    known = look_up(entry.payload)
    if known is not None and same_delivery(known, entry):
        return known
    made = entry.made or datetime.now(UTC).isoformat(timespec="seconds")
    line = {"schema": SCHEMA, **asdict(entry), "payload": f"{entry.payload:016x}", "made": made}
    append_line(registry_path(), json.dumps(line, ensure_ascii=False))
    return entry_of(line)


def same_delivery(known: Entry, entry: Entry) -> bool:
    """Whether both say the same of the same file, whenever it was."""
    return replace(known, made="") == replace(entry, made="")


def append_line(path: Path, line: str) -> None:
    """Add one line so that other processes' lines and a torn end stay apart from it, and put it on disk."""
    from filelock import FileLock

    with saying_why(path), FileLock(path.with_suffix(".lock")), path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
        torn = size > 0 and file.read(1) != b"\n"
        file.write(b"\n" * torn + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def entries() -> Iterator[Entry]:
    """All entries, oldest first."""
    path = registry_path()
    if not path.is_file():
        return
    with saying_why(path), path.open("rb") as file:
        for line in file:
            found = read_line(line)
            if found is not None:
                yield found


def read_line(line: bytes) -> Entry | None:
    """One line's entry, None for a torn or foreign line."""
    try:
        return entry_of(json.loads(line))
    except (ValueError, KeyError, TypeError):
        return None


def entry_of(line: dict[str, Any]) -> Entry:
    """The entry of a line's fields."""
    fields = ("folder", "title", "file", "sha256", "manifest", "made")
    return Entry(payload=int(line["payload"], 16), **{name: str(line[name]) for name in fields})


def look_up(payload: int) -> Entry | None:
    """The newest entry of a payload, None where this machine has delivered none."""
    return next(iter(look_up_all(payload)), None)


def look_up_all(payload: int) -> tuple[Entry, ...]:
    """All entries of a payload, newest first."""
    return tuple(entry for entry in entries() if entry.payload == payload)[::-1]
