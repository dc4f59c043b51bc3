"""Understanding a brief: what it is about, where and when, what kind of film it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yingxi.film import Brief
from yingxi.film.terms import Hour, Language, Season, Weather
from yingxi.story import casting, genre
from yingxi.story.casting import LookChoice
from yingxi.story.check import check_brief
from yingxi.story.events import Event, find_events
from yingxi.story.language import count_units, detect_language, split_clauses, split_sentences
from yingxi.story.lexicon import scan
from yingxi.story.names import find_names
from yingxi.story.setting import find_place, nearest_set, read_setting, set_name
from yingxi.story.shelf import load
from yingxi.story.things import Found, Thing, find_things, most_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of the text at one place and time. `things` are indices into the reading's things."""

    text: str
    things: tuple[int, ...] = ()
    place: str = ""
    set: str = ""
    hour: Hour = "afternoon"
    weather: Weather = "clear"
    season: Season = "summer"
    cue: str = ""
    said_time: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that the rules understand of a brief. `synopsis`: it tells a story in three or more sentences.

    `told` is the text without a leading order such as "张艺谋式武侠：" or "Luxury perfume commercial:".
    """

    language: Language
    text: str
    names: tuple[str, ...]
    passages: tuple[Passage, ...]
    things: tuple[Thing, ...]
    place: str
    set: str
    hour: Hour
    weather: Weather
    season: Season
    mood: str
    era: str
    template: str
    look: LookChoice
    events: tuple[Event, ...] = ()
    quoted: tuple[str, ...] = ()
    synopsis: bool = False
    not_depicted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    told: str = ""


def read_brief(brief: Brief) -> Reading:
    """Reads a brief; UsageError if it cannot be honoured as asked."""
    check_brief(brief)
    text = " ".join(brief.prompt.split()) if detect_language(brief.prompt) == "en" else brief.prompt.strip()
    language = brief.language or detect_language(text)
    spoken: Language = detect_language(text)
    template = genre.choose_template(text, spoken)
    look, _ = genre.choose_look(brief, text, spoken, template)
    names = find_names(text, spoken)
    events = find_events(text, spoken)
    told = strip_order(text, spoken)
    drafts = _draft_passages(told, spoken, names)
    things, passages, unseen = _collect(drafts, spoken, names)
    things = _with_events(things, events, language)
    home_place, home = _home(text, spoken, passages, things, events, template, brief)
    hour, weather, season = _home_time(text, spoken, passages, look, template, home, events)
    reading = Reading(
        language=language, text=text, names=names, passages=passages, things=things,
        place=home_place or set_name(nearest_set(home), language), set=nearest_set(home),
        hour=hour, weather=weather, season=season, mood=genre.choose_mood(text, spoken, template),
        era=genre.choose_era(text, spoken), template=template, look=look, events=events,
        quoted=find_quoted(text), synopsis=len(split_sentences(text)) >= 3,
        not_depicted=_without_events(unseen, events), told=told, notes=_notes(things, passages, home, home_place, language),
    )
    return replace(reading, passages=_settle(reading))


def strip_order(text: str, language: Language) -> str:
    """The text without what only orders a kind of film, before its first colon."""
    match = re.match(r"([^：:，。,.]{1,40})[：:]\s*", text)
    if not match or match.end() >= len(text):
        return text
    order = match.group(1)
    known = scan(order, language, ("genres", "styles")) or genre.names_look(order)
    film_words = ("shots", "film", "movie", "commercial", "video", "animation", "片", "动画", "镜头", "短片")
    return text[match.end():] if known or any(word in order.lower() for word in film_words) else text


def _without_events(unseen: Sequence[str], events: Sequence[Event]) -> tuple[str, ...]:
    """Words that only name an event are shown by what the event brings."""
    return tuple(word for word in unseen
                 if not any(event.words in word.lower() or word.lower() in event.words for event in events))


def find_quoted(text: str) -> tuple[str, ...]:
    """Words in quotation marks of at most 12 characters: what drones or signs shall spell."""
    found = re.findall(r"[“「『\"《]([^”」』\"》]{1,12})[”」』\"》]", text)
    return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draft:
    """A passage before its things are numbered."""

    text: str
    found: Found
    place: tuple[str, str] | None
    hour: Hour | None
    weather: Weather | None
    season: Season | None
    clears: bool
    cue: str
    pronoun: bool


def _draft_passages(text: str, language: Language, names: Sequence[str]) -> tuple[_Draft, ...]:
    sentences = split_sentences(text)
    parts = [clause for one in sentences for clause in split_clauses(one)] if len(sentences) <= 2 else sentences
    return tuple(_draft(part, language, names) for part in parts or (text,))


def _draft(text: str, language: Language, names: Sequence[str]) -> _Draft:
    setting = read_setting(text, language)
    found = find_things(text, language, names, setting.spans)
    place = find_place(text, language)
    cues = scan(text, language, ("cues",))
    return _Draft(
        text=text, found=found,
        place=found.places[0] if found.places else (place[0].text, place[1]) if place else None,
        hour=setting.hour, weather=setting.weather, season=setting.season, clears=setting.clears,
        cue=cues[0].entry.data["role"] if cues else "",
        pronoun=_has_pronoun(text, language),
    )


def _has_pronoun(text: str, language: Language) -> bool:
    words = load("reading")["pronouns"][language]
    if language == "zh":
        return any(word in text for word in words)
    return bool(re.search(rf"\b({'|'.join(words)})\b", text, re.IGNORECASE))


def _collect(
    drafts: Sequence[_Draft], language: Language, names: Sequence[str],
) -> tuple[tuple[Thing, ...], tuple[Passage, ...], tuple[str, ...]]:
    """Numbers the things over all passages; names and pronouns find their persons."""
    things: list[Thing] = []
    passages: list[Passage] = []
    unseen: list[str] = []
    hero: int | None = None
    for draft in drafts:
        here: list[int] = []
        for thing in draft.found.things:
            at = _number(things, thing)
            if at in here and things[at].words != thing.words:
                things[at] = replace(things[at], count=things[at].count + 1)
            here.append(at)
        for name in names:
            if name in draft.text:
                here = _place_name(things, here, name, draft.text, language)
        beings = [at for at in here if _is_being(things[at])]
        if draft.pronoun and hero is not None and not beings:
            here = [hero, *here]
        hero = hero if hero is not None else (beings[0] if beings else None)
        shown = draft.place[0].lower() if draft.place else ""
        unseen += [word for word in draft.found.unseen if word not in unseen and word.lower() not in shown]
        passages.append(_passage(draft, tuple(dict.fromkeys(here))))
    return tuple(things), tuple(passages), tuple(unseen)


def _passage(draft: _Draft, here: tuple[int, ...]) -> Passage:
    place, wanted = draft.place or ("", "")
    if wanted and is_sunken(draft.text):
        wanted = "underwater"
    plain = Passage(text=draft.text, things=here, place=place, set=wanted, cue=draft.cue)
    return replace(
        plain, said_time=bool(draft.hour or draft.weather or draft.season),
        hour=draft.hour or "", weather=draft.weather or ("clear" if draft.clears else ""),  # type: ignore[arg-type]
        season=draft.season or "",  # type: ignore[arg-type]
    )


def is_sunken(text: str) -> bool:
    """Whether a text speaks of a place under water."""
    words = load("sets")["sunken"]
    return any(word in text.lower() for word in (*words["zh"], *words["en"]))


def _number(things: list[Thing], thing: Thing) -> int:
    """The index of this thing: the same asset in the same colour is the same thing."""
    for at, known in enumerate(things):
        same = known.asset == thing.asset and (not thing.colour or known.colour in ("", thing.colour))
        if same and not _two_persons(known, thing):
            things[at] = replace(
                known, count=max(known.count, thing.count), colour=known.colour or thing.colour,
                action=known.action or thing.action,
            )
            return at
    things.append(thing)
    return len(things) - 1


def _two_persons(known: Thing, thing: Thing) -> bool:
    """Two role words of one asset are two persons: 父亲 and 船夫."""
    return known.kind == "cast" and known.asset.startswith("person") and known.words != thing.words


def _is_being(thing: Thing) -> bool:
    return thing.kind == "cast"


def _place_name(things: list[Thing], here: list[int], name: str, text: str, language: Language) -> list[int]:
    """A name joins the role before it (少年阿海), else it is the person it named before, or a new one."""
    for at, thing in enumerate(things):
        if thing.name == name:
            return here if at in here else [at, *here]
    for at in here:
        if things[at].name == "" and _is_being(things[at]) and _names_role(things[at], name, text):
            things[at] = replace(things[at], name=name)
            return here
    match = casting.cast_word("人" if language == "zh" else "person", language)
    if match is None:
        return here
    things.append(Thing(
        words=name, asset=match.asset, how=match.how, kind=match.kind, lives=match.lives,
        closest=match.closest, height=match.height, actions=match.actions, name=name,
    ))
    return [len(things) - 1, *here]


def _names_role(thing: Thing, name: str, text: str) -> bool:
    return f"{thing.words}{name}" in text.replace(" ", "")


def _with_events(
    things: tuple[Thing, ...], events: Sequence[Event], language: Language,
) -> tuple[Thing, ...]:
    """What an event brings although the text names only the event, and how many of it."""
    found = list(things)
    for event in events:
        for wanted in event.brings:
            at = next((i for i, thing in enumerate(found) if thing.asset == wanted.asset), None)
            if at is not None:
                name = load("events")["names"].get(wanted.asset, {}).get(language, found[at].words)
                plain = event.words not in found[at].words.lower()
                found[at] = replace(found[at], count=max(found[at].count, wanted.count),
                                    words=found[at].words if plain else name)
            elif wanted.hero and (match := casting.cast_asset(wanted.asset)) is not None:
                found.append(Thing(
                    words=load("events")["names"].get(wanted.asset, {}).get(language, event.words),
                    asset=match.asset, how=match.how, kind=match.kind, lives=match.lives,
                    closest=match.closest, height=match.height, actions=match.actions, count=wanted.count,
                ))
    return tuple(found)


def _home(
    text: str, language: Language, passages: Sequence[Passage], things: Sequence[Thing],
    events: Sequence[Event], template: str, brief: Brief,
) -> tuple[str, str]:
    """The film's main place: words of the person (may be empty) and the set wanted."""
    named = [(passage.place, passage.set) for passage in passages if passage.set]
    for event in events:
        if event.set and not named:
            return "", event.set
    if named and len(passages) > 4 and not passages[0].set:
        return "", _story_home(named, things)
    if named:
        return named[0]
    table = load("sets")
    for thing in things[:1]:
        if thing.asset in table["by_thing"]:
            return "", str(table["by_thing"][thing.asset])
    lives = [thing.lives for thing in things if thing.lives in table["by_life"]]
    if lives:
        return "", str(table["by_life"][lives[0]][0])
    mood = genre.choose_mood(text, language, template)
    wishes = table["by_mood"].get(mood) or table["by_template"][template]
    if things and template != "poem_abstract":
        wishes = table["by_template"][template]
    return "", str(wishes[brief.seed % len(wishes)] if template == "poem_abstract" else wishes[0])


def _story_home(named: Sequence[tuple[str, str]], things: Sequence[Thing]) -> str:
    """Where a story begins that names its first place late."""
    homes = load("sets")["story_home"]
    if any(casting.set_lives(set_id) in ("water", "underwater") for _, set_id in named):
        return str(homes["water"])
    return str(homes["people" if any(_is_being(thing) for thing in things) else "other"])


def _home_time(
    text: str, language: Language, passages: Sequence[Passage], look: LookChoice, template: str,
    home: str, events: Sequence[Event],
) -> tuple[Hour, Weather, Season]:
    """The hour, weather and season where the film begins."""
    table = load("reading")
    early = passages[:2] if len(passages) > 4 else passages
    hour: str = next((passage.hour for passage in early if passage.hour), "")
    lower = text.lower()
    if not hour and len(passages) <= 4 and any(genre.said(word, lower) for word in table["night_words"][language]):
        hour = "night"
    hour = hour or look.hour or table["hour_by_set"].get(home) or table["hours"][template]
    first = passages[0].weather if passages else ""
    season: str = next((passage.season for passage in passages if passage.season), "")
    snowy = "snow" if passages and passages[0].season == "winter" else ""
    weather = first or snowy or (look.weather if len(passages) < 3 else "") or "clear"
    season = season or next((event.season for event in events if event.season), "") or "summer"
    return hour, weather, season  # type: ignore[return-value]


def _settle(reading: Reading) -> tuple[Passage, ...]:
    """Every passage with its place and time: what was said lasts until something else is said."""
    settled: list[Passage] = []
    place, where = reading.place, reading.set
    hour, weather, season = reading.hour, reading.weather, reading.season
    for passage in reading.passages:
        moved = bool(passage.set) and nearest_set(passage.set) != where
        if settled and (moved or passage.season):
            weather = "snow" if passage.season == "winter" else "clear"
        if passage.set:
            place, where = passage.place, nearest_set(passage.set)
        hour, season = passage.hour or hour, passage.season or season
        weather = passage.weather or weather
        settled.append(replace(
            passage, place=place, set=where, hour=hour, weather=weather, season=season,
        ))
        if storm_ends(passage, reading.language):
            weather = "clear"
    return tuple(settled)


def storm_ends(passage: Passage, language: Language) -> bool:
    """Whether the passage says that its weather passes."""
    words = load("reading")["weather_passes"][language]
    return bool(passage.weather) and any(word in passage.text for word in words)


def _notes(
    things: Sequence[Thing], passages: Sequence[Passage], home: str, home_place: str, language: Language,
) -> tuple[str, ...]:
    notes = [_crowd_note(thing, language) for thing in things if thing.count > most_of(thing)]
    wanted = {passage.set: passage.place for passage in passages if passage.set}
    wanted.setdefault(home, home_place)
    for set_id, words in wanted.items():
        shown = nearest_set(set_id)
        if shown and shown != set_id:
            notes.append(_place_note(words or set_name(set_id, language), shown, language))
    return tuple(notes)


def _crowd_note(thing: Thing, language: Language) -> str:
    if language == "zh":
        return f"“{thing.words}”说的是 {thing.count}，画面里最多同时有 {most_of(thing)}"
    return f"'{thing.words}' means {thing.count}; a shot holds at most {most_of(thing)} of them"


def _place_note(words: str, shown: str, language: Language) -> str:
    name = set_name(shown, language)
    if language == "zh":
        return f"还没有“{words}”的场景，用“{name}”代替"
    return f"there is no set for '{words}' yet; it is shot in '{name}'"


def is_fragment(text: str, language: Language) -> bool:
    """Whether a text is key words, not sentences that can be read aloud."""
    return "+" in text or "＋" in text or not scan(text, language, ("actions",))


def is_order(reading: Reading) -> bool:
    """Whether the prompt is short enough that the writer composes the film around it."""
    return not reading.synopsis and count_units(reading.text, reading.language) <= 90
