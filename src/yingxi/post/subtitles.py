"""Narration to subtitles that can be read: phrases, line lengths, reading time, gaps, cuts.

The numbers are those of the house's rules (rules.yaml, subtitles), after published timed-text guides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yingxi.film import Line, Storyboard
from yingxi.film.terms import Language
from yingxi.post.phrases import break_lines, split_phrases
from yingxi.post.srt import Cue

LONGEST_SECONDS = 7.0
SHORTEST_SECONDS = 0.833
LINGER_FRAMES = 12
GAP_FRAMES = 2
CLOSE_FRAMES = 11
LEAD_FRAMES = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenWord:
    """A word as it was spoken; times are seconds of the film."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Letters in a line, lines, letters in a cue (fewer: lines break between words), letters a second."""

    letters: int
    lines: int
    room: int
    speed: float


LIMITS = {
    "zh": Limits(letters=16, lines=1, room=16, speed=9.0),
    "en": Limits(letters=42, lines=2, room=68, speed=20.0),
}


def make_subtitles(
    board: Storyboard, narration_words: Sequence[Sequence[SpokenWord]] = ()
) -> tuple[Cue, ...]:
    """Cues for the board's narration. `narration_words` holds the spoken words of each line, in its order.

    A line without spoken words is spread over its slot by its letters, so that subtitles stay when the
    voice could not be made.
    """
    cuts = [shot.start for shot in board.shots[1:]]
    cues: list[Cue] = []
    for place, line in enumerate(board.narration):
        words = narration_words[place] if place < len(narration_words) else ()
        cues += line_cues(line, words, board.language, board.fps)
    return settle(cues, cuts, board.fps, board.frames)


def line_cues(line: Line, words: Sequence[SpokenWord], language: Language, fps: int) -> list[Cue]:
    """The cues of one line, timed by its words, not yet fitted to their neighbours."""
    limits = LIMITS[language]
    text = " ".join(line.text.split())
    clock = letter_clock(text, words, line, fps)
    cues = []
    for start, stop in split_phrases(text, language, limits.room):
        shown = break_lines(tidy(text[start:stop], language), language, limits.letters, limits.lines)
        if shown:
            first, last = clock[start], clock[stop]
            cues.append(Cue(start=round(first * fps) - LEAD_FRAMES, stop=round(last * fps), text=shown))
    return cues


def tidy(text: str, language: Language) -> str:
    """Chinese subtitles have spaces for commas and stops, and no mark at the end but ！ and ？."""
    if language != "zh":
        return text.strip()
    spaced = re.sub(r"[，。；：,;:]+", " ", text)
    return re.sub(r"\s+", " ", spaced).strip(" 、—-")


def letter_clock(text: str, words: Sequence[SpokenWord], line: Line, fps: int) -> list[float]:
    """The time in seconds at which each letter of the text begins, and the end of the last."""
    anchors = [(0.0, words[0].start)] if words else [(0.0, line.start / fps)]
    place = 0
    for word in words:
        found = text.find(word.text.strip(), place) if word.text.strip() else -1
        if found >= 0:
            place = found + len(word.text.strip())
            anchors += [(float(found), word.start), (float(place), word.end)]
    anchors.append((float(len(text)), words[-1].end if words else line.end / fps))
    return [time_at(float(letter), anchors) for letter in range(len(text) + 1)]


def time_at(letter: float, anchors: list[tuple[float, float]]) -> float:
    """Linear between the nearest known letters; at a known letter the latest time known for it."""
    before = max((anchor for anchor in anchors if anchor[0] <= letter), default=anchors[0])
    after = min((anchor for anchor in anchors if anchor[0] > letter), default=before)
    if after[0] == before[0]:
        return before[1]
    return before[1] + (after[1] - before[1]) * (letter - before[0]) / (after[0] - before[0])


def settle(cues: Sequence[Cue], cuts: Sequence[int], fps: int, frames: int) -> tuple[Cue, ...]:
    """Let each cue stand long enough to be read, without touching the next or hanging over a cut."""
    ordered = sorted(cues, key=lambda cue: cue.start)
    settled: list[Cue] = []
    for place, cue in enumerate(ordered):
        start = max(cue.start, settled[-1].stop + GAP_FRAMES if settled else 0)
        limit = ordered[place + 1].start - GAP_FRAMES if place + 1 < len(ordered) else frames
        stop = max(end_of(cue, start, cuts, fps), start + 1)
        if 0 < limit - stop <= CLOSE_FRAMES - GAP_FRAMES:
            stop = limit
        stop = min(stop, max(limit, start + 1), frames, start + round(LONGEST_SECONDS * fps))
        if start < stop:
            settled.append(replace(cue, start=start, stop=stop))
    return tuple(settled)


def end_of(cue: Cue, start: int, cuts: Sequence[int], fps: int) -> int:
    """Where a cue would end if it were alone: after its words and its reading time, ahead of a near cut."""
    speed = LIMITS["zh" if any("\u4e00" <= letter <= "\u9fff" for letter in cue.text) else "en"].speed
    needed = start + round(max(SHORTEST_SECONDS, len(cue.text.replace("\n", "")) / speed) * fps)
    stop = max(cue.stop + LINGER_FRAMES, needed)
    earliest = max(cue.stop, needed)
    near = [cut - GAP_FRAMES for cut in cuts if earliest <= cut - GAP_FRAMES < stop + LINGER_FRAMES]
    return min(near) if near else stop
