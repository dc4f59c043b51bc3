"""Many riders: a few light figures, each drawn on every mount that moves as its own does."""

from dataclasses import replace

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.crowd import Crowd, light_figure
from yingxi.art.bodies.riding import riding_role
from yingxi.art.bodies.roles import Part
from yingxi.art.seat import Seated, carried
from yingxi.world.scene import Array

ALIKE = 4
"""Every fourth mount of a herd goes in the same step."""


class MountedCrowd(Crowd):
    """A crowd on seats: everybody is where its own mount is, posed as the first of its kind."""

    seats: tuple[Seated, ...] = ()

    def _row(self, number: int, t: float) -> list[float]:
        """The instance row of one rider: the axes of its mount, as large as that is to the posed one."""
        seat = self.seats[number](t)
        size = seat.size / self.seats[number % len(self.figures)](t).size
        turn, (x, y, z) = seat.turn * size, (float(value) for value in seat.place)
        rows = [[*(float(value) for value in row), at] for row, at in zip(turn, (x, y, z), strict=True)]
        return [*(value for row in rows for value in row), *self.tints[number], 1.0]

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round everybody, metres."""
        places = np.array([carried(seat, seat.saddle) for seat in (one(t) for one in self.seats)])
        reach = np.array((0.5, 0.9, 0.5), np.float32)
        return places.min(0) - reach, places.max(0) + reach


def riders_of(sheet: CallSheet, name: str, part: Part, first: int) -> MountedCrowd:
    """The riders of a call sheet from number `first` on, dressed by the part."""
    seats, paths = sheet.seats[first:], sheet.paths[first:]
    kinds = min(ALIKE, len(seats))
    dresses = [part.dress(sheet, first + kind) for kind in range(kinds)]
    figures = [light_figure(replace(dress)) for dress in dresses]
    roles = [riding_role(sheet, seats[kind], dresses[kind], paths[kind]) for kind in range(kinds)]
    crowd = MountedCrowd(name, figures, roles, paths, sheet.seed)
    crowd.seats = seats
    return crowd
