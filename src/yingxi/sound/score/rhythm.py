"""Drums of the score: patterns that grow with the energy, rolls into the turns, blows on titles and cuts."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from yingxi.film import Storyboard
from yingxi.sound.score.composition import Bar, Note, Section, Strike
from yingxi.sound.score.form import accents
from yingxi.sound.score.temper import Palette, Temper

Random = np.random.Generator

_BIG = ((0.0,), (0.0, 2.0), (0.0, 1.0, 2.0, 3.0), (0.0, 1.0, 1.75, 2.0, 3.0, 3.5))
_SMALL = ((), (1.5, 3.5), (0.5, 1.5, 2.5, 3.25, 3.5), (0.5, 0.75, 1.25, 1.5, 2.25, 2.5, 2.75, 3.25, 3.75))
_RIM = ((), (), (1.0, 3.0), (1.0, 3.0))
_KICK, _SNARE, _HAT, _OPEN_HAT = 36, 40, 42, 46


def beat_drums(
    bars: Sequence[Bar],
    sections: Sequence[Section],
    palette: Palette,
    temper: Temper,
    random: Random,
    end: float,
) -> list[Strike]:
    """The drum pattern of every bar that has the energy for it; it stops for a breath before the peak."""
    strikes: list[Strike] = []
    for bar in bars:
        level = _level(bar, temper)
        if level < 0 or bar.start >= end:
            continue
        room = bar.length - (1.0 if _before_peak(bar, sections) else 0.0)
        for kind, pattern, force, pan in (
            ("big_drum", _BIG[level], 0.62, 0.0),
            ("small_drum", _SMALL[level], 0.34, 0.28),
            ("drum_rim", _RIM[level], 0.3, -0.3),
        ):
            if kind in palette.strikes:
                strikes += _pattern(bar, kind, pattern, force, pan, room, random)
    return strikes


def turns(
    board: Storyboard,
    bars: Sequence[Bar],
    sections: Sequence[Section],
    palette: Palette,
    temper: Temper,
    end: float,
) -> list[Strike]:
    """What marks the form: swell and roll into each section, a blow on its first beat, a title's gong."""
    strikes: list[Strike] = []
    for before, section in pairwise(sections):
        lift = min(1.0, section.energy / 10)
        length = min(4.0 if section.beat == "climax" else 2.0, before.length / 2)
        rising = section.energy > before.energy
        strikes += [
            Strike(kind="cymbal_swell", start=section.start - length, length=length, gain=0.35 + 0.5 * lift)
        ]
        if rising and temper.drive > 0.4:
            strikes.append(
                Strike(kind="drum_roll", start=section.start - length, length=length, gain=0.3 + 0.5 * lift)
            )
        if section.beat == "climax":
            strikes += [
                Strike(kind="riser", start=section.start - length, length=length, gain=0.5),
                Strike(kind="low_hit", start=section.start, gain=0.9),
                Strike(kind="crash", start=section.start, gain=0.8),
                Strike(kind="great_gong", start=section.start, gain=0.5, pan=-0.2),
            ]
        elif rising:
            strikes += [
                Strike(kind="big_drum", start=section.start, gain=0.8),
                Strike(kind="low_hit", start=section.start, gain=0.45),
            ]
    strikes += _cards(board) + _cuts(board, temper, end) + _ending(sections, temper, end)
    return [strike for strike in strikes if strike.kind in palette.strikes and strike.start >= 0]


def kit(bars: Sequence[Bar], palette: Palette, random: Random, end: float) -> list[Note]:
    """A drum kit where the palette has one: kick, snare on the backbeat, hats in eighths or sixteenths."""
    notes: list[Note] = []
    for bar in bars:
        if bar.energy < palette.drums or bar.start >= end:
            continue
        full = bar.energy > palette.drums + 1.6
        notes += _drum(bar, _KICK, (0.0, 1.0, 2.0, 3.0) if full else (0.0, 2.5), 96, random)
        notes += _drum(bar, _SNARE, (1.0, 3.0) if full else (2.0,), 82, random)
        notes += _drum(
            bar,
            _HAT,
            tuple(np.arange(0.5, 4.0, 1.0) if not full else np.arange(0.25, 4.0, 0.25)),
            52,
            random,
        )
        if full:
            notes += _drum(bar, _OPEN_HAT, (3.5,), 56, random)
    return notes


def _level(bar: Bar, temper: Temper) -> int:
    """How dense the pattern is, 0-3; -1 is none. Under a speaker it thins by one."""
    drive = bar.energy * (0.55 + 0.45 * temper.drive) - (1.0 if bar.spoken > 0.5 else 0.0)
    if temper.drive < 0.3:
        return -1
    return int(np.digitize(drive, (3.6, 5.0, 6.4, 8.0))) - 1


def _before_peak(bar: Bar, sections: Sequence[Section]) -> bool:
    """Whether the climax begins right after this bar."""
    follows = bar.section + 1
    return bar.left == 0 and follows < len(sections) and sections[follows].beat == "climax"


def _pattern(
    bar: Bar, kind: str, pattern: Sequence[float], force: float, pan: float, room: float, random: Random
) -> list[Strike]:
    strikes = []
    for beat in pattern:
        if beat >= room - 0.01:
            continue
        accent = 1.0 if beat == 0 else 0.85 if beat % 1 == 0 else 0.68
        gain = force * accent * (0.55 + 0.045 * bar.energy) * random.uniform(0.92, 1.04)
        strikes.append(Strike(kind=kind, start=bar.start + beat, gain=float(min(1.0, gain)), pan=pan))
    return strikes


def _cards(board: Storyboard) -> list[Strike]:
    """The gong under the film's title, a bell under its end card."""
    strikes = []
    for start, shot in accents(board):
        if shot.title is None:
            continue
        first = shot.title.kind == "title"
        strikes += [
            Strike(kind="great_gong", start=start, gain=0.7 if first else 0.45),
            Strike(kind="sub_drop", start=start, gain=0.6 if first else 0.3),
            Strike(kind="temple_bell", start=start, gain=0.5),
            Strike(kind="chime", start=start, gain=0.5),
        ]
    return strikes


def _cuts(board: Storyboard, temper: Temper, end: float) -> list[Strike]:
    """A blow on every cut of the climax."""
    return [
        Strike(kind="big_drum", start=start, gain=0.5 + 0.35 * temper.drive)
        for start, shot in accents(board)
        if shot.beat == "climax" and temper.drive > 0.4 and start < end
    ]


def _ending(sections: Sequence[Section], temper: Temper, end: float) -> list[Strike]:
    """The last chord's weight: drum and gong for a film that drives, a bell for one that does not."""
    if not sections or end <= 0:
        return []
    if temper.drive > 0.4:
        return [
            Strike(kind="low_hit", start=end, gain=0.55),
            Strike(kind="big_drum", start=end, gain=0.7),
            Strike(kind="great_gong", start=end, gain=0.45),
        ]
    return [Strike(kind="chime", start=end, gain=0.45), Strike(kind="temple_bell", start=end, gain=0.5)]


def _drum(bar: Bar, key: int, beats: Sequence[float], loud: int, random: Random) -> list[Note]:
    return [
        Note(
            start=bar.start + float(beat),
            length=0.2,
            pitch=key,
            velocity=int(loud + random.normal(0, 4) - (8 if beat % 1 else 0)),
        )
        for beat in beats
        if beat < bar.length - 0.01
    ]
