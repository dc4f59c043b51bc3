"""What a swarm of drones draws, from take-off to the last word."""

from collections.abc import Sequence
from dataclasses import dataclass

from yingxi.film import Screenplay
from yingxi.film.terms import Language
from yingxi.story.blocks import Block
from yingxi.story.coverage import Choice
from yingxi.story.reading import Reading
from yingxi.story.shelf import load

SWARM = "drone_swarm"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in the sky: the swarm's action, and the words it spells."""

    action: str
    text: str = ""


def figures_for(
    choices: Sequence[Choice],
    blocks: Sequence[Block],
    reading: Reading,
    screenplay: Screenplay,
) -> tuple[Figure | None, ...]:
    """The figure that stands in the sky in every shot; None before the swarm has taken off.

    Figures follow the arc: simple ones while it builds, the richest at the climax, a word at the end. A shot
    that serves the swarm moves on to the next figure of its part.
    """
    plan = _plan(reading, screenplay)
    if not plan:
        return tuple(None for _ in choices)
    found: list[Figure | None] = []
    turn: dict[str, int] = {}
    up = False
    for choice in choices:
        beat = choice.slot.beat
        serves = choice.thing is not None and choice.thing.asset == SWARM
        up = up or serves or beat in ("build", "climax", "resolve")
        mine = plan.get(beat) or plan["build"]
        turn[beat] = turn.get(beat, -1) + (1 if serves or beat not in turn else 0)
        found.append(mine[min(turn[beat], len(mine) - 1)] if up else None)
    return tuple(found)


def _plan(reading: Reading, screenplay: Screenplay) -> dict[str, tuple[Figure, ...]]:
    """Figures by part of the arc, those that the swarm can draw."""
    swarm = next((thing for thing in reading.things if thing.asset == SWARM), None)
    if swarm is None:
        return {}
    words = spelled_words(reading, screenplay)
    rows = load("events")["figures"]
    plan: dict[str, tuple[Figure, ...]] = {}
    for beat, wished in rows.items():
        figures = [figure for row in wished if (figure := _figure(row, words, swarm.actions)) is not None]
        plan[beat] = tuple(figures) or (Figure(swarm.actions[0]),)
    return plan


def _figure(row: Sequence[str], words: Sequence[str], actions: Sequence[str]) -> Figure | None:
    action, text = row[0], row[1] if len(row) > 1 else ""
    if action not in actions:
        return None
    if not text.startswith("@"):
        return Figure(action, text)
    at = int(text[1:])
    return Figure(action, words[at]) if at < len(words) else None


def spelled_words(reading: Reading, screenplay: Screenplay) -> tuple[str, ...]:
    """Words for the sky: quoted ones, festival words of the text and its events, the title."""
    table = load("events")
    found = list(reading.quoted)
    found += [word for word in table["spellable"][reading.language] if word.lower() in reading.text.lower()]
    for event in reading.events:
        found += table["spells"].get(event.id, {}).get(reading.language, ())
    short = screenplay.title if len(screenplay.title) <= (4 if reading.language == "zh" else 10) else ""
    return tuple(dict.fromkeys(word for word in (*found, short) if word))


def figure_words(figure: Figure | None, language: Language) -> str:
    """How a description calls a figure."""
    if figure is None:
        return "光点" if language == "zh" else "points of light"
    if figure.text:
        return f"“{figure.text}”" if language == "zh" else f"the word “{figure.text}”"
    names = load("events")["figure_names"].get(figure.action)
    return str(names[language]) if names else ("图案" if language == "zh" else "a figure")
