"""Events that words such as 龙舟赛 or drone show call for: what they bring, and where they take place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yingxi.film.terms import Beat, Language, Season
from yingxi.story.shelf import load


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """Something an event brings: in which beats, how many, doing what."""

    asset: str
    count: int = 1
    hero: bool = False
    beats: tuple[Beat, ...] = ()
    action: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A known kind of event. `words` is what the person wrote."""

    id: str
    words: str
    set: str = ""
    season: Season | None = None
    brings: tuple[Brought, ...] = ()


def find_events(text: str, language: Language) -> tuple[Event, ...]:
    """The events that a text names, in order of mention."""
    lower = text.lower()
    found: list[tuple[int, Event]] = []
    for row in load("events")["events"]:
        spots = [(lower.find(word), word) for word in row[language] if word in lower]
        if spots:
            at, word = min(spots, key=lambda spot: (spot[0], -len(spot[1])))
            found.append((at, _event(row, word)))
    return tuple(event for _, event in sorted(found, key=lambda pair: pair[0]))


def _event(row: Mapping[str, Any], word: str) -> Event:
    brings = tuple(
        Brought(**{**item, "beats": tuple(item.get("beats", ()))}) for item in row.get("brings", ())
    )
    return Event(id=row["id"], words=word, set=row.get("set", ""), season=row.get("season"), brings=brings)
