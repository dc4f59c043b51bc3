"""The droplet (水滴): a mirror-smooth probe shaped as a tear; elsewhere a drop of water."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.props.machine import AXES, Machine, fixed
from yingxi.art.sets.fleet_battle import Battle, battle_of, is_battle
from yingxi.art.shapes.mesh import Finish, Mesh, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import lathe
from yingxi.world.scene import Actor, Model, Moment, Sound

HALF = 1.75
"""Half the probe's length in metres."""
FLYING = ("space", "sky", "desert", "mars", "cloud_sea", "moon_palace")
"""Sets in which a droplet is the probe; elsewhere it is water that falls."""


@lru_cache(maxsize=1)
def droplet() -> Model:
    """A teardrop 3.5 m long, its round head toward +x."""
    return model([(_tear(56, 40), "mirror", "metal")], model([(_tear(14, 14), "mirror", "metal")]), 60.0)


def _tear(rows: int, sides: int) -> Mesh:
    """Radius 0.78 sin(s) sin(s/2)^1.7 of the length along -cos(s): a piriform, pointed at s = 0."""
    s = np.pi * (np.arange(rows + 1) / rows) ** 0.9
    profile = np.stack([0.80 * np.sin(s) * np.sin(s / 2) ** 1.7, -HALF * np.cos(s)], 1)
    sheet = lathe(profile, Finish(colour=(0.8, 0.82, 0.85), roughness=0.05, metal=1.0), sides)
    return transform(sheet, rotation=AXES["x"])


@dataclass(frozen=True, eq=False, kw_only=True)
class Probe:
    """The droplet on its course through a fleet, in a mirror that shows the fleet and the planet."""

    battle: Battle

    @property
    def models(self) -> Mapping[str, Model]:
        return {"probe": _probe()}

    def at(self, t: float) -> Moment:
        """The droplet and the ring of light behind it; its round head goes first."""
        place = self.battle.droplet(t)
        row = instances(place[None], 1.0, roll=0.25 * t, tint=PLANET_WAY, parameter=PLANET_EDGE)
        rows = np.zeros((3, 12), np.float32)
        rows[:, :3] = place - np.array([[1.05], [1.2], [1.6]]) * [HALF, 0, 0]
        rows[:, 3], rows[:, 7] = (0.14, 0.3, 0.6), 0.9
        rows[:, 4:7] = np.array([[4.0], [0.7], [0.10]]) * [0.25, 0.55, 1.0]
        return Moment(instances={"probe": row}, glows=rows)

    def stir(self, t: float) -> Moment:
        """There is no water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the droplet."""
        place, half = self.battle.droplet(t), np.array([HALF, 0.62, 0.62])
        return (place - half).astype(np.float32), (place + half).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """It is heard as a thin tone."""
        return (Sound(kind="neon", at=0.0, position=(0.0, 0.0, 0.0), length=duration, gain=0.6),)


PLANET_WAY = (0.159, -0.875, -0.458)
"""Unit direction from the battle to the middle of the planet that the mirror shows."""
PLANET_EDGE = 0.711
"""Cosine of the planet's angular radius as seen from there."""


@lru_cache(maxsize=1)
def _probe() -> Model:
    return model([(_tear(84, 64), "droplet", "metal")], model([(_tear(16, 16), "droplet", "metal")]), 60.0)


def build_droplet(sheet: CallSheet) -> Actor:
    """Probes along their paths, without a tremor; on Earth's ground a drop of water hangs and falls."""
    if is_battle(sheet.shot):
        return Probe(battle=battle_of(sheet))
    probe = sheet.shot.set in FLYING
    scales = np.full(len(sheet.paths), 1.0 if probe else 0.06, np.float32)
    actor = Machine(
        parts={"droplet": droplet()},
        fittings=(("droplet", fixed()),),
        paths=sheet.paths,
        duration=sheet.duration,
        half=(HALF, 0.62, 0.62) if probe else (0.62, HALF, 0.62),
        foot=-0.62 if probe else -HALF,
        scales=scales,
        tilt=None if probe else lambda t: (-np.pi / 2, 0.0),
        lift=1.4,
        heard="spacecraft" if probe else "drip",
    )
    return replace(actor, breath=lambda t: _halo(actor, t)) if probe else actor


def _halo(probe: Machine, t: float) -> Moment:
    """A blue ring of light behind the tail."""
    place, yaw = probe.places(t), probe.yaws(t)
    away = np.stack([np.cos(yaw), 0 * yaw, -np.sin(yaw)], 1)
    rows = []
    for back, radius, light in ((1.02, 0.16, 5.0), (1.15, 0.34, 0.9), (1.5, 0.7, 0.12)):
        row = np.zeros((len(place), 12), np.float32)
        row[:, :3] = place - away * HALF * back
        row[:, 3], row[:, 4:7], row[:, 7] = radius, np.array([0.25, 0.55, 1.0]) * light, 0.9
        rows.append(row)
    return Moment(glows=np.concatenate(rows))


ASSET = Asset(
    id="droplet",
    kind="prop",
    words=Words(
        zh=("水滴", "水滴探测器", "强互作用力探测器"),
        en=("droplet", "droplet probe", "the droplet", "mirror droplet", "water drop", "teardrop probe"),
    ),
    build=build_droplet,
    size=(3.5, 1.24, 1.24),
    lives="space",
    actions=("fly", "hover"),
    closest="cu",
)
