"""Attach a recipe to any pipeline of diffusers, classic or modular, for the time of a call."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from yingxi.engines.noise.denoisers import Denoisers, find_denoisers
from yingxi.engines.noise.draws import Draw, Source
from yingxi.engines.noise.recipe import NoiseRecipe, recipe_words, settled
from yingxi.engines.noise.run import OnStep, Run, guidance_base
from yingxi.engines.noise.samplers import choose_scheduler
from yingxi.engines.noise.scheduler import hook_scheduler
from yingxi.film.errors import UsageError

STEPS = ("num_inference_steps", "steps")
GUIDANCE = ("guidance_scale", "true_cfg_scale")
STRENGTH = ("strength",)
CHANNELS = ("in_channels", "out_channels", "latent_channels", "z_dim")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """What to call the pipeline with, and what to write into the take's recipe."""

    arguments: dict[str, Any]
    words: dict[str, str | int | float]
    run: Run


def ignore(done: int, total: int) -> None:
    """The listener of those who do not listen."""


@contextmanager
def attach(pipe: Any, recipe: NoiseRecipe, *, seed: int = 0, on_step: OnStep = ignore) -> Iterator[Attached]:
    """Let `recipe` steer `pipe` until the block ends: `pipe(prompt=…, **attached.arguments)`.

    `seed` is used when the recipe has none. `on_step(done, total)` follows each step; raising from it cancels
    the call. The pipeline is left as it was, whatever happens. UsageError names what the pipeline or its
    sampler cannot honour. An idle recipe changes no bit of what the pipeline gives.
    """
    chosen = settled(recipe, seed)
    arguments = call_arguments(pipe, chosen)
    run = Run(chosen, Source(chosen, channels_of(pipe)), Denoisers(find_denoisers(pipe)), on_step)
    scheduler = hook_scheduler(choose_scheduler(scheduler_of(pipe), chosen), run)
    arguments["generator"] = run.source.generator
    with ExitStack() as stack:
        stack.enter_context(with_scheduler(pipe, scheduler))
        stack.enter_context(with_guidance(pipe, run))
        stack.enter_context(drawing_from(run.source, first_modules(pipe), later_modules(pipe, scheduler)))
        if watches_models(chosen):
            stack.enter_context(run.denoisers.attached())
        run.prepare(run.tracks[0])
        yield Attached(arguments=arguments, words=recipe_words(chosen), run=run)
        run.finish()


def watches_models(recipe: NoiseRecipe) -> bool:
    """Whether the calls of the models themselves must be seen."""
    return bool(recipe.detail or recipe.guidance_curve or recipe.stop_after or recipe.resume)


def scheduler_of(pipe: Any) -> Any:
    """The pipeline's scheduler; UsageError for one that steps in a way of its own."""
    scheduler = getattr(pipe, "scheduler", None)
    known = {"model_output", "timestep", "sample"}
    if scheduler is None or not known <= set(inspect.signature(scheduler.step).parameters):
        raise UsageError(
            f"{type(pipe).__name__} has no scheduler that a noise recipe can steer; leave it out",
            zh=f"{type(pipe).__name__} 没有噪声配方能驾驭的调度器；请去掉配方",
        )
    return scheduler


def accepted(pipe: Any) -> set[str]:
    """The names of what a pipeline's call takes, classic or modular."""
    blocks = getattr(pipe, "blocks", None)
    return set(blocks.input_names) if blocks is not None else set(inspect.signature(pipe.__call__).parameters)


def call_arguments(pipe: Any, recipe: NoiseRecipe) -> dict[str, Any]:
    """The recipe's knobs that are arguments of the pipeline's own call, by its names."""
    names, asked = accepted(pipe), dict[str, Any]()
    steps = recipe.steps or len(recipe.sigmas)
    base = guidance_base(recipe)
    guided = recipe.guidance is not None or bool(recipe.guidance_curve)
    own = guided and getattr(pipe, "guider", None) is None
    wanted: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("steps", steps or None, STEPS),
        ("strength", recipe.strength, STRENGTH),
        ("guidance", base if own else None, GUIDANCE),
    )
    for knob, value, words in wanted:
        if value is not None:
            asked[named(pipe, names, knob, words)] = value
    return asked


def named(pipe: Any, names: set[str], knob: str, words: tuple[str, ...]) -> str:
    """The pipeline's own name of a knob; UsageError when it has none."""
    found = next((word for word in words if word in names), "")
    if not found:
        raise UsageError(
            f"noise.{knob} cannot be honoured: {type(pipe).__name__} takes no {words[0]}",
            zh=f"noise.{knob} 办不到：{type(pipe).__name__} 没有 {words[0]}",
        )
    return found


def channels_of(pipe: Any) -> set[int]:
    """How many channels a first noise of this pipeline may have."""
    found = set()
    for part in pipe.components.values():
        config: Any = getattr(part, "config", None)
        if hasattr(config, "get"):
            found |= {config.get(word) for word in CHANNELS}
    return {one for one in found if isinstance(one, int) and one > 3}


@contextmanager
def with_scheduler(pipe: Any, scheduler: Any) -> Iterator[None]:
    """Put a scheduler into a pipeline, and the old one back."""
    before, pipe.scheduler = pipe.scheduler, scheduler
    try:
        yield
    finally:
        pipe.scheduler = before


@contextmanager
def with_guidance(pipe: Any, run: Run) -> Iterator[None]:
    """Let a modular pipeline's guider have the recipe's guidance, and its own back."""
    guider = getattr(pipe, "guider", None)
    recipe = run.recipe
    if guider is None or (recipe.guidance is None and not recipe.guidance_curve):
        yield
        return
    if not hasattr(guider, "guidance_scale"):
        raise UsageError(
            f"noise.guidance cannot be honoured: {type(guider).__name__} has no guidance scale",
            zh=f"noise.guidance 办不到：{type(guider).__name__} 没有引导强度",
        )
    before, guider.guidance_scale = guider.guidance_scale, run.base
    run.guider = guider
    try:
        yield
    finally:
        guider.guidance_scale = before


def first_modules(pipe: Any) -> list[Any]:
    """The modules in which this pipeline draws the noise that its pictures begin as."""
    blocks = getattr(pipe, "blocks", None)
    kinds = [type(pipe)] if blocks is None else [type(pipe), *(type(block) for block in all_blocks(blocks))]
    return modules_of(kinds)


def later_modules(pipe: Any, scheduler: Any) -> list[Any]:
    """The modules in which its scheduler and its picture codec draw noise."""
    from diffusers.models.autoencoders import vae

    return [*modules_of([type(scheduler), *(type(part) for part in pipe.components.values())]), vae]


def modules_of(kinds: list[Any]) -> list[Any]:
    """The modules of classes and of those they come from, once each, as far as they draw noise."""
    names = dict.fromkeys(base.__module__ for kind in kinds for base in kind.__mro__)
    modules = [sys.modules[name] for name in names if name in sys.modules]
    return [module for module in modules if hasattr(module, "randn_tensor")]


def all_blocks(block: Any) -> Iterator[Any]:
    """A modular pipeline's block and all blocks within it."""
    yield block
    for inner in getattr(block, "sub_blocks", {}).values():
        yield from all_blocks(inner)


@contextmanager
def drawing_from(source: Source, first: list[Any], later: list[Any]) -> Iterator[None]:
    """Let those modules draw from `source`; draws of other runs go through untouched."""
    asked = {module.__name__: (module, module in first) for module in [*later, *first]}
    before = [(module, module.randn_tensor, begins) for module, begins in asked.values()]
    for module, original, begins in before:
        module.randn_tensor = drawn_by(source, original, begins)
    try:
        yield
    finally:
        for module, original, _ in before:
            module.randn_tensor = original


def drawn_by(source: Source, original: Draw, first: bool) -> Draw:
    """`randn_tensor` with the run's seeds; noise for sound is not shaped as a picture's is."""

    def randn_tensor(shape: Any, generator: Any = None, **kept: Any) -> Any:
        sound = "audio" in sys._getframe(1).f_code.co_name
        return source.draw(original, shape, generator, first=first and not sound, **kept)

    return randn_tensor
