"""What the person asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.film.terms import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """One request for a film. `look`, `voice` and `language` may be empty: then the writer decides.

    Sizes are pixels, `seconds` is the asked length (the film has exactly round(seconds*fps) frames).
    `engine_options` are those that the engine itself knows (yingxi engines NAME). `label_*` say what is drawn
    over the opening and where, or why nothing is (`label_off`); empty: the words that the law asks for.
    `photos` are files that shots start from, in turn. `audio_mark`: the sound carries the film's id as well.
    """

    prompt: str
    seconds: float = 120.0
    width: int = 1920
    height: int = 1080
    fps: int = 24
    look: str = ""
    language: Language | None = None
    voice: str = ""
    engine: str = "world"
    engine_options: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 1
    burn_subtitles: bool = False
    title: str = ""
    label_text: str = ""
    label_place: str = ""
    label_off: str = ""
    photos: tuple[str, ...] = ()
    audio_mark: bool = False
