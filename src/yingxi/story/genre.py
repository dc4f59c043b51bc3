"""What kind of film a text asks for: template, mood, era and look."""

import re
from collections.abc import Mapping
from typing import Any

from yingxi.film import Brief
from yingxi.film.terms import Language
from yingxi.story import casting
from yingxi.story.casting import LookChoice
from yingxi.story.language import count_units
from yingxi.story.lexicon import scan
from yingxi.story.shelf import load

SHORT = {"zh": 60, "en": 36}
"""Texts up to this many characters or words are orders; longer ones are stories."""


def choose_template(text: str, language: Language) -> str:
    """The genre template (a key of rules.yaml `genres`) that the text speaks for most."""
    scores = {name: _weigh(text, cues[language]) for name, cues in load("reading")["templates"].items()}
    if count_units(text, language) <= SHORT[language]:
        for hit in scan(text, language, ("genres",)):
            scores[hit.entry.data["template"]] += 3
    else:
        scores["drama_synopsis"] += 5
        scores["poem_abstract"] = scores["product_fashion"] = scores["trailer"] = 0
    if _is_concept(text, language):
        scores["poem_abstract"] += 4
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else _plain_template(text, language)


def _plain_template(text: str, language: Language) -> str:
    short = count_units(text, language) <= (4 if language == "zh" else 3)
    return "poem_abstract" if short else "nature_doc"


def _weigh(text: str, cues: Mapping[str, float]) -> float:
    lower = text.lower()
    return sum(weight for word, weight in cues.items() if said(word, lower))


def said(word: str, text: str) -> bool:
    """Whether a lower-case text says a word (whole words in English)."""
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", text) is not None
    return word in text


def _is_concept(text: str, language: Language) -> bool:
    units = count_units(text, language)
    return units <= (4 if language == "zh" else 3) and bool(scan(text, language, ("concepts",)))


def concept_of(text: str, language: Language) -> Mapping[str, Any] | None:
    """The lexicon's five images for a one-word prompt, if the whole prompt is such a word."""
    hits = scan(text, language, ("concepts",)) if count_units(text, language) <= 4 else ()
    return hits[0].entry.data if hits else None


def choose_mood(text: str, language: Language, template: str) -> str:
    """The mood named in the text, else that of the concept, else that of the genre."""
    hits = scan(text, language, ("moods",))
    if hits:
        return hits[0].entry.id
    concept = concept_of(text, language)
    if concept is not None:
        return str(concept["mood"])
    return str(load("reading")["score_moods"][template])


def choose_era(text: str, language: Language) -> str:
    """The era named in the text, or empty."""
    hits = scan(text, language, ("eras",))
    return hits[0].entry.id if hits else ""


def choose_look(brief: Brief, text: str, language: Language, template: str) -> tuple[LookChoice, str]:
    """The look, and how it was chosen: asked, named, cue or genre."""
    if brief.look:
        return casting.find_look(brief.look), "asked"
    named = _named_look(text, language)
    if named:
        return casting.find_look(named), "named"
    for row in load("reading")["look_cues"]:
        if any(said(word, text.lower()) for word in row[language]):
            return casting.find_look(row["look"]), "cue"
    return casting.find_look(load("reading")["look_of_template"][template]), "genre"


def names_look(text: str) -> bool:
    """Whether a text holds the name of a look."""
    return any(name in text.lower() for name in casting.look_names() if len(name) > 1)


def _named_look(text: str, language: Language) -> str:
    """A style or look that the text names; in a story only as 'X style', so that its words stay words."""
    lower = text.lower()
    short = count_units(text, language) <= SHORT[language]
    table = load("reading")["look_of_style"]
    for hit in scan(text, language, ("styles",)):
        after = lower[hit.end : hit.end + 6]
        if hit.entry.id in table and (short or re.match(r"[风式动画]|\s*(style|look)", after)):
            return str(table[hit.entry.id])
    for name in sorted(casting.look_names(), key=len, reverse=True):
        styled = re.search(rf"{re.escape(name)}\s*(风格|风|式|动画片|style|look)", lower)
        if styled or (lower.startswith(name) and short and len(name) > 1):
            return casting.look_names()[name]
    return ""
