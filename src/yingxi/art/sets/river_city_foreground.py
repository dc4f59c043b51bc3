"""What stands before the lens: willow sprays, drifting lamps, people at the rail."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.effects.lotus_lamps import COLOURS, LotusLamps
from yingxi.art.sets.river_city_banks import QUAY_TOP, lotus_lamp, willow_branch
from yingxi.art.sets.river_city_people import spectator
from yingxi.art.sets.river_city_rig import Camera
from yingxi.art.shapes import Numbers, instance
from yingxi.world.scene import Array, CameraPose, Model, Moment, Sound

COATS = ((0.75, 0.12, 0.08), (0.10, 0.16, 0.42), (0.55, 0.55, 0.60), (0.12, 0.12, 0.14), (0.55, 0.34, 0.07))
STEADY = 5.0
"""Metres a camera may travel in a shot for things close before it to make sense."""


@dataclass(eq=False)
class Foreground:
    """Things set up for one camera. The camera is known last, so `stand_before` fills it in once a shot."""

    models: Mapping[str, Model] = field(
        default_factory=lambda: {
            **{f"river_city_spray_{k}": willow_branch(k) for k in range(3)},
            **{f"river_city_front_{k}": spectator(k) for k in range(5)},
            "lotus_lamp": lotus_lamp(),
        }
    )
    rows: dict[str, Array] = field(default_factory=dict)
    lamps: LotusLamps | None = None

    def stand_before(self, camera: Camera, duration: float, kind: str, dice: np.random.Generator) -> None:
        """Place what `kind` names for this camera; nothing when the camera travels too far for it."""
        self.rows, self.lamps = {}, None
        first, middle, last = camera(0.0), camera(duration / 2), camera(duration)
        travelled = float(np.linalg.norm(np.subtract(last.position, first.position)))
        if kind.startswith("lamps"):
            self.lamps = _lamps(middle, dice, close=kind.endswith("close"))
        elif travelled < STEADY and kind == "willow":
            self.rows = _sprays(middle, dice)
        elif travelled < STEADY and kind == "crowd":
            self.rows = _crowd(middle, dice)

    def at(self, t: float) -> Moment:
        """What was placed, lamps adrift."""
        moment = self.lamps.at(t) if self.lamps is not None else Moment()
        moment.instances = {**moment.instances, **self.rows}
        return moment

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Nothing that a camera need serve."""
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """None of its own."""
        return ()


def _view(pose: CameraPose) -> tuple[Numbers, Numbers, Numbers, Numbers, float]:
    """Eye, forward, right, up and half the width of the view at one metre."""
    eye, target = np.array(pose.position), np.array(pose.target)
    forward = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    return eye, forward, right, np.cross(right, forward), 18.0 / pose.lens


def _sprays(pose: CameraPose, dice: np.random.Generator) -> dict[str, Array]:
    """Willow hanging into one upper corner, a little of it in the other."""
    eye, forward, right, up, wide = _view(pose)
    side = 1.0 if dice.random() < 0.5 else -1.0
    rows: dict[str, list[Array]] = {}
    for index in range(6):
        far = dice.uniform(3.6, 6.4)
        across = side * (0.98 - 0.11 * index) if index < 4 else -side * dice.uniform(0.94, 1.06)
        place = eye + forward * far + right * across * wide * far + up * wide * far * dice.uniform(0.60, 0.74)
        row = instance(place, dice.uniform(0.45, 0.75) * far / 5, yaw=dice.uniform(0, 6.28))
        rows.setdefault(f"river_city_spray_{index % 3}", []).append(row)
    return {name: np.array(table, np.float32) for name, table in rows.items()}


def _crowd(pose: CameraPose, dice: np.random.Generator) -> dict[str, Array]:
    """Backs of people at the rail, heads in the lowest third; the middle is left free."""
    eye, forward, right, _, wide = _view(pose)
    flat = forward * [1, 0, 1] / np.linalg.norm(forward * [1, 0, 1])
    yaw = float(np.arctan2(-flat[2], flat[0]))
    rows: dict[str, list[Array]] = {}
    for across in np.linspace(-1.02, 1.02, 11):
        if dice.random() < 0.22 + 0.5 * (abs(across) < 0.18):
            continue
        far = dice.uniform(2.9, 4.6)
        place = eye + flat * far + right * (across + dice.normal() * 0.03) * wide * far
        place[1] = QUAY_TOP
        pose_kind = int(dice.choice(5, p=(0.42, 0.08, 0.40, 0.05, 0.05)))
        size = dice.uniform(0.92, 1.04)
        row = instance(place, size, yaw + dice.normal() * 0.25, tint=COATS[int(dice.integers(len(COATS)))])
        rows.setdefault(f"river_city_front_{pose_kind}", []).append(row)
    return {name: np.array(table, np.float32) for name, table in rows.items()}


def _lamps(pose: CameraPose, dice: np.random.Generator, *, close: bool) -> LotusLamps:
    """Lotus lamps on the water before the camera, more of them near the edges of the frame."""
    eye, forward, right, _, wide = _view(pose)
    flat = forward * [1, 0, 1] / np.linalg.norm(forward * [1, 0, 1])
    count = 26 if close else 34
    far = dice.uniform(0, 1, count) ** 1.6 * (16.0 if close else 26.0) + (1.5 if close else 2.6)
    across = np.sign(dice.uniform(-1, 1, count)) * dice.uniform(0.0 if close else 0.22, 1.15, count)
    places = eye + flat * far[:, None] + right * (across * wide * far)[:, None]
    places[:, 1] = 0.0
    return LotusLamps(places=places, colours=COLOURS[dice.integers(len(COLOURS), size=count)], drift=0.10)
