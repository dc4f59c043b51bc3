"""What was measured of a shot, in the report's words: its light, and how its subject is seen."""

from typing import Any

from yingxi.film import Take
from yingxi.film.terms import Language
from yingxi.media.gauge import SAID, faults_of

_SHOWN: tuple[tuple[str, str, str], ...] = (
    ("luma", "亮度", "light"),
    ("white", "溢出", "clipped"),
    ("subject_share", "主体占画面", "subject's size"),
    ("subject_hidden", "主体被挡", "subject hidden"),
)
"""Figures of a take that are shown, and what they are called."""


def checks_of(take: Take | None, language: Language) -> list[dict[str, Any]]:
    """Short texts on what was measured, then the faults (`bad`); empty for takes that were not measured."""
    if take is None or not take.measured:
        return []
    chinese = language == "zh"
    rows: list[dict[str, Any]] = [
        {"text": f"{zh if chinese else en} {100 * min(take.measured[name], 9.99):.0f} %", "bad": False}
        for name, zh, en in _SHOWN
        if name in take.measured
    ]
    faults = faults_of(take.measured)
    return rows + [{"text": SAID[name][0 if chinese else 1], "bad": True} for name in faults]
