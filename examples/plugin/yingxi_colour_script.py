"""A whole engine on one page: each shot as a drifting field of light in the colours of its colour script.

Directors pin such strips to the wall to see the film's light as a whole, before anything is drawn.
"""

from dataclasses import dataclass
from time import perf_counter
from typing import ClassVar, Literal

import numpy as np

from yingxi.engines import Capabilities, Engine, Options, Progress, Terms, frames_of
from yingxi.film import Shot, Slate, Storyboard, Take
from yingxi.media import VideoWriter, planes_from_rgb

COLD, WARM = np.array([0.35, 0.55, 1.0]), np.array([1.0, 0.62, 0.3])


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The engine's own options; Yingxi checks them, and names the nearest for a misspelt one."""

    drift: Literal["left", "right", "still"] = "right"
    softness: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.softness <= 4:
            raise ValueError(f"softness is {self.softness}; allowed: above 0, up to 4")


class ColourScriptEngine(Engine):
    settings: ClassVar[type] = Settings

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            name="colour-script", tasks=("storyboard-to-video",), smallest=(32, 32), largest=(4096, 4096),
            words=False, trained=False, terms=Terms(licence="Apache-2.0"),
            needs=(("什么都不需要", "nothing"),),
        )  # fmt: skip

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        begun, wanted, size = perf_counter(), frames_of(shot, options), (board.width, board.height)
        media = f"takes/{shot.number}/{options.take:03d}.mp4"
        with VideoWriter(
            options.folder / media, size, board.fps, options.keyframes, options.draft, through=options.mark
        ) as film:
            for done, frame in enumerate(wanted, 1):
                film.write(planes_from_rgb(paint(shot, board, options.settings, frame)))
                on_progress(done, len(wanted))
        return Take(
            slate=Slate(film=board.title, scene=shot.scene, shot=shot.number, take=options.take,
                        engine="colour-script", seed=shot.seed),
            media=media, width=board.width, height=board.height, fps=board.fps, length=shot.length,
            head=options.head, tail=options.tail, recipe={**options.extra},
            seconds=round(perf_counter() - begun, 2),
        )  # fmt: skip


def paint(shot: Shot, board: Storyboard, settings: Settings, frame: int) -> np.ndarray:
    """One frame as (h, w, 3) uint8: the shot's light, brightest where its seed says, drifting as it plays."""
    x = np.linspace(0, 1, board.width)[None, :, None]
    y = np.linspace(0, 1, board.height)[:, None, None]
    centre = np.random.default_rng(shot.seed).uniform(0.3, 0.7, 2)
    way = {"left": -1, "right": 1, "still": 0}[settings.drift]
    sun = centre[0] + way * 0.02 * shot.energy * frame / board.fps
    glow = np.exp(-((x - sun) ** 2 + (y - centre[1]) ** 2) / (0.1 * settings.softness))
    tint = COLD + (WARM - COLD) * (shot.warmth + 1) / 2
    colour = (1 - shot.saturation) + shot.saturation * tint
    return np.rint(255 * np.clip(colour * shot.luma * (0.5 + glow), 0, 1)).astype(np.uint8)
