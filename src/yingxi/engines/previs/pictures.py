"""What the world knows of a frame, as pictures in the conventions that models were trained on.

Pictures are (h, w, 3) uint8 RGB. Depth: near is white, 1/distance scaled once for the whole shot (as MiDaS
shows it, but steady). Normals: x right, y up, z toward the camera as red, green, blue. Edges: white on black,
Canny 1986. Masks: one flat colour for each thing, the same in every frame. Flow: the colour wheel of Baker et
al. 2011 (Middlebury), hue by direction, saturation by length, white where nothing moves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yingxi.engines.capabilities import Control

if TYPE_CHECKING:
    from yingxi.world.controls import Controls

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]

SKY = 1e4
"""Metres; the world's distance where there is only sky."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """What is scaled once for a whole shot: 1/distance of the farthest and nearest, the longest motion."""

    far: float = 0.0
    near: float = 1.0
    motion: float = 1.0


def range_of(probes: Sequence["Controls"]) -> Range:
    """The range of a shot from a few of its frames; outliers of one hundredth are cut."""
    if not probes:
        return Range()
    nearness = np.concatenate(
        [1 / probe.depth[probe.depth < SKY].ravel() for probe in probes] or [np.ones(1)]
    )
    lengths = np.concatenate([np.hypot(*np.moveaxis(probe.motion, -1, 0)).ravel() for probe in probes])
    if not nearness.size:
        nearness = np.ones(1)
    low, high = np.percentile(nearness, (1, 99))
    longest = float(np.percentile(lengths, 99)) if lengths.size else 1.0
    return Range(far=float(low), near=float(max(high, low * 1.01)), motion=max(longest, 0.5))


def depth_picture(controls: "Controls", span: Range) -> Picture:
    """Near white, far dark, sky black."""
    nearness = np.where(controls.depth < SKY, 1 / np.maximum(controls.depth, 1e-3), 0)
    share = (nearness - span.far) / (span.near - span.far)
    grey = np.where(controls.depth < SKY, 0.06 + 0.94 * np.clip(share, 0, 1), 0)
    return np.repeat(to_bytes(grey)[..., None], 3, axis=-1)


def normals_picture(controls: "Controls") -> Picture:
    """Directions as colours; sky is the direction of the camera."""
    facing = np.where((controls.depth < SKY)[..., None], controls.normals, np.array([0, 0, 1], np.float32))
    return to_bytes(facing * 0.5 + 0.5)


def edges_picture(colour: Picture) -> Picture:
    """Canny's edges of the colour pass, white on black."""
    from skimage.feature import canny

    grey = colour.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32) / 255
    found: NDArray[np.bool_] = canny(grey, sigma=1.2, low_threshold=0.06, high_threshold=0.16)  # type: ignore[no-untyped-call]
    return np.repeat((found * np.uint8(255))[..., None], 3, axis=-1)


def masks_picture(controls: "Controls") -> Picture:
    """A flat colour for each thing: golden-angle hues, so that neighbours in number differ."""
    numbers, places = np.unique(controls.masks, return_inverse=True)
    palette = np.stack([mask_colour(int(number)) for number in numbers])
    return palette[places.reshape(controls.masks.shape)]


def mask_colour(number: int) -> Picture:
    """The colour of one mask number; no thing is black."""
    if number == 0:
        return np.zeros(3, np.uint8)
    hue, shade = number * 0.618033988749895 % 1, 0.65 + 0.35 * (number * 0.754877666 % 1)
    return hue_picture(np.array(hue), np.array(0.9), np.array(shade))


def flow_picture(controls: "Controls", span: Range) -> Picture:
    """Motion since the frame before on the colour wheel."""
    right, down = controls.motion[..., 0], controls.motion[..., 1]
    length = np.clip(np.hypot(right, down) / span.motion, 0, 1)
    return hue_picture(np.arctan2(down, right) / (2 * np.pi) % 1, length, np.ones_like(length))


def hue_picture(
    hue: NDArray[np.floating], saturation: NDArray[np.floating], value: NDArray[np.floating]
) -> Picture:
    """HSV in 0-1 to RGB bytes (Smith 1978)."""
    offsets = np.array([5.0, 3.0, 1.0])
    k = (offsets + np.asarray(hue)[..., None] * 6) % 6
    ramp = np.clip(np.minimum(k, 4 - k), 0, 1)
    return to_bytes(np.asarray(value)[..., None] * (1 - np.asarray(saturation)[..., None] * ramp))


def to_bytes(values: NDArray[np.floating]) -> Picture:
    """0-1 to 0-255."""
    picture: Picture = np.clip(np.rint(np.asarray(values) * 255), 0, 255).astype(np.uint8)
    return picture


Maker = Callable[[Picture, "Controls", Range], Picture]

SIGNALS: dict[Control, Maker] = {
    "colour": lambda colour, controls, span: colour,
    "depth": lambda colour, controls, span: depth_picture(controls, span),
    "normals": lambda colour, controls, span: normals_picture(controls),
    "edges": lambda colour, controls, span: edges_picture(colour),
    "masks": lambda colour, controls, span: masks_picture(controls),
    "flow": lambda colour, controls, span: flow_picture(controls, span),
}
"""Every control picture that the world can give, by its name in `Capabilities.controls`."""
