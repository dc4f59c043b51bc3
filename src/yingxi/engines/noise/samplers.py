"""Samplers by name: which scheduler stands for each, in models of flow and models of noise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.engines.noise.recipe import NoiseRecipe
from yingxi.film.errors import UsageError, unknown


@dataclass(frozen=True, kw_only=True, slots=True)
class Sampler:
    """A scheduler class of diffusers and what sets it up; empty where a model family has none.

    `churns`: noise may be renewed between its steps (no corrector goes back over the step before).
    """

    flow: str = ""
    noise: str = ""
    setup: Mapping[str, Any] = field(default_factory=dict)
    churns: bool = False
    words: tuple[str, str] = ("", "")


SAMPLERS: dict[str, Sampler] = {
    "euler": Sampler(
        flow="FlowMatchEulerDiscreteScheduler", noise="EulerDiscreteScheduler", churns=True,
        words=("一阶，朴素稳妥", "first order, plain and safe"),
    ),
    "euler-ancestral": Sampler(
        noise="EulerAncestralDiscreteScheduler", words=("一阶，每步加新噪声", "first order, stochastic")
    ),
    "heun": Sampler(
        flow="FlowMatchHeunDiscreteScheduler", noise="HeunDiscreteScheduler",
        words=("二阶，慢一倍", "second order, twice the time"),
    ),
    "dpm++2m": Sampler(
        flow="DPMSolverMultistepScheduler", noise="DPMSolverMultistepScheduler",
        setup={"algorithm_type": "dpmsolver++", "solver_order": 2}, churns=True,
        words=("二阶多步", "second order, multistep"),
    ),
    "dpm++2m-sde": Sampler(
        flow="DPMSolverMultistepScheduler", noise="DPMSolverMultistepScheduler",
        setup={"algorithm_type": "sde-dpmsolver++", "solver_order": 2},
        words=("二阶多步，每步加新噪声", "second order, multistep, stochastic"),
    ),
    "unipc": Sampler(
        flow="UniPCMultistepScheduler", noise="UniPCMultistepScheduler",
        words=("预测加校正，步数少时好", "predictor and corrector, good at few steps"),
    ),
    "deis": Sampler(
        noise="DEISMultistepScheduler", setup={"algorithm_type": "deis"}, churns=True,
        words=("多步指数积分", "multistep, exponential"),
    ),
    "lcm": Sampler(
        flow="FlowMatchLCMScheduler", noise="LCMScheduler",
        words=("只给蒸馏过的模型", "for distilled models only"),
    ),
    "ddim": Sampler(noise="DDIMScheduler", churns=True, words=("一阶，经典", "first order, the classic")),
    "ddpm": Sampler(noise="DDPMScheduler", words=("每步加新噪声，步数要多", "stochastic, wants many steps")),
    "lms": Sampler(noise="LMSDiscreteScheduler", words=("线性多步", "linear multistep")),
    "pndm": Sampler(noise="PNDMScheduler", words=("伪线性多步", "pseudo linear multistep")),
}  # fmt: skip


def is_flow(scheduler: Any) -> bool:
    """Whether the model of this scheduler learnt flow matching (x = (1-σ)·picture + σ·noise)."""
    config = scheduler.config
    return (
        type(scheduler).__name__.startswith("FlowMatch")
        or bool(config.get("use_flow_sigmas"))
        or config.get("prediction_type") == "flow_prediction"
    )


def samplers_of(scheduler: Any) -> tuple[str, ...]:
    """The samplers that a model with this scheduler can use; none where its scheduler is its own kind."""
    name, flow = type(scheduler).__name__, is_flow(scheduler)
    known = {one.flow if flow else one.noise for one in SAMPLERS.values()}
    if name not in known:
        return ()
    return tuple(word for word, one in SAMPLERS.items() if (one.flow if flow else one.noise))


def choose_scheduler(scheduler: Any, recipe: NoiseRecipe) -> Any:
    """A fresh scheduler for the recipe's sampler and shift, set up like the given one; refuses by name."""
    from copy import deepcopy

    if not recipe.sampler and recipe.shift is None:
        return deepcopy(scheduler)
    shifted = shift_words(scheduler, recipe.shift)
    if not recipe.sampler:
        return type(scheduler).from_config(scheduler.config, **shifted)
    chosen, flow = find_sampler(scheduler, recipe.sampler), is_flow(scheduler)
    return made(chosen.flow if flow else chosen.noise, scheduler, {**chosen.setup, **shifted}, flow)


def find_sampler(scheduler: Any, name: str) -> Sampler:
    """The sampler of that name; UsageError when there is none or this model cannot use it."""
    if name not in SAMPLERS:
        raise unknown("sampler", name, SAMPLERS, "yingxi noise samplers", zh="采样器")
    allowed = samplers_of(scheduler)
    if name not in allowed:
        family = "flow-matching models" if is_flow(scheduler) else f"models of {type(scheduler).__name__}"
        can = ", ".join(allowed) or "only their own"
        raise UsageError(
            f"noise.sampler '{name}' does not work on {family}; allowed: {can}",
            zh=f"noise.sampler“{name}”不能用在 {family} 上；可以用：{can}",
        )
    return SAMPLERS[name]


def made(class_name: str, scheduler: Any, setup: Mapping[str, Any], flow: bool) -> Any:
    """A scheduler of diffusers by class name with the old one's settings, those of `setup` over them.

    diffusers' DEIS ends flow-matching runs with noise left in the picture, so it serves models of noise only.
    """
    import diffusers

    config = dict(scheduler.config)
    if flow:
        shift = config.get("shift", config.get("flow_shift", 1.0))
        both = {"shift": shift, "flow_shift": shift, "use_flow_sigmas": True}
        config |= {**both, "prediction_type": "flow_prediction"}
    if class_name == "FlowMatchHeunDiscreteScheduler" and config.get("use_dynamic_shifting"):
        if "shift" not in setup:
            raise UsageError(
                "noise.sampler 'heun' knows no shift by picture size; set noise.shift too",
                zh="noise.sampler 'heun' 不会按画面大小移动曲线；请也设 noise.shift",
            )
        config["use_dynamic_shifting"] = False
    chosen = getattr(diffusers, class_name)
    allowed = set(chosen._get_init_keys(chosen))
    return chosen.from_config({key: value for key, value in {**config, **setup}.items() if key in allowed})


def shift_words(scheduler: Any, shift: float | None) -> dict[str, Any]:
    """The settings that shift a flow model's schedule; UsageError for models of noise."""
    if shift is None:
        return {}
    if not is_flow(scheduler):
        raise UsageError(
            f"noise.shift bends the schedule of flow-matching models; {type(scheduler).__name__} is none: "
            "use noise.schedule or noise.sigmas",
            zh=f"noise.shift 弯的是流匹配模型的曲线；{type(scheduler).__name__} 不是：请用 noise.schedule "
            "或 noise.sigmas",
        )
    return {"shift": shift, "flow_shift": shift, "use_dynamic_shifting": False}


def churns(scheduler: Any) -> bool:
    """Whether noise renewed after a step reaches the next."""
    classes = {kind for one in SAMPLERS.values() if one.churns for kind in (one.flow, one.noise)}
    stochastic = str(scheduler.config.get("algorithm_type", "")).startswith("sde")
    return any(kind.__name__ in classes for kind in type(scheduler).__mro__) and not stochastic
