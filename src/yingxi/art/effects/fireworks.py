"""Fireworks over the place, bursting on the beats of the score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Spot, Words
from yingxi.art.shapes import Numbers
from yingxi.world.fireworks import RISE, Burst, Kind, flashes, lifetime, sparks
from yingxi.world.scene import Array, Model, Moment, Sound

PAIRS = (
    ((1.0, 0.36, 0.06), (1.0, 0.07, 0.22)),
    ((0.10, 0.70, 1.0), (0.45, 0.18, 1.0)),
    ((1.0, 0.55, 0.14), (1.0, 0.16, 0.05)),
    ((1.0, 0.10, 0.38), (1.0, 0.52, 0.12)),
    ((0.14, 1.0, 0.50), (0.10, 0.65, 1.0)),
    ((0.62, 0.22, 1.0), (1.0, 0.20, 0.55)),
)
GOLD = ((1.0, 0.56, 0.16), (1.0, 0.30, 0.05))
KINDS: tuple[Kind, ...] = ("peony", "peony", "willow", "ring", "crossette", "palm")


@dataclass(frozen=True, eq=False, kw_only=True)
class Fireworks:
    """A programme of bursts."""

    bursts: tuple[Burst, ...]

    @property
    def models(self) -> Mapping[str, Model]:
        """Sparks only: no meshes."""
        return {}

    def at(self, t: float) -> Moment:
        """Sparks in the air and the light that they throw."""
        return Moment(glows=sparks(self.bursts, t), lights=flashes(self.bursts, t))

    def stir(self, t: float) -> Moment:
        """It never touches the water."""
        return Moment()

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box in which the shells of this shot burst."""
        places = np.array([burst.place for burst in self.bursts])
        reach = max(burst.size for burst in self.bursts) * 0.7
        return (places.min(0) - reach).astype(np.float32), (places.max(0) + reach).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A launch and a burst for every shell that is seen."""
        heard = []
        for burst in self.bursts:
            foot = (burst.place[0], 0.0, burst.place[2])
            if 0 <= burst.at - RISE < duration:
                heard.append(
                    Sound(kind="firework_launch", at=burst.at - RISE, position=foot, length=RISE, gain=0.5)
                )
            if 0 <= burst.at < duration:
                gain = min(1.0, 0.5 + burst.size / 60)
                heard.append(Sound(kind="firework_burst", at=burst.at, position=burst.place, gain=gain))
        return tuple(heard)


def build(sheet: CallSheet) -> Fireworks:
    """Shells on the beats: the more energy the shot has, the more of them; two before the shot begins."""
    spot = sheet.place.spots.get("sky") if sheet.place is not None else None
    spot = spot or Spot(centre=(0.0, 60.0, -150.0))
    dice, bursts = sheet.random(), []
    every = 2 if sheet.shot.energy < 4 else 1
    doubled = sheet.shot.energy >= 7
    first = int(np.ceil((-2.2 - sheet.beat_phase) / sheet.beat))
    last = int(np.floor((sheet.duration + 1.0 - sheet.beat_phase) / sheet.beat))
    for count in range(first, last + 1):
        if count % every:
            continue
        at = sheet.beat_phase + count * sheet.beat
        for _ in range(2 if doubled and count % 4 == 0 else 1):
            bursts.append(_burst(dice, at, spot))
    return Fireworks(bursts=tuple(bursts))


def _burst(dice: np.random.Generator, at: float, spot: Spot) -> Burst:
    """A shell somewhere over the sky spot, behind it as seen from the camera."""
    kind = KINDS[int(dice.integers(len(KINDS)))]
    colours = GOLD if kind in ("willow", "palm") else PAIRS[int(dice.integers(len(PAIRS)))]
    centre: Numbers = np.array(spot.centre)
    along = np.array([spot.camera[1], 0, -spot.camera[0]])
    behind = -np.array([spot.camera[0], 0, spot.camera[1]])
    place = (
        centre + along * dice.uniform(-0.9, 0.9) * min(spot.extent[0], 95) + behind * dice.uniform(55, 110)
    )
    place[1] = centre[1] * dice.uniform(1.25, 2.05) + 10
    x, y, z = (float(value) for value in place)
    size = float(dice.uniform(19, 33) * (1.25 if kind == "willow" else 1.0))
    return Burst(
        at=at, place=(x, y, z), kind=kind, colours=colours, size=size, seed=int(dice.integers(1 << 30))
    )


def still_burning(fireworks: Fireworks, t: float) -> int:
    """How many shells are alight at `t`."""
    return sum(burst.at < t < burst.at + lifetime(burst.kind) for burst in fireworks.bursts)


ASSET = Asset(
    id="fireworks",
    kind="effect",
    words=Words(
        zh=("烟花", "焰火", "礼花", "放烟花", "烟火", "花火"),
        en=("firework", "fireworks", "pyrotechnics", "fireworks display"),
    ),
    build=build,
    size=(160.0, 80.0, 60.0),
    lives="sky",
    actions=("burst",),
    closest="fs",
)
