"""Which poses each of the two goes through in the passages of a duel."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from yingxi.art.bodies.duel_poses import (
    AIR_BACK,
    AIR_READY,
    DASH,
    FLOAT,
    FOLLOWED,
    GUARD,
    HIGH,
    KNEEL,
    LANDED,
    LEVEL,
    LOW,
    REST,
    SKIM,
    SKIM_BACK,
)
from yingxi.art.bodies.duel_steel import meeting
from yingxi.art.bodies.pose import Pose, PosePath, poses_between
from yingxi.art.duel import PASSAGES

_Keys = tuple[tuple[float, Pose | None], ...]
_HELD: Mapping[str, tuple[_Keys, _Keys]] = {
    # None is the pose of the main contact.
    "face_off": (((0.0, REST),), ((-1.6, REST), (-0.1, GUARD), (0.9, LEVEL), (4.0, LEVEL))),
    "descend": (
        ((-0.6, REST), (0.8, GUARD)),
        ((-1.5, FLOAT), (1.0, FLOAT), (1.8, AIR_BACK), (2.4, GUARD)),
    ),
    "leap_clash": (
        (
            (-1.6, DASH),
            (-1.1, AIR_BACK),
            (-0.35, AIR_READY),
            (0.0, None),
            (0.14, None),
            (0.8, AIR_BACK),
            (1.55, LANDED),
            (2.2, GUARD),
        ),
        (
            (-1.5, DASH),
            (-1.0, AIR_BACK),
            (-0.35, AIR_READY),
            (0.0, None),
            (0.14, None),
            (0.85, AIR_BACK),
            (1.6, LANDED),
            (2.3, GUARD),
        ),
    ),
    "lock": (
        ((-1.2, GUARD), (-0.5, HIGH), (0.0, None), (9.0, None)),
        ((-1.2, LOW), (-0.5, HIGH), (0.0, None), (9.0, None)),
    ),
    "pass": (
        (
            (-1.6, GUARD),
            (-1.2, DASH),
            (-0.25, DASH),
            (0.0, None),
            (0.10, None),
            (0.5, FOLLOWED),
            (9.0, FOLLOWED),
        ),
        (
            (-1.6, GUARD),
            (-1.2, DASH),
            (-0.25, DASH),
            (0.0, None),
            (0.10, None),
            (0.55, FOLLOWED),
            (9.0, FOLLOWED),
        ),
    ),
    "skim": (
        ((-1.0, SKIM), (-0.45, AIR_READY), (0.0, None), (0.12, None), (0.8, SKIM)),
        ((-1.0, SKIM_BACK), (-0.3, SKIM_BACK), (0.0, None), (0.12, None), (0.8, SKIM_BACK)),
    ),
    "aftermath": (((0.0, KNEEL),), ((0.0, REST),)),
}
_BETWEEN: Mapping[str, Pose] = {"cut": HIGH, "thrust": LOW, "sweep": LOW}
"""From what an attack is made; a parry comes from the guard."""


@lru_cache(maxsize=64)
def pose_path(name: str, part: int, beat: float) -> PosePath:
    """The poses of one of the two through a passage, over seconds from the main contact."""
    contacts = PASSAGES[name].contacts
    met = [meeting(contact.first, contact.second).poses[part] for contact in contacts]
    if name in _HELD:
        keys = [(t, met[0] if pose is None else pose) for t, pose in _HELD[name][part]]
        keys += [(keys[-1][0] + 1.0, keys[-1][1])]
        return poses_between([t for t, _ in keys], [pose for _, pose in keys])
    times, poses = [-9.0], [GUARD]
    for contact, blow in zip(contacts, met, strict=True):
        at = contact.beats * beat
        times += [at - 0.55 * beat, at, at + 0.09]
        poses += [_BETWEEN.get((contact.first, contact.second)[part], GUARD), blow, blow]
    return poses_between([*times, times[-1] + 0.7, 19.0], [*poses, GUARD, GUARD])


def spacing(name: str, beat: float) -> Callable[[float], tuple[float, float]]:
    """Metres apart and aside that the blades of two want, over seconds from the main contact."""
    contacts = PASSAGES[name].contacts
    if not contacts:
        return lambda t: (0.0, 0.0)
    times = [contact.beats * beat for contact in contacts]
    found = [meeting(contact.first, contact.second) for contact in contacts]
    apart, aside = [one.apart for one in found], [one.aside for one in found]
    # Even about each contact, so that nobody moves while blades touch.
    steps = [time + late for time in times for late in (-0.06, 0.12)]

    def wanted(t: float) -> tuple[float, float]:
        return (
            float(np.interp(t, steps, np.repeat(apart, 2))),
            float(np.interp(t, steps, np.repeat(aside, 2))),
        )

    return wanted
