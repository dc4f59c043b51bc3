"""The colour script: how bright, saturated and warm each shot is to be."""

from yingxi.film.terms import Hour, Weather
from yingxi.story.shelf import load
from yingxi.story.slots import Slot


def colour_of(slot: Slot, hour: Hour, weather: Weather, look: str) -> tuple[float, float, float]:
    """(luma, saturation, warmth) of a shot: half the beat, the rest the hour, the weather and the look."""
    direction = load("direction")
    light, warm = direction["hour_light"][hour]
    dim, tint = direction["weather_light"][weather]
    ceiling = direction["look_saturation"].get(look, 0.65)
    luma = 0.55 * slot.luma + 0.45 * light + dim
    warmth = 0.6 * slot.warmth + 0.4 * warm + tint
    saturation = min(ceiling, slot.saturation * 1.2)
    return _within(luma, 0.05, 0.75), _within(saturation, 0.02, 0.9), _within(warmth, -1.0, 1.0)


def _within(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 3)
