"""The writer's shelf: the data files of the story department, each read once."""

from functools import cache
from importlib import resources
from typing import Any

from yingxi.store.yaml_reading import read_data


@cache
def load(name: str) -> Any:
    """The content of story/data/<name>.yaml. The same object every time: never change it."""
    page = resources.files("yingxi.story") / "data" / f"{name}.yaml"
    return read_data(page.read_text(encoding="utf-8"))
