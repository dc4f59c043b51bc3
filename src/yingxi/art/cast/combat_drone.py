"""A combat drone: an armoured body with one red eye, four ducted rotors and twin guns; it hunts in swarms."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.battle.actors import battle_side, drone_rows
from yingxi.art.battle.acts import ACTS
from yingxi.art.battle.drone_model import drone_models
from yingxi.art.battle.fight import fight_of, is_alone
from yingxi.art.shapes import Numbers, turn
from yingxi.world.scene import Actor, Array, Model, Moment, Sound


@dataclass(frozen=True, eq=False, kw_only=True)
class Drones:
    """Drones along their paths, leaning into their way."""

    paths: tuple[Path, ...]

    @property
    def models(self) -> Mapping[str, Model]:
        return drone_models()

    def at(self, t: float) -> Moment:
        """Bodies and rotors."""
        place, axes = self._frames(t)
        return Moment(instances=drone_rows(place, axes, np.ones(len(place), bool), t))

    def _frames(self, t: float) -> tuple[Numbers, Numbers]:
        place = np.array([path.position(t) for path in self.paths], float)
        sway = np.sin(1.7 * t + 1.3 * np.arange(len(place)))
        place[:, 1] += 0.75 + 0.12 * sway
        yaw = np.array([path.yaw(t) for path in self.paths])
        return place, np.asarray(turn(yaw, -0.16 + 0.03 * sway, 0.08 * sway), float)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        place, _ = self._frames(t)
        return (place.min(0) - 0.75).astype(np.float32), (place.max(0) + 0.75).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Their rotors."""
        x, y, z = (float(v) for v in self.paths[0].position(0.0))
        return (Sound(kind="drone_hum", at=0.0, position=(x, y, z), length=duration, gain=0.7),)


def build_combat_drones(sheet: CallSheet) -> Actor:
    """Drones along their paths, or round the dragon that they fight."""
    fight = fight_of(sheet)
    if fight is None:
        return Drones(paths=sheet.paths)
    return battle_side(fight, "drones", is_alone(sheet))


ASSET = Asset(
    id="combat_drone",
    kind="cast",
    words=Words(
        zh=("战斗无人机", "攻击无人机", "武装无人机", "战斗无人机群", "无人战机", "无人机战群"),
        en=(
            "combat drone",
            "attack drone",
            "armed drone",
            "war drone",
            "fighter drone",
            "swarm of combat drones",
        ),
    ),
    build=build_combat_drones,
    size=(1.5, 0.8, 1.5),
    lives="sky",
    actions=("hover", "fly", "chase", "circle", "fight", *ACTS),
    closest="cu",
)
