"""Who, where, what is said: a screenplay in the shape of Fountain."""

from dataclasses import dataclass
from typing import Literal

from yingxi.film.terms import Beat, Hour, Language, Weather

ElementKind = Literal["action", "narration", "dialogue"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """One paragraph of a scene. `speaker` is set for dialogue; narration is a V.O. line."""

    kind: ElementKind
    text: str
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """One place and time. `place` is the person's words, `beat` its part in the arc."""

    number: int
    place: str
    hour: Hour
    weather: Weather = "clear"
    interior: bool = False
    beat: Beat = "build"
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Screenplay:
    """The whole text of a film. `notes` say in plain words what the writer could not do as asked."""

    title: str
    language: Language
    logline: str = ""
    scenes: tuple[Scene, ...] = ()
    writer: str = "rules"
    notes: tuple[str, ...] = ()
