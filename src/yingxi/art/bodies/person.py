"""A person in a shot: a figure that plays a motion along its path, with cloth that follows. Pure in time."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from yingxi.art.bodies.duel_steel import LASTING, STRUCK, blade, sparks
from yingxi.art.bodies.dust import puffs
from yingxi.art.bodies.figure import Figure
from yingxi.art.bodies.gait import Stride, footfalls
from yingxi.art.bodies.journey import Journey
from yingxi.art.bodies.pose import STANDING, Pose, bone_transforms, held, mix
from yingxi.art.bodies.strands import Floats
from yingxi.world.cloth import SETTLE, Draped, Footing
from yingxi.world.scene import Actor, Array, Model, Moment, Sound

Motion = Callable[[float], Pose]


@dataclass(frozen=True, eq=False, kw_only=True)
class Role:
    """What one person does: its way, its motion (seconds to pose), its feet and what is heard of it.

    `strikes`: seconds at which its blade meets another; `wet`: its feet cut water that lies at 0 m;
    `dust`: when and where they throw up sand, as of `thrown_up`.
    """

    journey: Journey
    motion: Motion
    stride: Stride
    heard: tuple[Sound, ...] = ()
    rise: Callable[[float], float] | None = None
    steps: bool = True
    grounded: bool = True
    slope: Callable[[float, float], tuple[float, float, float]] | None = None
    strikes: tuple[float, ...] = ()
    wet: bool = False
    dust: Array | None = None


STEPPING_IN = 0.9
"""Seconds before a shot in which one goes from standing to what one does, so that clothes fall over legs."""
SHADE = "cast:contact"
"""Name of the soft dark under feet, one model for everybody."""


@cache
def contact_shade() -> Model:
    """A disc 1 m wide, dark in its middle."""
    from yingxi.art.shapes import Finish, grid, model

    angle = np.linspace(0.0, 2.0 * np.pi, 17)
    rings = np.array([0.0, 0.2, 0.35, 0.5])
    sheet = np.stack([rings[:, None] * np.cos(angle), np.zeros((4, 17)), rings[:, None] * np.sin(angle)], -1)
    dark = np.repeat(np.array([1.0, 0.72, 0.34, 0.0])[:, None], 17, 1)
    disc = grid(sheet, Finish(colour=np.repeat(dark[..., None], 3, 2)), flipped=True, closed=True)
    return model([(disc, "contact", "none")])


def shade_rows(soles: Floats, slope: Callable[[float, float], tuple[float, float, float]] | None) -> Array:
    """One disc a sole (n, 16), laid on the ground; `slope` gives height, rise along x and along z."""
    rows = np.zeros((len(soles), 16), np.float32)
    for row, (x, y, z, near) in zip(rows, soles.astype(float), strict=True):
        height, along_x, along_z = (y, 0.0, 0.0) if slope is None else slope(x, z)
        wide = 0.42
        row[:12] = (wide, 0, 0, x, wide * along_x, 1, wide * along_z, height + 0.015, 0, 0, wide, z)
        row[12:] = (1.0, 1.0, 1.0, near)
    return rows


class Person:
    """One figure in one role."""

    def __init__(
        self,
        name: str,
        figure: Figure,
        role: Role,
        wind: tuple[float, float, float],
        fps: int,
        thin: float = 1.0,
    ) -> None:
        self.name, self.figure, self.role, self.thin, self.wind = name, figure, role, thin, wind
        chains = figure.chains
        self.drape = None if chains is None else Draped(chains.cloth(fps), self._footing, wind, fps)
        self._bones: dict[float, Floats] = {}

    @property
    def models(self) -> Mapping[str, Model]:
        return {self.name: self.figure.model, SHADE: contact_shade()}

    def at(self, t: float) -> Moment:
        """The posed figure where its path has it."""
        turn, move = self.placed(t)
        moment = Moment(poses={self.name: self.bones(t)})
        if self.drape is not None:
            points = np.asarray((self.drape.at(t) - move) @ turn, np.float32)
            moment.shapes[self.name] = self.figure.hang(points)
        row = np.concatenate([np.c_[turn, move].reshape(-1), (1.0, 1.0, 1.0, self.thin)])
        moment.instances[self.name] = row[None].astype(np.float32)
        if self.role.grounded:
            moment.instances[SHADE] = shade_rows(self._feet(t), self.role.slope)
        stirred = self.stir(t)
        moment.waves, moment.foam = stirred.waves, stirred.foam
        moment.glows = self._sparks(t)
        if self.role.dust is not None and len(self.role.dust):
            moment.puffs = puffs(self.role.dust, t, self.wind)
        return moment

    def stir(self, t: float) -> Moment:
        """What its feet do to water."""
        if not self.role.wet:
            return Moment()
        soles = self._feet(t)
        near = np.clip(1.0 - soles[:, 1:2] / 0.45, 0.0, 1.0)
        going = min(self.role.journey.speed(t) / 4.0, 1.0)
        reach = np.full((2, 1), 0.16, np.float32)
        waves = np.concatenate([soles[:, [0, 2]], reach, reach, (0.5 + 2.2 * going) * near], 1)
        foam = np.concatenate([soles[:, [0, 2]], reach, 0.25 * going * near], 1)
        return Moment(waves=waves.astype(np.float32), foam=foam.astype(np.float32))

    def _sparks(self, t: float) -> Array:
        """Sparks of the blows just struck (n, 12)."""
        rows = [np.zeros((0, 12), np.float32)]
        for number, at in enumerate(self.role.strikes):
            if at <= t < at + LASTING:
                turn, move = self.placed(at)
                fist, way = blade(self.figure.body, self.bones(at))
                rows.append(sparks(t - at, turn @ (fist + STRUCK * way) + move, number + 1))
        return np.concatenate(rows)

    def _feet(self, t: float) -> Floats:
        """Where the two soles are, and in the last column how near the ground (0-1) (2, 4)."""
        turn, move = self.placed(t)
        bones, index = self.bones(t), self.figure.body.index
        numbers = [index["toe1-1.L"], index["toe1-1.R"]]
        heads = self.figure.body.heads[numbers] * (1.0, 0.5, 1.0)
        soles = np.einsum("kij,kj->ki", bones[numbers, :, :3], heads) + bones[numbers, :, 3]
        near = np.clip(1.0 - soles[:, 1:2] / 0.25, 0.0, 1.0)
        return np.concatenate([soles @ turn.T + move, near], 1).astype(np.float32)

    def bones(self, t: float) -> Floats:
        """Bone transforms at `t` in the person's own axes."""
        key = round(t, 5)
        if key not in self._bones:
            if len(self._bones) > 8:
                self._bones.pop(next(iter(self._bones)))
            pose = mix(self.before(t), self.role.motion(t), (t + SETTLE) / STEPPING_IN)
            self._bones[key] = held(self.figure.body, pose, bone_transforms(self.figure.body, pose))
        return self._bones[key]

    def before(self, t: float) -> Pose:
        """How one stands before one does what one does."""
        return STANDING

    def placed(self, t: float) -> tuple[Floats, Floats]:
        """Turn (3, 3) and place (3,) of the person in the world."""
        yaw = self.role.journey.facing(t)
        c, s = math.cos(yaw), math.sin(yaw)
        turn = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]], np.float32)
        place = self.role.journey.where(t)
        if self.role.rise is not None:
            place = place + np.array([0.0, self.role.rise(t), 0.0])
        return turn, place.astype(np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the figure, metres."""
        _, place = self.placed(t)
        height = self.figure.body.height
        wide = 0.26 * height
        hips = float(np.asarray(self.role.motion(t).pelvis)[1]) * self.figure.body.scale
        top = height * min(max(hips / (0.98 * self.figure.body.scale), 0.5), 1.0)
        low = place - np.array([wide, 0.0, wide], np.float32)
        return low, place + np.array([wide, top, wide], np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Steps, and what the motion makes heard."""
        gain = 0.9 if self.role.stride.running else 0.6
        steps = [
            Sound(kind="step", at=t, position=(float(p[0]), float(p[1]), float(p[2])), gain=gain)
            for t, p in footfalls(self.role.journey, self.role.stride, duration)
            if self.role.steps
        ]
        return (*steps, *(sound for sound in self.role.heard if 0.0 <= sound.at <= duration))

    def _footing(self, t: float) -> Footing:
        """What the cloth needs to know of the body at `t`."""
        turn, move = self.placed(t)
        bones = self.bones(t)
        if self.figure.chains is None:
            raise ValueError("a figure without chains has no cloth to move")
        stiff = self.figure.chains.stiff(bones) @ turn.T + move
        return Footing(
            goal=stiff.astype(np.float32), bars=self.figure.bars.at(bones, turn, move), floor=float(move[1])
        )


class Company:
    """Several people as one actor."""

    def __init__(self, people: Sequence[Actor]) -> None:
        self.people = tuple(people)
        self._last: tuple[float, Moment] | None = None

    @property
    def models(self) -> Mapping[str, Model]:
        return {name: model for person in self.people for name, model in person.models.items()}

    def at(self, t: float) -> Moment:
        """Everybody at `t`; the last answer is kept, for the water asks for the same moment again."""
        if self._last is None or self._last[0] != t:
            moment = Moment()
            for person in self.people:
                one = person.at(t)
                moment.poses.update(one.poses)
                moment.shapes.update(one.shapes)
                for rows in ("glows", "waves", "foam", "puffs"):
                    setattr(moment, rows, np.concatenate([getattr(moment, rows), getattr(one, rows)]))
                for name, placed in one.instances.items():
                    before = moment.instances.get(name)
                    moment.instances[name] = placed if before is None else np.concatenate([before, placed])
            self._last = (t, moment)
        return self._last[1]

    def stir(self, t: float) -> Moment:
        """What they do to water, cheaply."""
        moments = [person.stir(t) for person in self.people if isinstance(person, Person)]
        empty = Moment()
        return Moment(
            waves=np.concatenate([empty.waves, *(one.waves for one in moments)]),
            foam=np.concatenate([empty.foam, *(one.foam for one in moments)]),
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        boxes = [person.bounds(t) for person in self.people]
        return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of the first few; more would be a rattle."""
        return tuple(sound for person in self.people[:3] for sound in person.sounds(duration))
