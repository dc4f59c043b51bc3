"""The noise a run draws: its seeds, their blend, and what a person does to the first of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from yingxi.engines.noise.recipe import NoiseRecipe
from yingxi.film.errors import UsageError

Draw = Callable[..., Any]


def seeded(seed: int) -> Any:
    """A generator on the CPU, so that every machine draws the same numbers."""
    import torch

    return torch.Generator("cpu").manual_seed(seed)


def slerp(one: Any, other: Any, place: float) -> Any:
    """Between two noises on the sphere, sample by sample along the first axis; `place` 0-1.

    Keeps the length of Gaussian noise, which a plain mean would shrink (Shoemake 1985).
    """
    import torch

    first, second = one.double().flatten(1), other.double().flatten(1)
    lengths = first.norm(dim=1) * second.norm(dim=1)
    angle = torch.acos(((first * second).sum(1) / lengths).clamp(-1, 1))[:, None]
    weights = torch.sin((1 - place) * angle) / torch.sin(angle), torch.sin(place * angle) / torch.sin(angle)
    return (weights[0] * first + weights[1] * second).reshape(one.shape).to(one.dtype)


def frame_axis(shape: tuple[int, ...], channels: set[int]) -> int | None:
    """The axis of time in the shape of a first noise; None for a single picture.

    (batch, channels, frames, height, width), or frames before channels when only that fits `channels`.
    """
    if len(shape) != 5:
        return None
    return 1 if shape[2] in channels and shape[1] not in channels else 2


def correlate(noise: Any, axis: int, share: float) -> Any:
    """Each frame's noise as `share` of the one before and the rest its own; unit variance stays (AR(1))."""
    import torch

    frames = list(noise.unbind(axis))
    for at in range(1, len(frames)):
        frames[at] = share * frames[at - 1] + (1 - share * share) ** 0.5 * frames[at]
    return torch.stack(frames, axis)


def read_region(path: str, height: int, width: int) -> Any:
    """A painted mask as (height, width) of 0-1, shrunk by area to the size of the noise."""
    import torch
    from PIL import Image, UnidentifiedImageError

    if not Path(path).is_file():
        raise UsageError(
            f"noise.region: there is no picture at '{path}'; paint white where noise shall change",
            zh=f"noise.region：“{path}”没有图；要变噪声的地方涂白",
        )
    try:
        with Image.open(path) as picture:
            grey = picture.convert("L").resize((width, height), Image.Resampling.BOX)
    except (UnidentifiedImageError, OSError) as error:
        raise UsageError(
            f"noise.region: '{path}' is no picture that can be read ({error})",
            zh=f"noise.region：“{path}”读不成图片（{error}）",
        ) from error
    return torch.frombuffer(bytearray(grey.tobytes()), dtype=torch.uint8).reshape(height, width) / 255


def renew_region(noise: Any, fresh: Any, mask: Any) -> Any:
    """`fresh` where the mask is 1, `noise` bit by bit where it is 0, between them at unit variance."""
    import torch

    share = mask.to(noise.device, noise.dtype)
    mixed = torch.cos(share * torch.pi / 2) * noise + torch.sin(share * torch.pi / 2) * fresh
    return torch.where(share == 0, noise, torch.where(share == 1, fresh, mixed))


def shape_noise(noise: Any, recipe: NoiseRecipe, channels: set[int], redraw: Draw) -> Any:
    """The first noise of a run as the recipe wants it; `redraw(generator)` draws the same shape again."""
    shape = tuple(noise.shape)
    axis = frame_axis(shape, channels)
    if recipe.region:
        refuse_flat(shape, "region")
        fresh = redraw(seeded(recipe.region_seed))
        noise = renew_region(noise, fresh, read_region(recipe.region, *shape[-2:]))
    if recipe.correlation:
        if axis is None:
            raise UsageError(
                "noise.correlation ties frames together; this pipeline makes a single picture",
                zh="noise.correlation 把各帧连起来；这个管线只画一张",
            )
        noise = correlate(noise, axis, recipe.correlation)
    return noise + recipe.offset if recipe.offset else noise


def refuse_flat(shape: tuple[int, ...], knob: str) -> None:
    """UsageError when a noise has no height and width to paint in."""
    if len(shape) < 4:
        raise UsageError(
            f"noise.{knob} needs noise with a height and a width; this pipeline draws it as {len(shape)} "
            "axes",
            zh=f"noise.{knob} 要有高和宽的噪声；这个管线画的噪声是 {len(shape)} 轴",
        )


def touches_first_noise(recipe: NoiseRecipe) -> bool:
    """Whether a knob changes the first noise besides its seed."""
    return bool(recipe.region or recipe.correlation or recipe.offset)


class Source:
    """Stands for `randn_tensor` in the modules of one pipeline while a recipe is attached.

    Only draws from this run's own generator are changed; all others go through untouched. `shaped` counts the
    draws that were shaped as first noise.
    """

    def __init__(self, recipe: NoiseRecipe, channels: set[int]) -> None:
        self.recipe, self.channels = recipe, channels
        self.generator = seeded(recipe.seed or 0)
        self.other = seeded(recipe.blend_seed) if recipe.blend else None
        self.shaped = 0

    def draw(self, original: Draw, shape: Any, generator: Any, *, first: bool, **kept: Any) -> Any:
        """Noise of `shape` from the run's seeds; `first` when a picture begins as it."""
        if generator is not self.generator:
            return original(shape, generator=generator, **kept)
        noise = original(shape, generator=generator, **kept)
        if self.other is not None:
            noise = slerp(noise, original(shape, generator=self.other, **kept), self.recipe.blend)
        if not first or not touches_first_noise(self.recipe):
            return noise
        self.shaped += 1
        return shape_noise(
            noise, self.recipe, self.channels, lambda chosen: original(shape, generator=chosen, **kept)
        )

    def states(self) -> dict[str, Any]:
        """Where both generators stand, to go on from later."""
        both = {"generator": self.generator.get_state()}
        return both if self.other is None else {**both, "other": self.other.get_state()}

    def restore(self, states: dict[str, Any]) -> None:
        """Set both generators to where they stood."""
        self.generator.set_state(states["generator"])
        if self.other is not None:
            self.other.set_state(states["other"])
