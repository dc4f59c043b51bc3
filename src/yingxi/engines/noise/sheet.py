"""The X/Y sheet: the pictures of a grid with both knobs' names and values in Chinese or English."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from yingxi.engines.noise.grid import Axis, Cell
from yingxi.engines.noise.recipe import KNOBS, turned
from yingxi.media import read_frames, rgb_from_planes, shrink
from yingxi.media.frames import Bytes

PAPER, INK, QUIET, LINE = (14, 15, 18), (226, 228, 232), (140, 144, 152), (52, 54, 60)
GAP, LEFT, TOP = 8, 96, 62
Letters = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture_of(cell: Cell) -> Bytes:
    """The middle frame of a cell's take as (h, w, 3) uint8."""
    middle = (cell.take.head + cell.take.length + cell.take.tail) // 2
    return rgb_from_planes(next(read_frames(cell.media, middle, middle + 1)))


def draw_sheet(
    pictures: Sequence[Bytes],
    x: Axis,
    y: Axis,
    *,
    language: str,
    title: str,
    font: Path | None,
    width: int = 320,
) -> Bytes:
    """All pictures, `x` across and `y` down, row by row; returns (h, w, 3) uint8. Chinese needs `font`."""
    cells = [Image.fromarray(shrink(one, width)) for one in pictures]
    wide, tall = cells[0].size
    columns, rows = len(x.values), len(y.values)
    sheet = Image.new("RGB", (LEFT + columns * (wide + GAP) + GAP, TOP + rows * (tall + GAP) + GAP), PAPER)
    pen, letters, small = ImageDraw.Draw(sheet), face(font, 17), face(font, 13)
    names = [KNOBS[axis.knob][0 if language == "zh" and font else 1] for axis in (x, y)]
    pen.text((LEFT, 9), title if font or title.isascii() else x.knob, QUIET, small)
    pen.text((GAP, TOP - 30), f"{names[1]} ↓" if font else f"{names[1]} v", QUIET, small)
    for column, text in enumerate(x.texts):
        middle = LEFT + column * (wide + GAP) + wide // 2
        pen.text((middle, TOP - 22), f"{names[0]} {text}", INK, letters, anchor="mm")
    for row, text in enumerate(y.texts):
        pen.text((LEFT - 10, TOP + row * (tall + GAP) + tall // 2), text, INK, letters, anchor="rm")
    for place, cell in enumerate(cells):
        sheet.paste(cell, (LEFT + place % columns * (wide + GAP), TOP + place // columns * (tall + GAP)))
    pen.line((GAP, TOP - 6, sheet.width - GAP, TOP - 6), LINE)
    return np.asarray(sheet)


def face(font: Path | None, size: int) -> Letters:
    """Letters at a size in pixels; without a font file Pillow's own, which has no Chinese."""
    return ImageFont.truetype(str(font), size) if font else ImageFont.load_default(size)


def sheet_texts(cells: Sequence[Cell], x: Axis, y: Axis) -> dict[str, str]:
    """What goes into the PNG's text: the axes and the whole recipe of every picture, as JSON."""
    told = [
        {"column": one.column, "row": one.row, "seed": one.take.slate.seed, "noise": turned(one.noise),
         "take": dict(one.take.recipe)}
        for one in cells
    ]  # fmt: skip
    axes = {"x": {x.knob: list(x.texts)}, "y": {y.knob: list(y.texts)}}
    grid = {"schema": "noise-grid.1", **axes, "engine": cells[0].take.slate.engine, "cells": told}
    return {"yingxi:noise-grid": json.dumps(grid, ensure_ascii=False)}
