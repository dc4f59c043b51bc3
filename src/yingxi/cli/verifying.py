"""How `yingxi verify` shows what it found: a card for a file, a table for a folder, or JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from yingxi.trust.verify import FileReport, Report

STYLES: Final = {"yingxi": "cyan", "others": "magenta", "unknown": "yellow"}
TONES: Final = {"evidence": ("✓", "green"), "alarm": ("✗", "bold red"), "note": ("·", "dim")}
SEEN, BROKEN, MISSING, UNREAD = ("✓", "green"), ("✗", "bold red"), ("–", "dim"), ("?", "yellow")

Cell = tuple[tuple[str, str], str]
"""A sign with its style, and words."""


def show_report(language: str, target: Path, *, as_json: bool) -> int:
    """Verify a file or folder and print it; gives the exit code."""
    from rich.console import Console

    from yingxi.trust.verify import as_json as json_of
    from yingxi.trust.verify import verify

    console = Console(highlight=False)
    if as_json:
        report = verify(target)
        # A file's name may be no text; what cannot be written is escaped as JSON escapes it.
        told = json.dumps(json_of(report), ensure_ascii=False, indent=1)
        print(told.encode("utf-8", "backslashreplace").decode("utf-8"))
        return report.exit_code
    with Console(stderr=True).status(cell("busy", language)):
        report = verify(target)
    if target.is_dir():
        show_folder(console, report, language)
    for one in report.files:
        if not target.is_dir():
            show_file(console, one, language)
    return report.exit_code


def show_file(console: "Console", report: "FileReport", language: str) -> None:
    """One file: the verdict in a frame, a row for each kind of finding, every reason."""
    from rich.panel import Panel
    from rich.text import Text

    from yingxi.trust.verify.words import BASES, VERDICTS, printable, say_one_of

    judged, found = report.judgement, report.findings
    style = STYLES[judged.verdict]
    lines = [
        Text(say_one_of(VERDICTS, judged.verdict, language), style=f"bold {style}"),
        Text(say_one_of(BASES, judged.basis, language)),
        *([Text(f"✗ {cell('alarm', language)}", style="bold red")] if judged.alarms else []),
        Text(facts_line(report, language), style="dim"),
    ]
    name, border = Text(printable(Path(found.path).name)), "red" if judged.alarms else style
    console.print(Panel(Text("\n").join(lines), title=name, title_align="left", border_style=border))
    console.print(finding_rows(report, language))
    console.print(reason_rows(report, language))


def cell(key: str, language: str) -> str:
    """Words of a cell."""
    from yingxi.trust.verify.words import CELLS, say_one_of

    return say_one_of(CELLS, key, language)


def facts_line(report: "FileReport", language: str) -> str:
    """Kind, size, frames, bytes and hash in one line."""
    found = report.findings
    structure, tags = found.structure, found.tags
    size = (structure and structure.size) or (tags and tags.size)
    frames = (structure and structure.frames) or (tags and tags.frames)
    parts = (
        structure.kind.upper() if structure else "",
        f"{size[0]}×{size[1]}" if size else "",
        f"{frames} {cell('frames', language)}" if frames and frames > 1 else "",
        f"{found.bytes:,} B",
        f"sha256 {found.sha256[:16]}…" if found.sha256 else "",
    )
    return " · ".join(part for part in parts if part)


def finding_rows(report: "FileReport", language: str) -> "RenderableType":
    """What was found of each kind: watermark, manifest, labels, visible label, ledger, registry."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from yingxi.trust.verify.words import ROWS, printable, say_one_of

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for name, ((sign, style), words) in rows_of(report, language):
        label = Text(say_one_of(ROWS, name, language), style="bold")
        table.add_row(label, Text(sign, style=style), Text(printable(words)))
    return Padding(table, (0, 0, 1, 2))


def rows_of(report: "FileReport", language: str) -> Iterator[tuple[str, Cell]]:
    """Each row's name, sign and words."""
    from yingxi.trust.verify.verdict import payload_words

    found = report.findings
    unread = {problem.step for problem in found.problems}

    def absent(step: str) -> Cell:
        return (UNREAD, cell("unread", language)) if step in unread else (MISSING, cell("none", language))

    mark, manifest, ledger, registry = found.mark, found.manifest, found.ledger, found.registry
    yield "watermark", (
        (SEEN, f"{payload_words(mark.payload)} · {mark.score:.1f} > {mark.threshold:.1f}") if mark
        else absent("watermark")
    )  # fmt: skip
    if found.sound_mark or "sound_mark" in unread:
        sound = found.sound_mark
        yield "sound_mark", (
            (SEEN, f"{payload_words(sound.payload)} · {sound.score:.1f} > {sound.threshold:.1f}") if sound
            else absent("sound_mark")
        )  # fmt: skip
    yield "manifest", (manifest_cell(manifest, language) if manifest else absent("manifest"))
    yield "labels", (labels_cell(report) or absent("labels"))
    label = manifest.label if manifest and manifest.state != "invalid" else None
    yield "visible", (
        (SEEN, f"{label.text} · {label.place} · {label.seconds:g} s") if label and label.text
        else (BROKEN, label.reason) if label else (UNREAD, cell("not_known", language))
    )  # fmt: skip
    yield "ledger", (ledger_cell(ledger, language) if ledger else absent("ledger"))
    yield "registry", (registry_cell(registry, language) if registry else absent("registry"))


def manifest_cell(manifest: Any, language: str) -> Cell:
    """State, signer and maker of a manifest."""
    sign = BROKEN if manifest.state == "invalid" else SEEN
    parts = (cell(f"{manifest.state}", language), manifest.signer, manifest.generator, manifest.signed_at)
    return sign, " · ".join(part for part in parts if part)


def labels_cell(report: "FileReport") -> Cell | None:
    """All signs in one line."""
    from yingxi.trust.verify.verdict import all_signs

    signs = all_signs(report.findings)
    said = dict.fromkeys(sign_words(sign.code, sign.words, sign.maker) for sign in signs)
    return (SEEN, " · ".join(said)) if signs else None


def sign_words(code: str, words: str, maker: str) -> str:
    """One sign in a few words: `AIGC 1`, `trainedAlgorithmicMedia`, who is named."""
    if code == "aigc":
        return f"AIGC {words}"
    return (words if code == "source_type" else maker or words)[:40]


def registry_cell(registry: Any, language: str) -> Cell:
    """The film that this machine's registry knows, when it was delivered, and whether this is its master."""
    which = cell("master" if registry.same_file else "copy", language)
    when = registry.when[:16].replace("T", " ")
    return SEEN, " · ".join(part for part in (registry.title, when, which) if part)


def ledger_cell(ledger: Any, language: str) -> Cell:
    """State of a ledger, and whether it holds this file."""
    if ledger.state != "whole":
        return BROKEN, ledger.detail
    link = cell("holds" if ledger.holds_file else "lacks", language)
    return (SEEN if ledger.holds_file else MISSING), f"{ledger.entries} {link}"


def reason_rows(report: "FileReport", language: str) -> "RenderableType":
    """Every reason as a sentence, alarms first, and what could not be read."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from yingxi.trust.verify.words import say_problem, say_reason

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for reason in sorted(report.judgement.reasons, key=lambda one: one.tone != "alarm"):
        sign, style = TONES[reason.tone]
        table.add_row(Text(sign, style=style), Text(say_reason(reason, language)))
    for problem in report.unread:
        table.add_row(Text("?", style="yellow"), Text(say_problem(problem, language)))
    return Padding(table, (0, 0, 0, 2))


def show_folder(console: "Console", report: "Report", language: str) -> None:
    """A folder: one row a file, whatever does not fit, a summary."""
    from rich.table import Table
    from rich.text import Text

    from yingxi.trust.verify.words import ROWS, SHORT_BASES, VERDICTS, say_one_of

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(cell("file", language), overflow="fold")
    table.add_column(cell("verdict", language), no_wrap=True)
    table.add_column(cell("basis", language))
    columns = ("watermark", "manifest", "ledger")
    for name in columns:
        table.add_column(say_one_of(ROWS, name, language), justify="center")
    for one in report.files:
        judged, cells = one.judgement, dict(rows_of(one, language))
        table.add_row(
            Text(relative(one.findings.path, report.target)),
            Text(short_verdict(judged.verdict, language), style=STYLES[judged.verdict]),
            Text(say_one_of(SHORT_BASES, judged.basis, language), style="dim"),
            *(Text(cells[name][0][0], style=cells[name][0][1]) for name in columns),
        )  # fmt: skip
    console.print(table)
    show_troubles(console, report, language)
    counts = report.counts
    said = " · ".join(f"{short_verdict(name, language)}: {counts.get(name, 0)}" for name in VERDICTS)
    passed_over = f"{cell('passed_over', language)}: {report.passed_over}"
    console.print(Text(f"\n{said} · {passed_over}", style="bold"))


def short_verdict(verdict: str, language: str) -> str:
    """A verdict without what stands in brackets."""
    from yingxi.trust.verify.words import VERDICTS, say_one_of

    return say_one_of(VERDICTS, verdict, language).partition("（")[0].partition(" (")[0]


def show_troubles(console: "Console", report: "Report", language: str) -> None:
    """Alarms and what could not be read, file by file."""
    from rich.text import Text

    from yingxi.trust.verify.words import say_problem, say_reason

    if report.exit_code:
        console.print()
    for one in report.files:
        name = relative(one.findings.path, report.target)
        for reason in one.judgement.reasons:
            if reason.tone == "alarm":
                said = say_reason(reason, language)
                console.print(Text.assemble(("✗ ", "bold red"), (name, "bold"), f"  {said}"))
        for problem in one.unread:
            said = say_problem(problem, language)
            console.print(Text.assemble(("? ", "yellow"), (name, "bold"), f"  {said}"))


def relative(path: str, folder: str) -> str:
    """A file's path inside the folder, as it can be shown."""
    from yingxi.trust.verify.words import printable

    return printable(Path(path).relative_to(folder).as_posix())
