"""Finding the film lexicon's words in a text, Chinese and English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from yingxi.film.terms import Language
from yingxi.story.shelf import load

_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*|[^\sA-Za-z\d]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon: `data` holds its attributes."""

    category: str
    id: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text at characters start..end."""

    start: int
    end: int
    text: str
    entry: Entry


def scan(text: str, language: Language, categories: Sequence[str]) -> tuple[Hit, ...]:
    """Entries of the categories found in the text, in order, never overlapping; the longest form wins.

    Negated words ("no rain", 没有雨) are left out.
    """
    find = _scan_zh if language == "zh" else _scan_en
    hits = find(text, tuple(categories))
    return tuple(hit for hit in sorted(hits, key=lambda hit: hit.start) if not _negated(text, hit))


def entry(category: str, entry_id: str) -> Entry:
    """The entry with this id."""
    return _by_id(category)[entry_id]


@cache
def _by_id(category: str) -> Mapping[str, Entry]:
    return {data["id"]: Entry(category, data["id"], data) for data in load("lexicon")[category]}


@cache
def _forms(language: Language, categories: tuple[str, ...]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Strong and weak written forms of the categories, earlier categories first."""
    strong: dict[str, Entry] = {}
    weak: dict[str, Entry] = {}
    for category in categories:
        for item in _by_id(category).values():
            for form in item.data.get(language, ()):
                strong.setdefault(_key(form, language), item)
            for form in item.data.get(f"{language}_weak", ()):
                weak.setdefault(_key(form, language), item)
    return strong, weak


def _key(form: str, language: Language) -> str:
    return form if language == "zh" or form.isupper() else form.lower()


def _scan_zh(text: str, categories: tuple[str, ...]) -> list[Hit]:
    strong, weak = _forms("zh", categories)
    hits = _longest(text, strong, [False] * len(text))
    taken = [False] * len(text)
    for hit in hits:
        taken[hit.start : hit.end] = [True] * (hit.end - hit.start)
    for compound in load("lexicon")["meta"]["stop_compounds"]:
        for match in re.finditer(re.escape(compound), text):
            taken[match.start() : match.end()] = [True] * len(compound)
    return hits + _longest(text, weak, taken)


def _longest(text: str, forms: Mapping[str, Entry], taken: Sequence[bool]) -> list[Hit]:
    """Left to right, the longest form that covers no taken character."""
    longest = max((len(form) for form in forms), default=0)
    hits: list[Hit] = []
    at = 0
    while at < len(text):
        found = _form_at(text, at, longest, forms, taken)
        if found is not None:
            hits.append(found)
        at = found.end if found is not None else at + 1
    return hits


def _form_at(
    text: str,
    at: int,
    longest: int,
    forms: Mapping[str, Entry],
    taken: Sequence[bool],
) -> Hit | None:
    for length in range(min(longest, len(text) - at), 0, -1):
        form = text[at : at + length]
        if form in forms and not any(taken[at : at + length]):
            return Hit(at, at + length, form, forms[form])
    return None


def _scan_en(text: str, categories: tuple[str, ...]) -> list[Hit]:
    strong, _ = _forms("en", categories)
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    hits: list[Hit] = []
    at = 0
    while at < len(tokens):
        found = _phrase_at(text, tokens, at, strong)
        if found is None:
            at += 1
            continue
        length, hit = found
        hits.append(hit)
        at += length
    return hits


def _phrase_at(
    text: str,
    tokens: Sequence[tuple[int, int, str]],
    at: int,
    forms: Mapping[str, Entry],
) -> tuple[int, Hit] | None:
    for length in range(min(5, len(tokens) - at), 0, -1):
        start, end = tokens[at][0], tokens[at + length - 1][1]
        words = [token for _, _, token in tokens[at : at + length]]
        for key in _keys_of(words, forms):
            if key in forms:
                return length, Hit(start, end, text[start:end], forms[key])
    return None


def _keys_of(words: Sequence[str], forms: Mapping[str, Entry]) -> list[str]:
    """The written forms under which a run of English words may be filed."""
    plain = " ".join(words)
    lower = plain.lower()
    last = [" ".join([*lower.split(" ")[:-1], stem]) for stem in stems(words[-1].lower())]
    first = [" ".join([stem, *lower.split(" ")[1:]]) for stem in stems(words[0].lower())]
    return [plain, lower, *last, *first] if plain.isupper() else [lower, *last, *first]


@cache
def stems(word: str) -> tuple[str, ...]:
    """Base forms that an English word may have, the likeliest first."""
    irregular = load("words")["irregular"].get(word)
    found = [irregular] if irregular else []
    rules = (
        ("ies", "y"),
        ("ves", "f"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("d", ""),
    )
    for ending, instead in rules:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)] + instead
            found.append(base)
            if ending in ("ed", "ing") and not instead and len(base) > 3 and base[-1] == base[-2]:
                found.append(base[:-1])
    return tuple(dict.fromkeys(found))


def _negated(text: str, hit: Hit) -> bool:
    before = text[: hit.start].rstrip()
    if re.search(r"(没有|没|不是|并非|无)$", before):
        return True
    return bool(re.search(r"\b(no|not|without|never)(\s+(a|an|the|any))?$", before, re.IGNORECASE))
