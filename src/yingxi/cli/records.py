"""What the commands of the record do: judge takes, show and verify the ledger, write the dossier."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from yingxi.cli.words import say
from yingxi.film.errors import UsageError, unknown
from yingxi.store import FilmFolder

DEEDS = ("show", "verify")


def judge(language: str, project: Path, shot: str, take: int, verdict: Any, reason: str) -> None:
    """Circle, reject or release one take and say what follows."""
    from yingxi.production import judge_take

    judged, used = judge_take(project, shot, take, verdict, reason)
    line = say(f"judged.{verdict}", language).format(shot=shot, take=judged.slate.take)
    print(line if used else f"{line}  {say('judged.stale', language)}")


def open_ledger(
    language: str, project: Path, deed: str, *, heads: Sequence[str] = (), as_json: bool = False
) -> None:
    """Show the ledger's entries, or verify it: exit code 1 when it is broken."""
    if deed not in DEEDS:
        raise unknown("ledger command", deed, DEEDS, "yingxi ledger --help")
    (show_ledger if deed == "show" else verify)(language, project, heads, as_json)


def show_ledger(language: str, project: Path, heads: Sequence[str], as_json: bool) -> None:
    """Every entry, the oldest first, as far as the chain is whole; then where it breaks."""
    from yingxi.trust.ledger import read_history
    from yingxi.trust.ledger.telling import tell_actor, tell_break, tell_entries

    if heads:
        raise UsageError("--head belongs to `yingxi ledger verify`")
    if not FilmFolder(project).ledger.is_file():
        raise UsageError(f"no ledger in {project}: no ledger.jsonl; name a film's folder with --project DIR")
    history = read_history(project)
    told = tell_entries(history.entries, language)
    rows: list[dict[str, Any]] = [
        {"number": entry.number, "at": entry.at, "actor": tell_actor(entry, language), "kind": entry.kind}
        for entry in history.entries
    ]
    rows = [{**row, "told": line} for row, line in zip(rows, told, strict=True)]
    if as_json:
        facts = [{**row, "facts": dict(e.facts)} for row, e in zip(rows, history.entries, strict=True)]
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    table = Table(box=None, show_header=False)
    for row in rows:
        when = str(row["at"])[:19].replace("T", " ")
        table.add_row(str(row["number"]), when, row["actor"], row["told"])
    Console(highlight=False).print(table)
    if history.broken is not None:
        print(tell_break(history.broken, language), file=sys.stderr)


def verify(language: str, project: Path, heads: Sequence[str], as_json: bool) -> None:
    """Say whether the ledger is whole, or its first broken link; leave with 1 when it is not."""
    from yingxi.trust.ledger import verify_ledger
    from yingxi.trust.ledger.telling import tell_break

    verdict = verify_ledger(project, heads)
    if as_json:
        print(json.dumps({"schema": "ledger-verdict.1", "ok": verdict.ok, **asdict(verdict)}, indent=1))
    elif verdict.broken is not None:
        print(tell_break(verdict.broken, language))
    if not as_json:
        for line in remarks(verdict, language):
            print(line)
    if not verdict.ok:
        sys.exit(1)


def remarks(verdict: Any, language: str) -> list[str]:
    """What else is to be known of a ledger, in lines."""
    from yingxi.trust.ledger.telling import say as tell

    lines = []
    if verdict.ok:
        lines.append(tell("verdict", "whole", language, entries=verdict.entries))
        lines.append(f"{tell('verdict', 'head', language)}  {verdict.head}")
    lines += [f"{tell('verdict', 'keys', language)}  {key}" for key in verdict.keys]
    if verdict.unsigned:
        lines.append(tell("verdict", "unsigned", language, count=verdict.unsigned))
    if verdict.headless:
        lines.append(tell("verdict", "headless", language))
    for name in ("changed", "missing", "backwards"):
        found = getattr(verdict, name)
        if found:
            lines.append(f"{tell('verdict', name, language)}  {', '.join(map(str, found))}")
    return lines


def write_dossier(language: str, project: Path, out: Path | None) -> None:
    """The dossier's PDF and zip."""
    from yingxi.cli.progress import Progress
    from yingxi.production import make_dossier

    for path in make_dossier(project, out, language=language):
        Progress(language).say_path("done", path)
