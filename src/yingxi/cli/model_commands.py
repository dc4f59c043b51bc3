"""models add, list and remove: the person's local folders of weights; and territory, for their licences."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, language_of

Name = Annotated[str | None, typer.Option(show_default=False)]
Licence = Annotated[str | None, typer.Option(show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(name="models", rich_markup_mode=None, no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("remove")(remove)
    app.add_typer(group)
    app.command()(territory)


def add(
    context: typer.Context, path: Annotated[Path, typer.Argument()], name: Name = None,
    licence: Licence = None, allow_pickle: Annotated[bool, typer.Option("--allow-pickle")] = False,
) -> None:  # fmt: skip
    from yingxi.cli.models import add as enter

    enter(language_of(context), path, name=name or "", licence=licence or "", allow_pickle=allow_pickle)


def list_all(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.models import show_models

    show_models(language_of(context), as_json=json)


def remove(context: typer.Context, model: Annotated[str, typer.Argument()]) -> None:
    from yingxi.cli.models import remove as forget

    forget(language_of(context), model)


def territory(
    context: typer.Context, where: Annotated[str | None, typer.Argument(show_default=False)] = None
) -> None:
    from yingxi.cli.models import say_territory

    say_territory(language_of(context), where)
