"""Neon signs: an atlas of words in a Chinese font, and boards that show them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import Finish, Mesh, box, merge, model
from yingxi.art.shapes.mesh import make
from yingxi.film.errors import YingxiError
from yingxi.store.packs import find_pack
from yingxi.world.scene import Model

UPRIGHT = (
    "龙舟竞渡",
    "端午安康",
    "灯火可亲",
    "梦华楼",
    "不夜城",
    "醉春风",
    "国潮",
    "茶",
    "酒肆",
    "粽香",
    "霓裳",
    "万家灯火",
    "听雨轩",
    "天下第一渡",
    "云上",
    "龙",
)
"""Words of the hanging signs, culture of the feast and of the street."""
CELL = 96
COLUMNS, ROWS = 15, 5
"""Both divide 255, so that an atlas place fits a vertex byte exactly."""
HUES = (
    (1.0, 0.10, 0.36),
    (0.06, 0.70, 1.0),
    (1.0, 0.45, 0.08),
    (0.08, 0.95, 0.58),
    (0.60, 0.20, 1.0),
    (1.0, 0.12, 0.06),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lettering:
    """The atlas picture (h, w, 4) uint8 (r the strokes, g their glow) and where each character is."""

    atlas: np.ndarray
    cells: dict[str, tuple[int, int]]


def chinese_font() -> Path:
    """A font with Chinese characters; raises YingxiError that says what to install when there is none."""
    for pack in ("noto-cjk", "ukai", "lxgw-wenkai"):
        found = find_pack(pack)
        if found is not None:
            bold = found.with_name(found.name.replace("-Regular", "-Bold"))
            return bold if bold.exists() else found
    raise YingxiError("no Chinese font found; install fonts-noto-cjk (yingxi doctor tells how)")


@cache
def lettering() -> Lettering:
    """Every character of the signs, drawn once."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    letters = sorted({letter for words in UPRIGHT for letter in words})
    if len(letters) > COLUMNS * ROWS:
        raise YingxiError(f"{len(letters)} characters on the signs; the atlas holds {COLUMNS * ROWS}")
    picture = Image.new("L", (COLUMNS * CELL, ROWS * CELL), 0)
    face = ImageFont.truetype(str(chinese_font()), int(CELL * 0.72))
    draw = ImageDraw.Draw(picture)
    cells = {}
    for index, letter in enumerate(letters):
        column, row = index % COLUMNS, index // COLUMNS
        draw.text(((column + 0.5) * CELL, (row + 0.5) * CELL), letter, font=face, fill=255, anchor="mm")
        cells[letter] = (column, row)
    glow = picture.filter(ImageFilter.GaussianBlur(CELL * 0.07))
    atlas = np.zeros((*picture.size[::-1], 4), np.uint8)
    atlas[..., 0], atlas[..., 1] = np.asarray(picture), np.asarray(glow)
    return Lettering(atlas=atlas, cells=cells)


@kept
def upright_sign(words: str) -> Model:
    """A board one metre wide that hangs upright, its characters one below another, centred, facing +z."""
    return model(
        [(_letters(words, upright=True), "sign", "light"), (_board(1.16, len(words)), "neon", "light")]
    )


@kept
def long_sign(words: str) -> Model:
    """A board one metre high over a door, read from left to right."""
    return model([(_letters(words, upright=False), "sign", "light")])


def _letters(words: str, *, upright: bool) -> Mesh:
    """One quad a character; colour.rg are its place in the atlas."""
    drawn = lettering()
    height, width = drawn.atlas.shape[:2]
    meshes = []
    for index, letter in enumerate(words):
        column, row = drawn.cells[letter]
        u = np.array([column, column + 1, column + 1, column]) * CELL / width
        v = np.array([row + 1, row + 1, row, row]) * CELL / height
        shift = (len(words) - 1) / 2 - index
        x, y = (0.0, shift) if upright else (-shift, 0.0)
        corners = np.array(
            [[x - 0.5, y - 0.5, 0], [x + 0.5, y - 0.5, 0], [x + 0.5, y + 0.5, 0], [x - 0.5, y + 0.5, 0]]
        )
        paint = Finish(colour=np.stack([u, v, 0 * u], -1), emission=1.0)
        meshes.append(make(corners, np.tile([0, 0, 1], (4, 1)), [[0, 1, 2], [0, 2, 3]], paint))
    return merge(meshes)


def _board(width: float, letters: int) -> Mesh:
    """A thin frame of light round an upright sign."""
    tall, line = letters / 2 + 0.12, Finish(colour=(1, 1, 1), emission=2.4)
    sides = [box((s * width / 2, 0, -0.03), (0.025, tall, 0.03), line, "xXzZ") for s in (1, -1)]
    ends = [box((0, s * tall, -0.03), (width / 2, 0.025, 0.03), line, "yYzZ") for s in (1, -1)]
    return merge([*sides, *ends])
