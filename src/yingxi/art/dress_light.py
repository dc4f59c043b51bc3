"""The colour script: how a shot's place in the film's light bends its look, gently."""

from dataclasses import replace

from yingxi.art.airs import before_sunrise, is_before_sunrise
from yingxi.art.hue import hued_grade
from yingxi.art.look import Look
from yingxi.film import Shot
from yingxi.world.scene import Air, Grade

SHELTERED = frozenset(
    {
        "interior_hall",
        "great_hall",
        "banner_hall",
        "stage",
        "studio",
        "road_tunnel",
        "cave",
        "underwater",
        "space",
    }
)
"""Sets into which no rain and no snow falls, whatever the weather is outside."""
NEUTRAL_LUMA, NEUTRAL_SATURATION = 0.42, 0.5
"""The colour script's middle: a shot here is graded as its look says."""


def grade_for(shot: Shot, look: Look) -> Grade:
    """The look's grade, moved by at most half a stop, a fifth of saturation and a fifth of warmth.

    Where a hue rules the place its own colour and light do, and the script only bends them a little.
    """
    if look.hue is not None:
        stops = max(-0.2, min(0.2, 0.5 * (shot.luma - NEUTRAL_LUMA)))
        return hued_grade(replace(look.grade, exposure=look.grade.exposure * 2.0**stops), look.hue)
    grade = look.grade
    stops = max(-0.5, min(0.5, 1.3 * (shot.luma - NEUTRAL_LUMA)))
    richer = max(0.8, min(1.2, 1.0 + 0.5 * (shot.saturation - NEUTRAL_SATURATION)))
    return replace(
        grade,
        exposure=grade.exposure * 2.0**stops,
        saturation=grade.saturation * richer,
        temperature=grade.temperature + 0.2 * max(-1.0, min(1.0, shot.warmth)),
    )


def air_of(air: Air, shot: Shot) -> Air:
    """The place's air as the set built it, with the falling weather of the shot where the set forgot it.

    A dawn that the colour script wants cold is before the sun.
    """
    if is_before_sunrise(shot):
        air = before_sunrise(air)
    if shot.set in SHELTERED:
        return replace(air, snow=0.0, rain=0.0)
    if shot.weather == "snow" and air.snow == 0.0:
        return replace(air, snow=0.6)
    if shot.weather in ("rain", "storm") and air.rain == 0.0:
        return replace(air, rain=0.8 if shot.weather == "storm" else 0.5)
    return air
