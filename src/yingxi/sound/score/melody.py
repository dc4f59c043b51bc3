"""The melody: one motif, stated, carried on, turned over, broken up, broadened, and brought home."""

from dataclasses import dataclass

import numpy as np

from yingxi.sound.score.composition import Bar, Note, Section
from yingxi.sound.score.temper import Temper
from yingxi.sound.score.theory import SCALES, chord_tones, near_register, nearest, pitch_of

Random = np.random.Generator

_RHYTHMS: dict[int, tuple[tuple[float, ...], ...]] = {
    4: (
        (1.5, 0.5, 1, 1),
        (1, 0.5, 0.5, 2),
        (2, 1, 1),
        (0.5, 0.5, 1, 2),
        (1, 1, 0.5, 0.5, 1),
        (1.5, 0.5, 2),
        (3, 0.5, 0.5),
    ),
    3: ((1.5, 0.5, 1), (2, 1), (1, 1, 1), (1, 0.5, 0.5, 1), (0.5, 0.5, 2)),
}
_SHAPES = (
    (0, 1, 2, 1),
    (0, 2, 1, 3),
    (2, 1, 0, 1),
    (0, 1, 3, 2),
    (0, -1, 1, 2),
    (3, 2, 1, 0),
    (0, 2, 4, 3),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Motif:
    """Two bars: for each note its length in beats and its step of the tune's scale above the starting one."""

    lengths: tuple[tuple[float, ...], ...]
    steps: tuple[tuple[int, ...], ...]


def invent_motif(random: Random, per_bar: int) -> Motif:
    """A motif with a face: a call in the first bar, an answer that comes to rest in the second."""
    pool = _RHYTHMS.get(per_bar) or tuple((1.0,) * max(1, per_bar - 1) + (1.0,) for _ in range(2))
    call = pool[int(random.integers(len(pool)))]
    answer = (*call[:-2], sum(call[-2:])) if len(call) > 2 else call
    shape = _SHAPES[int(random.integers(len(_SHAPES)))]
    reply = tuple(step + int(random.choice([-1, 1])) for step in shape)
    return Motif(lengths=(call, answer), steps=(_along(shape, len(call)), _along(reply, len(answer))))


def develop(
    motif: Motif, section: Section, bars: list[Bar], random: Random
) -> list[tuple[Bar, tuple[float, ...], tuple[int, ...]]]:
    """What each bar of a section sings: lengths and steps. The section's place in the story decides how."""
    return [(bar, *_bar_of(motif, section.beat, bar, random)) for bar in bars]


def _bar_of(motif: Motif, beat: str, bar: Bar, random: Random) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """One bar: by its place in a phrase of four, and by the story's beat."""
    place = bar.index % 4
    lengths, steps = motif.lengths[place % 2], motif.steps[place % 2]
    if bar.left == 0 or (place == 3 and beat != "climax"):
        return (bar.length,), (0,)
    if beat == "establish":
        return (lengths, steps) if place == 0 else ((), ())
    if beat == "resolve":
        return _broadened(lengths, steps, bar.length)
    if place >= 2:
        steps = tuple(step + 1 for step in steps)
    if beat == "build" and bar.index % 8 >= 4:
        return _embroidered(lengths, tuple(-step + 2 for step in steps))
    if beat == "climax":
        return lengths, tuple(step + (2 if bar.index % 8 >= 4 else 0) for step in steps)
    return lengths, steps


def _broadened(
    lengths: tuple[float, ...], steps: tuple[int, ...], room: float
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """The first notes of the motif, twice as long."""
    long = tuple(length * 2 for length in lengths)
    kept = max(1, sum(float(np.sum(long[: count + 1])) <= room + 0.01 for count in range(len(long))))
    return long[:kept], steps[:kept]


def _embroidered(
    lengths: tuple[float, ...], steps: tuple[int, ...]
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Each long note parted in two, with its neighbour."""
    fine_lengths: list[float] = []
    fine_steps: list[int] = []
    for length, step in zip(lengths, steps, strict=True):
        parted = length >= 1.0
        fine_lengths += [length / 2, length / 2] if parted else [length]
        fine_steps += [step, step + 1] if parted else [step]
    return tuple(fine_lengths), tuple(fine_steps)


def _along(shape: tuple[int, ...], count: int) -> tuple[int, ...]:
    """`shape` stretched over `count` notes."""
    places = np.linspace(0, len(shape) - 1, count)
    return tuple(round(float(np.interp(place, range(len(shape)), shape))) for place in places)


def sing(
    sung: list[tuple[Bar, tuple[float, ...], tuple[int, ...]]],
    temper: Temper,
    register: int,
    sings: bool,
    random: Random,
) -> list[Note]:
    """Notes for the bars: strong beats on tones of the chord, fewer and quieter under the narrator."""
    notes: list[Note] = []
    before = register
    for bar, lengths, steps in sung:
        beat = 0.0
        for length, step in zip(lengths, steps, strict=True):
            if beat >= bar.length - 0.05:
                break
            pitch = _fitted(bar, temper, step, beat, before, register)
            if not (bar.spoken > 0.5 and beat % 1.0 and length < 1.0):
                notes += _voiced(
                    bar,
                    beat,
                    min(length, bar.length - beat),
                    pitch,
                    before,
                    SCALES[temper.tune],
                    sings,
                    random,
                )
            before = pitch
            beat += length
    return notes


def _fitted(bar: Bar, temper: Temper, step: int, beat: float, before: int, register: int) -> int:
    """The pitch of a step of the tune over this bar's chord, near to where the voice was."""
    home = near_register(bar.root, register)
    pitch = pitch_of(temper.tune, home, step)
    tones = chord_tones(temper.harmony, bar.root, bar.degree)
    common = tuple(tone for tone in tones if (tone - bar.root) % 12 in SCALES[temper.tune])
    if beat % 2.0 < 0.01:
        pitch = nearest(pitch, common or tones)
    while pitch - before > 9 and pitch - 12 >= register - 9:
        pitch -= 12
    while pitch > register + 12:
        pitch -= 12
    return pitch


def _voiced(
    bar: Bar,
    beat: float,
    length: float,
    pitch: int,
    before: int,
    scale: tuple[int, ...],
    sings: bool,
    random: Random,
) -> list[Note]:
    """A note with its touch: louder on the downbeat, softer under speech, some leaned into from above."""
    velocity = 58 + 4.6 * bar.energy + (8 if beat == 0 else 0) - 14 * bar.spoken + random.normal(0, 3)
    start = bar.start + beat
    notes = []
    if sings and length >= 1.0 and random.uniform() < 0.3:
        above = next(pitch + step for step in (2, 3, 1, 4) if (pitch + step - bar.root) % 12 in scale)
        notes.append(Note(start=start, length=0.11, pitch=above, velocity=_clip(velocity - 16)))
        start, length = start + 0.1, length - 0.1
    slide = -1.0 if sings and length >= 1.0 and pitch > before and random.uniform() < 0.35 else 0.0
    notes.append(
        Note(start=start, length=length * 0.96, pitch=pitch, velocity=_clip(velocity), slide=slide)
    )
    return notes


def _clip(velocity: float) -> int:
    return int(min(122, max(22, round(velocity))))
