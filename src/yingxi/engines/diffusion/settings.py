"""The options of the diffusion engine, for a film or for one shot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yingxi.engines.capabilities import Control
from yingxi.engines.noise import NoiseRecipe
from yingxi.engines.protocol import aside

Fast = Literal["off", "balanced", "max"]
CacheName = Literal["auto", "first-block", "mag", "sea", "none"]
Split = Literal["ulysses", "ring"]
MemoryName = Literal["auto", "resident", "tiled", "offload", "stream", "fp8", "int8"]
Precision = Literal["auto", "bf16", "fp16", "fp32"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Steer:
    """How much a control picture counts: its strength, and the share of the steps from which to which."""

    strength: float = 1.0
    start: float = 0.0
    stop: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffusionSettings:
    """What a person adjusts.

    `model`: a folder, a hub id, or a name of `yingxi models list`; with `fetch` a hub id that is not on this
    machine is fetched, its safetensors and configuration only. `steer`: control pictures of the previs
    and how much they count (none given: what the model takes best, at full strength; `previs: false` for
    none). `over`: 0-1, paint over the previs' colour pass with that much noise (video to video).
    `cast: false` sends no reference pictures of the cast. `every`: a picture model paints every n-th frame
    and holds it (0: 2, in a draft 6). `size`: the painted size, such as 832x480 (the card's own that fits
    best); the take has the film's size. Steps and guidance are the card's when not given. `cache`
    names the cache of `fast` (`mag` is measured first, once a model and number of steps). `gpus`: one take is
    painted by that many GPUs together, its tokens `split` among them. `loras`: files, or hub ids with
    the file (`org/repo/file.safetensors`), each with `@0.8` for a strength. `extra` are
    arguments of the pipeline that have no name here; `noise` is the noise room's recipe.
    """

    model: str = ""
    card: str = ""
    prompt: str = ""
    size: str = ""
    steps: int = 0
    guidance: float | None = None
    previs: bool = True
    steer: Mapping[Control, float | Steer] = field(default_factory=dict)
    over: float = 0.0
    cast: bool = True
    every: int = 0
    fast: Fast = "off"
    cache: CacheName = "auto"
    gpus: int = 1
    split: Split = "ulysses"
    memory: MemoryName = aside("auto")  # noqa: RUF009
    precision: Precision = "auto"
    device: str = aside("auto")
    loras: tuple[str, ...] = ()
    allow_pickle: bool = aside(False)
    fetch: bool = aside(False)
    noise: NoiseRecipe = field(default_factory=NoiseRecipe)
    extra: Mapping[str, Any] = field(default_factory=dict)


def steers_of(settings: DiffusionSettings) -> dict[Control, Steer]:
    """The control pictures that were asked for by name, each with its strength and schedule."""
    return {
        name: how if isinstance(how, Steer) else Steer(strength=float(how))
        for name, how in settings.steer.items()
    }
