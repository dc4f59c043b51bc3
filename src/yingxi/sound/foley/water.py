"""Water, after its bubbles: most of what we hear of it is air ringing in it.

Bubbles: K. van den Doel, "Physically-based models for liquid sounds", ACM TAP 2005 (pitch 3/r Hz, r metres;
damping 0.13/r + 0.0072 r^-1.5; pitch rising as the bubble nears the surface).
"""

import numpy as np
from numpy.typing import NDArray

from yingxi.sound.signals import (
    Random,
    above,
    band,
    below,
    clock,
    coloured,
    delayed,
    drift,
    fall,
    levelled,
    softly_ended,
    span,
    swell,
    white,
)
from yingxi.sound.voice import RATE, Samples

Floats = NDArray[np.float64]


def bubbles(
    random: Random, seconds: float, rate: float, radius: tuple[float, float] = (0.0012, 0.006)
) -> Samples:
    """About `rate` bubbles a second, radii in metres, small ones far more often."""
    count = max(1, int(random.poisson(rate * seconds)))
    radii = radius[0] * (radius[1] / radius[0]) ** random.power(0.6, count)
    starts = random.uniform(0, seconds, count)
    loud = (radii / radius[1]) ** 1.3 * random.uniform(0.15, 1.0, count) ** 2
    return _ring_bubbles(radii, starts, loud, random.uniform(0.0, 0.25, count), seconds)


def _ring_bubbles(radii: Floats, starts: Floats, loud: Floats, rises: Floats, seconds: float) -> Samples:
    length = span(0.07)
    time = np.arange(length) / RATE
    out = np.zeros(span(seconds) + length, np.float64)
    for first in range(0, len(radii), 512):
        some = slice(first, first + 512)
        pitch, damping = 3.0 / radii[some], 0.13 / radii[some] + 0.0072 * radii[some] ** -1.5
        bend = 1.0 + rises[some, None] * damping[:, None] * time / 2
        rings = np.exp(-damping[:, None] * time) * np.sin(2 * np.pi * pitch[:, None] * bend * time)
        places = (starts[some] * RATE).astype(np.int64)[:, None] + np.arange(length)
        np.add.at(out, places, rings * loud[some, None])
    return out[: span(seconds)].astype(np.float32)


def paddle(random: Random) -> Samples:
    """A crew's blades entering the water together: slap, gulp, swirl of the pull, drips of the recovery."""
    seconds = 1.1
    out = np.zeros(span(seconds), np.float32)
    for _ in range(9):
        late = abs(float(random.normal(0.0, 0.012)))
        out += delayed(_blade(random), late, seconds) * np.float32(random.uniform(0.5, 1.0))
    out += bubbles(random, seconds, 700) * fall(seconds, 0.5, 0.01) * 2.4
    drips = np.clip((clock(seconds) - 0.45) * 4, 0, 1)
    out += bubbles(random, seconds, 120, (0.0009, 0.0028)) * drips * 1.2
    return softly_ended(levelled(out), 0.1)


def _blade(random: Random) -> Samples:
    seconds = 1.05
    slap = band(white(random, seconds), 500, 4200) * fall(seconds, 0.07, 0.0015)
    gulp = band(white(random, seconds), 110, 420) * fall(seconds, 0.16, 0.004) * 1.5
    swirl = band(white(random, seconds), 260, 1500) * delayed(swell(0.55, 0.35), 0.03, seconds) * 0.32
    return np.asarray(slap + gulp + swirl, np.float32)


def splash(random: Random) -> Samples:
    """A body falling into water: smack, hollow gulp, crown falling back."""
    seconds = 1.8
    smack = band(white(random, seconds), 300, 6000) * fall(seconds, 0.16, 0.001)
    hollow = below(white(random, seconds), 240, 4) * delayed(fall(seconds, 0.4, 0.02), 0.06, seconds) * 3.0
    crown = band(white(random, seconds), 1800, 9000) * delayed(swell(1.2, 0.25, 1.6), 0.12, seconds) * 0.35
    air = bubbles(random, seconds, 300) * fall(seconds, 1.2, 0.05) * 1.6
    return softly_ended(levelled(smack + hollow + crown + air), 0.3)


def lapping(random: Random, seconds: float) -> Samples:
    """Small waves against wood and stone: a calm river or lake, close by."""
    strokes = drift(random, seconds, 1.4) ** 3
    wash = band(coloured(random, seconds, 0.7), 180, 1600) * (0.12 + strokes)
    gulps = bubbles(random, seconds, 26, (0.002, 0.009)) * (0.25 + strokes) * 1.5
    return levelled(wash * 0.35 + gulps)


def stream(random: Random, seconds: float) -> Samples:
    """Running water over stones."""
    body = band(coloured(random, seconds, 0.5), 300, 3500) * drift(random, seconds, 2.0, 0.7, 1.0)
    return levelled(0.25 * body + bubbles(random, seconds, 420, (0.0011, 0.0055)))


def broad_river(random: Random, seconds: float) -> Samples:
    """A wide river at night: low moving water, few bubbles."""
    low = below(coloured(random, seconds, 0.9), 420) * drift(random, seconds, 0.5, 0.55, 1.0)
    hiss = band(white(random, seconds), 900, 4500) * drift(random, seconds, 0.7, 0.1, 0.35) ** 1.5
    return levelled(low + 0.22 * hiss + 0.35 * bubbles(random, seconds, 30, (0.002, 0.008)))


def surf(random: Random, seconds: float) -> Samples:
    """Sea waves breaking every eight seconds or so: gathering, fall, hiss of foam drawn back."""
    out = np.zeros(span(seconds), np.float32)
    start = -random.uniform(0, 5)
    while start < seconds:
        wave = _one_wave(random)
        first = int(start * RATE)
        begin, end = max(0, first), min(len(out), first + len(wave))
        if end > begin:
            out[begin:end] += wave[begin - first : end - first]
        start += random.uniform(5.5, 8.5)
    rumble = below(coloured(random, seconds, 1.0), 160) * 0.35
    return levelled(levelled(out) + rumble * 0.2)


def _one_wave(random: Random) -> Samples:
    seconds = 9.0
    gather = below(coloured(random, seconds, 0.8), 300) * swell(seconds, 0.38, 2.5)
    breaking = band(coloured(random, seconds, 0.5), 150, 3000) * swell(seconds, 0.42, 4.0) * 0.9
    foam = above(white(random, seconds), 2200) * swell(seconds, 0.55, 3.0) * 0.12
    return np.asarray((gather + breaking + foam) * random.uniform(0.6, 1.0), np.float32)


def rain(random: Random, seconds: float) -> Samples:
    """Steady rain on ground and leaves."""
    hiss = band(white(random, seconds), 1200, 12000) * drift(random, seconds, 0.4, 0.75, 1.0)
    low = band(coloured(random, seconds, 0.5), 250, 1400) * 0.35
    return levelled(0.35 * hiss + low + _drops(random, seconds, 240.0) * 1.3)


def _drops(random: Random, seconds: float, rate: float) -> Samples:
    """Single drops striking: short bright ticks at random times and strengths."""
    ticks = np.zeros(span(seconds), np.float32)
    count = int(random.poisson(rate * seconds))
    np.add.at(
        ticks, random.integers(0, len(ticks), count), random.exponential(1.0, count).astype(np.float32)
    )
    return (
        levelled(band(ticks, 1500, 7500, 1)) + levelled(bubbles(random, seconds, 40, (0.0008, 0.002))) * 0.4
    )


def cave_drip(random: Random, seconds: float) -> Samples:
    """Single drops in a great silence."""
    return levelled(bubbles(random, seconds, 1.2, (0.0015, 0.004)))


def underwater(random: Random, seconds: float) -> Samples:
    """Inside the water: a dull moving weight, bubbles rising past."""
    weight = below(coloured(random, seconds, 1.0), 160) * drift(random, seconds, 0.4, 0.6, 1.0)
    rising = bubbles(random, seconds, 7, (0.002, 0.009)) * drift(random, seconds, 0.8, 0.0, 1.0) ** 2
    return levelled(levelled(weight) + 0.5 * below(levelled(rising), 1400))
