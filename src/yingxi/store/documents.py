"""A film's values as YAML files: read with exact complaints, written for people, old versions upgraded.

The first key of each file is `schema: storyboard.1`: the class in lower case and its version. A version is
one more than the number of upgrades registered for the name; a file without the key counts as current.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store.atomic import write_text
from yingxi.store.yaml_reading import Page, Place, read_page
from yingxi.store.yaml_writing import write_yaml

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Value = TypeVar("Value")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

_UPGRADES: dict[str, dict[int, Upgrade]] = {}


def upgrade(name: str, version: int) -> Callable[[Upgrade], Upgrade]:
    """Register a function that lifts the data of a `name` file from `version` to the next."""

    def register(function: Upgrade) -> Upgrade:
        _UPGRADES.setdefault(name, {})[version] = function
        return function

    return register


def schema_name(kind: type) -> str:
    """What the files of a class call themselves: `storyboard.1`."""
    name = kind.__name__.lower()
    return f"{name}.{1 + len(_UPGRADES.get(name, {}))}"


def save(path: Path, value: Any) -> None:
    """Write a frozen dataclass as YAML, all at once."""
    write_text(path, write_yaml(schema_name(type(value)), value))


def load(path: Path, kind: type[Value]) -> Value:
    """Read a file of this class. UsageError names file, line, field, what was got and what is allowed."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path} is missing") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise YingxiError(f"{path} cannot be read: {error.strerror}") from error
    return parse(text, kind, str(path))


def parse(text: str, kind: type[Value], file: str) -> Value:
    """The value of a YAML text; `file` is its name in complaints."""
    from pydantic import ValidationError

    page = read_page(text, file)
    if not isinstance(page.data, dict):
        raise UsageError(f"{file}:1: expected keys and values, got {_shown(page.data)}")
    data, shape = _upgraded(page, kind), cast(Any, kind)
    try:
        checked: tuple[Value] = _adapter(shape).validate_python((data,))
    except ValidationError as error:
        raise UsageError(_complaint(error.errors(), page, kind)) from error
    return checked[0]


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    """The validator of a class; inside a tuple, for so its settings reach every class within."""
    from pydantic import ConfigDict, TypeAdapter

    settings = ConfigDict(extra="forbid", coerce_numbers_to_str=True, allow_inf_nan=True)
    return TypeAdapter(tuple[kind], config=settings)


def _upgraded(page: Page, kind: type) -> dict[str, Any]:
    """The data of a page without its schema key, lifted to the current version."""
    data = dict(page.data)
    said = str(data.pop("schema", schema_name(kind)))
    name, _, number = said.partition(".")
    wanted, _, current = schema_name(kind).partition(".")
    line = page.line(("schema",))
    if name != wanted or not number.isdecimal() or int(number) < 1:
        raise UsageError(f"{page.file}:{line}: schema: got '{said}', expected '{wanted}.{current}'")
    if int(number) > int(current):
        raise UsageError(
            f"{page.file}:{line}: schema: '{said}' is newer than this program knows ('{wanted}.{current}'); "
            "install a newer yingxi"
        )
    for version in range(int(number), int(current)):
        data = _UPGRADES[name][version](data)
    return data


def _complaint(errors: "list[ErrorDetails]", page: Page, kind: type) -> str:
    """The first mistake of a file in one line; a misspelt key goes before the field it leaves missing."""
    first = min(errors, key=lambda one: (one["type"] == "missing", page.line(_place(one))))
    place = _place(first)
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{page.file}:{page.line(place)}: {_spelt(place)}: {_reason(first, page, kind)}{more}"


def _place(error: "ErrorDetails") -> Place:
    """Where an error stands, without the tuple around the value."""
    return tuple(error["loc"][1:])


def _reason(error: "ErrorDetails", page: Page, kind: type) -> str:
    """What was got, what is allowed, and the nearest match."""
    place, got = _place(error), error["input"]
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "unexpected_keyword_argument":
        allowed = _field_names(kind, place[:-1])
        return "no such field" + _nearest(str(place[-1]), allowed) + "; allowed: " + ", ".join(allowed)
    choices = get_args(_type_at(kind, place)) if error["type"] == "literal_error" else ()
    if choices:
        return f"got {_shown(got)}{_nearest(str(got), choices)}; allowed: " + ", ".join(map(str, choices))
    return f"got {_shown(got)}; {error['msg'].lower().replace('input should be', 'expected')}"


def _nearest(got: str, allowed: tuple[str, ...]) -> str:
    near = get_close_matches(got, [str(one) for one in allowed], n=1, cutoff=0.5)
    return f", did you mean '{near[0]}'?" if near else ""


def _shown(value: Any) -> str:
    """A value as a person would say it, cut short."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def _spelt(place: Place) -> str:
    """`shots[3].size`."""
    spelt = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return spelt.lstrip(".")


def _field_names(kind: type, place: Place) -> tuple[str, ...]:
    found = _type_at(kind, place)
    return tuple(one.name for one in fields(found)) if is_dataclass(found) else ()


def _type_at(kind: Any, place: Place) -> Any:
    """The declared type of the value at a place; of `X | None` it is X."""
    for part in place:
        kind = _without_none(kind)
        if is_dataclass(kind) and isinstance(part, str):
            kind = get_type_hints(kind).get(part)
        elif get_origin(kind) is tuple:
            kind = get_args(kind)[0]
        elif get_origin(kind) is not None and isinstance(get_origin(kind), type):
            kind = get_args(kind)[-1] if issubclass(get_origin(kind), Mapping) else kind
    return _without_none(kind)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, UnionType):
        return kind
    inner = [one for one in get_args(kind) if one is not type(None)]
    return inner[0] if len(inner) == 1 else kind
