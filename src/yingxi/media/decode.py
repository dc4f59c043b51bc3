"""Files to frames and samples."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError
from yingxi.media.files import saying_why
from yingxi.media.frames import Bytes, Planes


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """What a video file holds. `keyframes` are the frames at which it can be entered.

    `header` is the decoder configuration (parameter sets): streams of one header can be joined.
    `steady` says that every frame n stands at n/fps and is decoded in the order in which it is shown.
    """

    size: tuple[int, int]
    fps: int
    frames: int
    keyframes: tuple[int, ...]
    header: bytes
    steady: bool


def probe(path: Path | str) -> Probe:
    """Read the packets of a video file, without decoding any. A file that has not changed is read once."""
    place = Path(path)
    with saying_why(place):
        stamp = place.stat()
    return probe_state(place, stamp.st_mtime_ns, stamp.st_size, stamp.st_ino)


@lru_cache(maxsize=512)
def probe_state(place: Path, modified: int, length: int, node: int) -> Probe:
    """The probe of a file in one state of it."""
    with saying_why(place), av.open(place) as container:
        stream = only_video(container, place)
        rate = stream.average_rate or stream.base_rate
        fps = round(float(rate)) if rate else 0
        times: list[float] = []
        keyframes: list[int] = []
        steady = True
        for packet in container.demux(stream):
            if packet.size:
                keyframes += [len(times)] if packet.is_keyframe else []
                steady &= packet.pts == packet.dts
                times.append(0.0 if packet.pts is None else float(packet.pts * packet.time_base))
        steps = np.diff(np.array(times)) * fps
        return Probe(
            size=(stream.width, stream.height), fps=fps, frames=len(times), keyframes=tuple(keyframes),
            header=bytes(stream.codec_context.extradata or b""),
            steady=steady and bool(np.all(np.abs(steps - 1) < 0.01)),
        )


def read_frames(path: Path | str, start: int = 0, stop: int | None = None) -> Iterator[Planes]:
    """Frames start..stop of a video file (`stop` None: to the end), decoded from the keyframe before."""
    place = Path(path)
    seen = probe(place)
    end = seen.frames if stop is None else stop
    if not 0 <= start <= end <= seen.frames:
        raise YingxiError(f"{place}: asked for frames {start} to {end}, it has {seen.frames}")
    with saying_why(place), av.open(place) as container:
        stream = only_video(container, place)
        stream.codec_context.thread_count = 1
        number = enter_before(container, stream, seen, start)
        for frame in container.decode(stream):
            if number >= end:
                return
            if number >= start:
                yield planes_of(frame)
            number += 1


def read_keyframe(path: Path | str, near: int) -> Planes:
    """The picture of the keyframe nearest to frame `near`: the quickest way to see what a shot looks like."""
    seen = probe(path)
    if not seen.keyframes:
        raise YingxiError(f"{path}: there is no frame in this file")
    chosen = min(seen.keyframes, key=lambda keyframe: (abs(keyframe - near), keyframe))
    return next(read_frames(path, chosen, chosen + 1))


def enter_before(
    container: av.container.InputContainer, stream: av.VideoStream, seen: Probe, start: int
) -> int:
    """Seek to the last keyframe at or before `start`; its frame number."""
    entry = seen.keyframes[bisect_right(seen.keyframes, start) - 1] if seen.keyframes else 0
    if entry and stream.time_base:
        container.seek(round(entry / seen.fps / stream.time_base), stream=stream)
        return entry
    return 0


def planes_of(frame: av.VideoFrame) -> Planes:
    """A copy of a decoded frame; formats other than 8-bit 4:2:0 are converted."""
    if frame.format.name not in ("yuv420p", "yuvj420p"):
        frame = frame.reformat(format="yuv420p")
    return Planes(*(plane_array(plane) for plane in frame.planes))


def plane_array(plane: av.video.plane.VideoPlane) -> Bytes:
    """The visible part of one plane."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return np.ascontiguousarray(rows[: plane.height, : plane.width])


def only_video(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The file's first video stream."""
    if not container.streams.video:
        raise YingxiError(f"{path}: there is no picture in this file; a take is a video file")
    return container.streams.video[0]


def read_samples(path: Path | str, rate: int = 48000) -> NDArray[np.float32]:
    """The sound of a file as (n, channels) float32 in -1..1 at `rate` samples a second."""
    place = Path(path)
    with saying_why(place), av.open(place) as container:
        if not container.streams.audio:
            raise YingxiError(f"{place}: there is no sound in this file")
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=stream.layout, rate=rate)
        blocks = [
            block.to_ndarray()
            for frame in [*container.decode(stream), None]
            for block in resampler.resample(frame)
        ]
    if not blocks:
        return np.zeros((0, stream.codec_context.channels), np.float32)
    return np.concatenate(blocks, axis=1).T.astype(np.float32)
