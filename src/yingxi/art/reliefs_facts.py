"""What a pictogram stands for: how large, where it lives, what it does. Data in data/symbols.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from yingxi.art.asset import Habitat


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Height in metres, habitat, verbs (the first is the default) and semantic class for painted looks."""

    height: float
    lives: Habitat
    actions: tuple[str, ...]
    semantic: str


def facts_of(symbol: str) -> Facts:
    """The facts of a symbol by its icon name, the default ones when no group names it."""
    table = _table()
    return table.get(symbol, table[""])


@cache
def _table() -> dict[str, Facts]:
    path = Path(__file__).parent / "data" / "symbols.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    table = {"": _facts(data["default"])}
    for group in data["groups"]:
        for name in group["names"]:
            table.setdefault(name, _facts(group))
    return table


def _facts(row: dict[str, Any]) -> Facts:
    return Facts(
        height=float(row["height"]),
        lives=row["lives"],
        actions=tuple(row["actions"]),
        semantic=row["semantic"],
    )
