"""What a pictogram stands for: how large, where it lives, what it does. Data in data/symbols.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yingxi.art.asset import Habitat
from yingxi.store.yaml_reading import read_data

_PEOPLE = ("man-", "woman-", "person-")
PLINTH = 0.62
"""Metres."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Height in metres, habitat, verbs (the first is the default) and semantic class for painted looks."""

    height: float
    lives: Habitat
    actions: tuple[str, ...]
    semantic: str

    @property
    def plinth(self) -> float:
        """Metres of the turned plinth under what is too small to stand in grass by itself; 0 for none."""
        shown_on_one = self.semantic in ("wood", "metal", "cloth", "light", "stone")
        return PLINTH if self.lives == "ground" and self.height < 1.0 and shown_on_one else 0.0


def facts_of(symbol: str) -> Facts:
    """The facts of a symbol by its icon name, the default ones when no group names it."""
    table = _table()
    if symbol not in table and symbol.startswith(_PEOPLE):
        return table["person"]
    return table.get(symbol, table[""])


@cache
def _table() -> dict[str, Facts]:
    path = Path(__file__).parent / "data" / "symbols.yaml"
    data = read_data(path.read_text(encoding="utf-8"))
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
