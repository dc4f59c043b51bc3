"""Where each letter of a card stands: title, small line, hairlines, seal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from yingxi.film.terms import Language
from yingxi.post.fonts import Faces, face

Floats = NDArray[np.float32]
Part = Literal["title", "small", "rule", "seal", "seal letters"]

SAFE = 0.05
SEAL = "影戏"
MARKS = "，。、；：·+＋—|｜:;,"


@dataclass(frozen=True, eq=False, kw_only=True)
class Mark:
    """A piece of lettering: coverage (h, w) 0-1, its place in pixels, and its turn among its part's marks."""

    alpha: Floats
    left: float
    top: float
    part: Part
    order: int = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.alpha.shape[1], self.top + self.alpha.shape[0]


def unit_of(size: tuple[int, int]) -> float:
    """The length that letters are measured in: the height of a wide picture, less for a tall one."""
    return min(size[1], size[0] * 0.62)


def extent(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """The box around all marks."""
    boxes = np.array([mark.box for mark in marks])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def moved(marks: Sequence[Mark], across: float, down: float) -> list[Mark]:
    """The marks somewhere else."""
    return [replace(mark, left=mark.left + across, top=mark.top + down) for mark in marks]


def draw_letter(letter: str, path: Path, size: int) -> tuple[Floats, int, int]:
    """Coverage of one letter, and its offset from the pen's place on the baseline."""
    font = face(path, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(letter, anchor="ls"))
    image = Image.new("L", (max(1, right - left) + 2, max(1, bottom - top) + 2))
    ImageDraw.Draw(image).text((1 - left, 1 - top), letter, 255, font, anchor="ls")
    return np.asarray(image).astype(np.float32) / np.float32(255), left - 1, top - 1


def set_row(text: str, path: Path, size: int, tracking: float, part: Part, order: int = 0) -> list[Mark]:
    """A line of letters from x = 0 on the baseline y = 0; `tracking` is pixels between letters."""
    font = face(path, size)
    marks: list[Mark] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            continue
        alpha, across, down = draw_letter(letter, path, size)
        pen = font.getlength(text[:place]) + tracking * place
        marks.append(Mark(alpha=alpha, left=pen + across, top=down, part=part, order=order + len(marks)))
    return marks


def set_column(text: str, path: Path, size: int, step: float, part: Part, order: int = 0) -> list[Mark]:
    """A standing line: letters centred on x = 0 in cells of `step` pixels from y = 0."""
    marks = []
    for place, letter in enumerate(letter for letter in text if not letter.isspace()):
        alpha, _, _ = draw_letter(letter, path, size)
        height, width = alpha.shape
        top = step * place + (step - height) / 2
        marks.append(Mark(alpha=alpha, left=-width / 2, top=top, part=part, order=order + place))
    return marks


def title_lines(text: str, language: Language) -> list[str]:
    """A title in one line, or in two of about one length, parted at a mark or space (the mark is dropped)."""
    plain = text.strip()
    inner = range(2, len(plain) - 2)
    marks = [place for place in inner if plain[place] in MARKS]
    if marks:
        cut = min(marks, key=lambda place: abs(place - len(plain) / 2))
        return [plain[:cut].strip(), plain[cut + 1 :].strip()]
    if len(plain) <= (7 if language == "zh" else 18):
        return [plain]
    if spaces := [place for place in inner if plain[place].isspace()]:
        cut = min(spaces, key=lambda place: abs(place - len(plain) / 2))
        return [plain[:cut].strip(), plain[cut:].strip()]
    if language == "en" or len(plain) <= 10:
        return [plain]
    return [plain[: (len(plain) + 1) // 2], plain[(len(plain) + 1) // 2 :]]


def title_size(lines: list[str], path: Path, language: Language, size: tuple[int, int]) -> tuple[int, float]:
    """Letter size and tracking in pixels that keep the longest line well inside the safe area."""
    longest = max(len(line) for line in lines)
    by_count = ([2, 4, 6, 8, 12], [0.24, 0.21, 0.18, 0.15, 0.115])
    share = float(np.interp(longest, *by_count)) if language == "zh" else 0.105
    letters = max(6, round(share * unit_of(size) * (1 if len(lines) == 1 else 0.82)))
    spread = 0.06 if language == "zh" else 0.16
    width = max(face(path, letters).getlength(line) + spread * letters * (len(line) - 1) for line in lines)
    room = size[0] * (1 - 2 * SAFE) * 0.9
    if width > room:
        letters = max(6, int(letters * room / width))
    return letters, spread * letters


def lay_out_flat(
    title: str, small: str, faces: Faces, language: Language, size: tuple[int, int]
) -> list[Mark]:
    """A centred card: the title, hairlines left and right of the small line, the seal at the title's end."""
    shown = title.upper() if language == "en" and len(title) <= 32 else title
    lines = title_lines(shown, language)
    letters, tracking = title_size(lines, faces.title, language, size)
    rows: list[Mark] = []
    for number, line in enumerate(lines):
        row = set_row(line, faces.title, letters, tracking, "title", order=len(rows))
        left, _, right, _ = extent(row)
        rows += moved(row, size[0] / 2 - (left + right) / 2, number * letters * 1.18)
    _, top, right, bottom = extent(rows)
    marks = moved(rows, 0, size[1] * (0.47 if small else 0.5) - (top + bottom) / 2)
    _, top, right, bottom = extent(marks)
    unit = unit_of(size)
    if language == "zh":
        side = max(6, round(0.044 * unit))
        left = min(right + 0.022 * unit, size[0] * (1 - SAFE) - side)
        marks += moved(draw_seal(faces.title, side), left, bottom - round(side * 1.75))
    if small:
        line = small.upper() if language == "en" and len(small) <= 40 else small
        marks += small_line(line, faces.body, size, bottom + 0.085 * unit)
    return marks


def small_line(text: str, path: Path, size: tuple[int, int], baseline: float) -> list[Mark]:
    """A spaced line in the middle with hairlines on both sides, fading outward."""
    unit = unit_of(size)
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    letters = max(5, round((0.037 if chinese else 0.031) * unit))
    room = size[0] * (1 - 2 * SAFE)
    spread = 0.42 if chinese else 0.30
    wide = face(path, letters).getlength(text) + spread * letters * (len(text) - 1)
    if wide > room:
        letters, spread = max(5, int(letters * room / wide)), spread * 0.6
    row = set_row(text, path, letters, spread * letters, "small")
    left, top, right, bottom = extent(row)
    row = moved(row, size[0] / 2 - (left + right) / 2, baseline)
    length = min(0.16 * unit, size[0] / 2 - (right - left) / 2 - SAFE * size[0] - 0.03 * unit)
    if length < 0.03 * unit:
        return row
    middle = baseline + (top + bottom) / 2
    gap = (right - left) / 2 + 0.03 * unit
    return row + [hairline(size[0] / 2, middle, gap, length, side) for side in (-1, 1)]


def hairline(centre: float, middle: float, gap: float, length: float, side: int) -> Mark:
    """A thin rule that begins `gap` pixels from the centre and fades outward."""
    fading = np.linspace(0.85, 0.0, max(2, round(length)), dtype=np.float32)[None, ::side]
    thick = max(1, round(length / 110))
    left = centre + gap if side > 0 else centre - gap - fading.shape[1]
    return Mark(alpha=np.repeat(fading, thick, axis=0), left=left, top=middle - thick / 2, part="rule")


def lay_out_standing(
    title: str, small: str, faces: Faces, size: tuple[int, int], side: int
) -> list[Mark]:
    """A standing Chinese title at the left (-1) or right (1) third, its seal below, the small line beside."""
    unit = unit_of(size)
    count = len(title)
    letters = round(min(0.17, 0.66 / (count * 1.06)) * unit)
    step = letters * 1.06
    column = set_column(title, faces.title, letters, step, "title")
    centre = size[0] * (0.5 + side * 0.27)
    top = size[1] / 2 - step * count / 2 - 0.03 * unit
    marks = moved(column, centre, top)
    wide = max(6, round(0.044 * unit))
    marks += moved(draw_seal(faces.title, wide), centre - wide / 2, top + step * count + 0.02 * unit)
    if small:
        line = max(5, round(0.032 * unit))
        reach = min(1.55, step * count / max(1, len(small)) / line)
        beside = set_column(small, faces.body, line, line * reach, "small")
        marks += moved(beside, centre - letters * 0.92, top + letters * 0.12)
    return marks


def draw_seal(path: Path, side: int) -> list[Mark]:
    """A standing stamp `side` pixels wide with the studio's name, its edge a little worn; corner at 0, 0."""
    tall = round(side * 1.75)
    image = Image.new("L", (side, tall), 0)
    ImageDraw.Draw(image).rounded_rectangle((0, 0, side - 1, tall - 1), max(1, side // 7), fill=255)
    worn = np.random.default_rng(7).random((tall, side)).astype(np.float32)
    stamp = np.asarray(image).astype(np.float32) / np.float32(255) * np.clip(0.82 + worn, 0, 1)
    letters = max(4, round(side * 0.76))
    column = set_column(SEAL, path, letters, tall * 0.45, "seal letters")
    return [Mark(alpha=stamp, left=0, top=0, part="seal"), *moved(column, side / 2, tall * 0.05)]
