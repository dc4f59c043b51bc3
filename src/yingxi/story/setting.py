"""When and where a passage happens: hour, weather, season and place, as far as the text says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yingxi.film.terms import Hour, Language, Season, Weather
from yingxi.story import casting
from yingxi.story.lexicon import Hit, scan
from yingxi.story.shelf import load


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What a text says of its time and weather; empty where it says nothing."""

    hour: Hour | None = None
    weather: Weather | None = None
    season: Season | None = None
    clears: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def read_setting(text: str, language: Language) -> Setting:
    """Hour, weather and season named in a passage. The later of two wins; `spans` are the words used."""
    times = scan(text, language, ("times",))
    places = scan(text, language, ("places",))
    weathers = tuple(
        hit
        for hit in scan(text, language, ("weathers",))
        if not any(place.start <= hit.start and hit.end < place.end for place in places)
    )
    seasons = scan(text, language, ("seasons",))
    table = load("reading")
    said = [table["weather_of"][hit.entry.id] for hit in weathers if hit.entry.id in table["weather_of"]]
    said += [hit.entry.data["weather"] for hit in times if hit.entry.data.get("weather") in ("rain", "snow")]
    return Setting(
        hour=_last([table["hour_of"].get(hit.entry.id) for hit in times]),
        weather=_strongest(said),
        season=_last([table["season_of"].get(hit.entry.id) for hit in seasons]),
        clears=bool(said) and any(re.search(word, text) for word in table["weather_passes"][language]),
        spans=tuple((hit.start, hit.end) for hit in (*times, *weathers, *seasons)),
    )


def name_seasons(text: str, language: Language) -> tuple[Season, ...]:
    """The seasons that a text names, in order."""
    table = load("reading")["season_of"]
    found = (table.get(hit.entry.id) for hit in scan(text, language, ("seasons",)))
    return tuple(season for season in found if season)


def _last(values: Sequence[str | None]) -> Any:
    said = [value for value in values if value]
    return said[-1] if said else None


_STRENGTH = ("storm", "snow", "dust", "rain", "mist", "overcast", "cloudy", "clear")


def _strongest(said: Sequence[str]) -> Any:
    """The heaviest weather named: a storm outweighs the mist before it."""
    return min(said, key=_STRENGTH.index) if said else None


def find_place(text: str, language: Language) -> tuple[str, str] | None:
    """The first place word of a text and the set that shows it; None when it names none.

    A word such as 出海 holds a place within itself; then the set gives its own name.
    """
    for hit in scan(text, language, ("places",)):
        match = casting.cast_word(hit.text, language, (), ("set",))
        if match is not None and match.how == "asset":
            return hit.text, match.asset
        thing = casting.cast_word(hit.text, language, (), ("prop",))
        if thing is not None and thing.how == "asset" and thing.lives == "space" and not _within(hit, text):
            # A starship is seen from outside, unless the text goes inside.
            return set_name("space", language), "space"
        wanted = wanted_set(hit)
        if wanted:
            return hit.text, wanted
    ways: dict[str, str] = load("sets")["ways"][language]
    return next(((set_name(way, language), way) for word, way in ways.items() if word in text.lower()), None)


def _within(hit: Hit, text: str) -> bool:
    """Whether a text speaks of the inside of what it names."""
    before, after = text[: hit.start].lower(), text[hit.end :]
    return bool(re.search(r"(inside|aboard|within|interior of)\s+(a |an |the )?$", before)) or after[
        :1
    ] in tuple("里内中")


def to_water(place: tuple[str, str] | None, text: str, language: Language) -> tuple[str, str] | None:
    """The same place, with the set that has water where a text rows on it; other places as they are."""
    if place is not None and casting.set_lives(nearest_set(place[1])) != "ground":
        return place
    waters: dict[str, str] = load("sets")["afloat"][language]
    found = next((way for word, way in waters.items() if word in text.lower()), "")
    return place if not found else (place[0] if place else set_name(found, language), found)


def wanted_set(hit: Hit) -> str:
    """The set a lexicon place asks for, whether it is built or not."""
    table = load("sets")
    wanted: str = table["places"].get(hit.entry.id) or table["kinds"].get(hit.entry.data.get("kind", ""), "")
    return wanted


def nearest_set(wanted: str) -> str:
    """`wanted` itself when it is built, else the nearest set that is; empty when nothing is built."""
    built = casting.sets()
    if wanted in built or not built:
        return wanted
    seen = {wanted}
    queue = list(load("sets")["sets"].get(wanted, {}).get("near", ()))
    while queue:
        at = queue.pop(0)
        if at in built:
            return str(at)
        if at not in seen:
            seen.add(at)
            queue += load("sets")["sets"].get(at, {}).get("near", ())
    return built[0]


def set_name(set_id: str, language: Language) -> str:
    """How a set is called in a film's language."""
    names = load("sets")["sets"].get(set_id)
    return str(names[language]) if names else set_id.replace("_", " ")
