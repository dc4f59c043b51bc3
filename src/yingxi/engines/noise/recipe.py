"""What a person adjusts on a diffusion model: one frozen value, the same for every pipeline."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from itertools import pairwise
from typing import Any, Literal, get_args

from yingxi.film.errors import UsageError, unknown

Schedule = Literal["", "karras", "exponential", "beta"]
Knob = int | float | str | tuple[float, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoiseRecipe:
    """All knobs; one left at its default leaves the pipeline as its makers set it.

    `seed` None is the shot's. `blend` 0-1 goes from the seed's noise to `blend_seed`'s on the sphere (slerp).
    `sampler` is one of `yingxi noise samplers`; `steps` 0 is the model's. `sigmas` are what the sampler uses,
    from the most noise to the least, without the closing 0; `schedule` and `shift` bend the model's own.
    `churn` 0-1 is the share of noise made anew after each step. `guidance_curve` has values spread evenly
    over the steps. `strength` 0-1 is how much of a given picture is painted over. `detail` -1..1 tells the
    model that there is less (or more) noise than there is. `offset` is added to the first noise, in its
    standard deviations. `region` is a picture: where it is white, the first noise is `region_seed`'s.
    `correlation` 0-1 ties each frame's first noise to the frame before. After `stop_after` steps the picture
    is shown as the model then guesses it; `save_state` keeps the work there and `resume` goes on from it
    (both are files).
    """

    seed: int | None = None
    blend_seed: int = 0
    blend: float = 0.0
    sampler: str = ""
    steps: int = 0
    sigmas: tuple[float, ...] = ()
    schedule: Schedule = ""
    shift: float | None = None
    churn: float = 0.0
    guidance: float | None = None
    guidance_curve: tuple[float, ...] = ()
    strength: float | None = None
    detail: float = 0.0
    offset: float = 0.0
    region: str = ""
    region_seed: int = 0
    correlation: float = 0.0
    stop_after: int = 0
    save_state: str = ""
    resume: str = ""


RANGES: dict[str, tuple[float, float]] = {
    "seed": (0, 2**63 - 1),
    "blend_seed": (0, 2**63 - 1),
    "blend": (0, 1),
    "steps": (0, 1000),
    "shift": (0.01, 100),
    "churn": (0, 1),
    "guidance": (0, 100),
    "guidance_curve": (0, 100),
    "sigmas": (0, 1000),
    "strength": (0, 1),
    "detail": (-1, 1),
    "offset": (-2, 2),
    "region_seed": (0, 2**63 - 1),
    "correlation": (0, 1),
    "stop_after": (0, 1000),
}

KNOBS: dict[str, tuple[str, str]] = {
    "seed": ("种子", "seed"),
    "blend_seed": ("另一种子", "blend seed"),
    "blend": ("种子混合", "seed blend"),
    "sampler": ("采样器", "sampler"),
    "steps": ("步数", "steps"),
    "sigmas": ("噪声曲线", "sigmas"),
    "schedule": ("噪声日程", "schedule"),
    "shift": ("日程偏移", "shift"),
    "churn": ("搅动", "churn"),
    "guidance": ("引导", "guidance"),
    "guidance_curve": ("引导曲线", "guidance curve"),
    "strength": ("重绘强度", "strength"),
    "detail": ("细节", "detail"),
    "offset": ("噪声偏置", "noise offset"),
    "region": ("局部噪声", "region"),
    "region_seed": ("局部种子", "region seed"),
    "correlation": ("帧间相关", "frame correlation"),
    "stop_after": ("提前停止", "stop after"),
}
"""What a person turns, in Chinese and English; `save_state` and `resume` are files, no knobs."""


def check_recipe(recipe: NoiseRecipe) -> NoiseRecipe:
    """The recipe itself; UsageError with what was got and what is allowed."""
    for name, (low, high) in RANGES.items():
        check_range(name, getattr(recipe, name), low, high)
    if recipe.schedule not in get_args(Schedule):
        raise unknown(
            "noise schedule", recipe.schedule, [one for one in get_args(Schedule) if one], zh="噪声曲线"
        )
    check_sigmas(recipe)
    if recipe.guidance_curve and max(recipe.guidance_curve) <= 1:
        raise UsageError(
            "noise.guidance_curve never rises over 1, so nothing is guided; set noise.guidance: 1 instead",
            zh="noise.guidance_curve 从不大于 1，等于没有引导；请改写 noise.guidance: 1",
        )
    if recipe.guidance_curve and recipe.guidance is not None:
        raise UsageError(
            "noise.guidance and noise.guidance_curve both say the guidance; keep one of them",
            zh="noise.guidance 和 noise.guidance_curve 都在说引导强度；请只留一个",
        )
    if recipe.save_state and not recipe.stop_after:
        raise UsageError(
            "noise.save_state keeps the work at noise.stop_after; say after how many steps",
            zh="noise.save_state 在 noise.stop_after 处留下半成品；请说在第几步之后",
        )
    return recipe


def check_range(name: str, value: Knob, low: float, high: float) -> None:
    """UsageError unless each number of the knob is finite and from `low` to `high`."""
    numbers = value if isinstance(value, tuple) else () if value is None else (value,)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise UsageError(
                f"noise.{name} must be a number, got {number!r}",
                zh=f"noise.{name} 要是一个数，给了 {number!r}",
            )
        if not low <= number <= high:
            raise UsageError(
                f"noise.{name} is {number:g}; allowed: {low:g} to {high:g}",
                zh=f"noise.{name} 是 {number:g}；可以是 {low:g} 到 {high:g}",
            )


def check_sigmas(recipe: NoiseRecipe) -> None:
    """UsageError for a curve that does not fall, or that other knobs contradict."""
    curve = recipe.sigmas
    if not curve:
        return
    if any(after >= before for before, after in pairwise(curve)) or curve[-1] <= 0:
        raise UsageError(
            "noise.sigmas must fall from step to step and stay above 0, got "
            + ", ".join(f"{one:g}" for one in curve),
            zh=f"noise.sigmas 要一步步下降且大于 0，给了 {'、'.join(map(str, curve))}",
        )
    if recipe.steps not in (0, len(curve)):
        raise UsageError(
            f"noise.sigmas has {len(curve)} values, noise.steps is {recipe.steps}; leave one out",
            zh=f"noise.sigmas 有 {len(curve)} 个值，noise.steps 是 {recipe.steps}；请去掉一个",
        )
    if recipe.schedule or recipe.shift is not None:
        raise UsageError(
            "noise.sigmas is the whole curve: noise.schedule and noise.shift cannot bend it too",
            zh="noise.sigmas 就是整条曲线：noise.schedule 和 noise.shift 不能再弯它",
        )


def recipe_from(values: Mapping[str, Any]) -> NoiseRecipe:
    """The recipe of a mapping read from YAML; UsageError names an unknown knob or a wrong value."""
    known = {field.name for field in fields(NoiseRecipe)}
    for name in values:
        if name not in known:
            raise unknown("noise knob", str(name), sorted(known), "docs: engines/noise", zh="噪声旋钮")
    return check_recipe(NoiseRecipe(**{name: value_of(name, value) for name, value in values.items()}))


def value_of(name: str, value: Any) -> Any:
    """A knob's value as its type wants it: lists become tuples of numbers, whole numbers stay whole."""
    kind = type(getattr(NoiseRecipe(), name))
    if name in ("sigmas", "guidance_curve"):
        if isinstance(value, str) or not isinstance(value, list | tuple):
            raise UsageError(
                f"noise.{name} must be a list of numbers, got {value!r}",
                zh=f"noise.{name} 要是一串数，给了 {value!r}",
            )
        return tuple(value)
    if kind is str and not isinstance(value, str):
        raise UsageError(
            f"noise.{name} must be a word, got {value!r}",
            zh=f"noise.{name} 要是一个词，给了 {value!r}",
        )
    whole = name == "seed" or kind is int
    if whole and value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise UsageError(
            f"noise.{name} must be a whole number, got {value!r}",
            zh=f"noise.{name} 要是整数，给了 {value!r}",
        )
    return value


def read_knob(name: str, text: str) -> Any:
    """A knob's value from the command line; the numbers of a curve are parted by `/`."""
    if name not in KNOBS:
        raise unknown("noise knob", name, KNOBS, "docs: engines/noise", zh="噪声旋钮")
    default = getattr(NoiseRecipe(), name)
    if isinstance(default, str):
        return text
    try:
        if isinstance(default, tuple):
            return tuple(float(part) for part in text.split("/"))
        return int(text) if name == "seed" or isinstance(default, int) else float(text)
    except ValueError as error:
        raise UsageError(
            f"noise.{name} must be a number (curves: 7/5/1), got '{text}'",
            zh=f"noise.{name} 要是一个数（曲线写 7/5/1），给了“{text}”",
        ) from error


def turned(recipe: NoiseRecipe) -> dict[str, Any]:
    """The knobs that are not at their defaults, as plain values for YAML and for `Take.recipe`."""
    idle = asdict(NoiseRecipe())
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(recipe).items()
        if value != idle[name]
    }


def recipe_words(recipe: NoiseRecipe) -> dict[str, str | int | float]:
    """The knobs turned, as `Take.recipe` holds them: `noise.guidance: 4`, curves as `7/5/1`."""
    return {
        f"noise.{name}": "/".join(f"{one:g}" for one in value) if isinstance(value, list) else value
        for name, value in turned(recipe).items()
    }


def settled(recipe: NoiseRecipe, seed: int) -> NoiseRecipe:
    """The same recipe with its seed said, and a blend that is all of one seed told as that seed."""
    checked = check_recipe(recipe)
    own = seed if checked.seed is None else checked.seed
    if checked.blend == 1:
        return replace(checked, seed=checked.blend_seed, blend=0.0, blend_seed=0)
    return replace(checked, seed=own)
