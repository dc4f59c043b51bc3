"""Sound that a model made with its pictures, laid under its shot in the foley stem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from yingxi.film import Storyboard, Take
from yingxi.sound import RATE, Samples, Stem

FADE = 0.01
"""Seconds of fade at both ends, so that no cut clicks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeSound:
    """One take's own sound: its file, and the frames of it that are heard from film frame `start` on."""

    path: Path
    start: int
    skip: int
    length: int


def take_sounds(root: Path, board: Storyboard, takes: Sequence[Take]) -> tuple[TakeSound, ...]:
    """The own sound of every select that has one, in the order of the film."""
    by_shot = {take.slate.shot: take for take in takes}
    return tuple(
        TakeSound(path=root / take.sound, start=shot.start, skip=take.head, length=shot.length)
        for shot in board.shots
        if (take := by_shot.get(shot.number)) is not None and take.sound
    )


def lay_sounds(foley: Stem, sounds: Sequence[TakeSound], fps: int) -> Stem:
    """The stem with these sounds added to it, each in its place, both ears."""
    if not sounds:
        return foley
    samples = foley.samples.copy()
    for sound in sounds:
        begin = round(sound.start * RATE / fps)
        heard = heard_part(sound, fps)[: len(samples) - begin]
        samples[begin : begin + len(heard)] += heard
    return replace(foley, samples=samples)


def heard_part(sound: TakeSound, fps: int) -> Samples:
    """The part of a take's sound that belongs to its shot, (n, 2) at 48 kHz, faded at both ends."""
    from yingxi.media import read_samples

    samples = read_samples(sound.path, RATE)
    stereo = samples[:, :2] if samples.shape[1] >= 2 else np.repeat(samples[:, :1], 2, axis=1)
    first = round(sound.skip * RATE / fps)
    part = stereo[first : first + round(sound.length * RATE / fps)].astype(np.float32)
    ramp = np.minimum(np.arange(len(part)) + 1, len(part) - np.arange(len(part))) / (FADE * RATE)
    return part * np.clip(ramp, 0, 1).astype(np.float32)[:, None]
