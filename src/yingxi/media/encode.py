"""Frames to H.264, in a thread of their own, so that the next frame is drawn while this one is encoded."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from queue import Full, Queue
from types import TracebackType
from typing import IO

import av
import numpy as np
from av.video.frame import PictureType

from yingxi.film.errors import UsageError, YingxiError
from yingxi.media.files import make_folder, partial_path, put_in_place, saying_why
from yingxi.media.frames import FramePass, Planes

FILM_QUALITY = 21.0
DRAFT_QUALITY = 26.0
WAITING_FRAMES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """How frames become packets: (width, height), whole frames a second, x264's constant rate factor."""

    size: tuple[int, int]
    fps: int
    quality: float = FILM_QUALITY
    keyframes: frozenset[int] = field(default_factory=frozenset)


def x264_options(fps: int, quality: float) -> dict[str, object]:
    """One recipe for every take, so that their packets can stand in one stream.

    No B-frames: a take can be left after any frame without encoding anything anew, and pts equals dts.
    `stitchable` keeps the parameter sets the same whatever the quality.

    Small dead zones keep the faint waves of the watermark, which the usual ones (21, 11) round to nothing;
    at a rate factor 2 higher they give the same picture. Fixed-length codes (no CABAC) and no 4x4 intra
    save the rest. Measured on four 1080p night shots of ours, one core, before (crf 19, CABAC, dead zones of
    21 and 11) and now: 30 and 21 ms a frame, 30.0 and 30.6 Mbit/s, 40.8 and 40.7 dB, SSIM 0.972 both, and of
    the mark 0.93 and 0.95 are left. aq-mode 3 spends more in the dark, where bands would show.
    """
    own = {
        "keyint": 2 * fps, "min-keyint": 1, "scenecut": 0, "open-gop": 0, "bframes": 0,
        "mbtree": 1, "rc-lookahead": 10, "weightp": 0, "aq-mode": 3, "aq-strength": "0.8", "stitchable": 1,
        "cabac": 0, "partitions": "i8x8", "deadzone-inter": 10, "deadzone-intra": 5,
        "sliced-threads": 0, "force-cfr": 1,
    }
    joined = ":".join(f"{name}={value}" for name, value in own.items())
    return {"preset": "superfast", "profile": "high", "crf": f"{quality:g}", "x264-params": joined}


def encoding_threads(size: tuple[int, int]) -> int:
    """Threads by picture size alone, because the number of threads is part of what makes the bytes."""
    return 1 if size[0] * size[1] <= 1920 * 1088 else 4


def open_stream(container: av.container.OutputContainer, coding: Coding) -> av.VideoStream:
    """An H.264 High, yuv420p, BT.709 tagged stream with constant frame rate."""
    stream = container.add_stream("libx264", rate=coding.fps)
    stream.width, stream.height = coding.size
    stream.pix_fmt = "yuv420p"
    stream.time_base = Fraction(1, coding.fps)
    stream.options = x264_options(coding.fps, coding.quality)
    context = stream.codec_context
    context.time_base = Fraction(1, coding.fps)
    context.thread_count = encoding_threads(coding.size)
    context.colorspace = context.color_primaries = context.color_trc = 1  # BT.709
    context.color_range = 1  # limited
    context.flags |= av.codec.context.Flags.global_header
    return stream


def frame_of(planes: Planes, number: int, coding: Coding) -> av.VideoFrame:
    """A copy of the planes as FFmpeg's frame `number`."""
    frame = av.VideoFrame(*coding.size, "yuv420p")
    for target, source in zip(frame.planes, (planes.y, planes.u, planes.v), strict=True):
        rows = np.frombuffer(memoryview(target), np.uint8).reshape(-1, target.line_size)
        rows[: target.height, : target.width] = source
    frame.pts = number
    frame.time_base = Fraction(1, coding.fps)
    forced = number == 0 or number in coding.keyframes
    frame.pict_type = PictureType.I if forced else PictureType.NONE
    return frame


def write_video(
    target: Path | IO[bytes], frames: Iterable[av.VideoFrame], coding: Coding
) -> None:
    """Encode frames into an MP4 container, in this thread."""
    with av.open(target, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = open_stream(container, coding)
        for frame in frames:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def check_size(size: tuple[int, int], fps: int) -> None:
    """Raise UsageError for a size or rate that H.264 4:2:0 cannot have."""
    if min(size) < 2 or size[0] % 2 or size[1] % 2:
        raise UsageError(f"cannot encode {size[0]}x{size[1]}: both sides must be even, 2 pixels or more")
    if fps < 1 or fps != int(fps):
        raise UsageError(f"cannot encode at {fps} frames a second: give a whole number of 1 or more")


class VideoWriter:
    """Writes one video file; a context manager. The file gets its name when all of it is on disk.

    `size` is (width, height) in pixels, both even; `keyframes` are frame numbers (from 0) that become IDR
    frames, where the stream can be entered and left; `quality` is x264's constant rate factor (lower is
    better), by default 21, for drafts 26; every frame goes `through` a pass first, such as a watermark.
    Leaving the block by an exception leaves no file.
    Same frames, same bytes: encoder threads depend on the size only.
    """

    def __init__(
        self, path: Path | str, size: tuple[int, int], fps: int, keyframes: Iterable[int] = (),
        draft: bool = False, quality: float | None = None,
        through: FramePass | None = None,
    ) -> None:
        check_size(size, fps)
        chosen = quality if quality is not None else (DRAFT_QUALITY if draft else FILM_QUALITY)
        self.path = Path(path)
        self.coding = Coding(size=size, fps=fps, quality=chosen, keyframes=frozenset(keyframes))
        self.count = 0
        self._through = through
        self._partial = partial_path(self.path)
        self._queue: Queue[av.VideoFrame | None] = Queue(WAITING_FRAMES)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"encode {self.path.name}")
        self._aborted = False

    def __enter__(self) -> "VideoWriter":
        make_folder(self.path)
        self._done = self._thread.submit(self._encode)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._aborted = error is not None
        try:
            self._hand_over(None)
            self._thread.shutdown(wait=True)
            if not self._aborted:
                self._finish()
        finally:
            self._partial.unlink(missing_ok=True)

    def write(self, planes: Planes) -> None:
        """Take over a copy of the next frame; waits while the encoder is `WAITING_FRAMES` behind."""
        if planes.size != self.coding.size:
            raise YingxiError(
                f"{self.path}: frame {self.count} is {planes.size[0]}x{planes.size[1]}, "
                f"the film is {self.coding.size[0]}x{self.coding.size[1]}"
            )
        if self._done.done():
            self._done.result()
        passed = self._through(planes) if self._through else planes
        self._hand_over(frame_of(passed, self.count, self.coding))
        self.count += 1

    def _hand_over(self, frame: av.VideoFrame | None) -> None:
        """Queue a frame (None: no more), unless the encoding thread has already ended by a failure."""
        while not self._done.done():
            try:
                return self._queue.put(frame, timeout=0.2)
            except Full:
                continue
        return None

    def _finish(self) -> None:
        self._done.result()
        if self.count == 0:
            raise YingxiError(f"{self.path}: no frame was written; a take needs at least one")
        put_in_place(self._partial, self.path)

    def _arriving(self) -> Iterator[av.VideoFrame]:
        while (frame := self._queue.get()) is not None:
            if not self._aborted:
                yield frame

    def _encode(self) -> None:
        with saying_why(self.path):
            write_video(self._partial, self._arriving(), self.coding)
