"""Tiling pictures that shaders sample: ripples and noise. Made once, the same for all."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

SIZE = 256
Picture = NDArray[np.uint8]


@cache
def ripple_picture() -> Picture:
    """(256, 256, 4): slopes along x and z and height of small wind waves, each about 127."""
    random = np.random.default_rng(4)
    k = np.fft.fftfreq(SIZE, 1 / SIZE)
    length = np.hypot(k[:, None], k[None])
    length[0, 0] = 1
    heading = np.cos(np.arctan2(k[:, None], k[None]) - 0.5) ** 2
    power = np.where((length > 2) & (length < 46), length**-2.05, 0) * (1 + 0.6 * heading)
    spectrum = power * np.exp(2j * np.pi * random.random((SIZE, SIZE)))
    slope_x = np.fft.ifft2(1j * k[None] * spectrum).real
    slope_z = np.fft.ifft2(1j * k[:, None] * spectrum).real
    height = np.fft.ifft2(spectrum).real
    picture = np.zeros((SIZE, SIZE, 4), np.uint8)
    scale = 127.5 / (np.std(slope_x) * 3.4)
    for channel, values in (
        (0, slope_x * scale),
        (1, slope_z * scale),
        (2, (height - height.mean()) / height.std() * 55),
    ):
        picture[..., channel] = np.clip(127.5 + values, 0, 255)
    return picture


def spectral_noise(steepness: float, lowest: float, highest: float, seed: int) -> NDArray[np.float64]:
    """Tiling Gaussian noise with power k^-steepness between two whole frequencies, 0-1 by its ranks."""
    random = np.random.default_rng(seed)
    k = np.fft.fftfreq(SIZE, 1 / SIZE)
    length = np.hypot(k[:, None], k[None])
    length[0, 0] = 1
    power = np.where((length >= lowest) & (length <= highest), length**-steepness, 0)
    field = np.fft.ifft2(power * np.exp(2j * np.pi * random.random((SIZE, SIZE)))).real
    return np.asarray(np.clip(0.5 + field / field.std() / 5.0, 0, 1))


@cache
def noise_picture() -> Picture:
    """(256, 256, 4): smooth noise, fractal noise, cells (0 at centres), white noise."""
    random = np.random.default_rng(8)
    points = random.random((64, 2)) * SIZE
    away = np.abs(np.arange(SIZE)[:, None, None] - points[None])
    rows, columns = np.moveaxis(np.minimum(away, SIZE - away) ** 2, 2, 0)
    nearest = np.min([row[:, None] + column[None] for row, column in zip(rows.T, columns.T, strict=True)], 0)
    cells = np.sqrt(nearest) / 28.0
    layers = (
        spectral_noise(1.0, 2, 10, 1),
        spectral_noise(1.75, 2, 100, 2),
        cells,
        random.random((SIZE, SIZE)),
    )
    return np.asarray(np.clip(np.stack(layers, -1) * 255, 0, 255), np.uint8)


def mip_chain(picture: Picture) -> list[Picture]:
    """The picture and its halves down to 2 pixels, by box means."""
    chain = [picture]
    while chain[-1].shape[0] > 2:
        side = chain[-1].shape[0] // 2
        mean = chain[-1].reshape(side, 2, side, 2, 4).astype(np.float32).mean((1, 3))
        chain.append(np.round(mean).astype(np.uint8))
    return chain
