"""Single pictures: PNG and JPEG files, thumbnails, contact sheets."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from yingxi.film.errors import UsageError
from yingxi.media.files import replacing, saying_why
from yingxi.media.frames import Bytes

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
PAPER, INK = (14, 15, 18), (196, 198, 204)


def save_still(
    path: Path | str, picture: Bytes, quality: int = 90, *, texts: Mapping[str, str] | None = None
) -> Path:
    """Write an (h, w, 3) or (h, w, 4) uint8 picture as PNG or JPEG, by the ending of `path`.

    `texts` go into the international text of a PNG by keyword (PNG specification, iTXt).
    """
    place = Path(path)
    kind = FORMATS.get(place.suffix.lower())
    if kind is None:
        raise UsageError(f"cannot save a still as '{place.name}'; allowed: {', '.join(FORMATS)}")
    with replacing(place) as partial, saying_why(place):
        partial.write_bytes(still_bytes(picture, kind, quality, texts))
    return place


def still_bytes(
    picture: Bytes, kind: str = "JPEG", quality: int = 90, texts: Mapping[str, str] | None = None
) -> bytes:
    """A picture as the bytes of a PNG or JPEG file; UsageError for `texts` in a JPEG, which has no room."""
    sink = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(picture))
    if kind == "JPEG":
        if texts:
            raise UsageError("text goes into PNG pictures only; choose a name that ends in .png")
        image.convert("RGB").save(sink, kind, quality=quality, subsampling=0, optimize=True)
    else:
        told = PngInfo()
        for keyword, text in (texts or {}).items():
            told.add_itxt(keyword, text, zip=True)
        image.save(sink, kind, compress_level=4, pnginfo=told)
    return sink.getvalue()


def load_still(path: Path | str) -> Bytes:
    """An image file as an (h, w, 3) uint8 RGB picture."""
    place = Path(path)
    with saying_why(place), Image.open(place) as image:
        return np.asarray(image.convert("RGB")).copy()


def shrink(picture: Bytes, width: int) -> Bytes:
    """The picture at `width` pixels, its shape kept; never larger than it was."""
    height, old = picture.shape[:2]
    wide = min(width, old)
    size = (wide, max(1, round(height * wide / old)))
    return np.asarray(Image.fromarray(np.ascontiguousarray(picture)).resize(size, Image.Resampling.LANCZOS))


def contact_sheet(
    images: Sequence[Bytes], columns: int = 6, labels: Sequence[str] = (), font: Path | None = None,
    width: int = 320, gap: int = 10,
) -> Bytes:
    """All pictures on one dark sheet, in reading order, each `width` pixels wide with its label below.

    Labels may be Chinese when `font` is a font that has the characters. Returns (h, w, 3) uint8.
    """
    if not images:
        raise UsageError("a contact sheet needs at least one picture, got none")
    cells = [shrink(image[..., :3], width) for image in images]
    letters = ImageFont.truetype(str(font), 15) if font else ImageFont.load_default(14)
    caption = 26 if labels else 0
    tall, wide = max(cell.shape[0] for cell in cells), max(cell.shape[1] for cell in cells)
    rows = -(-len(cells) // columns)
    across = min(columns, len(cells))
    size = (across * (wide + gap) + gap, rows * (tall + caption + gap) + gap)
    sheet = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(sheet)
    for place, cell in enumerate(cells):
        left = gap + (place % columns) * (wide + gap)
        top = gap + (place // columns) * (tall + caption + gap)
        sheet.paste(Image.fromarray(cell), (left, top))
        if place < len(labels):
            pen.text((left + 2, top + tall + 5), fit_text(labels[place], letters, wide), INK, letters)
    return np.asarray(sheet)


def fit_text(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `width` pixels."""
    if font.getlength(text) <= width:
        return text
    kept = text
    while kept and font.getlength(kept + "…") > width:
        kept = kept[:-1]
    return kept + "…"
