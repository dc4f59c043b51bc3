"""Animals with what is put on them: tack that bends with them but does not take the colour of their coat."""

import numpy as np

from yingxi.art.bodies.person import Company
from yingxi.art.cast.animal_rig import Herd
from yingxi.art.seat import Seat
from yingxi.art.shapes import Mesh, Numbers


class Saddled(Company):
    """A herd and its tack as one actor; people sit on the herd."""

    def __init__(self, herd: Herd, tack: Herd) -> None:
        super().__init__([herd, tack])
        self.herd = herd

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of them."""
        return self.herd.seat(number, t)


def round_of(body: Mesh, xs: Numbers, angles: Numbers, out: float, height: float = 1.22) -> Numbers:
    """Points (x, angle, 3) that lie `out` metres over a trunk; angle 0 is up, positive to the right."""
    place = body.position
    around = np.arctan2(place[:, 2], place[:, 1] - height)
    away = np.hypot(place[:, 2], place[:, 1] - height)
    rows = []
    for x in xs:
        near = np.abs(place[:, 0] - x) < 0.045
        reach = [_reach(around[near], away[near], abs(angle)) for angle in angles]
        rows.append(np.convolve(np.pad(reach, 1, mode="edge"), (0.25, 0.5, 0.25), "valid") + out)
    radius = np.array(rows)
    return np.stack(
        [
            np.broadcast_to(np.asarray(xs)[:, None], radius.shape),
            height + radius * np.cos(angles),
            radius * np.sin(angles),
        ],
        -1,
    )


def _reach(around: Numbers, away: Numbers, angle: float) -> float:
    near = np.abs(np.abs(around) - angle) < 0.13
    return float(np.percentile(away[near], 80)) if near.any() else 0.28
