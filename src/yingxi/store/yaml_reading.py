"""Reading YAML that people edit: every value keeps its line, and only what looks like a number is one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from yingxi.film.errors import UsageError

Place = tuple[str | int, ...]
"""Where a value stands: keys and indices from the top, `("shots", 3, "size")`."""

MOST_VALUES = 2_000_000
"""Aliases can make a small file expand without end; no film needs so many values."""

_PLAIN = (
    ("bool", re.compile(r"^(?:true|false)$"), "tf"),
    ("null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""]),
    ("int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789"),
    (
        "float",
        re.compile(r"^(?:[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)$"),
        "-+.0123456789",
    ),
)


class PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader for which `0010`, `yes` and `12:30` are words, which YAML 1.1 reads as numbers."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - the parent's own way to be set up


for _name, _pattern, _first in _PLAIN:
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", _pattern, list(_first))


def read_data(text: str) -> Any:
    """The values of a YAML page of our own, read by libyaml where it is there: ten times as fast."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A YAML file as values, and the line of each."""

    file: str
    data: Any
    lines: Mapping[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """The line of the value at `place`, or of the nearest one around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def read_page(text: str, file: str) -> Page:
    """Parse YAML text; UsageError names the file and the line of a mistake."""
    try:
        loader = PlainLoader(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{min(mark.line + 1, text.count(chr(10)) + 1)}" if mark else ""
        what = " ".join(word for word in (error.problem, error.context) if word)
        raise UsageError(f"{file}{line}: not readable as YAML: {what}") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{file}: not readable as YAML: {' '.join(str(error).split())}") from error
    lines: dict[Place, int] = {(): 1}
    if root is None:
        return Page(file=file, data=None, lines=lines)
    return Page(file=file, data=_value(loader, root, (), lines, file), lines=lines)


def _value(loader: Any, node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> Any:
    """The Python value of a node; notes the line of it and of everything in it."""
    lines[place] = node.start_mark.line + 1
    if len(lines) > MOST_VALUES:
        raise UsageError(f"{file}: more than {MOST_VALUES} values; is it a film's file?")
    if isinstance(node, yaml.MappingNode):
        return {
            key: _value(loader, child, (*place, key), lines, file)
            for key, child in _pairs(loader, node, place, lines, file)
        }
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, child, (*place, at), lines, file) for at, child in enumerate(node.value)]
    return _scalar(loader, node, file)


def _scalar(loader: Any, node: yaml.Node, file: str) -> Any:
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        line = node.start_mark.line + 1
        raise UsageError(f"{file}:{line}: '{node.value}' cannot be read as {node.tag}") from error


def _pairs(
    loader: Any, node: yaml.MappingNode, place: Place, lines: dict[Place, int], file: str
) -> Iterator[tuple[str, yaml.Node]]:
    """Keys and value nodes of a mapping, in order; a key that stands twice is an error."""
    seen: set[str] = set()
    for key_node, child in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise UsageError(f"{file}:{line}: a key must be a word, not a list or a mapping")
        key = str(key_node.value)
        if key in seen:
            raise UsageError(f"{file}:{line}: '{key}' stands twice in the same place; remove one")
        seen.add(key)
        yield key, child
