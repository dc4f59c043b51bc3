"""Air and fire: wind, leaves, thunder, flames, fireworks."""

import numpy as np

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
    glide,
    levelled,
    softly_ended,
    span,
    swell,
    white,
)
from yingxi.sound.voice import RATE, Samples


def wind(random: Random, seconds: float, strength: float = 0.5) -> Samples:
    """Moving air; stronger wind whistles more and gusts harder."""
    gust = drift(random, seconds, 0.35, 0.15, 1.0) ** (1.0 + strength)
    low = below(coloured(random, seconds, 0.8), 260) * (0.5 + 0.5 * gust)
    middle = band(coloured(random, seconds, 0.4), 260, 900) * gust
    whistle = band(white(random, seconds), 620, 860, 1) * drift(random, seconds, 0.8, 0.0, 1.0) ** 2 * gust
    return levelled(low + (0.3 + strength) * middle * 0.7 + 0.25 * strength * whistle)


def gale(random: Random, seconds: float) -> Samples:
    """A storm wind."""
    return wind(random, seconds, 1.0)


def breeze(random: Random, seconds: float) -> Samples:
    """Hardly a wind."""
    return wind(random, seconds, 0.15)


def leaves(random: Random, seconds: float) -> Samples:
    """Leaves and bamboo moving in gusts."""
    gust = drift(random, seconds, 0.5, 0.05, 1.0) ** 2
    rustle = band(white(random, seconds), 1800, 9000) * drift(random, seconds, 9.0, 0.3, 1.0)
    return levelled(rustle * gust + 0.25 * breeze(random, seconds))


def sand(random: Random, seconds: float) -> Samples:
    """Sand driven over dunes."""
    hiss = above(white(random, seconds), 3800) * drift(random, seconds, 0.6, 0.05, 1.0) ** 2
    return levelled(wind(random, seconds, 0.7) + 0.25 * hiss)


def thunder(random: Random) -> Samples:
    """A crack torn open, then claps rolling away."""
    seconds = 6.0
    crack = (
        above(white(random, seconds), 500)
        * fall(seconds, 0.35, 0.003)
        * drift(random, seconds, 40, 0.2, 1.0)
    )
    rolling = np.zeros(span(seconds), np.float32)
    for late in np.sort(random.uniform(0.0, 2.8, 7)):
        rolling += delayed(swell(3.2, 0.08, 1.3), float(late), seconds) * np.float32(
            random.uniform(0.4, 1.0)
        )
    rumble = below(coloured(random, seconds, 1.0), 130) * rolling
    return softly_ended(levelled(levelled(rumble) + 0.5 * levelled(crack)), 1.5)


def fire(random: Random, seconds: float) -> Samples:
    """A fire: low roar, hiss, crackling wood."""
    roar = below(coloured(random, seconds, 0.9), 350) * drift(random, seconds, 5.0, 0.4, 1.0)
    hiss = band(white(random, seconds), 1500, 7000) * drift(random, seconds, 3.0, 0.05, 0.2)
    return levelled(0.5 * roar + 0.4 * hiss + crackle(random, seconds, 16.0))


def crackle(random: Random, seconds: float, rate: float) -> Samples:
    """Small dry bangs, about `rate` a second, in clusters."""
    ticks = np.zeros(span(seconds), np.float32)
    dense = drift(random, seconds, 2.5, 0.0, 1.0) ** 2
    places = random.integers(0, len(ticks), int(random.poisson(rate * seconds * 2.5)))
    kept = places[random.uniform(0, 1, len(places)) < dense[places]]
    force = random.uniform(0.2, 1.0, len(kept)) ** 2 * random.choice([-1, 1], len(kept))
    np.add.at(ticks, kept, force.astype(np.float32))
    ring = np.exp(-np.arange(span(0.004)) / span(0.0007)) * random.standard_normal(span(0.004))
    snaps = np.convolve(ticks, ring)[: len(ticks)].astype(np.float32)
    return levelled(band(snaps, 900, 9000, 1))


def firework_launch(random: Random) -> Samples:
    """A shell leaving its mortar: thump, then a whistling climb that thins out."""
    seconds = 1.7
    time = clock(seconds)
    thump = below(white(random, seconds), 140) * fall(seconds, 0.22, 0.002) * 4.0
    pitch = random.uniform(1500, 2000) * (0.75 + 0.5 * np.minimum(time / 0.5, 1) - 0.22 * time)
    shake = 1.0 + 0.006 * np.sin(2 * np.pi * random.uniform(18, 26) * time)
    body = np.clip(time / 0.12, 0, 1) * np.exp(-1.6 * time)
    whistle = glide(pitch * shake) * body * 0.5
    fizz = band(white(random, seconds), 1800, 7500) * body * 0.7
    return softly_ended(levelled(thump + whistle + fizz), 0.3)


def firework_burst(random: Random) -> Samples:
    """A shell opening: pressure wave, deep boom, glittering crackle, the sky giving it back."""
    seconds = 4.2
    report = above(white(random, seconds), 200) * fall(seconds, 0.10, 0.0006) * 1.1
    boom = below(coloured(random, seconds, 1.0), 110) * fall(seconds, 1.1, 0.004) * 1.6
    thud = glide(34 + 46 * np.exp(-clock(seconds) / 0.06)) * fall(seconds, 0.5, 0.002) * 1.5
    body = band(white(random, seconds), 130, 620) * fall(seconds, 0.55, 0.002) * 0.9
    glitter = delayed(crackle(random, 2.8, 130.0) * swell(2.8, 0.3, 1.2), 0.3, seconds)
    blast = np.tanh(1.8 * levelled(_with_echo(report + boom + thud + 1.4 * body, random)))
    return softly_ended(levelled(blast + 0.55 * glitter), 0.8)


def _with_echo(sound: Samples, random: Random) -> Samples:
    """Two late dull answers from far walls."""
    dull, seconds = below(sound, 700), len(sound) / RATE
    near = delayed(dull, random.uniform(0.28, 0.42), seconds)
    far = delayed(dull, random.uniform(0.6, 0.85), seconds)
    return np.asarray(sound + 0.28 * near + 0.16 * far, np.float32)


def spark_fountain(random: Random, seconds: float) -> Samples:
    """Sparks pouring: a bright, even hiss with crackle."""
    hiss = above(white(random, seconds), 3000) * drift(random, seconds, 12, 0.6, 1.0)
    return levelled(hiss * 0.4 + crackle(random, seconds, 60.0))


def distant(sound: Samples, gain: float) -> Samples:
    """What air leaves of a sound whose loudness says how far it is: far means dull."""
    if gain >= 0.95:
        return sound
    return below(sound, 600.0 + 15000.0 * gain**1.4, 1)


def travel_time(gain: float) -> float:
    """Seconds that sound from afar comes after its light; kept under two frames, as film has it."""
    return float(min(0.07, 0.09 * max(0.0, 1.0 - gain)))
