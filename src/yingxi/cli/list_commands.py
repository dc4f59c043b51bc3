"""looks, engines, voices, doctor, bench and --version."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, Draft, Seconds, Size, language_of


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (looks, engines, voices, doctor, bench):
        app.command()(command)
    app.callback(invoke_without_command=True)(root)


def root(context: typer.Context, version: Annotated[bool, typer.Option("--version")] = False) -> None:
    from yingxi.cli.lists import show_version

    if version:
        show_version()
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def looks(
    context: typer.Context, sheet: Annotated[Path | None, typer.Option(show_default=False)] = None,
    prompt: Annotated[str | None, typer.Option(show_default=False)] = None,
    add: Annotated[Path | None, typer.Option(show_default=False)] = None,
    cube: Annotated[tuple[str, Path] | None, typer.Option(show_default=False)] = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.lists import keep_look, show_looks

    if add is not None or cube is not None:
        keep_look(add, cube)
    else:
        show_looks(language_of(context), sheet=sheet, prompt=prompt, as_json=json)


def engines(
    context: typer.Context, which: Annotated[str | None, typer.Argument(show_default=False)] = None,
    json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.engine_lists import show_engines

    show_engines(language_of(context), which, as_json=json)


def voices(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.lists import show_voices

    show_voices(language_of(context), as_json=json)


def doctor(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.lists import show_doctor

    show_doctor(language_of(context), as_json=json)


def bench(
    context: typer.Context, what: Annotated[str, typer.Argument()] = "world",
    prompt: Annotated[str | None, typer.Option(show_default=False)] = None, seconds: Seconds = None,
    size: Size = None, draft: Draft = False, full: Annotated[bool, typer.Option("--full")] = False,
    json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.benches import bench as measure

    language = language_of(context)
    measure(language, what, prompt=prompt, seconds=seconds, size=size, draft=draft, full=full, as_json=json)
