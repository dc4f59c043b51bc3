"""What plays beneath a melody: chords held, basses, running figures, the brass's pillars."""

from collections.abc import Callable, Sequence

import numpy as np

from yingxi.sound.score.composition import Bar, Note
from yingxi.sound.score.temper import Part, Temper
from yingxi.sound.score.theory import chord_tones, lead_voices, near_register, nearest, pitch_of

Random = np.random.Generator
Figure = Callable[[Sequence[Bar], Part, Temper, Random], list[Note]]


def is_open(bar: Bar, temper: Temper) -> bool:
    """Whether this bar's chord goes without its third: the quieter, the oftener."""
    return temper.open > 0 and (bar.index * 7 + bar.section * 3) % 10 < temper.open * (13 - bar.energy)


def velocity(bar: Bar, base: float, random: Random, accent: float = 0.0) -> int:
    """How hard a note is played: with the bar's energy, softer under speech, never twice the same."""
    wanted = base + 4.2 * bar.energy + accent - 10 * bar.spoken + random.normal(0, 3.0)
    return int(min(120, max(18, round(wanted))))


def pad(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Held chords in four voices that move as little as they must."""
    notes: list[Note] = []
    chord: tuple[int, ...] = ()
    for bar in bars:
        chord = lead_voices(
            chord, chord_tones(temper.harmony, bar.root, bar.degree, is_open(bar, temper)), part.register
        )
        loud = velocity(bar, 40, random)
        notes += [
            Note(start=bar.start, length=bar.length + 0.12, pitch=pitch, velocity=loud) for pitch in chord
        ]
    return notes


def choir(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Two voices a fifth or a fourth apart."""
    notes: list[Note] = []
    for bar in bars:
        tones = chord_tones(temper.harmony, bar.root, bar.degree, True)
        low = nearest(part.register - 3, (tones[0], tones[2]))
        high = nearest(low + 6, tones)
        for pitch in dict.fromkeys((low, high)):
            notes.append(
                Note(
                    start=bar.start,
                    length=bar.length + 0.1,
                    pitch=pitch,
                    velocity=velocity(bar, 38, random),
                )
            )
    return notes


def bass(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """The root held, the fifth on the middle of livelier bars."""
    notes: list[Note] = []
    for bar in bars:
        root = _root(bar, part, temper)
        half = bar.length / 2 if bar.energy > 5 and bar.length >= 4 else bar.length
        notes.append(
            Note(start=bar.start, length=half * 0.97, pitch=root, velocity=velocity(bar, 48, random, 6))
        )
        if half < bar.length:
            notes.append(
                Note(
                    start=bar.start + half,
                    length=half * 0.95,
                    pitch=_fifth(root, part),
                    velocity=velocity(bar, 44, random),
                )
            )
    return notes


def driving_bass(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """A machine's bass: long when calm, eighths off the beat when the film runs."""
    notes: list[Note] = []
    for bar in bars:
        root = _root(bar, part, temper)
        if bar.energy < 5.5:
            notes.append(
                Note(
                    start=bar.start,
                    length=bar.length * 0.95,
                    pitch=root,
                    velocity=velocity(bar, 50, random),
                )
            )
            continue
        for beat in np.arange(0.0, bar.length - 0.01, 0.5):
            octave = 12 if bar.energy > 8 and beat % 2 == 1.5 else 0
            accent = 8.0 if beat % 1 else 0.0
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=0.4,
                    pitch=root + octave,
                    velocity=velocity(bar, 44, random, accent),
                )
            )
    return notes


def bouncing_bass(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Root and fifth in turn, short: a walk."""
    notes: list[Note] = []
    for bar in bars:
        root = _root(bar, part, temper)
        for number, beat in enumerate(np.arange(0.0, bar.length - 0.01, 2.0)):
            pitch = root if number % 2 == 0 else _fifth(root, part)
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=0.8,
                    pitch=pitch,
                    velocity=velocity(bar, 52, random),
                )
            )
    return notes


def bell_bass(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """One low plucked note in every other bar, left to ring."""
    return [
        Note(
            start=bar.start,
            length=bar.length * 2,
            pitch=_root(bar, part, temper),
            velocity=velocity(bar, 54, random),
        )
        for bar in bars
        if bar.index % 2 == 0 or bar.left == 0
    ]


def arpeggio(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Plucked chords broken upward and back: eighths, sixteenths when the film runs, fewer under speech."""
    notes: list[Note] = []
    for bar in bars:
        grid = 0.25 if bar.energy > 7.2 else 0.5 if bar.energy > 3.5 else 1.0
        tones = _ladder(bar, part, temper, 6)
        way = [0, 2, 3, 5, 4, 3, 2, 1] if bar.index % 2 else [0, 1, 2, 4, 3, 2, 4, 1]
        for number, beat in enumerate(np.arange(0.0, bar.length - 0.01, grid)):
            if bar.spoken > 0.6 and number % 2 and grid < 1:
                continue
            pitch = tones[way[number % len(way)] % len(tones)]
            accent = 8.0 if beat == 0 else 3.0 if beat % 1 == 0 else -5.0
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=max(grid * 1.6, 0.6),
                    pitch=pitch,
                    velocity=velocity(bar, 42, random, accent),
                )
            )
    return notes


def machine_arpeggio(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Even sixteenths through the chord, as a sequencer plays them, rising and falling in loudness."""
    notes: list[Note] = []
    for bar in bars:
        tones = _ladder(bar, part, temper, 4)
        way = (0, 2, 1, 3, 2, 1) if bar.section % 2 else (0, 1, 2, 3)
        for number, beat in enumerate(np.arange(0.0, bar.length - 0.01, 0.25)):
            wave = 10 * np.sin(2 * np.pi * (bar.start + beat) / 16)
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=0.2,
                    pitch=tones[way[number % len(way)]],
                    velocity=velocity(bar, 34, random, wave + (6 if beat % 1 == 0 else 0)),
                )
            )
    return notes


def ostinato(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """A stubborn figure of short notes: root, root, fifth, root, third …"""
    notes: list[Note] = []
    for bar in bars:
        root = near_register(pitch_of(temper.harmony, bar.root, bar.degree), part.register)
        tones = chord_tones(temper.harmony, bar.root, bar.degree)
        fifth, third = nearest(root + 7, (tones[2],)), nearest(root + 4, (tones[1],))
        way = (root, root, fifth, root, third, root, fifth, root + 12)
        for number, beat in enumerate(np.arange(0.0, bar.length - 0.01, 0.5 if bar.energy < 8 else 0.25)):
            accent = 9.0 if number % 8 in (0, 3, 6) else -4.0
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=0.5 * temper.short,
                    pitch=way[number % 8],
                    velocity=velocity(bar, 40, random, accent),
                )
            )
    return notes


def offbeats(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Chords on the second half of each beat: the other foot of the walk."""
    notes: list[Note] = []
    for bar in bars:
        chord = _ladder(bar, part, temper, 3)
        for beat in np.arange(1.0, bar.length, 2.0 if bar.energy < 4 else 1.0):
            notes += [
                Note(
                    start=bar.start + float(beat),
                    length=0.35,
                    pitch=pitch,
                    velocity=velocity(bar, 40, random),
                )
                for pitch in chord
            ]
    return notes


def sparse(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Single plucked tones with silence between, the fewer the more space the mood asks."""
    notes: list[Note] = []
    for bar in bars:
        tones = _ladder(bar, part, temper, 5)
        for beat in np.arange(0.0, bar.length - 0.01, 1.0 if bar.energy > 5 else 2.0):
            if random.uniform() < temper.space * 0.9 + 0.25 * bar.spoken and beat:
                continue
            pitch = tones[int(random.integers(len(tones)))] if beat else tones[0]
            notes.append(
                Note(
                    start=bar.start + float(beat),
                    length=2.5,
                    pitch=pitch,
                    velocity=velocity(bar, 50, random, 6 if beat == 0 else -4),
                )
            )
    return notes


def sparkle(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """High light notes here and there, thickest where the film shines."""
    notes: list[Note] = []
    for bar in bars:
        tones = _ladder(bar, part, temper, 5)
        for beat in np.arange(0.5, bar.length, 0.5):
            if random.uniform() < 0.08 + 0.045 * bar.energy - 0.2 * bar.spoken:
                notes.append(
                    Note(
                        start=bar.start + float(beat),
                        length=1.0,
                        pitch=tones[int(random.integers(len(tones)))],
                        velocity=velocity(bar, 32, random),
                    )
                )
    return notes


def counter(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """A slow second melody: half-bar tones that move by step against the tune."""
    notes: list[Note] = []
    now = part.register
    for bar in bars:
        tones = chord_tones(temper.harmony, bar.root, bar.degree)
        goal = part.register + (4 if bar.index % 4 < 2 else -3)
        for half in range(2):
            step = nearest(now + (2 if goal > now else -2), tones)
            now = step if abs(step - part.register) < 12 else nearest(part.register, tones)
            start = bar.start + half * bar.length / 2
            notes.append(
                Note(start=start, length=bar.length / 2, pitch=now, velocity=velocity(bar, 44, random))
            )
    return notes


def brass(bars: Sequence[Bar], part: Part, temper: Temper, random: Random) -> list[Note]:
    """Pillars: root and fifth on the downbeat, and a push into the next bar."""
    notes: list[Note] = []
    for bar in bars:
        root = near_register(pitch_of(temper.harmony, bar.root, bar.degree), part.register)
        for pitch in (root, _fifth(root, part)):
            loud = velocity(bar, 40, random, 6)
            notes.append(Note(start=bar.start, length=bar.length * 0.7, pitch=pitch, velocity=loud))
            if bar.index % 2 and bar.length >= 4:
                notes.append(
                    Note(start=bar.start + bar.length - 0.5, length=0.4, pitch=pitch, velocity=loud - 8)
                )
    return notes


FIGURES: dict[str, Figure] = {
    "pad": pad,
    "choir": choir,
    "bass": bass,
    "drive": driving_bass,
    "bounce": bouncing_bass,
    "bell": bell_bass,
    "pulse": arpeggio,
    "arp": machine_arpeggio,
    "ostinato": ostinato,
    "spiccato": ostinato,
    "offbeat": offbeats,
    "sparse": sparse,
    "sparkle": sparkle,
    "counter": counter,
    "brass": brass,
}


def _root(bar: Bar, part: Part, temper: Temper) -> int:
    return near_register(pitch_of(temper.harmony, bar.root, bar.degree), part.register)


def _fifth(root: int, part: Part) -> int:
    return root + 7 if root + 7 <= part.register + 10 else root - 5


def _ladder(bar: Bar, part: Part, temper: Temper, count: int) -> list[int]:
    """Chord tones upward from the register's foot, a second for the third when the chord is open."""
    classes = set(chord_tones(temper.harmony, bar.root, bar.degree, is_open(bar, temper)))
    start = nearest(part.register - 5, (pitch_of(temper.harmony, bar.root, bar.degree) % 12,))
    return [pitch for pitch in range(start, start + 30) if pitch % 12 in classes][:count]
