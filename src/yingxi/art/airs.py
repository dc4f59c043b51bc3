"""Light and weather by the hour: where the sun or moon stands, what colour the sky and the haze are.

Values are already exposed: a picture taken at exposure 1 reads at every hour, as a camera operator would
set it (night is moonlit day-for-night, not black). Sets are built so that a camera looks towards -z;
azimuths are measured from there, so the light comes from behind and aside and models form.
"""

from dataclasses import dataclass, replace
from math import cos, radians, sin

from yingxi.art.look import Colour, Look
from yingxi.film.terms import Hour, Season, Weather
from yingxi.world.scene import Air


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
    """What a weather does to a clear sky: `sun` and `sky` scale, `grey` and `tint` colour, the rest adds."""

    sun: float = 1.0
    sky: float = 1.0
    grey: float = 0.0
    tint: Colour = (1.0, 1.0, 1.0)
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
        sun=(2.9, 1.45, 0.72),
        zenith=(0.13, 0.20, 0.38),
        horizon=(0.74, 0.50, 0.42),
        ground=(0.10, 0.08, 0.08),
        stars=0.15,
    ),
    "morning": _Light(
        elevation=24,
        azimuth=-52,
        sun=(4.7, 3.75, 2.63),
        zenith=(0.112, 0.248, 0.528),
        horizon=(0.48, 0.528, 0.576),
        ground=(0.13, 0.12, 0.09),
    ),
    "noon": _Light(
        elevation=56,
        azimuth=-64,
        sun=(4.82, 4.48, 3.92),
        zenith=(0.088, 0.224, 0.528),
        horizon=(0.448, 0.536, 0.624),
        ground=(0.15, 0.14, 0.11),
    ),
    "afternoon": _Light(
        elevation=33,
        azimuth=54,
        sun=(4.93, 3.86, 2.63),
        zenith=(0.104, 0.232, 0.504),
        horizon=(0.496, 0.52, 0.544),
        ground=(0.14, 0.12, 0.09),
    ),
    "sunset": _Light(
        elevation=5,
        azimuth=26,
        sun=(4.1, 1.65, 0.52),
        zenith=(0.12, 0.16, 0.34),
        horizon=(0.86, 0.42, 0.20),
        ground=(0.10, 0.07, 0.06),
        sun_size=0.0075,
    ),
    "dusk": _Light(
        elevation=7,
        azimuth=32,
        sun=(0.62, 0.34, 0.34),
        zenith=(0.035, 0.060, 0.155),
        horizon=(0.30, 0.17, 0.19),
        ground=(0.035, 0.035, 0.045),
        stars=0.35,
        sun_size=0.0,
    ),
    "night": _Light(
        elevation=34,
        azimuth=-36,
        sun=(0.40, 0.52, 0.78),
        zenith=(0.010, 0.021, 0.052),
        horizon=(0.036, 0.062, 0.105),
        ground=(0.012, 0.015, 0.022),
        stars=1.0,
        sun_size=0.011,
    ),
}

COVERS: dict[Weather, _Cover] = {
    "clear": _Cover(),
    "cloudy": _Cover(sun=0.88, sky=0.97, grey=0.18, clouds=0.62, haze=1.2),
    "overcast": _Cover(
        sun=0.22,
        sky=0.86,
        grey=0.78,
        tint=(0.97, 1.0, 1.05),
        clouds=1.0,
        haze=2.0,
        shadows=False,
    ),
    "mist": _Cover(
        sun=0.55,
        grey=0.45,
        tint=(0.98, 1.0, 1.03),
        clouds=0.5,
        haze=3.0,
        mist=0.022,
        wind=0.5,
    ),
    "rain": _Cover(
        sun=0.12,
        sky=0.62,
        grey=0.85,
        tint=(0.92, 1.0, 1.09),
        clouds=1.0,
        haze=4.5,
        mist=0.004,
        wind=2.0,
        rain=0.65,
        shadows=False,
    ),
    "storm": _Cover(
        sun=0.16,
        sky=0.36,
        grey=0.80,
        tint=(0.88, 1.0, 1.08),
        clouds=1.0,
        haze=4.0,
        mist=0.003,
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
        haze=5.0,
        mist=0.003,
        wind=1.2,
        snow=0.75,
        shadows=False,
    ),
    "dust": _Cover(
        sun=0.45,
        sky=0.80,
        grey=0.35,
        tint=(1.28, 0.92, 0.56),
        clouds=0.25,
        haze=9.0,
        mist=0.004,
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
        zenith=_covered(light.zenith, cover),
        horizon=_covered(light.horizon, cover),
        ground=_covered(light.ground, cover),
        stars=light.stars * max(0.0, 1 - cover.clouds),
        sun_size=light.sun_size if cover.grey < 0.5 else 0.0,
        shadows=cover.shadows,
    )
    return _in_look(_with_weather(air, base, cover, hour), look)


def direction(elevation: float, azimuth: float) -> Colour:
    """The unit vector towards a light, degrees; azimuth 0 is -z, positive towards +x."""
    up, aside = radians(elevation), radians(azimuth)
    return (sin(aside) * cos(up), sin(up), -cos(aside) * cos(up))


def is_dark(hour: Hour) -> bool:
    """Whether lamps are lit at this hour."""
    return hour in ("dusk", "night")


def _with_weather(air: Air, base: Air, cover: _Cover, hour: Hour) -> Air:
    thick = {"dawn": 1.7, "sunset": 1.4, "dusk": 1.3}.get(hour, 1.0)
    morning_mist = 0.004 if hour == "dawn" and cover.mist == 0 else 0.0
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
