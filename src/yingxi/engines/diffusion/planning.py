"""What one take asks of a model: the painted size, length and rate, and how frames become the take's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yingxi.engines.capabilities import Control
from yingxi.engines.diffusion.cards import ModelCard
from yingxi.engines.diffusion.describe import Described
from yingxi.engines.diffusion.request import Picture
from yingxi.engines.diffusion.settings import DiffusionSettings, Steer, steers_of
from yingxi.film import Inputs
from yingxi.film.errors import UsageError

PREFERRED: tuple[Control, ...] = ("depth", "edges", "colour", "normals", "masks", "flow")
"""Which control picture is taken when none was asked: depth keeps layout and motion, the looks stay free."""


NEAR_ENOUGH = 0.08
"""How much two shapes (the logarithm of width over height) may differ and still count as the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """One pass: the painted size, the frames wanted and made, at which rate, by which pipeline class."""

    pipeline: str
    size: tuple[int, int]
    wanted: int
    made: int
    fps: int
    controls: dict[Control, Steer]
    over: float
    starts: bool
    references: int


def painted_size(card: ModelCard, settings: DiffusionSettings, film: tuple[int, int]) -> tuple[int, int]:
    """The size to paint at: as asked, or the card's own size of the nearest shape, the film's shape kept.

    Never larger than the film needs; both sides are multiples of the card's step. UsageError for an asked
    size that is not.
    """
    if settings.size:
        return asked_size(settings.size, card.step)
    shape = film[0] / film[1]
    off = [int(abs(np.log(wide / tall / shape)) / NEAR_ENOUGH) for wide, tall in card.sizes]
    best = card.sizes[off.index(min(off))]
    area = min(best[0] * best[1], film[0] * film[1])
    wide = max(card.step, round((area * shape) ** 0.5 / card.step) * card.step)
    tall = max(card.step, round((area / shape) ** 0.5 / card.step) * card.step)
    return max(64, wide), max(64, tall)


def asked_size(text: str, step: int) -> tuple[int, int]:
    """`832x480` as two numbers; UsageError names the nearest size that the model can paint."""
    wide, _, tall = text.lower().replace("×", "x").partition("x")
    if not (wide.strip().isdecimal() and tall.strip().isdecimal()):
        raise UsageError(
            f"size '{text}' of engine 'diffusion' is not WIDTHxHEIGHT, such as 832x480",
            zh=f"引擎“diffusion”的 size“{text}”不是 宽x高，例如 832x480",
        )
    size = (int(wide), int(tall))
    if any(side % step or side < step for side in size):
        near = "x".join(str(max(step, round(side / step) * step)) for side in size)
        raise UsageError(
            f"this model paints in steps of {step} pixels, got {text}; the nearest is {near}",
            zh=f"这个模型的尺寸要是 {step} 的倍数，给了 {text}；最近的是 {near}",
        )
    return size


def chosen_controls(described: Described, settings: DiffusionSettings) -> dict[Control, Steer]:
    """The control pictures of a take: those asked for, or the one that the model takes best.

    UsageError for one that the model does not take.
    """
    asked = steers_of(settings)
    for name in asked:
        if name not in described.controls:
            allowed = ", ".join(described.controls) or "none"
            raise UsageError(
                f"{described.card.name} takes no control picture '{name}'; it takes: {allowed}",
                zh=f"{described.card.name} 不收控制画面“{name}”；它收：{allowed}",
            )
    if not settings.previs:
        return {}
    return asked or ({} if settings.over else best_control(described, settings))


def best_control(described: Described, settings: DiffusionSettings) -> dict[Control, Steer]:
    """The control picture that the model takes best as it stands; none where it lacks a LoRA for it."""
    ready = {
        one
        for ways, _ in described.pipelines.values()
        if settings.loras or not ways.needs_lora
        for one in ways.controls
    }
    taken = [one for one in PREFERRED if one in ready]
    return {taken[0]: Steer()} if taken else {}


def check_lora(described: Described, pipeline: str, controls: dict[Control, Steer], loras: bool) -> None:
    """UsageError for control pictures that a model would not heed without a LoRA trained for them."""
    if controls and not loras and described.pipelines[pipeline][0].needs_lora:
        raise UsageError(
            f"{described.card.name} follows {', '.join(controls)} only with a LoRA trained for it; "
            f"name one in loras ({described.card.sources.get('controls', 'see its model card')})",
            zh=f"{described.card.name} 要有专门训练的 LoRA 才会跟着 {'、'.join(controls)} 画；请在 loras 里"
            f"写一个（{described.card.sources.get('controls', '见它的说明')}）",
        )


def choose_pipeline(described: Described, inputs: Inputs, controls: dict[Control, Steer], over: bool) -> str:
    """The pipeline class of the model that takes all that the take asks for, the folder's own first."""
    wanted = {one for one in ("start", "end") if getattr(inputs, one)}
    wanted |= {"references"} if inputs.references else set()
    for name, (ways, _) in described.pipelines.items():
        takes_all = wanted <= set(ways.inputs) and set(controls) <= set(ways.controls)
        if takes_all and (ways.over or not over):
            return name
    said = [*sorted(wanted), *controls, *(["video"] if over else [])]
    raise UsageError(
        f"no pipeline of {described.card.name} takes {' and '.join(said)} together; "
        f"it has {', '.join(described.pipelines)}",
        zh=f"{described.card.name} 没有哪个管线能同时收 {'、'.join(said)}；它有 "
        f"{'、'.join(described.pipelines)}",
    )


def spread(frames: Sequence[Picture], fps: int, rate: int, count: int) -> list[Picture]:
    """Frames painted at `fps` as `count` frames at `rate`: each is held until the next is due."""
    if fps == rate:
        return list(frames[:count])
    return [frames[min(len(frames) - 1, at * fps // rate)] for at in range(count)]


def fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The picture at (width, height): scaled until it covers, then cut evenly on both sides."""
    from PIL import Image

    height, width = picture.shape[:2]
    if (width, height) == size:
        return picture
    scale = max(size[0] / width, size[1] / height)
    wide, tall = max(size[0], round(width * scale)), max(size[1], round(height * scale))
    large = Image.fromarray(picture).resize((wide, tall), Image.Resampling.LANCZOS)
    left, top = (wide - size[0]) // 2, (tall - size[1]) // 2
    return np.asarray(large.crop((left, top, left + size[0], top + size[1])))
