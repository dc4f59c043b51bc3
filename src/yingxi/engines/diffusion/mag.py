"""MagCache's figures of one model at one number of steps, measured by painting, and kept for later.

MagCache (arXiv:2506.09045) leaves steps out by a list of how the residual of the blocks grows from step to
step. The list belongs to a checkpoint and a number of steps, so it is measured here: a sample is painted in
full and its list taken, then painted again with the cache, and the two are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from yingxi.engines.diffusion.caches import add_cache, counted, painters_of, take_off
from yingxi.engines.diffusion.describe import Described
from yingxi.engines.diffusion.folder import identity_of
from yingxi.engines.diffusion.gathering import Gathered
from yingxi.engines.diffusion.painting import Tally, paint, with_haste
from yingxi.engines.diffusion.request import Request
from yingxi.engines.diffusion.settings import DiffusionSettings, Steer
from yingxi.engines.diffusion.warm import Held
from yingxi.engines.noise import NoiseRecipe
from yingxi.engines.protocol import Progress
from yingxi.film.errors import YingxiError

WORDS = "A boat on a river at dusk."
SEED = 1
CURVE = ("sampler", "steps", "schedule", "shift", "sigmas", "guidance")
"""What of a noise recipe changes the list: where the steps lie."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MagMeasure:
    """What was measured: the list of each painter, the passes of the sample and those computed, the SSIM.

    `ssim` is the structural similarity of the sample painted with the cache to that without, 1 for the same.
    """

    model: str
    weights: str
    pipeline: str
    steps: int
    size: str
    frames: int
    fast: str
    ratios: dict[str, tuple[float, ...]] = field(default_factory=dict)
    passes: int = 0
    computed: int = 0
    ssim: float = 0.0

    @property
    def cost(self) -> str:
        """What it costs, in words."""
        return (
            f"measured with this model at {self.steps} steps on a sample of {self.frames} frames: "
            f"{self.computed} of {self.passes} passes computed, SSIM {self.ssim:.3f} to the uncached sample; "
            "published for MagCache: 2.1 to 2.7 times as fast (arXiv:2506.09045)"
        )


def with_mag(
    held: Held, described: Described, gathered: Gathered, settings: DiffusionSettings, on_progress: Progress
) -> Held:
    """The model with MagCache on, measured now or before; or without, and why not, in its `left_out`."""
    if held.plain.cache != "mag":
        return held
    request = with_haste(gathered.requests[0], held, settings)
    why = why_not(request, settings)
    if why:
        take_off(held.pipe)
        held.haste = replace(held.plain, cache="none", left_out=(*held.plain.left_out, why))
        return held
    measure = measured(held, described, gathered, settings, request, on_progress)
    said = add_cache(held.pipe, "mag", settings.fast, measure.ratios)
    held.haste = replace(held.plain, done=(*held.plain.done, said), costs=(*held.plain.costs, measure.cost))
    return held


def why_not(request: Request, settings: DiffusionSettings) -> str:
    """Why a list of whole runs does not fit this one."""
    noise = settings.noise
    cut = len(request.over) or noise.strength is not None or noise.stop_after or noise.resume
    return "cache: MagCache is for whole runs, not for painting over or going on" if cut else ""


def measured(
    held: Held,
    described: Described,
    gathered: Gathered,
    settings: DiffusionSettings,
    request: Request,
    on_progress: Progress,
) -> MagMeasure:
    """The figures kept on disk, or measured anew and kept."""
    from yingxi.store import load, save

    sample = sample_of(request, described)
    path = place_of(held, described, gathered.plan.pipeline, settings, sample)
    if path.is_file():
        return load(path, MagMeasure)
    on_progress(0, 1, f"measure MagCache: {sample.steps} steps, twice")
    found = measure_sample(held, described, gathered.plan.pipeline, settings, sample, on_progress)
    save(path, found)
    return found


def place_of(
    held: Held, described: Described, pipeline: str, settings: DiffusionSettings, sample: Request
) -> Path:
    """The file beside the register of models, named by all that the figures depend on."""
    from yingxi.engines.diffusion.engine import installed
    from yingxi.store import digest
    from yingxi.store.home import home

    depends = {
        "weights": identity_of(described.folder),
        "pipeline": pipeline,
        "sample": [sample.steps, sample.guidance, *sample.size, sample.frames, sample.negative],
        "pictures": [sample.start is not None, sample.end is not None, len(sample.references)],
        "controls": list(sample.controls),
        "extra": repr(sorted(sample.arguments.items())),
        "curve": [repr(getattr(settings.noise, name)) for name in CURVE],
        "how": [settings.fast, held.precision, held.plan.name, *settings.loras],
        "libraries": [installed("diffusers"), installed("torch")],
    }
    return home() / "models" / f"mag-{digest(depends)[:24]}.yaml"


def sample_of(request: Request, described: Described) -> Request:
    """A run like this one, but short, of our own words and pictures: the same whichever shot asks first."""
    grid = described.card.grid
    frames = min(request.frames, grid.plus + 2 * grid.each) if request.frames > 1 else 1
    ramp = np.linspace(0, 255, request.size[0]).astype(np.uint8)
    picture = np.repeat(np.tile(ramp, (request.size[1], 1))[..., None], 3, axis=2)
    return replace(
        request,
        prompt=WORDS,
        frames=frames,
        start=picture if request.start is not None else None,
        end=picture if request.end is not None else None,
        controls={name: ((picture,) * frames, Steer()) for name in request.controls},
        references=(picture,) * len(request.references),
    )


def measure_sample(
    held: Held,
    described: Described,
    pipeline: str,
    settings: DiffusionSettings,
    sample: Request,
    on_progress: Progress,
) -> MagMeasure:
    """Paint the sample in full and take the lists; paint it again with the cache, and compare."""
    curve: dict[str, Any] = {name: getattr(settings.noise, name) for name in CURVE}
    plain = replace(settings, noise=NoiseRecipe(**curve))
    noted = Noted(pipe=held.pipe, on_progress=on_progress)
    tally = Tally(calls=2, on_progress=noted.hear)
    add_cache(held.pipe, "mag", settings.fast)
    whole, _ = paint(held, described, pipeline, plain, sample, SEED, tally)
    ratios = noted.ratios()
    if not any(ratios.values()):
        raise YingxiError(
            f"cache: mag could not be measured: {pipeline} asked none of its painters",
            zh=f"cache: mag 量不出来：{pipeline} 没有问它的任何一个画网",
        )
    add_cache(held.pipe, "mag", settings.fast, ratios)
    tally = Tally(calls=2, on_progress=on_progress, call=1)
    with counted(held.pipe) as passes:
        cached, _ = paint(held, described, pipeline, plain, sample, SEED, tally)
    return MagMeasure(
        model=settings.model, weights=identity_of(described.folder), pipeline=pipeline, steps=sample.steps,
        size="{}x{}".format(*sample.size), frames=sample.frames, fast=settings.fast, ratios=ratios,
        passes=passes.asked, computed=passes.computed, ssim=likeness(whole.frames, cached.frames),
    )  # fmt: skip


@dataclass(kw_only=True)
class Noted:
    """What MagCache's hooks note while nothing is left out.

    It is looked up after every step, because pipelines empty their caches before they return.
    """

    pipe: Any
    on_progress: Progress
    kept: dict[str, dict[int, list[float]]] = field(default_factory=dict)

    def hear(self, done: int, total: int, note: str = "") -> None:
        """One more step: remember the lists, which grow where they are."""
        for name, painter in painters_of(self.pipe).items():
            lists = self.kept.setdefault(name, {})
            lists |= {id(state): state.calibration_ratios for state in states_of(painter)}
        self.on_progress(done, total, note)

    def ratios(self) -> dict[str, tuple[float, ...]]:
        """The list of each painter: the mean of its guided and unguided passes."""
        return {name: mean_of([one for one in lists.values() if one]) for name, lists in self.kept.items()}


def mean_of(lists: list[list[float]]) -> tuple[float, ...]:
    """The mean of several lists, as long as the shortest."""
    if not lists:
        return ()
    shortest = min(len(one) for one in lists)
    mean = np.mean([one[:shortest] for one in lists], axis=0)
    return tuple(round(float(value), 5) for value in np.nan_to_num(mean, nan=1.0, posinf=1.0, neginf=1.0))


def states_of(painter: Any) -> Iterator[Any]:
    """What the hook of the last block remembers, by context."""
    from diffusers.hooks.mag_cache import _MAG_CACHE_BLOCK_HOOK

    for module in painter.modules():
        registry = getattr(module, "_diffusers_hook", None)
        hook = registry.get_hook(_MAG_CACHE_BLOCK_HOOK) if registry is not None else None
        if hook is not None and hook.is_tail:
            yield from hook.state_manager._state_cache.values()


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The mean structural similarity of two rows of pictures (n, h, w, 3) uint8 (Wang and others, 2004)."""
    from skimage.metrics import structural_similarity

    pairs = zip(one, other, strict=True)
    alike: Any = structural_similarity
    return round(float(np.mean([alike(a, b, channel_axis=-1) for a, b in pairs])), 4)
