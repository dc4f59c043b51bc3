"""art add, list and remove: the person's own models as props and cast."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, language_of

Text = Annotated[str | None, typer.Option(show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(name="art", rich_markup_mode=None, no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("remove")(remove)
    app.add_typer(group)


def add(
    context: typer.Context, glb: Annotated[Path, typer.Argument()], words: Text = None, name_zh: Text = None,
    name_en: Text = None, lives: str = "ground",
    art_kind: Annotated[str | None, typer.Option("--kind", show_default=False)] = None,
    tall: Annotated[float | None, typer.Option("--height", show_default=False)] = None,
    turned: Annotated[float, typer.Option("--turn")] = 0.0,
    art_licence: Annotated[str | None, typer.Option("--licence", show_default=False)] = None,
) -> None:  # fmt: skip
    from yingxi.cli.arts import add as enter

    enter(
        language_of(context), glb, [text for text in (name_zh, name_en, words) if text], lives=lives,
        kind=art_kind or "", height=tall, turned=turned, licence=art_licence or "",
    )  # fmt: skip


def list_all(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.arts import show_art

    show_art(language_of(context), as_json=json)


def remove(context: typer.Context, asset: Annotated[str, typer.Argument()]) -> None:
    from yingxi.cli.arts import remove as take_away

    take_away(language_of(context), asset)
