"""The engine that needs nothing installed: our own 3D world, dressed by the art department."""

from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from yingxi.engines.protocol import Capabilities, Options, Progress
from yingxi.film import Shot, Slate, Storyboard, Take

if TYPE_CHECKING:
    from yingxi.world import Renderer

CAPABILITIES = Capabilities(
    name="world",
    tasks=("shot", "still", "previs", "controls"),
    smallest=(64, 64),
    largest=(7680, 4320),
    step=2,
    needs=("a Vulkan, Metal or DirectX driver; software Vulkan will do",),
)


@lru_cache(maxsize=1)
def warm_renderer(size: tuple[int, int], fps: int, draft: bool) -> "Renderer":
    """One renderer a process, kept between shots: pipelines are compiled once."""
    from yingxi.world import Renderer

    return Renderer(size, fps=fps, quality="draft" if draft else "film")


class WorldEngine:
    """Shots from the embedded engine."""

    @property
    def capabilities(self) -> Capabilities:
        """Any even size from 64x64 to 8K, shots of any length."""
        return CAPABILITIES

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Dress the shot, render its frames and handles, and encode them while the next are drawn."""
        from yingxi.art.dress import dress
        from yingxi.media import VideoWriter
        from yingxi.world import adapter_name

        begun = perf_counter()
        dressed = dress(shot, board)
        renderer = warm_renderer((board.width, board.height), board.fps, options.draft)
        renderer.load(dressed.world)
        media = options.folder / "takes" / shot.number / f"{options.take:03d}.mp4"
        media.parent.mkdir(parents=True, exist_ok=True)
        total = options.head + shot.length + options.tail
        with VideoWriter(
            media, (board.width, board.height), board.fps, keyframes=options.keyframes, draft=options.draft
        ) as writer:
            for done, planes in enumerate(
                renderer.frames(range(-options.head, shot.length + options.tail)), 1
            ):
                writer.write(planes)
                on_progress(done, total)
        return Take(
            slate=Slate(
                film=board.title,
                scene=shot.scene,
                shot=shot.number,
                take=options.take,
                engine="world",
                seed=shot.seed,
            ),
            media=media.relative_to(options.folder).as_posix(),
            width=board.width,
            height=board.height,
            fps=board.fps,
            length=shot.length,
            head=options.head,
            tail=options.tail,
            events=dressed.sounds,
            depictions=dressed.depictions,
            recipe={
                **options.extra,
                "adapter": adapter_name(),
                "quality": "draft" if options.draft else "film",
            },
            notes=dressed.notes,
            seconds=round(perf_counter() - begun, 2),
        )
