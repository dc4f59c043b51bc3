"""What the simulation knows of the fighters: the dragon's links, jaw and limbs as bars, drones as balls."""

from functools import cache

import numpy as np

from yingxi.world.articulated import Body, Capsule, Hinge, Numbers, Triple

SIZE = 1.5
"""How much larger than its model (24 m) the dragon is in a battle."""
LENGTH = 24.0 * SIZE
LINKS = 22
LINK = LENGTH / LINKS
"""Metres of one link of the spine."""
LEGS = ((6.2, -1.0), (6.2, 1.0), (14.6, -1.0), (14.6, 1.0))
"""Station (metres of the model) and side of the four limbs."""
HIP, KNEE, FOOT = (0.0, -0.2, 0.9), (-0.9, -0.75, 1.35), (0.1, -1.5, 1.45)
"""Joints of the right limb in the frame of its station, metres of the model."""
JAW = (0.05, -0.28, 0.0)
"""The jaw's hinge before the neck, metres of the model."""
DRONE = 0.72
"""Radius in metres of the ball that holds a drone with its rotors."""
GIRTH = ((0.0, 1.5, 5.0, 10.0, 15.0, 20.0, 24.0), (0.72, 0.72, 0.98, 1.05, 0.85, 0.52, 0.26))
"""Stations and radii in metres of the model that hold plates and fins' roots."""


def girth(station: float) -> float:
    """Metres of the dragon's radius at a station in metres of the real body."""
    return SIZE * float(np.interp(station / SIZE, *GIRTH))


def link_of(station: float) -> int:
    """The link that carries a station (metres of the model)."""
    return int(station * SIZE / LINK)


@cache
def dragon_bodies(place: Triple, turn: tuple[float, float, float, float]) -> tuple[Body, ...]:
    """The spine from the head backward, straight behind it, then jaw and limbs."""
    spine = [
        Body(
            name="spine0",
            place=place,
            turn=turn,
            mass=420.0,
            weightless=True,
            shapes=(
                _bar((0.2, 0.1, 0.0), (1.5, 0.05, 0.0), 0.50),
                _bar((0.0, 0.0, 0.0), (-LINK / SIZE, 0.0, 0.0), 0.70),
            ),
        )
    ]
    for k in range(1, LINKS):
        station = (k + 0.5) * LINK
        spine.append(
            Body(
                name=f"spine{k}",
                parent=f"spine{k - 1}",
                place=(-LINK, 0.0, 0.0),
                mass=120.0 + 180.0 * girth(station) ** 2,
                weightless=True,
                shapes=(Capsule(start=(0.0, 0.0, 0.0), end=(-LINK, 0.0, 0.0), radius=girth(station)),),
                hinges=(_hinge((0, 1, 0), 0.5, 5e4, 8e3), _hinge((0, 0, 1), 0.5, 5e4, 8e3)),
            )
        )
    return (*spine, _jaw(), *(body for k in range(len(LEGS)) for body in _limb(k)))


def _jaw() -> Body:
    return Body(
        name="jaw",
        parent="spine0",
        place=_sized(JAW),
        mass=60.0,
        weightless=True,
        shapes=(_bar((0.3, -0.22, 0.0), (1.6, -0.44, 0.0), 0.20),),
        hinges=(Hinge(axis=(0, 0, 1), low=-0.6, high=0.35, motor=6e4, damping=3e3),),
    )


def _limb(number: int) -> tuple[Body, Body, Body]:
    """Upper limb, lower limb and paw."""
    station, side = LEGS[number]
    link = link_of(station)
    hip, knee, foot = (np.array((x, y, z * side)) * SIZE for x, y, z in (HIP, KNEE, FOOT))
    upper, lower = knee - hip, foot - knee
    place = hip + np.array((link * LINK - station * SIZE, 0.0, 0.0))
    return (
        Body(
            name=f"upper{number}",
            parent=f"spine{link}",
            place=_triple(place),
            mass=45.0,
            shapes=(Capsule(start=(0, 0, 0), end=_triple(upper), radius=0.30),),
            hinges=(_hinge((0, 0, 1), 1.6, 3e4, 1.5e3), _hinge((1, 0, 0), 0.8, 3e4, 1.5e3)),
            weightless=True,
        ),
        Body(
            name=f"lower{number}",
            parent=f"upper{number}",
            place=_triple(upper),
            mass=30.0,
            shapes=(Capsule(start=(0, 0, 0), end=_triple(lower), radius=0.24),),
            hinges=(_hinge((0, 0, 1), 1.5, 2e4, 8e2),),
            weightless=True,
        ),
        Body(
            name=f"paw{number}",
            parent=f"lower{number}",
            place=_triple(lower),
            mass=25.0,
            shapes=(Capsule(start=(0.0, -0.25, 0.0), end=(0.35, -0.45, 0.0), radius=0.45),),
            hinges=(_hinge((0, 0, 1), 1.2, 1e4, 4e2),),
            weightless=True,
        ),
    )


def drone_body(number: int, place: Triple) -> Body:
    """One drone: a ball that holds body and rotors; drones touch one another too."""
    return Body(
        name=f"drone{number}",
        place=place,
        mass=26.0,
        team=-2,
        shapes=(Capsule(start=(0, 0, 0), end=(0, 0, 0), radius=DRONE),),
    )


def _bar(start: Triple, end: Triple, radius: float) -> Capsule:
    return Capsule(start=_sized(start), end=_sized(end), radius=radius * SIZE)


def _hinge(axis: Triple, most: float, motor: float, damping: float) -> Hinge:
    return Hinge(axis=axis, low=-most, high=most, motor=motor, damping=damping)


def _sized(point: Triple) -> Triple:
    return (SIZE * point[0], SIZE * point[1], SIZE * point[2])


def _triple(point: Numbers) -> Triple:
    return (float(point[0]), float(point[1]), float(point[2]))
