"""People's own models at the command line: added with what they became, listed, removed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from yingxi.cli.lists import show
from yingxi.cli.words import say

if TYPE_CHECKING:
    from yingxi.art.own.shelf import Card


def add(
    language: str, path: Path, words: Sequence[str], *, lives: str, kind: str, height: float | None,
    turned: float, licence: str,
) -> None:  # fmt: skip
    """Look through a model, keep a copy, and say what it became."""
    from yingxi.art.own.shelf import add_card

    card = add_card(path, words, lives=lives, kind=kind, height=height, turned=turned, licence=licence)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{say('art.added', language)}  {card.id}", markup=False)
    for key in ("art.words", "art.size", "art.triangles", "art.loops", "art.does"):
        told = row_of(card, language)[key]
        if told:
            console.print(f"  {say(key, language)}  {told}", markup=False)
    if not licence:
        console.print(f"· {say('art.unlicensed', language)}", markup=False)


def show_art(language: str, *, as_json: bool) -> None:
    """All models with their words, size, triangles, licence, and whether they are as added."""
    from yingxi.art.own.shelf import as_row, cards

    if as_json:
        show([as_row(card) for card in cards()], {}, True)
        return
    rows = [row_of(card, language) for card in cards()]
    if not rows:
        print(say("art.none", language))
        return
    titles = ("name", "art.words", "art.where", "art.size", "art.triangles", "terms", "state")
    show(rows, {title: say(title, language) for title in titles}, False)


def row_of(card: "Card", language: str) -> dict[str, str]:
    """A model for people."""
    from yingxi.art.own.shelf import state_of

    return {
        "name": card.id,
        "art.words": ", ".join((*card.zh, *card.en)),
        "art.where": card.lives,
        "art.size": " × ".join(f"{value:.3g}" for value in card.size) + " m",
        "art.triangles": " → ".join(f"{count:,}" for count in card.triangles),
        "art.loops": ", ".join(clip or "—" for clip in card.clips),
        "art.does": ", ".join(card.actions),
        "terms": card.licence or say("models.unstated", language),
        "state": say(f"models.{state_of(card)}", language),
    }


def remove(language: str, name: str) -> None:
    """Take a model away, and say that the file it came from stays."""
    from yingxi.art.own.shelf import remove_card

    card = remove_card(name)
    Console(highlight=False, soft_wrap=True).print(
        f"{say('art.removed', language)}  {card.id}  ({card.source})", markup=False
    )
