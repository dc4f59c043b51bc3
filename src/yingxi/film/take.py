"""A take: one rendered attempt at a shot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Slate:
    """A take's identity."""

    film: str
    scene: int
    shot: str
    take: int
    engine: str
    seed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundEvent:
    """Something in the world that is heard: `frame` counts from the shot's first frame (may be fractional).

    `kind` names a foley sound (paddle, drum, firework_launch, firework_burst, splash, step, wind, rain …);
    `length` is in frames, 0 for a hit; `gain` 0-1 by distance; `pan` -1 left to 1 right.
    """

    kind: str
    frame: float
    length: float = 0.0
    gain: float = 1.0
    pan: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Depiction:
    """How one of the person's words is shown."""

    words: str
    asset: str
    how: Literal["set", "model", "relief", "effect", "text", "painted", "none"]
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Where a subject is in the picture at any moment of its shot: edges as shares of the frame, y down.

    `served` tells whom the camera serves. Words of a title go where nothing is.
    """

    words: str
    left: float
    top: float
    right: float
    bottom: float
    served: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Take:
    """One rendered attempt. `media` is relative to the film's folder, and so is `sound`, a WAV of its own.

    The file holds `head` + length + `tail` frames: handles are there for transitions. A director circles or
    rejects a take, for a `reason`; a rejected one is never the select. `measured` are figures of its pictures
    (see media/gauge.py): luma, spread, white, black, stir, and what was seen of the subject. `seen` is where
    its subjects are, as far as the engine knew before it drew them.
    """

    slate: Slate
    media: str
    width: int
    height: int
    fps: int
    length: int
    head: int = 0
    tail: int = 0
    events: tuple[SoundEvent, ...] = ()
    depictions: tuple[Depiction, ...] = ()
    seen: tuple[Seen, ...] = ()
    recipe: Mapping[str, str | int | float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sound: str = ""
    measured: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    circled: bool = False
    rejected: bool = False
    reason: str = ""
