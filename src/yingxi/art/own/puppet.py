"""How a person's figure plays: along its paths, by its loops; afloat it heaves, in the air it banks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.asset import CallSheet, Habitat, Path
from yingxi.art.bodies.person import SHADE, contact_shade
from yingxi.art.own.figures import Figure, Loop
from yingxi.art.props.still_life import StillLife, colour_for, scales_for
from yingxi.art.shapes import Numbers
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Array, Model, Moment, Sound

LOOKS = 4
"""Figures of one shot that move in strides of their own; every fourth shares one."""
SUNK = 0.18
"""Share of its height that a thing without bones lies in the water."""
SLOW = 0.08
"""Times its height a second below which a figure stands."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Puppets:
    """Copies of a figure with bones along their paths; `sizes` (n,), `tints` (n, 3)."""

    name: str
    figure: Figure
    paths: tuple[Path, ...]
    sizes: Array
    tints: Array
    duration: float
    grounded: bool
    _models: dict[str, Model] = field(default_factory=dict)
    _walked: dict[int, tuple[Numbers, Numbers]] = field(default_factory=dict)

    @property
    def models(self) -> Mapping[str, Model]:
        if not self._models:
            base = self.figure.model
            looks = range(min(LOOKS, len(self.paths)))
            self._models.update({f"{self.name}:{look}": base for look in looks})
            if self.grounded:
                self._models[SHADE] = contact_shade()
        return self._models

    def at(self, t: float) -> Moment:
        """Every look in its own pose, every figure where its path has it."""
        moment = Moment()
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaws = np.array([path.yaw(t) for path in self.paths], np.float32)
        for look in range(min(LOOKS, len(self.paths))):
            name, mine = f"{self.name}:{look}", slice(look, None, LOOKS)
            if self.figure.bends:
                moment.poses[name] = self._bones(look, t)
            sizes = np.repeat(self.sizes[mine, None], 3, 1)
            moment.instances[name] = instances(places[mine], sizes, yaws[mine], tint=self.tints[mine])
        if self.grounded:
            length, _, width = self.figure.size
            wide = np.stack([1.1 * length * self.sizes, np.ones_like(yaws), 1.3 * width * self.sizes], 1)
            moment.instances[SHADE] = instances(
                places + np.array((0.0, 0.02, 0.0)), wide, yaws, parameter=0.7
            )
        return moment

    def _bones(self, look: int, t: float) -> Array:
        """What the bones do now: by the way gone while it walks, else by the time."""
        gone, speed = self._pace(look, t)
        loop = self._loop(speed)
        if loop.stride > 0 and speed > 0:
            share = gone / (loop.stride * float(self.sizes[look]))
        else:
            share = 0.0 if loop.stride > 0 else t / loop.clip.seconds
        frames = len(loop.clip.bones)
        at = np.mod(share + 0.29 * look, 1.0) * frames
        first, mix = int(at) % frames, np.float32(at - int(at))
        later = loop.clip.bones[(first + 1) % frames]
        return np.asarray(loop.clip.bones[first] * (1 - mix) + later * mix)

    def _loop(self, speed: float) -> Loop:
        moves = speed > SLOW * self.figure.size[1]
        fitting = [loop for loop in self.figure.loops if loop.moving == moves]
        return fitting[0] if fitting else self.figure.loops[0]

    def _pace(self, look: int, t: float) -> tuple[float, float]:
        """Metres gone and metres a second of the first figure of a look."""
        if look not in self._walked:
            times = np.arange(-6.0, self.duration + 1.0, 1 / 24)
            way = np.array([self.paths[look].position(float(s)) for s in times])
            steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
            self._walked[look] = times, np.r_[0.0, np.cumsum(steps)]
        times, walked = self._walked[look]
        gone, before = (float(np.interp(s, times, walked)) for s in (t, t - 0.1))
        return gone, (gone - before) / 0.1

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them, in metres."""
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        length, height, width = self.figure.size
        reach = 0.5 * max(length, width) * self.sizes[:, None] * np.array([1.0, 0.0, 1.0])
        top = height * self.sizes[:, None] * np.array([0.0, 1.0, 0.0])
        return (places - reach).min(0).astype(np.float32), (places + reach + top).max(0).astype(np.float32)

    def stir(self, t: float) -> Moment:
        """Bones make no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Nobody knows what it sounds like."""
        return ()


def _lowered(path: Path, by: float) -> Path:
    """A path so many metres lower: a hull lies in the water, not on it."""
    return Path(
        position=lambda t: np.asarray(path.position(t) - np.array((0.0, by, 0.0)), np.float32), yaw=path.yaw
    )


def play(sheet: CallSheet, name: str, figure: Figure, lives: Habitat) -> Puppets | StillLife:
    """The figure's copies for a shot: with bones by their loops, else as things that stand, float or go."""
    colour = colour_for(sheet, (1.0, 1.0, 1.0))
    tints = np.tile(np.array(colour, np.float32), (len(sheet.paths), 1))
    length, height, width = figure.size
    if figure.loops:
        return Puppets(
            name=name, figure=figure, paths=sheet.paths, sizes=scales_for(sheet), tints=tints,
            duration=sheet.duration, grounded=lives in ("ground", "any"),
        )  # fmt: skip
    afloat = lives == "water"
    paths = tuple(_lowered(path, SUNK * height) for path in sheet.paths) if afloat else sheet.paths
    return StillLife(
        parts={name: figure.model}, paths=paths, half=(length / 2, height / 2, width / 2),
        scales=scales_for(sheet), tints={name: tints}, afloat=0.05 * min(height, 2.0) if afloat else 0.0,
        wake=0.06 * min(height, 3.0) if afloat else 0.0,
    )  # fmt: skip
