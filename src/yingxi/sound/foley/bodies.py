"""Things and people in motion: steps, hooves, cloth, blows."""

import numpy as np

from yingxi.sound.percussion import blade_clang, whoosh
from yingxi.sound.signals import (
    Random,
    above,
    band,
    below,
    fall,
    lay,
    levelled,
    softly_ended,
    span,
    swell,
    white,
)
from yingxi.sound.voice import Samples

GROUNDS = {
    "stone": (1400.0, 5200.0, 0.05, 0.5),
    "wood": (240.0, 1500.0, 0.09, 0.9),
    "grass": (900.0, 4200.0, 0.16, 0.25),
    "snow": (1600.0, 7000.0, 0.20, 0.3),
    "sand": (700.0, 3600.0, 0.18, 0.3),
    "earth": (300.0, 1800.0, 0.10, 0.6),
}
"""Ground: the band of its texture in hertz, how long it gives way in seconds, and the weight of the thud."""


def step(random: Random, ground: str = "stone") -> Samples:
    """One footstep: heel, then toe."""
    low, high, give, weight = GROUNDS[ground]
    seconds = 0.45
    out = np.zeros((span(seconds), 2), np.float32)
    for late, force in ((0.0, 1.0), (random.uniform(0.07, 0.11), 0.55)):
        thud = below(white(random, 0.2), 150) * fall(0.2, 0.09, 0.002) * 5 * weight
        texture = band(white(random, 0.25), low, high) * fall(0.25, give, 0.002 + give * 0.08)
        grain = (
            np.clip(np.abs(white(random, 0.25)) - 1.0, 0, None)
            if give > 0.12
            else np.ones(span(0.25), np.float32)
        )
        lay(out, thud, span(late), force)
        lay(out, texture * grain, span(late), force)
    return softly_ended(levelled(out[:, 0]), 0.05)


def hoof(random: Random) -> Samples:
    """One hoof striking earth."""
    knock = band(white(random, 0.22), 180, 900) * fall(0.22, 0.08, 0.0015) * 1.6
    thud = below(white(random, 0.22), 110) * fall(0.22, 0.14, 0.003) * 5
    grit = above(white(random, 0.22), 1800) * fall(0.22, 0.06, 0.004) * 0.15
    return softly_ended(levelled(knock + thud + grit), 0.03)


def gallop(random: Random, seconds: float) -> Samples:
    """A galloping horse: three beats and a moment in the air, a little over two strides a second."""
    out = np.zeros((span(seconds + 0.5), 2), np.float32)
    stride = random.uniform(0.43, 0.47)
    for start in np.arange(0.0, seconds, stride):
        for share, force in ((0.0, 0.8), (0.22, 1.0), (0.29, 0.7), (0.52, 0.9)):
            lay(
                out, hoof(random), span(float(start) + share * stride + abs(random.normal(0, 0.006))), force
            )
    return levelled(out[: span(seconds), 0])


def walking(random: Random, seconds: float, ground: str = "stone", pace: float = 0.56) -> Samples:
    """Steady steps."""
    out = np.zeros((span(seconds), 2), np.float32)
    for start in np.arange(0.0, seconds, pace):
        lay(
            out,
            step(random, ground),
            span(float(start) + abs(random.normal(0, 0.012))),
            random.uniform(0.7, 1.0),
        )
    return levelled(out[:, 0])


def cloth(random: Random) -> Samples:
    """A sleeve or a flag thrown through the air."""
    body = band(white(random, 0.5), 400, 4500) * swell(0.5, 0.35, 2.0)
    flap = band(white(random, 0.5), 120, 600) * np.clip(
        np.sin(np.linspace(0, 3 * 2 * np.pi, span(0.5))), 0, 1
    )
    return levelled(body + 0.5 * flap.astype(np.float32) * swell(0.5, 0.4, 1.5))


def punch(random: Random) -> Samples:
    """A blow landing."""
    thump = below(white(random, 0.4), 130) * fall(0.4, 0.15, 0.001) * 5
    smack = band(white(random, 0.4), 500, 3600) * fall(0.4, 0.06, 0.0005)
    return softly_ended(levelled(thump + smack), 0.05)


def sword(random: Random) -> Samples:
    """Blades meet."""
    return blade_clang(random)


def swing(random: Random) -> Samples:
    """A blade or a staff through air."""
    return levelled(above(whoosh(random, 0.42, 0.5), 500))


def door(random: Random) -> Samples:
    """A heavy door closing."""
    thud = below(white(random, 0.9), 160) * fall(0.9, 0.5, 0.002) * 5
    latch = band(white(random, 0.9), 900, 3800) * fall(0.9, 0.05, 0.0005)
    return softly_ended(levelled(thud + 0.6 * latch), 0.2)


def crash_down(random: Random) -> Samples:
    """Something large breaking and falling."""
    out = np.zeros((span(2.4), 2), np.float32)
    for late in np.sort(random.exponential(0.35, 26)):
        piece = band(white(random, 0.3), random.uniform(150, 900), random.uniform(1500, 6000)) * fall(
            0.3, 0.12, 0.001
        )
        lay(out, piece, span(float(late)), random.uniform(0.2, 1.0))
    lay(out, below(white(random, 1.5), 110) * fall(1.5, 1.1, 0.003) * 5, 0)
    return softly_ended(levelled(out[:, 0]), 0.3)
