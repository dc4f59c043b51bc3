"""The seam between a film and whatever makes its pictures."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from yingxi.engines.capabilities import Both, Capabilities
from yingxi.film import Inputs, Shot, Storyboard, Take

if TYPE_CHECKING:
    from yingxi.media import Planes


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How to shoot a take: where the file goes, its number, its handles, and what is asked of quality.

    `settings` is a value of the engine's own class, `inputs` has absolute paths, `extra` goes to the recipe.
    A take is frames -head .. length+tail of its shot; a pass of a long shot is a part of it, and so has
    handles below zero: `frames_of` gives the frames either way. Every frame must go through `mark`, the
    film's watermark, before it is first encoded (`VideoWriter(..., through=options.mark)`).
    """

    folder: Path
    take: int = 1
    head: int = 0
    tail: int = 0
    draft: bool = False
    keyframes: tuple[int, ...] = ()
    settings: Any = None
    inputs: Inputs = field(default_factory=Inputs)
    mark: "Callable[[Planes], Planes] | None" = None
    extra: Mapping[str, str] = field(default_factory=dict)


def frames_of(shot: Shot, options: Options) -> range:
    """The frames to render, counted from the shot's first."""
    return range(-options.head, shot.length + options.tail)


class Progress(Protocol):
    """Called with steps done, steps in all and a word on what goes on; raising from it cancels the take.

    An engine that waits calls it every second or so, with the same numbers.
    """

    def __call__(self, done: int, total: int, note: str = "") -> None: ...


def aside(standard: Any) -> Any:
    """A field of settings that changes no picture (a price, a time-out): a change of it keeps the takes."""
    return field(default=standard, metadata={"pictures": False})


@dataclass(frozen=True, kw_only=True, slots=True)
class NoSettings:
    """The options of an engine that has none of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lack:
    """One thing that is missing here, and how to get it, each in Chinese and English."""

    what: Both
    get: Both


@runtime_checkable
class Engine(Protocol):
    """Renders shots. Registered under the entry point group `yingxi.engines`; write `class Mine(Engine)`.

    `settings` is a frozen dataclass with a default for each field: the engine's own options.
    """

    settings: ClassVar[type] = NoSettings

    @property
    @abstractmethod
    def capabilities(self) -> Capabilities:
        """The most that it can honour, whatever its settings."""

    @abstractmethod
    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """One take of `shot`, written under `options.folder`; UsageError for what it cannot honour."""

    def capabilities_with(self, settings: Any) -> Capabilities:
        """What it can honour with these settings: a model chosen, a server named."""
        return self.capabilities

    def lacks(self, settings: Any) -> tuple[Lack, ...]:
        """What is missing on this machine for a take with these settings; asked before anything is shot."""
        return ()

    def identity(self, settings: Any) -> str:
        """What else the pictures depend on, such as the hash of weights; a part of the take's key."""
        return ""

    def asked(self, shot: Shot, board: Storyboard, options: Options) -> bool:
        """Whether an earlier run asked for this very take already, so that it is not paid for again."""
        return False
