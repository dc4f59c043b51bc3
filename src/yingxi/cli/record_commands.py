"""circle, reject, ledger and dossier: the director's choices, and the record of how a film was made."""

from typing import Annotated

import typer

from yingxi.cli.context import HERE, AsJson, Out, Project, language_of

ShotNumber = Annotated[str, typer.Argument(show_default=False)]
TakeNumber = Annotated[int, typer.Argument(show_default=False, min=1)]
Reason = Annotated[str, typer.Option("--reason", "-r", show_default=False)]
Undo = Annotated[bool, typer.Option("--undo")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (circle, reject, ledger, dossier):
        app.command()(command)


def circle(
    context: typer.Context, shot: ShotNumber, take: TakeNumber, reason: Reason = "", undo: Undo = False,
    project: Project = HERE,
) -> None:  # fmt: skip
    from yingxi.cli.records import judge

    judge(language_of(context), project, shot, take, "released" if undo else "circled", reason)


def reject(
    context: typer.Context, shot: ShotNumber, take: TakeNumber, reason: Reason = "", undo: Undo = False,
    project: Project = HERE,
) -> None:  # fmt: skip
    from yingxi.cli.records import judge

    judge(language_of(context), project, shot, take, "released" if undo else "rejected", reason)


def ledger(
    context: typer.Context, deed: Annotated[str, typer.Argument()] = "show", project: Project = HERE,
    head: Annotated[list[str] | None, typer.Option(show_default=False)] = None, json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.records import open_ledger

    open_ledger(language_of(context), project, deed, heads=tuple(head or ()), as_json=json)


def dossier(context: typer.Context, project: Project = HERE, out: Out = None) -> None:
    from yingxi.cli.records import write_dossier

    write_dossier(language_of(context), project, out)
