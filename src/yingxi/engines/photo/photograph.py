"""A photograph as it comes in: checked before it is decoded, upright, in sRGB, without transparency."""

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from yingxi.engines.photo.pixels import Bytes
from yingxi.film.errors import UsageError

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
LEAST_SIDE = 200
MOST_PIXELS = 120_000_000
MOST_BYTES = 200_000_000
LONGEST_SIDE = 6000
PAPER = (245, 245, 245)


def read_photograph(path: Path) -> Bytes:
    """The photograph as (h, w, 3) uint8 sRGB, upright by its EXIF orientation, at most 6000 on its long side.

    UsageError for what is no picture, too small, too large, of a format that is not read, or cut short. The
    size is read from the header: a small file that unfolds to gigabytes is refused before it is decoded.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = open_photograph(path)
        with image:
            check_photograph(path.name, image)
            return np.asarray(upright(path.name, image))


def open_photograph(path: Path) -> Image.Image:
    """The picture's header; UsageError when there is none."""
    if not path.is_file():
        raise UsageError(f"there is no photograph '{path}'", zh=f"没有照片“{path}”")
    if path.stat().st_size > MOST_BYTES:
        size = f"{path.stat().st_size / 1e6:.0f}"
        raise UsageError(
            f"photograph {path.name} has {size} MB; at most 200 MB",
            zh=f"照片 {path.name} 有 {size} MB；最多 200 MB",
        )
    try:
        return Image.open(path)
    except Image.DecompressionBombError as error:
        raise UsageError(
            f"photograph {path.name} unfolds to too many pixels; at most 120 megapixels",
            zh=f"照片 {path.name} 展开后像素太多；最多一亿两千万像素",
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UsageError(
            f"photograph {path.name} cannot be read as a picture; allowed: {', '.join(FORMATS)}",
            zh=f"照片 {path.name} 读不成图片；可以是 {'、'.join(FORMATS)}",
        ) from error


def check_photograph(name: str, image: Image.Image) -> None:
    """UsageError by format and size, from the header alone."""
    if image.format not in FORMATS:
        raise UsageError(
            f"photograph {name} is {image.format}; allowed: {', '.join(FORMATS)}",
            zh=f"照片 {name} 是 {image.format} 格式；可以是 {'、'.join(FORMATS)}",
        )
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UsageError(
            f"photograph {name} is {width}x{height}; at most {MOST_PIXELS // 10**6} megapixels",
            zh=f"照片 {name} 是 {width}x{height}；最多 {MOST_PIXELS // 10**4} 万像素",
        )
    if min(width, height) < LEAST_SIDE:
        raise UsageError(
            f"photograph {name} is {width}x{height}; each side needs {LEAST_SIDE} pixels or more",
            zh=f"照片 {name} 是 {width}x{height}；每边至少要 {LEAST_SIDE} 像素",
        )


def upright(name: str, image: Image.Image) -> Image.Image:
    """The decoded picture, turned as its EXIF says, in sRGB, on paper where it is transparent."""
    try:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UsageError(
            f"photograph {name} is damaged or cut short ({error}); export it again",
            zh=f"照片 {name} 坏了或不完整（{error}）；请重新导出",
        ) from error
    if "A" in turned.getbands() or "transparency" in turned.info:
        clear = turned.convert("RGBA")
        paper = Image.new("RGBA", clear.size, PAPER)
        return Image.alpha_composite(paper, clear).convert("RGB")
    return in_srgb(turned)


def in_srgb(image: Image.Image) -> Image.Image:
    """The picture in sRGB, by its colour profile when it has one that can be read."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
        if turned is not None:
            return turned
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float64)
        most = 65535.0 if values.max() > 255 else 255.0
        image = Image.fromarray(np.rint(values / most * 255).clip(0, 255).astype(np.uint8))
    return image.convert("RGB")
