"""The battle's cameras: what an act asks for, carried along with a steady hand that feels the blows."""

from collections.abc import Callable

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.battle.bodies import LEGS, LINK, LINKS
from yingxi.art.battle.fight import Fight
from yingxi.art.battle.ways import heading
from yingxi.world.articulated import Numbers
from yingxi.world.camera import eased
from yingxi.world.scene import Actor, Array, CameraPose

Camera = Callable[[float], CameraPose]
Floor = Callable[[Array, Array], Array]
CLEAR = 2.2
KNOWN = 12
"""Times a second at which a camera's way is worked out; between them it glides."""


def battle_camera(floor: Floor) -> Callable[[CallSheet, Actor | None], Camera | None]:
    """The cameras of a place with such a floor: the act's own where the shot serves one of the fighters."""

    def choose(sheet: CallSheet, focus: Actor | None) -> Camera | None:
        fight: Fight | None = getattr(focus, "fight", None)
        return None if fight is None else camera_of(fight, floor)

    return choose


def camera_of(fight: Fight, floor: Floor | None = None) -> Camera:
    """The camera of a fight's act, kept CLEAR metres above the floor."""
    from scipy.interpolate import CubicSpline

    view, duration = fight.act.view, fight.duration
    times = np.arange(-0.25, duration + 0.5, 1.0 / KNOWN)
    rows = np.array([stand_at(fight, float(t)) for t in times])
    if floor is not None:
        ground = np.asarray(floor(*rows[:, 0, [0, 2]].T.astype(np.float32)), float)
        rows[:, 0, 1] = np.maximum(rows[:, 0, 1], ground.max() + CLEAR)
    way = CubicSpline(times, rows.reshape(len(times), -1))
    blows = [touch for touch in fight.recording.touches if touch.speed > 4.0 and touch.time > -0.2]
    bursts = [float(when) for when in fight.broken if -0.2 < when < duration]

    def pose(t: float) -> CameraPose:
        eye, aim = way(min(max(t, -0.2), duration + 0.4)).reshape(2, 3)
        away = float(np.linalg.norm(aim - eye))
        shaken = _shake(fight, t, [touch.time for touch in blows] + bursts) * view.shake * away
        return CameraPose(
            position=_triple(eye + 0.2 * shaken),
            target=_triple(aim + shaken),
            lens=view.lens,
            roll=0.012 * np.sin(0.9 * t + fight.seed % 7),
            focus=away,
            aperture=view.aperture,
        )

    return pose


def stand_at(fight: Fight, t: float) -> Numbers:
    """Where the act's camera stands and aims (2, 3) at a time, before its hand shakes."""
    view = fight.act.view
    share = eased(t / fight.duration)
    eye, aim = ((1 - share) * np.array(pair[0]) + share * np.array(pair[1]) for pair in (view.eye, view.aim))
    if view.mark == "place":
        return np.stack([eye, aim])
    middle = 0.5 * fight.duration
    now, then = _mark(fight, view.mark, t), _mark(fight, view.mark, middle)
    base = then + view.follow * (now - then)
    axes = heading(fight.way, fight.metre(t))
    return np.stack([base + axes @ eye, now + axes @ aim])


def _mark(fight: Fight, mark: str, t: float) -> Numbers:
    """A steady place of a part."""
    body = {"head": 0, "neck": 3, "chest": 6, "middle": 11}.get(mark)
    if mark == "drone":
        return fight.smooth(int(fight.drones[0]), t, 0.25)
    if mark == "paw":
        victim = next((one for one in fight.act.victims if one.by == "claw"), None)
        limb = victim.limb if victim else 1
        spine = fight.smooth(int(LEGS[limb][0] * 1.5 / LINK), t)
        return np.asarray(0.5 * (spine + fight.smooth(LINKS + 1 + 3 * limb + 2, t)))
    return fight.smooth(body or 0, t)


def _shake(fight: Fight, t: float, blows: list[float]) -> Numbers:
    """Share of the distance by which the aim trembles: a hand's unrest, and what blows and blasts add."""
    phase = 0.7 * (fight.seed % 11)
    rest = 0.0022 * np.array((np.sin(2.3 * t + phase), np.sin(2.9 * t + 1.0 + phase), np.sin(1.9 * t + 2.0)))
    for when in blows:
        age = t - when
        if 0 <= age < 0.7:
            swing = np.array((np.sin(47.0 * age), np.sin(59.0 * age + 1.0), np.sin(53.0 * age + 2.0)))
            rest = rest + 0.006 * np.exp(-6.5 * age) * swing * min(1.0, age * 20.0)
    return np.asarray(np.clip(rest, -0.016, 0.016))


def _triple(point: Numbers) -> tuple[float, float, float]:
    return (float(point[0]), float(point[1]), float(point[2]))
