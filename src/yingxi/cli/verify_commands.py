"""`yingxi verify`: what a file says of its own making."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, language_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(verify)


def verify(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE_OR_FOLDER", show_default=False)],
    json: AsJson = False,
) -> None:
    from yingxi.cli.verifying import show_report

    raise typer.Exit(show_report(language_of(context), target, as_json=json))
