"""How the mechanical dragon's rigid parts stand in one moment: plates, head, jaw, limbs, whiskers."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from yingxi.art.cast.animal_spine import Curve
from yingxi.art.cast.mechanical_dragon_head import HINGE, cable, cable_tip, jaw, skull
from yingxi.art.cast.mechanical_dragon_limbs import FOOT, HIP, KNEE, joint, lower, paw, upper
from yingxi.art.cast.mechanical_dragon_plates import LENGTH, PITCH, PLATES, girth, plate, tail
from yingxi.art.shapes import Numbers, turn
from yingxi.world.scene import Array, Model

LEGS = ((6.2, -1.0), (6.2, 1.0), (14.6, -1.0), (14.6, 1.0))
"""Station and side of the limbs."""
CABLE = 9
"""Joints of a whisker."""
STATIONS = (np.arange(PLATES) + 0.5) * PITCH
GIRTHS = np.array([girth(float(s)) for s in STATIONS])

Frames = tuple[Numbers, Numbers]
"""Places (n, 3) and axes (n, 3, 3), whose columns are ahead, up and right."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Posture:
    """A dragon in one moment, in world axes: its spine, head and jaw, limbs (4 of upper, lower, paw).

    `size` scales it; `heat` how bright its furnace burns (1: as always).
    """

    curve: Curve
    head: Frames
    jaw: Frames
    limbs: tuple[Frames, Frames, Frames]
    size: float
    tint: Numbers
    heat: float = 1.0
    grips: tuple[bool, bool, bool, bool] = (False, False, False, False)


@cache
def parts() -> dict[str, Model]:
    """All parts by name."""
    found = {"plate": plate(), "tail": tail(), "skull": skull(), "jaw": jaw()}
    found |= {"cable": cable(), "cable_tip": cable_tip(), "paw": paw(0.15), "fist": paw(1.0)}
    for name, side in (("left", -1.0), ("right", 1.0)):
        found |= {f"upper_{name}": upper(side), f"lower_{name}": lower(side)}
    return {f"mechanical_dragon_{name}": part for name, part in found.items()}


def stand(posture: Posture, t: float) -> dict[str, Array]:
    """The rows of every part of a dragon at a time."""
    size, tint = posture.size, posture.tint
    place, ahead, up, right = posture.curve.at(STATIONS * size)
    axes = np.stack([ahead, up, right], 2)
    wide = np.stack([np.full(PLATES, 1.06 * PITCH), GIRTHS, GIRTHS], 1) * size
    shade = np.where(np.arange(PLATES) % 4 == 0, 1.75, 1.0)[:, None] * tint
    # The furnace breathes: a wave of heat runs down the body.
    heat = posture.heat * (1.0 + 0.30 * np.sin(2.6 * t - 0.55 * STATIONS))
    end_place, end_ahead, end_up, end_right = posture.curve.at(np.array([(LENGTH - 0.5) * size]))
    end = (end_place, np.stack([end_ahead, end_up, end_right], 2))
    rows = {
        "plate": placed((place, axes), wide, shade, heat),
        "tail": placed(end, size, tint, posture.heat),
        "skull": placed(posture.head, size, tint, posture.heat),
        "jaw": placed(posture.jaw, size, tint, posture.heat),
    }
    rows |= _limbs(posture)
    rows |= _whiskers(posture, t)
    return {f"mechanical_dragon_{name}": table for name, table in rows.items() if len(table)}


def placed(frames: Frames, scale: Numbers | float, tint: Numbers, glow: Numbers | float) -> Array:
    """Rows (n, 16) of frames, scaled in their own axes."""
    place, axes = frames
    count = len(place)
    rows = np.empty((count, 16), np.float32)
    matrix = rows[:, :12].reshape(count, 3, 4)
    matrix[:, :, :3] = axes * np.broadcast_to(np.asarray(scale, float), (count, 3))[:, None, :]
    matrix[:, :, 3] = place
    rows[:, 12:15], rows[:, 15] = tint, glow
    return rows


def _limbs(posture: Posture) -> dict[str, Array]:
    rows: dict[str, Array] = {}
    shut = np.array(posture.grips)
    sides = np.array([side for _, side in LEGS])
    for name, frames in zip(("upper", "lower"), posture.limbs[:2], strict=True):
        for side, said in ((-1.0, "left"), (1.0, "right")):
            mine = sides == side
            rows[f"{name}_{said}"] = placed(
                (frames[0][mine], frames[1][mine]), posture.size, posture.tint, posture.heat
            )
    feet = posture.limbs[2]
    for name, mine in (("paw", ~shut), ("fist", shut)):
        rows[name] = placed((feet[0][mine], feet[1][mine]), posture.size, posture.tint, 1.0)
    return rows


def _whiskers(posture: Posture, t: float) -> dict[str, Array]:
    """Two cables that stream from the snout, joint by joint."""
    share = np.linspace(0, 1, CABLE + 2)
    joints, tips = [], []
    for side in (-1.0, 1.0):
        wave = 0.30 * share**1.3
        line = np.stack(
            [
                1.75 + 0.75 * np.sin(3.0 * share) - 4.6 * share**1.4,
                0.05 + 0.85 * np.sin(2.4 * share) + wave * np.sin(5.1 * t - 5.0 * share),
                side * (0.26 + 1.05 * np.sin(1.6 * share)) + wave * np.cos(4.3 * t - 4.4 * share + side),
            ],
            1,
        )
        world = posture.head[0] + posture.size * line @ posture.head[1][0].T
        frames = _between(world[:-1], world[1:])
        long = np.linalg.norm(np.diff(world, axis=0), axis=1)
        scale = np.stack([long, np.full(len(long), posture.size), np.full(len(long), posture.size)], 1)
        rows = placed(frames, scale, posture.tint, 1.0)
        joints.append(rows[:-1])
        tips.append(rows[-1:])
    return {"cable": np.concatenate(joints), "cable_tip": np.concatenate(tips)}


def _between(start: Numbers, end: Numbers) -> Frames:
    """Frames at `start` whose -x points to `end`."""
    ahead = start - end
    ahead = ahead / np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    right = np.cross(ahead, (0.1, 1.0, 0.2))
    right = right / np.maximum(np.linalg.norm(right, axis=1, keepdims=True), 1e-9)
    return start, np.stack([ahead, np.cross(right, ahead), right], 2)


def posed(curve: Curve, t: float, size: float, tint: Numbers, phase: float) -> Posture:
    """A dragon that only flies: its head straight on its neck, its limbs paddling."""
    place, ahead, up, right = curve.at(np.zeros(1))
    head = (place, np.stack([ahead, up, right], 2))
    opened = -0.20 - 0.10 * np.sin(1.3 * t + phase)
    hinge = (place + size * (np.array(HINGE) @ head[1][0].T), head[1] @ turn(0.0, opened))
    frames = [_paddling(curve, size, k, t + phase) for k in range(len(LEGS))]
    limbs = tuple(
        (np.array([f[part][0] for f in frames]), np.array([f[part][1] for f in frames])) for part in range(3)
    )
    return Posture(
        curve=curve, head=head, jaw=hinge, limbs=(limbs[0], limbs[1], limbs[2]), size=size, tint=tint
    )


def _paddling(curve: Curve, size: float, number: int, t: float) -> list[Frames]:
    """Upper, lower and paw of a limb that paddles."""
    station, side = LEGS[number]
    place, ahead, up, right = curve.at(np.array([station * size]))
    axes = np.stack([ahead[0], up[0], right[0]], 1)
    phase = 2.3 * t + 1.9 * number
    hip, knee, foot = (joint(point, side) for point in (HIP, KNEE, FOOT))
    found: list[Frames] = []
    at, arm = place[0] + size * axes @ hip, axes
    bones = (
        (-0.25 + 0.16 * np.sin(phase), knee - hip),
        (0.30 * np.sin(phase - 0.8), foot - knee),
        (0.25 * np.sin(phase), np.zeros(3)),
    )
    for swing, bone in bones:
        arm = arm @ turn(0.0, swing)
        found.append((at, arm))
        at = at + size * arm @ bone
    return found
