"""Composing a film around a few words: five parts of an arc, pictures and lines for each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from yingxi.film import Brief, Element, Scene
from yingxi.film.terms import Beat
from yingxi.story import casting
from yingxi.story.actions import action_paragraph, name_of, place_name
from yingxi.story.day import through_the_day
from yingxi.story.language import count_units, detect_language, speech_seconds, split_line
from yingxi.story.passages import Passage, is_being, is_far, is_fragment, storm_ends
from yingxi.story.prose import choose_lines, closing_line, matter_of
from yingxi.story.reading import Reading
from yingxi.story.shelf import load
from yingxi.story.slots import arc_shares
from yingxi.story.things import Thing

ARC: tuple[Beat, ...] = get_args(Beat)
DENSITY = {"establish": 0.50, "introduce": 0.58, "build": 0.56, "climax": 0.48, "resolve": 0.52}
"""Share of each part during which somebody speaks."""


def compose_scenes(reading: Reading, brief: Brief) -> tuple[Scene, ...]:
    """The scenes of a film whose text is only an order: place first, then hero, then all, then rest."""
    random = np.random.default_rng([brief.seed, count_units(reading.text, reading.language)])
    plan = _shortened(_plan(reading), brief.seconds)
    plan = through_the_day(plan, reading)
    shares = arc_shares(reading.template)
    told = sum(shares.get(beat, 0.15) for beat in dict.fromkeys(beat for beat, _ in plan))
    own = _own_lines(reading, plan)
    used: Counter[str] = Counter()
    scenes = []
    for number, (beat, passage) in enumerate(plan, start=1):
        same = sum(1 for other, _ in plan if other == beat)
        seconds = brief.seconds * shares.get(beat, 0.15) / told / same
        last = number == len(plan)
        lines = lines_for(beat, passage, reading, seconds, own.get(number, ()), last, used, random)
        scenes.append(_scene(number, beat, passage, reading, lines, seconds))
    return tuple(scenes)


def _plan(reading: Reading) -> list[tuple[Beat, Passage]]:
    """Which passage each part of the arc tells: they go through the text once, in order."""
    passages = [one for one in reading.passages if one.things or one.said_time or one.place]
    told = _merge_alike(passages or list(reading.passages[:1]))
    if len(told) == 1:
        return [(beat, _dressed(beat, told[0], reading)) for beat in ARC]
    rest = told[1:] if len(told) > 2 else told
    alone = (*told[0].things[:1], *(at for at in told[0].things if reading.things[at].asset == "small_boat"))
    first = told[0] if len(told) > 2 else replace(told[0], things=tuple(dict.fromkeys(alone)))
    parts: list[tuple[Beat, Passage]] = [("establish", first)]
    parts += [(beat, _with_hero(passage, reading)) for beat, passage in _spread(rest)]
    return _after_storm(parts, reading)


def _spread(told: Sequence[Passage]) -> list[tuple[Beat, Passage]]:
    """Passages over the four later parts of the arc; the last one is also the rest, when they are few."""
    if len(told) == 1:
        return [(beat, told[0]) for beat in ARC[1:]]
    if len(told) == 2:
        both = replace(told[1], things=tuple(dict.fromkeys((*told[0].things, *told[1].things))))
        return [("introduce", told[0]), ("build", both), ("climax", told[1]), ("resolve", both)]
    if len(told) == 3:
        return [("introduce", told[0]), ("build", told[1]), ("climax", told[2]), ("resolve", told[2])]
    bounds = [round(part * len(told) / 4) for part in range(5)]
    return [
        (beat, passage)
        for beat, low, high in zip(ARC[1:], bounds, bounds[1:], strict=False)
        for passage in told[low:high]
    ]


def _shortened(plan: list[tuple[Beat, Passage]], seconds: float) -> list[tuple[Beat, Passage]]:
    """Very short films tell only part of the arc: the middle, or its beginning, middle and end."""
    if seconds < 8:
        return plan[1:2] or plan
    if seconds < 12:
        return plan[1:3] if len(plan) > 2 else plan
    return [plan[0], plan[len(plan) // 2], plan[-1]] if seconds < 26 and len(plan) > 3 else plan


def _merge_alike(passages: Sequence[Passage]) -> list[Passage]:
    """Neighbouring passages of one place and time become one when neither says a time of its own."""
    merged: list[Passage] = []
    for passage in passages:
        before = merged[-1] if merged else None
        alike = before is not None and not passage.said_time and before.set == passage.set
        if alike and before is not None and not before.things:
            merged[-1] = replace(before, text=_joined(before.text, passage.text), things=passage.things)
        else:
            merged.append(passage)
    return merged


def _joined(left: str, right: str) -> str:
    return f"{left} {right}" if left.isascii() else left + right


def _dressed(beat: Beat, passage: Passage, reading: Reading) -> Passage:
    """One passage for the whole arc: the place, then the hero, then everybody, then the hero again."""
    every = tuple(range(len(reading.things)))
    shown = {"establish": every[:1], "introduce": every[:2], "resolve": every[:2]}.get(beat, every)
    return replace(passage, things=shown)


def _with_hero(passage: Passage, reading: Reading) -> Passage:
    """The hero stays while later parts turn to other things, but not to other seasons or far things."""
    elsewhere = reading.names_seasons and passage.said_time
    if not reading.things or elsewhere or is_far(passage.text, reading.language):
        return passage
    return replace(passage, things=tuple(dict.fromkeys((*passage.things, 0, *_boat_of(passage, reading)))))


def _boat_of(passage: Passage, reading: Reading) -> tuple[int, ...]:
    """The boat of a hero who is named with it, where the passage has water."""
    if casting.set_lives(passage.set) != "water" or not is_being(reading.things[0]):
        return ()
    boats = {at for at, thing in enumerate(reading.things) if thing.asset == "small_boat"}
    return tuple(sorted(boats & {at for one in reading.passages if 0 in one.things for at in one.things}))


def _after_storm(parts: list[tuple[Beat, Passage]], reading: Reading) -> list[tuple[Beat, Passage]]:
    """The last part has clear weather when the text says that the bad weather passes."""
    beat, last = parts[-1]
    if len(parts) > 1 and storm_ends(last, reading.language):
        parts[-1] = (beat, replace(last, weather="clear"))
    return parts


def _own_lines(reading: Reading, plan: Sequence[tuple[Beat, Passage]]) -> dict[int, tuple[str, ...]]:
    """The person's own words as narration by scene number, where they make sentences to be read aloud.

    A text of one passage is read whole in the second scene; several are read each in its own.
    """
    if detect_language(reading.told) != reading.language:
        return {}
    least = 5 if reading.language == "zh" else 2
    texts = [passage.text for _, passage in plan]
    if len(set(texts)) == 1:
        sentence = reading.told if count_units(reading.told, reading.language) >= 2 * least else ""
        own = {2: sentence} if len(plan) > 1 else {}
    else:
        own = {at + 1: text for at, text in enumerate(texts) if text not in texts[:at]}
    end = "。" if reading.language == "zh" else "."
    return {
        number: tuple(_finished(line, end) for line in split_line(text, reading.language))
        for number, text in own.items()
        if count_units(text, reading.language) >= least
        and not is_fragment(_without(text, reading), reading.language)
    }


def _without(text: str, reading: Reading) -> str:
    """A text without the names of its events, whose words (race, show) would pass for verbs."""
    for event in reading.events:
        text = re.sub(re.escape(event.words), " ", text, flags=re.IGNORECASE)
    return text


def _finished(line: str, end: str) -> str:
    """A spoken line with a capital and a full stop."""
    trimmed = line.strip().rstrip("，、；：,;:—")
    if not trimmed:
        return ""
    capital = trimmed[0].upper() + trimmed[1:]
    return capital if capital[-1] in "。！？.!?…" else capital + end


def lines_for(
    beat: Beat,
    passage: Passage,
    reading: Reading,
    seconds: float,
    own: Sequence[str],
    last: bool,
    used: Counter[str],
    random: np.random.Generator,
) -> tuple[str, ...]:
    """Narration for a part: the person's own words first, then lines from the stock, up to the density."""
    matter = matter_of(reading, passage)
    closing = closing_line(matter, reading.language, used) if last else ""
    used[closing] += 1
    lines = list(own)
    budget = seconds * DENSITY[beat] - speech_seconds(closing, reading.language)
    spoken = sum(speech_seconds(line, reading.language) for line in lines)
    here: Counter[str] = Counter()
    while spoken < budget - 1.6 and len(lines) < 24:
        more = choose_lines(1, beat, matter, reading.language, used, here, random)
        if not more:
            break
        lines.append(fill(more[0], passage, reading))
        spoken += speech_seconds(lines[-1], reading.language)
    return (*lines, fill(closing, passage, reading)) if closing else tuple(lines)


def fill(line: str, passage: Passage, reading: Reading) -> str:
    """A stock line with the film's own hero and place in it."""
    place = place_name(passage.place or reading.place, reading.language)
    known = [reading.things[at] for at in passage.things] or list(reading.things)
    beings = [thing for thing in (*known, *reading.things) if is_being(thing)]
    hero = beings[0] if beings else known[0] if known else None
    filled = line.replace("{place}", place).replace("{hero}", _called(hero, reading))
    return filled[:1].upper() + filled[1:]


def _called(thing: Thing | None, reading: Reading) -> str:
    if thing is None:
        return "它" if reading.language == "zh" else "it"
    return name_of(thing, reading.language)


def _scene(
    number: int, beat: Beat, passage: Passage, reading: Reading, lines: Sequence[str], seconds: float
) -> Scene:
    things = [reading.things[at] for at in passage.things]
    place = passage.place or reading.place
    paragraphs = max(1, (len(lines) + 2) // 3 + (seconds >= 10))
    elements: list[Element] = []
    for turn in range(paragraphs):
        seen = _seen(things, beat, turn, paragraphs)
        added = _added(beat, turn, paragraphs, passage, reading)
        text = action_paragraph(seen, place, passage, reading, turn, added)
        elements.append(Element(kind="action", text=text))
        elements += [Element(kind="narration", text=line) for line in lines[3 * turn : 3 * turn + 3]]
    return Scene(
        number=number,
        place=place,
        hour=passage.hour,
        weather=passage.weather,
        interior=passage.set in load("sets")["indoors"],
        beat=beat,
        elements=tuple(elements),
    )


def _seen(things: Sequence[Thing], beat: Beat, turn: int, paragraphs: int) -> list[Thing]:
    """Things come in one after another when they are introduced, and the hero stays alone at the end."""
    if beat == "introduce" and turn < paragraphs - 1:
        return list(things[: 1 + turn])
    if beat == "resolve" and turn == paragraphs - 1:
        return [one for at, one in enumerate(things) if at == 0 or one.asset == "small_boat"]
    return list(things)


def _added(beat: Beat, turn: int, paragraphs: int, passage: Passage, reading: Reading) -> list[str]:
    """What the events bring to the end of the climax and to the end of the film, in words."""
    if (
        passage.set in load("sets")["no_sky"]
        or turn == 0
        or turn != paragraphs - 1
        or beat not in ("climax", "resolve")
    ):
        return []
    have = {thing.asset for thing in reading.things}
    names = load("events")["names"]
    return [
        names[item.asset][reading.language]
        for event in reading.events
        for item in event.brings
        if beat in item.beats and item.asset not in have and casting.cast_asset(item.asset) is not None
    ]
