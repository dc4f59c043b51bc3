"""Voices of people and animals: crowds, birds, insects, frogs."""

import numpy as np

from yingxi.sound.signals import (
    Random,
    band,
    below,
    clock,
    coloured,
    drift,
    fall,
    glide,
    lay,
    levelled,
    softly_ended,
    span,
    swell,
    white,
)
from yingxi.sound.voice import RATE, Samples

_VOWELS = ((730, 1090), (530, 1840), (570, 840), (660, 1720), (440, 1020), (300, 870))
"""First two formants in hertz (Peterson & Barney 1952)."""


def murmur(random: Random, seconds: float) -> Samples:
    """Many people talking at some distance; no word can be made out."""
    out = np.zeros((span(seconds), 2), np.float32)
    for _ in range(10):
        formants = _VOWELS[int(random.integers(len(_VOWELS)))]
        syllables = np.clip(drift(random, seconds, random.uniform(3.5, 5.5), -0.4, 1.0), 0, 1) ** 1.5
        phrases = np.clip(drift(random, seconds, 0.5, -0.3, 1.0), 0, 1)
        lay(out, _throat(random, seconds, formants) * syllables * phrases, 0, random.uniform(0.4, 1.0))
    air = band(coloured(random, seconds, 0.5), 200, 2500) * 0.25
    return levelled(below(levelled(out[:, 0]) + 0.35 * levelled(air), 3200))


def _throat(random: Random, seconds: float, formants: tuple[int, int]) -> Samples:
    """A voice without words: a buzzing source through two formants."""
    pitch = random.uniform(105, 250)
    bend = drift(random, seconds, 2.5, 0.88, 1.15)
    phase = np.cumsum(pitch * bend.astype(np.float64)) / RATE
    buzz = (2 * (phase % 1.0) - 1).astype(np.float32) + 0.15 * white(random, seconds)
    low = band(buzz, formants[0] * 0.8, formants[0] * 1.25)
    return np.asarray(low + 0.5 * band(buzz, formants[1] * 0.85, formants[1] * 1.15), np.float32)


def cheer(random: Random) -> Samples:
    """A crowd that shouts for joy: voices rise together and fall apart, with clapping."""
    seconds = 3.8
    out = np.zeros((span(seconds), 2), np.float32)
    for _ in range(14):
        late, long = random.uniform(0.0, 0.5), random.uniform(1.6, 3.0)
        lay(out, _shout(random, long), span(late), random.uniform(0.4, 1.0))
    roar = band(coloured(random, seconds, 0.3), 450, 3000) * swell(seconds, 0.22, 1.3) * 0.5
    return softly_ended(
        levelled(below(levelled(out[:, 0]) + 0.5 * roar + 0.3 * clapping(random, seconds), 5200)), 0.6
    )


def _shout(random: Random, seconds: float) -> Samples:
    """One open vowel thrown upward."""
    place = np.linspace(0, 1, span(seconds), dtype=np.float32)
    pitch = random.uniform(190, 420) * (0.8 + 0.45 * np.minimum(place / 0.15, 1) - 0.35 * place)
    phase = np.cumsum(pitch * (1 + 0.015 * drift(random, seconds, 9, -1, 1)).astype(np.float64)) / RATE
    buzz = (2 * (phase % 1.0) - 1).astype(np.float32) + 0.3 * white(random, seconds)
    open_vowel = band(buzz, 600, 950) + 0.7 * band(buzz, 1050, 1500) + 0.25 * band(buzz, 2300, 3000)
    return np.asarray(open_vowel * swell(seconds, 0.2, 1.2), np.float32)


def clapping(random: Random, seconds: float) -> Samples:
    """Applause: many pairs of hands, each at its own pace."""
    out = np.zeros((span(seconds), 2), np.float32)
    for _ in range(28):
        clap = band(white(random, 0.05), random.uniform(700, 1200), random.uniform(2200, 4200)) * fall(
            0.05, 0.03, 0.0005
        )
        gap = random.uniform(0.18, 0.30)
        for start in np.arange(random.uniform(0, gap), seconds, gap):
            lay(out, clap, span(float(start) + abs(random.normal(0, 0.012))), random.uniform(0.3, 1.0))
    return levelled(out[:, 0])


def bird(random: Random) -> Samples:
    """One bird's short phrase."""
    notes = int(random.integers(3, 7))
    home, seconds = random.uniform(2600, 4300), 1.8
    out = np.zeros((span(seconds), 2), np.float32)
    for place in range(notes):
        lay(
            out,
            _chirp(random, home),
            span(0.01 + place * random.uniform(0.13, 0.22)),
            random.uniform(0.5, 1.0),
        )
    return levelled(out[:, 0])


def _chirp(random: Random, home: float) -> Samples:
    long = random.uniform(0.05, 0.14)
    place = np.linspace(0, 1, span(long), dtype=np.float32)
    start, end = home * random.uniform(0.85, 1.25, 2)
    warble = 1 + random.uniform(0, 0.06) * np.sin(2 * np.pi * random.uniform(25, 60) * clock(long))
    return np.asarray(glide((start + (end - start) * place) * warble) * swell(long, 0.3, 1.0), np.float32)


def birdsong(random: Random, seconds: float) -> Samples:
    """Several birds near and far."""
    out = np.zeros((span(seconds), 2), np.float32)
    for _ in range(int(seconds * 0.55) + 1):
        near = random.uniform(0.08, 1.0) ** 1.5
        lay(out, below(bird(random), 3000 + 6000 * near, 1), int(random.integers(0, len(out))), near)
    return levelled(out[:, 0] + 0.004 * white(random, seconds))


def insects(random: Random, seconds: float) -> Samples:
    """Crickets on a summer night."""
    out = np.zeros(span(seconds), np.float32)
    time = clock(seconds)
    for _ in range(6):
        pitch, rate, gap = random.uniform(3900, 5200), random.uniform(26, 34), random.uniform(0.7, 1.6)
        trill = np.clip(np.sin(2 * np.pi * rate * time), 0, 1) ** 2
        song = (np.sin(2 * np.pi * (time / gap + random.uniform())) > random.uniform(-0.2, 0.4)).astype(
            np.float32
        )
        soft = below(song, 30)
        out += np.sin(2 * np.pi * pitch * time) * trill * soft * random.uniform(0.2, 1.0)
    return levelled(out)


def cicadas(random: Random, seconds: float) -> Samples:
    """Cicadas on a hot afternoon."""
    buzz = band(white(random, seconds), 4200, 7400)
    pulse = 0.6 + 0.4 * np.sin(2 * np.pi * 82 * clock(seconds))
    return levelled(buzz * pulse * drift(random, seconds, 0.25, 0.25, 1.0))


def frogs(random: Random, seconds: float) -> Samples:
    """Frogs by the water at night."""
    out = np.zeros((span(seconds), 2), np.float32)
    for _ in range(5):
        pitch, gap = random.uniform(420, 900), random.uniform(0.9, 2.2)
        croak = band(
            glide(np.full(span(0.22), pitch)) * (0.5 + 0.5 * np.sign(glide(np.full(span(0.22), 38.0)))),
            250,
            2600,
        )
        for start in np.arange(random.uniform(0, gap), seconds, gap):
            if random.uniform() < 0.6:
                lay(
                    out,
                    levelled(croak * swell(0.22, 0.3, 1.0)),
                    span(float(start) + 0.01),
                    random.uniform(0.1, 0.8),
                )
    return levelled(out[:, 0])


def wings(random: Random) -> Samples:
    """A bird's wings beating away."""
    seconds = 1.5
    beat = np.clip(np.sin(2 * np.pi * np.cumsum(np.linspace(9, 13, span(seconds))) / RATE), 0, 1) ** 2
    return levelled(
        band(white(random, seconds), 250, 2400) * beat.astype(np.float32) * fall(seconds, 1.6, 0.02)
    )


def whale_song(random: Random, seconds: float) -> Samples:
    """A great whale far off in the water: long gliding moans with rests between, and their echo."""
    out = np.zeros((span(seconds) + span(3.0), 2), np.float32)
    at = random.uniform(0.0, 0.4)
    while at < seconds:
        long = random.uniform(1.4, 2.8)
        place = np.linspace(0, 1, span(long), dtype=np.float32)
        low, high = random.uniform(90, 160), random.uniform(190, 420)
        rise = np.sin(np.pi * place ** random.uniform(0.6, 1.6))
        tone = sum(glide((low + (high - low) * rise) * k) / k**1.7 for k in (1, 2, 3))
        moan = levelled(np.asarray(tone * swell(long, 0.35, 0.6), np.float32))
        for echo, later in ((1.0, 0.0), (0.35, 0.47), (0.16, 0.93)):
            lay(out, below(moan, 1400 * echo**0.5, 1), span(at + later + 0.01), echo)
        at += long + random.uniform(0.9, 2.2)
    return levelled(softly_ended(out[: span(seconds), 0], 0.3))


def neigh(random: Random) -> Samples:
    """A horse's call, far off: a shaking voice that falls."""
    seconds = 1.5
    place = np.linspace(0, 1, span(seconds), dtype=np.float32)
    shake = 1 + 0.07 * np.sin(2 * np.pi * 11 * clock(seconds))
    phase = np.cumsum(((1050 - 600 * place) * shake).astype(np.float64)) / RATE
    buzz = (2 * (phase % 1) - 1).astype(np.float32) + 0.3 * white(random, seconds)
    return softly_ended(levelled(band(buzz, 700, 2600) * swell(seconds, 0.15, 0.9)), 0.2)
