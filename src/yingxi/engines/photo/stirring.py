"""Small life in a photograph: hair and cloth in the wind, and light that wanders."""

from math import pi, sin

import numpy as np
from PIL import Image

from yingxi.engines.photo.layers import resized
from yingxi.engines.photo.pixels import Bytes, Floats

WIND = {"storm": 1.8, "rain": 1.3, "dust": 1.6, "snow": 1.1, "mist": 0.6}
REACH = 0.0022
"""How far soft edges move in a gentle wind, in widths of the photograph."""
GLOW = 0.05
"""How much brighter the wandering light makes what it falls on."""
SOFT_SIDE = 192


def softness(soft: Floats) -> Floats:
    """The map of soft edges, small enough to be looked up quickly."""
    height, width = soft.shape
    scale = min(1.0, SOFT_SIDE / max(width, height))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    return resized(soft, size, Image.Resampling.BOX)


def blown(points: Floats, small: Floats, shape: tuple[int, ...], seconds: float, strength: float) -> Floats:
    """How far each point (n, 2) of the photograph is blown aside at a moment, in its pixels: (n, 2).

    Waves that travel with the wind, only where `small` (the map of soft edges) says that something is soft.
    """
    from scipy.ndimage import map_coordinates

    height, width = shape[:2]
    scale = np.array([small.shape[1] / width, small.shape[0] / height])
    places = (points * scale)[:, ::-1].T - 0.5
    soft = map_coordinates(small, places, order=1, mode="nearest")
    across, down = points[:, 0] / width, points[:, 1] / height
    wave = np.sin(2 * pi * (0.31 * seconds - 2.1 * across - 0.9 * down))
    ripple = 0.4 * np.sin(2 * pi * (0.83 * seconds - 4.7 * across + 1.7 * down))
    reach = strength * REACH * width * soft
    return np.stack([reach * (wave + ripple), 0.35 * reach * ripple], -1)


def lit(size: tuple[int, int], seconds: float, strength: float) -> Floats | None:
    """The gain of the wandering light over a frame of (width, height): (h, w, 3), or None for none."""
    if strength <= 0:
        return None
    width, height = size
    wide, tall = 48, max(2, round(48 * height / width))
    across, down = np.meshgrid(np.linspace(0, 1, wide), np.linspace(0, height / width, tall))
    at = 0.5 + 0.42 * sin(2 * pi * 0.043 * seconds + 0.6), 0.16 + 0.1 * sin(2 * pi * 0.029 * seconds)
    near = np.exp(-(((across - at[0]) / 0.42) ** 2 + ((down - at[1]) / 0.36) ** 2))
    gain = resized(near.astype(np.float32), size, Image.Resampling.BICUBIC)[..., None] - 0.35
    tint = np.array([1.1, 1.0, 0.85], np.float32) * np.float32(GLOW * strength)
    return np.asarray(1 + gain * tint, np.float32)


def shine(picture: Bytes, gain: Floats | None) -> Bytes:
    """A frame under the light; highlights are kept from clipping."""
    if gain is None:
        return picture
    values = picture.astype(np.float32)
    room = np.minimum(1, (270 - values) * np.float32(1 / 70))
    return np.asarray(np.clip(values + values * (gain - 1) * room + 0.5, 0, 255), np.uint8)
