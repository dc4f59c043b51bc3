"""Finding how a marked picture was scaled and turned, without knowing what it says.

The mark's energy stands at the points of a lattice. A scaled and turned picture has a scaled and turned
lattice, and power does not depend on where the tile begins: so the power at the lattice's points is summed
for every scale and angle, and the best few are looked at with care.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.lattice import Waves, lattice
from yingxi.trust.watermark.residual import Plane

Floats = NDArray[np.float32]

SMALLEST, LARGEST = 44.0, 420.0
"""Sides of a tile, in pixels of the reduced picture, between which it is looked for."""

SCALE_STEP = 0.004
TURN, TURN_STEP = 3.2, 0.2
"""Degrees to either side, and their step."""

TALLEST_PEAK = 8.0
AROUND = 25


@dataclass(frozen=True, eq=False, slots=True)
class Spectrum:
    """A picture's spectrum, twice as fine as its size asks: rows of frequencies down, half of those across.

    `waves` count their phase from the picture's middle; `power` is evened out by `level`, the mean around.
    """

    plane: Plane
    width: int
    waves: Waves
    power: Floats
    level: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Geometry:
    """A lattice: the tile's side in pixels of the reduced picture, its turn in degrees, how well it fits."""

    side: float
    turn: float
    fit: float = 0.0


def spectrum_of_plane(plane: Plane) -> Spectrum:
    """The evened spectrum of a residual."""
    from scipy import fft
    from scipy.ndimage import uniform_filter

    shape = tuple(fft.next_fast_len(2 * side, real=True) for side in plane.shape)
    padded = np.zeros(shape, np.float32)
    padded[: plane.shape[0], : plane.shape[1]] = plane - plane.mean()
    middle = tuple(-(side // 2) for side in plane.shape)
    waves = fft.rfft2(np.roll(padded, middle, (0, 1)), workers=1).astype(np.complex64)
    power = (waves.real**2 + waves.imag**2).astype(np.float32)
    level = uniform_filter(power, AROUND, mode=("wrap", "nearest")) + np.float32(1e-6 * power.mean() + 1e-12)
    return Spectrum(plane=plane, width=shape[1], waves=waves, power=power / level, level=level)


def frequencies(geometry: Geometry) -> NDArray[np.float64]:
    """Waves a pixel, across and down, of the lattice's points: (n, 2)."""
    angle = np.deg2rad(geometry.turn)
    across, down = (lattice().points / geometry.side).T
    return np.stack(
        [across * np.cos(angle) - down * np.sin(angle), across * np.sin(angle) + down * np.cos(angle)], 1
    )


def find_geometries(spectrum: Spectrum, count: int = 8) -> list[Geometry]:
    """The lattices that hold the most power, best first, each unlike the others."""
    sides = np.exp(np.arange(np.log(SMALLEST), np.log(LARGEST), SCALE_STEP))
    turns = np.arange(-TURN, TURN + TURN_STEP / 2, TURN_STEP)
    fits = np.stack([fit_turn(spectrum, sides, turn) for turn in turns])
    found: list[Geometry] = []
    while len(found) < count:
        turn, side = np.unravel_index(int(fits.argmax()), fits.shape)
        found.append(Geometry(side=float(sides[side]), turn=float(turns[turn]), fit=float(fits[turn, side])))
        fits[max(0, turn - 2) : turn + 3, max(0, side - 4) : side + 5] = -np.inf
    return found


def fit_turn(spectrum: Spectrum, sides: NDArray[np.float64], turn: float) -> Floats:
    """How far the mean power at the lattice's points is above what chance gives, for each side, one turn."""
    unit = frequencies(Geometry(side=1.0, turn=turn))
    rows, columns, inside = bins_of(spectrum, (unit[:, :, None] / sides).astype(np.float32))
    power = np.minimum(spectrum.power[rows, columns], TALLEST_PEAK) - 1
    fits: Floats = np.where(inside, power, 0).sum(0) / np.sqrt(np.maximum(inside.sum(0), 60))
    return fits


def bins_of(
    spectrum: Spectrum, waves: NDArray[np.floating[Any]]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """Row and column of the spectrum nearest to frequencies (n, 2, ...), and whether it holds them."""
    height, width = len(spectrum.waves), spectrum.width
    columns = np.rint(waves[:, 0] * width).astype(np.int32)
    rows = np.rint(waves[:, 1] * height).astype(np.int32)
    rows *= np.where(columns < 0, np.int32(-1), np.int32(1))
    np.abs(columns, out=columns)
    inside = (columns <= width // 2) & (np.abs(rows) <= height // 2)
    rows += np.where(rows < 0, np.int32(height), np.int32(0))
    return np.clip(rows, 0, height - 1), np.minimum(columns, width // 2), inside
