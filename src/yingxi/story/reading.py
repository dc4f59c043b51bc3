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
from yingxi.story.home import find_home, find_opening_time
from yingxi.story.language import count_units, detect_language, split_sentences
from yingxi.story.lexicon import scan
from yingxi.story.names import find_names
from yingxi.story.passages import (
    FILM_WORDS,
    Passage,
    collect_things,
    draft_passages,
    is_far,
    person_thing,
    says_winter,
    storm_ends,
    strip_order,
)
from yingxi.story.riding import with_mounts
from yingxi.story.setting import nearest_set, set_name
from yingxi.story.shelf import load
from yingxi.story.things import Thing, action_for, most_of
from yingxi.story.treatments import Treatment, cast_of, find_treatment, passages_of

LONGEST_ORDER = 90
"""Characters or words of a text around which the writer composes a film."""

Drafted = tuple[tuple[Thing, ...], tuple[Passage, ...], tuple[str, ...]]
"""Things, passages and unseen words."""


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
    names_seasons: bool = False
    treatment: Treatment | None = None


def read_brief(brief: Brief) -> Reading:
    """Reads a brief; UsageError if it cannot be honoured as asked."""
    check_brief(brief)
    text = " ".join(brief.prompt.split()) if detect_language(brief.prompt) == "en" else brief.prompt.strip()
    language = brief.language or detect_language(text)
    spoken: Language = detect_language(text)
    names = find_names(without_masters(text), spoken)
    told = strip_order(without_masters(text), spoken)
    found, passages, unseen = collect_things(draft_passages(told, spoken, names), spoken, names)
    drafted = (*with_mounts(found, passages, spoken), unseen)
    if count_units(text, spoken) <= LONGEST_ORDER and len(split_sentences(text)) < 3:
        treatment = find_treatment(text, spoken, drafted[0], drafted[1])
        if treatment is not None:
            return _treated(treatment, brief, text, told, language, drafted)
    reading = _composed(brief, text, told, language, names, drafted)
    return replace(reading, passages=_settle(reading))


def _composed(
    brief: Brief, text: str, told: str, language: Language, names: tuple[str, ...], drafted: Drafted
) -> Reading:
    """What a text says by itself: its events, and where and when it begins."""
    spoken = detect_language(text)
    template = genre.choose_template(text, spoken)
    look, _ = genre.choose_look(brief, text, spoken, template)
    events = find_events(text, spoken)
    things, passages, unseen = _eventful(drafted, language, events, template)
    things = _with_acts(things, unseen)
    home_place, home = find_home(text, spoken, passages, things, events, template, brief)
    hour, weather, season = find_opening_time(text, spoken, passages, look, template, home, events)
    return Reading(
        language=language,
        text=text,
        names=names,
        passages=passages,
        things=things,
        place=home_place or set_name(nearest_set(home), language),
        set=nearest_set(home),
        hour=hour,
        weather=weather,
        season=season,
        mood=genre.choose_mood(text, spoken, template),
        era=genre.choose_era(text, spoken),
        template=template,
        look=look,
        events=events,
        quoted=find_quoted(text),
        synopsis=len(split_sentences(text)) >= 3,
        not_depicted=_without_shown(_without_events(unseen, events), things),
        told=told,
        names_seasons=any(passage.season for passage in passages),
        notes=(*_foreign(spoken, language), *_notes(things, passages, home, home_place, language)),
    )


def _treated(
    treatment: Treatment, brief: Brief, text: str, told: str, language: Language, drafted: Drafted
) -> Reading:
    """What a treatment makes of a few words: its cast and scenes, with the person's own words in them."""
    spoken = detect_language(text)
    things, said, unseen = drafted
    passages = passages_of(treatment, language, said)
    look, how = genre.choose_look(brief, text, spoken, treatment.template)
    first = passages[0]
    return Reading(
        language=language,
        text=text,
        names=(),
        passages=passages,
        things=cast_of(treatment, language, things),
        place=first.place,
        set=first.set,
        hour=first.hour,
        weather=first.weather,
        season=first.season,
        mood=treatment.mood or genre.choose_mood(text, spoken, treatment.template),
        era=genre.choose_era(text, spoken),
        template=treatment.template,
        look=look if how in ("asked", "named") else casting.find_look(treatment.look),
        not_depicted=_without_shown(_beyond(treatment, unseen, spoken), things),
        told=told,
        notes=_foreign(spoken, language),
        treatment=treatment,
    )


def _beyond(treatment: Treatment, unseen: Sequence[str], spoken: Language) -> tuple[str, ...]:
    """Unseen words that are neither part of what asked for the treatment nor words for a film."""
    cues = [word for row in treatment.cues.get(spoken, ()) for word in row]
    beyond = [word for word in unseen if not any(word.lower() in cue for cue in cues)]
    return tuple(word for word in beyond if word.lower() not in FILM_WORDS)


def _eventful(
    drafted: Drafted, language: Language, events: Sequence[Event], template: str
) -> tuple[tuple[Thing, ...], tuple[Passage, ...], tuple[str, ...]]:
    """Things, passages and unseen words of a text, with what its events bring."""
    things, passages, unseen = drafted
    things = _with_events(things, events, language)
    passages = tuple(_at_event(passage, things, events) for passage in passages)
    if not things and template == "poem_abstract":
        things, passages = _with_figure(passages, language)
    return things, passages, unseen


def _foreign(spoken: Language, language: Language) -> tuple[str, ...]:
    """Says that nothing is translated, when text and film differ in language."""
    if spoken == language:
        return ()
    if language == "zh":
        return ("原文是英文：内置的编剧不翻译，原文的词句保持原样",)
    return ("the text is Chinese: the built-in writer does not translate, its words are kept as they are",)


def _without_events(unseen: Sequence[str], events: Sequence[Event]) -> tuple[str, ...]:
    """Words that only name an event are shown by what the event brings."""
    return tuple(
        word
        for word in unseen
        if not any(event.words in word.lower() or word.lower() in event.words for event in events)
    )


def _without_shown(unseen: Sequence[str], things: Sequence[Thing]) -> tuple[str, ...]:
    """Words that other things show, as steam over a cup, or that somebody's action shows, as kung fu."""
    table = load("reading")
    seen = {word for thing in things for word in table["shows"].get(thing.asset, ())}
    if any(thing.action in table["arts_in"] for thing in things):
        seen.update(table["arts"])
    done = {word for word in unseen for one in things if one.action and one.action == _act_of(word, one)}
    return tuple(word for word in unseen if word.lower() not in seen and word not in done)


def _with_acts(things: Sequence[Thing], unseen: Sequence[str]) -> tuple[Thing, ...]:
    """Things with what words taken for nouns say that they do: who flips in a Chinese sentence."""
    done = list(things)
    for word in unseen:
        for at, thing in enumerate(done):
            act = _act_of(word, thing) if thing.kind == "cast" and not thing.action else ""
            if act:
                done[at] = replace(thing, action=act)
                break
    return tuple(done)


def _act_of(word: str, thing: Thing) -> str:
    """The thing's action for a word that the lexicon knows as an action; empty for other words."""
    hits = scan(word, "en" if word.isascii() else "zh", ("actions",))
    whole = [hit for hit in hits if hit.end - hit.start == len(word)]
    return action_for(whole[0].entry.data["p"], thing.actions) if whole else ""


def without_masters(text: str) -> str:
    """A text without those in whose manner it asks to be told: they are no persons of the story."""
    manner = r"(?:in the (?:style|manner) of|inspired by|à la|directed by)"
    return re.sub(rf",?\s*(?i:{manner})\s+(?:[A-Z][\w'-]+\s*)+", " ", text).strip()


def find_quoted(text: str) -> tuple[str, ...]:
    """Words in quotation marks of at most 12 characters: what drones or signs shall spell."""
    found = re.findall(r"[“「『\"《]([^”」』\"》]{1,12})[”」』\"》]", text)
    return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))


def _at_event(passage: Passage, things: Sequence[Thing], events: Sequence[Event]) -> Passage:
    """A passage with what the events that it names bring."""
    brought = [
        at
        for event in events
        for item in event.brings
        for at, thing in enumerate(things)
        if item.hero and thing.asset == item.asset and event.words in passage.text.lower()
    ]
    return replace(passage, things=tuple(dict.fromkeys((*passage.things, *brought))))


def _with_figure(
    passages: tuple[Passage, ...], language: Language
) -> tuple[tuple[Thing, ...], tuple[Passage, ...]]:
    """One small figure for a poem that names nothing to be seen."""
    words = load("words")["figure"][language]
    match = casting.cast_word("人" if language == "zh" else "person", language)
    if match is None:
        return (), passages
    return (person_thing(words, match),), tuple(replace(passage, things=(0,)) for passage in passages)


def _with_events(
    things: tuple[Thing, ...],
    events: Sequence[Event],
    language: Language,
) -> tuple[Thing, ...]:
    """What an event brings although the text names only the event, and how many of it."""
    found = list(things)
    for event in events:
        for wanted in event.brings:
            at = next((i for i, thing in enumerate(found) if thing.asset == wanted.asset), None)
            if at is not None:
                name = load("events")["names"].get(wanted.asset, {}).get(language, found[at].words)
                plain = event.words not in found[at].words.lower()
                found[at] = replace(
                    found[at],
                    count=max(found[at].count, wanted.count),
                    words=found[at].words if plain else name,
                )
            elif wanted.hero and (match := casting.cast_asset(wanted.asset)) is not None:
                found.append(
                    Thing(
                        words=load("events")["names"].get(wanted.asset, {}).get(language, event.words),
                        asset=match.asset,
                        how=match.how,
                        kind=match.kind,
                        lives=match.lives,
                        closest=match.closest,
                        height=match.height,
                        actions=match.actions,
                        count=wanted.count,
                    )
                )
    return tuple(found)


def _settle(reading: Reading) -> tuple[Passage, ...]:
    """Every passage with its place and time: what was said lasts until something else is said."""
    settled: list[Passage] = []
    place, where = reading.place, reading.set
    hour, weather, season = reading.hour, reading.weather, reading.season
    for passage in reading.passages:
        moved = bool(passage.set) and nearest_set(passage.set) != where and not _at_home(passage, reading)
        # What lies in the distance (雪山在远方) is seen from here.
        moved = moved and not (settled and is_far(passage.text, reading.language) and not passage.things)
        if settled and (moved or passage.season):
            weather = "snow" if says_winter(passage) else "clear"
        if passage.set and (moved or not place):
            place, where = passage.place, nearest_set(passage.set)
        # A new season is another day, and it is seen by day.
        turned = bool(settled) and bool(passage.season) and passage.season != season and hour == "night"
        hour, season = passage.hour or ("morning" if turned else hour), passage.season or season
        ends = storm_ends(passage, reading.language) and weather in ("rain", "storm", "snow", "dust")
        weather = "clear" if ends and settled else passage.weather or weather
        settled.append(
            replace(
                passage,
                place=place,
                set=where,
                hour=hour,
                weather=weather,
                season=season,
            )
        )
        if storm_ends(passage, reading.language):
            weather = "clear"
    return tuple(settled)


def _at_home(passage: Passage, reading: Reading) -> bool:
    """Whether a place is only a part of the event's own: the river of the city on the river."""
    near = load("sets")["sets"].get(reading.set, {}).get("near", ())
    return any(event.set == reading.set for event in reading.events) and passage.set in near


def _notes(
    things: Sequence[Thing],
    passages: Sequence[Passage],
    home: str,
    home_place: str,
    language: Language,
) -> tuple[str, ...]:
    notes = [_crowd_note(thing, language) for thing in things if thing.count > most_of(thing)]
    wanted = {passage.set: passage.place for passage in passages if passage.set}
    wanted.setdefault(home, home_place)
    notes += [
        _place_note(passage.place, "underwater", language)
        for passage in passages
        if passage.set == "underwater" and passage.sunken
    ]
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


def is_order(reading: Reading) -> bool:
    """Whether the prompt is short enough that the writer composes the film around it."""
    return not reading.synopsis and count_units(reading.text, reading.language) <= LONGEST_ORDER
