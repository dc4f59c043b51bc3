"""One video stream out of copied packets and newly encoded frames, without encoding anything twice."""

import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import TracebackType

import av

from yingxi.film.errors import YingxiError
from yingxi.media.decode import Probe, enter_before, only_video, probe
from yingxi.media.encode import Coding, VideoWriter, check_size, frame_of, write_video
from yingxi.media.files import make_folder, partial_path, put_in_place, saying_why
from yingxi.media.frames import Planes, black_planes


def one_black_frame(size: tuple[int, int], fps: int) -> bytes:
    """The smallest whole video file that our encoder makes: it carries the parameter sets of that size."""
    coding = Coding(size=size, fps=fps)
    sink = io.BytesIO()
    write_video(sink, [frame_of(black_planes(size), 0, coding)], coding)
    return sink.getvalue()


@lru_cache(maxsize=8)
def our_header(size: tuple[int, int], fps: int) -> bytes:
    """The decoder configuration that every file of our encoder has at this size and rate."""
    with av.open(io.BytesIO(one_black_frame(size, fps))) as container:
        return bytes(container.streams.video[0].codec_context.extradata or b"")


def can_copy(seen: Probe, size: tuple[int, int], fps: int) -> bool:
    """Whether packets of a file may stand in our stream: same parameter sets, steady, decoded as shown."""
    return seen.steady and (seen.size, seen.fps) == (size, fps) and seen.header == our_header(size, fps)


class VideoJoiner:
    """Writes one video file from copied and encoded runs; a context manager like VideoWriter.

    Frame n of the stream stands exactly at n/fps. `copied` and `encoded` count frames.
    """

    def __init__(self, path: Path | str, size: tuple[int, int], fps: int, draft: bool = False) -> None:
        check_size(size, fps)
        self.path, self.size, self.fps, self.draft = Path(path), size, fps, draft
        self.copied = self.encoded = 0
        self._partial = partial_path(self.path)
        self._files = ExitStack()
        self._runs: list[Path] = []

    def __enter__(self) -> "VideoJoiner":
        make_folder(self.path)
        with saying_why(self.path):
            options = {"fflags": "+bitexact"}
            container = av.open(self._partial, "w", format="mp4", options=options)
            self._container = self._files.enter_context(container)
            with av.open(io.BytesIO(one_black_frame(self.size, self.fps))) as template:
                self._stream = container.add_stream_from_template(template.streams.video[0])
            self._stream.time_base = Fraction(1, self.fps)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                with saying_why(self.path):
                    self._files.close()
                put_in_place(self._partial, self.path)
            else:
                with suppress(av.FFmpegError, OSError):
                    self._files.close()
        finally:
            for left in (self._partial, *self._runs):
                left.unlink(missing_ok=True)

    @property
    def count(self) -> int:
        """Frames in the stream so far."""
        return self.copied + self.encoded

    def copy(self, source: Path, start: int, stop: int) -> None:
        """Append the packets of frames start..stop of a file; `start` must be one of its keyframes."""
        seen = probe(source)
        if not can_copy(seen, self.size, self.fps) or start not in seen.keyframes:
            raise YingxiError(f"{source}: frames from {start} cannot be copied into {self.path.name}")
        self.copied += self._append(source, seen, start, stop)

    def encode(self, frames: Iterable[Planes]) -> None:
        """Append frames, encoded as one run that begins with a keyframe."""
        self.append(self.code(frames))

    def code(self, frames: Iterable[Planes], number: int = 0) -> Path:
        """Encode a run into a file beside ours, to be appended; several may be encoded at a time."""
        run = self._partial.with_suffix(f".run{number}.mp4")
        self._runs.append(run)
        with VideoWriter(run, self.size, self.fps, draft=self.draft) as writer:
            for planes in frames:
                writer.write(planes)
        return run

    def append(self, run: Path) -> None:
        """Append an encoded run; its file is not needed any more."""
        seen = probe(run)
        self.encoded += self._append(run, seen, 0, seen.frames)
        run.unlink()

    def _append(self, source: Path, seen: Probe, start: int, stop: int) -> int:
        with saying_why(source), av.open(source) as container:
            done = 0
            for packet in packets_between(container, seen, start, stop):
                packet.stream = self._stream
                packet.time_base = Fraction(1, self.fps)
                packet.pts = packet.dts = self.count + done
                packet.duration = 1
                self._container.mux_one(packet)
                done += 1
        if done != stop - start:
            raise YingxiError(f"{source}: asked for frames {start} to {stop}, it gave {done}")
        return done


def packets_between(
    container: av.container.InputContainer, seen: Probe, start: int, stop: int
) -> "Iterator[av.Packet[av.VideoStream]]":
    """The packets of frames start..stop, where `start` is a keyframe."""
    stream = only_video(container, Path(container.name))
    number = enter_before(container, stream, seen, start)
    for packet in container.demux(stream):
        if number >= stop or not packet.size:
            return
        if number >= start:
            yield packet
        number += 1
