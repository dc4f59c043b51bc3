"""The things and beings of a text: what shows them, how many, in what colour, doing what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yingxi.film.terms import Language
from yingxi.story import casting
from yingxi.story.lexicon import Hit, scan
from yingxi.story.nouns import Noun, find_nouns
from yingxi.story.shelf import load


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """One thing or being of the story. `height` is metres; `count` what was said; `mount` what it rides."""

    words: str
    asset: str
    how: str
    kind: str
    lives: str
    closest: str
    height: float
    actions: tuple[str, ...]
    count: int = 1
    colour: str = ""
    action: str = ""
    text: str = ""
    name: str = ""
    mount: "Thing | None" = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What one text yields: its things, the places it names (words, set), and what nothing shows."""

    things: tuple[Thing, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    unseen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def find_things(
    text: str,
    language: Language,
    names: Sequence[str] = (),
    quiet: Sequence[tuple[int, int]] = (),
    events: Sequence[tuple[int, int]] = (),
) -> Found:
    """Things, places and unseen words of a text. `quiet` spans are hours and weathers, shown by the light.

    `events` spans name events, shown by what they bring.
    """
    nouns = [
        noun
        for noun in _gathered(find_nouns(text, language, names), text)
        if not _is_light(noun, language, quiet)
        and not any(noun.start < end and start < noun.end for start, end in events)
    ]
    verbs = scan(text, language, ("actions",))
    context = tuple(noun.words for noun in nouns)
    found = Found()
    for noun in nouns:
        if any(name == noun.words for name in names):
            continue
        found = _add_noun(found, noun, text, language, context, verbs)
    return _add_within(found, text, language)


def _add_within(found: Found, text: str, language: Language) -> Found:
    """Things that action words hold within themselves: the boat of 划船."""
    for action, words in load("actions")["within"][language].items():
        match = casting.cast_word(words, language) if action in text else None
        if (
            match is not None
            and match.kind != "set"
            and all(match.asset != one.asset for one in found.things)
        ):
            found = replace(found, things=(*found.things, plain_thing(words, match)))
    return found


def _is_light(noun: Noun, language: Language, quiet: Sequence[tuple[int, int]]) -> bool:
    table = load("reading")["light_words"][language]
    words = noun.words.lower()
    covered = any(start <= noun.start and noun.end <= end for start, end in quiet)
    weather = language == "zh" and len(words) <= 2 and words[-1] in "雨雪雾风霜"
    return words in table or covered or weather or all(part.lower() in table for part in noun.parts)


def _add_noun(
    found: Found,
    noun: Noun,
    text: str,
    language: Language,
    context: tuple[str, ...],
    verbs: Sequence[Hit],
) -> Found:
    if noun.words.lower() in load("words")["english"]["abstract"]:
        return found
    ground = _ground_of(noun, text, language)
    if ground:
        return replace(found, places=(*found.places, (noun.words, ground)))
    rest = tuple(word for word in context if word != noun.words)
    match = _described(noun, text) or casting.cast_word(
        noun.words, language if not noun.words.isascii() else "en", rest
    )
    if match is None and len(noun.parts) > 1:
        for part in _parts_of(noun):
            if not _is_light(part, language, ()):
                found = _add_noun(found, part, text, language, context, verbs)
        return found
    if match is None:
        match = _as_person(noun, language)
    if match is None:
        return replace(found, unseen=(*found.unseen, noun.words))
    if match.kind == "set":
        found = replace(found, places=(*found.places, (noun.words, match.asset)))
    else:
        found = replace(found, things=(*found.things, thing_of(noun, match, text, verbs)))
    return _add_modifiers(found, noun, _used_of(noun, match, language), language)


def _described(noun: Noun, text: str) -> casting.Casting | None:
    """What an English noun is with the word before it, where something is called so: a little girl."""
    before = re.search(r"([a-z]+)\s+$", text[: noun.start].lower())
    match = casting.cast_exact(f"{before.group(1)} {noun.words}", "en") if before else None
    return match if match is not None and match.kind != "set" else None


def _gathered(nouns: Sequence[Noun], text: str) -> list[Noun]:
    """A fleet of starships is starships: the word before an "of" says only how many."""
    many: Mapping[str, int] = load("words")["gatherings"]
    found: list[Noun] = []
    for noun in nouns:
        before = found[-1] if found else None
        head = before.words.lower().split(" ")[-1] if before else ""
        if before is not None and head in many and text[before.end : noun.start].strip().lower() == "of":
            found[-1] = replace(noun, count=max(noun.count, many[head]), plural=True)
        else:
            found.append(noun)
    return found


def _as_person(noun: Noun, language: Language) -> casting.Casting | None:
    """A person for a calling that nothing shows by name: 钟表匠, friends."""
    ends = load("words")["person_ends"][language]
    head = noun.words.lower().split(" ")[-1]
    if noun.words.lower() in load("words")["not_persons"][language]:
        return None
    named = head in ends if language == "en" else head.endswith(tuple(ends)) and len(head) > 1
    return casting.cast_word("人" if language == "zh" else "person", language) if named else None


def _used_of(noun: Noun, match: casting.Casting, language: Language) -> str:
    """The part of a run of nouns that its match really shows: the whole, or only the head."""
    if len(noun.parts) > 1 and match.score < 0.9:
        head = casting.cast_word(noun.parts[-1], language if not noun.parts[-1].isascii() else "en")
        if head is not None and head.asset == match.asset:
            return noun.parts[-1]
    return match.used


def _ground_of(noun: Noun, text: str, language: Language) -> str:
    """The set that a word such as 江水 or "on the water" means; empty for other words."""
    known = load("sets")["grounds"][language]
    if language == "en" and not re.search(
        r"(on|in|from|across|over|under|through|into)( the| black| dark)*\s*$", text[: noun.start].lower()
    ):
        return ""
    return str(known.get(noun.words.lower()) or known.get(noun.parts[-1].lower(), ""))


def _parts_of(noun: Noun) -> tuple[Noun, ...]:
    """The nouns of a run that nothing shows as a whole, one by one; count and colour stay with the head."""
    return tuple(
        replace(noun, words=part, parts=(part,))
        if part == noun.parts[-1]
        else Noun(noun.start, noun.end, part, (part,))
        for part in noun.parts
    )


def _add_modifiers(found: Found, noun: Noun, used: str, language: Language) -> Found:
    """Nouns before the head that are things of their own: 霓虹 in 霓虹隧道, mountain in mountain bridge."""
    left = [part for part in noun.parts[:-1] if part not in used and len(noun.words) > len(used)]
    for part in left:
        match = casting.cast_exact(part, language if not part.isascii() else "en")
        if match is None:
            continue
        if match.kind == "set":
            found = replace(found, places=(*found.places, (part, match.asset)))
        elif all(match.asset != thing.asset for thing in found.things):
            found = replace(found, things=(*found.things, plain_thing(part, match)))
    return found


def plain_thing(words: str, match: casting.Casting) -> Thing:
    return Thing(
        words=words,
        asset=match.asset,
        how=match.how,
        kind=match.kind,
        lives=match.lives,
        closest=match.closest,
        height=match.height,
        actions=match.actions,
        count=1,
    )


def thing_of(noun: Noun, match: casting.Casting, text: str, verbs: Sequence[Hit]) -> Thing:
    """A noun and what shows it as one thing, with its number, colour and action."""
    plain = plain_thing(noun.words, match)
    return replace(
        plain,
        count=_count(noun, match),
        colour=noun.colour,
        action=_action(noun, match, text, verbs),
    )


def _count(noun: Noun, match: casting.Casting) -> int:
    table = load("reading")
    if match.asset in table["are_many"]:
        return 1
    if noun.count > 1 or (noun.count == 1 and not noun.plural):
        return noun.count
    if noun.plural or noun.words[0] in "万群":
        return int(table["group_of"].get(match.asset, table["group"][_sort(match)])) or 1
    return 1


def _sort(match: casting.Casting) -> str:
    return "relief" if match.how == "relief" else match.kind


def most_of(thing: Thing) -> int:
    """The most of this thing that one shot can hold."""
    table = load("reading")
    sort = "relief" if thing.how == "relief" else thing.kind
    return int(table["most_of"].get(thing.asset, table["most"][sort]))


def _action(noun: Noun, match: casting.Casting, text: str, verbs: Sequence[Hit]) -> str:
    return _action_near(noun.start, noun.end, match.actions, text, verbs)


def action_in(text: str, thing: Thing, language: Language) -> str:
    """What a known thing does in a text that names it; empty when the text says nothing of it."""
    name = thing.name if thing.name and thing.name in text else thing.words
    at = text.lower().find(name.lower())
    if at < 0 or not name:
        return ""
    return _action_near(at, at + len(name), thing.actions, text, scan(text, language, ("actions",)))


def _action_near(start: int, end: int, actions: Sequence[str], text: str, verbs: Sequence[Hit]) -> str:
    """The asset's action for the nearest verb after a word in its clause, else for the one before it."""
    clause_end = _clause_end(text, end)
    after = [verb for verb in verbs if end <= verb.start < clause_end]
    before = [verb for verb in verbs if verb.end <= start and start - verb.end < 4]
    # 万马奔腾 is one word that says who and what.
    within = [verb for verb in verbs if start <= verb.start and verb.end <= end]
    # "She opens a book and birds fly out": what follows the "and" is another's.
    meant = [verb for verb in after[:2] if " and " not in text[end : verb.start].lower()]
    for verb in (*within, *meant, *reversed(before)):
        action = action_for(verb.entry.data["p"], actions)
        if action:
            return action
    return ""


def _clause_end(text: str, start: int) -> int:
    match = re.search(r"[。！？!?；;，,.]", text[start:])
    return start + match.start() if match else len(text)


def action_for(primitive: str, actions: Sequence[str]) -> str:
    """What an asset does for a motion primitive; empty when it can do nothing like it."""
    table = load("actions")
    wished = [primitive, *table.get(primitive, ())]
    return next((action for action in wished if action in actions), "")
