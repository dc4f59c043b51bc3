"""Light and weather by the hour: where the sun or moon stands, what colour the sky and the haze are.

Values are already exposed: a picture taken at exposure 1 reads at every hour, as a camera operator would
set it (night is moonlit day-for-night, not black). Sets are built so that a camera looks towards -z;
azimuths are measured from there, so the light comes from behind and aside and models form.
"""

from dataclasses import dataclass, replace
from math import cos, radians, sin

from yingxi.art.hue import hued_air
from yingxi.art.look import Colour, Look
from yingxi.film import Shot
from yingxi.film.terms import Hour, Season, Weather
from yingxi.world.scene import Air

BLUE = -0.3
"""Warmth of the colour script from which on a shot of dawn is before the sun."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Light:
    """A clear sky at one hour. Angles in degrees; azimuth 0 is behind the subject, positive to the right."""

    elevation: float
    azimuth: float
    sun: Colour
    zenith: Colour
    horizon: Colour
    ground: Colour
    stars: float = 0.0
    sun_size: float = 0.0047


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cover:
    """What a weather does to a clear sky: `sun`, `sky`, `top` (zenith) scale, `grey` and `tint` colour it."""

    sun: float = 1.0
    sky: float = 1.0
    grey: float = 0.0
    tint: Colour = (1.0, 1.0, 1.0)
    top: float = 1.0
    clouds: float = 0.3
    haze: float = 1.0
    mist: float = 0.0
    wind: float = 1.0
    rain: float = 0.0
    snow: float = 0.0
    dust: float = 0.0
    shadows: bool = True


LIGHTS: dict[Hour, _Light] = {
    "dawn": _Light(
        elevation=6,
        azimuth=-38,
        sun=(4.2, 2.1, 1.0),
        zenith=(0.13, 0.22, 0.42),
        horizon=(0.92, 0.60, 0.42),
        ground=(0.13, 0.10, 0.09),
        stars=0.15,
    ),
    "morning": _Light(
        elevation=24,
        azimuth=-52,
        sun=(4.9, 3.9, 2.7),
        zenith=(0.12, 0.28, 0.60),
        horizon=(0.62, 0.64, 0.66),
        ground=(0.13, 0.12, 0.09),
    ),
    "noon": _Light(
        elevation=56,
        azimuth=-64,
        sun=(3.7, 3.45, 3.0),
        zenith=(0.075, 0.20, 0.50),
        horizon=(0.44, 0.54, 0.64),
        ground=(0.12, 0.11, 0.09),
    ),
    "afternoon": _Light(
        elevation=33,
        azimuth=54,
        sun=(4.7, 3.7, 2.45),
        zenith=(0.10, 0.23, 0.51),
        horizon=(0.56, 0.57, 0.57),
        ground=(0.13, 0.11, 0.08),
    ),
    "sunset": _Light(
        elevation=5,
        azimuth=26,
        sun=(5.4, 2.1, 0.62),
        zenith=(0.075, 0.17, 0.38),
        horizon=(1.05, 0.48, 0.20),
        ground=(0.13, 0.09, 0.07),
        sun_size=0.0075,
    ),
    "dusk": _Light(
        elevation=7,
        azimuth=32,
        sun=(1.35, 0.66, 0.58),
        zenith=(0.055, 0.095, 0.24),
        horizon=(0.56, 0.29, 0.25),
        ground=(0.06, 0.055, 0.07),
        stars=0.35,
        sun_size=0.0,
    ),
    "night": _Light(
        elevation=34,
        azimuth=-36,
        sun=(0.92, 1.15, 1.62),
        zenith=(0.016, 0.034, 0.085),
        horizon=(0.060, 0.100, 0.165),
        ground=(0.022, 0.027, 0.038),
        stars=1.0,
        sun_size=0.011,
    ),
}

COVERS: dict[Weather, _Cover] = {
    "clear": _Cover(clouds=0.42),
    "cloudy": _Cover(sun=0.88, sky=0.97, grey=0.18, clouds=0.62, haze=1.2),
    "overcast": _Cover(
        sun=0.22, sky=0.95, grey=0.78, tint=(0.97, 1.0, 1.05), clouds=1.0, haze=2.0, shadows=False
    ),
    "mist": _Cover(
        sun=0.60, sky=1.05, grey=0.62, tint=(1.0, 1.0, 1.0), clouds=0.15, haze=3.0, mist=0.016, wind=0.5
    ),
    "rain": _Cover(
        sun=0.16,
        sky=0.78,
        grey=0.82,
        tint=(0.92, 1.0, 1.09),
        clouds=1.0,
        haze=3.5,
        mist=0.003,
        wind=2.0,
        rain=0.65,
        shadows=False,
    ),
    "storm": _Cover(
        sun=0.30,
        sky=0.56,
        grey=0.74,
        tint=(0.84, 0.98, 1.06),
        top=0.55,
        clouds=1.0,
        haze=2.6,
        mist=0.002,
        wind=5.0,
        rain=1.0,
        shadows=False,
    ),
    "snow": _Cover(
        sun=0.22,
        sky=0.92,
        grey=0.85,
        tint=(0.97, 1.0, 1.06),
        clouds=1.0,
        haze=4.0,
        mist=0.002,
        wind=1.2,
        snow=0.8,
        shadows=False,
    ),
    "dust": _Cover(
        sun=0.50,
        sky=0.86,
        grey=0.92,
        tint=(1.55, 1.0, 0.52),
        clouds=0.10,
        haze=8.0,
        mist=0.003,
        wind=5.0,
        dust=0.8,
    ),
}


def air_for(hour: Hour, weather: Weather, season: Season, look: Look, base: Air) -> Air:
    """The air of a set at an hour, in a weather, a season and a look.

    `base` is the set's own air: its sky, mist height, city glow and falling things stay; its `haze` is that
    of a clear noon and its `mist` that of a clear day.
    """
    light, cover = LIGHTS[hour], COVERS[weather]
    light = _in_season(light, season)
    air = replace(
        base,
        sky="overcast" if base.sky == "day" and cover.grey > 0.7 else base.sky,
        sun=direction(light.elevation, light.azimuth),
        sun_colour=_scaled(light.sun, cover.sun),
        zenith=_scaled(_covered(light.zenith, cover), cover.top),
        horizon=_covered(light.horizon, cover),
        ground=_covered(light.ground, cover),
        stars=light.stars * max(0.0, 1 - cover.clouds),
        sun_size=light.sun_size if cover.grey < 0.5 else 0.0,
        shadows=cover.shadows,
    )
    air = _in_look(_with_weather(air, base, cover, hour), look)
    if look.hue is not None and look.hue.light is not None:
        air = replace(air, sun=direction(*look.hue.light), shadows=True)
    return hued_air(air, look.hue)


def direction(elevation: float, azimuth: float) -> Colour:
    """The unit vector towards a light, degrees; azimuth 0 is -z, positive towards +x."""
    up, aside = radians(elevation), radians(azimuth)
    return (sin(aside) * cos(up), sin(up), -cos(aside) * cos(up))


def in_shade(air: Air, sky: float, sun: float) -> Air:
    """The air as a camera exposed for shade sees it: `sky` and `sun` scale their light."""
    return replace(
        air,
        sun_colour=_scaled(air.sun_colour, sun),
        zenith=_scaled(air.zenith, sky),
        horizon=_scaled(air.horizon, sky),
        ground=_scaled(air.ground, sky),
    )


def is_before_sunrise(shot: Shot) -> bool:
    """Whether a shot of dawn is so cold in the colour script that the sun is not up yet."""
    return shot.hour == "dawn" and shot.warmth <= BLUE and shot.weather in ("clear", "cloudy", "mist", "snow")


def before_sunrise(air: Air) -> Air:
    """The air of dawn a quarter of an hour before the sun: blue, with a thin warm band low in the sky."""
    if air.sky not in ("day", "overcast"):
        return air
    return replace(
        air,
        sun_colour=(0.62, 0.66, 0.92),
        sun_size=0.0,
        zenith=(0.050, 0.105, 0.250),
        horizon=(0.300, 0.315, 0.430),
        ground=(0.040, 0.048, 0.070),
        stars=0.5,
        haze=air.haze * 1.3,
    )


def is_dark(hour: Hour) -> bool:
    """Whether lamps are lit at this hour."""
    return hour in ("dusk", "night")


def _with_weather(air: Air, base: Air, cover: _Cover, hour: Hour) -> Air:
    thick = {"dawn": 1.3, "sunset": 1.2, "dusk": 1.2}.get(hour, 1.0)
    morning_mist = 0.0015 if hour == "dawn" and cover.mist == 0 else 0.0
    return replace(
        air,
        haze=base.haze * cover.haze * thick,
        mist=base.mist + cover.mist + morning_mist,
        clouds=cover.clouds,
        wind=_scaled(base.wind, cover.wind),
        rain=cover.rain,
        snow=cover.snow,
        dust=max(base.dust, cover.dust),
    )


def _in_season(light: _Light, season: Season) -> _Light:
    """Winter light is lower and cooler, autumn light warmer."""
    if season == "winter" and light.elevation > 20:
        return replace(
            light,
            elevation=light.elevation * 0.72,
            zenith=_scaled(light.zenith, 0.95),
            sun=_tinted(light.sun, (0.97, 0.98, 1.06)),
        )
    if season == "autumn":
        return replace(light, sun=_tinted(light.sun, (1.04, 0.98, 0.88)))
    return light


def _in_look(air: Air, look: Look) -> Air:
    """Some looks ask the weather for a little more: dreams and wuxia for mist, cartoons for clear colour."""
    if look.id in ("dream", "wuxia_mono"):
        return replace(air, mist=air.mist + 0.004, haze=air.haze * 1.6)
    if look.id == "animation":
        return replace(air, haze=air.haze * 0.6, zenith=_tinted(air.zenith, (0.75, 1.05, 1.25)))
    if look.id == "noir":
        return replace(air, mist=air.mist + 0.002, haze=air.haze * 1.5)
    return air


def _covered(colour: Colour, cover: _Cover) -> Colour:
    luma = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    greyed = (
        colour[0] + (luma - colour[0]) * cover.grey,
        colour[1] + (luma - colour[1]) * cover.grey,
        colour[2] + (luma - colour[2]) * cover.grey,
    )
    return _scaled(_tinted(greyed, cover.tint), cover.sky)


def _scaled(colour: Colour, factor: float) -> Colour:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _tinted(colour: Colour, tint: Colour) -> Colour:
    return (colour[0] * tint[0], colour[1] * tint[1], colour[2] * tint[2])
