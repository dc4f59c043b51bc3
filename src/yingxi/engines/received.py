"""A video that another machine made: checked frame by frame, fitted to the film, written as a take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yingxi.engines.protocol import Options, frames_of
from yingxi.film import Shot, Slate, Storyboard, Take
from yingxi.film.errors import YingxiError

if TYPE_CHECKING:
    from yingxi.media import Planes

RATE = 48000
"""Samples a second of a take's sound."""

LARGEST = 8192
"""Pixels of a side: a file that unfolds to more is not decoded."""

MOST_CROPPED = 0.12
"""Share of a picture's side that may fall away when its shape is not the film's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A video file whose every frame decodes."""

    path: Path
    size: tuple[int, int]
    fps: int
    frames: int


def check_received(path: Path, who: str) -> Received:
    """Decode the whole file. YingxiError says what is wrong with it: no video, cut short, no frame."""
    from yingxi.media import probe, read_frames

    try:
        seen = probe(path)
        if max(seen.size) > LARGEST:
            raise YingxiError("{}x{} pixels".format(*seen.size))
        count = sum(1 for _ in read_frames(path))
    except YingxiError as error:
        raise YingxiError(
            f"{who} gave something that is no whole video: {error}",
            zh=f"{who} 给的不是完整的视频：{error.said('zh')}",
        ) from error
    if count == 0 or count < seen.frames:
        raise YingxiError(
            f"{who} gave a video of which {count} of {seen.frames} frames can be decoded",
            zh=f"{who} 给的视频 {seen.frames} 帧里只有 {count} 帧能解码",
        )
    return Received(path=path, size=seen.size, fps=seen.fps, frames=count)


def write_take(
    received: Received,
    shot: Shot,
    board: Storyboard,
    options: Options,
    *,
    engine: str,
    recipe: Mapping[str, str | int | float],
    notes: tuple[str, ...] = (),
    seconds: float = 0.0,
) -> Take:
    """The take of a received video: scaled to the film's size, at its rate, trimmed to its length.

    YingxiError when it is too short, or of so different a shape that fitting it would lose the picture.
    Frames pass the film's watermark here, for this is where they are first encoded by us.
    """
    from yingxi.media import VideoWriter

    size, wanted = (board.width, board.height), len(frames_of(shot, options))
    check_fit(received, size, board.fps, wanted, engine)
    media = f"takes/{shot.number}/{options.take:03d}.mp4"
    with VideoWriter(
        options.folder / media, size, board.fps, keyframes=options.keyframes, draft=options.draft,
        through=options.mark,
    ) as writer:  # fmt: skip
        for planes in fitted_frames(received, size, board.fps, wanted):
            writer.write(planes)
    slate = Slate(film=board.title, scene=shot.scene, shot=shot.number, take=options.take, engine=engine,
                  seed=shot.seed)  # fmt: skip
    written = {**options.extra, **recipe, **what_was_fitted(received, size)}
    sound = keep_sound(received, options.folder, media, wanted / board.fps)
    return Take(
        slate=slate, media=media, sound=sound, width=size[0], height=size[1], fps=board.fps,
        length=shot.length, head=options.head, tail=options.tail, recipe=written,
        notes=(*notes, *rate_note(received, board, engine)), seconds=round(seconds, 2),
    )  # fmt: skip


def keep_sound(received: Received, folder: Path, media: str, seconds: float) -> str:
    """The video's own sound as a WAV beside the take, as long as it; its path, or nothing."""
    import av
    import soundfile

    from yingxi.media import read_samples

    with av.open(received.path) as container:
        if not container.streams.audio:
            return ""
    path = Path(media).with_suffix(".wav")
    soundfile.write(folder / path, read_samples(received.path, RATE)[: round(seconds * RATE)], RATE,
                    subtype="PCM_24")  # fmt: skip
    return path.as_posix()


def check_fit(received: Received, size: tuple[int, int], fps: int, wanted: int, engine: str) -> None:
    """YingxiError when a video cannot become the take; the file stays, for it may have been paid."""
    lasts, needs = received.frames / max(1, received.fps), wanted / fps
    if lasts < needs - 0.5 / fps:
        raise YingxiError(
            f"engine '{engine}' gave {received.frames} frames at {received.fps} a second, {lasts:.2f} s; the "
            f"take needs {needs:.2f} s ({received.path})",
            zh=f"引擎“{engine}”给了 {received.frames} 帧，每秒 {received.fps} 帧，共 {lasts:.2f} 秒；"
            f"这一条要 {needs:.2f} 秒（{received.path}）",
        )
    left, top, right, bottom = cover(received.size, size)
    lost = 1 - (right - left) * (bottom - top) / (received.size[0] * received.size[1])
    if lost > MOST_CROPPED:
        told = (engine, *received.size, *size, received.path)
        raise YingxiError(
            "engine '{}' gave {}x{}, whose shape is not that of {}x{}; set its size to one of that shape ({})"
            .format(*told),
            zh="引擎“{}”给的是 {}x{}，形状和 {}x{} 不一样；请把它的尺寸设成同样的形状（{}）".format(*told),
        )  # fmt: skip


def fitted_frames(received: Received, size: tuple[int, int], fps: int, wanted: int) -> "Iterator[Planes]":
    """`wanted` frames at `fps`: of another rate the frame that stands at that time, held or passed over."""
    from yingxi.media import read_frames

    shown = 0
    for number, planes in enumerate(read_frames(received.path)):
        while shown < wanted and min(shown * received.fps // fps, received.frames - 1) == number:
            yield scaled(planes, size)
            shown += 1


def cover(source: tuple[int, int], target: tuple[int, int]) -> tuple[float, float, float, float]:
    """The middle part (left, top, right, bottom) of a picture that has the target's shape."""
    scale = min(source[0] / target[0], source[1] / target[1])
    width, height = target[0] * scale, target[1] * scale
    left, top = (source[0] - width) / 2, (source[1] - height) / 2
    return left, top, left + width, top + height


def scaled(planes: "Planes", size: tuple[int, int]) -> "Planes":
    """A frame at another size, Lanczos, cropped to its shape; the frame itself where the size is right."""
    import numpy as np
    from PIL import Image

    from yingxi.media import Planes

    if planes.size == size:
        return planes
    parts = []
    for plane, side in zip((planes.y, planes.u, planes.v), (1, 2, 2), strict=True):
        target = (size[0] // side, size[1] // side)
        box = cover((plane.shape[1], plane.shape[0]), target)
        parts.append(np.asarray(Image.fromarray(plane).resize(target, Image.Resampling.LANCZOS, box=box)))
    return Planes(*parts)


def what_was_fitted(received: Received, size: tuple[int, int]) -> dict[str, str]:
    """What a recipe says of a video that had another size."""
    return {} if received.size == size else {"painted": "{}x{}".format(*received.size)}


def rate_note(received: Received, board: Storyboard, engine: str) -> tuple[str, ...]:
    """What a take says of a video that had another rate."""
    if received.fps == board.fps:
        return ()
    chinese = f"引擎 {engine} 给的是每秒 {received.fps} 帧，片子是 {board.fps} 帧：有的帧重复或跳过"
    english = (
        f"engine {engine} gave {received.fps} frames a second for a film of {board.fps}: some are held or "
        "passed over"
    )
    return (chinese if board.language == "zh" else english,)
