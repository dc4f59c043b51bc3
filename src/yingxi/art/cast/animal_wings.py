"""Wings of feathers on an arm of three bones: how they are built and how they beat."""

import math
from dataclasses import dataclass

import numpy as np

from yingxi.art.cast.animal_body import Point, Skin
from yingxi.art.cast.animal_rig import Posed
from yingxi.art.shapes import Finish, Mesh, Numbers, grid, merge, turn
from yingxi.world.scene import Array

SIDES = (("L", -1.0), ("R", 1.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Wing:
    """A stretched wing: `span` metres of arm, forearm and hand; chords (metres) at shoulder, wrist and tip.

    `fingers` long primaries stand apart at the tip; colours are linear (cover, flight feathers, tips).
    """

    root: Point
    span: tuple[float, float, float]
    chord: tuple[float, float, float]
    fingers: int
    cover: tuple[float, float, float]
    flight: tuple[float, float, float]
    tip: tuple[float, float, float]
    sweep: float = 0.0


def wing_bones(wing: Wing, parent: str) -> dict[str, tuple[str, Point]]:
    """Shoulder, elbow and wrist of both sides, the wing stretched sideways."""
    x, y, z = wing.root
    arm, forearm, _ = wing.span
    bones: dict[str, tuple[str, Point]] = {}
    for side, sign in SIDES:
        bones[f"wing.{side}"] = (parent, (x, y, sign * z))
        bones[f"elbow.{side}"] = (f"wing.{side}", (x - 0.10 * arm, y, sign * (z + arm)))
        bones[f"wrist.{side}"] = (f"elbow.{side}", (x + 0.10 * forearm, y, sign * (z + arm + forearm)))
    return bones


def feathers(wing: Wing, bones: dict[str, int], columns: int = 12) -> Skin:
    """Both wings as sheets with an arm's thickness ahead and fingers at the tip."""
    sheets, weights = [], []
    for side, sign in SIDES:
        for mesh, reach in (_sheet(wing, sign, columns), *_fingers(wing, sign)):
            sheets.append(mesh)
            weights.append(_held(wing, reach, side, bones))
    held = np.concatenate(weights)
    return Skin(mesh=merge(sheets), weights=held, loose=np.zeros(len(held), np.float32), material="coat")


def _line(wing: Wing, reach: Numbers) -> Array:
    """How far ahead of the shoulder the leading edge lies at `reach` metres out."""
    arm, forearm, hand = wing.span
    out = [0.0, arm, arm + forearm, arm + forearm + hand]
    return np.asarray(np.interp(reach, out, [0, -0.10 * arm, 0.10 * forearm, -wing.sweep * hand]), np.float32)


def _sheet(wing: Wing, sign: float, columns: int) -> tuple[Mesh, Numbers]:
    """The closed part of the wing, a thin cambered loop; with the reach of each vertex."""
    arm, forearm, hand = wing.span
    whole = arm + forearm + hand
    end = whole if wing.fingers == 0 else arm + forearm + 0.45 * hand
    reach = np.linspace(-0.35 * wing.root[2], end, columns)
    chord = np.interp(reach, [0, arm + forearm, whole], wing.chord)
    back = np.array([0.0, 0.06, 0.22, 0.5, 0.8, 1.0, 0.8, 0.5, 0.2, 0.05, 0.0])
    thick = np.array([0.0, 0.075, 0.085, 0.07, 0.03, 0.0, 0.022, 0.05, 0.03, -0.03, 0.0])
    scallop = 1.0 - 0.05 * (np.arange(columns) % 2)
    x = wing.root[0] + _line(wing, reach)[:, None] - back * (chord * scallop)[:, None]
    y = wing.root[1] + thick * (chord * np.interp(reach, [0, whole], [1.0, 0.45]))[:, None]
    z = np.repeat((sign * (wing.root[2] + reach))[:, None], len(back), 1)
    share = np.clip((back[None, :] - 0.38) / 0.14, 0, 1)[..., None]
    outer = np.clip((reach / whole - 0.60) / 0.2, 0, 1)[:, None, None]
    flight = (1 - outer) * np.array(wing.flight) + outer * np.array(wing.tip)
    colour = (1 - share) * np.array(wing.cover) + share * flight
    return grid(
        np.stack([x, y, z], -1), Finish(colour=colour, roughness=0.7), closed=True, flipped=sign < 0
    ), np.repeat(reach, len(back))


def _fingers(wing: Wing, sign: float) -> list[tuple[Mesh, Numbers]]:
    """Primaries that stand apart like the fingers of a hand."""
    arm, forearm, hand = wing.span
    made: list[tuple[Mesh, Numbers]] = []
    for k in range(wing.fingers):
        share = k / max(wing.fingers - 1, 1)
        angle = 0.10 + 1.05 * share**1.2
        root = arm + forearm + hand * (0.42 - 0.35 * share)
        length = hand * (0.62 - 0.02 * share) + 0.10 * wing.chord[1] * share
        wide = 0.085 * wing.chord[1] * (1.1 - 0.2 * share)
        along = np.linspace(0, 1, 5)
        out, behind = root + length * along * math.cos(angle), length * along * math.sin(angle)
        blade = wide * np.array([1.0, 1.1, 1.0, 0.75, 0.12])
        lift = 0.03 * hand * along**2 * (1 - share) + 0.004 * k
        x = wing.root[0] + _line(wing, np.array([root]))[0] - 0.25 * wing.chord[1] * share - behind
        normal = np.array([math.cos(angle), 0, math.sin(angle)])
        ring = np.array([(-1, 0.0), (0, 0.12), (1, 0.0), (0, -0.06), (-1, 0.0)])
        centre = np.stack([x, wing.root[1] + lift, sign * (wing.root[2] + out)], -1)
        across = np.stack([normal[0], 0.0, sign * normal[2]])
        points = centre[:, None] + blade[:, None, None] * (
            ring[None, :, :1] * across + ring[None, :, 1:] * np.array([0, 1, 0])
        )
        mesh = grid(points, Finish(colour=wing.tip, roughness=0.7), closed=True, flipped=sign > 0)
        made.append((mesh, np.repeat(out, len(ring))))
    return made


def _held(wing: Wing, reach: Numbers, side: str, bones: dict[str, int]) -> Array:
    """Weights of the three bones, each passing softly into the next."""
    arm, forearm, _ = wing.span
    elbow = np.clip((reach - arm) / (0.5 * arm) + 0.5, 0, 1)
    wrist = np.clip((reach - arm - forearm) / (0.5 * forearm) + 0.5, 0, 1)
    weights = np.zeros((len(reach), len(bones)), np.float32)
    weights[:, bones[f"wing.{side}"]] = (1 - elbow) * (1 - wrist)
    weights[:, bones[f"elbow.{side}"]] = elbow * (1 - wrist)
    weights[:, bones[f"wrist.{side}"]] = wrist
    return weights


def beat(posed: Posed, turns: float, depth: float, rise: float = 0.1) -> None:
    """One moment of a wingbeat (`turns` radians): the hand follows the arm, and folds on the way up."""
    raised = math.sin(turns)
    lagging = math.sin(turns - 0.9)
    upward = max(math.cos(turns), 0.0)
    for side, sign in SIDES:
        # Roll turns +y toward +z: the right wing (+z) rises by a negative roll.
        posed.bend(f"wing.{side}", 0.10 * math.cos(turns), 0.0, -sign * (rise + depth * raised))
        posed.bend(
            f"elbow.{side}", 0.0, sign * 0.30 * upward, -sign * (0.30 * depth * lagging - 0.15 * upward)
        )
        posed.bend(
            f"wrist.{side}", 0.0, -sign * 0.55 * upward, -sign * (0.55 * depth * lagging - 0.35 * upward)
        )


def fold(posed: Posed, droop: float = 1.25) -> None:
    """Wings laid along the body."""
    for side, sign in SIDES:
        base = turn(sign * 0.25, 0.0, sign * droop)
        posed.bend(f"wing.{side}")
        posed.set(f"wing.{side}", base @ turn(sign * 1.15))
        posed.set(f"elbow.{side}", base @ turn(-sign * 1.35))
        posed.set(f"wrist.{side}", base @ turn(sign * 1.45))
