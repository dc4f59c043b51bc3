"""A look is data: palette, grade, medium, lens habits, score hints. One YAML file each in art/looks/."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.world.scene import Grade, Medium

Colour = tuple[float, float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Hue:
    """The one bold colour of a place in a look: who wears what, how the light stands, how it is graded.

    `robes` and `sashes` are linear colours of the first and the second of the cast; `tones` display colours
    (sRGB 0-1) from dark to light toward which the picture goes by `amount` 0-1, and `keep` 0-1 of what is as
    strongly coloured as they are not. `worn` is what they wear besides, by name. `air` is laid over the
    place's own (fields of world.scene.Air);
    `light` is the elevation and azimuth of the sun in degrees (azimuth 0 is behind the subject).
    """

    robes: tuple[Colour, ...] = ()
    sashes: tuple[Colour, ...] = ()
    worn: tuple[tuple[str, ...], ...] = ()
    tones: tuple[Colour, ...] = ()
    amount: float = 0.7
    keep: float = 0.5
    light: tuple[float, float] | None = None
    air: Mapping[str, Any] = field(default_factory=dict)
    grade: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Look:
    """A named visual style.

    `accents` are linear colours for lights, banners and costumes; `lenses` mm that the director prefers;
    `hour` and `weather` what the look wants when the text says nothing; `score` the composer's palette.
    `hues` are the single colours of places by set, `hue` the one of the shot at hand.
    """

    id: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    grade: Grade = field(default_factory=Grade)
    medium: Medium | None = None
    accents: tuple[Colour, ...] = ((0.8, 0.1, 0.05), (0.9, 0.6, 0.15), (0.05, 0.5, 0.7))
    lenses: tuple[float, ...] = (24.0, 35.0, 50.0, 85.0)
    hour: str = ""
    weather: str = ""
    score: str = "chinese"
    defaults: Mapping[str, str] = field(default_factory=dict)
    hues: Mapping[str, Hue] = field(default_factory=dict)
    hue: Hue | None = None
