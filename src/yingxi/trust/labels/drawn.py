"""The explicit label of GB 45438-2025: what is drawn, where, how long; off only for a recorded reason."""

import re

from yingxi.film import Brief
from yingxi.film.errors import UsageError, unknown
from yingxi.film.terms import Language
from yingxi.trust.provenance.statement import DrawnLabel

TEXTS = {"zh": "AI 生成", "en": "AI-generated"}
PLACES = ("top-left", "top-right", "bottom-left", "bottom-right")
PLACE = "top-left"
"""Subtitles stand below, and titles in the middle or at the side that is emptier."""

SECONDS = 3.0
"""The standard asks for two at normal speed; the last half second fades."""

LONGEST = 40

WHO = re.compile(r"AI|人工智能|artificial intelligence", re.IGNORECASE)
HOW = re.compile(r"生成|合成|generat|synthe", re.IGNORECASE)


def check_label(brief: Brief) -> None:
    """UsageError for a label that cannot be drawn as asked, before anything is made."""
    choose_label(brief, "en")


def choose_label(brief: Brief, language: Language) -> DrawnLabel:
    """The label of a film or still: as the brief asks, else the standard words in the film's language.

    UsageError for a text without the words that the standard demands, for an unknown place, and for a label
    that is left off without a reason.
    """
    if brief.label_place and brief.label_place not in PLACES:
        raise unknown("place for the label", brief.label_place, PLACES, "--label-place")
    if brief.label_off:
        return DrawnLabel(reason=checked_reason(brief))
    return DrawnLabel(
        text=checked_text(brief.label_text) if brief.label_text else TEXTS[language],
        place=brief.label_place or PLACE,
        seconds=SECONDS,
    )


def checked_text(text: str) -> str:
    """The words, if they say both that it was AI and that it was generated or synthesised (section 4.1)."""
    words = " ".join(text.split())
    if not WHO.search(words) or not HOW.search(words):
        raise UsageError(
            f"the label '{text}' must say AI or 人工智能, and 生成 or 合成 (generated, synthesised); "
            "for example --label-text 'AI 生成'"
        )
    if len(words) > LONGEST:
        raise UsageError(f"the label has {len(words)} letters; {LONGEST} at most can be read at the opening")
    return words


def checked_reason(brief: Brief) -> str:
    """Why there is no label; it goes into the manifest."""
    reason = " ".join(brief.label_off.split())
    if brief.label_text or brief.label_place:
        raise UsageError("--label-off leaves the label off: it cannot have a text or a place as well")
    if len(reason) < 4:
        raise UsageError(f"--label-off needs a reason that others can judge; got '{brief.label_off}'")
    return reason
