"""A4 pages with the few things that a dossier is made of: headings, text, facts, tables, pictures, code."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

from yingxi.film.errors import YingxiError
from yingxi.store.packs import find_pack
from yingxi.trust.dossier.wording import break_lines

Colour = tuple[int, int, int]
INK: Colour = (28, 26, 24)
GREY: Colour = (126, 119, 110)
HAIR: Colour = (214, 207, 197)
PANEL: Colour = (247, 244, 238)
SEAL: Colour = (168, 44, 34)
GREEN: Colour = (44, 104, 74)
GOLD: Colour = (166, 122, 34)

LEFT, RIGHT, TOP, BOTTOM = 24.0, 186.0, 26.0, 270.0
"""Millimetres from the left and upper edge; a page is 210 x 297."""
WIDTH = RIGHT - LEFT
POINT = 0.3528
"""Millimetres in a point."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How text stands: face (text, bold, mono), size in points, colour, line height as a multiple."""

    face: str = "text"
    size: float = 10.0
    colour: Colour = INK
    leading: float = 1.62

    @property
    def height(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * POINT * self.leading


BODY = Style()
SMALL = Style(size=8.2, colour=GREY, leading=1.5)
LABEL = Style(size=8.2, colour=GREY)
STRONG = Style(face="bold", size=10.5)
MONO = Style(face="mono", size=8, leading=1.55)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column's width in millimetres, and its style."""

    width: float
    style: Style = BODY


class Page(FPDF):
    """A4 with a running foot; the cover has none."""

    foot = ("", "")

    def footer(self) -> None:
        """Title at the left, page number at the right, a hairline above."""
        if self.page_no() == 1:
            return
        self.set_draw_color(*HAIR)
        self.set_line_width(0.15)
        self.line(LEFT, 279, RIGHT, 279)
        self.set_font("text", size=7.6)
        self.set_text_color(*GREY)
        lines = break_lines(self.foot[0], 62, self.get_string_width)
        self.text(LEFT, 284, lines[0] + ("…" if len(lines) > 1 else ""))
        self.set_font("mono", size=6.6)
        number = f"{self.page_no()}"
        self.text(RIGHT - self.get_string_width(number), 284, number)
        mark = self.foot[1]
        self.text((LEFT + RIGHT - self.get_string_width(mark)) / 2, 284, mark)


class Paper:
    """The pages being written, and how far down the present one is (`y`, millimetres)."""

    def __init__(self, title: str, mark: str, made: datetime) -> None:
        self.pdf = Page(format="A4")
        self.pdf.foot = (title, mark)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(made)
        self.pdf.set_title(title)
        self.pdf.set_creator("Yingxi 影戏")
        for name, (path, number) in faces().items():
            self.pdf.add_font(name, fname=path, collection_font_number=number)
        self.y = TOP
        self.pdf.add_page()

    def room(self, height: float) -> None:
        """Go on to the next page when this one has no room for `height`."""
        if self.y + height > BOTTOM:
            self.turn()

    def turn(self) -> None:
        """A new page."""
        self.pdf.add_page()
        self.y = TOP

    def use(self, style: Style) -> None:
        """Take up a style."""
        self.pdf.set_font(style.face, size=style.size)
        self.pdf.set_text_color(*style.colour)

    def lines(self, text: str, width: float, style: Style) -> list[str]:
        """A text broken for a width."""
        self.use(style)
        return break_lines(text, width, self.pdf.get_string_width)

    def write(self, text: str, style: Style = BODY, left: float = LEFT, width: float = WIDTH) -> None:
        """A paragraph from the present height down, over pages where it must."""
        for line in self.lines(text, width, style):
            self.room(style.height)
            self.put(line, left, style)
            self.y += style.height

    def put(self, line: str, left: float, style: Style, y: float | None = None) -> None:
        """One line whose top is at `y`."""
        self.use(style)
        top = self.y if y is None else y
        self.pdf.text(left, top + style.height * 0.5 + style.size * POINT * 0.36, line)

    def gap(self, height: float) -> None:
        """White."""
        self.y += height

    def rule(self, colour: Colour = HAIR, width: float = 0.15) -> None:
        """A line across."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        self.pdf.line(LEFT, self.y, RIGHT, self.y)

    def box(self, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.pdf.set_fill_color(*colour)
        self.pdf.rect(left, top, width, height, style="F")

    def chapter(self, number: int, title: str) -> None:
        """A chapter begins on its own page, with its number in the seal's red."""
        self.turn()
        self.put(f"{number:02d}", LEFT, Style(face="mono", size=10, colour=SEAL))
        self.gap(7)
        self.put(title, LEFT, Style(face="bold", size=20, leading=1.3))
        self.gap(13)
        self.rule(SEAL, 0.5)
        self.gap(6)
        self.pdf.start_section(title)

    def heading(self, title: str) -> None:
        """A heading inside a chapter, never left alone at the foot of a page."""
        self.room(22)
        self.gap(4)
        self.write(title, STRONG)
        self.gap(1)

    def points(self, items: Sequence[str]) -> None:
        """A list, each item after a small red square."""
        for item in items:
            self.room(BODY.height)
            self.box(LEFT, self.y + BODY.height / 2 - 0.7, 1.4, 1.4, SEAL)
            self.write(item, BODY, LEFT + 5, WIDTH - 5)
            self.gap(1.2)

    def facts(self, rows: Sequence[tuple[str, str, Style]], label: float = 46) -> None:
        """Names at the left, values at the right, hairlines between."""
        for name, value, style in rows:
            told, named = self.lines(value, WIDTH - label, style), self.lines(name, label - 4, LABEL)
            height = max(len(told) * style.height, len(named) * LABEL.height) + 2.4
            self.room(height)
            for at, line in enumerate(named):
                self.put(line, LEFT, LABEL, self.y + 1.2 + at * LABEL.height)
            for at, line in enumerate(told):
                self.put(line, LEFT + label, style, self.y + 1.2 + at * style.height)
            self.y += height
            self.rule()

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
        """A table with its titles again on each page."""
        self.titles(titles, columns)
        for row in rows:
            pairs = list(zip(row, columns, strict=True))
            cells = [self.lines(cell, one.width - 3, one.style) for cell, one in pairs]
            height = max(len(c) * one.style.height for c, one in zip(cells, columns, strict=True)) + 1.8
            if self.y + height > BOTTOM:
                self.turn()
                self.titles(titles, columns)
            left = LEFT
            for cell, one in zip(cells, columns, strict=True):
                for at, line in enumerate(cell):
                    self.put(line, left, one.style, self.y + 0.9 + at * one.style.height)
                left += one.width
            self.y += height
            self.rule()

    def titles(self, titles: Sequence[str], columns: Sequence[Column]) -> None:
        """The head of a table."""
        self.room(14)
        left = LEFT
        for title, one in zip(titles, columns, strict=True):
            self.put(title, left, LABEL)
            left += one.width
        self.gap(LABEL.height + 1)
        self.rule(INK, 0.3)

    def code(self, lines: Sequence[str]) -> None:
        """Commands on a panel, broken where they are too long."""
        broken = [self.lines(line, WIDTH - 10, MONO) for line in lines]
        rows = [("" if at == 0 else "  ") + part for parts in broken for at, part in enumerate(parts)]
        height = len(rows) * MONO.height + 5
        self.room(height + 2)
        self.box(LEFT, self.y, WIDTH, height, PANEL)
        for at, row in enumerate(rows):
            self.put(row, LEFT + 4, MONO, self.y + 2.5 + at * MONO.height)
        self.gap(height + 3)

    def picture(self, data: bytes, left: float, top: float, width: float, height: float) -> None:
        """A JPEG in its place."""
        self.pdf.image(io.BytesIO(data), left, top, width, height)

    def frame(self, left: float, top: float, size: tuple[float, float], colour: Colour, line: float) -> None:
        """The outline of a rectangle, `line` millimetres thick."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(line)
        self.pdf.rect(left, top, *size)

    def finish(self) -> bytes:
        """The whole document; fonts hold only the letters that are used."""
        with quiet():
            return bytes(self.pdf.output())


@contextmanager
def quiet() -> Iterator[None]:
    """Font tools tell every step of making a subset; nobody asked."""
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def faces() -> dict[str, tuple[Path, int]]:
    """Fonts for text, bold and mono with the number of the face in each file. YingxiError: none is there."""
    sans = find_pack("noto-cjk")
    if sans is not None and sans.name == "NotoSansCJK-Regular.ttc":
        serif, bold = (sans.with_name(f"NotoSerifCJK-{weight}.ttc") for weight in ("Regular", "Bold"))
        serif, bold = (serif, bold) if serif.is_file() and bold.is_file() else (sans, sans)
        text, mono = face_number(serif, "SC"), face_number(sans, "Mono CJK SC")
        return {"text": (serif, text), "bold": (bold, face_number(bold, "SC")), "mono": (sans, mono)}
    found = find_pack("lxgw-wenkai") or sans or find_pack("ukai")
    if found is None:
        raise YingxiError("no font with Chinese characters for the dossier; run `make setup` (yingxi doctor)")
    return dict.fromkeys(("text", "bold", "mono"), (found, face_number(found, "SC")))


def face_number(path: Path, wanted: str) -> int:
    """Which face of a font collection has `wanted` in its name; 0 for a single font or when none has."""
    from fontTools.ttLib import TTCollection

    if path.suffix.lower() != ".ttc":
        return 0
    with quiet(), TTCollection(str(path), lazy=True) as collection:
        names = [str(font["name"].getDebugName(1)) for font in collection.fonts]
    ordered = sorted(range(len(names)), key=lambda at: ("Mono" in names[at]) != ("Mono" in wanted))
    return next((at for at in ordered if wanted in names[at]), 0)
