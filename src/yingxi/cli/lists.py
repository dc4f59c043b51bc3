"""The commands that list: looks, engines, voices, doctor, version."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yingxi.cli.words import say

SHEET_PROMPT = "江上小舟，远山"


def show(rows: list[dict[str, Any]], columns: dict[str, str], as_json: bool) -> None:
    """Print rows as JSON, or as a table with these columns (key → title)."""
    console = Console(highlight=False)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table(box=None, header_style="bold")
    for title in columns.values():
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(escape(str(row.get(key, ""))) for key in columns))
    console.print(table)


def show_looks(language: str, *, sheet: Path | None, prompt: str | None, as_json: bool) -> None:
    """All looks by both names; with `sheet`, a picture of one shot in each."""
    from yingxi.art.looks_file import looks

    rows = [
        {"id": look.id, "zh": look.zh, "en": look.en, "words": "、".join(look.words)}
        for look in looks().values()
    ]
    if sheet is not None:
        from yingxi.production import make_look_sheet

        print(make_look_sheet(prompt or SHEET_PROMPT, sheet, language=language))
        return
    show(rows, {"zh": "中文", "en": "English", "id": "id", "words": say("detail", language)}, as_json)


def keep_look(add: Path | None, cube: tuple[str, Path] | None) -> None:
    """Keep a look of the person's own; write a look's grade as a cube."""
    from yingxi.art.own_looks import add_look, export_cube

    if add is not None:
        print(add_look(add).id)
    if cube is not None:
        print(export_cube(*cube))


def show_voices(language: str, *, as_json: bool) -> None:
    """Narrators' voices by language."""
    from yingxi.sound import voices

    rows = [asdict(voice) for voice in voices()]
    show(rows, {"id": say("name", language), "language": "zh/en", "gender": "♀/♂"}, as_json)


def show_doctor(language: str, *, as_json: bool) -> None:
    """What is there, what is missing, what that costs, how to get it."""
    from yingxi.store.doctor import examine

    rows = []
    for check in examine():
        row = asdict(check)
        row["cost"], row["get"] = (
            getattr(check, name)[0 if language == "zh" else 1] for name in ("cost", "get")
        )
        row["state"] = say("have" if check.ok else "missing", language)
        if check.ok and not as_json:
            row["cost"] = row["get"] = ""
        rows.append(row)
    columns = {"name": "name", "state": "state", "detail": "detail", "cost": "cost", "get": "get"}
    show(rows, {key: say(title, language) for key, title in columns.items()}, as_json)


def show_version() -> None:
    """The installed version."""
    from importlib.metadata import version

    print(f"yingxi {version('yingxi')}")
