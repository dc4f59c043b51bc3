"""Painting one take: each call under the noise room's hook, stepping down once when memory runs out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from yingxi.engines.diffusion.caches import counted, forget_caches
from yingxi.engines.diffusion.calling import arguments_for, call_pipeline, painted_by, set_guider
from yingxi.engines.diffusion.crew import tell_call
from yingxi.engines.diffusion.describe import Described
from yingxi.engines.diffusion.gathering import Gathered
from yingxi.engines.diffusion.loading import quiet, seen_as
from yingxi.engines.diffusion.loras import last_line
from yingxi.engines.diffusion.names import accepted_names
from yingxi.engines.diffusion.request import Painted, Request
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.warm import Held, let_go, step_down_once
from yingxi.engines.noise import attach
from yingxi.engines.protocol import Progress
from yingxi.film.errors import UsageError, YingxiError


@dataclass(kw_only=True)
class Tally:
    """Steps over all calls of a take; passes of the painters, and those that a cache did not leave out."""

    calls: int
    on_progress: Progress
    call: int = 0
    passes: int = 0
    computed: int = 0

    def step(self, done: int, total: int) -> None:
        """Hear one step of one call; raising from the listener cancels the take."""
        self.on_progress(self.call * total + done, self.calls * total, "paint")


def paint_take(
    held: Held,
    described: Described,
    gathered: Gathered,
    settings: DiffusionSettings,
    seed: int,
    on_progress: Progress,
) -> tuple[Painted, Held, dict[str, Any]]:
    """All frames of a take, the model that painted them in the end, and the words of the noise recipe."""
    tally = Tally(calls=len(gathered.requests), on_progress=on_progress)
    words: dict[str, Any] = {}
    frames, sound = [], None
    for number, request in enumerate(gathered.requests):
        tally.call = number
        hurried = with_haste(request, held, settings)
        painted, held, words = paint_or_step_down(held, described, gathered, settings, hurried, seed, tally)
        frames.append(painted.frames)
        sound = sound or painted
    assert sound is not None
    if tally.passes:
        words = {**words, "passes_computed": f"{tally.computed} of {tally.passes}"}
    return replace(sound, frames=np.concatenate(frames)), held, words


def with_haste(request: Request, held: Held, settings: DiffusionSettings) -> Request:
    """The request with the steps and guidance of a distilled LoRA, unless the person said others."""
    haste = held.haste
    steps = haste.steps if haste.steps and not settings.steps else request.steps
    guidance = (
        haste.guidance if haste.guidance is not None and settings.guidance is None else request.guidance
    )
    return replace(request, steps=steps, guidance=guidance)


def paint_or_step_down(
    held: Held,
    described: Described,
    gathered: Gathered,
    settings: DiffusionSettings,
    request: Request,
    seed: int,
    tally: Tally,
) -> tuple[Painted, Held, dict[str, Any]]:
    """One call; when the memory runs out, once more with the next smaller plan."""
    while True:
        try:
            painted, words = paint(held, described, gathered.plan.pipeline, settings, request, seed, tally)
            return painted, held, words
        except (RuntimeError, MemoryError, ValueError) as error:
            if isinstance(error, YingxiError):
                raise
            if not is_out_of_memory(error):
                raise YingxiError(
                    f"{described.card.name} failed: {last_line(error)}",
                    zh=f"{described.card.name} 没画成：{last_line(error)}",
                ) from error
            was, why = held.plan.name, last_line(error)
        smaller = step_down_once(held, described, settings, request.size, request.frames)
        if smaller is None:
            let_go()
            raise YingxiError(
                f"out of memory with plan {was}, and there is no smaller one to go to: {why}; "
                "take a smaller size, fewer frames or a smaller model",
                zh=f"布局 {was} 内存不够，也没有更小的可用：{why}；请用小一点的尺寸、少几帧，或小一点的模型",
            )
        held = smaller
        tally.on_progress(0, 1, f"{was} → {held.plan.name}")


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the GPU's or the CPU's memory ran out."""
    import torch

    return isinstance(error, torch.OutOfMemoryError | MemoryError) or "can't allocate memory" in str(error)


def paint(
    held: Held,
    described: Described,
    pipeline: str,
    settings: DiffusionSettings,
    request: Request,
    seed: int,
    tally: Tally,
) -> tuple[Painted, dict[str, Any]]:
    """One call of the model."""
    with quiet():
        pipe = held.pipe if described.folder.modular else seen_as(held.pipe, pipeline)
        accepted = accepted_names(pipe)
        arguments = arguments_for(pipeline, accepted, request)
        set_guider(pipe, accepted, request.guidance)
        forget_caches(pipe)
        with (
            hooked(pipe, settings, accepted, seed, tally) as (own, words),
            tallied(held, tally),
            together(held, pipeline, request, seed),
        ):
            result = call_pipeline(pipe, {**arguments, **own})
        return painted_by(pipe, result), words


@contextmanager
def together(held: Held, pipeline: str, request: Request, seed: int) -> Iterator[None]:
    """With the processes of the other GPUs, which are let go when one call breaks off: they cannot go on."""
    if held.crew is not None:
        tell_call(held.crew, pipeline, request, seed)
    try:
        yield
    except BaseException:
        if held.crew is not None:
            let_go()
        raise


@contextmanager
def tallied(held: Held, tally: Tally) -> Iterator[None]:
    """Count what a cache leaves out, but in compiled code, where counting would cost what it saved."""
    if held.haste.cache == "none" or held.haste.compiled:
        yield
        return
    with counted(held.pipe) as passes:
        yield
    tally.passes += passes.asked
    tally.computed += passes.computed


@contextmanager
def hooked(
    pipe: Any, settings: DiffusionSettings, accepted: frozenset[str], seed: int, tally: Tally
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The one place where a noise recipe meets a pipeline; progress and cancel go the same way."""
    from yingxi.engines.noise.attach import scheduler_of

    try:
        scheduler_of(pipe)
    except UsageError:
        if settings.noise != type(settings.noise)():
            raise
        yield plain_arguments(accepted, seed, tally), {}
        return
    with attach(pipe, settings.noise, seed=seed, on_step=tally.step) as attached:
        yield attached.arguments, attached.words


def plain_arguments(accepted: frozenset[str], seed: int, tally: Tally) -> dict[str, Any]:
    """Seed, progress and cancel for a pipeline whose scheduler steps in a way of its own."""
    import torch

    given: dict[str, Any] = {}
    if "generator" in accepted:
        given["generator"] = torch.Generator("cpu").manual_seed(seed)
    if "callback_on_step_end" in accepted:

        def hear(pipe: Any, step: int, timestep: Any, values: dict[str, Any]) -> dict[str, Any]:
            tally.step(step + 1, int(getattr(pipe, "num_timesteps", step + 1)))
            return values

        given["callback_on_step_end"] = hear
    return given
