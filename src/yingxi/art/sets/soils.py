"""What ground looks like by season, slope and height: colours are linear."""

import numpy as np

from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.terrain import Cover, Soil
from yingxi.film.terms import Season, Weather

Colour = tuple[float, float, float]

GRASS: dict[Season, tuple[Colour, Colour]] = {
    "spring": ((0.085, 0.150, 0.026), (0.140, 0.190, 0.040)),
    "summer": ((0.062, 0.112, 0.022), (0.115, 0.150, 0.035)),
    "autumn": ((0.210, 0.140, 0.040), (0.300, 0.210, 0.075)),
    "winter": ((0.190, 0.150, 0.085), (0.240, 0.200, 0.130)),
}
ROCK: Colour = (0.165, 0.155, 0.145)
EARTH: Colour = (0.115, 0.078, 0.046)
SNOW: Colour = (0.60, 0.63, 0.68)
SAND: Colour = (0.38, 0.245, 0.130)


def is_white(season: Season, weather: Weather) -> bool:
    """Whether snow lies."""
    return weather == "snow" or (season == "winter" and weather != "rain")


def meadow_and_rock(
    season: Season,
    *,
    white: bool = False,
    snow_line: float = 1e6,
    rock: Colour = ROCK,
    steep: tuple[float, float] = (0.16, 0.34),
    seed: int = 0,
) -> Cover:
    """Grass where it is gentle, rock where it is steep, snow above `snow_line` metres (or everywhere)."""
    low, high = GRASS[season]

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        patch = billows(x * 0.021, z * 0.021, seed + 50, 4)
        grass = mixed(low, high, ramp(patch, 0.32, 0.68))
        grass = mixed(grass, EARTH, 0.55 * ramp(billows(x * 0.11, z * 0.11, seed + 51, 3), 0.60, 0.80))
        bare = ramp(slope + 0.10 * (patch - 0.5), *steep)
        colour = mixed(grass, mixed(rock, np.multiply(rock, 0.6), patch), bare)
        line = snow_line + 160 * (billows(x * 0.004, z * 0.004, seed + 52, 4) - 0.5)
        lies = ramp(height, line - 30, line + 60) if not white else np.ones_like(height)
        lies = lies * ramp(slope, 0.52, 0.30)
        return Soil(colour=mixed(colour, SNOW, lies), roughness=0.92 - 0.25 * lies)

    return cover


def mixed(first: Array | Colour, second: Array | Colour, share: Array | float) -> Array:
    """Colours (..., 3) blended by a share 0-1 (...)."""
    part = np.asarray(share, np.float32)[..., None]
    return np.asarray(np.asarray(first) * (1 - part) + np.asarray(second) * part, np.float32)
