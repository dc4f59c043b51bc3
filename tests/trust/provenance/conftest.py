"""Small real media: a picture and a second of film with sound."""

import io

import av
import numpy as np
import pytest
from PIL import Image

from yingxi.trust.provenance import Action, DrawnLabel, LedgerHead, Part, SoftBinding, Statement


def picture(seed=0, size=(96, 64)):
    rows = np.random.default_rng(seed).integers(0, 255, (size[1] // 8, size[0] // 8, 3), np.uint8)
    return Image.fromarray(rows).resize(size, Image.Resampling.BICUBIC)


def jpeg(seed=0):
    buffer = io.BytesIO()
    picture(seed).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture(scope="session")
def media(tmp_path_factory):
    """A folder with still.png, still.jpg, still.webp and film.mp4 (index first, then samples)."""
    folder = tmp_path_factory.mktemp("media")
    for name in ("still.png", "still.jpg", "still.webp"):
        picture().save(folder / name)
    options = {"movflags": "+faststart"}
    with av.open(folder / "film.mp4", "w", options=options) as film:
        stream = film.add_stream("libx264", rate=12, width=96, height=64, pix_fmt="yuv420p")
        for number in range(12):
            film.mux(stream.encode(av.VideoFrame.from_image(picture(number))))
        film.mux(stream.encode(None))
    return folder


@pytest.fixture
def statement():
    return Statement(
        title="龙舟",
        parts=(
            Part(name="pictures", source="algorithmicMedia", tool="world", version="0.1"),
            Part(
                name="narration", source="trainedAlgorithmicMedia", tool="zf_001", model="Kokoro",
                sha256="ab" * 32,
            ),
        ),
        actions=(Action(name="c2pa.addedText", description="label"), Action(name="c2pa.watermarked.bound")),
        soft_binding=SoftBinding(algorithm="yingxi.tiled-spread-spectrum.1", value="0123456789abcdef"),
        ledger=LedgerHead(head="aa" * 32, entries=7, signature="bb" * 64, key="cc" * 32),
        label=DrawnLabel(text="AI 生成", place="top-left", seconds=3.0),
        facts={"look": "ink", "seed": 1},
        thumbnail=jpeg(),
    )
