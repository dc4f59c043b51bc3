"""The role of one of two in a duel: its way, its poses and feet, what is heard and which sparks fly."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies.duel_paths import pose_path
from yingxi.art.bodies.dust import sampled, thrown_up
from yingxi.art.bodies.gait import Stride, going
from yingxi.art.bodies.journey import Journey, follow
from yingxi.art.bodies.person import Role
from yingxi.art.bodies.pose import Pose
from yingxi.art.duel import PASSAGES, contact_time, contacts_in
from yingxi.world.scene import Array, Sound

_STANCE = Stride(
    long=0.95,
    lift=0.05,
    low=0.0,
    bob=0.0,
    swing=0.0,
    lean=0.0,
    left=(-0.40, -0.14),
    right=(0.28, 0.12),
)
"""Feet of a swordsman: wide, side on, the right one ahead."""
_UPRIGHT = Stride(long=1.1, swing=0.12, lean=0.02, left=(-0.10, -0.12), right=(0.08, 0.11))
_DUSTY = 0.1
"""Dust in the air from which there is sand on the ground."""
_QUIET = frozenset({"face_off", "aftermath"})
"""Passages in which people stand and walk."""


def role_in(
    name: str,
    sheet: CallSheet,
    path: Path,
    scale: float,
    slope: Callable[[float, float], tuple[float, float, float]] | None,
    above: Callable[[CallSheet, Journey], Callable[[float], float] | None],
) -> Role:
    """What one of the two does in a passage; `slope` and `above` tell of the ground."""
    part, journey = path.part, follow(path, sheet.duration)
    poses = pose_path(name, part, sheet.beat)
    main = contact_time(name, sheet.duration, sheet.beat)
    stride = _UPRIGHT if name in _QUIET else _STANCE
    planted = PASSAGES[name].planted[part]

    def motion(t: float) -> Pose:
        pose = poses.at(t - main)
        if not planted:
            return pose
        carried = going(journey, stride, t, scale, pose)
        if name in _QUIET:
            return carried
        # Only the feet step: hips that sway would carry blades past one another.
        return replace(pose, left_foot=carried.left_foot, right_foot=carried.right_foot)

    on_water = sheet.place is not None and sheet.place.water is not None and sheet.place.ground is None
    return Role(
        journey=journey,
        motion=motion,
        stride=stride,
        heard=_heard(name, part, journey, sheet),
        rise=above(sheet, journey),
        slope=slope,
        grounded=not on_water,
        steps=planted,
        strikes=tuple(t for t, _ in contacts_in(name, sheet.duration, sheet.beat)) if part == 0 else (),
        wet=on_water,
        dust=_dust(name, part, journey, sheet, slope),
    )


def _dust(
    name: str,
    part: int,
    journey: Journey,
    sheet: CallSheet,
    slope: Callable[[float, float], tuple[float, float, float]] | None,
) -> Array | None:
    """The sand that is thrown up where there is sand, by who rushes over it."""
    if slope is None or sheet.place is None or sheet.place.air.dust < _DUSTY or PASSAGES[name].planted[part]:
        return None
    times = sampled(sheet.duration)
    places = [journey.where(float(t)) for t in times]
    heights = np.array([y - slope(float(x), float(z))[0] for x, y, z in places], np.float32)
    return thrown_up(journey, heights, times)


def _heard(name: str, part: int, journey: Journey, sheet: CallSheet) -> tuple[Sound, ...]:
    """Steel on the frame it meets (from the first only), the air it cuts, sleeves."""

    def sound(kind: str, at: float, gain: float) -> Sound:
        x, y, z = journey.where(at)
        return Sound(kind=kind, at=max(at, 0.0), position=(float(x), float(y + 1.2), float(z)), gain=gain)

    found: list[Sound] = []
    for at, _ in contacts_in(name, sheet.duration, sheet.beat):
        if part == 0:
            found.append(sound("sword", at, 0.95))
        found += [sound("sword_swing", at - 0.22, 0.7), sound("cloth", at - 0.3, 0.6)]
    if not found and part == 0:
        found.append(sound("cloth", 0.4 * sheet.duration, 0.35))
    return tuple(found)
