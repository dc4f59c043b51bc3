"""The engine that turns a photograph into a moving shot, without weights and without a GPU."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar

from yingxi.engines.capabilities import Capabilities
from yingxi.engines.protocol import Engine, Lack, Options, Progress, frames_of
from yingxi.film import Shot, Slate, Storyboard, Take
from yingxi.film.errors import UsageError

if TYPE_CHECKING:
    from yingxi.engines.photo.filming import Staged

CAPABILITIES = Capabilities(
    name="photo",
    tasks=("photo-to-video",),
    smallest=(64, 64),
    largest=(4096, 4096),
    inputs=("start",),
    requires=("start",),
    words=False,
    trained=False,
    needs=(("每个镜头一张照片（--photo）", "a photograph for each shot (--photo)"),),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoSettings:
    """What a person adjusts: how far the camera may go (`depth` 0-1), how much hair and cloth move in the
    wind (`sway` 0-3), how much the light wanders (`light` 0-3). 0 is none.
    """

    depth: float = 1.0
    sway: float = 1.0
    light: float = 1.0


class PhotoEngine(Engine):
    """Shots from photographs: cut out, set in depth, filmed by the storyboard's move."""

    settings: ClassVar[type] = PhotoSettings

    @property
    def capabilities(self) -> Capabilities:
        """Any even size; shots of any length."""
        return CAPABILITIES

    def lacks(self, settings: Any) -> tuple[Lack, ...]:
        """The network that cuts subjects out."""
        from yingxi.store import find_pack

        if find_pack("matting") is None:
            what = ("没有抠图网络（matting）", "the network that cuts subjects out (pack matting) is missing")
            return (Lack(what=what, get=("运行 make setup", "run make setup")),)
        check_settings(settings)
        return ()

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Read the photograph, cut it into layers, and film it."""
        from yingxi.engines.photo.filming import stage_photograph
        from yingxi.engines.photo.photograph import read_photograph

        begun, settings = perf_counter(), options.settings or PhotoSettings()
        photograph = photograph_of(shot, options)
        picture, size = read_photograph(photograph), (board.width, board.height)
        staged = stage_photograph(picture, shot, size, shot.length / board.fps, settings.depth)
        media = f"takes/{shot.number}/{options.take:03d}.mp4"
        write_frames(staged, shot, board, options, on_progress, options.folder / media)
        enlarged = round(staged.framing.scale * staged.grown, 2)
        recipe: dict[str, str | int | float] = {
            **options.extra, "photograph": photograph.name, "enlarged": enlarged,
            "reach": round(staged.reach, 3), "photograph_size": "{1}x{0}".format(*picture.shape),
        }  # fmt: skip
        return Take(
            slate=slate_of(shot, board, options.take), media=media, width=size[0], height=size[1],
            fps=board.fps, length=shot.length, head=options.head, tail=options.tail, recipe=recipe,
            notes=notes_on(shot, board, staged.found, enlarged), seconds=round(perf_counter() - begun, 2),
        )  # fmt: skip


def write_frames(
    staged: "Staged", shot: Shot, board: Storyboard, options: Options, on_progress: Progress, media: Path
) -> None:
    """Film a take frame by frame into `media`; a draft holds each frame for two."""
    from yingxi.engines.photo.filming import film_frame
    from yingxi.media import VideoWriter, planes_from_rgb

    settings, wanted, planes = options.settings or PhotoSettings(), frames_of(shot, options), None
    with VideoWriter(
        media, (board.width, board.height), board.fps, options.keyframes, options.draft, through=options.mark
    ) as film:
        for done, frame in enumerate(wanted, 1):
            if planes is None or not options.draft or frame % 2 == 0:
                place = frame / max(1, shot.length - 1)
                drawn = film_frame(staged, shot, place, frame / board.fps, settings.sway, settings.light)
                planes = planes_from_rgb(drawn)
            film.write(planes)
            on_progress(done, len(wanted))


def slate_of(shot: Shot, board: Storyboard, take: int) -> Slate:
    """What stands on the clapper of a take."""
    return Slate(
        film=board.title, scene=shot.scene, shot=shot.number, take=take, engine="photo", seed=shot.seed
    )


def check_settings(settings: PhotoSettings) -> None:
    """UsageError for an option beyond its range."""
    for name, most in (("depth", 1), ("sway", 3), ("light", 3)):
        value = getattr(settings, name)
        if not 0 <= value <= most:
            raise UsageError(
                f"engine 'photo': option {name} is {value:g}; allowed: 0 to {most}",
                zh=f"引擎“photo”：选项 {name} 是 {value:g}；可以是 0 到 {most}",
            )


def photograph_of(shot: Shot, options: Options) -> Path:
    """The photograph of a shot; UsageError when it has none."""
    if not options.inputs.start:
        raise UsageError(
            f"shot {shot.number} has no photograph; give some with --photo FILE, or one as inputs: start: in "
            "storyboard.yaml",
            zh=f"镜头 {shot.number} 没有照片；用 --photo 文件 给几张，或在 storyboard.yaml 里写 "
            "inputs: start:",
        )
    return Path(options.inputs.start)


def notes_on(shot: Shot, board: Storyboard, found: bool, enlarged: float) -> tuple[str, ...]:
    """What a person should know: nothing was cut out, or the photograph is too small for the view."""
    notes = []
    if not found:
        notes.append((
            f"镜头 {shot.number}：照片里没有突出的主体，只移动镜头，没有前后层次",
            f"shot {shot.number}: nothing stands out in the photograph: the camera moves, without depth",
        ))  # fmt: skip
    if enlarged > 2:
        notes.append((
            f"镜头 {shot.number}：照片像素不够，放大了 {enlarged:g} 倍",
            f"shot {shot.number}: the photograph has too few pixels and is enlarged {enlarged:g} times",
        ))  # fmt: skip
    return tuple(note[0 if board.language == "zh" else 1] for note in notes)
