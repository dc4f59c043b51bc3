"""The previs of a shot on disk: one lossless video for each control picture, found again by what it shows.

`.yingxi/previs/<key>/depth.mkv` and so on: FFV1 in Matroska, which every player shows. Safe to delete.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from yingxi.engines.capabilities import Control
from yingxi.engines.previs.pictures import SIGNALS, Picture, range_of
from yingxi.engines.protocol import Progress
from yingxi.film import Depiction, Inputs, Shot, SoundEvent, Storyboard
from yingxi.store import digest

PROBES = 5
"""Frames of a shot that its ranges of depth and motion are taken from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Previs:
    """The control pictures of frames `first`.. of a shot, and what the world says of it."""

    folder: Path
    size: tuple[int, int]
    first: int
    frames: int
    signals: tuple[Control, ...]
    events: tuple[SoundEvent, ...] = ()
    depictions: tuple[Depiction, ...] = ()
    notes: tuple[str, ...] = ()

    def read(self, signal: Control) -> Iterator[Picture]:
        """The pictures of one signal in order, (h, w, 3) uint8 RGB."""
        import av

        with av.open(self.folder / f"{signal}.mkv") as container:
            for frame in container.decode(video=0):
                yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def previs_key(shot: Shot, board: Storyboard, frames: range, size: tuple[int, int]) -> str:
    """The hash of all that the previs of a shot depends on."""
    drawn = replace(
        shot,
        title=None,
        number="",
        description="",
        engine="",
        engine_options={},
        inputs=Inputs(),
        join="cut",
        join_frames=0,
    )
    return digest(
        "previs",
        version("yingxi"),
        drawn,
        board.look,
        board.fps,
        board.score,
        board.language,
        board.title,
        size,
        frames.start,
        len(frames),
    )[:24]


def shoot_previs(
    shot: Shot,
    board: Storyboard,
    root: Path,
    frames: range,
    size: tuple[int, int],
    signals: Sequence[Control],
    on_progress: Progress | None = None,
) -> Previs:
    """Draw the control pictures of a shot into the film's cache, but for those that stand there already.

    `frames` are counted from the shot's first, `size` is (width, height). The world is drawn at film quality.
    """
    from yingxi.engines.world import stage_previs

    folder = root / ".yingxi" / "previs" / previs_key(shot, board, frames, size)
    staged = stage_previs(shot, replace(board, width=size[0], height=size[1]))
    missing = [one for one in dict.fromkeys(signals) if not (folder / f"{one}.mkv").is_file()]
    if missing:
        draw_signals(staged, folder, frames, size, board.fps, missing, on_progress)
    return Previs(
        folder=folder,
        size=size,
        first=frames.start,
        frames=len(frames),
        signals=tuple(signals),
        events=staged.events,
        depictions=staged.depictions,
        notes=staged.notes,
    )


def draw_signals(
    staged: Any,
    folder: Path,
    frames: range,
    size: tuple[int, int],
    fps: int,
    signals: Sequence[Control],
    on_progress: Progress | None,
) -> None:
    """Draw each frame once and write every missing signal of it."""
    spots = np.linspace(frames.start, frames.stop - 1, min(PROBES, len(frames)))
    needs_range = {"depth", "flow"} & set(signals)
    span = range_of([staged.controls(int(spot)) for spot in spots] if needs_range else [])
    with ExitStack() as stack:
        writers = {
            one: stack.enter_context(LosslessWriter(folder / f"{one}.mkv", size, fps)) for one in signals
        }
        for done, frame in enumerate(frames, 1):
            colour = (
                staged.still(frame) if {"colour", "edges"} & set(signals) else np.zeros((1, 1, 3), np.uint8)
            )
            controls = staged.controls(frame) if set(signals) - {"colour", "edges"} else None
            for name, writer in writers.items():
                writer.write(SIGNALS[name](colour, controls, span))  # type: ignore[arg-type]
            if on_progress is not None:
                on_progress(done, len(frames), "previs")


class LosslessWriter:
    """Writes RGB pictures as they are; the file gets its name when all of it is there."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int) -> None:
        self.path, self.size, self.fps, self.count = path, size, fps, 0

    def __enter__(self) -> "LosslessWriter":
        import av

        from yingxi.media.files import make_folder, partial_path

        make_folder(self.path)
        self.partial = partial_path(self.path)
        self.container = av.open(str(self.partial), "w", format="matroska", options={"fflags": "+bitexact"})
        self.stream = self.container.add_stream("ffv1", rate=self.fps)
        self.stream.width, self.stream.height = self.size
        self.stream.pix_fmt = "bgr0"
        self.stream.codec_context.thread_count = 1
        self.stream.time_base = Fraction(1, self.fps)
        return self

    def write(self, picture: Picture) -> None:
        """Append one (h, w, 3) uint8 picture."""
        import av

        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24").reformat(
            format="bgr0"
        )
        frame.pts, frame.time_base = self.count, Fraction(1, self.fps)
        self.container.mux(self.stream.encode(frame))
        self.count += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from yingxi.media.files import put_in_place

        try:
            if error is None:
                self.container.mux(self.stream.encode(None))
            self.container.close()
            if error is None:
                put_in_place(self.partial, self.path)
        finally:
            self.partial.unlink(missing_ok=True)
