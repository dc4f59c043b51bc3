"""The shots of a film: the source of truth for pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.film.inputs import Inputs
from yingxi.film.terms import (
    Angle,
    Beat,
    Hour,
    Join,
    Language,
    Move,
    Role,
    Screen,
    Season,
    ShotSize,
    Weather,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """One thing or being in a shot.

    `words` is what the person wrote; `asset` the art department's id for it (empty: not depicted);
    `action` one of the art department's actions; `text` what a swarm of drones or a sign spells.
    """

    words: str
    asset: str = ""
    count: int = 1
    action: str = ""
    role: Role = "hero"
    colour: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """Words over a shot: the film's title card or its end card."""

    text: str
    subtitle: str = ""
    kind: str = "title"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of narration: spoken from `start`, with room until `end` (frames of the film)."""

    text: str
    start: int
    end: int
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What the composer needs: one beat lasts a whole number of frames, so cuts can fall on it."""

    frames_per_beat: int = 15
    beats_per_bar: int = 4
    mood: str = "epic"
    palette: str = "chinese"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shot:
    """One planned view. `start` and `length` are whole frames of the film; numbers rise by ten.

    `energy` 0-10, `luma` and `saturation` 0-1, `warmth` -1..1 are its place in the colour script.
    `join` is how it begins, over `join_frames` frames shared with the shot before.
    `engine` shoots it when it is not the film's; `engine_options` are that engine's own, over the film's.
    `focus` is the index of the subject the camera serves; None means the place itself.
    """

    number: str
    scene: int
    start: int
    length: int
    description: str
    place: str
    set: str
    hour: Hour = "night"
    weather: Weather = "clear"
    season: Season = "summer"
    mood: str = ""
    subjects: tuple[Subject, ...] = ()
    focus: int | None = 0
    size: ShotSize = "ws"
    angle: Angle = "eye"
    lens: float = 35.0
    move: Move = "static"
    screen: Screen = "right"
    beat: Beat = "build"
    energy: float = 5.0
    luma: float = 0.4
    saturation: float = 0.5
    warmth: float = 0.0
    join: Join = "cut"
    join_frames: int = 0
    title: Title | None = None
    look: str = ""
    engine: str = ""
    engine_options: Mapping[str, Any] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    seed: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Storyboard:
    """The shot list. `frames` is the length of the film; shots tile it without gap or overlap."""

    title: str
    language: Language
    look: str
    fps: int
    width: int
    height: int
    frames: int
    score: Score
    shots: tuple[Shot, ...]
    narration: tuple[Line, ...] = ()
    not_depicted: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
