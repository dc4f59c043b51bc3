"""Lines worth reading aloud: the writer's stock of sentences, and which of them suit a film."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from yingxi.film.terms import Beat, Language
from yingxi.story.reading import Passage, Reading
from yingxi.story.shelf import load

WEIGHTS = {"words": 3.2, "assets": 3.0, "sets": 2.0, "weather": 1.9, "season": 1.6, "hour": 1.2, "mood": 1.0,
           "template": 0.8, "always": 0.1}
"""How much a topic weighs, by what called it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Sentences about one matter. `calls` says what brings it up: words, assets, sets, weather …"""

    id: str
    calls: Mapping[str, tuple[str, ...]]
    lines: Mapping[Beat, tuple[str, ...]]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What a scene is about, as topics are called by it."""

    text: str
    assets: tuple[str, ...]
    set: str
    hour: str
    weather: str
    season: str
    mood: str
    template: str


def matter_of(reading: Reading, passage: Passage) -> Matter:
    """What one passage of a brief is about, within the whole brief."""
    return Matter(
        text=f"{reading.text} {passage.text}".lower().replace(",", " ").replace(".", " "),
        assets=tuple(reading.things[at].asset for at in passage.things), set=passage.set, hour=passage.hour,
        weather=passage.weather, season=passage.season, mood=reading.mood, template=reading.template,
    )


@cache
def topics(language: Language) -> tuple[Topic, ...]:
    """All topics of a language, in the order of the file."""
    return tuple(_topic(row) for row in load(f"prose_{language}")["topics"])


def _topic(row: Mapping[str, Any]) -> Topic:
    calls = {kind: tuple(row[kind]) for kind in WEIGHTS if kind in row and kind != "always"}
    if row.get("always"):
        calls["always"] = ("",)
    lines = {beat: tuple(found) for beat, found in row.get("lines", {}).items()}
    return Topic(id=row["id"], calls=calls, lines=lines, titles=tuple(row.get("titles", ())))


def weigh_topic(topic: Topic, matter: Matter) -> float:
    """How well a topic suits a matter; 0 when nothing calls it. Words and things count once each."""
    weight = 0.0
    for kind, wanted in topic.calls.items():
        called = _called(kind, wanted, matter)
        if kind == "needs" and not called:
            return 0.0
        weight += WEIGHTS[kind] * min(called, 2) ** 0.5 if called else 0.0
    return weight


def _called(kind: str, wanted: Sequence[str], matter: Matter) -> int:
    if kind == "always":
        return 1
    if kind == "words":
        return sum(1 for word in wanted if _in_text(word, matter.text))
    if kind == "assets":
        return sum(1 for asset in wanted if asset in matter.assets)
    fields = {"sets": matter.set, "weather": matter.weather, "season": matter.season, "hour": matter.hour,
              "mood": matter.mood, "template": matter.template}
    return int(fields[kind] in wanted)


def _in_text(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return f" {word} " in f" {text} "


def choose_lines(
    count: int, beat: Beat, matter: Matter, language: Language, used: Counter[str], random: np.random.Generator,
) -> tuple[str, ...]:
    """`count` lines for a part of the arc, the best suited first, no topic twice in a row if it can be helped.

    `used` counts the lines and topics already taken in this film and is brought up to date.
    """
    weighed = [(topic, weigh_topic(topic, matter)) for topic in topics(language)]
    offers = [
        (weight, topic, line)
        for topic, weight in weighed if weight > 0
        for line in topic.lines.get(beat, ()) if not used[line]
    ]
    chosen: list[str] = []
    for _ in range(count):
        fresh = [offer for offer in offers if not used[offer[2]]]
        if not fresh:
            break
        noise = random.random(len(fresh)) * 0.5
        scores = [offer[0] - 0.9 * used[offer[1].id] + extra for offer, extra in zip(fresh, noise, strict=True)]
        _, topic, line = fresh[int(np.argmax(scores))]
        used[line] += 1
        used[topic.id] += 1
        chosen.append(line)
    return tuple(chosen)


def choose_title(matter: Matter, language: Language, random: np.random.Generator) -> str:
    """A title of the best called topic that has any; empty when none has."""
    ranked: Iterable[tuple[float, Topic]] = (
        (weigh_topic(topic, matter), topic) for topic in topics(language) if topic.titles
    )
    best = max(ranked, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < 2.0:
        return ""
    return best[1].titles[int(random.integers(len(best[1].titles)))]
