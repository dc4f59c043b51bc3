"""The acts of the battle: which way the dragon flies, whom it strikes when, where the camera stands.

Metres and seconds from the shot's first frame; x to the right, y up, the camera looks toward -z. Every other
shot of an act plays it mirrored in x.
"""

from dataclasses import dataclass
from typing import Literal

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
    `lead` puts the first drone so many metres before the jaws. `burn` drones are hit before the shot begins.
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
    sway: float = 1.0
    fire: tuple[float, float] | None = None
    flashes: tuple[float, ...] = (0.12, 0.62)


ACTS: dict[str, Act] = {
    "emerge": Act(
        way=((-44, -46, -34), (-26, -16, -22), (-6, 14, -8), (12, 34, 0), (34, 44, -4), (60, 46, -26)),
        pace=15.0,
        gone=46.0,
        view=View(
            mark="place",
            eye=((16.0, 6.0, 58.0), (14.0, 9.0, 54.0)),
            aim=((2.0, 15.0, 0.0), (4.0, 22.0, 0.0)),
            lens=26.0,
            follow=0.0,
        ),
        spread=(-30.0, 10.0),
        ring=(6.0, 16.0),
        flashes=(0.22, 0.70),
    ),
    "chase": Act(
        way=((-60, 24, -40), (-36, 30, -12), (-10, 26, -16), (14, 32, 4), (40, 28, 6), (66, 34, 22)),
        pace=16.0,
        gone=58.0,
        view=View(
            mark="neck",
            eye=((13.0, -1.5, 15.0), (16.0, 2.5, 11.0)),
            aim=((-5.0, 0.4, 0.0), (-4.0, 0.2, 0.0)),
            lens=27.0,
        ),
        spread=(-16.0, 26.0),
        victims=(Victim(at=0.55, by="jaws"),),
        flashes=(0.30, 0.85),
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
            eye=((7.5, 0.6, 7.6), (6.6, 1.6, 8.2)),
            aim=((-0.4, 1.2, -0.6), (-0.2, 1.0, -0.4)),
            lens=32.0,
            aperture=4.0,
        ),
        victims=(Victim(at=0.45, by="claw", limb=1), Victim(at=0.72, by="claw", limb=1)),
        spread=(-4.0, 26.0),
        sway=0.6,
        flashes=(0.42,),
    ),
    "coil": Act(
        way=(
            (-52, 22, 16),
            (-24, 24, 15),
            (0, 26, 14),
            (13, 28, 2),
            (4, 31, -12),
            (-11, 33, -5),
            (-9, 35, 8),
            (4, 37, 10),
            (12, 39, 0),
            (24, 42, -14),
            (44, 46, -24),
        ),
        pace=15.0,
        gone=112.0,
        view=View(
            mark="place",
            eye=((20.0, 45.0, 31.0), (4.0, 43.0, 35.0)),
            aim=((0.0, 30.0, 0.0), (0.0, 31.5, 0.0)),
            lens=26.0,
            follow=0.0,
        ),
        ring=(3.0, 6.5),
        spread=(4.0, 34.0),
        rate=1.0,
        victims=(Victim(at=0.6, by="jaws"),),
        burn=2,
        sway=0.4,
        flashes=(0.15, 0.66),
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
        fire=(0.25, 0.8),
        victims=tuple(Victim(at=at, by="fire") for at in (0.36, 0.46, 0.56, 0.66)),
        sway=0.8,
        flashes=(0.10,),
    ),
    "pass": Act(
        way=((-10, 44, -76), (-6, 36, -48), (2, 29, -22), (0, 26, 2), (-4, 30, 26), (4, 36, 60)),
        pace=17.0,
        gone=58.0,
        view=View(
            mark="place",
            eye=((4.6, 18.6, 9.0), (4.2, 18.2, 10.0)),
            aim=((-1.0, 27.0, -14.0), (-0.5, 27.5, -6.0)),
            lens=22.0,
            follow=0.0,
            shake=2.2,
        ),
        spread=(-12.0, 26.0),
        ring=(4.5, 10.0),
        burn=2,
        flashes=(0.34, 0.88),
    ),
    "fall": Act(
        way=((-70, 20, -70), (-40, 34, -52), (-14, 50, -42), (12, 50, -46), (30, 34, -56), (44, 28, -80)),
        pace=15.0,
        gone=74.0,
        view=View(
            mark="place",
            eye=((2.0, 22.0, 34.0), (2.0, 17.0, 36.0)),
            aim=((0.0, 33.0, -30.0), (0.0, 31.0, -30.0)),
            lens=24.0,
            follow=0.0,
        ),
        ring=(6.0, 16.0),
        spread=(-20.0, 34.0),
        drones=30,
        burn=14,
        flashes=(0.18, 0.64),
    ),
}
"""Verb of the dragon -> act."""
