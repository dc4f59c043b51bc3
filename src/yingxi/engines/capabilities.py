"""What an engine can honour, as data: for refusals, for lists, for the farm."""

from dataclasses import dataclass
from typing import Literal

Both = tuple[str, str]
"""The same sentence in Chinese and in English."""

Input = Literal["negative", "start", "end", "video", "references"]
"""What a shot may start from besides its words; the names are those of `yingxi.film.Inputs`."""

Control = Literal["depth", "normals", "edges", "masks", "flow", "colour", "pose"]
"""Pictures of our own previs that may steer an engine."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """Lengths that an engine makes: `each`*k + `plus` frames. Wan is 4k+1, LTX 8k+1, ours any."""

    each: int = 1
    plus: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """Under which terms the pictures are made: the licence, the territories it excludes, where it stands.

    `excluded` are two-letter country codes (ISO 3166), or EU. Nothing is shot for a person who is in one of
    them, nor for one who has not said where they are.
    """

    licence: str = "Apache-2.0"
    excluded: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """What one take takes of a machine, for the farm. Gigabytes; `at_once` 0: as many as there are cores."""

    memory_gb: float = 1.0
    gpus: int = 0
    gpu_memory_gb: float = 0.0
    at_once: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What an engine can honour.

    `smallest` and `largest` are (width, height) in pixels in steps of `step`; `sizes`, when given, are the
    only ones. `shortest`, `longest` (0: no limit) and `grid` are frames; `lengths`, when given, are the only
    ones (rising). `fps` are the rates it makes (none given: any).
    `inputs` are what a shot may give, `requires` what it must give.
    `price` is US dollars for one second of picture, None when nobody said. `deterministic`: the same take
    twice gives the same bytes. `online`: the shot is sent to another machine. `words`: the pictures depend on
    the shot's description, not only on its fields. `trained`: a trained model draws, which the manifest
    says; an engine that does not tell is taken for one. `needs` is for people.
    """

    name: str
    tasks: tuple[str, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    step: int = 2
    sizes: tuple[tuple[int, int], ...] = ()
    shortest: int = 1
    longest: int = 0
    grid: Grid = Grid()
    lengths: tuple[int, ...] = ()
    fps: tuple[int, ...] = ()
    inputs: tuple[Input, ...] = ()
    requires: tuple[Input, ...] = ()
    controls: tuple[Control, ...] = ()
    sound: bool = False
    deterministic: bool = True
    online: bool = False
    words: bool = True
    trained: bool = True
    terms: Terms = Terms()
    price: float | None = 0.0
    machine: Machine = Machine()
    needs: tuple[Both, ...] = ()


def length_on_grid(can: Capabilities, frames: int) -> int:
    """The least length that the engine makes and that holds `frames`; the take trims what is more.

    The longest where `frames` is beyond all of `lengths`.
    """
    if can.lengths:
        return next((length for length in can.lengths if length >= frames), can.lengths[-1])
    wanted = max(frames, can.shortest, can.grid.plus)
    return wanted + (can.grid.plus - wanted) % can.grid.each


def longest_pass(can: Capabilities) -> int:
    """The most frames that one pass of the engine gives, on its grid; 0 for no limit."""
    if can.lengths:
        return can.lengths[-1]
    return can.longest - (can.longest - can.grid.plus) % can.grid.each if can.longest else 0
