"""Colour look-up cubes in the .cube text format (Adobe, Cube LUT Specification 1.0): read and written."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import UsageError
from yingxi.world.scene import Array, Grade

SIDES = (2, 65)
"""Fewest and most points along an edge."""
EXPORTED = 33
LUMA = np.array([0.2126, 0.7152, 0.0722])
MIDDLE = 0.435
"""Display value about which contrast turns, as in the finishing."""
WARMTH = 0.10
"""Share of red that a temperature of 1 adds and of blue that it takes, as in the finishing."""
Numbers = NDArray[np.floating[Any]]


def read_cube(text: str, source: str) -> Array:
    """A cube (n, n, n, 3) by red, green, blue in display space 0-1; `source` is the name that errors say.

    A domain other than 0-1 and one-dimensional tables are refused with a UsageError.
    """
    side, rows = 0, []
    for line in (raw.strip() for raw in text.splitlines()):
        word, _, rest = line.partition(" ")
        if not line or line.startswith(("#", "TITLE", "LUT_3D_INPUT_RANGE")):
            continue
        if word == "LUT_3D_SIZE":
            side = _side(rest, source)
        elif word in ("DOMAIN_MIN", "DOMAIN_MAX"):
            _check_domain(word, rest, source)
        elif word == "LUT_1D_SIZE":
            raise UsageError(f"{source}: a one-dimensional table; give a 3D cube (LUT_3D_SIZE)")
        else:
            rows.append(_triple(line, source))
    if not side or len(rows) != side**3:
        raise UsageError(f"{source}: {len(rows)} rows for LUT_3D_SIZE {side}; a cube needs {side**3}")
    # The file counts red fastest.
    return np.asarray(np.array(rows, np.float32).reshape(side, side, side, 3).transpose(2, 1, 0, 3))


def cube_text(cube: Array, title: str) -> str:
    """The .cube file of a cube (n, n, n, 3)."""
    rows = np.asarray(cube).transpose(2, 1, 0, 3).reshape(-1, 3)
    head = f'TITLE "{title}"\nLUT_3D_SIZE {len(cube)}\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n'
    return head + "".join(f"{red:.6f} {green:.6f} {blue:.6f}\n" for red, green, blue in rows)


def graded_cube(grade: Grade, side: int = EXPORTED) -> Array:
    """What a grade does to a neutral picture, as a cube: gain, saturation, contrast, lift, warmth, its cube.

    Exposure, bloom, vignette and grain belong to the light and the frame, and are not in it.
    """
    axis = np.linspace(0.0, 1.0, side)
    shown = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
    light = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4) * _gain(grade)
    grey = (light @ LUMA)[..., None]
    light = np.clip(grey + (light - grey) * grade.saturation, 0.0, 1.0)
    display = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    level = (display @ np.array([0.3, 0.59, 0.11]))[..., None]
    display = display + (display - MIDDLE) * (grade.contrast - 1.0) + np.array(grade.lift) * (1.0 - level)
    display = np.clip(display, 0.0, 1.0)
    return np.asarray(display if grade.lut is None else looked_up(grade.lut, display), np.float32)


def _gain(grade: Grade) -> Numbers:
    warm = WARMTH * grade.temperature
    return np.asarray(np.array(grade.gain) * np.array([1.0 + warm, 1.0, 1.0 - warm]))


def looked_up(cube: Array, colours: Numbers) -> Numbers:
    """Colours (..., 3) in 0-1 through a cube, between its points."""
    from scipy.interpolate import RegularGridInterpolator

    axis = np.linspace(0.0, 1.0, len(cube))
    return np.asarray(RegularGridInterpolator((axis, axis, axis), cube)(np.clip(colours, 0.0, 1.0)))


def _side(text: str, source: str) -> int:
    low, high = SIDES
    side = int(text) if text.strip().isdigit() else 0
    if not low <= side <= high:
        raise UsageError(f"{source}: LUT_3D_SIZE is '{text.strip()}', must be {low} to {high}")
    return side


def _check_domain(word: str, text: str, source: str) -> None:
    wanted = 0.0 if word == "DOMAIN_MIN" else 1.0
    if any(part != wanted for part in _triple(text, source)):
        raise UsageError(f"{source}: {word} is '{text.strip()}'; only cubes over 0 to 1 are read")


def _triple(text: str, source: str) -> tuple[float, float, float]:
    try:
        red, green, blue = (float(part) for part in text.split())
    except ValueError:
        raise UsageError(f"{source}: '{text[:40]}' is not three numbers") from None
    return red, green, blue
