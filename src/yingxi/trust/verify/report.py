"""The verdicts on a file or a folder, and their stable JSON (`verify.1`)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from yingxi.film.errors import UsageError
from yingxi.trust.verify.findings import Findings, Problem
from yingxi.trust.verify.guard import Guard
from yingxi.trust.verify.layout import KINDS, sniff
from yingxi.trust.verify.layout.kinds import HEAD
from yingxi.trust.verify.reading import read_findings
from yingxi.trust.verify.verdict import Judgement, judge
from yingxi.trust.verify.words import VERDICTS, say_one_of, say_problem, say_reason

SCHEMA: Final = "verify.1"

ALL_WELL, ALARM, UNREAD = 0, 3, 4
"""Exit codes: everything was read and fits; something does not fit together; something could not be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileReport:
    """What was found in one file, and the verdict on it."""

    findings: Findings
    judgement: Judgement

    @property
    def unread(self) -> tuple[Problem, ...]:
        """What could not be read of it."""
        return self.findings.problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The verdicts on all files that were asked about; `passed_over` counts files that are no media."""

    target: str
    files: tuple[FileReport, ...]
    passed_over: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many files have each verdict."""
        return Counter(one.judgement.verdict for one in self.files)

    @property
    def exit_code(self) -> int:
        """3 when anything does not fit together, else 4 when anything could not be read, else 0."""
        if any(one.judgement.alarms for one in self.files):
            return ALARM
        return UNREAD if any(one.unread for one in self.files) else ALL_WELL


def verify(target: Path, guard: Guard | None = None) -> Report:
    """Verify a file, or every media file in a folder and below it. UsageError when there is no such thing.

    A `guard` that is given stays open for the next; without one, one is started and ended.
    """
    if not target.exists():
        raise UsageError(f"no such file or folder: {target}")
    with nullcontext(guard) if guard else Guard() as standing:
        if not target.is_dir():
            return Report(target=str(target), files=(verify_file(target, standing),))
        media, others = sort_out(target)
        return Report(
            target=str(target), passed_over=others, files=tuple(verify_file(one, standing) for one in media)
        )


def verify_file(path: Path, guard: Guard) -> FileReport:
    """The verdict on one file."""
    findings = read_findings(guard, path)
    return FileReport(findings=findings, judgement=judge(findings))


def sort_out(folder: Path) -> tuple[list[Path], int]:
    """The media files in a folder and below, in order, and how many other files there are.

    Hidden files and folders, and links that lead to folders, are left alone.
    """
    media, others = [], 0
    for path in plain_files(folder):
        if is_media(path):
            media.append(path)
        else:
            others += 1
    return sorted(media), others


def plain_files(folder: Path) -> Iterator[Path]:
    """Every plain file below a folder that is not hidden."""
    import os

    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in names if not name.startswith(".") and is_plain(place, name))


def is_plain(place: str, name: str) -> bool:
    """Whether this is a file with bytes in it, and no pipe or device."""
    return Path(place, name).is_file()


def is_media(path: Path) -> bool:
    """Whether the first bytes are those of a film, a picture or a sound; what cannot be opened counts too."""
    try:
        with path.open("rb") as file:
            return KINDS[sniff(file.read(HEAD))] != "other"
    except OSError:
        return True


def as_json(report: Report) -> dict[str, Any]:
    """The report as `verify.1`; fields are only ever added within a version."""
    return {
        "schema": SCHEMA,
        "target": report.target,
        "files": [file_json(one) for one in report.files],
        "summary": {
            "files": len(report.files),
            **{verdict: report.counts.get(verdict, 0) for verdict in ("yingxi", "others", "unknown")},
            "alarms": sum(one.judgement.alarms for one in report.files),
            "unread": sum(bool(one.unread) for one in report.files),
            "passed_over": report.passed_over,
        },
        "exit_code": report.exit_code,
    }


def file_json(report: FileReport) -> dict[str, Any]:
    """One file's part of `verify.1`."""
    found, judged = asdict(report.findings), report.judgement
    for mark in (found["mark"], found["manifest"]):
        if mark and mark["payload"] is not None:
            mark["payload"] = f"{mark['payload']:016x}"
    if found["labels"]:
        found["labels"]["aigc"] = dict(report.findings.labels.aigc) if report.findings.labels else {}
    problems = found.pop("problems")
    return {
        "path": found.pop("path"),
        "bytes": found.pop("bytes"),
        "sha256": found.pop("sha256"),
        "verdict": judged.verdict,
        "basis": judged.basis,
        "said": {language: say_one_of(VERDICTS, judged.verdict, language) for language in ("zh", "en")},
        "alarms": judged.alarms,
        "reasons": [
            {
                **asdict(reason), "facts": dict(reason.facts),
                "zh": say_reason(reason, "zh"), "en": say_reason(reason, "en"),
            }
            for reason in judged.reasons
        ],
        "unread": spoken(problems, report.unread),
        "findings": found,
    }  # fmt: skip


def spoken(plain: Iterable[dict[str, Any]], problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems with their sentences in both languages."""
    return [
        {**one, "zh": say_problem(problem, "zh"), "en": say_problem(problem, "en")}
        for one, problem in zip(plain, problems, strict=True)
    ]
