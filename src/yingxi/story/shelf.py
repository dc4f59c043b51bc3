"""The writer's shelf: the data files of the story department, each read once."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The content of story/data/<name>.yaml. The same object every time: never change it."""
    page = resources.files("yingxi.story") / "data" / f"{name}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(page.read_text(encoding="utf-8"), Loader=loader)
