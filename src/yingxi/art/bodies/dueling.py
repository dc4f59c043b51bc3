"""The role of one of two in a duel: its way, its poses and feet, what is heard and which sparks fly."""

from collections.abc import Callable

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies.duel_paths import pose_path
from yingxi.art.bodies.gait import Stride, going
from yingxi.art.bodies.journey import Journey, follow
from yingxi.art.bodies.person import Role
from yingxi.art.bodies.pose import Pose
from yingxi.art.duel import PASSAGES, contact_time, contacts_in
from yingxi.world.scene import Sound

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
        return going(journey, stride, t, scale, pose) if planted else pose

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
    )


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
