"""Sounds that go on: one unbroken texture a kind through the film, under a curve of loudness.

What the picture's own events ask for and what the place's air has are one curve; it crosses over at cuts
and holds where the next shot sounds the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yingxi.sound.foley.beds import Bed
from yingxi.sound.foley.hits import Placed
from yingxi.sound.foley.table import RECIPES, Recipe, carried, make_sound
from yingxi.sound.signals import Random, above, between, decibels, looped, sides
from yingxi.sound.voice import RATE, Samples

Curve = NDArray[np.float64]

FAMILIES = (
    {"river", "water_lap", "stream"},
    {"wind", "breeze", "gale", "sand"},
    {"waves", "sea"},
    {"crowd", "applause"},
)
"""Kinds that stand for each other: where an event of one is heard, a bed of another keeps still."""

_LOOP_S = 13.0
_GRAIN = 240
_RUMBLE = 45.0
"""Hertz under which air and water only use up loudness."""
_CROSS = 7
"""Frames over which loudness passes from one shot's to the next."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Texture:
    """How loud one kind is at each frame of the film, and where it stands (-1 to 1)."""

    kind: str
    gain: Curve
    pan: Curve


def plan_textures(
    events: Mapping[str, Sequence[Placed]], beds: Sequence[Bed], frames: int
) -> tuple[Texture, ...]:
    """The curves of every kind that goes on, events and beds together; kinds in alphabetical order."""
    heard = {kind: _event_curves(placed, kind, frames) for kind, placed in events.items()}
    still = np.zeros(frames)
    airs = {bed.kind: np.interp(np.arange(frames), bed.frames, bed.gains) for bed in beds}
    textures = []
    for kind in sorted({*heard, *airs}):
        gain, pan = heard.get(kind, (still, still))
        others = [heard[other][0] for other in _relatives(kind) & heard.keys()]
        covered = np.max(others, axis=0, initial=0.0) > 0.02 if others else np.zeros(frames, bool)
        air = np.where(covered, 0.0, airs.get(kind, still))
        textures.append(Texture(kind=kind, gain=_crossed(np.maximum(gain, air)), pan=_crossed(pan)))
    return tuple(textures)


def lay_texture(
    count: int, recipe: Recipe, texture: Texture, fps: float, left: Random, right: Random
) -> Samples:
    """The texture as a layer (count, 2): two recordings of it, left and right, so that it is wide."""
    one, two = (above(make_sound(recipe, random, _LOOP_S), _RUMBLE) for random in (left, right))
    wide = np.stack([0.8 * one + 0.4 * two, 0.4 * one + 0.8 * two], axis=1)
    layer = looped(wide, count).copy()
    at = (np.arange(-(-count // _GRAIN)) + 0.5) * _GRAIN * fps / RATE
    middles = np.arange(len(texture.gain)) + 0.5
    pans = np.array([sides(pan) for pan in texture.pan])
    for side in range(2):
        curve = np.interp(at, middles, texture.gain * pans[:, side]) * decibels(recipe.level_db)
        layer[:, side] *= between(curve, _GRAIN, count)
    return layer


def _relatives(kind: str) -> set[str]:
    return next((family for family in FAMILIES if kind in family), {kind})


def _event_curves(placed: Sequence[Placed], kind: str, frames: int) -> tuple[Curve, Curve]:
    """Gain and place of all events of a kind at each frame: powers add, places are weighed by them."""
    power, leaning = np.zeros(frames), np.zeros(frames)
    for start, event in placed:
        first = min(frames, max(0, round(start + event.frame)))
        last = min(frames, max(first + 1, round(start + event.frame + event.length)))
        heard = carried(RECIPES[kind], event.gain) ** 2
        power[first:last] += heard
        leaning[first:last] += heard * event.pan
    return np.sqrt(power), leaning / np.maximum(power, 1e-9)


def _crossed(curve: Curve) -> Curve:
    """The curve with its steps made into slopes."""
    padded = np.pad(curve, _CROSS // 2, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(_CROSS) / _CROSS, mode="valid"))
