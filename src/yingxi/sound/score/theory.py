"""Scales, chords, and voices that move as little as they must."""

from itertools import pairwise, product

SCALES: dict[str, tuple[int, ...]] = {
    "gong": (0, 2, 4, 7, 9),
    "shang": (0, 2, 5, 7, 10),
    "jue": (0, 3, 5, 8, 10),
    "zhi": (0, 2, 5, 7, 9),
    "yu": (0, 3, 5, 7, 10),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
"""Semitones above the keynote. The first five are the Chinese modes, named by their final."""


def pitch_of(scale: str, root: int, degree: int) -> int:
    """The MIDI pitch of a degree of a scale above `root`; degrees go on through the octaves, both ways."""
    steps = SCALES[scale]
    return root + 12 * (degree // len(steps)) + steps[degree % len(steps)]


def chord_tones(scale: str, root: int, degree: int, is_open: bool = False) -> tuple[int, ...]:
    """Pitch classes of the chord on a degree: root, third (or second when open), fifth."""
    third = 1 if is_open else 2
    return tuple(pitch_of(scale, root, degree + step) % 12 for step in (0, third, 4))


def nearest(pitch: int, classes: tuple[int, ...]) -> int:
    """The pitch nearest to `pitch` whose class is among `classes`; of two equally near the lower."""
    reach = sorted(range(-6, 7), key=lambda step: (abs(step), step))
    return next(pitch + step for step in reach if (pitch + step) % 12 in classes)


def near_register(pitch: int, register: int) -> int:
    """`pitch` moved by octaves to within half an octave of `register`."""
    return pitch + 12 * round((register - pitch) / 12)


def lead_voices(
    before: tuple[int, ...], classes: tuple[int, ...], register: int, count: int = 4
) -> tuple[int, ...]:
    """The next chord of a choir: all classes sung, every voice to a near tone, none far from the register."""
    if not before:
        before = tuple(register - 5 + 4 * voice for voice in range(count))
    options = [_near_tones(voice, classes) for voice in before]
    return min(product(*options), key=lambda chord: _cost(chord, before, classes, register))


def _near_tones(pitch: int, classes: tuple[int, ...]) -> list[int]:
    return [pitch + step for step in range(-5, 6) if (pitch + step) % 12 in classes]


def _cost(
    chord: tuple[int, ...], before: tuple[int, ...], classes: tuple[int, ...], register: int
) -> float:
    moved = sum(abs(new - old) for new, old in zip(chord, before, strict=True))
    missing = len(set(classes) - {pitch % 12 for pitch in chord})
    crossed = sum(low >= high for low, high in pairwise(chord))
    mean = sum(chord) / len(chord)
    return float(moved + 12 * missing + 14 * crossed + 0.6 * abs(mean - register) ** 1.4)
