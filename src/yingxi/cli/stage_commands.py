"""write, board, shoot, cut, mix, master and still: one stage at a time."""

from typing import Annotated

import typer

from yingxi.cli import films
from yingxi.cli.context import (
    HERE,
    Again,
    AnyProject,
    Budget,
    Draft,
    Jobs,
    LabelOff,
    LabelPlace,
    LabelText,
    LookName,
    Out,
    Project,
    Prompt,
    Seed,
    Size,
    Territory,
    language_of,
)

NOTHING = films.Asked()


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (write, board, shoot, cut, mix, master, still):
        app.command()(command)


def write(context: typer.Context, project: Project = HERE, again: Again = False) -> None:
    films.make(language_of(context), NOTHING, project, until="write", again=("write",) if again else ())


def board(context: typer.Context, project: Project = HERE, again: Again = False) -> None:
    films.make(language_of(context), NOTHING, project, until="board", again=("board",) if again else ())


def shoot(
    context: typer.Context, shots: Annotated[list[str] | None, typer.Argument(show_default=False)] = None,
    project: Project = HERE, draft: Draft = False, jobs: Jobs = 0, budget: Budget = None,
    territory: Territory = None,
) -> None:  # fmt: skip
    language, wanted = language_of(context), tuple(shots or ())
    films.make(
        language, NOTHING, project, until="shoot", draft=draft, jobs=jobs, shots=wanted, budget=budget,
        territory=territory,
    )  # fmt: skip


def cut(
    context: typer.Context, project: Project = HERE, again: Again = False,
    export: Annotated[list[str] | None, typer.Option(show_default=False)] = None,
) -> None:  # fmt: skip
    films.cut(language_of(context), project, again=again, export=tuple(export or ()))


def mix(context: typer.Context, project: Project = HERE, jobs: Jobs = 0) -> None:
    films.make(language_of(context), NOTHING, project, until="mix", jobs=jobs)


def master(context: typer.Context, project: Project = HERE, out: Out = None, jobs: Jobs = 0) -> None:
    films.make(language_of(context), NOTHING, project, until="report", jobs=jobs, out=out)


def still(
    context: typer.Context, prompt: Prompt = None, project: AnyProject = None, size: Size = None,
    look: LookName = None, seed: Seed = None, out: Out = None,
    shot: Annotated[str | None, typer.Option(show_default=False)] = None,
    at: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.5, label_text: LabelText = None,
    label_place: LabelPlace = None, label_off: LabelOff = None,
) -> None:  # fmt: skip
    asked = films.Asked(
        prompt=prompt, size=size, look=look, seed=seed, label_text=label_text, label_place=label_place,
        label_off=label_off,
    )  # fmt: skip
    films.still(language_of(context), asked, project, shot=shot, at=at, out=out)
