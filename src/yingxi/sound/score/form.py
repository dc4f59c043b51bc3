"""The form of a score, taken from the film's: sections from the story's beats, bars, chords."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from yingxi.film import Shot, Storyboard
from yingxi.sound.score.composition import Bar, Section
from yingxi.sound.score.temper import Temper

RING = 3.2
"""Seconds at the end in which the last chord may ring out."""


def plan_sections(board: Storyboard) -> tuple[Section, ...]:
    """One section for each run of shots that serve one beat of the story; very short runs join the last."""
    per_beat = board.score.frames_per_beat
    runs = [(beat, list(shots)) for beat, shots in groupby(board.shots, key=lambda shot: shot.beat)]
    sections: list[Section] = []
    for beat, shots in runs:
        start, end = shots[0].start / per_beat, (shots[-1].start + shots[-1].length) / per_beat
        energy = float(np.average([shot.energy for shot in shots], weights=[shot.length for shot in shots]))
        if sections and end - start < board.score.beats_per_bar:
            last = sections.pop()
            sections.append(
                Section(beat=last.beat, start=last.start, length=end - last.start, energy=last.energy)
            )
        else:
            sections.append(Section(beat=beat, start=start, length=end - start, energy=energy))
    return tuple(sections)


def lay_bars(
    board: Storyboard, sections: tuple[Section, ...], temper: Temper, seed: int
) -> tuple[Bar, ...]:
    """Bars that begin anew with each section, so that downbeats fall on the turns of the picture."""
    random = np.random.default_rng([seed, 3])
    root = temper.roots[int(random.integers(len(temper.roots)))]
    loop = temper.loops[int(random.integers(len(temper.loops)))]
    bars: list[Bar] = []
    for number, section in enumerate(sections):
        chords, key = (temper.peak, root + temper.lift) if section.beat == "climax" else (loop, root)
        starts = _bar_starts(section, board.score.beats_per_bar)
        for index, (start, end) in enumerate(zip(starts, [*starts[1:], section.end], strict=True)):
            left = len(starts) - 1 - index
            degree = chords[index % len(chords)]
            bars.append(_bar(board, section, number, index, left, start, end - start, degree, key))
    return _with_cadence(bars, last_chord(board, bars))


def last_chord(board: Storyboard, bars: Sequence[Bar]) -> float:
    """The beat on which the final chord falls: the last downbeat that leaves time to ring out."""
    seconds = board.score.frames_per_beat / board.fps
    latest = board.frames / board.score.frames_per_beat - RING / seconds
    starts = [bar.start for bar in bars if bar.start <= latest]
    return starts[-1] if starts else 0.0


def accents(board: Storyboard) -> tuple[tuple[float, Shot], ...]:
    """Every cut in beats, with the shot that it opens."""
    return tuple((shot.start / board.score.frames_per_beat, shot) for shot in board.shots)


def _bar_starts(section: Section, per_bar: int) -> list[float]:
    """Whole bars; less than half a bar over is left to the last one, more is a bar of its own."""
    count = max(1, int(section.length / per_bar + 0.5))
    return [section.start + per_bar * bar for bar in range(count)]


def _with_cadence(bars: list[Bar], end: float) -> tuple[Bar, ...]:
    """The chords before the final one lead home: the fourth degree, then the fifth."""
    closing = [place for place, bar in enumerate(bars) if bar.start < end][-2:]
    degrees = dict(zip(closing, (3, 4)[-len(closing) :], strict=True)) if closing else {}
    homed = [replace(bar, degree=degrees.get(place, bar.degree)) for place, bar in enumerate(bars)]
    return tuple(replace(bar, degree=0) if bar.start >= end else bar for bar in homed)


def _bar(
    board: Storyboard,
    section: Section,
    number: int,
    index: int,
    left: int,
    start: float,
    length: float,
    degree: int,
    root: int,
) -> Bar:
    per_beat = board.score.frames_per_beat
    first, last = start * per_beat, (start + length) * per_beat
    spoken = sum(max(0.0, min(last, line.end) - max(first, line.start)) for line in board.narration)
    energy = 0.6 * _energy_at(board.shots, (first + last) / 2) + 0.4 * section.energy
    return Bar(
        start=start,
        length=length,
        section=number,
        index=index,
        left=left,
        degree=degree,
        root=root,
        energy=energy,
        spoken=min(1.0, spoken / max(1.0, last - first)),
    )


def _energy_at(shots: tuple[Shot, ...], frame: float) -> float:
    middles = [shot.start + shot.length / 2 for shot in shots]
    return float(np.interp(frame, middles, [shot.energy for shot in shots]))
