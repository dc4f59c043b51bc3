"""Cutting Chinese into words, with names kept whole and parts of speech from the dictionary."""

import re
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from yingxi.story.casting import asset_words
from yingxi.story.shelf import load


def cut_words(text: str, names: Sequence[str] = ()) -> tuple[tuple[int, int, str], ...]:
    """(start, end, word) for every word of a Chinese text; `names` are never cut."""
    pieces: list[tuple[int, int, str]] = []
    for start, piece in _split_at_names(text, names):
        if piece in names:
            pieces.append((start, start + len(piece), piece))
            continue
        pieces += [(start + at, start + end, word) for word, at, end in _cutter().tokenize(piece, HMM=False)]
    return tuple(pieces)


def cut_idiom(idiom: str) -> tuple[str, ...]:
    """The dictionary's words inside a set phrase: 锣鼓 in 锣鼓喧天."""
    inside = (word for word in _cutter().cut_for_search(idiom, HMM=False) if 1 < len(word) < len(idiom))
    return tuple(dict.fromkeys(inside))


def is_word(text: str) -> bool:
    """Whether the dictionary has this very word."""
    cutter = _cutter()
    return bool(cutter.FREQ.get(text))


def tag_words(words: Iterable[str]) -> Mapping[str, str]:
    """Part-of-speech tags (n noun, v verb, a adjective …) of those words that the dictionary knows."""
    wanted = frozenset(words)
    return {word: _tags()[word] for word in wanted if word in _tags()}


def _split_at_names(text: str, names: Sequence[str]) -> Iterable[tuple[int, str]]:
    if not names:
        return [(0, text)]
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pieces = []
    at = 0
    for match in re.finditer(pattern, text):
        pieces.append((at, text[at : match.start()]))
        pieces.append((match.start(), match.group()))
        at = match.end()
    return [(start, piece) for start, piece in [*pieces, (at, text[at:])] if piece]


@cache
def _cutter() -> Any:
    """One tokenizer for the process, with the film lexicon's nouns added once."""
    jieba = _import_jieba()
    jieba.setLogLevel(60)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    for category in ("subjects", "places", "weathers", "times"):
        for item in load("lexicon")[category]:
            for form in item["zh"]:
                if form not in cutter.FREQ and len(form) < 5:
                    cutter.add_word(form)
    for word in load("words")["chinese"]["not_words"]:
        cutter.del_word(word)
    for word in load("words")["chinese"]["extra_nouns"]:
        cutter.add_word(word, freq=20000)
    for word in asset_words():
        if not cutter.FREQ.get(word):
            cutter.add_word(word)
    return cutter


def _import_jieba() -> Any:
    """jieba without pkg_resources, which it would use to open its own files: a quarter of a second less."""
    hidden = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = hidden  # type: ignore[assignment]  # None makes the import fail
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hidden is None:
            del sys.modules["pkg_resources"]
    return jieba


@cache
def _tags() -> Mapping[str, str]:
    """Word to tag for the whole dictionary: read once, about a fifth of a second."""
    with _cutter().get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    return {parts[0]: parts[2] for parts in (line.split(" ") for line in lines) if len(parts) > 2}
