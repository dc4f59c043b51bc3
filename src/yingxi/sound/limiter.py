"""A look-ahead limiter that holds true peaks: the gain is eased in before the peak and let go slowly."""

import numpy as np

from yingxi.sound.loudness import peaks_between
from yingxi.sound.signals import between, decibels, span
from yingxi.sound.voice import RATE, Samples

_STEP = 24
"""The recovery of the gain is followed every half millisecond."""


def limit(samples: Samples, ceiling_db: float = -1.3, peaks: Samples | None = None) -> Samples:
    """`samples` (n, 2) with no true peak above `ceiling_db`; both sides get one gain, so the image stays.

    `peaks` (n,) are the true peaks of `samples` where they are known already.
    """
    found = peaks_between(samples, 0.5 * decibels(ceiling_db)) if peaks is None else peaks
    if float(found.max(initial=0.0)) <= decibels(ceiling_db):
        return samples
    needed = np.minimum(1.0, np.float32(decibels(ceiling_db)) / np.maximum(found, np.float32(1e-9)))
    return np.asarray(samples * _eased(needed)[:, None], np.float32)


def _eased(needed: Samples, look_ahead: float = 0.004, release: float = 0.08) -> Samples:
    """A smooth gain that is at its lowest already when the peak comes, and recovers slowly."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ahead = span(look_ahead)
    held = minimum_filter1d(needed, 2 * ahead + 1, mode="nearest")
    return np.asarray(uniform_filter1d(_recovering(held, release), ahead + 1, mode="nearest"), np.float32)


def _recovering(gain: Samples, release: float) -> Samples:
    """`gain`, rising no faster than `release` allows and never above what it was."""
    count = -(-len(gain) // _STEP)
    asked = np.pad(gain, (0, count * _STEP - len(gain)), mode="edge").reshape(count, _STEP).min(axis=1)
    pole = float(np.exp(-_STEP / RATE / release))
    slow, now = np.empty(count, np.float32), 1.0
    for place, wanted in enumerate(asked.tolist()):
        now = min(wanted, 1.0 - (1.0 - now) * pole)
        slow[place] = now
    low = np.minimum(slow, np.minimum(np.append(slow[1:], slow[-1]), np.append(slow[0], slow[:-1])))
    return np.asarray(np.minimum(between(low, _STEP, len(gain)), gain), np.float32)
