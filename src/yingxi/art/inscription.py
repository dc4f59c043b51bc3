"""Which fonts a painted look writes with: a brush hand for its verse, an even one for its seal."""

from dataclasses import replace
from pathlib import Path

from yingxi.film.terms import Language
from yingxi.store.packs import find_pack
from yingxi.world.scene import Medium

BRUSH = ("ukai", "lxgw-wenkai", "noto-cjk")
EVEN = ("noto-cjk", "ukai", "lxgw-wenkai")
"""Font packs, best first."""
NO_FONT = {
    "zh": "没有中文字体，画上的题字和印章省去了（见 yingxi doctor）",
    "en": "no Chinese font, so the picture has no inscription and no seal (see yingxi doctor)",
}


def inscribed(medium: Medium | None, language: Language) -> tuple[Medium | None, tuple[str, ...]]:
    """The medium with the fonts of its words; without its words, and a note of it, when there is no font."""
    if medium is None or not (medium.verse or medium.seal):
        return medium, ()
    brush, even = _first_font(BRUSH), _first_font(EVEN)
    if brush is None or even is None:
        return replace(medium, verse="", seal=""), (NO_FONT[language],)
    return replace(medium, verse_font=str(brush), seal_font=str(even)), ()


def with_verse(medium: Medium | None, verse: str) -> Medium | None:
    """The medium with a place's verse beside its seal; as it is without verse or anything to write with."""
    if medium is None or not (verse and medium.seal and medium.verse_font) or medium.verse:
        return medium
    return replace(medium, verse=verse)


def _first_font(packs: tuple[str, ...]) -> Path | None:
    return next((found for name in packs if (found := find_pack(name)) is not None), None)
