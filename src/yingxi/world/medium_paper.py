"""What painted pictures are made on and with: paper, ramps of ink or pigment, inscription and seal."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from yingxi.world.geometry import SEMANTICS
from yingxi.world.scene import Medium

Picture = NDArray[np.uint8]
Colour = tuple[float, float, float]

SIDE = 512
ROWS, STEPS = 32, 256
_RAMP_OF = {
    "none": "wood", "skin": "person", "hair": "roof", "animal": "person", "vehicle": "metal",
    "building": "wall", "paper": "wall", "glass": "water", "snow": "ground", "sand": "ground", "sky": "water",
    "cloud": "water", "mountain": "rock", "flower": "cloth", "wall": "stone",
}  # fmt: skip
"""Whose ramp a semantic without its own takes."""
_PLAIN: tuple[Colour, ...] = ((0.02, 0.02, 0.02), (0.2, 0.2, 0.2), (0.85, 0.83, 0.76))
_SEAL: Colour = (0.80, 0.13, 0.09)


def display(colour: Colour | NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear light to sRGB, 0-1 (IEC 61966-2-1)."""
    light = np.clip(np.asarray(colour, float), 0.0, 1.0)
    return np.asarray(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055))


def ramp_picture(medium: Medium) -> Picture:
    """(32, 256, 4) sRGB: a row for each semantic, from the empty paper on the left to the deepest tone."""
    picture = np.full((ROWS, STEPS, 4), 255, np.uint8)
    for row, name in enumerate(SEMANTICS[:ROWS]):
        picture[row, :, :3] = _ramp(_colours(medium, name))
    return picture


def _colours(medium: Medium, name: str) -> tuple[Colour, ...]:
    for wanted in (name, _RAMP_OF.get(name, ""), "rock", "wood"):
        if wanted in medium.ramps:
            return tuple(medium.ramps[wanted])
    return _PLAIN


def _ramp(colours: tuple[Colour, ...]) -> Picture:
    """256 steps light to dark through colours that are given dark to light."""
    shown = display(np.asarray(colours, float))[::-1]
    at = np.linspace(0.0, 1.0, len(shown))
    steps = np.linspace(0.0, 1.0, STEPS)
    mixed = np.stack([np.interp(steps, at, shown[:, channel]) for channel in range(3)], axis=1)
    return np.asarray(np.round(mixed * 255), np.uint8)


@cache
def paper_picture() -> Picture:
    """(512, 512, 4), tiling: grain with fibres, finer grain, broad stains, hairs of a brush."""
    fine = _field(1, (0.8, 0.8)) * 0.5 + _field(2, (2.2, 2.2)) * 0.5 + _fibres() * 1.6
    layers = (
        fine,
        _field(3, (1.6, 1.6)),
        _field(4, (8.0, 8.0)) * 0.6 + _field(5, (22.0, 22.0)) * 0.8 + _field(6, (3.0, 3.0)) * 0.25,
        _field(7, (1.2, 7.0)) * 0.55 + _field(8, (2.5, 16.0)) * 0.6,
    )
    shown = [np.clip(0.5 + 0.17 * (field - field.mean()) / field.std(), 0, 1) for field in layers]
    return np.asarray(np.stack(shown, -1) * 255, np.uint8)


def _field(seed: int, blur: tuple[float, float]) -> NDArray[np.float64]:
    """Tiling noise of unit spread, smoothed by so many pixels down and across."""
    from scipy.ndimage import gaussian_filter

    noise = np.random.default_rng(seed).normal(size=(SIDE, SIDE))
    smooth = gaussian_filter(noise, blur, mode="wrap")
    return np.asarray(smooth / smooth.std())


def _fibres() -> NDArray[np.float64]:
    """Short curved fibres as in mulberry paper, wrapped at the borders."""
    from PIL import Image, ImageDraw
    from scipy.ndimage import gaussian_filter

    random = np.random.default_rng(9)
    sheet = Image.new("L", (3 * SIDE, 3 * SIDE), 0)
    draw = ImageDraw.Draw(sheet)
    for _ in range(420):
        turns = random.uniform(0, 6.28) + np.cumsum(random.normal(0, 0.35, 6))
        steps = random.uniform(1.5, 7.0) * np.stack([np.cos(turns), np.sin(turns)], 1)
        points = random.uniform(0, SIDE, 2) + np.cumsum(steps, 0)
        shade = int(random.uniform(60, 150))
        for right in (0, SIDE, 2 * SIDE):
            for down in (0, SIDE, 2 * SIDE):
                draw.line([(x + right, y + down) for x, y in points], fill=shade, width=1)
    middle = np.asarray(sheet, float)[SIDE : 2 * SIDE, SIDE : 2 * SIDE] / 255.0
    return np.asarray(gaussian_filter(middle, 0.6, mode="wrap"))


def inscription(medium: Medium, tall: int) -> Picture:
    """(h, w, 4) sRGB with cover: columns of a medium's verse from right to left, its seal below the last.

    `tall` is the height of a character in pixels. Lines of the verse are parted by '\\n', '，' or '/'.
    """
    verse, seal = medium.verse, medium.seal
    columns = [line for line in verse.replace("，", "\n").replace("/", "\n").split("\n") if line]
    if not columns:
        return _seal_picture(seal, medium.seal_font, round(tall * 1.15))
    written = _columns_picture(columns, medium.verse_font, tall)
    if not seal:
        return written
    stamp = _seal_picture(seal, medium.seal_font, round(tall * 1.15))
    below = round(tall * 1.08 * len(columns[-1])) + tall // 2
    wide = max(written.shape[1], stamp.shape[1])
    sheet = np.zeros((max(written.shape[0], below + stamp.shape[0]), wide, 4), np.uint8)
    sheet[: written.shape[0], : written.shape[1]] = written
    sheet[below : below + stamp.shape[0], : stamp.shape[1]] = stamp
    return sheet


def _columns_picture(columns: list[str], font: str, tall: int) -> Picture:
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(font, tall)
    random = np.random.default_rng(3)
    wide, high = round(tall * 1.3), round(tall * 1.08)
    size = (wide * len(columns) + tall // 4, high * max(len(line) for line in columns) + tall // 4)
    sheet = Image.new("L", size, 0)
    draw = ImageDraw.Draw(sheet)
    for number, line in enumerate(columns):
        x = size[0] - tall // 8 - wide * number - wide / 2
        for place, letter in enumerate(line):
            off = random.normal(0, 0.03 * tall, 2)
            draw.text((x + off[0], high * (place + 0.5) + off[1]), letter, font=face, fill=255, anchor="mm")
    cover = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.7)))
    return np.dstack([np.full((*cover.shape, 3), (26, 26, 28), np.uint8), cover])


def _seal_picture(seal: str, font: str, side: int) -> Picture:
    """A red seal with its characters left white, stacked."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont
    from scipy.ndimage import gaussian_filter

    face = ImageFont.truetype(font, round(side * 0.72))
    high = round(side * (0.30 + 0.66 * max(len(seal), 1)))
    sheet = Image.new("L", (side + 8, high + 8), 0)
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((4, 4, side + 4, high + 4), max(2, side // 9), fill=255)
    for place, letter in enumerate(seal):
        middle = 4 + side * 0.15 + side * 0.66 * (place + 0.5)
        draw.text((4 + side / 2, middle - side * 0.03), letter, font=face, fill=0, anchor="mm")
    cover = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.7)), float)
    worn = gaussian_filter(np.random.default_rng(5).normal(size=cover.shape), 1.3)
    cover *= np.clip(worn * 1.6 + 1.3, 0.45, 1)
    red = np.round(np.asarray(_SEAL) * 255).astype(np.uint8)
    return np.dstack([np.full((*cover.shape, 3), red, np.uint8), cover.astype(np.uint8)])
