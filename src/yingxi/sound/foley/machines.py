"""Machines and cities: rotors, engines, trains, streets, ships, the hum of empty space."""

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


def drone_hum(random: Random, seconds: float) -> Samples:
    """Hundreds of small rotors far above: detuned tones that beat against each other, and their air."""
    out = np.zeros(span(seconds), np.float64)
    time = np.arange(len(out)) / RATE
    for _ in range(16):
        pitch = random.uniform(178, 236)
        wander = drift(random, seconds, 0.8, 0.985, 1.015).astype(np.float64)
        turns = np.cumsum(pitch * wander) * (2 * np.pi / RATE) + random.uniform(0, 6)
        out += (np.sin(turns) + 0.5 * np.sin(2 * turns) + 0.22 * np.sin(4 * turns)) * random.uniform(
            0.3, 1.0
        )
    del time
    air = band(white(random, seconds), 700, 3200) * drift(random, seconds, 1.0, 0.6, 1.0)
    return levelled(levelled(below(out.astype(np.float32), 1800)) + 0.10 * air)


def engine(random: Random, seconds: float, pitch: float = 38.0) -> Samples:
    """A motor at steady load: firing pulses and their harmonics."""
    turns = np.cumsum(pitch * drift(random, seconds, 1.2, 0.96, 1.04).astype(np.float64)) / RATE
    pulses = np.exp(-8 * (turns % 1.0)).astype(np.float32) * (1 + 0.15 * white(random, seconds))
    return levelled(band(pulses - pulses.mean(), 40, 900) + 0.06 * band(white(random, seconds), 300, 2500))


def spacecraft(random: Random, seconds: float) -> Samples:
    """A great engine heard through its hull."""
    low = below(coloured(random, seconds, 1.0), 120)
    tone = sum(
        (glide(np.full(span(seconds), pitch)) for pitch in (41.0, 61.7, 82.3)),
        np.zeros(span(seconds), np.float32),
    )
    return levelled(low + 0.14 * tone * drift(random, seconds, 0.4, 0.5, 1.0))


def train(random: Random, seconds: float) -> Samples:
    """A train on jointed rails."""
    roll = band(coloured(random, seconds, 0.6), 60, 1200) * drift(random, seconds, 1.5, 0.7, 1.0)
    out = np.repeat((0.5 * levelled(roll))[:, None], 2, axis=1)
    for start in np.arange(0.2, seconds, 0.86):
        for late in (0.0, 0.11, 0.31, 0.42):
            clack = band(white(random, 0.12), 250, 2600) * fall(0.12, 0.06, 0.001)
            lay(out, levelled(clack), span(float(start) + late), 0.5)
    return levelled(out[:, 0])


def horn(random: Random) -> Samples:
    """A ship's horn over water."""
    seconds = 3.0
    pitch = random.uniform(92, 112)
    phase = np.cumsum(np.full(span(seconds), pitch)) / RATE
    reed = np.tanh(3 * np.sin(2 * np.pi * phase)) + 0.6 * np.tanh(3 * np.sin(2 * np.pi * phase * 1.26))
    hold = np.minimum(clock(seconds) / 0.15, 1) * np.minimum((seconds - clock(seconds)) / 0.5, 1)
    return softly_ended(levelled(below(reed.astype(np.float32) * hold, 900)), 0.05)


def city(random: Random, seconds: float) -> Samples:
    """A large city at night, from a distance."""
    hum = below(coloured(random, seconds, 0.9), 320)
    wash = band(coloured(random, seconds, 0.5), 300, 1800) * drift(random, seconds, 0.3, 0.3, 0.8)
    out = np.repeat((hum + 0.35 * wash)[:, None], 2, axis=1)
    for _ in range(int(seconds * 0.22)):
        passing = band(coloured(random, 5.0, 0.5), 150, 1600) * swell(5.0, 0.5, 2.0)
        lay(out, passing, int(random.integers(0, len(out))), random.uniform(0.1, 0.5))
    return levelled(out[:, 0])


def space(random: Random, seconds: float) -> Samples:
    """What space has no sound for, but a film has: a very low slow tone."""
    low = below(coloured(random, seconds, 1.2), 80)
    tone = glide(46 * drift(random, seconds, 0.1, 0.99, 1.01)) + 0.5 * glide(
        69.2 * drift(random, seconds, 0.1, 0.99, 1.01)
    )
    return levelled(low * 0.6 + 0.25 * tone * drift(random, seconds, 0.15, 0.4, 1.0))


def room_tone(random: Random, seconds: float) -> Samples:
    """The air of a closed room."""
    return levelled(below(coloured(random, seconds, 0.8), 500))


def explosion(random: Random) -> Samples:
    """A blast: crack, pressure, debris and a long low tail."""
    seconds = 4.0
    crack = white(random, seconds) * fall(seconds, 0.12, 0.0004)
    blast = below(coloured(random, seconds, 0.9), 180) * fall(seconds, 2.2, 0.004) * 1.8
    debris = (
        band(white(random, seconds), 600, 5000)
        * drift(random, seconds, 30, 0, 1) ** 3
        * fall(seconds, 2.6, 0.2)
    )
    return softly_ended(levelled(np.tanh(1.5 * (crack + blast)) + 0.4 * debris), 0.8)


def neon(random: Random, seconds: float) -> Samples:
    """Neon tubes and their transformers."""
    time = clock(seconds)
    hum = sum((np.sin(2 * np.pi * 100 * n * time) / n for n in (1, 2, 3, 5, 7)), np.zeros_like(time))
    return levelled(
        hum * drift(random, seconds, 4.0, 0.85, 1.0) + 0.1 * band(white(random, seconds), 3000, 7000)
    )
