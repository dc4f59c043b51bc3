"""The one hook: a pipeline's scheduler, made a small subclass of its own class."""

import inspect
from functools import wraps
from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np

from yingxi.engines.noise.sigmas import Curve, apply_curve, set_curve

if TYPE_CHECKING:
    from yingxi.engines.noise.run import Run


class Track:
    """One scheduler's way through a run. Pipelines that make sound copy it: the copy has its own."""

    def __init__(self, run: "Run", number: int) -> None:
        self.run, self.number = run, number
        self.done = self.total = 0

    def __deepcopy__(self, memo: dict[int, Any]) -> "Track":
        return self.run.new_track()

    def begin(self, timesteps: Any, timestep: Any) -> None:
        """Count the steps that are left from `timestep` on: painting over a picture starts late."""
        self.total = len(timesteps) - first_index(timesteps, timestep)


def first_index(timesteps: Any, timestep: Any) -> int:
    """Where a timestep stands among the scheduler's."""
    found = (timesteps == timestep).nonzero()
    return int(found[0]) if len(found) else 0


def hook_scheduler(scheduler: Any, run: "Run") -> Any:
    """Make the scheduler tell the run of each step. Its class keeps its name, so that pipelines know it."""
    scheduler.__class__ = hooked_class(type(scheduler))
    scheduler._noise = run.new_track()
    return scheduler


def hooked_class(plain: Any) -> Any:
    """A subclass of a scheduler class whose curve, steps and generator are the run's."""

    def set_timesteps(
        self: Any, num_inference_steps: Any = None, device: Any = None, sigmas: Any = None, mu: Any = None,
        timesteps: Any = None, **others: Any,
    ) -> None:  # fmt: skip
        asked = {"sigmas": sigmas, "mu": mu, "timesteps": timesteps, **others}
        set_steps(plain, self, num_inference_steps, device, asked)
        self._noise.done = 0
        apply_curve(self, self._noise.run.recipe)

    signature = inspect.signature(plain.step)

    @wraps(plain.step)
    def step(self: Any, *args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(self, *args, **kwargs)
        run, track = self._noise.run, self._noise
        if "generator" in signature.parameters and bound.arguments.get("generator") is None:
            bound.arguments["generator"] = run.source.generator
        return run.step(self, track, lambda: plain.step(*bound.args, **bound.kwargs), bound.arguments)

    names = {"__module__": plain.__module__, "__qualname__": plain.__qualname__, "__doc__": plain.__doc__}
    return type(plain.__name__, (plain,), {**names, "set_timesteps": set_timesteps, "step": step})


def set_steps(plain: Any, scheduler: Any, steps: Any, device: Any, asked: dict[str, Any]) -> None:
    """The class's own set_timesteps, with what the pipeline asks in the way that this sampler takes it.

    A pipeline made for another sampler may give σ values, or a shift `mu` by picture size: a sampler that
    does not take them gets the same curve put in. Samplers of two calls a step keep their own.
    """
    takes = inspect.signature(plain.set_timesteps).parameters
    given = {name: value for name, value in asked.items() if value is not None}
    if "mu" in given and not scheduler.config.get("use_dynamic_shifting"):
        del given["mu"]
    curve = given.pop("sigmas") if "sigmas" in given and "sigmas" not in takes else None
    shift = given.pop("mu") if "mu" in given and "mu" not in takes else given.get("mu")
    if curve is not None and steps is None:
        steps = len(curve)
    plain.set_timesteps(scheduler, *(() if steps is None else (steps,)), device=device, **given)
    if curve is not None and getattr(scheduler, "order", 1) == 1:
        set_curve(scheduler, shifted(scheduler, np.array(curve, dtype=np.float64), shift), "sampler")


def shifted(scheduler: Any, sigmas: Curve, by_size: float | None) -> Curve:
    """A flow-matching curve under the scheduler's shift s: s·σ / (1 + (s-1)·σ)."""
    config = scheduler.config
    shift = float(config.get("flow_shift", config.get("shift", 1.0)))
    if config.get("use_dynamic_shifting") and by_size is not None:
        shift = exp(by_size) if config.get("time_shift_type", "exponential") == "exponential" else by_size
    return shift * sigmas / (1 + (shift - 1) * sigmas)
