"""What the person asked for."""

from dataclasses import dataclass

from yingxi.film.terms import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """One request for a film. `look`, `voice` and `language` may be empty: then the writer decides.

    Sizes are pixels, `seconds` is the asked length (the film has exactly round(seconds*fps) frames).
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
    seed: int = 1
    burn_subtitles: bool = False
    title: str = ""
