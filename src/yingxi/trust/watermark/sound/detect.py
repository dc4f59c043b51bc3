"""Reading the sound's mark: blind, from any ten seconds that are loud enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.code import decode, payload_of
from yingxi.trust.watermark.detect import Reading
from yingxi.trust.watermark.lattice import VARIANTS, variant_of
from yingxi.trust.watermark.sound.chips import (
    BANDS,
    SLOT_S,
    SLOTS,
    Floats,
    band_edges,
    known_chips,
    signs_of,
    softs_of_chips,
)

RATE = 16000
FRAME, HOP = 1024, 256
STEPS = round(SLOT_S * RATE / HOP)
"""Steps of analysis in a slot."""

BLOCK = SLOTS * STEPS
THRESHOLD = 7.0
"""Deviations of chance that the known chips must agree by; `chance.py` says how seldom chance does."""

ATTEMPTS = 3
"""Places of the block whose message is tried in one piece."""

PIECE_S, APART_S, PIECES = 60, 45, 4
LONGEST_S = 240
SPEEDS = 1 + 0.0005 * np.arange(-10, 11)
QUIET = 1e-10
"""Power, of full scale, under which a band says nothing."""

BROAD_STEPS, BROAD_BANDS = 15, 5
CLIP = 1.5


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Hearing:
    """Where a block may lie: its family, its first step, the speed, how well known chips fit, the chips."""

    variant: int
    offset: int
    speed: float
    score: float
    chips: Floats


def detect_sound(path: Path | str) -> Reading | None:
    """The mark of a file's sound, of its first LONGEST_S; None where none can be read or there is no sound.

    YingxiError for a file that cannot be decoded.
    """
    return detect_samples(sound_of(Path(path)))


def sound_of(path: Path) -> Floats:
    """The first LONGEST_S of a file's sound, (n, 2) at 16 kHz; a file of any length takes no more memory."""
    import av

    from yingxi.media.files import saying_why

    count = 0
    blocks: list[Floats] = [np.zeros((2, 0), np.float32)]
    with saying_why(path), av.open(path, metadata_errors="replace") as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        for frame in container.decode(audio=0) if container.streams.audio else ():
            for block in resampler.resample(frame):
                blocks.append(block.to_ndarray().astype(np.float32))
                count += block.samples
            if count >= LONGEST_S * RATE:
                break
    return np.asarray(np.concatenate(blocks, axis=1).T, np.float32)


def detect_samples(samples: Floats) -> Reading | None:
    """The mark of samples (n, channels) at 16 kHz: up to PIECES pieces of a minute are tried."""
    for piece in pieces(samples):
        for hearing in hearings(piece):
            payload = payload_of(decode(softs_of_chips(hearing.chips, hearing.variant)))
            fits = payload is not None and variant_of(payload) == hearing.variant
            if fits and payload is not None and hearing.score >= THRESHOLD:
                return Reading(
                    payload=payload, score=round(hearing.score, 2), threshold=THRESHOLD,
                    frames=len(piece) // HOP,
                )
    return None


def pieces(samples: Floats) -> Iterator[Floats]:
    """Overlapping pieces, evenly from all over what is long."""
    long = len(samples) - PIECE_S * RATE
    count = min(PIECES, 1 + max(0, -(-long // (APART_S * RATE))))
    for number in range(count):
        first = number * max(0, long) // max(1, count - 1)
        yield samples[first : first + PIECE_S * RATE]


def hearings(samples: Floats) -> list[Hearing]:
    """The likeliest places of the block in a piece, best first, no two alike."""
    if len(samples) < FRAME + HOP * BLOCK // 4:
        return []
    powers = spectrum_of_sound(samples)
    found: list[Hearing] = []
    for speed in SPEEDS:
        found += best_places(fold(unusual(powers, float(speed)), float(speed)), float(speed))
    found.sort(key=lambda one: -one.score)
    return found[:ATTEMPTS]


def spectrum_of_sound(samples: Floats) -> Floats:
    """Power (frames, FRAME / 2 + 1), channels added; full scale is 1."""
    from scipy import fft

    window = np.hanning(FRAME + 1)[:-1].astype(np.float32)
    total: Floats | None = None
    for side in range(samples.shape[1]):
        cut = np.lib.stride_tricks.sliding_window_view(samples[:, side], FRAME)[::HOP]
        waves = fft.rfft(cut * window, axis=1, workers=1)
        power = (waves.real**2 + waves.imag**2) * np.float32(16 / FRAME**2)
        total = power if total is None else total + power
    assert total is not None
    return total


@lru_cache(maxsize=len(SPEEDS))
def band_bins(speed: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last bin of each band in a sound that runs at `speed`."""
    edges = np.rint(band_edges() * speed * FRAME / RATE).astype(np.int64)
    return edges[:-1], edges[1:]


def unusual(powers: Floats, speed: float) -> Floats:
    """How far each band is louder than around it, restless places held down: (frames, BANDS)."""
    from scipy.ndimage import uniform_filter1d

    first, last = band_bins(speed)
    logs, weight = (np.empty((len(powers), BANDS), np.float32) for _ in range(2))
    for band, (low, high) in enumerate(zip(first, last, strict=True)):
        inside = powers[:, low:high]
        mean = inside.mean(1, keepdims=True)
        usual = mean.mean()
        logs[:, band] = np.log(inside + 0.03 * mean + 0.005 * usual + QUIET).mean(1)
        weight[:, band] = (mean / (mean + 0.001 * usual + QUIET))[:, 0]
    for size, axis in ((BROAD_STEPS, 0), (BROAD_BANDS, 1)):
        around = uniform_filter1d(logs * weight, size, axis=axis, mode="nearest")
        logs -= around / (uniform_filter1d(weight, size, axis=axis, mode="nearest") + 1e-6)
    fine = np.clip(logs, -CLIP, CLIP) * weight
    unrest = uniform_filter1d(fine * fine, 2 * STEPS + 1, axis=0, mode="nearest")
    unrest = uniform_filter1d(unrest, BROAD_BANDS, axis=1, mode="nearest")
    calm: Floats = fine / (unrest + 0.2 * unrest.mean() + 1e-12) ** 0.7
    return calm


def fold(fine: Floats, speed: float) -> Floats:
    """All blocks on one another: (BLOCK, BANDS), the mean over each slot's length, bands evened out."""
    from scipy.ndimage import uniform_filter1d

    steps = np.rint(np.arange(len(fine)) * speed).astype(np.int64) % BLOCK
    where = np.zeros((BLOCK, len(fine)), np.float32)
    where[steps, np.arange(len(fine))] = 1
    total = uniform_filter1d(where @ fine, STEPS, axis=0, mode="wrap")
    return np.asarray(total / (total.var(0) + 1e-12), np.float32)


@lru_cache(maxsize=1)
def known_waves() -> NDArray[np.complex64]:
    """The known chips of every family as they lie in a block, seen by frequency: (VARIANTS, f, BANDS)."""
    laid = np.zeros((VARIANTS, BLOCK, BANDS), np.float32)
    for variant in range(VARIANTS):
        laid[variant, ::STEPS] = signs_of(variant) * known_chips()
    return np.fft.rfft(laid, axis=1).conj().astype(np.complex64)


def best_places(folded: Floats, speed: float) -> list[Hearing]:
    """The best place of the best families for one speed."""
    waves = np.fft.rfft(folded, axis=0)
    fits = np.fft.irfft(np.einsum("fb,vfb->vf", waves, known_waves()), BLOCK, axis=1)
    deviation = np.sqrt(np.sum(known_chips() * np.mean(folded**2, 0))) + 1e-9
    found = []
    for variant in np.argsort(-fits.max(1))[:ATTEMPTS]:
        offset = int(fits[variant].argmax())
        rows = (offset + STEPS * np.arange(SLOTS)) % BLOCK
        score = float(fits[variant, offset] / deviation)
        found.append(
            Hearing(variant=int(variant), offset=offset, speed=speed, score=score, chips=folded[rows])
        )
    return found
