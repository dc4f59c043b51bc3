"""Telling a story that is already there: every sentence of a synopsis becomes pictures and narration."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from yingxi.film import Brief, Element, Scene
from yingxi.film.terms import Beat
from yingxi.story.actions import join_words, light_words, spoken_name
from yingxi.story.compose import fill
from yingxi.story.language import count_units, speech_seconds, split_line
from yingxi.story.passages import Passage
from yingxi.story.prose import choose_lines, matter_of
from yingxi.story.reading import Reading
from yingxi.story.shelf import load

FULL_ENOUGH = 0.45
"""Share of the film that narration should fill; below it the writer adds a few lines on place and weather."""
_TURNS = ("turn", "reveal", "low_point", "crisis", "climax")
_ENDS = ("resolution", "last_image", "ending", "theme")


def tell_scenes(reading: Reading, brief: Brief) -> tuple[Scene, ...]:
    """The scenes of a synopsis: one for each run of sentences at one place, time and part of the arc."""
    beats = _beats_of(reading.passages)
    extra = _extra_lines(reading, beats, brief)
    scenes: list[Scene] = []
    for at, (passage, beat) in enumerate(zip(reading.passages, beats, strict=True)):
        elements = _elements(passage, reading, at, extra.get(at, ()))
        if scenes and at and _one_scene(reading.passages[at - 1], passage) and scenes[-1].beat == beat:
            scenes[-1] = _joined(scenes[-1], elements)
            continue
        scenes.append(
            Scene(
                number=len(scenes) + 1,
                place=passage.place or reading.place,
                hour=passage.hour,
                weather=passage.weather,
                interior=passage.set in ("interior_hall", "stage", "studio"),
                beat=beat,
                elements=elements,
            )
        )
    return tuple(scenes)


def _joined(scene: Scene, elements: Sequence[Element]) -> Scene:
    return replace(scene, elements=(*scene.elements, *elements))


def _one_scene(before: Passage, after: Passage) -> bool:
    return (before.place, before.hour, before.weather, before.season) == (
        after.place,
        after.hour,
        after.weather,
        after.season,
    )


def _beats_of(passages: Sequence[Passage]) -> list[Beat]:
    """The part of the arc of each passage: by its place, moved by its cue words; never falling back."""
    order: tuple[Beat, ...] = ("establish", "introduce", "build", "climax", "resolve")
    bounds = (0.14, 0.36, 0.62, 0.86)
    found: list[int] = []
    for at, passage in enumerate(passages):
        position = (at + 0.5) / len(passages)
        rank = sum(position > bound for bound in bounds)
        if passage.cue in _TURNS and position > 0.5:
            rank = max(rank, 3)
        if passage.cue in _ENDS and position > 0.6:
            rank = 4
        found.append(max(rank, found[-1] if found else 0))
    if found:
        found[0], found[-1] = 0, 4
    return [order[rank] for rank in found]


def _elements(
    passage: Passage,
    reading: Reading,
    at: int,
    extra: Sequence[Element],
) -> tuple[Element, ...]:
    """A passage as an action that names what is seen, lines on its place, and its own words as narration."""
    forms = load("paragraphs")[reading.language]["told"]
    names = [spoken_name(reading.things[i], reading.language) for i in passage.things]
    seen = join_words(names, reading.language)
    lines = split_line(passage.text, reading.language)
    light = light_words(passage, reading)
    action: str = forms[at % len(forms)].format(light=light[:1].upper() + light[1:], things=seen)
    elements = [Element(kind="action", text=action)] if seen else []
    elements += extra
    elements += [Element(kind="narration", text=line.strip()) for line in lines]
    return tuple(elements)


def _extra_lines(reading: Reading, beats: Sequence[Beat], brief: Brief) -> dict[int, tuple[Element, ...]]:
    """Short lines on place, weather and light before some passages, when the synopsis leaves much silence."""
    random = np.random.default_rng([brief.seed, count_units(reading.text, reading.language)])
    spoken = sum(speech_seconds(passage.text, reading.language) for passage in reading.passages)
    missing = FULL_ENOUGH * brief.seconds - spoken
    used: Counter[str] = Counter()
    found: dict[int, tuple[Element, ...]] = {}
    for at in _openers(reading.passages):
        if missing < 2:
            break
        matter = matter_of(reading, reading.passages[at])
        quiet = replace(matter, text="", whole="", film=(), mood="", template="")
        lines = choose_lines(1, beats[at], quiet, reading.language, used, Counter(), random)
        if lines:
            text = fill(lines[0], reading.passages[at], reading)
            found[at] = (*found.get(at, ()), Element(kind="narration", text=text))
            missing -= speech_seconds(text, reading.language)
    return found


def _openers(passages: Sequence[Passage]) -> list[int]:
    """Passages that open a new place or time come first, then the others, then all again."""
    new = [at for at in range(len(passages)) if at == 0 or not _one_scene(passages[at - 1], passages[at])]
    return [*new, *(at for at in range(1, len(passages)) if at not in new), *(list(range(len(passages))) * 4)]
