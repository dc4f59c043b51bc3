"""How a spoken line is made fit for film: silence trimmed, rumble out, an even level, a little room."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.sound.room import hall, put_into
from yingxi.sound.signals import above, bell, between, decibels, mean_power, softly_ended, span
from yingxi.sound.voice import RATE, Samples, Speech, Word

LEVEL_DB = -20.0
"""Root mean square of a line's spoken parts, so that all lines are equally loud."""

_FRAME = 240


def trim_speech(speech: Speech, keep: float = 0.03) -> Speech:
    """The speech without silence at its ends, word times moved along; `keep` seconds of air stay."""
    if not len(speech.samples):
        return speech
    loud = np.abs(speech.samples) > decibels(-42) * float(np.max(np.abs(speech.samples)))
    first, last = int(np.argmax(loud)), len(loud) - int(np.argmax(loud[::-1]))
    start, end = max(0, first - span(keep)), min(len(loud), last + span(keep * 2))
    return replace(
        speech,
        samples=_with_soft_ends(speech.samples[start:end]),
        words=tuple(_moved(word, -start / RATE, (end - start) / RATE) for word in speech.words),
    )


def dress_voice(samples: Samples) -> Samples:
    """A mono line with rumble cut, presence lifted, peaks tamed and level set: still mono, same length."""
    clear = bell(bell(above(samples, 75.0), 240.0, -1.5, 0.9), 3400.0, 2.0, 0.8)
    even = clear * compress(clear, threshold_db=-24.0, ratio=2.5)
    return np.asarray(even * _gain_to_level(even), np.float32)


def place_in_room(samples: Samples) -> Samples:
    """A mono line in a small soft room, as stereo (n, 2)."""
    return put_into(samples, hall(0.28, 2600.0, 11, before=0.006), decibels(-17))


def compress(
    sound: Samples, threshold_db: float, ratio: float, attack: float = 0.008, release: float = 0.12
) -> Samples:
    """The gain (n,) that a compressor applies to mono or stereo `sound` at each sample."""
    loudness = frame_level(sound)
    over = np.maximum(0.0, loudness - threshold_db)
    reduction = _follow(-over * (1 - 1 / ratio), attack, release)
    return _to_samples(10 ** (reduction / 20), len(sound))


def frame_level(sound: Samples) -> Samples:
    """Level in dB of each 5 ms of a mono or stereo sound."""
    power = mean_power(sound)
    frames = -(-len(power) // _FRAME)
    padded = np.pad(power, (0, frames * _FRAME - len(power)))
    return np.asarray(10 * np.log10(padded.reshape(frames, _FRAME).mean(axis=1) + 1e-10), np.float32)


def _follow(target_db: Samples, attack: float, release: float) -> Samples:
    """`target_db` a frame, reached fast when falling and slowly when rising."""
    step = _FRAME / RATE
    down, up = np.exp(-step / attack), np.exp(-step / release)
    followed, now = np.empty_like(target_db), 0.0
    for place, target in enumerate(target_db.tolist()):
        pole = down if target < now else up
        now = target + pole * (now - target)
        followed[place] = now
    return followed


def _to_samples(frames: NDArray[np.floating[Any]], count: int) -> Samples:
    return between(frames, _FRAME, count)


def _gain_to_level(sound: Samples) -> float:
    levels = frame_level(sound)
    spoken = levels[levels > levels.max() - 25.0]
    mean = 10 * np.log10(np.mean(10 ** (spoken / 10)))
    return decibels(LEVEL_DB - float(mean))


def _with_soft_ends(sound: Samples) -> Samples:
    return softly_ended(softly_ended(sound, 0.02)[::-1], 0.008)[::-1].copy()


def _moved(word: Word, by: float, length: float) -> Word:
    start = min(max(0.0, word.start_s + by), length)
    return replace(word, start_s=start, end_s=min(max(start, word.end_s + by), length))
