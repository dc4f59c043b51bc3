"""Lettering in motion: each letter soaks in like ink, small lines open, the seal is pressed, all fades."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from yingxi.post.joins import ease
from yingxi.post.lettering import Floats, Mark, extent
from yingxi.post.sheet import Sheet, sheet_of
from yingxi.post.title_style import TitleStyle

LETTER_SECONDS = 0.9
LETTER_STEP = 0.16
WRITING_SECONDS = 0.9
SMALL_AFTER = 1.1
SEAL_AFTER = 1.25
SETTLE_SECONDS = 2.4
TRACKING_IN = 0.07
SOFT_FRONT = 0.35

Cut = Callable[[Floats], Floats]
"""Cuts a mark's picture to the part that is inside the card, moved by parts of a pixel."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Inked:
    """A mark with room around it for its light and shadow, and when (0-1) each of its pixels comes."""

    mark: Mark
    alpha: Floats
    glow: Floats
    rim: Floats
    shadow: Floats
    field: Floats
    fill: Floats
    margin: int
    begins: float
    lasts: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Card:
    """All lettering of one title, ready to be drawn at any time, and the wash of ground under it.

    `box` is left, top, right, bottom of the part of the frame that letters and their light may touch.
    """

    inked: tuple[Inked, ...]
    style: TitleStyle
    ground: Sheet
    ground_seconds: float
    box: tuple[int, int, int, int]
    centre: tuple[float, float]

    @property
    def settled(self) -> float:
        """Seconds after which nothing moves."""
        return max(SETTLE_SECONDS, self.ground_seconds, *(piece.begins + piece.lasts for piece in self.inked))


def make_card(
    marks: Sequence[Mark], style: TitleStyle, size: tuple[int, int], wash: Floats, ground_seconds: float
) -> Card:
    """A card from its lettering; everything that does not change with time is drawn here, once."""
    step = min(LETTER_STEP, WRITING_SECONDS / max(1, sum(mark.part == "title" for mark in marks)))
    left, top, right, bottom = extent([mark for mark in marks if mark.part == "title"] or marks)
    inked = tuple(ink(mark, style, size, step, number) for number, mark in enumerate(marks))
    return Card(
        inked=inked, style=style, ground_seconds=ground_seconds, box=touched_box(inked, size),
        centre=((left + right) / 2, (top + bottom) / 2),
        ground=sheet_of(wash[..., None] * np.array(style.ground, np.float32), wash),
    )


def touched_box(inked: Sequence[Inked], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Even borders around all marks, their light and their way in, inside the frame."""
    boxes = np.array([piece.mark.box for piece in inked])
    margin = max(piece.margin for piece in inked)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    room = (high - low) * TRACKING_IN + margin + 2
    left, top = (max(0, int(edge) // 2 * 2) for edge in low - room)
    right, bottom = (min(side, int(edge) // 2 * 2 + 2) for edge, side in zip(high + room, size, strict=True))
    return left, top, right, bottom


def ink(mark: Mark, style: TitleStyle, size: tuple[int, int], step: float, seed: int) -> Inked:
    """One mark with its light, shadow and reveal."""
    reach = max(2.0, mark.alpha.shape[0] * (0.30 if mark.part == "title" else 0.5))
    margin = min(round(reach * 1.6), max(size) // 4)
    alpha = np.pad(mark.alpha, margin)
    begins, lasts = timing(mark, step)
    strong = mark.part == "title"
    return Inked(
        mark=mark, alpha=alpha * brushed(alpha.shape, style.grain if strong else 0.0, seed),
        glow=blur(alpha, reach * 0.55), rim=blur(alpha, reach * 0.10), shadow=blur(alpha, reach * 0.22),
        field=arrival(alpha.shape, mark, seed), fill=fill_of(mark, alpha.shape, margin, style),
        margin=margin, begins=begins, lasts=lasts,
    )


def timing(mark: Mark, step: float) -> tuple[float, float]:
    """When a mark begins to come and how long it takes, in seconds; title letters come `step` apart."""
    if mark.part == "title":
        return step * mark.order, LETTER_SECONDS
    if mark.part == "rule":
        return SMALL_AFTER - 0.2, 0.9
    if mark.part == "small":
        return SMALL_AFTER + min(0.025 * mark.order, 0.8), 0.7
    return SEAL_AFTER, 0.18


def blur(alpha: Floats, radius: float) -> Floats:
    """A Gaussian blur of a cover."""
    image = Image.fromarray(np.rint(alpha * 255).astype(np.uint8))
    soft: Floats = np.asarray(image.filter(ImageFilter.GaussianBlur(radius))).astype(np.float32)
    return soft / np.float32(255)


def cloudy(shape: tuple[int, ...], cells: int, seed: int) -> Floats:
    """Smooth noise of mean 0 and deviation about 1."""
    grid = np.random.default_rng(seed).standard_normal((cells, cells)).astype(np.float32)
    image = Image.fromarray(grid).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    noise: Floats = np.asarray(image).astype(np.float32)
    return noise


def brushed(shape: tuple[int, ...], grain: float, seed: int) -> Floats:
    """The brush's dry streaks: 1 where the ink is full."""
    if grain <= 0:
        return np.ones(shape, np.float32)
    fine = cloudy(shape, max(8, shape[0] // 3), seed + 50)
    streaks = np.repeat(cloudy((shape[0], 8), max(8, shape[0] // 4), seed + 90)[:, :1], shape[1], axis=1)
    dry: Floats = np.clip(0.35 * fine + 0.35 * streaks - 0.25, 0, 1)
    full: Floats = 1 - np.float32(grain) * dry
    return full


def arrival(shape: tuple[int, ...], mark: Mark, seed: int) -> Floats:
    """When each pixel of a mark comes, 0-1: along the brush's way, uneven as ink in paper."""
    down, across = np.mgrid[0:1:complex(shape[0]), 0:1:complex(shape[1])].astype(np.float32)
    if mark.part == "rule":
        inner: Floats = 1 - across if mark.alpha[0, 0] < mark.alpha[0, -1] else across
        return inner
    if mark.part != "title":
        return np.zeros(shape, np.float32)
    uneven = 0.10 * cloudy(shape, 6, seed) + 0.04 * cloudy(shape, 22, seed + 1)
    field: Floats = (0.45 * down + 0.40 * across + uneven).astype(np.float32)
    spread: Floats = (field - field.min()) / np.float32(np.ptp(field) + 1e-6)
    return spread


def draw_letters(card: Card, seconds: float) -> Sheet:
    """The card's lettering at a time after its beginning."""
    left, top, right, bottom = card.box
    cover = np.zeros((bottom - top, right - left), np.float32)
    colour = np.zeros((*cover.shape, 3), np.float32)
    for layer in (draw_shadow, draw_glow, draw_fill):
        for piece in card.inked:
            grown = ease((seconds - piece.begins) / piece.lasts)
            place = placed(piece, card, seconds) if grown > 0 else None
            if place is not None:
                rows, columns, inside = place
                layer(piece, card.style, grown, inside, colour[rows, columns], cover[rows, columns])
    return sheet_of(colour, cover, left, top)


def draw_fill(
    piece: Inked, style: TitleStyle, grown: float, inside: Cut, colour: Floats, cover: Floats
) -> None:
    """The letters themselves, as far as the ink has come."""
    come = np.clip((grown * (1 + SOFT_FRONT) - piece.field) / SOFT_FRONT, 0, 1)
    shown = piece.alpha if grown >= 1 else piece.alpha * come
    put_over(colour, cover, inside(shown), inside(piece.fill) if piece.fill.ndim == 3 else piece.fill)


def draw_shadow(
    piece: Inked, style: TitleStyle, grown: float, inside: Cut, colour: Floats, cover: Floats
) -> None:
    """A soft edge of ground that lifts the letters off the picture."""
    if piece.mark.part in ("title", "small", "rule"):
        depth = 0.35 if style.dark else 0.6
        put_over(colour, cover, inside(piece.shadow) * (grown * depth), np.array(style.ground, np.float32))


def draw_glow(
    piece: Inked, style: TitleStyle, grown: float, inside: Cut, colour: Floats, cover: Floats
) -> None:
    """Light around title letters, strongest while they come."""
    if piece.mark.part == "title" and style.glow_strength > 0:
        light = style.glow_strength * grown * (1 + 0.8 * np.sin(np.pi * grown))
        colour += inside(piece.glow)[..., None] * (light * np.array(style.glow, np.float32))
        colour += inside(piece.rim)[..., None] * (0.5 * light * np.array(style.rim, np.float32))


def put_over(colour: Floats, cover: Floats, alpha: Floats, fill: Floats) -> None:
    """Paint `fill` with a cover over what is there, in place (views of the card's own arrays)."""
    colour *= (1 - alpha)[..., None]
    colour += alpha[..., None] * fill
    cover += alpha * (1 - cover)


def fill_of(mark: Mark, shape: tuple[int, ...], margin: int, style: TitleStyle) -> Floats:
    """The colour of a mark: from top to bottom for title letters (h, w, 3), else one colour (3,)."""
    top, bottom = np.array(style.top, np.float32), np.array(style.bottom, np.float32)
    if mark.part == "seal":
        return np.array(style.seal, np.float32)
    if mark.part == "seal letters":
        return np.array((0.97, 0.94, 0.88), np.float32)
    if mark.part != "title":
        return top * np.float32(0.75) + bottom * np.float32(0.25)
    share = np.clip((np.arange(shape[0], dtype=np.float32) - margin) / max(1, shape[0] - 2 * margin), 0, 1)
    rows = top + (bottom - top) * share[:, None]
    return np.repeat(rows[:, None, :], shape[1], axis=1).astype(np.float32)


def placed(piece: Inked, card: Card, seconds: float) -> tuple[slice, slice, Cut] | None:
    """Where a mark falls in the card's box, and how its pictures are cut to it (None: outside)."""
    spread = TRACKING_IN * (1 - ease(seconds / SETTLE_SECONDS))
    mark = piece.mark
    height, width = piece.alpha.shape
    left, top = mark.left - piece.margin - card.box[0], mark.top - piece.margin - card.box[1]
    if mark.part in ("title", "small"):
        left += (mark.left + mark.alpha.shape[1] / 2 - card.centre[0]) * spread
        top += (mark.top + mark.alpha.shape[0] / 2 - card.centre[1]) * spread * 0.5
    corner = int(np.floor(left)), int(np.floor(top))
    x_from, y_from = max(0, -corner[0]), max(0, -corner[1])
    x_to = min(width, card.box[2] - card.box[0] - corner[0])
    y_to = min(height, card.box[3] - card.box[1] - corner[1])
    if x_from >= x_to or y_from >= y_to:
        return None
    rows = slice(corner[1] + y_from, corner[1] + y_to)
    columns = slice(corner[0] + x_from, corner[0] + x_to)

    def inside(picture: Floats) -> Floats:
        shifted = picture if picture.ndim == 3 else nudged(picture, left - corner[0], top - corner[1])
        return shifted[y_from:y_to, x_from:x_to]

    return rows, columns, inside


def nudged(picture: Floats, right: float, down: float) -> Floats:
    """A picture moved by parts of a pixel."""
    if right < 0.01 and down < 0.01:
        return picture
    first = picture * np.float32(1 - right) + np.roll(picture, 1, axis=1) * np.float32(right)
    return (first * np.float32(1 - down) + np.roll(first, 1, axis=0) * np.float32(down)).astype(np.float32)
