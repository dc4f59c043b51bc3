"""Going faster: caches, regional compilation, distilled LoRAs; each said, with what it is known to cost."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yingxi.engines.diffusion.cards import ModelCard
from yingxi.engines.diffusion.settings import Fast

COSTS: Mapping[str, str] = {
    "cache balanced": "published for such caches: 1.4 times as fast at SSIM 0.93 to the uncached picture",
    "cache max": "published for such caches: 2.5 times as fast at SSIM 0.82 to the uncached picture",
    "compile": "the same picture to the eye; not the same bits",
    "fp8": "weights of 8 bits: fine detail differs, nothing is known in figures for this model here",
    "distilled": "few steps without guidance: less motion and variety than the full model",
}
"""What is expected of the quality; the SSIM figures are those of the caches' own publications, not ours."""

FIRST_BLOCK = {"balanced": 0.08, "max": 0.2}
SEA = {"balanced": 0.15, "max": 0.25}
"""Thresholds of diffusers' caches: how much a step may differ before it is computed in full."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Haste:
    """What was done to go faster and its expected cost; `exact`: the same take still gives the same bytes."""

    done: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    exact: bool = True
    steps: int = 0
    guidance: float | None = None
    left_out: tuple[str, ...] = field(default=())


def hurry(pipe: Any, card: ModelCard, fast: Fast, device: str, loras: tuple[str, ...]) -> Haste:
    """Make a loaded pipeline faster as asked: `balanced` keeps most of the picture, `max` gives up more.

    What this machine or model cannot do is named in `left_out`.
    """
    if fast == "off":
        return Haste()
    done: list[str] = []
    left: list[str] = []
    costs: list[str] = []
    cached = add_cache(pipe, fast)
    (done if cached else left).append(cached or "cache: this pipeline of diffusers has no place for one")
    costs += [COSTS[f"cache {fast}"]] if cached else []
    compiled = device.startswith("cuda") and compile_blocks(pipe)
    (done if compiled else left).append("regional compile" if compiled else "compile: only on an NVIDIA GPU")
    costs += [COSTS["compile"]] if compiled else []
    steps, guidance = 0, None
    if fast == "max" and card.distilled.get("lora") in loras:
        steps, guidance = int(card.distilled["steps"]), float(card.distilled["guidance"])
        done.append(f"distilled LoRA, {steps} steps")
        costs.append(COSTS["distilled"])
    elif fast == "max" and card.distilled:
        left.append(f"distilled LoRA: name it with loras: [{card.distilled['lora']}]")
    return Haste(
        done=tuple(done),
        costs=tuple(costs),
        exact=not compiled,
        steps=steps,
        guidance=guidance,
        left_out=tuple(left),
    )


def painters_of(pipe: Any) -> list[Any]:
    """The networks that are asked at every step (Wan 2.2 A14B has two)."""
    names = ("transformer", "transformer_2", "unet")
    return [part for name in names if (part := getattr(pipe, name, None)) is not None]


def add_cache(pipe: Any, fast: Fast) -> str:
    """Turn on the cache that fits the painter: SeaCache for Cosmos 3, else the first-block cache."""
    from diffusers import FirstBlockCacheConfig, SeaCacheConfig

    said = ""
    if not sets_cache_context(pipe):
        return ""
    for painter in painters_of(pipe):
        sea = "Cosmos3" in type(painter).__name__
        config = (
            SeaCacheConfig(threshold=SEA[fast]) if sea else FirstBlockCacheConfig(threshold=FIRST_BLOCK[fast])
        )
        if not hasattr(painter, "enable_cache"):
            return ""
        if getattr(painter, "is_cache_enabled", False):
            painter.disable_cache()
        try:
            painter.enable_cache(config)
        except ValueError:
            return ""
        said = f"SeaCache {SEA[fast]:g}" if sea else f"first-block cache {FIRST_BLOCK[fast]:g}"
    return said


def sets_cache_context(pipe: Any) -> bool:
    """Whether the pipeline tells its painter which pass it is in; without that no cache of diffusers works.

    In diffusers 0.42 classic pipelines do, the modular Wan does not.
    """
    kinds = [type(pipe), *(type(block) for block in blocks_of(getattr(pipe, "blocks", None)))]
    modules = {kind.__module__: sys.modules[kind.__module__] for kind in kinds}
    return any("cache_context(" in inspect.getsource(module) for module in modules.values())


def blocks_of(block: Any) -> Iterator[Any]:
    """A modular pipeline's blocks, those within them too."""
    if block is not None:
        yield block
    for inner in getattr(block, "sub_blocks", {}).values():
        yield from blocks_of(inner)


def compile_blocks(pipe: Any) -> bool:
    """Compile the painter's repeated blocks, once for all of them."""
    painters = [one for one in painters_of(pipe) if getattr(one, "_repeated_blocks", None)]
    for painter in painters:
        painter.compile_repeated_blocks()
    return bool(painters)


def forget_caches(pipe: Any) -> None:
    """Empty what caches remember of the call before, so that each take depends on itself alone."""
    for painter in painters_of(pipe):
        if getattr(painter, "is_cache_enabled", False):
            painter._reset_stateful_cache()
