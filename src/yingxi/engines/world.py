"""The engine that needs nothing installed: our own 3D world, dressed by the art department."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from yingxi.engines.capabilities import Capabilities
from yingxi.engines.protocol import Engine, Options, Progress, frames_of
from yingxi.film import Depiction, Shot, Slate, SoundEvent, Storyboard, Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from yingxi.art.dress import Dressed
    from yingxi.media.gauge import Gauge
    from yingxi.world import Renderer
    from yingxi.world.controls import Controls

CAPABILITIES = Capabilities(
    name="world",
    tasks=("storyboard-to-video", "storyboard-to-image", "previs"),
    smallest=(64, 64),
    largest=(7680, 4320),
    step=2,
    words=False,
    trained=False,
    needs=(
        (
            "Vulkan、Metal 或 DirectX 驱动；软件 Vulkan 也行",
            "a Vulkan, Metal or DirectX driver; software Vulkan will do",
        ),
    ),
)


@lru_cache(maxsize=1)
def warm_renderer(size: tuple[int, int], fps: int, draft: bool) -> "Renderer":
    """One renderer a process, kept between shots: pipelines are compiled once."""
    from yingxi.world import Renderer

    return Renderer(size, fps=fps, quality="draft" if draft else "film")


class WorldEngine(Engine):
    """Shots from the embedded engine."""

    @property
    def capabilities(self) -> Capabilities:
        """Any even size from 64x64 to 8K, shots of any length."""
        return CAPABILITIES

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Dress the shot, render its frames and handles, and encode them while the next are drawn."""
        from yingxi.art.dress import dress
        from yingxi.engines.measured import figures_of, gauge_for, load_lit, say_faults
        from yingxi.world import adapter_name

        begun = perf_counter()
        dressed = dress(shot, board)
        renderer = warm_renderer((board.width, board.height), board.fps, options.draft)
        world, relit = load_lit(renderer, dressed, shot, board)
        media, gauge = f"takes/{shot.number}/{options.take:03d}.mp4", gauge_for(dressed, world, shot, board)
        encode_frames(renderer, shot, board, options, on_progress, options.folder / media, gauge)
        measured = figures_of(gauge, dressed, world, shot, board)
        quality = "draft" if options.draft else "film"
        return Take(
            slate=slate_of(shot, board, options.take),
            media=media,
            width=board.width,
            height=board.height,
            fps=board.fps,
            length=shot.length,
            head=options.head,
            tail=options.tail,
            events=dressed.sounds,
            depictions=dressed.depictions,
            seen=dressed.seen,
            recipe={**options.extra, "adapter": adapter_name(), "quality": quality},
            notes=(*dressed.notes, *relit, *say_faults(measured, shot, board)),
            measured=measured,
            seconds=round(perf_counter() - begun, 2),
        )


def previs_frames(shot: Shot, board: Storyboard, frames: Iterable[int]) -> "Iterator[NDArray[np.uint8]]":
    """Frames of a shot, counted from its first, as (h, w, 3) uint8 RGB: anchors for other engines."""
    return map(stage_previs(shot, board).still, frames)


def slate_of(shot: Shot, board: Storyboard, take: int) -> Slate:
    """What stands on the clapper of a take."""
    return Slate(
        film=board.title, scene=shot.scene, shot=shot.number, take=take, engine="world", seed=shot.seed
    )


def encode_frames(
    renderer: "Renderer", shot: Shot, board: Storyboard, options: Options, on_progress: Progress, media: Path,
    gauge: "Gauge | None" = None,
) -> None:  # fmt: skip
    """Draw a shot's frames with their handles and write them to `media`, each while the next is drawn.

    A `gauge` looks at them as they pass, before they are marked.
    """
    from yingxi.media import VideoWriter

    media.parent.mkdir(parents=True, exist_ok=True)
    size, wanted = (board.width, board.height), frames_of(shot, options)
    frames = renderer.frames(wanted)
    with VideoWriter(
        media, size, board.fps, keyframes=options.keyframes, draft=options.draft, through=options.mark
    ) as writer:
        for done, planes in enumerate(frames, 1):
            if gauge is not None:
                gauge.see(wanted[done - 1], planes)
            writer.write(planes)
            on_progress(done, len(wanted))


class StagedShot:
    """A dressed shot that is loaded into the warm renderer when its first picture is asked for."""

    def __init__(self, dressed: "Dressed", size: tuple[int, int], fps: int) -> None:
        self.events: tuple[SoundEvent, ...] = dressed.sounds
        self.depictions: tuple[Depiction, ...] = dressed.depictions
        self.notes: tuple[str, ...] = dressed.notes
        self._dressed, self._size, self._fps = dressed, size, fps
        self._world: object = None

    @property
    def renderer(self) -> "Renderer":
        """The warm renderer with this shot in it, whoever used it in between."""
        renderer = warm_renderer(self._size, self._fps, False)
        if self._world is None or renderer.world is not self._world:
            renderer.load(self._dressed.world)
            self._world = renderer.world
        return renderer

    def still(self, frame: int) -> "NDArray[np.uint8]":
        """Frame `frame`, counted from the shot's first, as (h, w, 3) uint8 RGB."""
        return self.renderer.still(frame)

    def controls(self, frame: int) -> "Controls":
        """Depth, normals, motion and masks of a frame."""
        return self.renderer.controls(frame)


def stage_previs(shot: Shot, board: Storyboard) -> StagedShot:
    """Put a shot on stage at the board's size, for control pictures and references."""
    from yingxi.art.dress import dress

    return StagedShot(dress(shot, board), (board.width, board.height), board.fps)


def names_in(shot: Shot, board: Storyboard, language: str) -> dict[str, str]:
    """The art department's words for what a shot shows, by the person's words, and for its `look`."""
    from yingxi.art.look import Look
    from yingxi.art.looks_file import find_look
    from yingxi.art.registry import asset_by_id

    def word(asset_id: str) -> str:
        words = asset_by_id(asset_id).words
        return next(iter(words.zh if language == "zh" else words.en), "")

    named = {one.words: word(one.asset) for one in shot.subjects if one.asset}
    look: Look | None = find_look(shot.look or board.look) if shot.look or board.look else None
    named |= {shot.place: word(shot.set)} if shot.set else {}
    named |= {"look": (look.zh if language == "zh" else look.en)} if look is not None else {}
    return {words: name for words, name in named.items() if name}
