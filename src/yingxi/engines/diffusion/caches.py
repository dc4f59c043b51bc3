"""Caches of diffusers: between steps that hardly differ, the painter's blocks are not asked again."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from yingxi.engines.diffusion.settings import CacheName, Fast
from yingxi.film.errors import UsageError

FIRST_BLOCK = {"balanced": 0.08, "max": 0.2}
SEA = {"balanced": 0.15, "max": 0.25}
MAG = {"balanced": (0.06, 2), "max": (0.12, 4)}
"""Thresholds of how much a step may differ before it is computed in full; for Mag also the most steps left
out one after the other (K of its paper)."""

UNREGISTERED = {"transformer_hunyuan_video15": "HunyuanVideo15TransformerBlock"}
"""Blocks that diffusers 0.42 has not entered in its own registry: module, class. They take and give hidden
states and the words' states, in this order."""

Ratios = Mapping[str, tuple[float, ...]]
"""How much longer the residual of each step is than that of the step before, by painter (MagCache)."""

Chosen = Literal["first-block", "mag", "sea", "none"]


def painters_of(pipe: Any) -> dict[str, Any]:
    """The networks that are asked at every step, by name (Wan 2.2 A14B has two)."""
    names = ("transformer", "transformer_2", "unet")
    return {name: part for name in names if (part := getattr(pipe, name, None)) is not None}


def choose_cache(pipe: Any, asked: CacheName, gpus: int = 1) -> tuple[Chosen, str]:
    """The cache for this pipeline, or `none` and why not. UsageError for one asked for that it cannot have.

    By itself it is SeaCache for Cosmos 3 and the first-block cache for the rest; MagCache must be asked for,
    because it must be measured first.
    """
    if asked == "none":
        return "none", ""
    name: Chosen = asked if asked != "auto" else ("sea" if is_cosmos3(pipe) else "first-block")
    why = why_no_cache(pipe, name, gpus)
    if why and asked != "auto":
        raise UsageError(
            f"cache: {asked} cannot be had: {why}; take cache: auto or none",
            zh=f"cache：{asked} 用不了：{why}；请用 cache: auto 或 none",
        )
    return ("none", why) if why else (name, "")


def is_cosmos3(pipe: Any) -> bool:
    """Whether its painter is Cosmos 3's."""
    return any("Cosmos3" in type(one).__name__ for one in painters_of(pipe).values())


def why_no_cache(pipe: Any, name: Chosen, gpus: int) -> str:
    """Why this pipeline cannot have that cache; empty when it can."""
    painters = painters_of(pipe)
    if gpus > 1:
        return "over several GPUs each would decide for itself which steps to leave out"
    if not sets_cache_context(pipe) or not all(hasattr(one, "enable_cache") for one in painters.values()):
        return "this pipeline of diffusers has no place for one"
    if name != "sea" and is_cosmos3(pipe):
        return "the blocks of Cosmos 3 are not such as other caches know; cache: sea works"
    if name == "sea" and not all(sea_knows(one) for one in painters.values()):
        return "SeaCache knows Cosmos 3 and Wan text to video"
    try:
        for painter in painters.values():
            put_on(painter, config_of(name, "balanced", None))
            painter.disable_cache()
    except ValueError:
        return "diffusers does not know what this painter's blocks give"
    if name == "first-block" and not all(alike(one) for one in painters.values()):
        return "the first-block cache fails where the last blocks give less than the first; cache: mag works"
    return ""


def alike(painter: Any) -> bool:
    """Whether the first and the last block give the same kinds of states (those of FLUX.2 do not)."""
    from diffusers.hooks._helpers import TransformerBlockRegistry

    stacks = stacks_of(painter)
    ends = [TransformerBlockRegistry.get(type(block)) for block in (stacks[0][0], stacks[-1][-1])]
    return len({one.return_encoder_hidden_states_index is None for one in ends}) == 1


def stacks_of(painter: Any) -> list[Any]:
    """The painter's rows of repeated blocks, as diffusers' caches find them."""
    from diffusers.hooks._common import _ALL_TRANSFORMER_BLOCK_IDENTIFIERS as NAMES

    return [part for name, part in painter.named_children() if name in NAMES and len(part)]


def sea_knows(painter: Any) -> bool:
    """Whether SeaCache can read the painter's latents; elsewhere it would compute every step in silence."""
    kind, config = type(painter).__name__, painter.config
    wan = kind == "WanTransformer3DModel" and config.in_channels == config.out_channels
    return kind == "Cosmos3OmniTransformer" or wan


def config_of(name: Chosen, fast: Fast, ratios: tuple[float, ...] | None) -> Any:
    """diffusers' settings of a cache; Mag without ratios is one that measures them and leaves nothing out."""
    from diffusers import FirstBlockCacheConfig, SeaCacheConfig
    from diffusers.hooks import MagCacheConfig

    if name == "sea":
        return SeaCacheConfig(threshold=SEA[fast])
    if name == "first-block":
        return FirstBlockCacheConfig(threshold=FIRST_BLOCK[fast])
    if not ratios:
        return MagCacheConfig(calibrate=True, num_inference_steps=sys.maxsize)
    threshold, most = MAG[fast]
    return MagCacheConfig(
        threshold=threshold, max_skip_steps=most, num_inference_steps=len(ratios), mag_ratios=list(ratios)
    )


def add_cache(pipe: Any, name: Chosen, fast: Fast, ratios: Ratios | None = None) -> str:
    """Turn the cache on in every painter, and say it in a few words."""
    for part, painter in painters_of(pipe).items():
        if name == "mag" and ratios is not None and not ratios.get(part):
            continue  # this painter was not asked once in so many steps
        put_on(painter, config_of(name, fast, (ratios or {}).get(part)))
    limit = {"sea": SEA, "first-block": FIRST_BLOCK}.get(name, {})
    words = {"sea": "SeaCache", "first-block": "first-block cache", "mag": "MagCache"}[name]
    return f"{words} {limit[fast] if limit else MAG[fast][0]:g}"


def put_on(painter: Any, config: Any) -> None:
    """One painter with this cache instead of the one it may have."""
    enter_blocks()
    if getattr(painter, "is_cache_enabled", False):
        painter.disable_cache()
    painter.enable_cache(config)


def take_off(pipe: Any) -> None:
    """The painters without a cache."""
    for painter in painters_of(pipe).values():
        if getattr(painter, "is_cache_enabled", False):
            painter.disable_cache()


def enter_blocks() -> None:
    """Tell diffusers of the blocks that it has not entered itself."""
    from diffusers.hooks._helpers import TransformerBlockMetadata, TransformerBlockRegistry

    for module, name in UNREGISTERED.items():
        loaded = sys.modules.get(f"diffusers.models.transformers.{module}")
        if loaded is None:
            continue
        known = TransformerBlockMetadata(return_hidden_states_index=0, return_encoder_hidden_states_index=1)
        TransformerBlockRegistry.register(model_class=getattr(loaded, name), metadata=known)


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


def forget_caches(pipe: Any) -> None:
    """Empty what caches remember of the call before, so that each take depends on itself alone."""
    for painter in painters_of(pipe).values():
        if getattr(painter, "is_cache_enabled", False):
            painter._reset_stateful_cache()


@dataclass(kw_only=True)
class Passes:
    """How often the painters were asked, and how often they computed all their blocks."""

    asked: int = 0
    computed: int = 0
    layers: list[dict[Any, int]] = field(default_factory=list)


@contextmanager
def counted(pipe: Any) -> Iterator[Passes]:
    """Count, until the block ends, the calls of a painter and of the layers of its last block."""
    passes, handles = Passes(), []

    def ask(module: Any, values: Any) -> None:
        passes.asked += 1

    for painter in painters_of(pipe).values():
        seen: dict[Any, int] = {}
        passes.layers.append(seen)

        def see(module: Any, values: Any, seen: dict[Any, int] = seen) -> None:
            seen[module] = seen.get(module, 0) + 1

        handles.append(painter.register_forward_pre_hook(ask))
        handles += [layer.register_forward_pre_hook(see) for layer in last_layers(painter)]
    try:
        yield passes
    finally:
        for handle in handles:
            handle.remove()
        passes.computed = sum(max(seen.values(), default=0) for seen in passes.layers)


def last_layers(painter: Any) -> list[Any]:
    """The linear layers of the painter's last repeated block, each asked once a full pass."""
    import torch

    stacks = stacks_of(painter)
    last = stacks[-1][-1].modules() if stacks else ()
    return [layer for layer in last if isinstance(layer, torch.nn.Linear)]
