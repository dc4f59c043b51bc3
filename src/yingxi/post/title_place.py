"""Where a title stands: in the free part of the picture, never over whom the camera serves.

What is free follows from where the take says that its subjects are (`Take.seen`, known before it is drawn);
among places alike the picture itself decides, where it is calm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from yingxi.film.terms import Language
from yingxi.media import Planes
from yingxi.post.edits import Region
from yingxi.post.fonts import Faces
from yingxi.post.lettering import SAFE, Floats, Mark, extent, lay_out_flat, lay_out_standing, moved

GRID = (64, 96)
"""Rows and columns at which the picture is weighed."""
SERVED, OTHER = 6.0, 2.5
"""What it costs to hide a whole card's worth of the one the camera serves, or of another subject."""
DETAIL = 0.8
"""What it costs to stand where the picture has as much detail as on the average."""
TONE = 0.15
"""How much a part's own tone counts against its detail: the moon is smooth, and yet to be left free."""
FAR = 0.6
"""What it costs to stand a whole frame away from the middle."""
STANDING, SIDE = 0.2, 0.45
"""What standing letters cost, where the look does not ask for them, and what a smaller card at a side."""
COLUMNS = (0.23, 0.34, 0.66, 0.77)
"""Where standing letters may stand, as shares of the frame's width; the outer ones divide it best."""
COLUMN = 0.44
"""Width of a side card as a share of the frame's."""
FOOT = 0.10
"""Share of the frame at its foot that is left to subtitles."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a card says, in what letters, on what frame; `stands` where its look wants standing letters."""

    text: str
    small: str
    faces: Faces
    language: Language
    size: tuple[int, int]
    stands: bool = False


def place_title(words: Words, seen: Sequence[Region], samples: Sequence[Planes]) -> list[Mark]:
    """The card where it hides least: of subjects first, then of the picture's detail."""
    crowd, rough = crowding(seen), roughness(samples)
    best = min(
        layouts(words),
        key=lambda one: one[0] + under(crowd, one[1], words.size) + DETAIL * under(rough, one[1], words.size),
    )
    return best[1]


def layouts(words: Words) -> Iterator[tuple[float, list[Mark]]]:
    """Every way to set the card, with what it costs by itself: in the middle, up and down, at the sides."""
    if stands_well(words):
        yield from columns(words)
    wide = words.size[0] > 1.2 * words.size[1]
    if not (words.stands and wide and stands_well(words)):
        flat = lay_out_flat(words.text, words.small, words.faces, words.language, words.size)
        yield from up_and_down(flat, words.size)
    width, height = words.size
    frame = (round(COLUMN * width), height)
    card = lay_out_flat(words.text, words.small, words.faces, words.language, frame)
    for centre in (0.27, 0.73):
        aside = moved(card, centre * width - frame[0] / 2, 0)
        yield from ((SIDE + cost, marks) for cost, marks in up_and_down(aside, words.size))


def columns(words: Words) -> Iterator[tuple[float, list[Mark]]]:
    """Standing letters left and right, the outer thirds first."""
    standing = lay_out_standing(words.text, words.small, words.faces, words.size, -1)
    for centre in COLUMNS:
        inner = 0.1 if 0.3 < centre < 0.7 else 0.0
        cost = inner + (0.0 if words.stands and words.size[0] > 1.2 * words.size[1] else STANDING)
        yield cost, moved(standing, (centre - COLUMNS[0]) * words.size[0], 0)


def up_and_down(marks: list[Mark], size: tuple[int, int]) -> Iterator[tuple[float, list[Mark]]]:
    """A card at every height that it may have."""
    return ((FAR * abs(down) / size[1], moved(marks, 0, down)) for down in shifts(marks, size))


def stands_well(words: Words) -> bool:
    """Whether the words can stand as a column: a few Chinese characters."""
    short = words.language == "zh" and 2 <= len(words.text) <= 7
    return short and all("\u4e00" <= letter <= "\u9fff" for letter in words.text)


def shifts(marks: Sequence[Mark], size: tuple[int, int]) -> list[float]:
    """Pixels up or down by which a card may move and stay within the safe area, above the subtitles."""
    _, top, _, bottom = extent(marks)
    highest, lowest = size[1] * (SAFE + 0.02) - top, size[1] * (1 - SAFE - FOOT) - bottom
    steps = (step * 0.03 * size[1] for step in range(-13, 14))
    return [step for step in steps if highest <= step <= lowest] or [0.0]


def crowding(seen: Sequence[Region]) -> Floats:
    """What it costs to cover each part of the frame, by the subjects that are there."""
    rows, columns = GRID
    crowd = np.zeros(GRID, np.float32)
    for left, top, right, bottom, served in seen:
        part = (
            slice(int(top * rows), int(np.ceil(bottom * rows))),
            slice(int(left * columns), int(np.ceil(right * columns))),
        )
        crowd[part] = np.maximum(crowd[part], SERVED if served else OTHER)
    return crowd


def roughness(samples: Sequence[Planes]) -> Floats:
    """How much each part of the frame catches the eye, by its detail and its own tone; 1 on the average."""
    rough = np.zeros(GRID, np.float32)
    for planes in samples:
        luma = planes.y.astype(np.float32)
        tone = resampled(luma)
        rough += resampled(np.minimum(np.abs(np.diff(luma, axis=1)), 40))
        rough += TONE * np.abs(tone - np.median(tone))
    return rough / max(float(rough.mean()), 1e-6) if rough.any() else rough


def resampled(values: Floats) -> Floats:
    """The means of a picture's parts, on the grid."""
    rows = np.linspace(0, values.shape[0], GRID[0] + 1).astype(int)
    columns = np.linspace(0, values.shape[1], GRID[1] + 1).astype(int)
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    sums[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
    blocks = np.diff(np.diff(sums[rows][:, columns], axis=0), axis=1)
    areas = np.maximum(np.outer(np.diff(rows), np.diff(columns)), 1)
    means: Floats = (blocks / areas).astype(np.float32)
    return means


def under(weights: Floats, marks: Sequence[Mark], size: tuple[int, int]) -> float:
    """The mean weight under a card and a little around it."""
    left, top, right, bottom = extent(marks)
    air = 0.02 * size[1]
    rows = slice(
        max(0, int((top - air) / size[1] * GRID[0])), max(1, int(np.ceil((bottom + air) / size[1] * GRID[0])))
    )
    columns = slice(
        max(0, int((left - air) / size[0] * GRID[1])), max(1, int(np.ceil((right + air) / size[0] * GRID[1])))
    )
    return float(weights[rows, columns].mean())
