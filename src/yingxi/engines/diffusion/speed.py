"""Going faster: caches, regional compilation, distilled LoRAs; each said, with what it is known to cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.engines.diffusion.caches import Chosen, add_cache, choose_cache, painters_of
from yingxi.engines.diffusion.cards import ModelCard
from yingxi.engines.diffusion.settings import DiffusionSettings, Fast
from yingxi.film.errors import UsageError

COSTS: Mapping[str, str] = {
    "cache balanced": "published for such caches: 1.4 times as fast at SSIM 0.93 to the uncached picture",
    "cache max": "published for such caches: 2.5 times as fast at SSIM 0.82 to the uncached picture",
    "compile": "the same picture to the eye; not the same bits",
    "fp8": "weights of 8 bits: fine detail differs, nothing is known in figures for this model here",
    "int8": "weights of 8-bit whole numbers: fine detail differs, nothing is known in figures here",
    "distilled": "few steps without guidance: less motion and variety than the full model",
    "split": "split over GPUs: the same picture to the eye; not the same bits",
}
"""What is expected of the quality; the SSIM figures are those of the caches' own publications, not ours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Haste:
    """What was done to go faster and its expected cost; `exact`: the same take still gives the same bytes.

    `cache` is the one that is on; `mag` is on only when its ratios are known (`mag.py`). `compiled` blocks
    are not to be looked into.
    """

    done: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    exact: bool = True
    steps: int = 0
    guidance: float | None = None
    left_out: tuple[str, ...] = field(default=())
    cache: Chosen = "none"
    compiled: bool = False


def hurry(pipe: Any, card: ModelCard, settings: DiffusionSettings, device: str) -> Haste:
    """Make a loaded pipeline faster as asked: `balanced` keeps most of the picture, `max` gives up more.

    What this machine or model cannot do is named in `left_out`. UsageError for a cache that was asked for by
    name and cannot be had.
    """
    fast = settings.fast
    if fast == "off":
        if settings.cache not in ("auto", "none"):
            raise UsageError(
                f"cache: {settings.cache} needs fast: balanced or max",
                zh=f"cache：{settings.cache} 要配 fast: balanced 或 max",
            )
        return Haste()
    done: list[str] = []
    left: list[str] = []
    costs: list[str] = []
    cache, why = choose_cache(pipe, settings.cache, settings.gpus)
    left += [f"cache: {why}"] if why else []
    if cache in ("first-block", "sea"):
        done.append(add_cache(pipe, cache, fast))
        costs.append(COSTS[f"cache {fast}"])
    compiled, why = compile_where_it_pays(pipe, device, cache)
    (left if why else done).append(why or "regional compile")
    costs += [COSTS["compile"]] if compiled else []
    steps, guidance, words = distil(card, settings, fast)
    (done if steps else left).extend(words)
    costs += [COSTS["distilled"]] if steps else []
    return Haste(
        done=tuple(done), costs=tuple(costs), exact=not compiled, steps=steps, guidance=guidance,
        left_out=tuple(left), cache=cache, compiled=compiled,
    )  # fmt: skip


def compile_where_it_pays(pipe: Any, device: str, cache: Chosen) -> tuple[bool, str]:
    """Compile on an NVIDIA GPU; whether it was done, and why not."""
    if not device.startswith("cuda"):
        return False, "compile: only on an NVIDIA GPU"
    if cache == "mag":
        return False, "compile: MagCache's hooks run outside compiled code"
    done = compile_blocks(pipe)
    return done, "" if done else "compile: diffusers names no blocks of this painter"


def compile_blocks(pipe: Any) -> bool:
    """Compile the painter's repeated blocks, once for all of them (regional compilation, torch.compile)."""
    painters = [one for one in painters_of(pipe).values() if getattr(one, "_repeated_blocks", None)]
    for painter in painters:
        painter.compile_repeated_blocks()
    return bool(painters)


def distil(card: ModelCard, settings: DiffusionSettings, fast: Fast) -> tuple[int, float | None, list[str]]:
    """Steps and guidance of the card's distilled LoRA when it is named in `loras`; and what to say."""
    known = card.distilled
    if known is None or fast != "max":
        return 0, None, []
    if not known.is_among(settings.loras):
        return 0, None, [f"distilled LoRA: name it with loras: [{known.lora}]"]
    return known.steps, known.guidance, [f"distilled LoRA, {known.steps} steps"]
