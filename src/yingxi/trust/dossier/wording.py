"""The dossier's words, and lines broken as Chinese and English break them."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PIECE = re.compile(r"\n|[ \t]+|[\x21-\x7e\u00a1-\u024f‐-―…]+|.", re.DOTALL)
"""A line's end, white space, a Latin word, or one Chinese character."""

NEVER_FIRST = frozenset("，。；：！？、）》」』”’…—,.;:!?)]}%")
"""What no line begins with."""


@cache
def words() -> Mapping[str, Any]:
    """All words of the dossier."""
    text = files("yingxi.trust.dossier").joinpath("data/words.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


class Words:
    """The words of one language by their path: `say("summary.shot", count=3)`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, path: str, **values: object) -> str:
        """The words of a path, blanks filled."""
        found: Any = words()
        for part in path.split("."):
            found = found[part]
        return self.pick(found, **values)

    def pick(self, pair: Any, **values: object) -> str:
        """One of two texts, blanks filled."""
        text = str(pair[0 if self.language == "zh" else 1])
        return text.format(**values) if values else text

    def quote(self, text: str) -> str:
        """A text as said by somebody; empty when nothing was. Curly marks are as wide as Chinese letters."""
        if not text:
            return ""
        return f"“{text}”" if self.language == "zh" else f'"{text}"'

    def file(self, name: str) -> str:
        """A file by what it is and its name."""
        pair = words()["files"].get(name)
        return f"{self.pick(pair)} {name}" if pair else name

    def option(self, name: str) -> str:
        """An option of a brief by its plain name."""
        pair = words()["options"].get(name)
        return self.pick(pair) if pair else name


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A text in lines no wider than `width`; `measure` gives a text's width.

    Latin words stay whole where they fit a line, and no line begins with a closing mark.
    """
    lines, line = [], ""
    for piece in pieces(text, width, measure):
        if piece == "\n":
            lines.append(line.rstrip())
            line = ""
        elif not line or piece[0] in NEVER_FIRST or measure(line + piece.rstrip()) <= width:
            line = line + piece if line or not piece.isspace() else ""
        else:
            lines.append(line.rstrip())
            line = "" if piece.isspace() else piece
    return [*lines, line.rstrip()]


def pieces(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What a line may be broken between; a word wider than the line is cut into letters."""
    for piece in PIECE.findall(text):
        if len(piece) > 1 and not piece.isspace() and measure(piece) > width:
            yield from piece
        else:
            yield piece
