"""A relief that plays: it goes its path and sways, bobs, gallops or banks as what it stands for would."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.reliefs_facts import Facts, facts_of
from yingxi.art.reliefs_mesh import plinth_model, relief_model
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Array, Model, Moment, Sound

PLINTH_NAME = "relief:plinth"
_SKY_FLAP = 2.6
"""Wing beats a second, at which a flying cut-out rocks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ReliefActor:
    """Reliefs of one pictogram along their paths."""

    name: str
    model: Model
    paths: tuple[Path, ...]
    facts: Facts
    width: float
    action: str
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def models(self) -> Mapping[str, Model]:
        found = {self.name: self.model}
        return found | {PLINTH_NAME: plinth_model()} if self.facts.plinth else found

    def at(self, t: float) -> Moment:
        """Where each stands at `t` seconds and how it leans."""
        height = self.facts.height
        rows = [self._row(path, number, t) for number, path in enumerate(self.paths)]
        moment = Moment(
            instances={self.name: np.concatenate(rows) if rows else np.zeros((0, 16), np.float32)}
        )
        if self.facts.plinth:
            broad = min(0.62 * self.width * height + 0.12, 1.4 * height)
            places = np.array([path.position(t) for path in self.paths], np.float32)
            moment.instances[PLINTH_NAME] = instances(places, (broad, self.facts.plinth, broad))
        if self.facts.semantic == "light" and self.facts.lives == "sky":
            places = np.array([path.position(t) for path in self.paths], np.float32)
            lamp = np.zeros((len(places), 8), np.float32)
            lamp[:, :3] = places + np.array((0.0, 0.5 * height, 0.0))
            lamp[:, 3] = 12.0 * height
            lamp[:, 4:7] = (1.6 * height, 1.3 * height, 0.9 * height)
            lamp[:, 7] = 0.4 * height
            moment.lights = lamp
        if self.facts.lives == "water":
            places = np.array([path.position(t) for path in self.paths], np.float32)
            length = np.full(len(places), 0.45 * self.width * height, np.float32)
            moment.waves = np.stack(
                [places[:, 0], places[:, 2], length, 0.25 * length, np.full(len(places), 0.05 * height)],
                axis=1,
            ).astype(np.float32)
        return moment

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box of all of them, in metres."""
        places = np.array([path.position(t) for path in self.paths], np.float32)
        yaws = np.array([path.yaw(t) for path in self.paths])
        height = self.facts.height
        half = 0.5 * self.width * height
        reach = np.stack(
            [
                np.abs(half * np.cos(yaws)) + 0.08 * height,
                np.zeros(len(yaws)),
                np.abs(half * np.sin(yaws)) + 0.08 * height,
            ],
            axis=1,
        )
        top = np.array([0.0, height + self.facts.plinth, 0.0])
        return (
            (places - reach).min(axis=0).astype(np.float32),
            (places + reach + top).max(axis=0).astype(np.float32),
        )

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Reliefs make no sound of their own: what a pictogram sounds like is not known."""
        return ()

    def _row(self, path: Path, number: int, t: float) -> Array:
        rise, pitch, roll, turn = self._life(t, 1.7 * number)
        place = np.asarray(path.position(t), np.float32) + np.array(
            [0.0, rise + self.facts.plinth, 0.0], np.float32
        )
        size = self.facts.height * (1.0 + 0.05 * math.sin(7.3 * number))
        return instances([place], size, path.yaw(t) + turn, pitch, roll, self.tint)

    def _life(self, t: float, phase: float) -> tuple[float, float, float, float]:
        """Metres up, pitch, roll and turn in radians that make it live."""
        height, facts = self.facts.height, self.facts
        going = self.action in ("run", "walk", "chase", "flee", "march", "cross", "meet", "dance", "fight")
        if facts.lives == "water":
            return (
                height * (0.02 * math.sin(1.4 * t + phase) - 0.05),
                0.035 * math.sin(1.1 * t + phase),
                0.0,
                0.0,
            )
        if facts.lives == "underwater":
            return 0.0, 0.06 * math.sin(1.3 * t + phase), 0.0, 0.10 * math.sin(1.9 * t + phase)
        if facts.lives == "sky":
            beat = math.sin(2 * math.pi * _SKY_FLAP * t / (1.0 + 0.2 * height) + phase)
            return 0.03 * height * beat, 0.07 * math.sin(0.9 * t + phase), 0.05 * beat, 0.0
        if going:
            pace = 2.3 if self.action in ("run", "chase", "flee", "fight") else 1.1
            step = math.sin(2 * math.pi * pace * t / max(height, 0.6) ** 0.5 + phase)
            return 0.05 * height * abs(step), 0.06 * step, 0.0, 0.0
        if self.action == "drive":
            return 0.006 * height * math.sin(11.0 * t + phase), 0.004 * math.sin(7.0 * t + phase), 0.0, 0.0
        sway = 0.02 if facts.semantic in ("plant", "cloth") else 0.006
        return 0.0, sway * math.sin(0.8 * t + phase), 0.5 * sway * math.sin(0.6 * t + phase), 0.0


def relief_actor(sheet: CallSheet, asset_id: str) -> ReliefActor:
    """The relief `relief:<pack>:<symbol>` on the paths of a call sheet."""
    _, pack, symbol = asset_id.split(":")
    facts = facts_of(symbol)
    model, width = relief_model(pack, symbol, facts.semantic, facts.lives == "water")
    return ReliefActor(
        name=asset_id,
        model=model,
        paths=sheet.paths,
        facts=facts,
        width=width,
        action=sheet.subject.action if sheet.subject else facts.actions[0],
    )
