"""Seats without a saddle: where somebody sits on a bare back, and how legs and hands lie there."""

import math
from collections.abc import Callable

import numpy as np

from yingxi.art.cast.animal_body import Point
from yingxi.art.cast.animal_rig import Going, Posed
from yingxi.art.seat import Seat, sides


def bareback(
    bone: str,
    saddle: Point,
    hands: Point,
    feet: Point,
    *,
    girth: float = 0.0,
    lean: float = 0.06,
    toes: float = 0.4,
) -> Callable[[Posed, Going], Seat]:
    """A seat on a bone. `hands` and `feet` are those of the right side (metres at rest, z outward).

    `girth` is the radius of the back under the rider; robes lie on it.
    """
    back = np.array([(saddle[0] + x, saddle[1] - 1.02 * girth, 0.0) for x in (-0.7, 0.7)], np.float32)

    def seat_of(posed: Posed, going: Going) -> Seat:
        number = posed.bones.number[bone]
        return Seat(
            turn=np.eye(3, dtype=np.float32),
            place=np.zeros(3, np.float32),
            saddle=posed.point(bone, np.asarray(saddle, np.float32)),
            hands=np.stack([posed.point(bone, hand) for hand in sides(*hands)]),
            feet=np.stack([posed.point(bone, foot) for foot in sides(*feet)]),
            lean=lean + (0.25 if going.speed > 6.0 else 0.0),
            pitch=math.asin(float(np.clip(posed.turns[number][1, 0], -1.0, 1.0))),
            back=np.stack([posed.point(bone, end) for end in back]),
            girth=girth,
            toes=toes,
        )

    return seat_of
