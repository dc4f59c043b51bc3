"""Where a shot plays: the axes of a spot as the camera sees it, and how a track on it becomes a path."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Habitat, Path, Place, Spot
from yingxi.world.scene import Array

Ground = Callable[[Array, Array], Array]

BEFORE = 1.0
"""Seconds before and after a shot for which the floor under a way is known; it is held beyond them."""
SMALL = 3.5
"""Metres below which a thing of the sky flies low."""
SKY_HEIGHT = 14.0
"""Metres above the ground spot for things of the sky in a place that names no sky."""
_INSTEAD: dict[Habitat, tuple[Habitat, ...]] = {
    "ground": ("any", "water", "space", "underwater", "sky"),
    "water": ("underwater", "any", "ground", "space", "sky"),
    "sky": ("space", "any"),
    "underwater": ("water", "any", "ground", "space", "sky"),
    "space": ("sky", "any", "ground", "water"),
    "any": ("ground", "water", "underwater", "space", "sky"),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Stage:
    """A spot turned to the screen: metres, y up; `along` and `toward` are unit (x, z).

    `along` is the way things travel (to the side of the screen that the shot wants), `toward` its
    perpendicular on the camera's side, `camera` the direction of the camera itself. `reach` is half the free
    length along and across. `ground` lifts tracks to the terrain; None keeps them at the spot's height.
    """

    origin: tuple[float, float, float]
    along: tuple[float, float]
    toward: tuple[float, float]
    camera: tuple[float, float]
    reach: tuple[float, float]
    ground: Ground | None = None

    @property
    def facing_camera(self) -> float:
        """Angle in the stage's own axes of something that looks into the lens."""
        across = self.camera[0] * self.toward[0] + self.camera[1] * self.toward[1]
        ahead = self.camera[0] * self.along[0] + self.camera[1] * self.along[1]
        return math.atan2(across, ahead)

    @property
    def hand(self) -> float:
        """1 where `toward` lies to the right of who looks along, else -1."""
        return self.along[0] * self.toward[1] - self.along[1] * self.toward[0]

    @property
    def screen_right(self) -> tuple[float, float]:
        """The screen's right in the stage's own axes (along, toward)."""
        right = (self.camera[1], -self.camera[0])
        return (
            right[0] * self.along[0] + right[1] * self.along[1],
            right[0] * self.toward[0] + right[1] * self.toward[1],
        )


Track = Callable[[float], tuple[float, float, float, float]]
"""Seconds -> metres along, metres toward the camera, metres up, facing angle (0 along, pi/2 toward)."""


def stage_of(spot: Spot, screen: str, ground: Ground | None = None) -> Stage:
    """A spot's axes such that what travels along goes to the `screen` side of the picture."""
    camera = _unit(spot.camera)
    along = _unit(spot.heading)
    right = (camera[1], -camera[0])
    drift = right[0] * along[0] + right[1] * along[1]
    wanted = 1.0 if screen == "right" else -1.0
    # A way that leads straight to the lens or from it has no screen side; it stays as the place drew it.
    if abs(drift) > 0.2 and drift * wanted < 0:
        along = (-along[0], -along[1])
    toward = (-along[1], along[0])
    if toward[0] * camera[0] + toward[1] * camera[1] < 0:
        toward = (-toward[0], -toward[1])
    return Stage(
        origin=spot.centre, along=along, toward=toward, camera=camera, reach=spot.extent, ground=ground
    )


def choose_spot(place: Place, lives: Habitat, size: float = 10.0) -> tuple[Spot, Habitat]:
    """The spot for things that live there, else the nearest in kind, with the habitat it really has.

    Small things of the sky (birds, kites; `size` in metres) keep low over ground or water, near the lens.
    """
    if lives == "sky" and size < SMALL:
        near = next((place.spots[habitat] for habitat in ("water", "ground") if habitat in place.spots), None)
        if near is not None:
            return _lifted(near, 2.4 + 1.2 * size, 2.0), "sky"
    for habitat in (lives, *_INSTEAD[lives]):
        if habitat in place.spots:
            spot = place.spots[habitat]
            if lives == "sky" and habitat not in ("sky", "space"):
                return _lifted(spot, SKY_HEIGHT, 12.0), "sky"
            return spot, habitat
    if lives == "sky" and place.spots:
        return _lifted(next(iter(place.spots.values())), SKY_HEIGHT, 12.0), "sky"
    if place.spots:
        habitat, spot = next(iter(place.spots.items()))
        return spot, habitat
    return Spot(centre=(0.0, 0.0, 0.0)), "ground"


def path_on(stage: Stage, track: Track, duration: float) -> Path:
    """A track in stage axes as a path in world space, for a shot of `duration` seconds."""
    origin, along, toward = stage.origin, stage.along, stage.toward

    def place(t: float) -> tuple[float, float, float]:
        ahead, nearer, up, _ = track(t)
        x = origin[0] + ahead * along[0] + nearer * toward[0]
        return x, up, origin[2] + ahead * along[1] + nearer * toward[1]

    floor = _floor_along(stage, place, duration)

    def position(t: float) -> Array:
        x, up, z = place(t)
        return np.array((x, floor(t) + up, z), np.float32)

    def yaw(t: float) -> float:
        facing = track(t)[3]
        dx = math.cos(facing) * along[0] + math.sin(facing) * toward[0]
        dz = math.cos(facing) * along[1] + math.sin(facing) * toward[1]
        return math.atan2(-dz, dx)

    return Path(position=position, yaw=yaw)


def _floor_along(
    stage: Stage, place: Callable[[float], tuple[float, float, float]], duration: float
) -> Callable[[float], float]:
    """Height of the floor under a way at a time.

    The ground is asked once for the whole shot, at every half frame: one place alone costs as much.
    """
    if stage.ground is None:
        return lambda t: stage.origin[1]
    times = np.arange(-BEFORE, duration + BEFORE, 1 / 48)
    way = np.array([place(float(t)) for t in times], np.float32)
    heights = np.asarray(stage.ground(way[:, 0], way[:, 2]), float).reshape(-1)
    return lambda t: float(np.interp(t, times, heights))


def _lifted(spot: Spot, height: float, back: float) -> Spot:
    """The spot `height` metres up and `back` metres away from its camera."""
    x, y, z = spot.centre
    toward = _unit(spot.camera)
    centre = (x - back * toward[0], y + height, z - back * toward[1])
    return Spot(centre=centre, heading=spot.heading, camera=spot.camera, extent=spot.extent)


def _unit(direction: tuple[float, float]) -> tuple[float, float]:
    length = math.hypot(*direction) or 1.0
    return (direction[0] / length, direction[1] / length)
