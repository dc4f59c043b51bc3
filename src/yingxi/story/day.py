"""The hours of a film whose text names none: the day goes on while the film does."""

from collections.abc import Sequence
from dataclasses import replace

from yingxi.film.terms import Beat, Hour
from yingxi.story import genre
from yingxi.story.passages import Passage
from yingxi.story.reading import Reading
from yingxi.story.setting import read_setting
from yingxi.story.shelf import load

Plan = list[tuple[Beat, Passage]]


def through_the_day(plan: Sequence[tuple[Beat, Passage]], reading: Reading) -> Plan:
    """The plan with an hour for each part of the arc, so that its light is never the same twice over.

    Only for the templates of direction.yaml's `day_arc`, under an open sky, in a film that begins by day: an
    hour that the text names, or that the look lives by, rules the whole film.
    """
    hours: dict[Beat, Hour] = load("direction")["day_arc"].get(reading.template, {})
    if not hours or len(plan) < 3 or _is_timed(reading):
        return list(plan)
    closed = load("sets")["no_sky"]
    return [
        (beat, passage if passage.set in closed or passage.season == "winter" else _at(passage, hours[beat]))
        for beat, passage in plan
    ]


def _is_timed(reading: Reading) -> bool:
    """Whether something already says when the film plays."""
    lower = reading.text.lower()
    named = read_setting(reading.text, reading.language).hour or reading.look.hour or reading.names_seasons
    night = any(genre.said(word, lower) for word in load("reading")["night_words"][reading.language])
    return bool(named) or night or reading.hour not in ("morning", "noon", "afternoon")


def _at(passage: Passage, hour: Hour) -> Passage:
    return replace(passage, hour=hour)
