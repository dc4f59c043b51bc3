"""How shots join: cuts, and a few dissolves where time or place passes."""

from collections.abc import Sequence
from dataclasses import replace

from yingxi.film import Shot

SHARE = {"poem_abstract": 0.3}
"""Largest share of dissolves by genre; elsewhere 0.08."""


def with_joins(shots: Sequence[Shot], template: str, fps: int) -> tuple[Shot, ...]:
    """The shots with dissolves at the strongest changes of time and place, never into the climax."""
    allowed = int(SHARE.get(template, 0.08) * len(shots))
    length = max(8, min(16, 2 * round(fps / 4)))
    ranked = sorted(
        (at for at in range(1, len(shots)) if _reason(shots[at - 1], shots[at], template) > 0),
        key=lambda at: (-_reason(shots[at - 1], shots[at], template), at),
    )
    chosen = {at for at in ranked[:allowed] if min(shots[at - 1].length, shots[at].length) >= 3 * length}
    return tuple(
        replace(shot, join="dissolve", join_frames=length) if at in chosen else shot
        for at, shot in enumerate(shots)
    )


def _reason(before: Shot, after: Shot, template: str) -> float:
    """How much time or place passes between two shots; 0 asks for a cut."""
    into_climax = after.beat == "climax" and before.beat != "climax"
    if into_climax:
        return 0.0
    new_scene = before.scene != after.scene
    passes = 2.0 * (before.season != after.season) + 1.5 * (before.hour != after.hour)
    passes += 1.0 * (before.weather != after.weather) + 0.8 * (before.set != after.set)
    rest = 1.0 if after.beat == "resolve" and before.beat != "resolve" else 0.0
    poem = 0.5 if template == "poem_abstract" and before.energy <= 5 else 0.0
    return passes + rest + (0.2 if new_scene and passes else 0.0) + poem
