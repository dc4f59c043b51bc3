"""What the score is made from, read from data: tempers (how moods sound) and palettes (who plays)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from yingxi.film.errors import unknown
from yingxi.store.yaml_reading import read_data


@dataclass(frozen=True, kw_only=True, slots=True)
class Temper:
    """How a mood sounds; moods.yaml says what each field means."""

    name: str
    harmony: str
    tune: str
    roots: tuple[int, ...]
    loops: tuple[tuple[int, ...], ...]
    peak: tuple[int, ...]
    lift: int
    drive: float
    space: float
    open: float
    short: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """An instrument's place in a palette; palettes.yaml says what each field means."""

    name: str
    program: int
    register: int
    pan: float = 0.0
    level: int = 90
    room: int = 60
    enters: float = 0.0
    sings: bool = False
    figure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """Who plays in a score."""

    name: str
    parts: Mapping[str, Part]
    strikes: tuple[str, ...] = ()
    drums: float = 99.0
    notes: tuple[str, ...] = field(default=())


def find_temper(mood: str, language: str = "en") -> tuple[Temper, tuple[str, ...]]:
    """The temper of a mood, and a note when the mood is not known and the calm one stands in."""
    wanted = mood.strip().lower()
    for name, entry in _data("moods.yaml")["tempers"].items():
        if wanted == name or wanted in entry["words"]:
            return _temper(name), ()
    if not wanted:
        return _temper("calm"), ()
    said = (
        f"配乐不认识情绪“{mood}”，按“宁静”谱写"
        if language == "zh"
        else f"the score knows no mood '{mood}': composed as calm"
    )
    return _temper("calm"), (said,)


def find_palette(name: str) -> Palette:
    """The palette called `name`; an unknown one is refused with the nearest."""
    palettes = _data("palettes.yaml")["palettes"]
    if name not in palettes:
        raise unknown("score palette", name, palettes)
    entry = palettes[name]
    return Palette(
        name=name,
        parts={part: _part(part, **fields) for part, fields in entry["parts"].items()},
        strikes=tuple(entry["strikes"]),
        drums=float(entry.get("drums", 99.0)),
    )


def palettes() -> tuple[str, ...]:
    """The names of all palettes."""
    return tuple(_data("palettes.yaml")["palettes"])


def tempers() -> tuple[str, ...]:
    """The names of all tempers."""
    return tuple(_data("moods.yaml")["tempers"])


def _temper(name: str) -> Temper:
    entry = {
        key: _frozen(value) for key, value in _data("moods.yaml")["tempers"][name].items() if key != "words"
    }
    return Temper(name=name, **entry)


def _part(name: str, **fields: Any) -> Part:
    """`from` in the file is `enters` here, for Python keeps the word to itself."""
    return Part(name=name, enters=float(fields.pop("from", 0.0)), **fields)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


@cache
def _data(name: str) -> dict[str, Any]:
    text = files("yingxi.sound.score").joinpath(name).read_text("utf-8")
    loaded: dict[str, Any] = read_data(text)
    return loaded
