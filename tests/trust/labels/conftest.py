"""Small real media to label."""

import av
import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def media(tmp_path):
    """still.png, still.jpg and film.mp4 in a folder."""
    picture = Image.fromarray(np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8))
    for name in ("still.png", "still.jpg"):
        picture.save(tmp_path / name)
    with av.open(tmp_path / "film.mp4", "w", options={"movflags": "+faststart+use_metadata_tags"}) as film:
        film.metadata.update({"title": "龙舟", "AIGC": '{"Label":"1","ProduceID":"x"}'})
        stream = film.add_stream("libx264", rate=12, width=64, height=48, pix_fmt="yuv420p")
        for _ in range(6):
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        film.mux(stream.encode(None))
    return tmp_path
