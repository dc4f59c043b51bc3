"""Writing YAML for people: fields in the order of the class, defaults left out, short things on one line."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

import yaml

from yingxi.film.errors import YingxiError

LINE = 110
"""Columns; a Chinese character takes two."""

_TAG = "tag:yaml.org,2002:"


def write_yaml(schema: str, value: Any) -> str:
    """A frozen dataclass as YAML text whose first key is `schema`; reading it back gives an equal value."""
    body = _node(value)
    assert isinstance(body, yaml.MappingNode)
    body.flow_style = False
    body.value.insert(0, (_word("schema"), _word(schema)))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.serialize(body, Dumper=dumper, allow_unicode=True, width=LINE)
    return text


def stated_fields(value: Any) -> tuple[tuple[str, Any], ...]:
    """Names and values of a dataclass's fields that differ from their defaults, in order."""
    stated = ((one, getattr(value, one.name)) for one in fields(value))
    return tuple((one.name, got) for one, got in stated if got != _default(one))


def _default(one: "Field[Any]") -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


def _node(value: Any) -> yaml.Node:
    """The YAML node of one value."""
    if is_dataclass(value) and not isinstance(value, type):
        return _mapping([(_word(name), _node(inner)) for name, inner in stated_fields(value)])
    if isinstance(value, Mapping):
        return _mapping([(_word(str(key)), _node(inner)) for key, inner in value.items()])
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return _sequence([_node(inner) for inner in value])
    return _scalar(value)


def _scalar(value: Any) -> yaml.ScalarNode:
    if isinstance(value, str):
        return _word(value)
    if value is None:
        return yaml.ScalarNode(_TAG + "null", "null")
    if isinstance(value, bool):
        return yaml.ScalarNode(_TAG + "bool", "true" if value else "false")
    if isinstance(value, int):
        return yaml.ScalarNode(_TAG + "int", str(value))
    if isinstance(value, float):
        return yaml.ScalarNode(_TAG + "float", _number(value))
    raise YingxiError(f"a film's file cannot hold a {type(value).__name__}: {value!r}")


def _number(value: float) -> str:
    """A float in YAML's spelling: always with a point, so that it is read as one."""
    text = repr(value).lower()
    if text in ("inf", "-inf", "nan"):
        return text.replace("inf", ".inf").replace("nan", ".nan")
    return text.replace("e", ".0e") if "." not in text else text


def _word(text: str) -> yaml.ScalarNode:
    """A string; one of several lines stands as a block."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise YingxiError("a text holds bytes that are not UTF-8; check the terminal's encoding")
    return yaml.ScalarNode(_TAG + "str", text, style="|" if "\n" in text else None)


def _sequence(children: list[yaml.Node]) -> yaml.SequenceNode:
    short = all(_is_short(child) for child in children) and sum(map(_width, children)) < LINE - 20
    flow = short and not any(isinstance(child, yaml.MappingNode) for child in children)
    return yaml.SequenceNode(_TAG + "seq", children, flow_style=flow)


def _mapping(pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    width = sum(_width(key) + _width(child) for key, child in pairs)
    short = width < LINE - 20 and all(_is_short(child) for _, child in pairs)
    return yaml.MappingNode(_TAG + "map", pairs, flow_style=short)


def _is_short(node: yaml.Node) -> bool:
    if isinstance(node, yaml.CollectionNode):
        return bool(node.flow_style)
    return isinstance(node, yaml.ScalarNode) and node.style != "|"


def _width(node: yaml.Node) -> int:
    """Columns that a node takes on one line, with what stands between it and the next."""
    if isinstance(node, yaml.MappingNode):
        return 2 + sum(_width(key) + _width(child) for key, child in node.value)
    if isinstance(node, yaml.SequenceNode):
        return 2 + sum(_width(child) for child in node.value)
    return 2 + sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in node.value)
