"""What a shot may start from besides its words: pictures and a video of the person's own."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """Files are relative to the film's folder, or absolute; an empty name means none.

    `start` and `end` are the first and the last frame of the shot, `video` a film to be painted over,
    `references` pictures of who or what is seen, `negative` what must not be seen.
    """

    start: str = ""
    end: str = ""
    video: str = ""
    references: tuple[str, ...] = ()
    negative: str = ""
