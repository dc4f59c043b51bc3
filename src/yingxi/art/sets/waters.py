"""Water by weather and hour: how high it swells, what colour its depth is."""

from yingxi.film.terms import Hour, Weather
from yingxi.world.scene import Water

Colour = tuple[float, float, float]
SWELL: dict[Weather, float] = {
    "clear": 1.0,
    "cloudy": 1.2,
    "overcast": 1.3,
    "mist": 0.45,
    "rain": 1.6,
    "storm": 4.2,
    "snow": 0.9,
    "dust": 1.8,
}
DEPTH: dict[str, Colour] = {
    "sea": (0.006, 0.040, 0.062),
    "lake": (0.010, 0.036, 0.036),
    "river": (0.020, 0.042, 0.032),
}
DARKER: dict[Hour, float] = {"dawn": 0.6, "sunset": 0.55, "dusk": 0.22, "night": 0.10}


def water_for(
    kind: str, hour: Hour, weather: Weather, swell: float, flow: tuple[float, float] = (0.0, 0.0)
) -> Water:
    """The water of a kind (sea, lake, river); `swell` is its height in metres on a clear day."""
    dim = DARKER.get(hour, 1.0) * (0.7 if weather in ("rain", "storm", "overcast") else 1.0)
    red, green, blue = DEPTH[kind]
    foam = 0.75 * max(dim, 0.12)
    return Water(
        swell=swell * SWELL[weather],
        choppiness=1.0 if weather != "storm" else 1.35,
        colour=(red * dim, green * dim, blue * dim),
        foam_colour=(foam * 0.9, foam * 0.96, foam),
        flow=flow,
    )
