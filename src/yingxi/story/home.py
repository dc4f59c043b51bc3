"""Where and when a film begins: what the text says first, else what its hero, genre and mood suggest."""

from collections.abc import Sequence

from yingxi.film import Brief
from yingxi.film.terms import Hour, Language, Season, Weather
from yingxi.story import casting, genre
from yingxi.story.casting import LookChoice
from yingxi.story.events import Event
from yingxi.story.passages import Passage, is_being, says_winter
from yingxi.story.shelf import load
from yingxi.story.things import Thing


def find_home(
    text: str,
    language: Language,
    passages: Sequence[Passage],
    things: Sequence[Thing],
    events: Sequence[Event],
    template: str,
    brief: Brief,
) -> tuple[str, str]:
    """The film's main place: words of the person (may be empty) and the set wanted."""
    table = load("sets")
    named = [(passage.place, passage.set) for passage in passages if passage.set]
    at_event = _event_set(events, named)
    if at_event:
        return "", at_event
    if named and len(passages) > 4 and not passages[0].set:
        return "", _story_home(named, things)
    if named:
        return named[0]
    for thing in things[:1]:
        if thing.asset in table["by_thing"]:
            return "", str(table["by_thing"][thing.asset])
    lives = [thing.lives for thing in things[:1] if thing.lives in table["by_life"]]
    if lives:
        return "", str(table["by_life"][lives[0]][0])
    mood = genre.choose_mood(text, language, template)
    wishes = table["by_mood"].get(mood) or table["by_template"][template]
    if things and template != "poem_abstract":
        wishes = table["by_template"][template]
    return "", str(wishes[brief.seed % len(wishes)] if template == "poem_abstract" else wishes[0])


def _event_set(events: Sequence[Event], named: Sequence[tuple[str, str]]) -> str:
    """The set of the first event that has one, unless the text names a place that is not near it."""
    for event in events:
        if event.set and (not named or named[0][1] in load("sets")["sets"][event.set]["near"]):
            return event.set
    return ""


def _story_home(named: Sequence[tuple[str, str]], things: Sequence[Thing]) -> str:
    """Where a story begins that names its first place late."""
    homes = load("sets")["story_home"]
    if any(casting.set_lives(set_id) in ("water", "underwater") for _, set_id in named):
        return str(homes["water"])
    return str(homes["people" if any(is_being(thing) for thing in things) else "other"])


def find_opening_time(
    text: str,
    language: Language,
    passages: Sequence[Passage],
    look: LookChoice,
    template: str,
    home: str,
    events: Sequence[Event],
) -> tuple[Hour, Weather, Season]:
    """The hour, weather and season where the film begins."""
    table = load("reading")
    early = passages[:2] if len(passages) > 4 else passages
    hour: str = next((passage.hour for passage in early if passage.hour), "")
    lower = text.lower()
    if (
        not hour
        and len(passages) <= 4
        and any(genre.said(word, lower) for word in table["night_words"][language])
    ):
        hour = "night"
    by_day = table["day_sets"].get(home) if template in table["day_templates"] else None
    hour = hour or look.hour or table["hour_by_set"].get(home) or by_day or table["hours"][template]
    first = passages[0].weather if passages else ""
    season: str = next((passage.season for passage in passages if passage.season), "")
    snowy = "snow" if passages and says_winter(passages[0]) else ""
    weather = first or snowy or (look.weather if len(passages) < 3 else "") or "clear"
    season = season or next((event.season for event in events if event.season), "") or "summer"
    return hour, weather, season  # type: ignore[return-value]
