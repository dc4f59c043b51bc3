"""How loud a programme is: integrated loudness, loudness range, true peak.

ITU-R BS.1770-5 (K-weighting, 400 ms blocks, gates at -70 LUFS and 10 LU under), EBU Tech 3342 (range),
true peak by four-fold oversampling (BS.1770 annex 2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.sound.signals import loudest_side
from yingxi.sound.voice import RATE, Samples

Floats = NDArray[np.float64]
_STEP = RATE // 10
_WEIGHTING = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""The standard's two filters at 48 kHz, shelf and high-pass, as second-order sections."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loudness:
    """lufs: integrated loudness (-inf for silence); true_peak_db in dBTP; lra: loudness range in LU."""

    lufs: float
    true_peak_db: float
    lra: float


def measure_loudness(samples: Samples) -> Loudness:
    """Loudness of stereo samples (n, 2) at 48 kHz."""
    power = _powers(samples)
    return Loudness(lufs=_integrated(power), true_peak_db=true_peak(samples), lra=_range(power))


def integrated_loudness(samples: Samples) -> float:
    """LUFS of stereo samples (n, 2) at 48 kHz; -inf for silence or less than 400 ms."""
    return _integrated(_powers(samples))


def true_peak(samples: Samples) -> float:
    """The highest peak between and at samples, dBTP; -inf for silence."""
    loudest = float(np.abs(samples).max(initial=0.0))
    highest = float(peaks_between(samples, 0.5 * loudest).max(initial=0.0))
    return float(20 * np.log10(highest)) if highest > 0 else float("-inf")


def peaks_between(samples: Samples, enough: float = 0.0, block: int = RATE) -> Samples:
    """The highest level (n,) of any channel at and after each sample, found at four times the rate.

    Where no sample exceeds `enough` the samples themselves are given: a peak between samples is hardly ever
    twice as high as they are, so nobody need look there.
    """
    from scipy.signal import resample_poly

    margin = 64
    peaks = loudest_side(samples)
    for first in range(0, len(samples), block):
        last = min(len(samples), first + block)
        if float(peaks[first:last].max()) <= enough:
            continue
        begin, end = max(0, first - margin), min(len(samples), last + margin)
        fine = loudest_side(resample_poly(samples[begin:end], 4, 1, axis=0))
        highest = np.maximum(np.maximum(fine[0::4], fine[1::4]), np.maximum(fine[2::4], fine[3::4]))
        peaks[first:last] = highest[first - begin : last - begin]
    return np.asarray(peaks, np.float32)


def _powers(samples: Samples) -> Floats:
    """K-weighted power, channels added, of each 100 ms."""
    from scipy.signal import sosfilt

    steps = len(samples) // _STEP
    total = np.zeros(steps)
    for side in range(samples.shape[1]):
        weighted = sosfilt(_WEIGHTING, samples[: steps * _STEP, side].astype(np.float64))
        total += (weighted**2).reshape(steps, _STEP).mean(axis=1)
    return total


def _blocks(power: Floats, steps: int) -> Floats:
    """Mean power of overlapping blocks of `steps` times 100 ms, one every 100 ms."""
    if len(power) < steps:
        return np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(power)])
    return np.asarray((sums[steps:] - sums[:-steps]) / steps)


def _lufs(power: Floats) -> Floats:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def _integrated(power: Floats) -> float:
    blocks = _blocks(power, 4)
    heard = blocks[_lufs(blocks) > -70]
    if not len(heard):
        return float("-inf")
    gate = _lufs(np.array([heard.mean()]))[0] - 10
    kept = heard[_lufs(heard) > gate]
    return float(_lufs(np.array([kept.mean()]))[0])


def _range(power: Floats) -> float:
    blocks = _blocks(power, 30)
    heard = blocks[_lufs(blocks) > -70]
    if not len(heard):
        return 0.0
    gate = _lufs(np.array([heard.mean()]))[0] - 20
    kept = _lufs(heard[_lufs(heard) > gate])
    return float(np.percentile(kept, 95) - np.percentile(kept, 10))
