"""A look is data: palette, grade, medium, lens habits, score hints. One YAML file each in art/looks/."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yingxi.world.scene import Grade, Medium

Colour = tuple[float, float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Look:
    """A named visual style.

    `accents` are linear colours for lights, banners and costumes; `lenses` mm that the director prefers;
    `hour` and `weather` what the look wants when the text says nothing; `score` the composer's palette.
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
