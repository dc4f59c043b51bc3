"""A real engine of few abilities: five or nine frames in one go, fading from a start to an end picture."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import soundfile

from yingxi.engines import Capabilities, Engine, Grid, Lack, Machine, frames_of, length_on_grid
from yingxi.film import Slate, Take
from yingxi.media import VideoWriter, load_still, planes_from_rgb


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    mood: Literal["calm", "wild"] = "calm"
    steps: int = 4
    price: float | None = 0.0
    lacking: bool = False
    sound: bool = False
    wrong: Literal["", "length", "size", "file"] = ""


CAN = Capabilities(
    name="short", tasks=("image-to-video",), smallest=(32, 32), largest=(256, 256), step=4,
    shortest=5, longest=11, grid=Grid(each=4, plus=1), fps=(12, 24), inputs=("start", "end", "video"),
    machine=Machine(at_once=1),
)  # fmt: skip


class ShortEngine(Engine):
    settings: ClassVar[type] = Settings
    capabilities = CAN

    def capabilities_with(self, settings):
        from dataclasses import replace

        return replace(CAN, price=settings.price)

    def lacks(self, settings):
        what, get = ("没有权重", "it has no weights"), ("放到这里", "put them here")
        return (Lack(what=what, get=get),) if settings.lacking else ()

    def identity(self, settings):
        return "weights-1"

    def render(self, shot, board, options, on_progress):
        wanted, size = frames_of(shot, options), (board.width, board.height)
        made = length_on_grid(CAN, len(wanted))
        assert made <= CAN.longest, "more in one go than the engine makes"
        first, last = (self.picture(path, size) for path in (options.inputs.start, options.inputs.end))
        wrong = options.settings.wrong
        media = f"takes/{shot.number}/{options.take:03d}.mp4"
        if wrong != "file":
            shown = (size[0] + 4, size[1]) if wrong == "size" else size
            with VideoWriter(options.folder / media, shown, board.fps, options.keyframes, quality=1) as film:
                for done in range(len(wanted) - (wrong == "length")):
                    part = done / (made - 1)
                    mixed = np.rint(first + (last - first) * part).astype(np.uint8)
                    film.write(planes_from_rgb(np.resize(mixed, (shown[1], shown[0], 3))))
                    on_progress(done + 1, made, "fading")
        sound = ""
        if options.settings.sound and wanted.start < 20:
            sound = media.replace(".mp4", ".wav")
            hum = np.full((4000 * len(wanted), 1), 0.25, np.float32)
            soundfile.write(options.folder / sound, hum, 48000)
        return Take(
            slate=Slate(film="", scene=shot.scene, shot=shot.number, take=options.take, engine="short",
                        seed=shot.seed),
            media=media, width=size[0], height=size[1], fps=board.fps, length=shot.length,
            head=options.head, tail=options.tail, recipe={**options.extra, "steps": options.settings.steps},
            notes=("faded",), seconds=0.1, sound=sound,
        )  # fmt: skip

    def picture(self, path, size):
        if not path:
            return np.zeros((size[1], size[0], 3))
        return load_still(path).astype(float)
