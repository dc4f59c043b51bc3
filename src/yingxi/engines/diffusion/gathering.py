"""Everything a take is painted from: previs, cast, given pictures, the prompt, as one request a call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from yingxi.engines.capabilities import Control, length_on_grid
from yingxi.engines.diffusion.describe import Described, capabilities_of
from yingxi.engines.diffusion.planning import (
    Pass,
    check_lora,
    choose_pipeline,
    chosen_controls,
    fitted,
    painted_size,
)
from yingxi.engines.diffusion.prompting import Written, write_prompt
from yingxi.engines.diffusion.request import Picture, Request
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.previs import Previs, draw_cast, shoot_previs
from yingxi.engines.protocol import Options, Progress, frames_of
from yingxi.film import Shot, Storyboard
from yingxi.film.errors import UsageError

PAINT_OVER = 0.6
"""How much of a given video is painted anew when nothing was said."""


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Gathered:
    """What one take is painted from. `held` is how many frames each painted picture stands (video: 1)."""

    plan: Pass
    written: Written
    requests: tuple[Request, ...]
    held: int = 1
    previs: Previs | None = None
    cast: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def plan_pass(
    described: Described, settings: DiffusionSettings, shot: Shot, board: Storyboard, options: Options
) -> Pass:
    """The pipeline, size, length and rate of one pass. UsageError for what no pipeline of the model takes."""
    card, inputs = described.card, options.inputs
    controls = chosen_controls(described, settings)
    over = settings.over or (PAINT_OVER if inputs.video else 0.0)
    name = choose_pipeline(described, inputs, controls, over > 0)
    check_lora(described, name, controls, bool(settings.loras))
    ways, _ = described.pipelines[name]
    if ways.needs_start and not inputs.start and not settings.previs:
        raise UsageError(
            f"{card.name} goes on from a start frame; give one (inputs: start) or leave previs on",
            zh=f"{card.name} 要从首帧接着画；请给一张（inputs: start），或开着 previs",
        )
    starts = ways.needs_start and not inputs.start
    steered = bool(controls) or over > 0 or starts or bool(inputs.start or inputs.end)
    fps = board.fps if steered or not card.fps or card.kind == "image" else card.fps
    frames = len(frames_of(shot, options))
    wanted = frames if fps == board.fps else -(-frames * fps // board.fps)
    made = length_on_grid(capabilities_of(described, settings), wanted)
    return Pass(
        pipeline=name,
        size=painted_size(card, settings, (board.width, board.height)),
        wanted=wanted,
        made=made,
        fps=fps,
        controls=controls,
        over=over,
        starts=starts,
        references=ways.references if settings.cast or inputs.references else 0,
    )


def gather(
    described: Described,
    settings: DiffusionSettings,
    shot: Shot,
    board: Storyboard,
    options: Options,
    on_progress: Progress,
) -> Gathered:
    """All inputs of one take: draws the previs and the cast that are needed, and writes the prompt."""
    plan = plan_pass(described, settings, shot, board, options)
    root, first = film_root(options.folder), -options.head
    signals: tuple[Control, ...] = tuple(plan.controls)
    if (plan.over and not options.inputs.video) or plan.starts:
        signals = (*signals, "colour")
    previs = None
    if signals:
        span = range(first, first + plan.made)
        previs = shoot_previs(shot, board, root, span, plan.size, signals, on_progress)
    references, cast = references_of(plan, settings, shot, board, options, root)
    written = write_prompt(shot, board, described.card.reads(board.language))
    if settings.prompt:
        written = Written(text=settings.prompt, language=written.language)
    base = base_request(described, settings, options, plan, written, references)
    video = described.card.kind == "video"
    requests = (
        (video_request(base, plan, options, previs),)
        if video
        else picture_requests(
            base, plan, options, previs, hold_of(settings, options, previs is not None, plan.wanted)
        )
    )
    held = 1 if video else hold_of(settings, options, previs is not None, plan.wanted)
    return Gathered(plan=plan, written=written, requests=tuple(requests), held=held, previs=previs, cast=cast)


def film_root(folder: Path) -> Path:
    """The film's folder, also for a pass of a long shot, which has a folder of its own in the cache."""
    parts = folder.parts
    return Path(*parts[: parts.index(".yingxi")]) if ".yingxi" in parts else folder


def hold_of(settings: DiffusionSettings, options: Options, moves: bool, frames: int) -> int:
    """For how many frames a painted picture stands: nothing to move by, then for the whole take."""
    return (settings.every or (6 if options.draft else 2)) if moves else frames


def references_of(
    plan: Pass, settings: DiffusionSettings, shot: Shot, board: Storyboard, options: Options, root: Path
) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """The person's reference pictures, then the cast's, as many as the model takes; and who they are."""
    from yingxi.media import load_still

    given = options.inputs.references
    if len(given) > plan.references:
        raise UsageError(
            f"shot {shot.number}: this model takes {plan.references} references, got {len(given)}",
            zh=f"镜头 {shot.number}：这个模型收 {plan.references} 张参考图，给了 {len(given)} 张",
        )
    drawn = draw_cast(shot, board, root, plan.references - len(given)) if settings.cast else ()
    paths = [*given, *(str(one.path) for one in drawn)]
    who = [Path(name).name for name in given] + [one.words for one in drawn]
    return tuple(load_still(path) for path in paths), tuple(who)


def base_request(
    described: Described,
    settings: DiffusionSettings,
    options: Options,
    plan: Pass,
    written: Written,
    references: Sequence[Picture],
) -> Request:
    """What every call of the take shares."""
    from yingxi.media import load_still

    card, (_, accepted) = described.card, described.pipelines[plan.pipeline]
    habit = card.negative.get(written.language, "") if "negative_prompt" in accepted else ""
    standard = card.draft_steps if options.draft and card.draft_steps else card.steps
    known = {name: value for name, value in card.arguments.items() if name in accepted}
    start, end = options.inputs.start, options.inputs.end
    return Request(
        prompt=written.text,
        negative=options.inputs.negative or habit,
        size=plan.size,
        frames=plan.made,
        fps=plan.fps,
        steps=settings.steps or standard,
        guidance=settings.guidance if settings.guidance is not None else card.guidance,
        start=fitted(load_still(start), plan.size) if start else None,
        end=fitted(load_still(end), plan.size) if end else None,
        strength=plan.over,
        references=references,
        arguments={**known, **settings.extra},
    )


def video_request(base: Request, plan: Pass, options: Options, previs: Previs | None) -> Request:
    """One call for the whole pass."""
    controls = (
        {name: (tuple(previs.read(name)), how) for name, how in plan.controls.items()} if previs else {}
    )
    over = over_frames(plan, options, previs) if plan.over else ()
    start = base.start
    if plan.starts and previs is not None:
        start = next(previs.read("colour"))
    return replace(base, controls=controls, over=over, start=start)


def picture_requests(
    base: Request, plan: Pass, options: Options, previs: Previs | None, hold: int
) -> Iterator[Request]:
    """One call for each picture that a picture model paints."""
    over = over_frames(plan, options, previs) if plan.over else ()
    videos = {name: tuple(previs.read(name)) for name in plan.controls} if previs else {}
    for at in range(0, plan.wanted, hold):
        yield replace(
            base,
            frames=1,
            over=over[at : at + 1],
            controls={name: (videos[name][at : at + 1], how) for name, how in plan.controls.items()},
        )


def over_frames(plan: Pass, options: Options, previs: Previs | None) -> tuple[Picture, ...]:
    """The frames to paint over: the person's video, else the previs' colour pass; its last frame is held."""
    from yingxi.media import read_frames, rgb_from_planes

    if options.inputs.video:
        read = (rgb_from_planes(planes) for planes in read_frames(options.inputs.video))
        kept = [
            fitted(np.asarray(picture), plan.size) for _, picture in zip(range(plan.made), read, strict=False)
        ]
    else:
        kept = list(previs.read("colour")) if previs is not None else []
    if not kept:
        raise UsageError(
            "there is no video to paint over; give one (inputs: video) or leave previs on",
            zh="没有可以盖着画的视频；请给一段（inputs: video），或开着 previs",
        )
    return tuple(kept[min(at, len(kept) - 1)] for at in range(plan.made))
