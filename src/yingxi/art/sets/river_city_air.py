"""Light over the river city: four hours made by hand, weather laid over them."""

from dataclasses import replace
from typing import Any

from yingxi.art.airs import air_for
from yingxi.art.asset import CallSheet
from yingxi.film.terms import Hour, Weather
from yingxi.world.scene import Air, Water

MOON = (0.235, 0.375, -0.897)

NIGHT = Air(
    sky="city_night",
    sun=MOON,
    sun_colour=(0.105, 0.135, 0.195),
    sun_size=0.024,
    zenith=(0.0060, 0.0150, 0.0390),
    horizon=(0.026, 0.100, 0.150),
    ground=(0.012, 0.012, 0.018),
    glow=(0.190, 0.082, 0.056),
    glow_side=(0.165, 0.050, 0.150),
    haze=0.00042,
    mist=0.0042,
    mist_height=13.0,
    clouds=0.42,
    stars=1.0,
    wind=(1.6, 0.0, 0.4),
)
DUSK = Air(
    sky="city_night",
    sun=(-0.55, 0.16, -0.82),
    sun_colour=(0.95, 0.36, 0.20),
    sun_size=0.0,
    zenith=(0.030, 0.055, 0.145),
    horizon=(0.150, 0.115, 0.225),
    ground=(0.030, 0.026, 0.034),
    glow=(0.62, 0.235, 0.085),
    glow_side=(0.330, 0.105, 0.170),
    haze=0.00050,
    mist=0.0030,
    mist_height=12.0,
    clouds=0.50,
    stars=0.25,
    wind=(1.6, 0.0, 0.4),
)
DAWN = Air(
    sky="city_night",
    sun=(0.60, 0.10, -0.79),
    sun_colour=(1.10, 0.60, 0.38),
    sun_size=0.0,
    zenith=(0.060, 0.105, 0.190),
    horizon=(0.240, 0.235, 0.290),
    ground=(0.045, 0.045, 0.050),
    glow=(0.60, 0.330, 0.190),
    glow_side=(0.420, 0.220, 0.200),
    haze=0.00065,
    mist=0.0085,
    mist_height=7.0,
    clouds=0.40,
    stars=0.05,
    wind=(1.0, 0.0, 0.3),
)
DAY = Air(sky="day", haze=0.00045, mist=0.0018, mist_height=14.0, wind=(2.0, 0.0, 0.5))

BY_HAND: dict[Hour, tuple[Air, float]] = {
    "night": (NIGHT, 1.0),
    "dusk": (DUSK, 0.85),
    "sunset": (DUSK, 0.62),
    "dawn": (DAWN, 0.55),
}
"""Air and how awake the city's own light is; other hours are day."""

WEATHER: dict[Weather, dict[str, float]] = {
    "clear": {},
    "cloudy": {"clouds": 0.7, "stars": 0.2},
    "overcast": {"clouds": 0.95, "stars": 0.0},
    "mist": {"mist": 0.010, "clouds": 0.5, "stars": 0.1},
    "rain": {"rain": 0.7, "clouds": 0.95, "stars": 0.0, "mist": 0.006},
    "storm": {"rain": 1.0, "clouds": 1.0, "stars": 0.0, "mist": 0.008},
    "snow": {"snow": 0.7, "clouds": 0.9, "stars": 0.0},
    "dust": {"dust": 0.5, "haze": 0.0030},
}


def city_air(sheet: CallSheet) -> tuple[Air, float]:
    """The air of the shot and how awake the city is, 0 by day to 1 by night."""
    shot = sheet.shot
    if shot.hour not in BY_HAND:
        return air_for(shot.hour, shot.weather, shot.season, sheet.look, DAY), 0.06
    air, awake = BY_HAND[shot.hour]
    changed: dict[str, Any] = {**WEATHER[shot.weather]}
    return replace(air, **changed), awake


def city_water(sheet: CallSheet, awake: float) -> Water:
    """A broad, slow river: dark glass by night, green-grey by day."""
    rough = {"storm": 0.060, "rain": 0.030, "dust": 0.030}.get(sheet.shot.weather, 0.010)
    colour = (0.0034, 0.0150, 0.0225) if awake > 0.3 else (0.018, 0.046, 0.044)
    return Water(swell=rough, colour=colour, span=120.0, flow=(0.25, 0.0))
