"""Duels: what two swordsmen do in a shot, as passages that both play and that meet on a beat.

A passage is written about its main contact at 0 s: where the two are on the line between them, how high,
which way they face, and when steel meets steel. Blocking makes paths of it, art/bodies/duel_paths.py poses.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yingxi.film import Shot, Subject

Numbers = NDArray[np.float64]
Way = tuple[tuple[float, ...], ...]
"""Rows of: seconds, metres back from the meeting point, to one's own right, up, turn to the right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Steel on steel `beats` after the main contact: the poses of the first and the second by name."""

    beats: int
    first: str
    second: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """What two do. `at`: share of the shot at which the main contact falls (on the nearest beat).

    `ways` are the first's and the second's; `turned` radians to the first's right from the plane of the
    picture, `circling` radians a second round one another; `along` m/s that both go to the first's front;
    `planted`: feet stand and step, else they are where the poses have them; `late`: the other one may come
    into the frame late; `in_beats`: the ways are written in beats, not in seconds.
    """

    ways: tuple[Way, Way]
    at: float = 0.5
    contacts: tuple[Contact, ...] = ()
    turned: float = 0.0
    circling: float = 0.0
    along: float = 0.0
    planted: tuple[bool, bool] = (False, False)
    late: bool = False
    in_beats: bool = False


_APART: Way = ((-9.0, 2.7, 0, 0, 0), (9.0, 2.7, 0, 0, 0))
_STRUCK_HIGH: Way = ((-0.05, 0.0, 0, 0.10, 0), (0.10, 0.0, 0, 0.10, 0))
_STRUCK: Way = ((-0.05, 0.0, 0, 0, 0), (0.10, 0.0, 0, 0, 0))

PASSAGES: Mapping[str, Passage] = {
    "face_off": Passage(ways=(_APART, _APART), circling=0.05, planted=(True, True)),
    "descend": Passage(
        ways=(
            ((-9.0, 2.4, 0, 0, 0), (9.0, 2.4, 0, 0, 0)),
            (
                (-9.0, 3.4, 0, 9.0, 0),
                (-2.2, 3.0, 0, 4.6, 0),
                (0.0, 2.0, 0, 1.9, 0),
                (1.9, 1.5, 0, 0.35, 0),
                (9.0, 1.5, 0, 0.0, 0),
            ),
        ),
        at=0.45,
        planted=(True, False),
        late=True,
    ),
    "leap_clash": Passage(
        ways=(
            (
                (-9.0, 6.4, 0, 0.0, 0),
                (-1.5, 4.6, 0, 0.0, 0),
                (-0.6, 1.5, 0, 1.75, 0),
                (-0.05, 0.03, 0, 2.35, 0),
                (0.12, 0.03, 0, 2.38, 0),
                (0.8, 1.3, 0, 1.85, 0),
                (1.6, 3.0, 0, 0.1, 0),
                (9.0, 3.2, 0, 0.0, 0),
            ),
            (
                (-9.0, 6.4, 0, 0.0, 0),
                (-1.4, 4.4, 0, 0.0, 0),
                (-0.6, 1.4, 0, 1.8, 0),
                (-0.05, 0.03, 0, 2.35, 0),
                (0.12, 0.03, 0, 2.38, 0),
                (0.8, 1.4, 0, 1.9, 0),
                (1.65, 3.2, 0, 0.1, 0),
                (9.0, 3.4, 0, 0.0, 0),
            ),
        ),
        contacts=(Contact(beats=0, first="air_cut", second="air_parry"),),
    ),
    "exchange": Passage(
        ways=(
            (
                (-9.0, 1.0, 0, 0, 0),
                (-1.9, 0.8, 0, 0, 0),
                (-1.07, 0.0, 0, 0, 0),
                (-0.87, 0.0, 0, 0, 0),
                (-0.5, 0.34, 0, 0, 0),
                (-0.07, 0.0, 0, 0, 0),
                (0.14, 0.0, 0, 0, 0),
                (0.55, 0.42, 0, 0, 0),
                (0.93, 0.0, 0, 0, 0),
                (1.14, 0.0, 0, 0, 0),
                (2.1, 0.7, 0, 0, 0),
                (9.0, 0.9, 0, 0, 0),
            ),
            (
                (-9.0, 1.0, 0, 0, 0),
                (-1.9, 0.6, 0, 0, 0),
                (-1.07, 0.0, 0, 0, 0),
                (-0.87, 0.0, 0, 0, 0),
                (-0.5, 0.40, 0, 0, 0),
                (-0.07, 0.0, 0, 0, 0),
                (0.14, 0.0, 0, 0, 0),
                (0.55, 0.28, 0, 0, 0),
                (0.93, 0.0, 0, 0, 0),
                (1.14, 0.0, 0, 0, 0),
                (2.1, 0.9, 0, 0, 0),
                (9.0, 1.1, 0, 0, 0),
            ),
        ),
        contacts=(
            Contact(beats=-1, first="cut", second="parry"),
            Contact(beats=0, first="parry_aside", second="thrust"),
            Contact(beats=1, first="sweep", second="low_parry"),
        ),
        circling=0.28,
        planted=(True, True),
        in_beats=True,
    ),
    "lock": Passage(
        ways=(
            ((-9.0, 0.55, 0, 0, 0), (-0.6, 0.42, 0, 0, 0), (-0.05, 0, 0, 0, 0), (9.0, 0, 0, 0, 0)),
            ((-9.0, 0.5, 0, 0, 0), (-0.6, 0.4, 0, 0, 0), (-0.05, 0, 0, 0, 0), (9.0, 0, 0, 0, 0)),
        ),
        at=0.25,
        contacts=(Contact(beats=0, first="lock", second="lock"),),
        circling=0.22,
        planted=(True, True),
    ),
    "pass": Passage(
        ways=(
            (
                (-9.0, 7.0, 0, 0, 0),
                (-1.5, 5.2, 0, 0.0, 0),
                (-0.45, 1.7, 0, 0.28, 0),
                (0.0, 0.0, 0, 0.34, 0),
                (0.35, -1.9, 0, 0.20, 0),
                (0.8, -3.3, 0, 0.0, 0),
                (1.3, -3.75, 0, 0.0, 0),
                (9.0, -3.8, 0, 0, 0),
            ),
            (
                (-9.0, 7.0, 0, 0, 0),
                (-1.5, 5.4, 0, 0.0, 0),
                (-0.45, 1.8, 0, 0.22, 0),
                (0.0, 0.0, 0, 0.30, 0),
                (0.35, -2.0, 0, 0.18, 0),
                (0.85, -3.5, 0, 0.0, 0),
                (1.35, -3.95, 0, 0.0, 0),
                (9.0, -4.0, 0, 0, 0),
            ),
        ),
        at=0.42,
        contacts=(Contact(beats=0, first="pass_cut", second="pass_cut"),),
    ),
    "skim": Passage(
        ways=(
            (
                (-9.0, 1.3, 0, 0.10, 0),
                (-0.9, 1.0, 0, 0.12, 0),
                *_STRUCK_HIGH,
                (0.9, 0.9, 0, 0.10, 0),
                (9.0, 1.2, 0, 0.10, 0),
            ),
            (
                (-9.0, 1.3, 0, 0.10, 0),
                (-0.9, 0.8, 0, 0.10, 0),
                *_STRUCK_HIGH,
                (0.9, 1.1, 0, 0.12, 0),
                (9.0, 1.4, 0, 0.10, 0),
            ),
        ),
        at=0.55,
        contacts=(Contact(beats=0, first="air_cut", second="air_parry"),),
        along=4.6,
    ),
    "aftermath": Passage(
        ways=(
            ((-9.0, 1.5, 0, 0, 0), (9.0, 1.5, 0, 0, 0)),
            ((-9.0, 0.9, 0, 0, math.pi), (9.0, 9.5, 0, 0, math.pi)),
        ),
        turned=-1.08,
        planted=(False, True),
    ),
}
"""By the action of a subject. The first stands at the left of the picture, the second at its right."""


ARMED = frozenset({"swordsman", "swordswoman"})
"""Assets that go through passages."""
_BY_SIZE: Mapping[str, tuple[str, ...]] = {
    "ews": ("face_off", "leap_clash"),
    "ws": ("leap_clash", "pass", "descend"),
    "fs": ("exchange", "leap_clash", "pass"),
    "mfs": ("exchange", "lock"),
}
"""Passages that suit a size, where only 'fight' or 'duel' is asked for; closer ones are locks."""


def passage_of(shot: Shot) -> str:
    """The name of the passage that a shot shows; empty when none.

    It is what any of the subjects does by name; two armed ones who fight without saying how get
    one that suits the shot.
    """
    named = next((one.action for one in shot.subjects if one.action in PASSAGES), "")
    if named or sum(one.count for one in shot.subjects if _fights(one)) != 2:
        return named
    if shot.beat == "establish" or shot.angle == "rear":
        return "face_off"
    if shot.beat == "resolve" and shot.size in ("ews", "ws"):
        return "aftermath"
    suited = _BY_SIZE.get(shot.size, ("lock",))
    return suited[shot.seed % len(suited)]


def _fights(one: Subject) -> bool:
    return one.asset in ARMED and one.action in ("fight", "duel")


def contact_time(name: str, duration: float, beat: float) -> float:
    """Seconds in the shot of a passage's main contact: the beat next to its share of the shot."""
    passage = PASSAGES[name]
    early = -min((contact.beats for contact in passage.contacts), default=0)
    wanted = round(passage.at * duration / beat)
    return beat * max(wanted, 1 + early)


def contacts_in(name: str, duration: float, beat: float) -> tuple[tuple[float, Contact], ...]:
    """When in 0..duration steel meets steel, and how."""
    main = contact_time(name, duration, beat)
    times = ((main + contact.beats * beat, contact) for contact in PASSAGES[name].contacts)
    return tuple((t, contact) for t, contact in times if 0.0 <= t <= duration)


def place_in(
    name: str, part: int, t: float, apart: float, aside: float, beat: float
) -> tuple[float, float, float, float]:
    """Where one of the two is `t` seconds after the main contact: ahead, to the right, up, turn to the right.

    In the axes of the first: the middle is 0, `ahead` is where the first looks. `apart` and `aside` are the
    metres between the two when their blades meet; a `beat` is in seconds.
    """
    passage = PASSAGES[name]
    at = min(max(t / beat if passage.in_beats else t, -9.0), 9.0)
    back, right, up, turn = (float(value) for value in _curve(name, part)(at))
    side = -1.0 if part == 0 else 1.0
    ahead, beside = side * (back + 0.5 * apart), side * (0.5 * aside - right)
    angle = passage.turned + passage.circling * t
    c, s = math.cos(angle), math.sin(angle)
    facing = angle + turn + (math.pi if part == 1 else 0.0)
    return ahead * c - beside * s + passage.along * t, ahead * s + beside * c, max(up, 0.0), facing


@lru_cache(maxsize=32)
def _curve(name: str, part: int) -> Callable[[float], Numbers]:
    from scipy.interpolate import PchipInterpolator

    rows = np.array(PASSAGES[name].ways[part], float)
    curve: Callable[[float], Numbers] = PchipInterpolator(rows[:, 0], rows[:, 1:])
    return curve
