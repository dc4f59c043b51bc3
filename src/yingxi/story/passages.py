"""Cutting a text into passages, each at one place and time, and numbering the things they show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yingxi.film.terms import Hour, Language, Season, Weather
from yingxi.story import casting, genre
from yingxi.story.events import find_events
from yingxi.story.language import split_clauses, split_sentences
from yingxi.story.lexicon import scan
from yingxi.story.setting import find_place, read_setting, to_water
from yingxi.story.shelf import load
from yingxi.story.things import Found, Thing, find_things, plain_thing

FILM_WORDS = (
    *("shots", "film", "movie", "commercial", "video", "animation", "storyboard"),
    *("片", "动画", "镜头", "短片", "分镜"),
)
"""Words by which a text orders a film; they are nothing to be seen."""


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
    sunken: bool = False


def strip_order(text: str, language: Language) -> str:
    """The text without what only orders a kind of film, before its first colon."""
    match = re.match(r"([^：:，。,.]{1,40})[：:]\s*", text)
    if not match or match.end() >= len(text):
        return text
    order = match.group(1)
    known = scan(order, language, ("genres", "styles")) or genre.names_look(order)
    return text[match.end() :] if known or any(word in order.lower() for word in FILM_WORDS) else text


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
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


def draft_passages(text: str, language: Language, names: Sequence[str]) -> tuple[Draft, ...]:
    """The passages of a text: its sentences, or the clauses of a short one; two places are two."""
    sentences = split_sentences(text)
    if len(sentences) > 2:
        return tuple(_draft(part, language, names) for part in sentences)
    clauses = [clause for sentence in sentences for clause in split_clauses(sentence)] or [text]
    drafts = [_draft(part, language, names) for part in clauses]
    return tuple(step for draft in drafts for step in _steps(draft))


def _steps(draft: Draft) -> tuple[Draft, ...]:
    """One draft for each set that a clause goes through, as in "through a jungle to a waterfall"."""
    places = {place[1]: place for place in draft.found.places}
    if len(places) < 2:
        return (draft,)
    return tuple(replace(draft, place=place) for place in places.values())


def _draft(text: str, language: Language, names: Sequence[str]) -> Draft:
    setting = read_setting(text, language)
    styles = tuple((hit.start, hit.end) for hit in scan(text, language, ("styles",)))
    styles += tuple(match.span() for match in re.finditer(r"(?i)cyberpunk|steampunk|anime", text))
    events = tuple(
        span
        for event in find_events(text, language)
        if any(one.hero for one in event.brings)
        for span in _spans(event.words, text)
    )
    found = find_things(text, language, names, (*setting.spans, *styles), events)
    place = find_place(text, language)
    place = to_water(found.places[0] if found.places else place, text, language)
    night = place is not None and is_night_sky(place[0], text)
    found = _with_ruins(found, place, text)
    cues = scan(text, language, ("cues",))
    return Draft(
        text=text,
        found=found,
        place=None if night else place,
        hour="night" if night else setting.hour,
        weather=setting.weather,
        season=setting.season,
        clears=setting.clears,
        cue=cues[0].entry.data["role"] if cues else "",
        pronoun=_has_pronoun(text, language),
    )


def _with_ruins(found: Found, place: tuple[str, str] | None, text: str) -> Found:
    """What stands of a sunken place: 沉没的古城 is seen as ruins on the sea bed."""
    drowned = place is not None and place[1] not in ("underwater", "sea") and is_sunken(text)
    ruins = casting.cast_asset("ruins") if drowned else None
    if place is None or ruins is None:
        return found
    return replace(found, things=(*found.things, plain_thing(place[0], ruins)))


def is_night_sky(words: str, text: str) -> bool:
    """Whether place words mean the stars above a place on the ground, in a text that never leaves it."""
    table = load("sets")
    if words.lower() not in table["night_sky"]:
        return False
    return not any(word in text.lower() for word in table["real_space"])


def _spans(words: str, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(words), text.lower()))


def _has_pronoun(text: str, language: Language) -> bool:
    words = load("reading")["pronouns"][language]
    if language == "zh":
        return any(word in text for word in words)
    return bool(re.search(rf"\b({'|'.join(words)})\b", text, re.IGNORECASE))


def collect_things(
    drafts: Sequence[Draft],
    language: Language,
    names: Sequence[str],
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
        beings = [at for at in here if is_being(things[at])]
        if draft.pronoun and hero is not None:
            meant = any(
                at == hero or _may_mean(draft.text, things[hero], things[at], language) for at in beings
            )
            here = here if meant else [hero, *here]
        here = _without_owners(here, things, draft, language)
        hero = hero if hero is not None else (beings[0] if beings else None)
        shown = draft.place[0].lower() if draft.place else ""
        unseen += [word for word in draft.found.unseen if word not in unseen and word.lower() not in shown]
        passages.append(_passage(draft, tuple(dict.fromkeys(here))))
    return tuple(things), tuple(passages), tuple(unseen)


def _may_mean(text: str, hero: Thing, other: Thing, language: Language) -> bool:
    """Whether a text's pronoun may mean the other as well as the hero: both persons or neither, one sex."""
    table = load("words")["sexes"][language]
    woman = re.search(table["woman"], other.words.lower()) is not None
    wrong = table["he"] if woman else table["she"]
    right = table["she"] if woman else table["he"]
    named = re.search(wrong, text.lower()) is not None and re.search(right, text.lower()) is None
    return ("speak" in hero.actions) == ("speak" in other.actions) and not named


def _without_owners(here: list[int], things: Sequence[Thing], draft: Draft, language: Language) -> list[int]:
    """Without those who are only named as owners (外婆的旧木箱), where somebody else is there."""
    after = load("words")["owned"][language]
    present = [at for at in here if not _only_owns(things[at], draft.text, after)]
    return present if any(is_being(things[at]) for at in present) else here


def _only_owns(thing: Thing, text: str, after: str) -> bool:
    """Whether every mention of a person in a text is as the owner or giver of something."""
    words = re.escape(thing.words.lower())
    mentions = len(re.findall(words, text.lower()))
    return is_being(thing) and 0 < mentions == len(re.findall(f"{words}({after})", text.lower()))


def _passage(draft: Draft, here: tuple[int, ...]) -> Passage:
    place, wanted = draft.place or ("", "")
    sunken = wanted not in ("", "underwater", "sea") and is_sunken(draft.text)
    wanted = "underwater" if sunken else wanted
    plain = Passage(text=draft.text, things=here, place=place, set=wanted, cue=draft.cue, sunken=sunken)
    return replace(
        plain,
        said_time=bool(draft.hour or draft.weather or draft.season),
        hour=draft.hour or "",  # type: ignore[arg-type]  # settled by the reading
        weather=draft.weather or ("clear" if draft.clears else ""),  # type: ignore[arg-type]
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
                known,
                count=max(known.count, thing.count),
                colour=known.colour or thing.colour,
                action=known.action or thing.action,
            )
            return at
    things.append(thing)
    return len(things) - 1


def _two_persons(known: Thing, thing: Thing) -> bool:
    """Two role words of one asset are two persons: 父亲 and 船夫."""
    return known.kind == "cast" and known.asset.startswith("person") and known.words != thing.words


def is_being(thing: Thing) -> bool:
    return thing.kind == "cast"


def _place_name(things: list[Thing], here: list[int], name: str, text: str, language: Language) -> list[int]:
    """A name joins the role before it (少年阿海), else it is the person it named before, or a new one."""
    for at, thing in enumerate(things):
        if thing.name == name:
            return here if at in here else [at, *here]
    for at in here:
        if things[at].name == "" and is_being(things[at]) and _names_role(things[at], name, text):
            things[at] = replace(things[at], name=name)
            return here
    match = casting.cast_word("人" if language == "zh" else "person", language)
    if match is None:
        return here
    things.append(person_thing(name, match, name))
    return [len(things) - 1, *here]


def person_thing(words: str, match: casting.Casting, name: str = "") -> Thing:
    """A person the text does not describe further."""
    return Thing(
        words=words,
        asset=match.asset,
        how=match.how,
        kind=match.kind,
        lives=match.lives,
        closest=match.closest,
        height=match.height,
        actions=match.actions,
        name=name,
    )


def _names_role(thing: Thing, name: str, text: str) -> bool:
    return f"{thing.words}{name}" in text.replace(" ", "")


def storm_ends(passage: Passage, language: Language) -> bool:
    """Whether the passage says that its weather passes."""
    words = load("reading")["weather_passes"][language]
    return bool(passage.weather) and any(word in passage.text for word in words)


def says_winter(passage: Passage) -> bool:
    """Whether a passage names the winter itself, seen as snow; a festival in winter is not enough."""
    named = "冬" in passage.text or "winter" in passage.text.lower()
    return passage.season == "winter" and named


def is_far(text: str, language: Language) -> bool:
    """Whether a passage speaks of something in the distance."""
    return any(word in text.lower() for word in load("reading")["far_words"][language])


def is_fragment(text: str, language: Language) -> bool:
    """Whether a text is key words, not sentences that can be read aloud."""
    acts = scan(text, language, ("actions",)) or (language == "zh" and re.search(r".[着了]", text))
    return "+" in text or "＋" in text or not acts
