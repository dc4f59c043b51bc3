"""The acts of the battle: which way the dragon flies, whom it strikes when, where the camera stands.

Metres and seconds from the shot's first frame; x to the right, y up, the camera looks toward -z. Every other
shot of an act plays it mirrored in x.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from yingxi.world.articulated import Triple

Weapon = Literal["jaws", "claw", "fire", "none"]
Mark = Literal["head", "neck", "chest", "middle", "paw", "drone", "place"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Victim:
    """A drone that is struck `at` seconds (a share of the shot): by what, by which limb."""

    at: float
    by: Weapon
    limb: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A camera: it looks from `eye` to `aim` (each at the shot's beginning and end).

    Metres in the axes of its mark's way (ahead, up, right), or of the world where the mark is `place`.
    `follow` is the share of the mark's travel that the camera makes.
    """

    mark: Mark
    eye: tuple[Triple, Triple]
    aim: tuple[Triple, Triple] = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    lens: float = 35.0
    follow: float = 1.0
    aperture: float = 0.0
    shake: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """The dragon's way through points at a pace, how far its head has come at 0 s, and what happens.

    `ring` is the drones' distance from the dragon's axis (nearest, farthest), `spread` the stretch of its
    body round which they fly (metres before the neck are negative), `rate` how fast they pass along it.
    `lead` puts the first drone so many metres before the jaws. `burn` drones are hit about the shot's
    beginning; where `rain` is given they wait (x, y, z to x, y, z) in that box before they fall. `swarm` more
    drones stream by farther off. With `ends` the way gone is that at the shot's end. `plume`: cloud is thrown
    up where the dragon breaks out of it.
    """

    way: tuple[Triple, ...]
    pace: float
    gone: float
    view: View
    victims: tuple[Victim, ...] = ()
    drones: int = 26
    ring: tuple[float, float] = (5.0, 11.0)
    spread: tuple[float, float] = (-14.0, 30.0)
    rate: float = 4.0
    lead: float = 0.0
    burn: int = 0
    rain: tuple[Triple, Triple] | None = None
    swarm: int = 84
    ends: bool = False
    plume: bool = False
    sway: float = 1.0
    fire: tuple[float, float] | None = None
    flashes: tuple[float, ...] = (0.12, 0.62)


def _ring(turns: float) -> tuple[Triple, ...]:
    """A rising ring of 6.8 m about the stage, as points a sixth of a turn apart."""
    angles = np.arange(0.25, turns, 1 / 6) * 2 * np.pi
    return tuple(
        (float(6.8 * np.sin(a - np.pi / 2)), float(26.5 + 0.75 * a), float(6.8 * np.cos(a - np.pi / 2)))
        for a in angles
    )


ACTS: dict[str, Act] = {
    "emerge": Act(
        way=((-74, -58, -14), (-42, -27, -8), (-19, -5, -3), (1, 11, 2), (21, 21, 3), (48, 27, -8)),
        pace=13.0,
        gone=82.0,
        view=View(
            mark="head",
            eye=((9.0, -7.0, 21.0), (4.0, -8.0, 20.0)),
            aim=((-4.5, -0.5, 0.0), (-7.0, -2.0, 0.0)),
            lens=23.0,
            follow=0.35,
        ),
        spread=(-24.0, 8.0),
        ring=(5.5, 14.0),
        plume=True,
        flashes=(0.16, 0.68),
    ),
    "harry": Act(
        way=((-60, 24, -40), (-36, 30, -12), (-10, 26, -16), (14, 32, 2), (40, 28, 8), (66, 34, 26)),
        pace=16.0,
        gone=58.0,
        view=View(
            mark="neck",
            eye=((15.5, -2.6, 9.5), (13.5, 1.6, 12.5)),
            aim=((-3.0, 0.6, -0.8), (-2.6, 0.2, 0.0)),
            lens=27.0,
        ),
        spread=(-16.0, 26.0),
        victims=(Victim(at=0.55, by="jaws"),),
        flashes=(0.30,),
    ),
    "bite": Act(
        way=((-60, 30, -30), (-30, 36, -14), (0, 30, -6), (28, 34, 2), (60, 32, 14)),
        pace=13.0,
        gone=52.0,
        view=View(
            mark="head",
            eye=((7.5, -0.8, 7.0), (6.5, 0.6, 7.6)),
            aim=((1.6, 0.1, 0.0), (1.8, 0.2, 0.0)),
            lens=40.0,
            aperture=4.0,
        ),
        victims=(Victim(at=0.5, by="jaws"), Victim(at=0.78, by="claw", limb=1)),
        spread=(-10.0, 20.0),
        sway=0.7,
        flashes=(0.47,),
    ),
    "hunt": Act(
        way=((-60, 34, -34), (-30, 28, -12), (0, 34, -4), (28, 28, 4), (60, 34, 14)),
        pace=15.0,
        gone=44.0,
        view=View(
            mark="drone",
            eye=((3.0, 0.35, 1.25), (2.6, 0.1, 1.5)),
            aim=((-0.6, 0.15, -0.1), (-0.6, 0.25, 0.0)),
            lens=32.0,
            aperture=0.0,
        ),
        lead=7.5,
        spread=(-2.0, 26.0),
        ring=(5.0, 10.0),
        victims=(Victim(at=1.35, by="jaws"),),
        flashes=(0.38,),
    ),
    "strike": Act(
        way=((-60, 30, -26), (-30, 34, -10), (0, 29, -4), (28, 33, 4), (60, 30, 16)),
        pace=10.0,
        gone=56.0,
        view=View(
            mark="paw",
            eye=((6.4, -2.6, 7.0), (5.6, -1.0, 7.6)),
            aim=((0.8, -1.0, 0.4), (0.6, -0.9, 0.4)),
            lens=30.0,
            aperture=4.0,
        ),
        victims=(Victim(at=0.40, by="claw", limb=1), Victim(at=0.75, by="claw", limb=1)),
        spread=(-4.0, 26.0),
        sway=0.6,
        flashes=(0.42,),
    ),
    "coil": Act(
        way=((-70, 20, 20), (-44, 24, 14), (-22, 26.5, 10.5), *_ring(1.75), (30, 36, -16), (56, 40, -30)),
        pace=15.0,
        gone=112.0,
        view=View(
            mark="place",
            eye=((10.0, 47.0, 20.0), (-4.0, 46.0, 21.0)),
            aim=((0.0, 29.0, -0.5), (0.0, 30.0, -0.5)),
            lens=24.0,
            follow=0.0,
        ),
        ring=(2.8, 6.0),
        spread=(2.0, 30.0),
        rate=1.0,
        victims=(Victim(at=0.6, by="jaws"),),
        burn=3,
        sway=0.3,
        flashes=(0.15, 0.72),
    ),
    "blaze": Act(
        way=((-60, 36, -40), (-34, 34, -16), (-6, 30, -6), (22, 34, 0), (60, 30, 12)),
        pace=12.0,
        gone=48.0,
        view=View(
            mark="head",
            eye=((13.5, -3.2, 13.5), (14.5, -1.6, 12.0)),
            aim=((4.5, -0.2, 0.0), (5.5, -0.4, 0.0)),
            lens=30.0,
        ),
        spread=(-18.0, 22.0),
        fire=(0.22, 0.85),
        victims=tuple(Victim(at=at, by="fire") for at in (0.36, 0.46, 0.56, 0.66)),
        sway=0.8,
        flashes=(0.06,),
    ),
    "lance": Act(
        way=((-60, 30, -40), (-34, 34, -22), (-8, 30, -12), (18, 33, 0), (44, 31, 14), (70, 34, 30)),
        pace=15.0,
        gone=52.0,
        view=View(
            mark="head",
            eye=((25.0, 1.6, 2.4), (21.0, 0.2, 3.4)),
            aim=((0.5, 0.4, 0.0), (0.8, 0.5, 0.0)),
            lens=58.0,
            aperture=3.5,
        ),
        spread=(-18.0, 12.0),
        ring=(3.6, 8.0),
        victims=(Victim(at=0.45, by="jaws"), Victim(at=0.8, by="jaws")),
        burn=3,
        sway=1.2,
        flashes=(0.5,),
    ),
    "sweep": Act(
        way=((-24, 40, -90), (-16, 38, -60), (-3, 31, -34), (-5, 29, -14), (0, 27, 6), (10, 32, 40)),
        pace=19.0,
        gone=101.0,
        ends=True,
        view=View(
            mark="place",
            eye=((3.6, 23.2, 11.6), (3.2, 23.8, 12.2)),
            aim=((-3.4, 29.5, -14.0), (-1.0, 27.4, -2.0)),
            lens=29.0,
            follow=0.0,
            shake=2.2,
        ),
        spread=(-12.0, 26.0),
        ring=(4.5, 10.0),
        burn=2,
        flashes=(0.34,),
    ),
    "rout": Act(
        way=((-70, 22, -50), (-44, 30, -34), (-18, 42, -22), (8, 43, -20), (26, 34, -28), (46, 28, -50)),
        pace=13.0,
        gone=62.0,
        view=View(
            mark="place",
            eye=((2.0, 26.0, 20.0), (2.0, 21.0, 22.0)),
            aim=((-3.0, 34.0, -22.0), (0.0, 32.0, -22.0)),
            lens=25.0,
            follow=0.0,
        ),
        ring=(6.0, 14.0),
        spread=(-20.0, 34.0),
        drones=30,
        burn=16,
        rain=((-22.0, 30.0, -14.0), (24.0, 54.0, 14.0)),
        flashes=(0.10, 0.60),
    ),
}
"""Verb of the dragon -> act."""
