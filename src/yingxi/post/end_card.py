"""The last card: the film's name, a rule, who and what made it."""

from collections.abc import Sequence
from pathlib import Path

from yingxi.film import Title
from yingxi.film.terms import Language
from yingxi.post.fonts import Faces, face
from yingxi.post.lettering import SAFE, Mark, Part, draw_seal, extent, hairline, moved, set_row, unit_of


def lay_out_end(
    title: Title, credits: Sequence[str], faces: Faces, language: Language, size: tuple[int, int]
) -> list[Mark]:
    """Title, a rule to both sides, then the small lines one under another, the seal at the foot."""
    unit = unit_of(size)
    letters = max(6, round((0.12 if language == "zh" else 0.075) * unit))
    shown = title.text.upper() if language == "en" and len(title.text) <= 32 else title.text
    marks = centred(shown, faces.title, letters, 0.12 if language == "zh" else 0.18, size, "title")
    bottom = extent(marks)[3]
    middle = bottom + 0.055 * unit
    marks += [hairline(size[0] / 2, middle, 0.0, 0.22 * unit, side) for side in (-1, 1)]
    baseline = middle + 0.075 * unit
    small = max(5, round(0.030 * unit))
    for number, line in enumerate([text for text in (title.subtitle, *credits) if text]):
        for piece in wrapped(line, faces, small, size):
            row = centred(piece, faces.body, small, 0.10, size, "small")
            marks += [*moved(row, 0, baseline)]
            baseline += 0.052 * unit
        baseline += 0.010 * unit if number == 0 and title.subtitle else 0
    side = max(6, round(0.044 * unit))
    seal = draw_seal(faces.title if language == "zh" else faces.body, side)
    marks += moved(seal, size[0] / 2 - side / 2, baseline + 0.005 * unit)
    _, top, _, bottom = extent(marks)
    return moved(marks, 0, size[1] / 2 - (top + bottom) / 2)


def centred(
    text: str, path: Path, letters: int, spread: float, size: tuple[int, int], part: Part
) -> list[Mark]:
    """One line in the middle of the picture, baseline at 0, smaller where it would leave the safe area."""
    room = size[0] * (1 - 2 * SAFE) * 0.92
    wide = face(path, letters).getlength(text) + spread * letters * max(0, len(text) - 1)
    fitted = letters if wide <= room else max(4, int(letters * room / wide))
    row = set_row(text, path, fitted, spread * fitted, part)
    left, _, right, _ = extent(row)
    return moved(row, size[0] / 2 - (left + right) / 2, 0)


def wrapped(text: str, faces: Faces, letters: int, size: tuple[int, int]) -> list[str]:
    """A small line in at most three lines that fit, cut with an ellipsis after that."""
    room = min(size[0] * 0.8, unit_of(size) * 1.15)
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    lines, line = [], ""
    for word in list(text) if chinese else text.split(" "):
        joined = line + word if chinese else f"{line} {word}".strip()
        if line and face(faces.body, letters).getlength(joined) * 1.1 > room:
            lines.append(line)
            joined = word
        line = joined
    lines.append(line)
    return lines if len(lines) <= 3 else [*lines[:2], lines[2].rstrip("，。,. ") + "…"]
