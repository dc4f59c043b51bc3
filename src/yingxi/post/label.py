"""The label that the law asks for, drawn over the film's opening or a still: small, plain, in a corner."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from yingxi.film.errors import UsageError
from yingxi.film.terms import Language
from yingxi.media import Planes
from yingxi.post.compose import Look, Overlay, Painter
from yingxi.post.fonts import choose_faces, face
from yingxi.post.joins import ease
from yingxi.post.lettering import SAFE
from yingxi.post.sheet import Floats, Sheet, lay, sheet_of

SHARE = 0.05
"""Height of the lowest capital or Han letter as a share of the shorter side (GB 45438-2025, section 4.2)."""

WIDEST = 0.9
SHADE_REACH = 0.3
"""How far the shade goes beyond the letters, in font sizes."""

LETTERS = (250, 250, 246)
FADE_SECONDS = 0.5


def label_overlay(
    text: str, place: str, seconds: float, size: tuple[int, int], fps: int, frames: int, language: Language
) -> Overlay:
    """The label over the film's first `seconds` (all of a shorter film), from its very first frame.

    `place` is one of top-left, top-right, bottom-left, bottom-right. It fades in its last half second.
    """
    stop = min(frames, round(seconds * fps))

    def prepare(look: Look) -> Painter:
        sheet = label_sheet(text, place, size, language)

        def paint(picture: Planes, frame: int) -> Planes:
            left = (stop - frame) / fps
            return lay(sheet, picture, 1.0 if stop == frames else ease(left / FADE_SECONDS))

        return paint

    return Overlay(start=0, stop=stop, prepare=prepare)


def label_still(rgb: NDArray[np.uint8], text: str, place: str, language: Language) -> NDArray[np.uint8]:
    """The picture (h, w, 3) with the label in a corner."""
    image = Image.fromarray(rgb)
    drawn, left, top = draw_label(text, place, image.size, language)
    image.paste(drawn, (left, top), drawn)
    return np.asarray(image)


def label_sheet(text: str, place: str, size: tuple[int, int], language: Language) -> Sheet:
    """The label as a sheet over frames of that size."""
    drawn, left, top = draw_label(text, place, size, language)
    pixels = np.asarray(drawn).astype(np.float32) / np.float32(255)
    cover: Floats = np.ascontiguousarray(pixels[..., 3])
    return sheet_of(pixels[..., :3] * pixels[..., 3:], cover, left, top)


def draw_label(
    text: str, place: str, size: tuple[int, int], language: Language
) -> tuple[Image.Image, int, int]:
    """White letters over a soft shade, and the even place of their box's corner in the frame."""
    path = choose_faces("", text, language).caption
    letters = face(path, letters_of(face(path, 100), min(size)))
    check_width(text, letters, size)
    around = even(letters.size * SHADE_REACH)
    left, top, right, bottom = letters.getbbox(text)
    inner = even(right - left), even(bottom - top)
    box = inner[0] + 2 * around, inner[1] + 2 * around
    image = shaded(text, letters, (around - left, around - top), box)
    margin = even(SAFE * min(size))
    across = margin if place.endswith("left") else size[0] - inner[0] - margin
    down = margin if place.startswith("top") else size[1] - inner[1] - margin
    return cropped(image, even(across - 1) - around, even(down - 1) - around, size)


def shaded(
    text: str, letters: ImageFont.FreeTypeFont, place: tuple[float, float], size: tuple[int, int]
) -> Image.Image:
    """The words on a clear ground; a shade that is darkest at their edge makes them readable on snow."""
    shade = Image.new("L", size, 0)
    edge = max(1, round(letters.size * 0.05))
    ImageDraw.Draw(shade).text(place, text, 255, letters, stroke_width=edge)
    dark = shade.filter(ImageFilter.GaussianBlur(letters.size * 0.05)).point(lambda value: value * 4 // 5)
    image = Image.merge("RGBA", (*(Image.new("L", size, 0) for _ in range(3)), dark))
    ImageDraw.Draw(image).text(place, text, (*LETTERS, 255), letters)
    return image


def cropped(image: Image.Image, left: int, top: int, size: tuple[int, int]) -> tuple[Image.Image, int, int]:
    """The part of a picture at (left, top) that is inside a frame of that size."""
    right, bottom = min(size[0], left + image.width), min(size[1], top + image.height)
    inside = image.crop((max(0, -left), max(0, -top), right - left, bottom - top))
    return inside, max(0, left), max(0, top)


def letters_of(sample: ImageFont.FreeTypeFont, shorter: int) -> int:
    """The font size at which the lowest of capital and Han letters is a twentieth of the shorter side."""
    boxes: Sequence[tuple[float, float, float, float]] = [sample.getbbox(letter) for letter in "AI生成"]
    lowest = min(bottom - top for _, top, _, bottom in boxes)
    return int(np.ceil(SHARE * shorter * sample.size / lowest)) + 1


def check_width(text: str, letters: ImageFont.FreeTypeFont, size: tuple[int, int]) -> None:
    """UsageError for a text that would be wider than the picture: smaller letters are not allowed."""
    if letters.getlength(text) > size[0] * WIDEST:
        raise UsageError(
            f"the label '{text}' is too wide for a picture of {size[0]}x{size[1]} with letters as tall as "
            "GB 45438-2025 asks; use fewer words"
        )


def even(length: float) -> int:
    """The next even number of pixels."""
    return int(np.ceil(length / 2)) * 2
