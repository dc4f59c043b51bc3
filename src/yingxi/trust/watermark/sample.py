"""Luma frames from all over a film, without decoding more of it than is needed."""

from collections.abc import Iterator
from pathlib import Path

import av

from yingxi.film.errors import YingxiError
from yingxi.media.decode import only_video, plane_array
from yingxi.media.files import saying_why
from yingxi.media.frames import Bytes

PIECES = 5
FRAMES = 50


def sample_lumas(path: Path, seconds: float) -> Iterator[Bytes]:
    """About FRAMES luma planes from `seconds` of a film: all of a short one, PIECES parts of a long one."""
    with saying_why(path), av.open(path) as container:
        stream = only_video(container, path)
        stream.thread_type = "AUTO"
        whole = length_of(container, stream)
        rate = float(stream.average_rate or stream.base_rate or 25)
        every = max(1, round(min(whole, seconds) * rate / FRAMES))
        for begin, end in pieces(whole, seconds):
            yield from piece_lumas(container, stream, begin, end, every)


def length_of(container: av.container.InputContainer, stream: av.VideoStream) -> float:
    """Seconds, 0 where the file does not say."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / 1e6 if container.duration else 0.0


def pieces(whole: float, seconds: float) -> list[tuple[float, float]]:
    """The parts to look at: from second to second."""
    if whole <= seconds * 1.5:
        return [(0.0, max(whole, seconds) + 1.0)]
    long, apart = seconds / PIECES, (whole - seconds / PIECES) / (PIECES - 1)
    return [(number * apart, number * apart + long) for number in range(PIECES)]


def piece_lumas(
    container: av.container.InputContainer, stream: av.VideoStream, begin: float, end: float, every: int
) -> Iterator[Bytes]:
    """Every so many-th luma plane between two times, from the keyframe before."""
    if begin > 0 and stream.time_base:
        container.seek(round(begin / stream.time_base), stream=stream)
    for number, frame in enumerate(container.decode(stream)):
        if frame.time is not None and frame.time >= end:
            return
        if (frame.time is None or frame.time >= begin - 1e-6) and number % every == 0:
            yield luma_plane(frame)


def luma_plane(frame: av.VideoFrame) -> Bytes:
    """A copy of a decoded frame's luma; other formats are converted."""
    plain = frame.format.name.startswith(("yuv4", "yuvj4", "nv12", "gray"))
    if not plain or frame.format.components[0].bits > 8:
        frame = frame.reformat(format="gray")
    if not frame.planes:
        raise YingxiError("a frame without a picture")
    return plane_array(frame.planes[0])
