"""The noise curve of a run, and where a sample stands on it.

A noisy sample is a·picture + s·noise. In flow matching a = 1-σ, s = σ (Lipman et al. 2022); in the form of
Karras et al. 2022 a = 1, s = σ; in the variance-preserving form a² + s² = 1 (Ho et al. 2020).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from yingxi.engines.noise.recipe import NoiseRecipe, Schedule
from yingxi.engines.noise.samplers import is_flow
from yingxi.film.errors import UsageError

Curve = npt.NDArray[np.float64]
Point = tuple[float, float]
RHO = 7.0
BETA = 0.6
NEARLY_ONE = 1 - 1e-6


def bent(sigmas: Curve, schedule: Schedule) -> Curve:
    """A falling curve from the same first to the same last value, spaced by `schedule`; shape (steps,).

    karras: Karras et al. 2022, eq. 5, rho 7. exponential: even steps of log σ. beta: quantiles of
    Beta(0.6, 0.6) (Lee et al. 2024, "Beta Sampling is All You Need").
    """
    most, least, ramp = float(sigmas[0]), float(sigmas[-1]), np.linspace(0, 1, len(sigmas))
    if schedule == "karras":
        high, low = most ** (1 / RHO), least ** (1 / RHO)
        return np.asarray((high + ramp * (low - high)) ** RHO, dtype=np.float64)
    if schedule == "exponential":
        return np.asarray(most * (least / most) ** ramp, dtype=np.float64)
    if schedule == "beta":
        from scipy.stats import beta

        return np.asarray(least + beta.ppf(1 - ramp, BETA, BETA) * (most - least), dtype=np.float64)
    return sigmas


def apply_curve(scheduler: Any, recipe: NoiseRecipe) -> None:
    """Put the recipe's curve into a scheduler whose timesteps are just set; refuses by name."""
    if recipe.sigmas:
        set_curve(scheduler, np.array(recipe.sigmas), "sigmas")
    elif recipe.schedule:
        refuse_curve(scheduler, "schedule")
        set_curve(scheduler, bent(own_curve(scheduler), recipe.schedule), "schedule")


def own_curve(scheduler: Any) -> Curve:
    """The noise levels that the scheduler would use, each once, without the closing one."""
    every = 2 if asks_twice(scheduler) else 1
    levels = scheduler.sigmas.detach().cpu().double().numpy()[: len(scheduler.timesteps)]
    return np.array([levels[0], *levels[1::every]])


def asks_twice(scheduler: Any) -> bool:
    """Whether it keeps every level but the first and the last twice, once a call of the model (Heun)."""
    return "Heun" in sampler_word(scheduler)


def refuse_curve(scheduler: Any, knob: str) -> None:
    """UsageError unless the scheduler keeps its noise levels as σ, one a step (Heun: two)."""
    plain = (
        (getattr(scheduler, "order", 1) == 1 or asks_twice(scheduler))
        and getattr(scheduler, "sigmas", None) is not None
        and len(scheduler.sigmas) == len(scheduler.timesteps) + 1
        and (is_flow(scheduler) or hasattr(scheduler, "alphas_cumprod"))
    )
    if not plain:
        raise UsageError(
            f"noise.{knob} cannot be set on {sampler_word(scheduler)}: it counts its steps evenly and keeps "
            "no curve; choose noise.sampler euler, heun, dpm++2m or unipc",
            zh=f"noise.{knob} 设不到 {sampler_word(scheduler)} 上：它均匀地数步，没有曲线；请选 "
            "noise.sampler euler、heun、dpm++2m 或 unipc",
        )


def set_curve(scheduler: Any, sigmas: Curve, knob: str) -> None:
    """Make the scheduler use these noise levels (most first), and tell the model the timesteps that match."""
    import torch

    refuse_curve(scheduler, knob)
    flow, times = is_flow(scheduler), scheduler.timesteps
    if flow and sigmas[0] > 1:
        raise UsageError(
            f"noise.{knob} starts at {sigmas[0]:g}; σ of a flow-matching model is at most 1",
            zh=f"noise.{knob} 从 {sigmas[0]:g} 开始；流匹配模型的 σ 最大是 1",
        )
    if hasattr(scheduler, "_sigma_to_alpha_sigma_t") and flow:
        sigmas = np.minimum(sigmas, NEARLY_ONE)
    told = sigmas * scheduler.config.num_train_timesteps if flow else told_times(scheduler, sigmas)
    closing = scheduler.sigmas[-1:].to("cpu", torch.float32)
    again = 2 if asks_twice(scheduler) else 1
    levels = torch.tensor([sigmas[0], *np.repeat(sigmas[1:], again)], dtype=torch.float32)
    scheduler.sigmas = torch.cat([levels, closing]).to(scheduler.sigmas.device)
    told = [told[0], *np.repeat(told[1:], again)]
    scheduler.timesteps = torch.tensor(told, dtype=times.dtype, device=times.device)
    scheduler.num_inference_steps = len(sigmas)


def told_times(scheduler: Any, sigmas: Curve) -> Curve:
    """The timesteps at which the model learnt these noise levels; UsageError outside its range."""
    levels = ((1 - scheduler.alphas_cumprod) / scheduler.alphas_cumprod).sqrt().cpu().double().numpy()
    if sigmas[0] > levels[-1] * 1.001:
        raise UsageError(
            f"noise.sigmas starts at {sigmas[0]:g}; this model knows up to {levels[-1]:.4g}",
            zh=f"noise.sigmas 从 {sigmas[0]:g} 开始；这个模型最大认到 {levels[-1]:.4g}",
        )
    return np.interp(np.log(sigmas), np.log(levels), np.arange(len(levels)))


def sampler_word(scheduler: Any) -> str:
    """What to call a scheduler in an error: its class, as the model's folder names it."""
    return str(scheduler.config.get("_class_name") or type(scheduler).__name__)


def points(scheduler: Any, timestep: Any) -> tuple[Point, Point]:
    """(a, s) of the sample that a step begins with and of the one it ends with; called after the step."""
    if getattr(scheduler, "sigmas", None) is None:
        return discrete_points(scheduler, timestep)
    index = scheduler.step_index - 1
    return sigma_point(scheduler, scheduler.sigmas[index]), sigma_point(
        scheduler, scheduler.sigmas[index + 1]
    )


def sigma_point(scheduler: Any, sigma: Any) -> Point:
    """(a, s) at a noise level."""
    if is_flow(scheduler):
        return 1 - float(sigma), float(sigma)
    if hasattr(scheduler, "_sigma_to_alpha_sigma_t"):
        alpha, share = scheduler._sigma_to_alpha_sigma_t(sigma)
        return float(alpha), float(share)
    return 1.0, float(sigma)


def discrete_points(scheduler: Any, timestep: Any) -> tuple[Point, Point]:
    """(a, s) of schedulers that know timesteps only, such as DDIM."""
    times = scheduler.timesteps.tolist()
    index = times.index(int(timestep))
    kept = float(scheduler.alphas_cumprod[int(timestep)])
    last = index + 1 == len(times)
    after = float(scheduler.final_alpha_cumprod if last else scheduler.alphas_cumprod[int(times[index + 1])])
    return (kept**0.5, (1 - kept) ** 0.5), (after**0.5, (1 - after) ** 0.5)


def guess_picture(scheduler: Any, said: Any, sample: Any, point: Point) -> Any:
    """The clean picture that the model's output `said` means for a noisy `sample` at (a, s); same shape."""
    a, s = point
    said, sample = said.float(), sample.float()
    kind = "flow" if is_flow(scheduler) else scheduler.config.get("prediction_type", "epsilon")
    if kind == "flow":
        return sample - s * said
    if kind == "epsilon":
        return (sample - s * said) / a
    if kind == "v_prediction":
        length = (a * a + s * s) ** 0.5
        return (a * sample / length - s * said) / length
    if kind == "sample":
        return said
    raise UsageError(
        f"noise.churn and noise.stop_after cannot read the model's prediction type '{kind}'",
        zh=f"noise.churn 和 noise.stop_after 读不懂模型的预测方式“{kind}”",
    )
