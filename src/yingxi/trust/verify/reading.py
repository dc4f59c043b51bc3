"""All readers over one file, one after another through the guard, to its findings."""

import stat
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from yingxi.film.errors import UsageError
from yingxi.trust.verify.findings import (
    Findings,
    LabelFinding,
    LedgerFinding,
    ManifestFinding,
    MarkFinding,
    Problem,
    RegistryFinding,
    Structure,
    Tags,
)
from yingxi.trust.verify.guard import Guard

Value = TypeVar("Value")

SHAPES: Mapping[str, type[Any]] = {
    "structure": Structure, "tags": Tags, "manifest": ManifestFinding, "labels": LabelFinding,
    "watermark": MarkFinding, "sound_mark": MarkFinding, "hash": str,
    "registry": RegistryFinding, "ledger": LedgerFinding,
}  # fmt: skip
"""What each reader gives."""


class Inquiry:
    """One file before the guard: asks its readers, keeps the problems that they had."""

    def __init__(self, guard: Guard, path: Path) -> None:
        self.guard, self.path = guard, path
        self.problems: list[Problem] = []
        self.size = file_size(path)

    def ask(self, step: str, kind: type[Value], **more: str | int | None) -> Value | None:
        """A reader's value, checked to be of `kind`; None when it found nothing or had a problem."""
        from pydantic import ValidationError

        answer = self.guard.ask(step, self.path, self.size, **more)
        if answer.problem is not None:
            self.problems.append(answer.problem)
        if answer.value is None:
            return None
        try:
            return cast(Value, adapter(step).validate_python(answer.value))
        except ValidationError as error:
            said = f"its answer is not of its kind ({error.error_count()} faults)"
            self.problems.append(Problem(step=step, code="crash", detail=said))
            return None


@cache
def adapter(step: str) -> Any:
    """What checks that a reader's answer is of its kind."""
    from pydantic import TypeAdapter

    return TypeAdapter(SHAPES[step])


def file_size(path: Path) -> int:
    """Bytes of a plain file; UsageError for what is none (a pipe or a device would never end)."""
    try:
        state = path.stat()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if not stat.S_ISREG(state.st_mode):
        raise UsageError(f"{path} is no file and no folder; name a film, a picture or a folder")
    return state.st_size


def read_findings(guard: Guard, path: Path) -> Findings:
    """Everything that can be found out about one file."""
    inquiry = Inquiry(guard, path)
    structure = inquiry.ask("structure", Structure)
    media = structure is not None and structure.family != "other"
    tags = inquiry.ask("tags", Tags) if media else None
    manifest = inquiry.ask("manifest", ManifestFinding) if media else None
    labels = inquiry.ask("labels", LabelFinding) if media else None
    mark = inquiry.ask("watermark", MarkFinding) if media else None
    heard = structure is not None and structure.family in ("video", "sound")
    sound_mark = inquiry.ask("sound_mark", MarkFinding) if heard else None
    sha256 = inquiry.ask("hash", str) or ""
    named = manifest.payload if manifest else None
    seen = mark or sound_mark
    payload = seen.payload if seen else named
    registry = inquiry.ask("registry", RegistryFinding, payload=payload, sha256=sha256)
    ledger = inquiry.ask(
        "ledger", LedgerFinding, sha256=sha256, folder=registry.folder if registry else "",
        head=manifest.ledger_head if manifest else "",
    )  # fmt: skip
    return Findings(
        path=str(path), bytes=inquiry.size, sha256=sha256, structure=structure, tags=tags, mark=mark,
        sound_mark=sound_mark,
        manifest=manifest, labels=labels, ledger=ledger, registry=registry,
        problems=tuple(tidy(inquiry.problems, structure)),
    )  # fmt: skip


def tidy(problems: list[Problem], structure: Structure | None) -> Iterator[Problem]:
    """The problems, with what is wrong with the file's structure said first and once."""
    if structure is not None and structure.damage:
        yield Problem(step="structure", code="damaged", detail=structure.damage)
    yield from problems


