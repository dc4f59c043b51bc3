"""A photograph as two layers: the subject in its own colours, and the background made whole behind it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from yingxi.engines.photo.pixels import Bytes, Floats

MIRROR = 0.08
"""How deep the background is mirrored behind the subject, in parts of the longer side."""
SOFT_SIDE = 480
BEND = 0.012
"""How far, in the same, the mirror bends around corners of the edge: a hard one would show splinters."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Layers:
    """`front` is (h, w, 3) in the subject's colours, `alpha` (h, w) 0-1, `back` (h, w, 3) without it.

    `soft` 0-1 is where the edge is hair, fur or cloth, of a size of its own (`soft_size`). All float32;
    colours 0-1 as they are stored.
    """

    front: Floats
    alpha: Floats
    back: Floats
    soft: Floats


def part_layers(picture: Bytes, alpha: Floats) -> Layers:
    """Subject and background of a picture by its matte, each without a trace of the other at the edge."""
    colours = np.asarray(picture, np.float32) / 255
    front = front_colours(colours, alpha)
    soft = soft_edges(resized(alpha, soft_size(alpha.shape), Image.Resampling.BOX))
    return Layers(front=front, alpha=alpha, back=fill_behind(colours, alpha), soft=soft)


def soft_size(shape: tuple[int, ...]) -> tuple[int, int]:
    """The size (width, height) at which edges are measured: how broad one is does not hang on the film's."""
    scale = SOFT_SIDE / max(shape)
    return max(2, round(shape[1] * scale)), max(2, round(shape[0] * scale))


def blurred(values: Floats, radius: int) -> Floats:
    """The mean over a square of 2·radius + 1 pixels."""
    from scipy.ndimage import uniform_filter

    window = (2 * radius + 1, 2 * radius + 1, *(1,) * (values.ndim - 2))
    return np.asarray(uniform_filter(values, window, mode="nearest"), np.float32)


def front_colours(colours: Floats, alpha: Floats) -> Floats:
    """The subject's own colour at every pixel, so that no halo of the old background moves with it.

    Forte 2021, "Approximate Fast Foreground Colour Estimation": blur-fusion, once wide and once narrow.
    """
    share, wide = alpha[..., None], max(4, round(0.05 * max(alpha.shape)))
    front, back = colours, colours
    for radius in (wide, max(2, wide // 10)):
        weight, rest = blurred(share, radius), blurred(1 - share, radius)
        near = blurred(front * share, radius) / (weight + 1e-5)
        far = blurred(back * (1 - share), radius) / (rest + 1e-5)
        front = np.clip(near + share * (colours - share * near - (1 - share) * far), 0, 1)
        back = far
    return np.asarray(front, np.float32)


def fill_behind(colours: Floats, alpha: Floats) -> Floats:
    """The background with the place of the subject filled from around it.

    Near the edge, which a moving camera uncovers, what lies outside is mirrored inwards, texture and all;
    deeper in, and where the mirror shows the subject, colours flow in from all sides (`pull_push`).
    """
    from scipy.ndimage import maximum_filter

    wide = max(1, round(0.004 * max(alpha.shape)))
    gone = np.clip((maximum_filter(alpha, 2 * wide + 1) - 0.02) * 10, 0, 1)
    known = 1 - gone
    filled = pull_push(colours, known)
    seen, share = mirrored(colours, known > 0.99)
    filled += share[..., None] * (seen - filled)
    return np.asarray(np.clip(colours * known[..., None] + filled * gone[..., None], 0, 1), np.float32)


def mirrored(colours: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """What a mirror along the edge of the known would show (h, w, 3), and how far to trust it (h, w) 0-1.

    The mirror bends around corners; where it would then show the unknown, as behind a mast, it is hard.
    """
    from scipy.ndimage import distance_transform_edt, gaussian_filter, minimum_filter

    if known.all() or not known.any():
        return colours, np.zeros(known.shape, np.float32)
    away, nearest = distance_transform_edt(~known, return_indices=True)
    steps = 2 * (nearest - np.indices(known.shape)).astype(np.float32)
    smooth = np.stack([gaussian_filter(step, BEND * max(known.shape)) for step in steps])
    bent, fits = seen_after(smooth, known)
    hard, also = seen_after(steps, known)
    rows, columns = np.where(fits, bent, hard)
    edge = max(2, round(0.006 * max(known.shape)))
    trusted = minimum_filter((fits | also).astype(np.float32), 2 * edge + 1)
    near = np.clip(1.5 - away / (MIRROR * max(known.shape)), 0, 1)
    trust = np.where(known, 1, blurred(trusted, edge) * near)
    return colours[rows, columns], np.asarray(trust, np.float32)


def seen_after(steps: Floats, known: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The row and column (2, h, w) that each pixel shows after a step, and whether that is known."""
    height, width = known.shape
    rows, columns = np.rint(np.indices(known.shape) + steps).astype(np.int64)
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    rows, columns = rows.clip(0, height - 1), columns.clip(0, width - 1)
    return np.stack([rows, columns]), inside & known[rows, columns]


def pull_push(colours: Floats, known: Floats) -> Floats:
    """Colours everywhere from those that are known (weight 0-1); (h, w, 3)."""
    height, width = known.shape
    if min(height, width) <= 2:
        total = max(float(known.sum()), 1e-6)
        mean = (colours * known[..., None]).sum((0, 1)) / total
        return np.broadcast_to(mean.astype(np.float32), colours.shape).copy()
    size = ((width + 1) // 2, (height + 1) // 2)
    weight = resized(known, size, Image.Resampling.BOX)
    small = (
        resized(colours * known[..., None], size, Image.Resampling.BOX) / np.maximum(weight, 1e-6)[..., None]
    )
    coarse = pull_push(small, np.minimum(1, weight * 4))
    below = resized(coarse, (width, height), Image.Resampling.BICUBIC)
    return np.asarray(colours * known[..., None] + below * (1 - known[..., None]), np.float32)


def resized(values: Floats, size: tuple[int, int], how: Image.Resampling) -> Floats:
    """A float map or picture at another size (width, height)."""
    planes = values[..., None] if values.ndim == 2 else values
    parts = [np.asarray(Image.fromarray(planes[..., at]).resize(size, how)) for at in range(planes.shape[2])]
    return np.stack(parts, -1)[..., 0] if values.ndim == 2 else np.stack(parts, -1)


def soft_edges(alpha: Floats) -> Floats:
    """Where the matte's edge is broad, as of hair, fur or cloth, and not where it is crisp."""
    between = ((alpha > 0.08) & (alpha < 0.92)).astype(np.float32)
    edge = (np.abs(alpha - 0.5) < 0.35).astype(np.float32)
    radius = max(3, round(0.015 * max(alpha.shape)))
    length = blurred(edge, radius) * (2 * radius + 1)
    broad = np.clip((blurred(between, radius) * (2 * radius + 1) - 3.4) / 3.2, 0, 1)
    return np.asarray(blurred(broad * (length > 0), radius), np.float32)
