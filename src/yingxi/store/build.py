"""What was made from what: the hash of each stage's inputs and of what it wrote; so a hand edit is seen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from yingxi.store.atomic import write_text


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes; empty when there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One stage's last run: the hashes of its inputs and of each file it wrote, and counts for the report."""

    key: str
    outputs: dict[str, str]
    facts: dict[str, int] = field(default_factory=dict)


class BuildLog:
    """The records of one film, in `.yingxi/builds/`; safe to delete, costs time only."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / ".yingxi" / "builds"

    def last(self, stage: str) -> Record | None:
        """The stage's last record, or None when it never ran (or its record cannot be read)."""
        try:
            data = json.loads((self._folder / f"{stage}.json").read_text(encoding="utf-8"))
            return Record(key=data["key"], outputs=data["outputs"], facts=data.get("facts", {}))
        except (OSError, ValueError, KeyError):
            return None

    def is_fresh(self, stage: str, key: str) -> bool:
        """Whether the stage ran with these inputs and its files still stand as it wrote them."""
        record = self.last(stage)
        return (
            record is not None
            and record.key == key
            and all(file_digest(self.root / name) == digest for name, digest in record.outputs.items())
        )

    def is_edited(self, stage: str, name: str) -> bool:
        """Whether a person changed (or made) file `name` since the stage wrote it."""
        found = file_digest(self.root / name)
        record = self.last(stage)
        return bool(found) and (record is None or record.outputs.get(name) != found)

    def remember(
        self, stage: str, key: str, outputs: Iterable[Path], facts: Mapping[str, int] | None = None
    ) -> None:
        """Record that the stage made `outputs` (files inside the film's folder) from inputs `key`."""
        wrote = {path.relative_to(self.root).as_posix(): file_digest(path) for path in outputs}
        data = {"key": key, "outputs": wrote, "facts": dict(facts or {})}
        record = json.dumps(data, indent=1)
        write_text(self._folder / f"{stage}.json", record + "\n")
