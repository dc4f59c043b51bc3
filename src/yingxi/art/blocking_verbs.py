"""How each verb moves: tracks in the axes of a stage, at speeds true to the thing."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.asset import Asset
from yingxi.art.blocking_stage import Track

TURN = math.radians(35.0)
"""A standing figure turns its shoulder this far from the lens: the three-quarter view."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """What a verb needs to know to move one instance.

    start: its place (along, toward, up) in metres; `duration` of the shot in seconds; `speed` m/s; `facing`
    the angle of the lens; `flat` things (reliefs) keep their face
    to it, `broad` ones (boats, houses) their side; `partner` is where the other stands.
    """

    start: tuple[float, float, float]
    duration: float
    speed: float
    facing: float
    size: float
    phase: float = 0.0
    flat: bool = False
    broad: bool = False
    floats: bool = False
    partner: tuple[float, float, float] | None = None
    extra: dict[str, float] = field(default_factory=dict)


Verb = Callable[[Cue], Track]


def stand(cue: Cue) -> Track:
    """Still, in three-quarter view; on water it bobs."""
    facing = _facing(cue)
    along, toward, up = cue.start
    bob = 0.05 * min(cue.size, 3.0) if cue.floats else 0.0
    return lambda t: (along, toward, up + bob * math.sin(1.1 * t + cue.phase), facing)


def _facing(cue: Cue) -> float:
    """How something stands to the lens: reliefs flat, things on their side, people in three-quarter view."""
    if cue.flat:
        return 0.0
    return 0.35 if cue.broad else cue.facing - TURN


def look(cue: Cue) -> Track:
    """Still, turning slowly away from the lens toward what lies ahead."""
    along, toward, up = cue.start
    if cue.flat or cue.broad:
        return stand(cue)
    first, last = cue.facing - TURN, cue.facing - 2.2 * TURN
    return lambda t: (along, toward, up, first + (last - first) * ease(t / cue.duration))


def travel(cue: Cue) -> Track:
    """Straight along, at its place in the middle of the shot; already in motion when the shot begins."""
    along, toward, up = cue.start
    half = 0.5 * cue.duration
    sway = 0.03 * min(cue.size, 4.0) if cue.floats else 0.0
    return lambda t: (along + cue.speed * (t - half), toward, up + sway * math.sin(1.3 * t + cue.phase), 0.0)


def approach(cue: Cue) -> Track:
    """Straight into depth or out of it along the lens, slightly off its axis."""
    along, toward, up = cue.start
    half = 0.5 * cue.duration
    angle = cue.facing + 0.12
    return lambda t: (
        along + cue.speed * (t - half) * math.cos(angle),
        toward + cue.speed * (t - half) * math.sin(angle),
        up,
        angle,
    )


def fly(cue: Cue) -> Track:
    """Along a long, gently rising and falling arc."""
    along, toward, up = cue.start
    half = 0.5 * cue.duration
    swing = min(0.35 * cue.size, 2.5)
    return lambda t: (
        along + cue.speed * (t - half),
        toward + 0.6 * swing * math.sin(0.5 * t + cue.phase),
        up + swing * math.sin(0.7 * t + cue.phase),
        0.15 * math.cos(0.5 * t + cue.phase),
    )


def hover(cue: Cue) -> Track:
    """In one place in the air, breathing."""
    along, toward, up = cue.start
    facing = 0.0 if cue.flat else cue.facing - 0.5 * TURN
    lift = min(0.08 * cue.size, 0.5)
    return lambda t: (
        along + 0.4 * lift * math.sin(0.37 * t + cue.phase),
        toward,
        up + lift * math.sin(0.8 * t + cue.phase),
        facing,
    )


def circle(cue: Cue) -> Track:
    """Around its place, wide enough to read as a circle; flat things keep near to their face."""
    along, toward, up = cue.start
    radius = cue.extra.get("radius", max(1.6 * cue.size, 2.0))
    pace = cue.speed / radius
    if cue.flat:
        return lambda t: (
            along + radius * math.sin(pace * t + cue.phase),
            toward + 0.3 * radius * math.cos(pace * t + cue.phase),
            up,
            0.35 * math.sin(pace * t + cue.phase),
        )
    return lambda t: (
        along + radius * math.sin(pace * t + cue.phase),
        toward + radius * math.cos(pace * t + cue.phase),
        up,
        -(pace * t + cue.phase),
    )


def rise(cue: Cue) -> Track:
    """Upward from below its place to it and a little on, settling."""
    along, toward, up = cue.start
    climb = max(1.2 * cue.size, 0.6 * cue.speed * cue.duration)
    facing = _facing(cue)
    low = 0.0 if cue.extra.get("grounded") else -0.6 * climb
    return lambda t: (along, toward, up + low + climb * ease(t / cue.duration), facing)


def fall(cue: Cue) -> Track:
    """Downward, gathering speed, to its place at the end of the shot."""
    along, toward, up = cue.start
    drop = max(1.5 * cue.size, 0.5 * cue.speed * cue.duration)
    facing = _facing(cue)
    return lambda t: (along, toward, up + drop * (1.0 - min(t / cue.duration, 1.0) ** 2), facing)


def meet(cue: Cue) -> Track:
    """From its own side toward the partner, stopping at arm's length in the last third of the shot."""
    partner = cue.partner or (cue.start[0] + 2.5, cue.start[1], cue.start[2])
    side = 1.0 if partner[0] >= cue.start[0] else -1.0
    far = min(cue.speed * cue.duration * 0.6, 14.0)
    along, toward, up = cue.start
    facing = 0.0 if side > 0 else math.pi
    return lambda t: (along - side * far * (1.0 - settle(t / (0.7 * cue.duration))), toward, up, facing)


def part(cue: Cue) -> Track:
    """From arm's length away from the partner, slowly at first."""
    partner = cue.partner or (cue.start[0] + 2.5, cue.start[1], cue.start[2])
    side = -1.0 if partner[0] >= cue.start[0] else 1.0
    along, toward, up = cue.start
    facing = 0.0 if side > 0 else math.pi
    return lambda t: (along + side * cue.speed * _spent(t, 0.8), toward, up, facing)


def fight(cue: Cue) -> Track:
    """Pause, burst, pause: closing in and springing back around the point between the two."""
    partner = cue.partner or (cue.start[0] + 2.4, cue.start[1], cue.start[2])
    centre = 0.5 * (cue.start[0] + partner[0]), 0.5 * (cue.start[1] + partner[1])
    reach = 0.5 * math.hypot(partner[0] - cue.start[0], partner[1] - cue.start[1])
    first = math.atan2(cue.start[1] - centre[1], cue.start[0] - centre[0])

    def track(t: float) -> tuple[float, float, float, float]:
        burst = 0.5 - 0.5 * math.cos(2.0 * math.pi * t / 2.4)
        angle = first + (0.0 if cue.flat else 0.4 * math.sin(0.8 * t))
        radius = reach * (1.0 - 0.45 * burst**3)
        facing = (0.0 if math.cos(first) < 0 else math.pi) if cue.flat else angle + math.pi
        return (
            centre[0] + radius * math.cos(angle),
            centre[1] + radius * math.sin(angle),
            cue.start[2],
            facing,
        )

    return track


def dance(cue: Cue) -> Track:
    """Small steps around its place, turning."""
    along, toward, up = cue.start
    step = 0.25 * min(cue.size, 2.0)

    def track(t: float) -> tuple[float, float, float, float]:
        turn = 0.25 * math.sin(1.7 * t + cue.phase) if cue.flat else cue.facing + 0.9 * t + cue.phase
        return (
            along + step * math.sin(1.3 * t + cue.phase),
            toward + step * math.sin(0.9 * t + cue.phase),
            up + 0.04 * cue.size * abs(math.sin(2.6 * t + cue.phase)),
            turn,
        )

    return track


def cross(cue: Cue) -> Track:
    """Along or against the stage, by turns of its place in the order, so that two pass each other."""
    against = cue.extra.get("order", 0.0) % 2 == 1
    if not against:
        return travel(cue)
    along, toward, up = cue.start
    half = 0.5 * cue.duration
    return lambda t: (-(along + cue.speed * (t - half)), toward, up, math.pi)


def leap(cue: Cue) -> Track:
    """Out of the water and back in arcs, travelling on."""
    along, toward, up = cue.start
    half, height = 0.5 * cue.duration, 1.2 * cue.size
    return lambda t: (
        along + cue.speed * (t - half),
        toward,
        up + height * (abs(math.sin(1.6 * t + cue.phase)) - 0.6),
        0.0,
    )


VERBS: dict[str, Verb] = {
    "stand": stand,
    "wait": stand,
    "sit": stand,
    "rest": stand,
    "hold": stand,
    "work": stand,
    "play": stand,
    "speak": stand,
    "sing": stand,
    "swing": stand,
    "drum": stand,
    "grow": stand,
    "glow": stand,
    "guard": stand,
    "look": look,
    "walk": travel,
    "run": travel,
    "march": travel,
    "trot": travel,
    "gallop": travel,
    "ride": travel,
    "drive": travel,
    "row": travel,
    "race": travel,
    "sail": travel,
    "drift": travel,
    "chase": travel,
    "flee": travel,
    "swim": travel,
    "flow": travel,
    "approach": approach,
    "fly": fly,
    "soar": fly,
    "hover": hover,
    "float": hover,
    "circle": circle,
    "orbit": circle,
    "spin": dance,
    "rise": rise,
    "climb": rise,
    "launch": rise,
    "fall": fall,
    "meet": meet,
    "embrace": meet,
    "part": part,
    "fight": fight,
    "duel": fight,
    "dance": dance,
    "cross": cross,
    "pass": cross,
    "leap": leap,
    "jump": leap,
}
"""Verb -> track. A verb that an asset performs in place (drum, work) stands here; the actor does the rest."""

MOVING = frozenset(name for name, verb in VERBS.items() if verb in (travel, fly, cross, approach, leap))


def speed_of(action: str, asset: Asset) -> float:
    """Metres a second of an action for a thing of this size: a walk 1.3, a horse 12, a dragon boat 5.2."""
    length, height, _ = asset.size
    table = {
        "walk": 1.3 * math.sqrt(max(height, 0.3) / 1.75),
        "march": 1.4,
        "cross": 1.3,
        "meet": 1.3,
        "part": 1.1,
        "race": 5.2,
        "row": 1.6 if length < 8.0 else 4.4,
        "sail": 1.6 + 0.18 * length,
        "drift": 0.5,
        "flow": 0.8,
        "drive": 13.0 if length < 8.0 else 16.0,
        "trot": 3.8,
        "gallop": 11.5 if length > 2.0 else 7.0,
        "ride": 9.0 if length > 2.0 else 4.2,
        "swim": 0.9 * math.sqrt(length),
        "fly": 5.0 * math.sqrt(length),
        "soar": 4.0 * math.sqrt(length),
        "circle": 2.0 + 0.3 * length,
        "rise": 1.0 + 0.15 * height,
        "launch": 9.0,
        "fall": 3.0,
        "fight": 2.0,
        "leap": 2.0,
        "climb": 0.5,
    }
    running: float = 4.5 * float(np.clip(length / 0.6, 0.6, 4.2)) ** 0.7
    if action in ("run", "chase", "flee"):
        return running
    return float(table.get(action, 1.3))


def ease(share: float) -> float:
    """Smootherstep of 0-1, held at its ends."""
    x = min(max(share, 0.0), 1.0)
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0)


def settle(share: float) -> float:
    """In motion from the first frame, coming to rest at 1."""
    x = min(max(share, 0.0), 1.0)
    return 1.0 - (1.0 - x) ** 2


def _spent(t: float, ramp: float) -> float:
    """Seconds at full speed after starting from rest over `ramp` seconds."""
    return t - 0.5 * ramp if t > ramp else 0.5 * max(t, 0.0) ** 2 / ramp
