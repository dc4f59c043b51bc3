"""Light by the hour and the weather is what a camera operator would expect."""

import numpy as np
import pytest

from yingxi.art.airs import COVERS, LIGHTS, air_for, direction, is_dark
from yingxi.art.looks_file import find_look
from yingxi.world.scene import Air

LOOK = find_look("documentary")
BASE = Air(haze=0.0003, mist=0.001)


def luma(colour: tuple[float, float, float]) -> float:
    return float(np.dot(colour, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("hour", LIGHTS)
@pytest.mark.parametrize("weather", COVERS)
def test_every_hour_and_weather_gives_an_air(hour: str, weather: str) -> None:
    air = air_for(hour, weather, "summer", LOOK, BASE)
    assert np.isclose(np.linalg.norm(air.sun), 1.0)
    assert air.sun[1] > 0
    assert all(part >= 0 for part in (*air.sun_colour, *air.zenith, *air.horizon, air.haze, air.mist))


def test_night_is_darker_than_noon_but_readable() -> None:
    night, noon = (air_for(hour, "clear", "summer", LOOK, BASE) for hour in ("night", "noon"))
    assert 0.02 < luma(night.horizon) < 0.3 * luma(noon.horizon)
    assert luma(night.sun_colour) > 0.5
    assert night.stars > 0
    assert is_dark("night")


def test_golden_hours_are_golden_and_low() -> None:
    for hour in ("dawn", "sunset"):
        air = air_for(hour, "clear", "summer", LOOK, BASE)
        assert air.sun[1] < 0.15
        assert air.sun_colour[0] > 3 * air.sun_colour[2]


def test_light_comes_from_behind_and_aside() -> None:
    for hour in LIGHTS:
        sun = air_for(hour, "clear", "summer", LOOK, BASE).sun
        assert sun[2] < 0
        assert abs(sun[0]) > 0.2


def test_weather_rains_snows_and_closes_the_sky() -> None:
    rain, snow, storm = (
        air_for("noon", weather, "summer", LOOK, BASE) for weather in ("rain", "snow", "storm")
    )
    clear = air_for("noon", "clear", "summer", LOOK, BASE)
    assert rain.rain > 0
    assert snow.snow > 0
    assert storm.rain > rain.rain
    assert luma(storm.horizon) < luma(rain.horizon) < luma(clear.horizon)
    assert storm.sky == "overcast"
    assert not storm.shadows
    assert np.linalg.norm(storm.wind) > np.linalg.norm(clear.wind)


def test_direction() -> None:
    assert np.allclose(direction(0, 0), (0, 0, -1))
    assert np.allclose(direction(0, 90), (1, 0, 0), atol=1e-9)
    assert np.allclose(direction(90, 0), (0, 1, 0), atol=1e-9)
