"""Where somebody sits on what carries it: the seam between mounts and those who ride them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from yingxi.world.scene import Array


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Seat:
    """A seat at one moment. All points are metres in the mount's own axes: x ahead, y up, z to its right.

    turn (3, 3) and place (3,) put those axes into the world. saddle (3,): where one sits; hands and feet
    (2, 3): wrists and soles, the left first. lean: radians that the trunk bends forward; pitch, roll: how
    the back under the rider is tilted; toes: radians that the feet point outward; heels: radians that they
    are pressed down. back (2, 3) and girth: a round bar that robes lie on (0: none). `size` is the mount's
    own scale; `free` says that one hand is enough to steer.
    """

    turn: Array
    place: Array
    saddle: Array
    hands: Array
    feet: Array
    lean: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    toes: float = 0.35
    heels: float = 0.18
    back: Array = field(default_factory=lambda: np.zeros((2, 3), np.float32))
    girth: float = 0.0
    size: float = 1.0
    free: bool = True


Seated = Callable[[float], Seat]
"""Seconds to the seat then."""


def sides(x: float, y: float, z: float) -> Array:
    """A point on the left and its mirror image on the right (2, 3)."""
    return np.array([(x, y, -z), (x, y, z)], np.float32)


def placed(seat: Seat, turn: Array, place: Array, size: float = 1.0) -> Seat:
    """A seat given for a mount of size 1 at the origin, put where one of that kind is."""
    return replace(
        seat,
        turn=np.asarray(turn, np.float32),
        place=np.asarray(place, np.float32),
        saddle=seat.saddle * size,
        hands=seat.hands * size,
        feet=seat.feet * size,
        back=seat.back * size,
        girth=seat.girth * size,
        size=size,
    )


def carried(seat: Seat, point: Array) -> Array:
    """A point of the mount's axes (…, 3) in the world."""
    return np.asarray(np.asarray(point) @ seat.turn.T + seat.place, np.float32)
