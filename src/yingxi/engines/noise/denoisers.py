"""What stands between a pipeline and its model: the timestep told, guidance, calls that need not be made."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from math import pi, sin
from typing import Any

from yingxi.film.errors import UsageError

CLOSE = 2e-2
"""How near the model's outputs must come to the pipeline's own mix, in parts of its greatest value."""


def find_denoisers(pipe: Any) -> dict[str, Any]:
    """The parts of a pipeline that are told a timestep, by name; control networks among them."""
    found = {}
    for name, part in pipe.components.items():
        if hasattr(part, "parameters") and "timestep" in call_signature(part).parameters:
            found[name] = part
    return found


def call_signature(model: Any) -> inspect.Signature:
    """What a model's forward takes by its class, whatever stands before it (offloading, compilation)."""
    plain = getattr(model, "_orig_mod", model)
    whole = inspect.signature(type(plain).forward)
    return whole.replace(parameters=list(whole.parameters.values())[1:])


def told_share(detail: float, place: float) -> float:
    """What share of the true timestep the model is told at `place` 0-1 of the run: least in the middle."""
    return 1 - detail * sin(pi * place) ** 2


class Denoisers:
    """All models of one run: their last outputs, and what is changed in their calls.

    `share` scales the timestep they are told, `embedded` the guidance they are told (models that learnt it),
    `resting` answers calls with the last output again.
    """

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts
        self.share = self.embedded = 1.0
        self.resting = self.was_told = self.stale = False
        self.outputs: list[Any] = []
        self.last: dict[tuple[str, int], Any] = {}
        self.calls: dict[str, int] = {}

    def call(self, name: str, run: Callable[..., Any], bound: inspect.BoundArguments) -> Any:
        """One call of a model within a step; the first of a step forgets the outputs of the step before."""
        if self.stale:
            self.outputs.clear()
            self.calls.clear()
            self.stale = False
        slot = (name, self.calls.get(name, 0))
        self.calls[name] = slot[1] + 1
        if not (self.resting and slot in self.last):
            self.tell(bound.arguments)
            self.last[slot] = run(*bound.args, **bound.kwargs)
        if "controlnet" not in name:
            self.outputs.append(self.last[slot])
        return self.last[slot]

    def tell(self, arguments: dict[str, Any]) -> None:
        """Change what the model is told, in place."""
        if self.share != 1:
            arguments["timestep"] = arguments["timestep"] * self.share
        if arguments.get("guidance") is not None:
            self.was_told = True
            if self.embedded != 1:
                arguments["guidance"] = arguments["guidance"] * self.embedded

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Stand before the models' forward functions, and leave them as they were."""
        before = {name: vars(part).get("forward") for name, part in self.parts.items()}
        for name, part in self.parts.items():
            part.forward = self.standing_before(name, part.forward, call_signature(part))
        try:
            yield
        finally:
            for name, part in self.parts.items():
                if before[name] is None:
                    del part.forward
                else:
                    part.forward = before[name]

    def standing_before(
        self, name: str, run: Callable[..., Any], signature: inspect.Signature
    ) -> Callable[..., Any]:
        """A forward function that asks this object first."""

        @wraps(run)
        def forward(*args: Any, **kwargs: Any) -> Any:
            return self.call(name, run, signature.bind(*args, **kwargs))

        return forward


def part_of(output: Any, number: int) -> Any:
    """The picture (0) or the sound (1) in a model's output, whichever way it is wrapped."""
    parts = output if isinstance(output, tuple) else tuple(output.values())
    return parts[min(number, len(parts) - 1)]


def reguided(mixed: Any, outputs: list[Any], base: float, wanted: float) -> Any:
    """The pipeline's guided output as if `wanted` had been its guidance instead of `base`.

    `mixed` comes of the outputs u without and c with the prompt, which came as one doubled batch or in two
    calls, in one of the ways of `MIXES`. UsageError when no such pair gives `mixed`.
    """
    if wanted == base:
        return mixed
    for without, with_words in guided_pairs(mixed, outputs):
        for mix in MIXES:
            again = mix(mixed, without, with_words, base, wanted)
            if again is not None:
                return again.to(mixed.dtype)
    raise UsageError(
        "noise.guidance_curve cannot be honoured: this pipeline mixes guidance in a way of its own, or makes "
        "no pass without the prompt; set noise.guidance alone",
        zh="noise.guidance_curve 办不到：这个管线用自己的办法混合引导，或者不做无提示词的一遍；请只设 "
        "noise.guidance",
    )


def mixed_plainly(mixed: Any, without: Any, with_words: Any, base: float, wanted: float) -> Any:
    """u + g·(c - u) (Ho and Salimans 2022)."""
    far = with_words.float() - without.float()
    return without + wanted * far if is_near(without.float() + base * far, mixed) else None


def mixed_beyond(mixed: Any, without: Any, with_words: Any, base: float, wanted: float) -> Any:
    """c + g·(c - u), one more than the rest of the world says (Cosmos Predict 2.5)."""
    return mixed_plainly(mixed, without, with_words, base + 1, wanted + 1)


def mixed_normed(mixed: Any, without: Any, with_words: Any, base: float, wanted: float) -> Any:
    """The plain mix made as long as c, token by token (Qwen-Image)."""
    base_mix, wanted_mix = (as_long(plain_mix(without, with_words, g), with_words) for g in (base, wanted))
    return wanted_mix if is_near(base_mix, mixed) else None


def mixed_rescaled(mixed: Any, without: Any, with_words: Any, base: float, wanted: float) -> Any:
    """The plain mix drawn by a share φ to the spread of c (Lin et al. 2023, eq. 15-16); `mixed` tells φ."""
    before, after = (plain_mix(without, with_words, g) for g in (base, wanted))
    axes = list(range(1, before.ndim))
    drawn = (mixed.float() * before).sum(axes, True) / (before * before).sum(axes, True)
    spread = with_words.float().std(axes, keepdim=True)
    ratio = spread / before.std(axes, keepdim=True)
    if not is_near(drawn * before, mixed) or bool(((ratio - 1).abs() < 1e-6).any()):
        return None
    share = (drawn - 1) / (ratio - 1)
    if bool(((share < 0) | (share > 1 + CLOSE)).any()):
        return None
    return after * (share * spread / after.std(axes, keepdim=True) + 1 - share)


def plain_mix(without: Any, with_words: Any, guidance: float) -> Any:
    """u + g·(c - u)."""
    return without.float() + guidance * (with_words.float() - without.float())


def as_long(mix: Any, with_words: Any) -> Any:
    """`mix` with the length of c along the last axis."""
    return mix * with_words.float().norm(dim=-1, keepdim=True) / mix.norm(dim=-1, keepdim=True)


MIXES = (mixed_plainly, mixed_beyond, mixed_normed, mixed_rescaled)
"""How pipelines of diffusers mix: each gives the mix at `wanted`, or None when `mixed` is no such mix."""


def guided_pairs(mixed: Any, outputs: list[Any]) -> list[tuple[Any, Any]]:
    """All (without, with) pairs of outputs that have the shape of the mix, in both orders."""
    singles = [one for one in outputs if one.shape == mixed.shape]
    doubled = (2 * mixed.shape[0], *mixed.shape[1:])
    for one in outputs:
        if tuple(one.shape) == doubled:
            singles += list(one.chunk(2))
    return [(a, b) for i, a in enumerate(singles) for j, b in enumerate(singles) if i != j]


def is_near(again: Any, mixed: Any) -> bool:
    """Whether this is what the pipeline mixed."""
    return bool((again - mixed.float()).abs().max() <= CLOSE * mixed.float().abs().max() + 1e-12)
