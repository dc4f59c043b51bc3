"""Where the tile begins, its family, and whether the picture is mirrored: told by the known phases."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.lattice import LONGEST, SHORTEST, VARIANTS, Waves, known_phases, lattice
from yingxi.trust.watermark.search import Geometry, Spectrum, bins_of, frequencies

GRID = 64
"""Places along a tile's side that are tried for its beginning."""

REFINING = ((0.0016, 0.09), (0.0008, 0.045), (0.0008, 0.045), (0.0004, 0.022), (0.0002, 0.011))
"""Steps of scale and of degrees, ever smaller."""

LOUDEST = 2.0
WEAKEST = 0.15

POSES = tuple(
    np.array(one) for one in (
        ((1, 0), (0, 1)), ((-1, 0), (0, 1)), ((0, -1), (1, 0)), ((0, 1), (1, 0)),
        ((-1, 0), (0, -1)), ((1, 0), (0, -1)), ((0, 1), (-1, 0)), ((0, -1), (-1, 0)),
    )
)  # fmt: skip
"""Upright, mirrored, and the same turned by quarter turns."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alignment:
    """How a tile lies in a picture. `score`: how far the known phases agree, in deviations of chance."""

    geometry: Geometry
    pose: int = 0
    variant: int = 0
    shift: tuple[float, float] = (0.0, 0.0)
    score: float = 0.0


@lru_cache(maxsize=8)
def posed_points(pose: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each point the one that it becomes in a pose, and whether its wave is then conjugated."""
    index = {tuple(point): number for number, point in enumerate(lattice().points.tolist())}
    moved = lattice().points @ POSES[pose].T
    found = np.array([index.get((x, y), -1) for x, y in moved.tolist()])
    opposite = np.array([index.get((-x, -y), -1) for x, y in moved.tolist()])
    return np.where(found >= 0, found, opposite), found < 0


def posed(waves: Waves, pose: int) -> Waves:
    """The waves as they were before the picture was put into a pose."""
    index, conjugated = posed_points(pose)
    return np.where(conjugated, waves[index].conj(), waves[index])


def nearby_waves(spectrum: Spectrum, geometry: Geometry) -> Waves:
    """The evened waves at the lattice's points, read off between the spectrum's bins: quick, nearly exact."""
    wanted = frequencies(geometry)
    height, width = len(spectrum.waves), spectrum.width
    behind = wanted[:, 0] < 0
    columns, rows = np.abs(wanted[:, 0]) * width, np.where(behind, -1, 1) * wanted[:, 1] * height
    left, top = np.floor(columns).astype(int), np.floor(rows).astype(int)
    right, low = columns - left, rows - top
    held = np.minimum(left, width // 2 - 1)
    read = np.zeros(len(wanted), np.complex64)
    for down, share in ((0, 1 - low), (1, low)):
        line = spectrum.waves[(top + down) % height, held] * (1 - right)
        read += share * (line + spectrum.waves[(top + down) % height, held + 1] * right)
    return evened(spectrum, np.where(behind, read.conj(), read), wanted)


def exact_waves(spectrum: Spectrum, geometry: Geometry) -> Waves:
    """The evened waves at the lattice's points, by the Fourier sum itself."""
    wanted = frequencies(geometry)
    height, width = spectrum.plane.shape
    across = np.exp(-2j * np.pi * np.outer(np.arange(width) - width // 2, wanted[:, 0])).astype(np.complex64)
    down = np.exp(-2j * np.pi * np.outer(np.arange(height) - height // 2, wanted[:, 1])).astype(np.complex64)
    plane = spectrum.plane - spectrum.plane.mean()
    lines = plane @ across.real + 1j * (plane @ across.imag)
    return evened(spectrum, (lines * down).sum(0), wanted)


def evened(spectrum: Spectrum, waves: Waves, wanted: NDArray[np.float64]) -> Waves:
    """Waves in units of what stands around them, the loudest held down; 0 where the picture has none."""
    rows, columns, inside = bins_of(spectrum, wanted)
    even = np.where(inside, waves / np.sqrt(spectrum.level[rows, columns]), 0)
    size = np.abs(even)
    return (even * np.minimum(1, LOUDEST / np.maximum(size, 1e-9))).astype(np.complex64)


def align(waves: Waves, geometry: Geometry, poses: tuple[int, ...], variants: tuple[int, ...]) -> Alignment:
    """The pose, family and beginning at which the known phases agree best."""
    from scipy import fft

    known = lattice().known
    left = lattice().points[known, 0] < 0
    columns, rows = (np.where(left[:, None], -1, 1) * lattice().points[known]).T % GRID
    best = Alignment(geometry=geometry)
    for pose in poses:
        read = posed(waves, pose)[known]
        norm = np.sqrt(0.5 * np.sum(np.abs(read) ** 2)) + 1e-9
        turned = np.stack([read * known_phases(variant)[known].conj() for variant in variants])
        grids = np.zeros((len(variants), GRID, GRID // 2 + 1), np.complex64)
        grids[:, rows, columns] = np.where(left, turned.conj(), turned)
        fits = fft.irfft2(grids, axes=(1, 2), workers=1) * (GRID * GRID / 2 / norm)
        row, down, across = np.unravel_index(int(fits.argmax()), fits.shape)
        score = float(fits[row, down, across])
        if score > best.score:
            shift = (float(across) / GRID, float(down) / GRID)
            best = replace(best, pose=pose, variant=variants[int(row)], shift=shift, score=score)
    return best


def begun_at(waves: Waves, alignment: Alignment) -> Waves:
    """The waves as they are when the tile begins in the picture's middle and the picture is upright."""
    turns = lattice().points @ np.array(alignment.shift)
    begun: Waves = posed(waves, alignment.pose) * np.exp(2j * np.pi * turns).astype(np.complex64)
    return begun


def refine(spectrum: Spectrum, first: Alignment) -> Alignment:
    """The same alignment with side and turn moved in ever smaller steps to where the phases agree best."""
    best = first
    for scale, angle in REFINING:
        for moves in (((scale, 0.0), (-scale, 0.0)), ((0.0, angle), (0.0, -angle))):
            around = best.geometry
            for wider, further in moves:
                tried = replace(around, side=around.side * (1 + wider), turn=around.turn + further)
                found = align(nearby_waves(spectrum, tried), tried, (first.pose,), (first.variant,))
                best = max(best, found, key=lambda one: one.score)
    return best


def settle(waves: Waves, coarse: Alignment) -> Alignment:
    """The alignment with the tile's beginning found between the grid's places, and its score there."""
    known, step = lattice().known, np.arange(-4, 5) / (8 * GRID)
    read = begun_at(waves, coarse)[known] * known_phases(coarse.variant)[known].conj()
    across = np.exp(2j * np.pi * np.outer(step, lattice().points[known, 0]))
    down = np.exp(2j * np.pi * np.outer(step, lattice().points[known, 1]))
    norm = np.sqrt(0.5 * np.sum(np.abs(read) ** 2)) + 1e-9
    fits = np.einsum("yk,xk,k->yx", down, across, read).real / norm
    row, column = np.unravel_index(int(fits.argmax()), fits.shape)
    shift = (coarse.shift[0] + float(step[column]), coarse.shift[1] + float(step[row]))
    return replace(coarse, shift=shift, score=float(fits[row, column]))


def weights(waves: Waves, variant: int) -> NDArray[np.float32]:
    """How much each point should count: what the known phases kept at that wave length, a straight line."""
    known = lattice().known
    radius = np.hypot(*lattice().points.T)
    kept = (waves * known_phases(variant).conj()).real
    line = np.polynomial.Polynomial.fit(radius[known], kept[known], 1, domain=[LONGEST, SHORTEST])
    expected = line(radius)
    least = WEAKEST * max(float(expected.max()), 1e-6)
    counted: NDArray[np.float32] = np.maximum(expected, least).astype(np.float32)
    return counted


ALL_VARIANTS = tuple(range(VARIANTS))
