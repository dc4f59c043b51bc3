"""Composing a film around a few words: five parts of an arc, pictures and lines for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from yingxi.film import Brief, Element, Scene
from yingxi.film.terms import Beat
from yingxi.story.actions import action_paragraph
from yingxi.story.language import count_units, speech_seconds, split_line
from yingxi.story.lexicon import scan
from yingxi.story.prose import choose_lines, matter_of
from yingxi.story.reading import Passage, Reading, is_fragment, storm_ends
from yingxi.story.slots import arc_shares
from yingxi.story.things import Thing

ARC: tuple[Beat, ...] = get_args(Beat)
DENSITY = {"establish": 0.50, "introduce": 0.58, "build": 0.56, "climax": 0.48, "resolve": 0.52}
"""Share of each part during which somebody speaks."""


def compose_scenes(reading: Reading, brief: Brief) -> tuple[Scene, ...]:
    """The scenes of a film whose text is only an order: place first, then hero, then all, then rest."""
    random = np.random.default_rng([brief.seed, count_units(reading.text, reading.language)])
    plan = _plan(reading)
    if brief.seconds < 12:
        plan = plan[1:2] if len(plan) < 3 else plan[1:3]
    shares = arc_shares(reading.template)
    own = list(_own_lines(reading))
    used: Counter[str] = Counter()
    scenes = []
    for number, (beat, passage) in enumerate(plan, start=1):
        same = sum(1 for other, _ in plan if other == beat)
        seconds = brief.seconds * shares.get(beat, 0.15) / same
        mine = own if beat == "introduce" and own else []
        lines = _lines_for(beat, passage, reading, seconds, mine, used, random)
        own = [] if mine else own
        scenes.append(_scene(number, beat, passage, reading, lines))
    return tuple(scenes)


def _plan(reading: Reading) -> list[tuple[Beat, Passage]]:
    """Which passage each part of the arc tells: they go through the text once, in order."""
    passages = [passage for passage in reading.passages if passage.things or passage.said_time or passage.place]
    passages = passages or list(reading.passages[:1])
    told = _merge_alike(passages)
    if len(told) == 1:
        return [(beat, _dressed(beat, told[0], reading)) for beat in ARC]
    parts: list[tuple[Beat, Passage]] = [("establish", replace(told[0], things=told[0].things[:1]))]
    rest: tuple[Beat, ...] = ARC[1:]
    for at, beat in enumerate(rest):
        low, high = at * len(told) / len(rest), (at + 1) * len(told) / len(rest)
        mine = [passage for i, passage in enumerate(told) if low <= i + 0.5 < high]
        mine = mine or [told[min(len(told) - 1, int(low + 0.5))]]
        parts += [(beat, _with_hero(passage, reading)) for passage in mine]
    return _after_storm(parts, reading)


def _merge_alike(passages: Sequence[Passage]) -> list[Passage]:
    """Neighbouring passages of one place and time become one when neither says a time of its own."""
    merged: list[Passage] = []
    for passage in passages:
        before = merged[-1] if merged else None
        alike = before is not None and not passage.said_time and before.set == passage.set
        if alike and before is not None and not before.things:
            merged[-1] = replace(before, text=f"{before.text}{passage.text}", things=passage.things)
        else:
            merged.append(passage)
    return merged


def _dressed(beat: Beat, passage: Passage, reading: Reading) -> Passage:
    """One passage for the whole arc: the place, then the hero, then everybody, then the hero again."""
    every = tuple(range(len(reading.things)))
    shown = {"establish": every[:1], "introduce": every[:2], "resolve": every[:2]}.get(beat, every)
    return replace(passage, things=shown)


def _with_hero(passage: Passage, reading: Reading) -> Passage:
    if passage.things or not reading.things:
        return passage
    return replace(passage, things=(0,))


def _after_storm(parts: list[tuple[Beat, Passage]], reading: Reading) -> list[tuple[Beat, Passage]]:
    """The last part has clear weather when the text says that the bad weather passes."""
    beat, last = parts[-1]
    if len(parts) > 1 and storm_ends(last, reading.language):
        parts[-1] = (beat, replace(last, weather="clear"))
    return parts


def _own_lines(reading: Reading) -> tuple[str, ...]:
    """The person's own words as narration, when they make sentences that can be read aloud."""
    if is_fragment(reading.text, reading.language) or not scan(reading.text, reading.language, ("actions",)):
        return ()
    text = reading.told
    if count_units(text, reading.language) < (8 if reading.language == "zh" else 6):
        return ()
    end = "。" if reading.language == "zh" else "."
    lines = [_finished(line, end) for line in split_line(text, reading.language)]
    return tuple(line for line in lines if line)


def _finished(line: str, end: str) -> str:
    """A spoken line with a capital and a full stop."""
    trimmed = line.strip().rstrip("，、；：,;:—")
    if not trimmed:
        return ""
    capital = trimmed[0].upper() + trimmed[1:]
    return capital if capital[-1] in "。！？.!?…" else capital + end


def _lines_for(
    beat: Beat, passage: Passage, reading: Reading, seconds: float, own: Sequence[str],
    used: Counter[str], random: np.random.Generator,
) -> tuple[str, ...]:
    """Narration for a part: the person's own words first, then lines from the stock, up to the density."""
    budget = seconds * DENSITY[beat]
    lines = list(own)
    spoken = sum(speech_seconds(line, reading.language) for line in lines)
    matter = matter_of(reading, passage)
    while spoken < budget - 1.6 and len(lines) < 24:
        more = choose_lines(1, beat, matter, reading.language, used, random)
        if not more:
            break
        line = fill(more[0], passage, reading)
        lines.append(line)
        spoken += speech_seconds(line, reading.language)
    return tuple(lines)


def fill(line: str, passage: Passage, reading: Reading) -> str:
    """A stock line with the film's own hero and place in it."""
    place = passage.place or reading.place
    hero = reading.things[passage.things[0]] if passage.things else reading.things[0] if reading.things else None
    filled = line.replace("{place}", place).replace("{hero}", _called(hero, reading))
    return filled[:1].upper() + filled[1:]


def _called(thing: Thing | None, reading: Reading) -> str:
    if thing is None:
        return "它" if reading.language == "zh" else "it"
    if thing.name:
        return thing.name
    return thing.words if reading.language == "zh" else f"the {thing.words.lower()}"


def _scene(number: int, beat: Beat, passage: Passage, reading: Reading, lines: Sequence[str]) -> Scene:
    things = [reading.things[at] for at in passage.things]
    place = passage.place or reading.place
    elements = []
    for at, line in enumerate(lines):
        if at % 3 == 0:
            elements.append(Element(kind="action", text=action_paragraph(things, place, passage, reading, at // 3)))
        elements.append(Element(kind="narration", text=line))
    elements.append(Element(kind="action", text=action_paragraph(things, place, passage, reading, 1 + len(lines) // 3)))
    return Scene(
        number=number, place=place, hour=passage.hour, weather=passage.weather,
        interior=passage.set in ("interior_hall", "stage", "studio"), beat=beat, elements=tuple(elements),
    )

