"""The model that this process holds: loaded once, kept between shots, given up for another."""

import gc
from dataclasses import dataclass, replace
from typing import Any

from yingxi.engines.diffusion.crew import Crew, end_crew, hire_crew, join_crew
from yingxi.engines.diffusion.describe import Described
from yingxi.engines.diffusion.folder import identity_of
from yingxi.engines.diffusion.loading import choose_precision, load_pipeline
from yingxi.engines.diffusion.memory import (
    WIDTHS,
    MemoryPlan,
    Need,
    Room,
    choose_plan,
    look_around,
    measure_need,
    step_down,
)
from yingxi.engines.diffusion.settings import DiffusionSettings
from yingxi.engines.diffusion.speed import COSTS, Haste, hurry

Key = tuple[Any, ...]


@dataclass(kw_only=True)
class Held:
    """A loaded pipeline: where its weights lie, what was done to go faster, whether it stepped down once.

    `plain` is the haste that the model was loaded with, `haste` that of the take at hand.
    """

    key: Key
    pipe: Any
    plan: MemoryPlan
    room: Room
    precision: str
    haste: Haste
    plain: Haste
    stepped: str = ""
    crew: Crew | None = None


_held: list[Held] = []
"""At most one; a process paints with one model at a time."""


def model_key(described: Described, settings: DiffusionSettings) -> Key:
    """What a loaded pipeline depends on."""
    return (
        str(described.folder.path),
        identity_of(described.folder),
        settings.fast,
        settings.cache,
        settings.gpus,
        settings.split,
        settings.memory,
        settings.precision,
        settings.device,
        settings.loras,
        settings.allow_pickle,
    )


def plan_memory(
    described: Described, settings: DiffusionSettings, size: tuple[int, int], frames: int
) -> tuple[MemoryPlan, Need, Room, str]:
    """The memory plan for one pass of that size and length, computed without loading anything."""
    room = look_around(settings.device)
    precision = choose_precision(settings.precision, room.device)
    need = measure_need(described.folder, WIDTHS[precision], size, frames)
    return choose_plan(need, room, WIDTHS[precision], settings.memory), need, room, precision


def warm_model(described: Described, settings: DiffusionSettings, size: tuple[int, int], frames: int) -> Held:
    """The loaded model: the one that is held, or a fresh one laid out by the plan that fits here."""
    key = model_key(described, settings)
    if _held and _held[0].key == key:
        return _held[0]
    let_go()
    plan, _, room, precision = plan_memory(described, settings, size, frames)
    return hold(described, settings, key, plan, room, precision, size)


def hold(
    described: Described,
    settings: DiffusionSettings,
    key: Key,
    plan: MemoryPlan,
    room: Room,
    precision: str,
    size: tuple[int, int],
    stepped: str = "",
) -> Held:
    """Load and keep; over several GPUs, with the other processes."""
    crew = hire_crew(described, settings, plan, room, precision, size) if settings.gpus > 1 else None
    pipe = load_pipeline(described.folder, plan, precision, room.device, settings, described.card.distilled)
    if crew is not None:
        join_crew(crew, pipe)
    haste = with_plan(hurry(pipe, described.card, settings, room.device), plan)
    haste = with_crew(haste, settings)
    _held.append(
        Held(
            key=key, pipe=pipe, plan=plan, room=room, precision=precision, haste=haste, plain=haste,
            stepped=stepped, crew=crew,
        )
    )  # fmt: skip
    return _held[0]


def with_plan(haste: Haste, plan: MemoryPlan) -> Haste:
    """With what a plan of 8-bit weights costs."""
    return replace(haste, costs=(*haste.costs, COSTS[plan.name])) if plan.name in COSTS else haste


def with_crew(haste: Haste, settings: DiffusionSettings) -> Haste:
    """With the GPUs that paint together."""
    if settings.gpus < 2:
        return haste
    said = f"{settings.gpus} processes together ({settings.split})"
    return replace(haste, done=(*haste.done, said), costs=(*haste.costs, COSTS["split"]), exact=False)


def step_down_once(
    held: Held, described: Described, settings: DiffusionSettings, size: tuple[int, int], frames: int
) -> Held | None:
    """The same model by the next smaller plan, after the memory ran out; None when that was done before."""
    need = measure_need(described.folder, WIDTHS[held.precision], size, frames)
    smaller = step_down(held.plan, need, held.room, WIDTHS[held.precision])
    if held.stepped or smaller is None:
        return None
    was = held.plan.name
    let_go()
    return hold(described, settings, held.key, smaller, held.room, held.precision, size, stepped=was)


def let_go() -> None:
    """Free the model that is held. Ending the process frees more surely; the farm does that at the end."""
    if not _held:
        return
    cuda, crew = _held[0].room.device.startswith("cuda"), _held[0].crew
    _held.clear()
    if crew is not None:
        end_crew(crew)
    gc.collect()
    if cuda:
        import torch

        torch.cuda.empty_cache()
