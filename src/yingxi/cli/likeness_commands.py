"""likeness enroll, check, revoke, list, challenge and evaluate: faces of real people, and their consent."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, language_of

Scope = Annotated[str, typer.Option("--scope")]
Film = Annotated[str, typer.Option("--film", show_default=False)]
Mirrored = Annotated[bool, typer.Option("--mirrored")]
Number = Annotated[str, typer.Option("--id", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(name="likeness", rich_markup_mode=None, no_args_is_help=True)
    for command in (enroll, check, revoke, challenge, evaluate):
        group.command()(command)
    group.command("list")(list_all)
    app.add_typer(group)


def enroll(
    context: typer.Context, pictures: Annotated[list[Path], typer.Argument(show_default=False)],
    person: Annotated[str, typer.Option("--name", show_default=False)],
    scope: Annotated[list[str] | None, typer.Option("--scope", show_default="animate")] = None,
    until: Annotated[str, typer.Option(show_default=False)] = "", film: Film = "",
    by: Annotated[str, typer.Option()] = "self",
    agreed: Annotated[str, typer.Option("--words", show_default=False)] = "",
    fictional: Annotated[str, typer.Option(show_default=False)] = "",
    clip: Annotated[Path | None, typer.Option(show_default=False)] = None, number: Number = "",
    mirrored: Mirrored = False, json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.likenesses import take_in
    from yingxi.trust.likeness.consent import Terms

    terms = Terms(
        scope=tuple(scope or ("animate",)), until=until, film=film, by=by, words=agreed, fictional=fictional
    )
    take_in(language_of(context), person, pictures, terms, clip, number, mirrored, as_json=json)


def check(
    context: typer.Context, picture: Annotated[Path, typer.Argument(show_default=False)],
    other: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    scope: Scope = "animate", film: Film = "", json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli import likenesses

    if other is not None:
        raise typer.Exit(likenesses.compare_files(language_of(context), picture, other, as_json=json))
    raise typer.Exit(likenesses.check_file(language_of(context), picture, scope, film, as_json=json))


def revoke(
    context: typer.Context, who: Annotated[str, typer.Argument(show_default=False)],
    because: Annotated[str, typer.Option("--reason", "-r", show_default=False)] = "",
    forget: Annotated[bool, typer.Option("--forget")] = False,
) -> None:  # fmt: skip
    from yingxi.cli.likenesses import revoke_all

    revoke_all(language_of(context), who, because, forget)


def list_all(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.likenesses import show_consents

    show_consents(language_of(context), as_json=json)


def challenge(
    context: typer.Context, clip: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    number: Number = "", person: Annotated[str, typer.Option("--name", show_default=False)] = "",
    mirrored: Mirrored = False, json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli import likenesses

    if clip is None:
        likenesses.issue(language_of(context), as_json=json)
        return
    code = likenesses.judge_clip(language_of(context), clip, number, person, mirrored, as_json=json)
    raise typer.Exit(code)


def evaluate(
    context: typer.Context, faces: Annotated[Path, typer.Argument(show_default=False)],
    card: Annotated[list[Path] | None, typer.Option(show_default=False)] = None,
    far: Annotated[float, typer.Option(min=1e-6, max=0.5)] = 1e-3,
    figure: Annotated[Path | None, typer.Option(show_default=False)] = None, json: AsJson = False,
) -> None:  # fmt: skip
    from yingxi.cli.likenesses import measure

    measure(language_of(context), faces, tuple(card or ()), far, figure, as_json=json)
