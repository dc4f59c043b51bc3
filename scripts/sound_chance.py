"""How high sound without a mark scores: the evidence for the audio mark's threshold.

Cuts every sound file given into pieces of ten seconds and tries each with several keys, sets of 16
families. Writes the highest score of each trial and the fitted tail to
src/yingxi/trust/watermark/data/sound_chance.json.

    python scripts/sound_chance.py KEYS WAV...
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from yingxi.media import read_samples
from yingxi.trust.watermark.chance import fit_tail
from yingxi.trust.watermark.lattice import VARIANTS, random_bytes
from yingxi.trust.watermark.sound.chips import BANDS, SLOTS, known_chips
from yingxi.trust.watermark.sound.detect import BLOCK, RATE, SPEEDS, STEPS, fold, spectrum_of_sound, unusual

OUT = Path(__file__).parents[1] / "src" / "yingxi" / "trust" / "watermark" / "data" / "sound_chance.json"
PIECE = 10 * RATE


def known_waves(key: int) -> np.ndarray:
    """The known chips of a key's families by frequency; key 0 is the mark's own."""
    laid = np.zeros((VARIANTS, BLOCK, BANDS), np.float32)
    for variant in range(VARIANTS):
        bits = random_bytes(SLOTS * BANDS, f"sound signs {VARIANTS * key + variant}") & 1
        laid[variant, ::STEPS] = (1 - 2 * bits.astype(np.float32)).reshape(SLOTS, BANDS) * known_chips()
    return np.fft.rfft(laid, axis=1).conj().astype(np.complex64)


def pieces(paths: list[Path]) -> Iterator[np.ndarray]:
    """Ten seconds after ten seconds of every file; silence and ends under six seconds are left out."""
    for path in paths:
        samples = read_samples(path, RATE)
        for first in range(0, len(samples) - 6 * RATE, PIECE):
            if np.any(samples[first : first + PIECE]):
                yield samples[first : first + PIECE]


def highest_scores(piece: np.ndarray, keys: list[np.ndarray]) -> list[float]:
    """The score that the detector would hold against its threshold, for each key."""
    powers, best = spectrum_of_sound(piece), np.zeros(len(keys))
    for speed in SPEEDS.tolist():
        folded = fold(unusual(powers, speed), speed)
        deviation = np.sqrt(np.sum(known_chips() * np.mean(folded**2, 0))) + 1e-9
        waves = np.fft.rfft(folded, axis=0)
        for number, key in enumerate(keys):
            fits = np.fft.irfft(np.einsum("fb,vfb->vf", waves, key), BLOCK, axis=1)
            best[number] = max(best[number], fits.max() / deviation)
    return [round(float(one), 2) for one in best]


def main(count: int, paths: list[Path]) -> None:
    """Try all, fit, write."""
    keys, found = [known_waves(key) for key in range(count)], []
    for piece in pieces(paths):
        found += highest_scores(piece, keys)
    place, scale = fit_tail(found)
    told = {
        "windows": len(found) // count, "keys": count, "trials": len(found), "highest": max(found),
        "mean": round(float(np.mean(found)), 4), "deviation": round(float(np.std(found)), 4),
        "place": round(place, 4), "scale": round(scale, 4), "scores": found,
    }  # fmt: skip
    OUT.write_text(json.dumps(told) + "\n", encoding="utf-8")
    print({name: value for name, value in told.items() if name != "scores"})


if __name__ == "__main__":
    main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
