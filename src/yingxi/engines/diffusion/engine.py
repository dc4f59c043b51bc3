"""The diffusion engine: shots painted by an open-weights model, steered by our own previs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar

from yingxi.engines.capabilities import Capabilities
from yingxi.engines.diffusion.describe import THE_MOST, Described, capabilities_of, describe, missing_modules
from yingxi.engines.diffusion.folder import identity_of
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.signatures import has_diffusers
from yingxi.engines.protocol import Engine, Lack, Options, Progress, frames_of
from yingxi.film import Shot, Slate, Storyboard, Take
from yingxi.film.errors import UsageError

if TYPE_CHECKING:
    from yingxi.engines.diffusion.gathering import Gathered
    from yingxi.engines.diffusion.warm import Held

INSTALL = "pip install 'yingxi[diffusion]'"


class DiffusionEngine(Engine):
    """Any diffusers folder or hub id."""

    settings: ClassVar[type] = DiffusionSettings

    @property
    def capabilities(self) -> Capabilities:
        """What it can do with the right model."""
        return THE_MOST

    def capabilities_with(self, settings: Any) -> Capabilities:
        """What the chosen model can do; the most where none is chosen or can be read."""
        if not settings.model or not has_diffusers():
            return THE_MOST
        try:
            return capabilities_of(describe(settings), settings)
        except UsageError:
            return THE_MOST

    def lacks(self, settings: Any) -> tuple[Lack, ...]:
        """torch and diffusers, or the model."""
        if not has_diffusers():
            what = ("没有安装 torch 和 diffusers", "torch and diffusers are not installed")
            return (Lack(what=what, get=(INSTALL, INSTALL)),)
        try:
            described = describe(settings)
        except UsageError as error:
            get = ("指定模型：--set model=文件夹", "name a model: --set model=FOLDER")
            return (Lack(what=(error.said("zh"), str(error)), get=get),)
        return tuple(lack_of(described.card.name, missing) for missing in missing_modules(described))

    def identity(self, settings: Any) -> str:
        """The model's configuration and weights, 8 bits where asked for, and who computes with them.

        Other memory plans move the same numbers about: to choose one keeps the takes.
        """
        if self.lacks(settings):
            return ""
        libraries = [f"{name} {installed(name)}" for name in ("torch", "diffusers", "transformers")]
        coarse = [settings.memory] if settings.memory in ("fp8", "int8") else []
        return " ".join([identity_of(describe(settings).folder), *coarse, *libraries])

    def render(self, shot: Shot, board: Storyboard, options: Options, on_progress: Progress) -> Take:
        """Draw the previs, load the model (or use it warm), paint, and write the take."""
        from yingxi.engines.diffusion.gathering import gather
        from yingxi.engines.diffusion.mag import with_mag
        from yingxi.engines.diffusion.painting import paint_take
        from yingxi.engines.diffusion.taking import write_frames, write_sound
        from yingxi.engines.diffusion.warm import warm_model

        begun, settings = perf_counter(), options.settings or DiffusionSettings()
        described = describe(settings)
        gathered = gather(described, settings, shot, board, options, on_progress)
        plan = gathered.plan
        held = warm_model(described, settings, plan.size, plan.made)
        on_progress(0, 1, held.plan.said(held.room))
        held = with_mag(held, described, gathered, settings, on_progress)
        painted, held, noise = paint_take(held, described, gathered, settings, shot.seed, on_progress)
        gathered = as_painted(gathered, painted.frames)
        media = f"takes/{shot.number}/{options.take:03d}.mp4"
        write_frames(painted.frames, gathered, shot, board, options, options.folder / media)
        sound = write_sound(painted, options.folder / media, len(frames_of(shot, options)) / board.fps)
        take = Take(
            slate=slate_of(shot, board, options.take),
            media=media,
            sound=sound.replace(str(options.folder) + "/", ""),
            width=board.width,
            height=board.height,
            fps=board.fps,
            length=shot.length,
            head=options.head,
            tail=options.tail,
            recipe={**options.extra, **recipe_of(described, settings, gathered, held), **noise},
            seconds=round(perf_counter() - begun, 2),
        )
        return told(take, gathered, held, shot, board)


def slate_of(shot: Shot, board: Storyboard, take: int) -> Slate:
    """The identity of a take of this engine."""
    return Slate(
        film=board.title, scene=shot.scene, shot=shot.number, take=take, engine="diffusion", seed=shot.seed
    )


def lack_of(model: str, module: str) -> Lack:
    """A Python module that the pipelines of a model import, and how to get it."""
    get = f"pip install {module}"
    return Lack(what=(f"{model} 要用 Python 模块 {module}", f"{model} needs {module}"), get=(get, get))


def as_painted(gathered: "Gathered", frames: Any) -> "Gathered":
    """With the size that was really painted: some pipelines take it from their start frame."""
    size = (frames.shape[2], frames.shape[1])
    return replace(gathered, plan=replace(gathered.plan, size=size))


def installed(name: str) -> str:
    """The version of a library."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def recipe_of(
    described: Described, settings: DiffusionSettings, gathered: "Gathered", held: "Held"
) -> Mapping[str, str | int | float]:
    """How the take was made, for the person and for making it again."""
    from yingxi.engines.diffusion.painting import with_haste

    plan, request = gathered.plan, with_haste(gathered.requests[0], held, settings)
    exact = held.haste.exact and held.room.device == "cpu"
    told: dict[str, str | int | float | None] = {
        "model": settings.model,
        "weights": identity_of(described.folder),
        "card": described.card.id,
        "pipeline": plan.pipeline,
        "prompt": request.prompt,
        "prompt_language": gathered.written.language,
        "negative": request.negative,
        "painted": "{}x{}".format(*plan.size),
        "painted_frames": plan.made,
        "painted_fps": plan.fps,
        "steps": request.steps,
        "guidance": request.guidance,
        "steer": json.dumps({name: asdict(how) for name, how in plan.controls.items()})
        if plan.controls
        else "",
        "over": plan.over,
        "references": "、".join(gathered.cast),
        "memory": held.plan.name,
        "memory_plan": held.plan.said(held.room),
        "precision": held.precision,
        "device": held.room.gpu_name or held.room.device,
        "fast": settings.fast,
        "faster_by": "; ".join(held.haste.done),
        "expected_cost": "; ".join(held.haste.costs),
        "reproducible": "same bytes" if exact else "not to the bit",
        "diffusers": installed("diffusers"),
        "torch": installed("torch"),
    }
    return {name: value for name, value in told.items() if value is not None and value not in ("", 0.0)}


def told(take: Take, gathered: "Gathered", held: "Held", shot: Shot, board: Storyboard) -> Take:
    """The take with everything that should be said about it: notes, what is heard, what is shown."""
    from yingxi.engines.diffusion.taking import depictions_of, notes_of

    previs = gathered.previs
    moves = bool(gathered.plan.controls or gathered.plan.over)
    events = previs.events if previs is not None and moves and not take.sound else ()
    return replace(
        take,
        events=events,
        depictions=depictions_of(gathered, shot, board),
        notes=notes_of(gathered, held, board),
    )
