"""Riding the faders: slow changes of gain, as a mixer's hand makes them."""

import numpy as np

from yingxi.sound.signals import between, mean_power
from yingxi.sound.voice import RATE, Samples

_STEP = RATE // 20


def levelled_out(
    samples: Samples, amount: float = 0.45, seconds: float = 4.0, most_db: float = 8.0
) -> Samples:
    """Stereo `samples` with quiet stretches lifted and loud ones lowered toward their mean.

    `amount` 0 changes nothing, 1 would make all equally loud; silence is not lifted.
    """
    from scipy.ndimage import gaussian_filter1d

    frames = -(-len(samples) // _STEP)
    power = np.pad(mean_power(samples), (0, frames * _STEP - len(samples)))
    power = power.reshape(frames, _STEP).mean(axis=1)
    if not np.any(power > 1e-9):
        return samples
    level = 10 * np.log10(gaussian_filter1d(power, seconds * RATE / _STEP / 2.5, mode="nearest") + 1e-9)
    mean = 10 * np.log10(np.mean(power[power > 1e-9]))
    gain_db = np.clip((mean - level) * amount, -most_db, most_db) * (level > -62)
    return np.asarray(samples * between(10 ** (gain_db / 20), _STEP, len(samples))[:, None], np.float32)
