"""An engine's own options: from words to a typed value, with exact complaints."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from yingxi.engines.protocol import Engine
from yingxi.film.errors import UsageError, unknown

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails


def read_settings(engine: Engine, options: Mapping[str, Any]) -> Any:
    """The engine's options as a value of its class.

    UsageError names the option, what was got and what is allowed; for an unknown one the nearest.
    """
    from pydantic import ValidationError

    name, kind = engine.capabilities.name, engine.settings
    allowed = [one.name for one in fields(kind)]
    for word in options:
        if word not in allowed:
            see = f"yingxi engines {name}"
            raise unknown(f"{name} option", word, allowed or ["none"], see, zh=f" {name} 选项")
    try:
        checked: tuple[Any] = _adapter(kind).validate_python((dict(options),))
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(_complaint(name, first), zh=_complaint_in_chinese(name, first)) from error
    return checked[0]


def list_settings(engine: Engine) -> tuple[tuple[str, str, Any], ...]:
    """Name, what is allowed, and default of each option of an engine; those inside one are `noise.seed`."""
    return tuple(_list_fields(engine.settings()))


def _list_fields(standard: Any, before: str = "") -> Iterator[tuple[str, str, Any]]:
    """The fields of a value and of the dataclasses in it."""
    kinds = get_type_hints(type(standard))
    for one in fields(standard):
        value = getattr(standard, one.name)
        if is_dataclass(value):
            yield from _list_fields(value, f"{before}{one.name}.")
        else:
            yield f"{before}{one.name}", _spelt(kinds[one.name]), value


@lru_cache(maxsize=32)
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    """The validator of a class; inside a tuple, for so its settings reach every class within."""
    from pydantic import ConfigDict, TypeAdapter

    return TypeAdapter(tuple[kind], config=ConfigDict(extra="forbid", coerce_numbers_to_str=True))


def _complaint(name: str, error: "ErrorDetails") -> str:
    """One mistake in one line."""
    place = ".".join(str(part) for part in error["loc"][1:])
    said = error["msg"].removeprefix("Value error, ")
    said = said.replace("Input should be", "expected").replace("Unexpected keyword argument", "no such field")
    got = "" if error["type"] in ("missing", "unexpected_keyword_argument") else f" got '{error['input']}';"
    if not place:
        return f"engine '{name}': {said} (yingxi engines {name})"
    return f"engine '{name}': option {place}:{got} {said} (yingxi engines {name})"


EXPECTED = {
    "int_parsing": "要一个整数", "int_type": "要一个整数", "int_from_float": "要一个整数",
    "float_parsing": "要一个数", "float_type": "要一个数", "bool_parsing": "要 true 或 false",
    "bool_type": "要 true 或 false", "string_type": "要文字", "unexpected_keyword_argument": "没有这一项",
}  # fmt: skip


def _complaint_in_chinese(name: str, error: "ErrorDetails") -> str:
    """One mistake in one line of Chinese; what a plug-in's own check says stays in its language."""
    place = ".".join(str(part) for part in error["loc"][1:])
    own = error["msg"].removeprefix("Value error, ")
    said = EXPECTED.get(error["type"]) or own.replace("Input should be", "要").replace(" or ", " 或 ")
    if not place:
        return f"引擎“{name}”：{said}（yingxi engines {name}）"
    got = "" if error["type"] in ("missing", "unexpected_keyword_argument") else f"得到“{error['input']}”，"
    return f"引擎“{name}”：选项 {place}：{got}{said}（yingxi engines {name}）"


def _spelt(kind: Any) -> str:
    """A type as people say it: `int`, `off | balanced | max`, `float or nothing`."""
    if kind is type(None):
        return "nothing"
    choices = get_args(kind)
    if get_origin(kind) is None or not choices:
        return str(getattr(kind, "__name__", kind))
    if all(isinstance(one, str) for one in choices):
        return " | ".join(choices)
    inner = [_spelt(one) for one in choices if one is not Ellipsis]
    outer = getattr(get_origin(kind), "__name__", "")
    return f"{outer} of {', '.join(inner)}" if isinstance(get_origin(kind), type) and outer in (
        "tuple", "list", "dict", "Mapping",
    ) else " or ".join(inner)
