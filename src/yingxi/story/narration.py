"""Placing the spoken lines on the film: never over one another, with air before, between and after."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from yingxi.film import Line
from yingxi.film.terms import Language
from yingxi.story.language import speech_seconds

FIRST_WORD_S = 1.5
LAST_WORD_S = 2.0
GAP_S = 0.4
ROOM = 1.15
"""How much longer than estimated a line may be, where the film has room."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A line to place: its block begins at frame `start` and ends at frame `end`."""

    text: str
    speaker: str
    start: int
    end: int


def seconds_needed(text: str, language: Language) -> float:
    """Time a block must give its line: the words and the gap after them."""
    return speech_seconds(text, language) + GAP_S + 0.15 if text else 0.0


def place_lines(
    spoken: Sequence[Spoken],
    frames: int,
    fps: int,
    language: Language,
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Lines with start and end frames, and the texts for which no room was left.

    A line starts a few frames into its block (the picture leads the word); when it would run into the next
    one, that one waits. No word before 1.5 s, none in the last 2 s.
    """
    first, last = math.ceil(FIRST_WORD_S * fps), frames - math.ceil(LAST_WORD_S * fps)
    gap = math.ceil(GAP_S * fps)
    placed: list[Line] = []
    dropped: list[str] = []
    for at, line in enumerate(spoken):
        length = math.ceil(speech_seconds(line.text, language) * fps)
        start = max(first, line.start + round(0.25 * fps), placed[-1].end + gap if placed else 0)
        if start + length > last and placed:
            start = max(placed[-1].end + gap, last - length)
        if start + length > last or start < first:
            dropped.append(line.text)
            continue
        following = spoken[at + 1].start + round(0.25 * fps) - gap if at + 1 < len(spoken) else last
        end = min(max(start + length, min(start + math.ceil(length * ROOM), following)), last)
        placed.append(Line(text=line.text, start=start, end=end, speaker=line.speaker))
    return tuple(placed), tuple(dropped)


def speech_share(lines: Sequence[Line], frames: int, fps: int, language: Language) -> float:
    """Share of the film during which somebody speaks, by the estimate."""
    return sum(speech_seconds(line.text, language) for line in lines) * fps / frames
