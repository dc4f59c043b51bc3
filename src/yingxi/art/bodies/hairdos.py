"""Whole hairdos by name: a scalp, knots and what hangs from them."""

from collections.abc import Callable
from dataclasses import replace

from yingxi.art.bodies import props_held as held
from yingxi.art.bodies.body import Body
from yingxi.art.bodies.drapery import Drapery
from yingxi.art.bodies.dressing import Colour, Dress, Made
from yingxi.art.bodies.hair import BLACK, BROWN, GREY, GROWN, WHITE, bun, long_hair, scalp, tail
from yingxi.art.bodies.pieces import Piece
from yingxi.art.bodies.strands import Hanging
from yingxi.film.errors import unknown

_TONES: dict[str, Colour] = {"grey": GREY, "grey_bun": GREY, "white_topknot": WHITE, "crop": BROWN}


def hair_of(body: Body, dress: Dress) -> Made:
    """The hair of a dress, by the name of its hairdo. Raises UsageError for one that nobody can dress."""
    if dress.hair in ("bald", "none"):
        return [], []
    if dress.hair not in _HAIRDOS:
        raise unknown("hairdo", dress.hair, (*_HAIRDOS, "bald", "none"))
    pieces, hanging = _HAIRDOS[dress.hair](body, _TONES.get(dress.hair, BLACK))
    if not dress.near:
        return pieces, hanging
    return [replace(p, material="hair_near") if p.mark == GROWN else p for p in pieces], hanging


def _short(body: Body, tone: Colour) -> Made:
    return [scalp(body, tone, top=0.027, side=0.007, back=0.011, line=0.064, nape=-0.015, thick=0.045)], []


def _cropped(body: Body, tone: Colour) -> Made:
    return [scalp(body, tone, top=0.006, side=0.006, back=0.008, line=0.06)], []


def _drawn_back(body: Body, tone: Colour) -> Piece:
    """The scalp under hair that is tied."""
    return scalp(body, tone, top=0.013, side=0.009, back=0.014, line=0.064, nape=-0.035)


def _hung(hanging: Hanging, tone: Colour, fine: int = 2) -> list[Drapery]:
    return [Drapery(hanging=hanging, colour=tone, material="hair", semantic="hair", fine=fine)]


def _small_knot(body: Body, tone: Colour) -> Made:
    return [_drawn_back(body, tone), bun(body, tone, (-0.02, 0.022, 0.0), (0.030, 0.034, 0.030))], []


def _topknot(body: Body, tone: Colour) -> Made:
    knot = bun(body, tone, (-0.035, 0.030, 0.0), (0.036, 0.036, 0.036))
    pinned = held.crown_ring(body, (-0.035, 0.012, 0.0))
    return [_drawn_back(body, tone), knot, pinned], _hung(tail(body, (-0.115, -0.09, 0.0), 0.42, 0.10), tone)


def _pony(body: Body, tone: Colour) -> Made:
    knot = bun(body, tone, (-0.095, -0.045, 0.0), (0.026, 0.026, 0.03))
    return [_drawn_back(body, tone), knot], _hung(tail(body, (-0.105, -0.055, 0.0), 0.50, 0.055), tone)


def _flying(body: Body, tone: Colour) -> Made:
    """A high knot under a ring, and hair to the waist that flies behind."""
    knot = bun(body, tone, (-0.055, 0.020, 0.0), (0.034, 0.040, 0.034))
    pinned = held.crown_ring(body, (-0.055, 0.002, 0.0))
    return [_drawn_back(body, tone), knot, pinned], _hung(
        tail(body, (-0.105, -0.03, 0.0), 0.80, 0.15, 8), tone, 3
    )


def _long(body: Body, tone: Colour) -> Made:
    cap = scalp(body, tone, top=0.018, side=0.016, back=0.020, line=0.062, parted=0.55)
    return [cap], _hung(long_hair(body, 0.46), tone, 3)


def _high_bun(body: Body, tone: Colour) -> Made:
    knots = [bun(body, tone, (-0.045, 0.045, 0.03 * k), (0.042, 0.050, 0.034)) for k in (-1, 1)]
    pins = held.hairpins(body, (-0.02, 0.03, 0.0))
    return [_drawn_back(body, tone), *knots, pins], _hung(long_hair(body, 0.62, 0.45, 7), tone, 3)


def _bob(body: Body, tone: Colour) -> Made:
    """Hair cut at the jaw, with a fringe over the brow."""
    cap = scalp(body, tone, top=0.022, side=0.022, back=0.024, line=0.024, thick=0.020)
    return [cap], _hung(long_hair(body, 0.27, 1.06), tone, 3)


def _fringe(body: Body, tone: Colour) -> Made:
    """Short hair combed forward over the brow."""
    return [scalp(body, tone, top=0.026, side=0.014, back=0.018, line=0.030, thick=0.030)], []


def _parted(body: Body, tone: Colour) -> Made:
    """Short hair combed to one side, high over the brow."""
    return [scalp(body, tone, top=0.034, side=0.008, back=0.012, line=0.064, thick=0.030, parted=0.3)], []


def _girl(body: Body, tone: Colour) -> Made:
    knots = [bun(body, tone, (-0.02, -0.005, 0.062 * k), (0.038, 0.038, 0.036)) for k in (-1, 1)]
    return [scalp(body, tone, top=0.016, side=0.012, back=0.016, line=0.046), *knots], []


def _bun(body: Body, tone: Colour) -> Made:
    return [_drawn_back(body, tone), bun(body, tone, (-0.115, -0.075, 0.0), (0.046, 0.044, 0.052))], []


_HAIRDOS: dict[str, Callable[[Body, Colour], Made]] = {
    "short": _short,
    "crop": _short,
    "bob": _bob,
    "fringe": _fringe,
    "parted": _parted,
    "grey": _short,
    "cropped": _cropped,
    "topknot_small": _small_knot,
    "topknot": _topknot,
    "white_topknot": _topknot,
    "pony": _pony,
    "flying": _flying,
    "long": _long,
    "high_bun": _high_bun,
    "girl": _girl,
    "bun": _bun,
    "grey_bun": _bun,
}
