"""identity show, use, trust and producer: who signs on this machine and whom it trusts."""

from pathlib import Path
from typing import Annotated

import typer

from yingxi.cli.context import AsJson, language_of


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(name="identity", rich_markup_mode=None, no_args_is_help=True)
    group.command("show")(show)
    group.command("use")(use)
    group.command("trust")(trust)
    group.command("producer")(producer)
    app.add_typer(group)


def show(context: typer.Context, json: AsJson = False) -> None:
    from yingxi.cli.identities import show_identity

    show_identity(language_of(context), as_json=json)


def use(
    context: typer.Context, chain: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    key: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    local: Annotated[bool, typer.Option("--local")] = False,
) -> None:  # fmt: skip
    from yingxi.cli.identities import choose_identity

    choose_identity(language_of(context), chain, key, local=local)


def trust(context: typer.Context, roots: Annotated[Path, typer.Argument()]) -> None:
    from yingxi.cli.identities import trust_anchors

    trust_anchors(language_of(context), roots)


def producer(context: typer.Context, code: Annotated[str, typer.Argument()]) -> None:
    from yingxi.cli.identities import set_producer

    set_producer(language_of(context), code)
