"""Title and end cards: designed by look, lit by the picture beneath, painted on the film's frames."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import opentimelineio as otio

from yingxi.film import Title
from yingxi.film.terms import Language
from yingxi.media import Planes
from yingxi.post.compose import Look, Overlay, Painter
from yingxi.post.edits import Edit, Region, film_metadata, film_size, list_edits
from yingxi.post.end_card import lay_out_end
from yingxi.post.fonts import Faces, choose_faces
from yingxi.post.handles import title_span
from yingxi.post.joins import darken, ease
from yingxi.post.lettering import Floats, Mark, extent, unit_of
from yingxi.post.reveal import Card, draw_letters, make_card
from yingxi.post.sheet import Sheet, lay
from yingxi.post.title_place import Words, place_title
from yingxi.post.title_style import TitleStyle, title_style

OUT_SECONDS = 0.8
END_OUT_SECONDS = 0.7
EASY_SECONDS = 4.6
"""A card that is seen this long moves at its own pace; a shorter one comes and goes faster in proportion."""

READABLE = 4.5
"""Contrast between letters and what is behind them (WCAG 2 ratio, as in rules.yaml)."""

MUCH = 0.35
"""A wash that would be seen as a stain on the picture."""

CREDITS = {"zh": "影戏 Yingxi 出品 · AI 生成", "en": "Made with Yingxi 影戏 · AI-generated"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Titles:
    """Overlays for a cut's titles, with notes on what could not look as it should."""

    overlays: tuple[Overlay, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CardPlan:
    """One title: its words, where in the film it is, how it looks, and where the subjects beneath it are."""

    title: Title
    start: int
    stop: int
    fps: int
    size: tuple[int, int]
    language: Language
    style: TitleStyle
    faces: Faces
    credits: tuple[str, ...] = ()
    seen: tuple[Region, ...] = ()


def plan_titles(timeline: otio.schema.Timeline, folder: Path, credits: Sequence[str] = ()) -> Titles:
    """Overlays for every title that the cut's clips carry.

    The look and language are those written in the cut; `credits` are lines for the end card (the house's
    own line, with the AI label, is always there).
    """
    own = film_metadata(timeline)
    language: Language = "zh" if own.get("language") == "zh" else "en"
    listed = list_edits(timeline, folder)
    size = film_size(timeline, listed)
    overlays: list[Overlay] = []
    notes: list[str] = []
    following: list[Edit | None] = [*listed.edits[1:], None]
    for edit, after in zip(listed.edits, following, strict=True):
        if edit.title is None:
            continue
        closing = after.before if after else 0
        start, stop = title_span(edit.title, edit.length, listed.fps, edit.after, closing)
        lines = (*credits, CREDITS[language]) if edit.title.kind == "end" else ()
        title = without_echo(edit.title, lines)
        faces = choose_faces(title.text, title.subtitle + "".join(lines), language)
        plan = CardPlan(
            title=title, start=edit.start + start, stop=edit.start + stop, fps=listed.fps, size=size,
            language=language, style=title_style(str(own.get("look", ""))), faces=faces, credits=lines,
            seen=edit.seen,
        )
        overlays.append(card_overlay(plan))
        notes += faces.notes
    return Titles(overlays=tuple(overlays), notes=tuple(dict.fromkeys(notes)))


def without_echo(title: Title, credits: Sequence[str]) -> Title:
    """The title without a small line that the credits say anyway."""
    return replace(title, subtitle="") if any(title.subtitle in line for line in credits) else title


def card_overlay(plan: CardPlan) -> Overlay:
    """The overlay of one card; it is drawn when its frames are."""

    def prepare(look: Look) -> Painter:
        samples = [look(plan.start + (plan.stop - 1 - plan.start) * part // 4) for part in range(5)]
        return card_painter(plan, design_card(plan, samples))

    return Overlay(start=plan.start, stop=plan.stop, prepare=prepare)


def design_card(plan: CardPlan, samples: Sequence[Planes]) -> Card:
    """Lettering, and as much wash on the picture as the words need to be read."""
    style = plan.style
    ending = plan.title.kind == "end"
    if ending:
        marks = lay_out_end(plan.title, plan.credits, plan.faces, plan.language, plan.size)
        wash = np.full(plan.size[::-1], 0.9 if not style.dark else 0.92, np.float32)
        return make_card(marks, style, plan.size, wash, 1.6)
    marks = title_marks(plan, samples)
    style, share = legible(style, marks, plan.size, samples)
    wash = local_wash(marks, plan.size) * share
    return make_card(marks, style, plan.size, wash.astype(np.float32), 0.9)


def legible(
    style: TitleStyle, marks: Sequence[Mark], size: tuple[int, int], samples: Sequence[Planes]
) -> tuple[TitleStyle, float]:
    """The style with the wash that it needs; light letters turn dark where the picture is light already."""
    share, other = needed_wash(marks, style, size, samples), inverse(style)
    less = needed_wash(marks, other, size, samples) if share > MUCH else share
    return (other, less) if less < share else (style, share)


def inverse(style: TitleStyle) -> TitleStyle:
    """Letters in the colour of the ground, on a ground of the letters' colour."""
    return replace(
        style, top=style.ground, bottom=style.ground, ground=style.top, glow=style.top, glow_strength=0.0,
        rim=style.top,
    )


def title_marks(plan: CardPlan, samples: Sequence[Planes]) -> list[Mark]:
    """The card's letters in the free part of the picture."""
    words = Words(
        text=plan.title.text.strip(), small=plan.title.subtitle, faces=plan.faces, language=plan.language,
        size=plan.size, stands=plan.style.vertical,
    )
    return place_title(words, plan.seen, samples)


def local_wash(marks: Sequence[Mark], size: tuple[int, int]) -> Floats:
    """A soft oval around the words, 1 in its middle, 0 far away."""
    left, top, right, bottom = extent(marks)
    unit = unit_of(size)
    down, across = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    reach_x, reach_y = (right - left) / 2 + 0.22 * unit, (bottom - top) / 2 + 0.20 * unit
    far = np.hypot((across - (left + right) / 2) / reach_x, (down - (top + bottom) / 2) / reach_y)
    held: Floats = np.clip((1.35 - far) / 0.6, 0, 1).astype(np.float32)
    return held * held * (3 - 2 * held)


def luminance(value: float) -> float:
    """Relative luminance of a display grey 0-1."""
    return float(np.clip(value, 0, 1) ** 2.2)


def needed_wash(
    marks: Sequence[Mark], style: TitleStyle, size: tuple[int, int], samples: Sequence[Planes]
) -> float:
    """How much of the ground must cover the picture under the words, 0.24-0.9, for a readable contrast."""
    left, top, right, bottom = (max(0, round(edge)) for edge in extent(marks))
    under = np.concatenate([planes.y[top:bottom, left:right].ravel() for planes in samples])
    shade = (float(np.percentile(under, 8 if style.dark else 92)) - 16) / 219 if under.size else 0.0
    letters = luminance(grey_of(style.top) * 0.5 + grey_of(style.bottom) * 0.5)
    ground = grey_of(style.ground)
    for wash in np.arange(0.24, 0.91, 0.02):
        behind = luminance(shade + (ground - shade) * wash)
        high, low = max(letters, behind), min(letters, behind)
        if (high + 0.05) / (low + 0.05) >= READABLE:
            return float(wash)
    return 0.9


def grey_of(colour: tuple[float, float, float]) -> float:
    """The luma of a display colour."""
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def card_painter(plan: CardPlan, card: Card) -> Painter:
    """Paints the card; once it has settled its sheet is drawn only once."""
    settled: list[Sheet] = []
    ending = plan.title.kind == "end"
    pace = min(1.0, (plan.stop - plan.start) / plan.fps / EASY_SECONDS)

    def letters(seconds: float) -> Sheet:
        if seconds < card.settled:
            return draw_letters(card, seconds)
        if not settled:
            settled.append(draw_letters(card, card.settled))
        return settled[0]

    def paint(picture: Planes, frame: int) -> Planes:
        seconds, left = (frame - plan.start) / plan.fps / pace, (plan.stop - frame) / plan.fps / pace
        out = 1.0 if ending else ease(left / OUT_SECONDS)
        washed = lay(card.ground, picture, ease(seconds / card.ground_seconds) * out)
        finished = lay(letters(seconds), washed, out)
        if ending and left <= END_OUT_SECONDS:
            return darken(finished, ease((left - 0.1) / END_OUT_SECONDS))
        return finished

    return paint
