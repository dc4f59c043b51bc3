"""How four legs carry a body: gaits by speed, feet that stay where they are set down."""

import math
from dataclasses import dataclass

from yingxi.art.cast.animal_rig import Gait, Posed, footstep, reach
from yingxi.art.shapes.place import turn

SIDES = ("L", "R")
WALK, TROT, GALLOP = (0.25, 0.75, 0.0, 0.5), (0.0, 0.5, 0.5, 0.0), (0.45, 0.57, 0.0, 0.11)
"""When each foot lands: left fore, right fore, left hind, right hind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg:
    """Bones from the body down; `knee` the way the middle joint bends, `fold` of the cannon in the air."""

    bones: tuple[str, str, str, str]
    knee: float
    fold: float
    toe: float = 0.9

    def of(self, side: str) -> tuple[str, str, str, str]:
        a, b, c, d = (f"{bone}.{side}" for bone in self.bones)
        return a, b, c, d


def carry(posed: Posed, fore: Leg, hind: Leg, gait: Gait, phase: float, height: float) -> None:
    """Set all four legs for a moment of a gait; `height` is that of the shoulder in metres."""
    for number in range(4):
        leg, side = (fore, hind)[number // 2], SIDES[number % 2]
        names = leg.of(side)
        ahead, up, swing = footstep(gait, phase, number)
        place(posed, leg, names, ahead, up, swing, height)


def place(
    posed: Posed,
    leg: Leg,
    names: tuple[str, str, str, str],
    ahead: float,
    up: float,
    swing: float,
    height: float,
) -> None:
    """One leg with its foot so far ahead of where it stands and so high."""
    rest = posed.bones.rest
    home, hock = rest[names[3]], rest[names[2]]
    upright = math.atan2(float(hock[0] - home[0]), float(hock[1] - home[1]))
    folded = math.sin(math.pi * min(swing * 1.15, 1.0))
    shin = upright - 0.75 * ahead / height + leg.fold * folded
    reach(posed, names, (float(home[0]) + ahead, float(home[1]) + up), shin, leg.knee)
    tip = -leg.toe * folded - (0.35 * max(-ahead, 0.0) / height if swing == 0 else 0.0)
    posed.set(names[3], turn(0.0, tip))
