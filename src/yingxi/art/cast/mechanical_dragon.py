"""A mechanical dragon: armour plates over a burning core, jaws, claws, cables; it flies and fights drones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.battle.actors import battle_side
from yingxi.art.battle.acts import ACTS
from yingxi.art.battle.fight import fight_of, is_alone
from yingxi.art.cast.animal_spine import Serpents, Spine
from yingxi.art.cast.mechanical_dragon_figure import parts, posed, stand
from yingxi.art.cast.mechanical_dragon_plates import LENGTH
from yingxi.world.scene import Actor, Array, Model, Moment

SPINE = Spine(
    name="mechanical_dragon",
    length=LENGTH,
    versions=(),
    sway=1.9,
    heave=1.3,
    pace=2.1,
    girth=1.5,
    semantic="metal",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class MechanicalDragons(Serpents):
    """Mechanical dragons along their paths: rigid parts that ride on a swimming spine."""

    @property
    def models(self) -> Mapping[str, Model]:
        return parts()

    def at(self, t: float) -> Moment:
        """Every part of every dragon, and the light of their joints."""
        tables: dict[str, list[Array]] = {}
        lamps = []
        for number in range(len(self.paths)):
            curve, size = self._curve(number, t), float(self.sizes[number])
            posture = posed(curve, t, size, self.tints[number], 2.3 * number)
            for name, rows in stand(posture, t + 2.3 * number).items():
                tables.setdefault(name, []).append(rows)
            lamps.extend(self._lamps(curve, size))
        return Moment(
            instances={name: np.concatenate(rows) for name, rows in tables.items()},
            lights=np.array(lamps, np.float32).reshape(-1, 8),
        )


def build_mechanical_dragon(sheet: CallSheet) -> Actor:
    """Mechanical dragons along their paths, their joints lighting what is near; or in battle with drones."""
    fight = fight_of(sheet)
    if fight is not None:
        return battle_side(fight, "dragon", is_alone(sheet))
    count = len(sheet.paths)
    return MechanicalDragons(
        spine=SPINE,
        paths=sheet.paths,
        sizes=np.ones(count, np.float32),
        tints=np.ones((count, 3), np.float32),
        lift=2.8,
        heard="engine",
        glow=(5.0, 1.7, 0.3),
    )


ASSET = Asset(
    id="mechanical_dragon",
    kind="cast",
    words=Words(
        zh=("机械龙", "机器龙", "机甲龙", "钢铁巨龙", "钢铁龙", "机械巨龙"),
        en=("mechanical dragon", "robot dragon", "steel dragon", "mecha dragon", "robotic dragon"),
    ),
    build=build_mechanical_dragon,
    size=(19.5, 5.8, 4.8),
    lives="sky",
    actions=("fly", "soar", "circle", "rise", "chase", "fight", *ACTS),
    closest="cu",
)
