"""Finding the given names in a text, before any segmentation can break them."""

import re
from collections.abc import Iterable
from typing import Any

from yingxi.film.terms import Language
from yingxi.story.lexicon import scan
from yingxi.story.shelf import load

_HANZI = r"[\u4e00-\u9fff]"
_AFTER_NAME = (
    r"(?=在|把|将|带|和|与|从|向|对|的|是|说|看|走|跑|想|站|坐|听|回|来|去|终|又|也|，|。|、|！|？|；|$)"
)


def find_names(text: str, language: Language) -> tuple[str, ...]:
    """Given names in the order of their first mention, such as 阿海 or Marta."""
    found = _names_zh(text) if language == "zh" else _names_en(text)
    return tuple(sorted(dict.fromkeys(found), key=lambda name: (text.find(name), -len(name))))


def _names_zh(text: str) -> list[str]:
    words = load("words")["chinese"]
    found = [name for name in _said_names(text, words) if name not in words["not_names"]]
    for name in _repeated_names(text, words):
        if not any(name in other or other in name for other in found):
            found.append(name)
    return found


def _said_names(text: str, words: Any) -> Iterable[str]:
    """Names that the text marks: 阿X, 叫X的, and a role followed by a name that comes again."""
    yield from re.findall(rf"阿{_HANZI}(?!拉伯|根廷)", text)
    callers = "|".join(words["names_before"])
    yield from re.findall(rf"(?:{callers})({_HANZI}{{2,3}}?)(?=的|，|。|、|$)", text)
    roles = "|".join(sorted(words["roles"], key=len, reverse=True))
    for name in re.findall(rf"(?:{roles})({_HANZI}{{2}}){_AFTER_NAME}", text):
        if text.count(name) > 1 and not _is_word(name):
            yield name


def _repeated_names(text: str, words: Any) -> Iterable[str]:
    """小X, 老X and surname with given name, when they come at least twice and are no dictionary word."""
    patterns = (rf"[小老]{_HANZI}{_AFTER_NAME}", rf"[{words['surnames']}]{_HANZI}{{1,2}}?{_AFTER_NAME}")
    for pattern in patterns:
        for name in dict.fromkeys(re.findall(pattern, text)):
            known = name in words["not_names"] or _is_word(name)
            if text.count(name) > 1 and not known and _stands_alone(name, text):
                yield name


def _stands_alone(name: str, text: str) -> bool:
    """Whether every mention begins where a word begins: 乐盒 in 音乐盒 does not."""
    from yingxi.story.segmentation import cut_words

    begins = {start for start, _, _ in cut_words(text)}
    return all(match.start() in begins for match in re.finditer(re.escape(name), text))


def _is_word(name: str) -> bool:
    from yingxi.story.segmentation import is_word

    return is_word(name)


def _names_en(text: str) -> list[str]:
    """Capitalised words inside sentences, unless the whole text is in capitals."""
    if text.isupper():
        return []
    known = load("words")["english"]
    common = {word for group in known.values() for word in group}
    found = re.findall(r"(?<=[a-z,;] )([A-Z][a-z]{2,})\b", text)
    openers = re.findall(r"(?:^|[.!?] )([A-Z][a-z]{2,})\b", text)
    found += [word for word in openers if openers.count(word) > 1 or word in found]
    return [
        word for word in found if word.lower() not in common and word not in _CALENDAR and not _is_known(word)
    ]


def _is_known(word: str) -> bool:
    """Whether a capitalised word is a place, an era or a thing that the lexicon knows, as Mars is."""
    return bool(scan(word, "en", ("places", "subjects", "eras", "styles", "seasons")))


_CALENDAR = frozenset(
    (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Chinese",
        "English",
    )
)
