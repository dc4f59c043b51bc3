"""What a language model must answer with: the shapes of its screenplay and of its shot plan."""

from pydantic import BaseModel, ConfigDict, Field

from yingxi.film import Element, Scene
from yingxi.film.screenplay import ElementKind
from yingxi.film.terms import Angle, Beat, Hour, Move, ShotSize, Weather


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ElementDraft(_Strict):
    """One paragraph; `speaker` only for dialogue."""

    kind: ElementKind
    text: str = Field(min_length=1, max_length=400)
    speaker: str = Field(default="", max_length=40)


class SceneDraft(_Strict):
    """One place and time."""

    place: str = Field(min_length=1, max_length=60)
    hour: Hour
    weather: Weather = "clear"
    interior: bool = False
    beat: Beat
    elements: list[ElementDraft] = Field(min_length=1, max_length=40)


class ScreenplayDraft(_Strict):
    """The whole text."""

    title: str = Field(min_length=1, max_length=60)
    logline: str = Field(default="", max_length=300)
    scenes: list[SceneDraft] = Field(min_length=1, max_length=40)


class ShotDraft(_Strict):
    """One shot: its scene by number from 1, what is seen (first the one the camera serves), from where.

    `length` is relative to the other shots of the scene.
    """

    scene: int = Field(ge=1)
    description: str = Field(min_length=1, max_length=400)
    subjects: list[str] = Field(default_factory=list, max_length=6)
    size: ShotSize
    angle: Angle
    move: Move
    length: float = Field(default=1.0, ge=0.3, le=4.0)


class BoardDraft(_Strict):
    """The shot list."""

    shots: list[ShotDraft] = Field(min_length=1, max_length=400)


def scenes_of(draft: ScreenplayDraft) -> tuple[Scene, ...]:
    """The draft's scenes as values, numbered from 1."""
    return tuple(
        Scene(
            number=number,
            place=scene.place,
            hour=scene.hour,
            weather=scene.weather,
            interior=scene.interior,
            beat=scene.beat,
            elements=tuple(
                Element(
                    kind=one.kind,
                    text=one.text.strip(),
                    speaker=one.speaker if one.kind == "dialogue" else "",
                )
                for one in scene.elements
            ),
        )
        for number, scene in enumerate(draft.scenes, start=1)
    )
