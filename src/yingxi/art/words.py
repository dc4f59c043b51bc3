"""Forms of a word: what to look up when the word itself is not known."""

import re
import unicodedata
from dataclasses import dataclass

from yingxi.film.terms import Language

_HAN = re.compile(r"[㐀-鿿]")
_ZH_COUNT = re.compile(
    r"^[一二两三四五六七八九十百千万几数0-9]+[个只名位条艘架匹头座盏朵片群队对支棵辆颗把张]"
)
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "mice": "mouse",
    "geese": "goose",
    "wolves": "wolf",
    "leaves": "leaf",
    "knives": "knife",
    "feet": "foot",
    "teeth": "tooth",
    "oxen": "ox",
    "fishermen": "fisherman",
    "horsemen": "horseman",
}
_ARTICLE = re.compile(r"^(a|an|the|some|her|his|their|its|my|our)\s+")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling to look up; `share` is how much of the asked word it keeps (1 is all of it)."""

    text: str
    share: float


def language_of(word: str) -> Language:
    """zh where there is a Han character, else en."""
    return "zh" if _HAN.search(word) else "en"


def forms(word: str, language: Language) -> tuple[Form, ...]:
    """Spellings of a word from the whole to its head: 小木船 木船 船; red balloons, red balloon, balloon."""
    text = unicodedata.normalize("NFKC", word).strip().lower()
    return _zh_forms(text) if language == "zh" else _en_forms(text)


def _zh_forms(text: str) -> tuple[Form, ...]:
    text = re.sub(r"\s+", "", text)
    text = _ZH_COUNT.sub("", text) or text
    if "的" in text[:-1]:
        text = text.rsplit("的", 1)[1]
    return tuple(Form(text[cut:], (len(text) - cut) / len(text)) for cut in range(len(text)))


def _en_forms(text: str) -> tuple[Form, ...]:
    text = _ARTICLE.sub("", re.sub(r"[_\s]+", " ", text))
    # "a bowl of noodles": the head stands before "of", and what follows says more than it does.
    words = text.split(" ")
    found: list[Form] = []
    for cut in range(len(words)):
        share = (len(words) - cut) / len(words)
        for spelling in _spellings(" ".join(words[cut:])):
            found.append(Form(spelling, share))
    return tuple(found)


def _spellings(phrase: str) -> list[str]:
    """The phrase, its singular, and its hyphenation turned to spaces."""
    plain = phrase.replace("-", " ")
    singular = " ".join([*plain.split(" ")[:-1], singular_of(plain.split(" ")[-1])])
    return list(dict.fromkeys([phrase, plain, singular]))


def singular_of(word: str) -> str:
    """The singular of an English noun, by its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, other in (
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("xes", "x"),
        ("zes", "z"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + other
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
