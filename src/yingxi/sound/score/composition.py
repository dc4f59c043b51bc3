"""A composition: pure data, all that is played and when. Times are beats from the film's first frame."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One note: beats, MIDI pitch (60 is middle C), velocity 1-127. It slides in from `slide` semitones."""

    start: float
    length: float
    pitch: int
    velocity: int
    slide: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """What one instrument plays.

    program: General MIDI, 0-based; `drums` means the percussion channel. pan -1..1; level and room 0-127.
    swells: (beat, 0-127) points of expression, straight lines between.
    """

    name: str
    program: int
    notes: tuple[Note, ...]
    pan: float = 0.0
    level: int = 90
    room: int = 60
    drums: bool = False
    sings: bool = False
    swells: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Strike:
    """A blow on a struck instrument (named as in sound.percussion), or a swell that lasts `length` beats.

    `gain` 0-1 is force and loudness together.
    """

    kind: str
    start: float
    gain: float = 0.8
    pan: float = 0.0
    length: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the form: which beat of the story it serves, where it lies, how much energy it has."""

    beat: str
    start: float
    length: float
    energy: float

    @property
    def end(self) -> float:
        """The beat after its last."""
        return self.start + self.length


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A bar: where it lies, its chord (a degree of the scale), its key, its energy, who speaks over it.

    `index` counts from the start of its section, `left` to its end (0 is the last); `spoken` is the share
    of it that narration covers.
    """

    start: float
    length: float
    section: int
    index: int
    left: int
    degree: int
    root: int
    energy: float
    spoken: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """A whole score. A beat lasts frames_per_beat / fps seconds; the film has `frames` frames."""

    fps: float
    frames: int
    frames_per_beat: int
    beats_per_bar: int
    temper: str
    palette: str
    root: int
    tracks: tuple[Track, ...]
    strikes: tuple[Strike, ...]
    sections: tuple[Section, ...]
    bars: tuple[Bar, ...]
    seed: int = 1
    notes: tuple[str, ...] = field(default=())

    @property
    def seconds_per_beat(self) -> float:
        """How long a beat lasts."""
        return self.frames_per_beat / self.fps
