"""The shape of an asset: one file, its words in both languages, its licence, and how to build it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from yingxi.art.look import Look
from yingxi.art.seat import Seated
from yingxi.film import Shot, Subject
from yingxi.world.scene import Actor, Air, Array, CameraPose, Model, Water

Habitat = Literal["ground", "water", "sky", "underwater", "space", "any"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words by which people ask for a thing."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """A free place where subjects may be: metres, y up.

    `heading` is the unit direction (x, z) that things there face or travel; `camera` the unit direction
    (x, z) from the spot toward a camera that has the best background behind the subject.
    `extent` is half the free length along heading and half the free width across it.
    """

    centre: tuple[float, float, float]
    heading: tuple[float, float] = (1.0, 0.0)
    camera: tuple[float, float] = (0.0, 1.0)
    extent: tuple[float, float] = (30.0, 12.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Path:
    """How one thing moves: `position` (3,) metres, `yaw` radians (0 faces +x, positive turns toward -z).

    `part` is which of a pair it is: 0 the first, 1 the second.
    """

    position: Callable[[float], Array]
    yaw: Callable[[float], float]
    part: int = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class CallSheet:
    """What a builder of an asset is told about the shot it works for.

    A musical beat lasts `beat` seconds; the first falls `beat_phase` seconds after the shot's first frame.
    `paths` has one entry for each of the subject's `count` (empty for sets). Who rides gets the `seats` of
    what carries them, one each; what is `ridden`, by somebody so many metres tall, bears saddle and bridle.
    """

    shot: Shot
    look: Look
    fps: int
    duration: float
    beat: float
    beat_phase: float
    seed: int
    subject: Subject | None = None
    paths: tuple[Path, ...] = ()
    place: "Place | None" = None
    seats: tuple[Seated, ...] = ()
    ridden: float = 0.0

    def random(self) -> np.random.Generator:
        """The shot's own random source: the same seed gives the same thing."""
        return np.random.default_rng(self.seed)


@dataclass(frozen=True, eq=False, kw_only=True)
class Place:
    """A built set: what stands there, its air and water, and where subjects may be.

    `setups` may offer a camera made for this place (None: the common framing decides).
    `verse` is what a painter writes where it is empty, columns parted by '/'.
    """

    air: Air
    spots: Mapping[Habitat, Spot]
    models: Mapping[str, Model] = field(default_factory=dict)
    statics: Mapping[str, Array] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    water: Water | None = None
    atlas: np.ndarray | None = None
    ground: Callable[[Array, Array], Array] | None = None
    setups: "Callable[[CallSheet, Actor | None], Callable[[float], CameraPose] | None] | None" = None
    verse: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Asset:
    """One thing that the art department can show.

    kind: set | prop | cast | effect. `size` is length, height, width in metres. `lives` is where it belongs.
    `actions` are verbs it can perform; the first is the default. `closest` is the tightest shot size that
    holds. `build` makes the Actor (prop, cast, effect) or the Place (set) from a CallSheet. `carries` says
    that people ride it: its actor offers `seat(number, t)`.
    """

    id: str
    kind: Literal["set", "prop", "cast", "effect"]
    words: Words
    build: Callable[[CallSheet], "Actor | Place"]
    size: tuple[float, float, float] = (1.0, 1.0, 1.0)
    lives: Habitat = "ground"
    actions: tuple[str, ...] = ("stand",)
    closest: str = "fs"
    carries: bool = False
    licence: str = "Apache-2.0"
    source: str = "Yingxi"
