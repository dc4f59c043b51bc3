"""A real engine that takes the noise recipe and needs no torch: seeded speckles, as strong as `churn`."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from yingxi.engines import Capabilities, Engine, frames_of
from yingxi.engines.noise import NoiseRecipe, recipe_words
from yingxi.film import Slate, Take
from yingxi.media import VideoWriter, planes_from_rgb

CAN = Capabilities(name="speckle", tasks=("text-to-video",), smallest=(32, 32), largest=(256, 256))


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    noise: NoiseRecipe = field(default_factory=NoiseRecipe)


class SpeckleEngine(Engine):
    settings: ClassVar[type] = Settings
    capabilities = CAN
    shots: ClassVar[list] = []

    def render(self, shot, board, options, on_progress):
        noise, wanted = options.settings.noise, frames_of(shot, options)
        self.shots.append(wanted)
        seed = shot.seed if noise.seed is None else noise.seed
        drawn = np.random.default_rng(seed).integers(0, 256, (board.height // 8, board.width // 8, 3))
        speckles = np.kron(drawn, np.ones((8, 8, 1))) * noise.churn + 60 * (1 - noise.churn)
        media = f"takes/{shot.number}/{options.take:03d}.mp4"
        (options.folder / media).parent.mkdir(parents=True)
        with VideoWriter(options.folder / media, (board.width, board.height), board.fps, quality=1) as film:
            for _ in wanted:
                film.write(planes_from_rgb(speckles.astype(np.uint8)))
        slate = Slate(film="", scene=1, shot=shot.number, take=options.take, engine="speckle", seed=seed)
        return Take(
            slate=slate, media=media, width=board.width, height=board.height, fps=board.fps,
            length=shot.length, head=options.head, tail=options.tail,
            
            recipe={**options.extra, **recipe_words(noise)},
        )  # fmt: skip
