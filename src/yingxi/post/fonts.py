"""Faces for words on the picture, and what to say when the best one is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from yingxi.film.errors import YingxiError
from yingxi.film.terms import Language

SYSTEM = (
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/urw-base35/P052-Roman.otf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("/System/Library/Fonts/Supplemental/Songti.ttc"),
    Path("C:/Windows/Fonts/simsun.ttc"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Faces:
    """Font files for the title, for small lines and for burnt-in subtitles; notes on what was missing."""

    title: Path
    body: Path
    caption: Path
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels."""
    return ImageFont.truetype(str(path), max(4, size), layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def has_glyph(path: Path, letter: str) -> bool:
    """Whether a font draws this letter (and not its sign for a missing one)."""
    font = face(path, 32)
    missing = bytes(font.getmask("\U000fffff"))
    return letter.isspace() or bytes(font.getmask(letter)) != missing


def draws(path: Path, text: str) -> bool:
    """Whether a font has every letter of a text."""
    return all(has_glyph(path, letter) for letter in set(text))


def existing(names: Iterable[str]) -> list[Path]:
    """The font packs of these names that are there, and serif faces beside them."""
    from yingxi.store.packs import find_pack

    return [path for name in names if (path := find_pack(name)) is not None]


def body_fonts() -> list[Path]:
    """Serif faces for small lines, the best first."""
    beside = [path.with_name("NotoSerifCJK-Regular.ttc") for path in existing(["noto-cjk"])]
    packs = existing(["lxgw-wenkai", "noto-cjk", "ukai"])
    return [path for path in [*beside, *SYSTEM, *packs] if path.is_file()]


def first_that_draws(fonts: Iterable[Path], text: str, what: str) -> Path:
    """The first font with every letter; YingxiError when there is none."""
    found = list(fonts)
    for path in found:
        if draws(path, text):
            return path
    if not found:
        raise YingxiError(f"no font for {what}; run `make setup` or install fonts-noto-cjk")
    missing = "".join(sorted(letter for letter in set(text) if not has_glyph(found[0], letter)))
    raise YingxiError(f"no font has '{missing}' for {what}; change the words or install fonts-noto-cjk")


def choose_faces(title: str, small: str, language: Language) -> Faces:
    """A brush face for Chinese titles, a serif for Latin ones and for small lines."""
    brushes = existing(["ma-shan-zheng", "lxgw-wenkai", "ukai"]) if language == "zh" else []
    body = body_fonts()
    bold = [path.with_name(path.name.replace("Regular", "Bold")) for path in body]
    heavy = [path for path in bold if path.is_file()]
    chosen = first_that_draws([*brushes, *heavy, *body], title, f"the title '{title}'")
    captions = [*existing(["noto-cjk"]), *body]
    return Faces(
        title=chosen, body=first_that_draws([*body, *brushes], small, "the small lines"),
        caption=first_that_draws(captions, "", "subtitles"), notes=face_notes(chosen, title, language),
    )


def face_notes(chosen: Path, title: str, language: Language) -> tuple[str, ...]:
    """What to say when a Chinese title is not in the brush face."""
    brush = existing(["ma-shan-zheng"])
    if language != "zh" or chosen in brush:
        return ()
    if not brush:
        return (f"没有毛笔字体 ma-shan-zheng，片名用了 {chosen.stem}；运行 make setup 可以补上",)
    missing = "".join(letter for letter in title if not has_glyph(brush[0], letter))
    return (f"毛笔字体里没有“{missing}”，片名用了 {chosen.stem}",)
