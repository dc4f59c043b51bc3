"""Lines worth reading aloud: the writer's stock of sentences, and which of them suit a film."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from yingxi.film.terms import Beat, Language
from yingxi.story.passages import Passage
from yingxi.story.reading import Reading
from yingxi.story.segmentation import cut_words
from yingxi.story.setting import find_place, nearest_set, read_setting
from yingxi.story.shelf import load

WEIGHTS = {
    "together": 20.0,
    "words": 3.2,
    "assets": 3.0,
    "sets": 2.0,
    "weather": 1.9,
    "season": 1.6,
    "hour": 1.2,
    "mood": 1.0,
    "template": 0.8,
    "always": 0.1,
}
"""How much a topic weighs, by what called it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Sentences about one matter. `calls` says what brings it up (words, assets, sets, weather …),
    `unless` the words that forbid it.
    """

    id: str
    calls: Mapping[str, tuple[str, ...]]
    lines: Mapping[Beat, tuple[str, ...]]
    titles: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What a scene is about, as topics are called by it."""

    text: str
    whole: str
    assets: tuple[str, ...]
    film: tuple[str, ...]
    tokens: frozenset[str]
    set: str
    hour: str
    weather: str
    season: str
    mood: str
    template: str
    sets: frozenset[str] = frozenset()


def matter_of(reading: Reading, passage: Passage) -> Matter:
    """What one passage of a brief is about, within the whole brief."""
    chinese = reading.language == "zh"
    under_roof = passage.set in load("sets")["no_sky"]
    said = read_setting(reading.text, reading.language).weather is not None or passage.weather == "snow"
    return Matter(
        text=_plain(passage.text),
        whole=_plain(reading.text),
        assets=tuple(reading.things[at].asset for at in passage.things),
        film=tuple(thing.asset for thing in reading.things),
        tokens=frozenset(word for _, _, word in cut_words(reading.text)) if chinese else frozenset(),
        set=passage.set,
        hour="" if under_roof else passage.hour,
        weather=passage.weather if said and not under_roof else "",
        season=passage.season,
        mood=reading.mood,
        template=reading.template,
        sets=frozenset({reading.set, *(one.set for one in reading.passages if one.set)}),
    )


def _plain(text: str) -> str:
    return re.sub(r"[,.;:!?\"+]", " ", text.lower())


@cache
def topics(language: Language) -> tuple[Topic, ...]:
    """All topics of a language, in the order of the file."""
    return tuple(_topic(row) for row in load(f"prose_{language}")["topics"])


def _topic(row: Mapping[str, Any]) -> Topic:
    calls = {kind: tuple(row[kind]) for kind in WEIGHTS if kind in row and kind != "always"}
    if row.get("always"):
        calls["always"] = ("",)
    lines = {beat: tuple(found.splitlines()) for beat, found in row.get("lines", {}).items()}
    return Topic(
        id=row["id"],
        calls=calls,
        lines=lines,
        titles=tuple(row.get("titles", ())),
        unless=tuple(row.get("unless", ())),
    )


def weigh_topic(topic: Topic, matter: Matter) -> float:
    """How well a topic suits a matter; 0 when nothing calls it.

    Words of the passage itself weigh more than those of the rest of the prompt, which say nothing of the
    season, weather and hour of this passage.
    """
    if any(word in matter.whole for word in topic.unless):
        return 0.0
    weight = 0.0
    passing = any(kind in topic.calls for kind in ("season", "weather", "hour"))
    for kind, wanted in topic.calls.items():
        called = _called(kind, wanted, matter, passing)
        if kind == "together" and not called:
            return 0.0
        weight += WEIGHTS[kind] * called
    return weight


def _called(kind: str, wanted: Sequence[str], matter: Matter, passing: bool) -> float:
    """How loudly one kind of call is heard: 0 not at all, 1 plainly, a little more for several."""
    if kind == "always":
        return 1.0
    if kind == "together":
        return float(all(asset in matter.film for asset in wanted))
    if kind == "words":
        near = sum(1 for word in wanted if _in_text(word, matter.text, matter.tokens))
        far = 0 if passing else sum(1 for word in wanted if _in_text(word, matter.whole, matter.tokens))
        return (1.0 + 0.15 * near) if near else (0.45 + 0.1 * far) if far else 0.0
    if kind == "assets":
        near = any(asset in matter.assets for asset in wanted)
        return 1.0 if near else 0.4 if any(asset in matter.film for asset in wanted) else 0.0
    fields = {
        "sets": matter.set,
        "weather": matter.weather,
        "season": matter.season,
        "hour": matter.hour,
        "mood": matter.mood,
        "template": matter.template,
    }
    return float(fields[kind] in wanted)


def _in_text(word: str, text: str, tokens: frozenset[str]) -> bool:
    """Whether a text says a word; one hanzi counts only where it is a word by itself."""
    if not word.isascii():
        return word in text and (len(word) > 1 or word in tokens)
    return f" {word} " in f" {text} "


def choose_lines(
    count: int,
    beat: Beat,
    matter: Matter,
    language: Language,
    used: Counter[str],
    here: Counter[str],
    random: np.random.Generator,
) -> tuple[str, ...]:
    """`count` lines for a part of the arc, the best suited first, topics in turn where several suit.

    `used` counts the lines and topics already taken in this film, `here` the topics of this scene; both are
    brought up to date.
    """
    weighed = [(topic, weigh_topic(topic, matter)) for topic in topics(language)]
    called = [(topic, weight + 0.4 * float(random.random())) for topic, weight in weighed if weight > 0]
    chosen: list[str] = []
    for _ in range(count):
        fresh = [
            (weight - 0.8 * here[topic.id] - 0.12 * used[topic.id], topic, line)
            for topic, weight in called
            if (line := _next_line(topic, beat, used))
        ]
        if not fresh:
            break
        _, topic, line = max(fresh, key=lambda offer: offer[0])
        used[line] += 1
        used[topic.id] += 1
        here[topic.id] += 1
        chosen.append(line)
    return tuple(chosen)


def _next_line(topic: Topic, beat: Beat, used: Counter[str]) -> str:
    """The first line of a topic for this part of the arc that has not been read yet."""
    return next((line for line in topic.lines.get(beat, ()) if not used[line]), "")


def choose_title(matter: Matter, language: Language, random: np.random.Generator) -> str:
    """A title of the topic that the film's own words and things call loudest; empty when none does."""
    ranked = [
        (_title_weight(topic, matter), fitting)
        for topic in topics(language)
        if (fitting := [title for title in topic.titles if _title_fits(title, matter, language)])
    ]
    weight, titles = max(ranked, key=lambda pair: pair[0])
    return titles[int(random.integers(len(titles)))] if weight > 1.0 else ""


def _title_fits(title: str, matter: Matter, language: Language) -> bool:
    """Whether the places that a stock title names are the film's: no rooftop over a film in a café."""
    place = find_place(title, language)
    return place is None or place[0] in matter.whole or nearest_set(place[1]) in matter.sets


def _title_weight(topic: Topic, matter: Matter) -> float:
    if any(word in matter.whole for word in topic.unless):
        return 0.0
    kinds = ("together", "words", "assets")
    passing = any(kind in topic.calls for kind in ("season", "weather", "hour"))
    weight = sum(
        WEIGHTS[kind] * _called(kind, topic.calls[kind], matter, passing)
        for kind in kinds
        if kind in topic.calls
    )
    return weight * (0.5 if passing else 0.75 if "sets" in topic.calls else 1.0)


def closing_line(matter: Matter, language: Language, used: Counter[str]) -> str:
    """The last words of a film: the last closing line of its loudest topic, if it is unread."""
    ranked = [
        (_title_weight(topic, matter) + 0.1 * weigh_topic(topic, matter), topic)
        for topic in topics(language)
        if topic.lines.get("resolve")
    ]
    line = max(ranked, key=lambda pair: pair[0])[1].lines["resolve"][-1]
    return "" if used[line] else line
