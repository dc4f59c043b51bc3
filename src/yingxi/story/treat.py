"""Scenes of a treatment: as many as the film has time for, with its own lines, then lines of the stock."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from yingxi.film import Brief, Element, Scene
from yingxi.story.actions import action_paragraph
from yingxi.story.compose import lines_for
from yingxi.story.language import count_units, speech_seconds
from yingxi.story.passages import Passage
from yingxi.story.reading import Reading
from yingxi.story.shelf import load
from yingxi.story.slots import arc_shares
from yingxi.story.treatments import PlannedScene, Treatment

SHORTEST_SCENE_S = 2.8
SPOKEN = 0.62
"""Share of a scene that lines may fill."""


def treat_scenes(treatment: Treatment, reading: Reading, brief: Brief) -> tuple[Scene, ...]:
    """The treatment's scenes with their lines; the least worth go first where the film is short."""
    kept = _that_fit(treatment.scenes, brief.seconds)
    shares = arc_shares(reading.template)
    weights = [
        scene.share or shares.get(scene.beat, 0.15) / sum(other.beat == scene.beat for _, other in kept)
        for _, scene in kept
    ]
    random = np.random.default_rng([brief.seed, count_units(reading.text, reading.language)])
    used: Counter[str] = Counter()
    scenes: list[Scene] = []
    for (at, scene), weight in zip(kept, weights, strict=True):
        seconds = brief.seconds * weight / sum(weights)
        passage, own = reading.passages[at], _own_lines(scene, reading, seconds)
        last = len(scenes) == len(kept) - 1 and not own
        lines = lines_for(scene.beat, passage, reading, seconds, own, last, used, random)
        scenes.append(_scene(len(scenes) + 1, scene, passage, reading, lines))
    return tuple(scenes)


def _that_fit(scenes: Sequence[PlannedScene], seconds: float) -> list[tuple[int, PlannedScene]]:
    """The scenes, with their places in the plan, that a film of this length has room for."""
    room = max(1, int(seconds / SHORTEST_SCENE_S))
    order = sorted(range(len(scenes)), key=lambda at: (-scenes[at].worth, at))
    return [(at, scenes[at]) for at in sorted(order[:room])]


def _scene(
    number: int, scene: PlannedScene, passage: Passage, reading: Reading, lines: Sequence[str]
) -> Scene:
    things = [reading.things[at] for at in passage.things]
    elements: list[Element] = []
    for turn, line in enumerate(lines or ("",)):
        text = action_paragraph(things, passage.place, passage, reading, turn)
        elements.append(Element(kind="action", text=text))
        if line:
            elements.append(Element(kind="narration", text=line))
    return Scene(
        number=number,
        place=passage.place,
        hour=passage.hour,
        weather=passage.weather,
        interior=passage.set in load("sets")["indoors"],
        beat=scene.beat,
        elements=tuple(elements),
    )


def _own_lines(scene: PlannedScene, reading: Reading, seconds: float) -> tuple[str, ...]:
    """The scene's lines, in order, as long as speech leaves room for the picture."""
    fitting: list[str] = []
    spoken = 0.0
    for line in scene.lines.get(reading.language, ()):
        spoken += speech_seconds(line, reading.language)
        if spoken > SPOKEN * seconds:
            break
        fitting.append(line)
    return tuple(fitting)
