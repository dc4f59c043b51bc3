"""Finding the nouns of a text: runs of neighbouring nouns with their count and colour."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from yingxi.film.terms import Language
from yingxi.story.lexicon import stems
from yingxi.story.segmentation import cut_idiom, cut_words, tag_words
from yingxi.story.shelf import load

_ENGLISH = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+|[^\sA-Za-z\d]")


@dataclass(frozen=True, slots=True)
class Noun:
    """Neighbouring nouns at characters start..end: `parts` from first to head, `count` 0 when not said."""

    start: int
    end: int
    words: str
    parts: tuple[str, ...]
    count: int = 0
    plural: bool = False
    colour: str = ""


def find_nouns(text: str, language: Language, names: Sequence[str] = ()) -> tuple[Noun, ...]:
    """The nouns of a text in order. In Chinese text Latin words are nouns too."""
    return _nouns_zh(text, names) if language == "zh" else _nouns_en(text)


def _nouns_zh(text: str, names: Sequence[str]) -> tuple[Noun, ...]:
    words = cut_words(text, names)
    tags = tag_words(word for _, _, word in words)
    found: list[Noun] = []
    run: list[tuple[int, int, str]] = []
    for start, end, word in (*words, (len(text), len(text), "")):
        noun = word not in names and _is_noun_zh(word, tags.get(word, ""))
        if noun and (not run or run[-1][1] == start):
            run.append((start, end, word))
            continue
        if run and not _is_denied_zh(text[: run[0][0]]):
            found.append(_noun_zh(text, run))
        run = [(start, end, word)] if noun else []
        if tags.get(word, "") in ("i", "l") and len(word) > 3:
            found += _idiom_nouns(start, end, word)
    return tuple(found)


def _is_denied_zh(before: str) -> bool:
    """Whether a noun after these words is absent or only compared with: 没有人, 光滑如镜."""
    return before.endswith(("没有", "无", "如", "像", "似", "若", "好比", "仿佛"))


def _idiom_nouns(start: int, end: int, idiom: str) -> list[Noun]:
    words = cut_idiom(idiom)
    return [Noun(start, end, word, (word,)) for word in words if word in _known_nouns_zh()]


def _is_noun_zh(word: str, tag: str) -> bool:
    if not word or word in _stops_zh() or not any(ch.isalnum() for ch in word) or word.isdecimal():
        return False
    if word[0].isascii() or word in _known_nouns_zh():
        return True
    if word in _verbs_zh() or _is_time_zh(word):
        return False
    if len(word) == 1:
        return tag == "n"
    known = tag.startswith(("n", "s", "t")) and not tag.startswith("nt")
    return known or not tag or tag in ("j", "g", "ng", "zg")


@cache
def _stops_zh() -> frozenset[str]:
    return frozenset(load("words")["chinese"]["stop_nouns"])


@cache
def _known_nouns_zh() -> frozenset[str]:
    """Words that are nouns whatever the dictionary says: subjects and places of the lexicon, and a few."""
    rows = (*load("lexicon")["subjects"], *load("lexicon")["places"])
    known = {form for row in rows for form in row["zh"] if len(form) > 1}
    return frozenset(known.union(load("words")["chinese"]["extra_nouns"]))


@cache
def _is_time_zh(word: str) -> bool:
    """Whether the lexicon knows a word as an hour or a season: 秋天 is one, 秋叶 is not."""
    rows = (*load("lexicon")["times"], *load("lexicon")["seasons"])
    return any(word in row["zh"] for row in rows)


@cache
def _verbs_zh() -> frozenset[str]:
    """Words of two characters and more that the lexicon knows as actions."""
    return frozenset(form for item in load("lexicon")["actions"] for form in item["zh"] if len(form) > 1)


def _noun_zh(text: str, run: Sequence[tuple[int, int, str]]) -> Noun:
    start, end = run[0][0], run[-1][1]
    counted = 0 if text[start:end] in _known_nouns_zh() else _counted_zh(text[start:end])
    if counted:
        run = [(start + counted, run[0][1], run[0][2][counted:]), *run[1:]]
        start += counted
    before = text[max(0, start - 8) : start]
    count, plural = _count_zh(before, text[start:end])
    plural = plural or text[end:].startswith(("们", "列阵", "列队", "方阵"))
    return Noun(
        start,
        end,
        text[start:end],
        tuple(word for _, _, word in run),
        count,
        plural,
        _colour_zh(before, text[start:end]),
    )


def _counted_zh(words: str) -> int:
    """How many leading characters of a word are a number and its measure: two in 一棵树."""
    data = load("words")["chinese"]
    found = re.match(rf"[{''.join(data['numbers'])}]+[{data['measures']}](?=.)", words)
    return found.end() if found else 0


def _count_zh(before: str, words: str) -> tuple[int, bool]:
    """How many are said, and whether the word is a group."""
    data = load("words")["chinese"]
    digits = "".join(data["numbers"])
    said = re.search(rf"(\d+|[{digits}]+)[{data['measures']}][^，。；、！？]{{0,6}}$", before)
    many = re.search(r"(无数|成群|漫天|一群群|处处|群|众)$", before) or words.endswith(("群", "队", "们"))
    if said:
        number = _number_zh(said.group(1))
        measure = before[said.end(1)]
        return (number * 12 if measure in "群队片" else number), number > 1 or measure in "群队片"
    return 0, bool(many)


def _number_zh(word: str) -> int:
    if word.isdecimal():
        return int(word)
    numbers = load("words")["chinese"]["numbers"]
    total, digit = 0, 0
    for ch in word:
        value = numbers[ch]
        if value >= 10:
            total += max(digit, 1) * value
            digit = 0
        else:
            digit = value
    return total + digit


def _colour_zh(before: str, words: str) -> str:
    colours = load("words")["colours"]["zh"]
    names = "".join(colours)
    said = re.search(rf"([{names}])(?:色的?|衣|袍|裙|裳)?的?$", before)
    inside = re.match(rf"([{names}])(?:色|衣|袍|裙|裳|瓦|墙)", words)
    match = said or inside
    return colours[match.group(1)] if match else ""


def _nouns_en(text: str) -> tuple[Noun, ...]:
    found: list[Noun] = []
    run: list[tuple[int, int, str]] = []
    before: list[str] = []
    state = "start"
    tokens = [(match.start(), match.end(), match.group()) for match in _ENGLISH.finditer(text)]
    for at, (start, end, token) in enumerate(tokens):
        following = tokens[at + 1][2].lower() if at + 1 < len(tokens) else "."
        state = _state_en(token, state, following)
        if state == "noun":
            run.append((start, end, token))
            continue
        if run:
            found.append(_noun_en(text, run, before))
            run, before = [], []
        before = [*before, token.lower()][-4:] if state in ("lead", "describe") else []
    if run:
        found.append(_noun_en(text, run, before))
    return tuple(noun for noun in found if noun is not None)


def _state_en(token: str, state: str, following: str) -> str:
    """What a word is, given what stands before: lead (a, the, of), describe, noun, verb, joint or start."""
    data = load("words")["english"]
    word = token.lower()
    if not word[0].isalnum():
        return "start"
    if word in ("that", "which", "who") and state in ("noun", "subject"):
        return "subject"
    if word in ("and", "or") and state == "verb":
        return "subject"
    if word in data["articles"] or word.isdecimal():
        return "lead"
    if word in data["prepositions"]:
        return "lead"
    if word in data["joints"] or word in data["auxiliaries"] or word.endswith("ly"):
        return "subject" if state in ("noun", "subject") else "start"
    if word in data["pronouns"]:
        return "subject"
    if _is_verb_en(word, state, following, data):
        return "verb"
    if word in data["adjectives"] and (following not in _STOPS or word in ("glass", "stone", "paper")):
        return "describe"
    return "noun"


_STOPS = frozenset(".,;:!?—–)(\"'")


def _is_verb_en(word: str, state: str, following: str, data: Any) -> bool:
    if word in data["not_verbs"] and not (state in ("noun", "subject") and word in ("stars",)):
        return False
    known = word in data["verbs"] or any(stem in data["verbs"] for stem in stems(word))
    if known and state in ("noun", "subject", "verb"):
        return True
    if known and word.endswith(("ing", "ed")):
        return True
    opens = (
        following in data["articles"] or following in data["prepositions"] or following in data["pronouns"]
    )
    return (
        state == "noun" and word.endswith("s") and not word.endswith("ss") and following in data["articles"]
    ) or (known and state == "start" and opens)


def _noun_en(text: str, run: Sequence[tuple[int, int, str]], before: Sequence[str]) -> Noun:
    start, end = run[0][0], run[-1][1]
    numbers = load("words")["english_numbers"]
    colours = load("words")["colours"]["en"]
    count = next((numbers[word] for word in reversed(before) if word in numbers), 0)
    digits = next((int(word) for word in reversed(before) if word.isdecimal()), 0)
    colour = next((colours[word] for word in reversed(before) if word in colours), "")
    head = run[-1][2].lower()
    plural = count > 1 or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    parts = tuple(word for _, _, word in run)
    return Noun(
        start, end, text[start:end], parts, digits or count, plural or head in ("people", "men"), colour
    )
