"""How high clean pictures score: the evidence for the watermark's threshold.

Reads no picture that carries a mark: photographs and textures that scikit-image ships, unmarked frames of our
own world (a folder of PNGs, optional), noise of several colours, each cut, scaled, turned and recompressed at
random. Every picture is tried with several keys (sets of 16 families of phases). Writes the
highest score of each trial and the fitted tail to src/yingxi/trust/watermark/data/chance.json.

    python scripts/watermark_chance.py PICTURES KEYS [FOLDER_OF_PNGS]
"""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from yingxi.trust.watermark.align import POSES, align, exact_waves, nearby_waves, refine, settle
from yingxi.trust.watermark.chance import ATTEMPTS, describe
from yingxi.trust.watermark.detect import CANDIDATES
from yingxi.trust.watermark.lattice import VARIANTS
from yingxi.trust.watermark.mark import luma_of
from yingxi.trust.watermark.residual import residual
from yingxi.trust.watermark.search import find_geometries, spectrum_of_plane

OUT = Path(__file__).parents[1] / "src" / "yingxi" / "trust" / "watermark" / "data" / "chance.json"
SHIPPED = (
    "astronaut", "brick", "camera", "cat", "cell", "chelsea", "clock", "coffee", "coins", "grass", "gravel",
    "hubble_deep_field", "immunohistochemistry", "moon", "page", "retina", "rocket", "text",
)  # fmt: skip


def sources(folder: Path | None, chance: np.random.Generator) -> Iterator[tuple[str, np.ndarray]]:
    """Endless clean pictures with where they come from: photographs, frames and noise in turn."""
    photographs = [(name, colour(getattr(data, name)())) for name in SHIPPED]
    paths = sorted(folder.glob("*.png")) if folder else []
    frames = [(path.stem, np.asarray(Image.open(path).convert("RGB"))) for path in paths]
    while True:
        for kind in (photographs, frames, photographs, frames):
            if kind:
                yield kind[int(chance.integers(len(kind)))]
        yield "noise", coloured_noise(chance)


def colour(picture: np.ndarray) -> np.ndarray:
    """Any picture as (h, w, 3)."""
    return np.ascontiguousarray((picture if picture.ndim == 3 else np.stack([picture] * 3, -1))[..., :3])


def coloured_noise(chance: np.random.Generator) -> np.ndarray:
    """Noise whose amplitude falls with frequency to a random power."""
    height, width = (int(side) for side in chance.integers(240, 640, 2))
    spectrum = np.fft.rfft2(chance.standard_normal((height, width)))
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    field = np.fft.irfft2(spectrum / np.maximum(radius, 1e-3) ** chance.uniform(0, 2.2), (height, width))
    grey = np.clip(128 + 40 * (field - field.mean()) / field.std(), 0, 255).astype(np.uint8)
    return np.stack([grey] * 3, -1)


def vary(picture: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Another picture out of one: a random cut, size, turn, mirror and JPEG quality."""
    image = Image.fromarray(picture)
    wide, tall = (int(side * chance.uniform(0.5, 1)) for side in image.size)
    left = int(chance.integers(0, image.width - wide + 1))
    top = int(chance.integers(0, image.height - tall + 1))
    image = image.crop((left, top, left + wide, top + tall))
    image = image.rotate(chance.uniform(-20, 20), Image.Resampling.BICUBIC)
    larger = int(chance.integers(300, 640)) / max(wide, tall)
    image = image.resize((max(200, round(wide * larger)), max(200, round(tall * larger))))
    if chance.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=int(chance.integers(30, 96)))
    return np.asarray(Image.open(sink))


def highest_scores(picture: np.ndarray, keys: int) -> list[float]:
    """The score that the detector would hold against its threshold, for each key."""
    spectrum = spectrum_of_plane(residual(luma_of(picture)))
    geometries = find_geometries(spectrum, CANDIDATES)
    waves = [nearby_waves(spectrum, one) for one in geometries]
    scores = []
    for key in range(keys):
        families = tuple(range(VARIANTS * key, VARIANTS * (key + 1)))
        coarse = [
            align(read, one, tuple(range(len(POSES))), families)
            for read, one in zip(waves, geometries, strict=True)
        ]
        likely = sorted(coarse, key=lambda one: -one.score)[:ATTEMPTS]
        refined = [refine(spectrum, one) for one in likely]
        settled = [settle(exact_waves(spectrum, one.geometry), one).score for one in refined]
        scores.append(round(max(settled), 3))
    return scores


def main(pictures: int, keys: int, folder: Path | None) -> None:
    """Try all, fit, write."""
    chance = np.random.default_rng(20260101)
    found: list[float] = []
    for number, (name, picture) in zip(range(pictures), sources(folder, chance), strict=False):
        found += highest_scores(vary(picture, chance), keys)
        if number % 50 == 49 or number + 1 == pictures:
            print(number + 1, name, max(found), flush=True)
            OUT.parent.mkdir(exist_ok=True)
            OUT.write_text(json.dumps(describe(found, number + 1, keys)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
