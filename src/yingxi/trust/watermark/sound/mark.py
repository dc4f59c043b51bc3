"""Putting the mark into sound: what is there is made a little louder or softer, so nothing is in silence."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from yingxi.trust.watermark.sound.chips import (
    BANDS,
    SLOT_S,
    SLOTS,
    SOUND_ALGORITHM,
    Floats,
    band_edges,
    chips_of,
)

RATE = 48000
FRAME = 1024
HOP = FRAME // 2
STRIP = 512
"""Frames that are worked on at a time."""

STRENGTH_DB = 1.3
EVEN = 0.1
"""Of the strength: by how much the bands are lowered, for louder chips add more power than softer take."""

EASE_S = 0.024
"""How long a chip takes to become the next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundMark:
    """The audio mark of one film: called on (n, 2) samples at 48 kHz it gives them marked."""

    payload: int
    strength_db: float = STRENGTH_DB

    @property
    def key(self) -> str:
        """The method and the payload: what a mix depends on."""
        return f"{SOUND_ALGORITHM} {self.payload:016x}"

    def __call__(self, samples: Floats) -> Floats:
        """The samples with the mark, as long as they were; digital silence stays digital silence."""
        return mark_sound(samples, self.payload, self.strength_db)


def mark_sound(samples: Floats, payload: int, strength_db: float = STRENGTH_DB) -> Floats:
    """A marked copy of samples (n, channels) at 48 kHz; every channel gets the same gains."""
    from scipy import fft

    window = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)).astype(np.float32)
    frames = -(-len(samples) // HOP) + 1
    chips, spread = chips_of(payload), band_shares()
    change = np.zeros(((frames + 1) * HOP, samples.shape[1]), np.float32)
    padded = np.zeros_like(change)
    padded[HOP : HOP + len(samples)] = samples
    for first in range(0, frames, STRIP):
        count = min(STRIP, frames - first)
        times = (np.arange(first, first + count) * HOP / RATE).astype(np.float32)
        gains = 10 ** (strength_db / 20 * ((chips_at(chips, times) - EVEN) @ spread)) - 1
        piece = slice(first * HOP, (first + count + 1) * HOP)
        for side in range(samples.shape[1]):
            cut = np.lib.stride_tricks.sliding_window_view(padded[piece, side], FRAME)[::HOP]
            waves = fft.rfft(cut * window, axis=1, workers=1) * gains
            moved = fft.irfft(waves, FRAME, axis=1, workers=1) * window
            change[piece, side][:-HOP] += moved[:, :HOP].ravel()
            change[piece, side][HOP:] += moved[:, HOP:].ravel()
    marked: Floats = samples + change[HOP : HOP + len(samples)] * (samples != 0)
    return marked


def chips_at(chips: Floats, times: Floats) -> Floats:
    """The chips (n, BANDS) at times in seconds, eased from one to the next."""
    place = times / SLOT_S - 0.5
    before = np.floor(place)
    ease = EASE_S / SLOT_S
    share = np.clip((place - before - 0.5) / ease + 0.5, 0, 1)[:, None].astype(np.float32)
    now = before.astype(np.int64)
    eased: Floats = chips[now % SLOTS] * (1 - share) + chips[(now + 1) % SLOTS] * share
    return eased


def band_shares() -> Floats:
    """How much of each band's chip each frequency gets: (BANDS, FRAME / 2 + 1)."""
    edges = band_edges()
    bins = np.arange(FRAME // 2 + 1) * RATE / FRAME
    half = RATE / FRAME / 2
    shares = [
        np.clip(np.minimum(bins + half, high) - np.maximum(bins - half, low), 0, None) / (2 * half)
        for low, high in pairwise(edges)
    ]
    return np.array(shares, np.float32).reshape(BANDS, -1)
