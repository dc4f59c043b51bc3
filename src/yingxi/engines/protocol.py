"""The seam between a film and whatever makes its pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from yingxi.film import Shot, Storyboard, Take


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What an engine can honour. Sizes are pixels; `longest` is frames, 0 for no limit."""

    name: str
    tasks: tuple[str, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    step: int = 2
    longest: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How to shoot a take: where the file goes, its number, its handles, and what is asked of quality."""

    folder: Path
    take: int = 1
    head: int = 0
    tail: int = 0
    draft: bool = False
    keyframes: tuple[int, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


Progress = Callable[[int, int], None]
"""Called with frames done and frames in all; raising from it cancels the take."""


class Engine(Protocol):
    """Renders shots. Registered under the entry point group `yingxi.engines`."""

    @property
    def capabilities(self) -> Capabilities: ...

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """One take of `shot`, written under `options.folder`; UsageError for what it cannot honour."""
        ...
