"""Pictures and videos that people hand in, as RGB: turned upright, refused when they are no pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust.likeness.faces import Picture

MOST_PIXELS = 100_000_000
"""Larger pictures are refused: they are mistakes or traps."""
STILLS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Moment:
    """One frame of a clip and its time in seconds."""

    time: float
    picture: Picture


def read_picture(path: Path) -> Picture:
    """A picture file as (h, w, 3) uint8 RGB, upright as its EXIF data says."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not path.is_file():
        raise UsageError(
            f"{path} is no file",
            zh=f"{path} 不是文件",
        )
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                size = f"{image.width}x{image.height}"
                raise UsageError(
                    f"{path} has {size} pixels; at most 100 million are read; make it smaller",
                    zh=f"{path} 有 {size} 像素；最多读一亿；请缩小",
                )
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB")).copy()
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UsageError(
            f"{path} is no picture that can be read (JPEG, PNG, WebP)",
            zh=f"{path} 读不成图片（JPEG、PNG、WebP）",
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise YingxiError(
            f"{path} is damaged and cannot be read: {error}",
            zh=f"{path} 坏了，读不了：{error}",
        ) from error


def read_clip(path: Path, longest: float = 120.0) -> Iterator[Moment]:
    """Every frame of a video file, upright as its display matrix says; stops after `longest` seconds."""
    import av

    if not path.is_file():
        raise UsageError(
            f"{path} is no file",
            zh=f"{path} 不是文件",
        )
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise UsageError(
                    f"{path}: there is no picture in this file",
                    zh=f"{path}：里面没有图片",
                )
            for number, frame in enumerate(container.decode(container.streams.video[0])):
                time = number / 30 if frame.time is None else frame.time
                if time > longest:
                    return
                rgb = frame.to_ndarray(format="rgb24")
                yield Moment(time=time, picture=np.ascontiguousarray(np.rot90(rgb, frame.rotation // 90)))
    except av.FFmpegError as error:
        raise UsageError(
            f"{path} is no video that can be read: {error.strerror}",
            zh=f"{path} 读不成视频：{error.strerror}",
        ) from error


def sample_pictures(path: Path, most: int = 8) -> list[Picture]:
    """A picture file's one picture, or up to `most` frames spread evenly over a video."""
    if path.suffix.lower() in STILLS:
        return [read_picture(path)]
    kept: list[Picture] = []
    step = 1
    for number, moment in enumerate(read_clip(path)):
        if number % step == 0:
            kept.append(moment.picture)
        if len(kept) == 2 * most:
            kept, step = kept[::2], step * 2
    if not kept:
        raise UsageError(
            f"{path}: there is no frame in this file",
            zh=f"{path}：里面没有一帧",
        )
    chosen = np.unique(np.linspace(0, len(kept) - 1, min(most, len(kept))).astype(int))
    return [kept[i] for i in chosen]
