"""Struck things, after how they vibrate: drums, wood, gongs, bells, blades. Used by score and foley alike.

Membrane modes: zeros of Bessel functions (Rayleigh, Theory of Sound §200), lowered by the air in the body;
bars: Euler-Bernoulli; plates and bells: measured partial ratios (Fletcher & Rossing, Physics of Musical
Instruments). All return mono samples whose blow falls on sample 0, peak 1.
"""

import numpy as np

from yingxi.sound.signals import (
    Random,
    above,
    band,
    below,
    clock,
    coloured,
    fall,
    glide,
    levelled,
    modes,
    softly_ended,
    span,
    swell,
    white,
)
from yingxi.sound.voice import RATE, Samples

_MEMBRANE = np.array([1.0, 1.52, 1.99, 2.14, 2.48, 2.80, 3.02, 3.40, 3.68, 4.02, 4.35, 4.83])


def big_drum(random: Random, force: float = 0.8, pitch: float = 68.0) -> Samples:
    """A large Chinese standing drum: skin, body and stick. `force` 0-1 brightens and bends the tone."""
    seconds, time = 1.25, clock(1.25)
    tuned = pitch * random.uniform(0.985, 1.015)
    bend = tuned * (1.0 + (0.06 + 0.16 * force) * np.exp(-time / 0.035))
    levels = random.uniform(0.7, 1.3, len(_MEMBRANE)) * _MEMBRANE ** (-0.9 + 0.6 * force)
    skin = modes(_MEMBRANE, 1.15 / _MEMBRANE**0.85, levels, bend, seconds)
    body = glide(np.full(len(time), tuned * 3.1)) * fall(seconds, 0.22) * 0.3
    knock = band(white(random, seconds), 220, 900) * fall(seconds, 0.10, 0.0006) * (0.8 + 0.6 * force)
    stick = band(white(random, seconds), 1200, 5200 + 2500 * force) * fall(seconds, 0.03, 0.0003)
    struck = levelled(skin) + body + 0.45 * knock + (0.10 + 0.22 * force) * stick
    return softly_ended(levelled(_pushed(struck, 1.6)), 0.2)


def small_drum(random: Random, force: float = 0.7) -> Samples:
    """A hall drum of higher voice, for patterns between the big strokes."""
    seconds, time = 0.6, clock(0.6)
    tuned = 168.0 * random.uniform(0.98, 1.02)
    bend = tuned * (1.0 + 0.12 * force * np.exp(-time / 0.02))
    levels = random.uniform(0.7, 1.3, len(_MEMBRANE)) * _MEMBRANE**-1.0
    skin = modes(_MEMBRANE, 0.42 / _MEMBRANE, levels, bend, seconds)
    stick = band(white(random, seconds), 1200, 6000) * fall(seconds, 0.02, 0.0003) * 0.35
    return softly_ended(levelled(levelled(skin) + stick), 0.1)


def drum_rim(random: Random, force: float = 0.7) -> Samples:
    """Sticks on the nailed wooden rim of the drum."""
    return _bar(random, 640.0, 0.11, 0.55 * force, seconds=0.35)


def woodblock(random: Random, force: float = 0.7) -> Samples:
    """A hollow wooden block."""
    return _bar(random, 930.0, 0.09, 0.25 * force, seconds=0.3)


def _bar(random: Random, pitch: float, decay: float, click: float, seconds: float) -> Samples:
    ratios = np.array([1.0, 1.47, 2.09, 2.56, 3.90]) * random.uniform(0.985, 1.015, 5)
    levels = np.array([1.0, 0.7, 0.5, 0.45, 0.25])
    base = np.array([pitch * random.uniform(0.98, 1.02)])
    wood = modes(ratios, decay / np.sqrt(ratios), levels, base, seconds)
    snap = band(white(random, seconds), 1800, 9000) * fall(seconds, 0.012, 0.0002) * click
    return softly_ended(levelled(levelled(wood) + snap), 0.05)


def great_gong(random: Random, seconds: float = 6.5) -> Samples:
    """A large flat gong: a low tone first, then the shimmer that energy climbing to high modes makes."""
    count = 90
    ratios = np.sort(random.uniform(1.0, 55.0, count))
    ratios[0], ratios[1], ratios[2] = 1.0, 1.49, 2.03
    base = np.array([74.0 * random.uniform(0.98, 1.02)])
    low = modes(ratios[:9], np.linspace(7.5, 5.0, 9), 1.0 / np.arange(1, 10) ** 0.7, base, seconds)
    high = modes(
        ratios[9:], 4.2 / np.sqrt(ratios[9:] / 8), random.uniform(0.4, 1.0, count - 9) * 0.11, base, seconds
    )
    bloom = 1.0 - np.exp(-clock(seconds) / 0.28)
    beater = below(white(random, seconds), 380) * fall(seconds, 0.09, 0.002) * 1.2
    return softly_ended(levelled(low + high * bloom + beater), 1.0)


def cymbal_swell(random: Random, seconds: float = 2.5) -> Samples:
    """A suspended cymbal rolled up to its loudest at the very end (lay it so that the end is the accent)."""
    wash = above(coloured(random, seconds, 0.2), 2600) + 0.5 * band(white(random, seconds), 700, 2600)
    rise = np.linspace(0, 1, span(seconds), dtype=np.float32) ** 2.6
    return softly_ended(levelled(wash * rise), 0.03)


def crash(random: Random, seconds: float = 2.8) -> Samples:
    """A pair of cymbals struck together."""
    wash = above(coloured(random, seconds, 0.15), 3000) * fall(seconds, 2.4, 0.001)
    clang = band(white(random, seconds), 350, 3200) * fall(seconds, 0.9, 0.001) * 0.8
    return softly_ended(levelled(wash + clang), 0.4)


def riser(random: Random, seconds: float = 3.0) -> Samples:
    """Tension climbing to its end: a rising tone cluster in rising noise."""
    place = np.linspace(0, 1, span(seconds), dtype=np.float32)
    tones = sum(
        (glide(90.0 * step * 2.0 ** (1.5 * place)) for step in (1.0, 1.008, 1.5, 2.01)),
        np.zeros_like(place),
    )
    air = band(white(random, seconds), 900, 9000) * place**2
    return softly_ended(levelled((0.35 * below(tones, 2400) * place + air) * place**1.6), 0.02)


def sub_drop(random: Random, seconds: float = 2.2) -> Samples:
    """A very low tone that falls: weight under a title or a peak."""
    del random
    return softly_ended(
        levelled(glide(30.0 + 46.0 * np.exp(-clock(seconds) / 0.35)) * fall(seconds, 1.9, 0.004)), 0.2
    )


def low_hit(random: Random, seconds: float = 3.0) -> Samples:
    """Drum, sub and a dark burst together: the hit under a turn of the story."""
    out = np.zeros(span(seconds), np.float32)
    drum = big_drum(random, 1.0, 52.0)
    out[: len(drum)] += drum
    out += 0.7 * sub_drop(random, seconds) + 0.25 * levelled(
        below(white(random, seconds), 900) * fall(seconds, 0.8, 0.003)
    )
    return levelled(out)


def temple_bell(random: Random, seconds: float = 8.0) -> Samples:
    """A bronze bell without clapper, struck by a beam: slow beats between its doublets."""
    base = np.array([118.0 * random.uniform(0.99, 1.01)])
    ratios = np.array([0.5, 0.5017, 1.0, 1.0031, 1.19, 1.51, 2.0, 2.006, 2.66, 3.01, 4.1, 5.3, 6.6])
    decays = np.array([9.0, 9.0, 7.5, 7.5, 5.0, 4.0, 3.4, 3.4, 2.2, 1.8, 1.1, 0.8, 0.5])
    levels = np.array([0.7, 0.5, 1.0, 0.6, 0.45, 0.35, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.08])
    thud = band(white(random, seconds), 90, 500) * fall(seconds, 0.08, 0.002) * 0.5
    return softly_ended(levelled(modes(ratios, decays, levels, base, seconds) + thud), 1.0)


def blade_clang(random: Random, seconds: float = 1.6) -> Samples:
    """Two steel blades meeting: bars ringing at many pitches after a bright scrape."""
    out = np.zeros(span(seconds), np.float32)
    for pitch in random.uniform(520, 1150, 2):
        ratios = np.array([1.0, 2.756, 5.404, 8.933, 13.34]) * random.uniform(0.98, 1.02, 5)
        decays = 1.5 / np.sqrt(ratios) * random.uniform(0.7, 1.2, 5)
        out += modes(ratios, decays, np.array([0.5, 1.0, 0.8, 0.5, 0.3]), np.array([pitch]), seconds)
    scrape = above(white(random, seconds), 4200) * fall(seconds, 0.10, 0.0005)
    return softly_ended(levelled(out + scrape * 0.8), 0.2)


def chime(random: Random, seconds: float = 2.2) -> Samples:
    """A small bright bell."""
    base = np.array([random.choice([1568.0, 1760.0, 2093.0, 2349.0])])
    ratios = np.array([1.0, 2.76, 5.4, 8.1])
    return softly_ended(
        levelled(
            modes(ratios, np.array([1.9, 0.9, 0.4, 0.2]), np.array([1, 0.5, 0.25, 0.1]), base, seconds)
        )
    )


def drum_roll(random: Random, seconds: float, gap: float = 0.085) -> Samples:
    """A big drum rolled from soft to loud, ending where the next blow should fall."""
    out = np.zeros(span(seconds) + RATE, np.float32)
    for start in np.arange(0.0, seconds - gap / 2, gap):
        share = start / seconds
        blow = big_drum(random, 0.25 + 0.6 * share)[: RATE // 2]
        first = span(start + random.normal(0, 0.004) + 0.01)
        out[first : first + len(blow)] += blow * (0.12 + 0.75 * share**1.7)
    return softly_ended(levelled(out[: span(seconds)]), 0.05)


def whoosh(random: Random, seconds: float = 0.9, peak: float = 0.45) -> Samples:
    """Air pushed aside by something that passes; loudest at the share `peak`."""
    shape = swell(seconds, peak, 2.2)
    low = band(white(random, seconds), 150, 700) * shape
    high = band(white(random, seconds), 700, 5200) * shape**2
    return levelled(low + 0.8 * high)


def _pushed(sound: Samples, drive: float) -> Samples:
    return np.asarray(np.tanh(sound * drive), np.float32)
