"""The small arithmetic of sound: noise, envelopes, filters, panning, and laying one sound over another.

Samples are float32 at 48 kHz; mono is (n,), stereo (n, 2), full scale is 1.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.sound.voice import RATE, Samples

Random = np.random.Generator
Real = NDArray[np.floating[Any]]


def decibels(gain_db: float) -> float:
    """The factor of a gain in decibels."""
    return float(10.0 ** (gain_db / 20.0))


def span(seconds: float) -> int:
    """How many samples last `seconds`."""
    return max(1, round(seconds * RATE))


def clock(seconds: float) -> Samples:
    """The time in seconds of each sample of a sound that lasts `seconds`."""
    return np.arange(span(seconds), dtype=np.float32) / np.float32(RATE)


def white(random: Random, seconds: float) -> Samples:
    """Noise of equal power at all frequencies, standard deviation 1."""
    return random.standard_normal(span(seconds), dtype=np.float32)


def coloured(random: Random, seconds: float, slope: float) -> Samples:
    """Noise whose amplitude falls as frequency to the power `slope` (0.5 pink, 1 brown), deviation 1."""
    count = span(seconds)
    spectrum = np.fft.rfft(random.standard_normal(count))
    tilt = np.maximum(np.arange(len(spectrum)), max(1.0, 20.0 * count / RATE)) ** -slope
    sound = np.fft.irfft(spectrum * tilt, count)
    return np.asarray(sound / max(float(np.std(sound)), 1e-9), np.float32)


def band(sound: Real, low: float, high: float, order: int = 2) -> Samples:
    """`sound` between `low` and `high` hertz."""
    return _butter(sound, order, [low, min(high, RATE * 0.49)], "bandpass")


def below(sound: Real, cut: float, order: int = 2) -> Samples:
    """`sound` below `cut` hertz."""
    return _butter(sound, order, min(cut, RATE * 0.49), "lowpass")


def above(sound: Real, cut: float, order: int = 2) -> Samples:
    """`sound` above `cut` hertz."""
    return _butter(sound, order, cut, "highpass")


def _butter(sound: Real, order: int, edges: float | list[float], kind: str) -> Samples:
    from scipy.signal import sosfilt

    cuts = tuple(edges) if isinstance(edges, list) else edges
    return np.asarray(sosfilt(_sections(order, cuts, kind), sound, axis=0), np.float32)


@lru_cache(maxsize=512)
def _sections(order: int, edges: float | tuple[float, ...], kind: str) -> Real:
    from scipy.signal import butter

    return np.asarray(butter(order, edges, kind, fs=RATE, output="sos"), np.float32)


def bell(sound: Samples, centre: float, gain_db: float, width: float = 1.0) -> Samples:
    """Lifts or cuts around `centre` hertz (Bristow-Johnson, Audio EQ Cookbook: peaking EQ, Q = `width`)."""
    from scipy.signal import lfilter

    amount, turn = 10 ** (gain_db / 40), 2 * np.pi * centre / RATE
    alpha = np.sin(turn) / (2 * width)
    ahead = [1 + alpha * amount, -2 * np.cos(turn), 1 - alpha * amount]
    back = [1 + alpha / amount, -2 * np.cos(turn), 1 - alpha / amount]
    return np.asarray(lfilter(ahead, back, sound, axis=0), np.float32)


def fall(seconds: float, decay: float, attack: float = 0.001) -> Samples:
    """An envelope that rises in `attack` and falls by 60 dB in `decay` seconds."""
    time = clock(seconds)
    return np.asarray(np.minimum(time / max(attack, 1e-4), 1.0) * np.exp(-6.91 * time / decay), np.float32)


def swell(seconds: float, peak: float = 0.5, sharpness: float = 2.0) -> Samples:
    """An envelope that rises and falls once, highest at the share `peak` of its length."""
    place = np.linspace(0.0, 1.0, span(seconds), dtype=np.float32)
    rise = np.minimum(place / max(peak, 1e-3), 1.0)
    drop = np.minimum((1.0 - place) / max(1.0 - peak, 1e-3), 1.0)
    return np.asarray(np.minimum(rise, drop) ** sharpness, np.float32)


def drift(random: Random, seconds: float, rate: float, low: float = 0.0, high: float = 1.0) -> Samples:
    """A slow random curve between `low` and `high` with about `rate` turns a second."""
    from scipy.interpolate import PchipInterpolator

    knots = max(4, int(seconds * rate) + 3)
    curve = PchipInterpolator(np.linspace(0, 1, knots), random.uniform(low, high, knots))
    coarse = np.linspace(0, 1, max(2, min(span(seconds), int(seconds * 200) + 2)))
    fine = np.linspace(0, 1, span(seconds))
    return np.asarray(np.interp(fine, coarse, curve(coarse)), np.float32)


def glide(frequencies: Real) -> Samples:
    """A sine whose frequency in hertz at each sample is given."""
    phase = np.cumsum(np.asarray(frequencies, np.float64)) * (2 * np.pi / RATE)
    return np.sin(phase).astype(np.float32)


def modes(
    ratios: Real,
    decays: Real,
    levels: Real,
    base: Real,
    seconds: float,
) -> Samples:
    """Ringing partials of a struck body.

    ratios, decays (seconds to −60 dB) and levels are (m,); base is hertz at each sample, (n,) or (1,).
    A partial is heard down to −100 dB.
    """
    time = np.arange(span(seconds), dtype=np.float32) / np.float32(RATE)
    turns = np.cumsum(np.broadcast_to(base, time.shape), dtype=np.float64) / RATE
    sound = np.zeros(len(time), np.float32)
    for ratio, decay, level in zip(ratios, decays, levels, strict=True):
        heard = min(len(time), span(decay * 100 / 60))
        fall = np.exp(time[:heard] * np.float32(-6.91 / decay))
        phase = turns[:heard] * ratio
        wave = np.sin((phase - np.rint(phase)).astype(np.float32) * np.float32(2 * np.pi))
        sound[:heard] += np.float32(level) * fall * wave
    return sound


def levelled(sound: Real, peak: float = 1.0) -> Samples:
    """`sound` with its highest sample at `peak`."""
    return np.asarray(sound * (peak / max(float(np.max(np.abs(sound))), 1e-9)), np.float32)


def softly_ended(sound: Samples, seconds: float = 0.01) -> Samples:
    """`sound` with its last moments faded, so that it does not click."""
    ended = sound.copy()
    count = min(len(ended), span(seconds))
    ended[-count:] *= np.linspace(1, 0, count, dtype=np.float32).reshape(-1, *[1] * (sound.ndim - 1))
    return ended


def loudest_side(samples: Real) -> Samples:
    """The higher of both sides' magnitudes at each sample (n,); mono is its own."""
    sound = np.abs(np.asarray(samples, np.float32))
    return sound if sound.ndim == 1 else np.maximum(sound[:, 0], sound[:, 1])


def mean_power(samples: Real) -> Samples:
    """Power at each sample (n,), the mean of both sides; mono is its own."""
    sound = np.asarray(samples, np.float32)
    return sound**2 if sound.ndim == 1 else (sound[:, 0] ** 2 + sound[:, 1] ** 2) * np.float32(0.5)


def between(values: Real, step: int, count: int) -> Samples:
    """A curve (count,) through `values`, which stand at the middles of successive runs of `step` samples."""
    known = np.asarray(values, np.float32)
    ramp = ((np.arange(step) + 0.5) / step).astype(np.float32)
    rising = known[:-1, None] + (known[1:] - known[:-1])[:, None] * ramp
    lead = np.full(step // 2, known[0], np.float32)
    tail = np.full(max(0, count - len(lead) - rising.size), known[-1], np.float32)
    return np.concatenate([lead, rising.ravel(), tail])[:count]


def delayed(sound: Samples, by: float, seconds: float) -> Samples:
    """`sound` begun `by` seconds late in a silence of `seconds`; what does not fit is dropped."""
    out = np.zeros(span(seconds), np.float32)
    first = round(by * RATE)
    part = sound[: max(0, len(out) - first)]
    out[first : first + len(part)] = part
    return out


def sides(pan: float) -> tuple[float, float]:
    """Gains of left and right for a place between -1 and 1, of equal power."""
    angle = (min(1.0, max(-1.0, pan)) + 1.0) * np.pi / 4
    return float(np.cos(angle) * np.sqrt(2)), float(np.sin(angle) * np.sqrt(2))


def lay(canvas: Samples, sound: Samples, start: int, gain: float = 1.0, pan: float = 0.0) -> None:
    """Adds mono or stereo `sound` to the stereo `canvas` from sample `start`; the rest is dropped."""
    first, last = max(0, start), min(len(canvas), start + len(sound))
    if last <= first:
        return
    part = sound[first - start : last - start]
    stereo = part if part.ndim == 2 else part[:, None]
    canvas[first:last] += stereo * (np.array(sides(pan), np.float32) * np.float32(gain))


def looped(sound: Samples, count: int, overlap: float = 0.5) -> Samples:
    """`sound` repeated seamlessly to `count` samples, ends crossed over with equal power."""
    if len(sound) >= count:
        return sound[:count]
    cross = min(span(overlap), len(sound) // 3)
    ramp = np.sqrt(np.linspace(0, 1, cross, dtype=np.float32))
    if sound.ndim == 2:
        ramp = ramp[:, None]
    body = sound[cross:].copy()
    body[-cross:] = body[-cross:] * ramp[::-1] + sound[:cross] * ramp
    repeats = -(-count // len(body))
    return np.concatenate([body] * repeats)[:count]
