"""Files of the open-licence packs that words and pictograms come from."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from yingxi.store.packs import find_pack

ICON_PACKS = ("fluent-emoji", "noto-emoji", "game-icons")
"""In order of preference: flat colour cuts best, shaded colour next, one-colour silhouettes last."""


@cache
def pack_file(pack: str, name: str) -> Path | None:
    """A file of a pack by the end of its path; None when the pack or the file is not there."""
    root = find_pack(pack)
    if root is None:
        return None
    direct = root / name
    if direct.is_file():
        return direct
    return next(iter(sorted(root.rglob(name))), None)


@cache
def pack_json(pack: str, name: str) -> Any:
    """The parsed JSON file of a pack, or None when it is not there."""
    path = pack_file(pack, name)
    return None if path is None else json.loads(path.read_text(encoding="utf-8"))


@cache
def icon_bodies(pack: str) -> dict[str, str]:
    """Symbol name -> SVG body of an icon pack; empty when the pack is missing."""
    data = pack_json(pack, "icons.json")
    return {} if data is None else {name: icon["body"] for name, icon in data["icons"].items()}


@cache
def icon_size(pack: str) -> float:
    """Side of the square in which the pack draws its icons."""
    data = pack_json(pack, "icons.json")
    return 32.0 if data is None else float(data.get("width", data.get("height", 32)))


def missing_packs() -> tuple[str, ...]:
    """Names of word and picture packs that are not installed; without them fewer words can be shown."""
    wanted = (*ICON_PACKS, "cldr-annotations")
    return tuple(name for name in wanted if find_pack(name) is None)
