"""Rooms and open air: impulse responses made of filtered, decaying noise, and sound put into them."""

from functools import lru_cache

import numpy as np

from yingxi.sound.signals import above, below, span, white
from yingxi.sound.voice import RATE, Samples


@lru_cache(maxsize=8)
def hall(seconds: float, bright: float, seed: int, before: float = 0.018) -> Samples:
    """A stereo impulse response (n, 2): `seconds` to −60 dB, highs dying sooner, first sound after `before`.

    `bright` is hertz; above it the tail dies about three times as fast. Unit energy in each channel.
    """
    random = np.random.default_rng(seed)
    time = np.arange(span(seconds)) / RATE
    sides = []
    for _ in range(2):
        low = below(white(random, seconds), bright) * np.exp(-6.91 * time / seconds)
        high = above(white(random, seconds), bright) * np.exp(-6.91 * time / (seconds * 0.35))
        tail = above((low + 0.6 * high).astype(np.float32), 120.0)
        tail[: span(0.004)] *= np.linspace(0, 1, span(0.004), dtype=np.float32)
        sides.append(tail / np.sqrt(np.sum(tail**2)))
    response = np.stack(sides, axis=1).astype(np.float32)
    whole = np.concatenate([np.zeros((span(before), 2), np.float32), response])
    whole.flags.writeable = False  # the same room answers many sounds
    return whole


def echoes(delays: tuple[float, ...], gains: tuple[float, ...], dull: float, seed: int) -> Samples:
    """Single reflections from far walls (n, 2): seconds, factors, and what they keep below `dull` hertz."""
    random = np.random.default_rng(seed)
    response = np.zeros((span(max(delays) + 0.08), 2), np.float32)
    for delay, gain in zip(delays, gains, strict=True):
        for side in range(2):
            start = span(delay + random.uniform(0.0, 0.012))
            blur = white(random, 0.02) * np.exp(-np.arange(span(0.02)) / span(0.004))
            response[start : start + len(blur), side] += gain * blur / np.sqrt(np.sum(blur**2))
    return below(response, dull, 1)


def put_into(sound: Samples, response: Samples, wet: float) -> Samples:
    """`sound` (n,) or (n, 2) with `wet` times its reverberation added; (n, 2), as long as it came."""
    from scipy.signal import oaconvolve

    stereo = sound if sound.ndim == 2 else np.repeat(sound[:, None], 2, axis=1)
    out = stereo.astype(np.float32, copy=True)
    for side in range(2):
        tail = oaconvolve(stereo[:, side], response[:, side])[: len(stereo)]
        out[:, side] += np.float32(wet) * tail.astype(np.float32)
    return out
