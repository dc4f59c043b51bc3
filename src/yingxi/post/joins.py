"""How one picture passes into the next: dissolve, fade through black, and a wipe with the edge of wet ink."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yingxi.media import Planes, black_planes
from yingxi.media.frames import Bytes

Weights = NDArray[np.uint16]

WIPE_EDGE = 0.16
"""Width of the wipe's soft edge as a share of the picture."""

STEPS = 2048
"""Moments of a wipe that a pixel can come at: a table of weights is quicker than arithmetic on each pixel."""


def ease(share: float) -> float:
    """Slow in, slow out (smoothstep), 0-1 to 0-1."""
    held = min(max(share, 0.0), 1.0)
    return held * held * (3 - 2 * held)


def mix(first: Bytes, second: Bytes, weight: "int | Weights") -> Bytes:
    """`first` and `second` in the shares 256 - weight and weight."""
    lower = first.astype(np.uint16) * np.asarray(256 - weight, np.uint16)
    upper = second.astype(np.uint16) * np.asarray(weight, np.uint16)
    return ((lower + upper + 128) >> 8).astype(np.uint8)


def dissolve(outgoing: Planes, incoming: Planes, share: float) -> Planes:
    """Both pictures at once, `share` 0-1 of the way."""
    weight = round(256 * ease(share))
    return Planes(
        mix(outgoing.y, incoming.y, weight), mix(outgoing.u, incoming.u, weight),
        mix(outgoing.v, incoming.v, weight),
    )


def darken(picture: Planes, light: float) -> Planes:
    """The picture at `light` 0-1 of its brightness, black at 0."""
    return dissolve_plain(black_planes(picture.size), picture, light)


def dissolve_plain(under: Planes, over: Planes, share: float) -> Planes:
    """A mix in a fixed share, without easing."""
    weight = round(256 * min(max(share, 0.0), 1.0))
    return Planes(
        mix(under.y, over.y, weight), mix(under.u, over.u, weight), mix(under.v, over.v, weight)
    )


def fade(outgoing: Planes | None, incoming: Planes | None, share: float, cut: float) -> Planes:
    """Down to black before `cut` (a share of the join), up from it afterwards; black is held for a moment."""
    if share < cut and outgoing is not None:
        return darken(outgoing, ease(1 - share / (cut * 0.94)))
    if incoming is None:
        raise ValueError("a fade needs the picture that it comes to")
    rest = 1 - cut
    return darken(incoming, ease((share - cut - 0.06 * rest) / (0.94 * rest)))


def wipe(outgoing: Planes, incoming: Planes, share: float, screen: str) -> Planes:
    """The new picture soaks in from one side, with an uneven soft edge; `screen` is where it moves to."""
    front = ink_front(incoming.size, screen)
    reach = share * (1 + 2 * WIPE_EDGE) - WIPE_EDGE
    held = np.clip((reach - np.arange(STEPS) / (STEPS - 1)) / WIPE_EDGE + 0.5, 0, 1)
    weight = np.rint(256 * held * held * (3 - 2 * held)).astype(np.uint16)[front]
    small = half(weight)
    return Planes(
        mix(outgoing.y, incoming.y, weight), mix(outgoing.u, incoming.u, small),
        mix(outgoing.v, incoming.v, small),
    )


def half(weights: Weights) -> Weights:
    """Weights for the chroma planes: the mean of each 2x2."""
    rows = weights[::2] + weights[1::2]
    return np.asarray((rows[:, ::2] + rows[:, 1::2]) // 4, np.uint16)


@lru_cache(maxsize=2)
def ink_front(size: tuple[int, int], screen: str) -> NDArray[np.uint16]:
    """When the wipe reaches each pixel, in STEPS: across the picture, made uneven like ink in paper."""
    from PIL import Image

    width, height = size
    uneven: NDArray[np.float32] = np.zeros((height, width), np.float32)
    random = np.random.default_rng(20)
    for cells, strength in ((4, 0.10), (9, 0.05), (27, 0.02), (80, 0.008)):
        grid = random.standard_normal((cells, max(2, cells * width // height))).astype(np.float32)
        layer = Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC)
        uneven += strength * np.asarray(layer, np.float32)
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    front = (across if screen == "right" else 1 - across) + uneven
    low, high = float(front.min()), float(front.max())
    moments: NDArray[np.uint16] = np.rint((front - low) / (high - low) * (STEPS - 1)).astype(np.uint16)
    return moments
