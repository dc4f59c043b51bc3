"""Views of the river city's dragon boats from outside: cameras set by hand, each an idea of its own.

No two answer to the same size, angle, move and lens: what a director asks for twice is seen twice, no more.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yingxi.film.terms import Angle, Move, ShotSize

Triple = tuple[float, float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class View:
    """One idea of a shot.

    `serves` names what it is of (boats, swarm, fireworks, place), `mark` the part of it that it hangs on
    (see river_city_setups.MARKS); offsets are metres (ahead, up, aside). `fixed` stands in the world instead:
    a place in metres from which it looks at the mark. `front` names what may stand before the lens.
    """

    name: str
    serves: str
    mark: str
    sizes: tuple[ShotSize, ...]
    angles: tuple[Angle, ...]
    stand: Triple
    aim: Triple = (0.0, 0.0, 0.0)
    lens: float = 35.0
    aperture: float = 0.0
    follow: float = 1.0
    hold: float = 1.0
    exposure: float = 1.35
    strength: float = 1.0
    moves: tuple[Move, ...] = ()
    fixed: Triple | None = None
    front: str = ""
    fits: Callable[[float], bool] = lambda _: True


BOATS: tuple[View, ...] = (
    View(
        name="poster",
        serves="boats",
        mark="middle",
        sizes=("ews", "ws"),
        angles=("eye",),
        stand=(-5.0, 2.1, 42.0),
        aim=(2.0, 4.0, -60.0),
        lens=20.5,
        follow=0.25,
        hold=0.25,
        exposure=1.45,
        strength=0.12,
        moves=("static", "push_in", "truck_left", "truck_right", "pull_out"),
        front="willow",
    ),
    View(
        name="lotus foreground",
        serves="boats",
        mark="middle",
        sizes=("ws", "ews"),
        angles=("water",),
        stand=(9.0, 0.62, 27.0),
        aim=(-1.0, 4.2, -10.0),
        lens=28,
        follow=0.2,
        hold=0.35,
        exposure=1.45,
        strength=0.16,
        moves=("truck_left", "truck_right", "static"),
        front="lamps",
    ),
    View(
        name="three-quarter front",
        serves="boats",
        mark="middle",
        sizes=("fs", "mfs"),
        angles=("eye",),
        stand=(24.0, 1.9, 15.5),
        aim=(2.0, 2.6, -2.0),
        lens=35,
        exposure=1.35,
        strength=0.4,
        moves=("orbit_left", "orbit_right", "push_in", "truck_left", "truck_right"),
    ),
    View(
        name="crane from the oars",
        serves="boats",
        mark="near paddles",
        sizes=("fs",),
        angles=("high",),
        stand=(-7.0, 2.2, 15.0),
        aim=(4.0, 8.5, -40.0),
        lens=22,
        follow=0.85,
        hold=0.85,
        exposure=1.45,
        strength=0.30,
        moves=("crane_up", "tilt_up", "pull_out"),
    ),
    View(
        name="high over the wakes",
        serves="boats",
        mark="middle",
        sizes=("ws", "fs"),
        angles=("high",),
        stand=(-15.0, 7.2, 19.0),
        aim=(6.0, 0.6, -9.0),
        lens=28,
        exposure=1.45,
        strength=0.4,
        moves=("track", "crane_up", "orbit_left", "orbit_right", "aerial"),
    ),
    View(
        name="from above",
        serves="boats",
        mark="middle",
        sizes=("ews", "ws", "fs"),
        angles=("aerial",),
        stand=(-2.0, 27.0, 10.0),
        aim=(1.0, 0.0, -1.0),
        lens=24,
        exposure=1.5,
        strength=0.35,
        moves=("aerial", "track", "crane_down", "orbit_left", "orbit_right"),
    ),
    View(
        name="on their wakes",
        serves="boats",
        mark="middle",
        sizes=("ews", "ws"),
        angles=("rear",),
        stand=(-24.0, 4.2, 7.0),
        aim=(18.0, 3.4, -6.0),
        lens=30,
        exposure=1.4,
        strength=0.3,
        moves=("track", "aerial", "push_in"),
    ),
    View(
        name="running alongside",
        serves="boats",
        mark="middle",
        sizes=("fs",),
        angles=("water",),
        stand=(5.0, 0.85, 14.0),
        aim=(2.5, 1.6, -2.0),
        lens=30,
        exposure=1.4,
        strength=0.3,
        moves=("track", "truck_left", "truck_right"),
    ),
    View(
        name="broadside with a long lens",
        serves="boats",
        mark="middle",
        sizes=("fs",),
        angles=("eye",),
        stand=(-2.0, 1.7, 58.0),
        aim=(2.0, 2.6, 0.0),
        lens=100,
        exposure=1.4,
        strength=0.05,
        moves=("track",),
    ),
    View(
        name="abreast",
        serves="boats",
        mark="middle",
        sizes=("ws",),
        angles=("eye",),
        stand=(26.0, 2.4, 44.0),
        aim=(3.0, 1.2, -2.0),
        lens=85,
        exposure=1.4,
        strength=0.08,
        moves=("truck_right", "truck_left", "track"),
    ),
    View(
        name="past the low bank",
        serves="boats",
        mark="middle",
        sizes=("fs", "ws"),
        angles=("low",),
        stand=(9.0, 0.75, 15.5),
        aim=(1.0, 2.6, -3.0),
        lens=22,
        follow=0.15,
        hold=0.8,
        exposure=1.4,
        strength=0.2,
        moves=("pan_left", "pan_right", "static"),
    ),
    View(
        name="small in the city",
        serves="boats",
        mark="middle",
        sizes=("ews",),
        angles=("high",),
        stand=(0, 0, 0),
        aim=(12.0, 14.0, -40.0),
        lens=26,
        follow=0.0,
        hold=0.3,
        exposure=1.45,
        strength=0.08,
        moves=("crane_up", "pull_out", "static"),
        fixed=(-70.0, 24.0, 112.0),
    ),
    View(
        name="from the bridge",
        serves="boats",
        mark="middle",
        sizes=("ws",),
        angles=("high",),
        stand=(0, 0, 0),
        aim=(0.0, 1.5, -2.0),
        lens=90,
        follow=0.0,
        hold=0.7,
        exposure=1.5,
        strength=0.05,
        moves=("static", "push_in"),
        fixed=(66.0, 6.5, 10.0),
    ),
    View(
        name="from the quay",
        serves="boats",
        mark="middle",
        sizes=("ws", "ews"),
        angles=("eye",),
        stand=(0, 0, 0),
        aim=(2.0, 10.5, -40.0),
        lens=52,
        follow=0.0,
        hold=0.4,
        exposure=1.45,
        strength=0.05,
        moves=("static", "push_in"),
        fixed=(-8.0, 3.55, 97.2),
        front="crowd",
    ),
)
"""Views that serve the dragon boats as a whole."""
