"""Looks as data: one YAML file each in art/looks/, read once, found by any of their names."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from yingxi.art.cube import read_cube
from yingxi.art.look import Colour, Hue, Look
from yingxi.film.errors import UsageError, unknown
from yingxi.store.home import looks_folder
from yingxi.store.yaml_reading import read_data
from yingxi.world.scene import Air, Array, Grade, Medium

SCHEMA = "look.1"
SCORES = ("cyber", "chinese", "orchestral", "intimate", "children", "electronic", "ink")
FAMILIES = ("ink", "paper", "backlit")
_NOT_DATA = ("lut", "seal_font", "verse_font")
_KEYS = {
    "schema", "id", "zh", "en", "words", "grade", "medium", "accents", "lenses", "hour", "weather", "score",
    "defaults", "hues", "cube",
}


@cache
def looks() -> Mapping[str, Look]:
    """All looks by id, in the order of their ids: ours, then the person's own, which may take an id over."""
    folder = files("yingxi.art") / "looks"
    pages = {page.name: page for page in folder.iterdir() if page.name.endswith(".yaml")}
    found = [read_look(pages[name].read_text(encoding="utf-8"), name) for name in sorted(pages)]
    own = sorted(looks_folder().glob("*.yaml"))
    found += [read_look(page.read_text(encoding="utf-8"), str(page), page.parent) for page in own]
    return {look.id: look for look in found}


def find_look(name: str) -> Look:
    """The look called `name` (id, Chinese or English name, or one of its words, in any letter case).

    Raises UsageError naming the nearest look when there is none.
    """
    names = {alias: look for look in looks().values() for alias in _aliases(look)}
    wanted = _folded(name)
    if wanted in names:
        return names[wanted]
    titles = [title for look in looks().values() for title in (look.zh, look.en)]
    raise unknown("look", name, titles, "yingxi looks")


def read_look(text: str, source: str, folder: Path | None = None) -> Look:
    """One look from the text of its YAML file; `source` is the name that errors say, `folder` has its cube.

    Colours in the file are sRGB as '#rrggbb'; in the Look they are linear. Raises UsageError with the
    file, the field, what was got and what is allowed.
    """
    data = _load(text, source)
    _check_words(data, source)
    return Look(
        id=data["id"],
        zh=data["zh"],
        en=data["en"],
        words=tuple(data.get("words", ())),
        grade=replace(_grade(data.get("grade", {}), source), lut=_cube(data.get("cube", ""), source, folder)),
        medium=_medium(data["medium"], source) if "medium" in data else None,
        accents=tuple(linear(colour, source) for colour in data.get("accents", ())),
        lenses=tuple(float(lens) for lens in data.get("lenses", (24, 35, 50, 85))),
        hour=data.get("hour", ""),
        weather=data.get("weather", ""),
        score=data.get("score", "orchestral"),
        hues={
            str(place): _hue(row, f"{source}, hue of {place}") for place, row in data.get("hues", {}).items()
        },
        defaults={str(key): str(value) for key, value in data.get("defaults", {}).items()},
    )


def linear(colour: str, source: str = "colour") -> Colour:
    """Linear RGB of an sRGB '#rrggbb' (IEC 61966-2-1)."""
    digits = str(colour).removeprefix("#")
    try:
        if len(digits) != 6:
            raise ValueError(digits)
        channels = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        raise UsageError(f"{source}: colour '{colour}' is not of the form '#rrggbb'") from None
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return (red, green, blue)


def _load(text: str, source: str) -> dict[str, Any]:
    try:
        data = read_data(text)
    except yaml.YAMLError as error:
        raise UsageError(f"{source}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        got = data.get("schema") if isinstance(data, dict) else type(data).__name__
        raise UsageError(f"{source}: schema is '{got}', must be '{SCHEMA}'")
    return data


def _check_words(data: dict[str, Any], source: str) -> None:
    for key in data:
        if key not in _KEYS:
            raise unknown(f"field in {source}", str(key), sorted(_KEYS))
    for key in ("id", "zh", "en"):
        if not data.get(key):
            raise UsageError(f"{source}: field '{key}' is missing")
    if data.get("score", "orchestral") not in SCORES:
        raise unknown(f"score in {source}", str(data["score"]), SCORES)


def _cube(name: str, source: str, folder: Path | None) -> Array | None:
    """The cube that a look names, a file beside its own."""
    if not name:
        return None
    path = (folder or Path()) / name
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{source}: its cube {path} cannot be read: {error}") from None
    return read_cube(text, str(path))


def _grade(data: Mapping[str, Any], source: str) -> Grade:
    _check_fields(data, Grade, source, "grade")
    return Grade(**{key: _number(value) for key, value in data.items()})


def _medium(data: Mapping[str, Any], source: str) -> Medium:
    _check_fields(data, Medium, source, "medium")
    if data.get("family") not in FAMILIES:
        raise unknown(f"family in {source}", str(data.get("family")), FAMILIES)
    values: dict[str, Any] = dict(data)
    for key in ("paper", "line", "inner_line"):
        if key in values:
            values[key] = linear(values[key], source)
    values["ramps"] = {
        semantic: tuple(linear(colour, source) for colour in colours)
        for semantic, colours in data.get("ramps", {}).items()
    }
    return Medium(**values)


def _hue(data: Mapping[str, Any], source: str) -> Hue:
    _check_fields(data, Hue, source, "hue")
    values: dict[str, Any] = dict(data)
    for key in ("robes", "sashes"):
        values[key] = tuple(linear(colour, source) for colour in data.get(key, ()))
    values["worn"] = tuple(tuple(row) for row in data.get("worn", ()))
    values["tones"] = tuple(_display(colour, source) for colour in data.get("tones", ()))
    if "light" in data:
        values["light"] = (float(data["light"][0]), float(data["light"][1]))
    _check_fields(data.get("air", {}), Air, source, "air")
    _check_fields(data.get("grade", {}), Grade, source, "grade")
    values["air"] = {
        key: value if isinstance(value, str | bool) else _number(value)
        for key, value in data.get("air", {}).items()
    }
    values["grade"] = {key: _number(value) for key, value in data.get("grade", {}).items()}
    return Hue(**values)


def _display(colour: str, source: str) -> Colour:
    """sRGB 0-1 of '#rrggbb'."""
    linear(colour, source)
    red, green, blue = (int(colour.removeprefix("#")[at:at + 2], 16) / 255 for at in (0, 2, 4))
    return (red, green, blue)


def _check_fields(
    data: Mapping[str, Any],
    kind: type[Grade] | type[Medium] | type[Hue] | type[Air],
    source: str,
    part: str,
) -> None:
    allowed = [field.name for field in fields(kind) if field.name not in _NOT_DATA]
    for key in data:
        if key not in allowed:
            raise unknown(f"{part} field in {source}", str(key), allowed)


def _number(value: Any) -> Any:
    return tuple(float(part) for part in value) if isinstance(value, list) else float(value)


def _aliases(look: Look) -> list[str]:
    return [_folded(alias) for alias in (look.id, look.zh, look.en, *look.words)]


def _folded(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch not in " -_·")
