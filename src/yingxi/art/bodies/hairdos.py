"""Whole hairdos by name: a scalp, knots and what hangs from them."""

from yingxi.art.bodies import props_held as held
from yingxi.art.bodies.body import Body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Dress, Made
from yingxi.art.bodies.hair import BLACK, BROWN, GREY, WHITE, bun, long_hair, scalp, tail


def hair_of(body: Body, dress: Dress) -> Made:
    """The hair of a dress: short, crop, grey, topknot, long, pony, bun, grey_bun, girl, bald, none."""
    style = dress.hair
    if style in ("bald", "none"):
        return [], []
    tone = {"grey": GREY, "grey_bun": GREY, "white_topknot": WHITE, "crop": BROWN}.get(style, BLACK)
    if style in ("short", "crop", "grey"):
        return [scalp(body, tone, top=0.028, side=0.010, back=0.014, line=0.058)], []
    if style == "cropped":
        return [scalp(body, tone, top=0.006, side=0.006, back=0.008, line=0.06)], []
    cap = scalp(body, tone, top=0.013, side=0.009, back=0.014, line=0.056, nape=-0.035)
    if style == "topknot_small":
        return [cap, bun(body, tone, (-0.02, 0.022, 0.0), (0.030, 0.034, 0.030))], []
    if style in ("topknot", "white_topknot"):
        knot = (-0.035, 0.030, 0.0)
        loose = Drapery(
            hanging=tail(body, (-0.115, -0.09, 0.0), 0.42, 0.10),
            colour=tone,
            material="hair",
            semantic="hair",
        )
        return [
            cap,
            bun(body, tone, knot, (0.036, 0.036, 0.036)),
            held.crown_ring(body, (-0.035, 0.012, 0.0)),
        ], [loose]
    if style == "pony":
        loose = Drapery(
            hanging=tail(body, (-0.105, -0.055, 0.0), 0.50, 0.055),
            colour=tone,
            material="hair",
            semantic="hair",
        )
        return [cap, bun(body, tone, (-0.095, -0.045, 0.0), (0.026, 0.026, 0.03))], [loose]
    if style == "long":
        loose = Drapery(hanging=long_hair(body, 0.46), colour=tone, material="hair", semantic="hair", fine=3)
        return [scalp(body, tone, top=0.018, side=0.016, back=0.020, line=0.054)], [loose]
    if style == "high_bun":
        loose = Drapery(
            hanging=long_hair(body, 0.62, 0.45, 7), colour=tone, material="hair", semantic="hair", fine=3
        )
        knots = [bun(body, tone, (-0.045, 0.045, 0.03 * k), (0.042, 0.050, 0.034)) for k in (-1, 1)]
        return [cap, *knots, held.hairpins(body, (-0.02, 0.03, 0.0))], [loose]
    if style == "girl":
        knots = [bun(body, tone, (-0.02, -0.005, 0.062 * k), (0.038, 0.038, 0.036)) for k in (-1, 1)]
        return [scalp(body, tone, top=0.016, side=0.012, back=0.016, line=0.046), *knots], []
    return [cap, bun(body, tone, (-0.115, -0.075, 0.0), (0.046, 0.044, 0.052))], []
