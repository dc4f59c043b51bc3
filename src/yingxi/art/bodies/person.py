"""A person in a shot: a figure that plays a motion along its path, with cloth that follows. Pure in time."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from yingxi.art.bodies.figure import Figure
from yingxi.art.bodies.gait import Stride, footfalls
from yingxi.art.bodies.journey import Journey
from yingxi.art.bodies.pose import Pose, bone_transforms, held
from yingxi.art.bodies.strands import Capsules, Drape, Floats
from yingxi.world.scene import Actor, Array, Model, Moment, Sound

Motion = Callable[[float], Pose]


@dataclass(frozen=True, eq=False, kw_only=True)
class Role:
    """What one person does: its way, its motion (seconds to pose), its feet and what is heard of it."""

    journey: Journey
    motion: Motion
    stride: Stride
    heard: tuple[Sound, ...] = ()
    rise: Callable[[float], float] | None = None
    steps: bool = True


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
        self.name, self.figure, self.role, self.thin = name, figure, role, thin
        chains = figure.chains
        self.drape = None if chains is None else Drape(chains, self._scene, wind, fps)
        self._bones: dict[float, Floats] = {}

    @property
    def models(self) -> Mapping[str, Model]:
        return {self.name: self.figure.model}

    def at(self, t: float) -> Moment:
        """The posed figure where its path has it."""
        turn, move = self.placed(t)
        points = None
        if self.drape is not None:
            points = np.asarray((self.drape.at(t) - move) @ turn, np.float32)
        moment = Moment()
        moment.shapes[self.name] = self.figure.write(self.bones(t), points)
        row = np.concatenate([np.c_[turn, move].reshape(-1), (1.0, 1.0, 1.0, self.thin)])
        moment.instances[self.name] = row[None].astype(np.float32)
        return moment

    def bones(self, t: float) -> Floats:
        """Bone transforms at `t` in the person's own axes."""
        key = round(t, 5)
        if key not in self._bones:
            if len(self._bones) > 8:
                self._bones.pop(next(iter(self._bones)))
            pose = self.role.motion(t)
            self._bones[key] = held(self.figure.body, pose, bone_transforms(self.figure.body, pose))
        return self._bones[key]

    def placed(self, t: float) -> tuple[Floats, Floats]:
        """Turn (3, 3) and place (3,) of the person in the world."""
        yaw = self.role.journey.facing(t)
        c, s = math.cos(yaw), math.sin(yaw)
        turn = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]], np.float32)
        place = self.role.journey.where(t)
        if self.role.rise is not None:
            place = place + (0.0, self.role.rise(t), 0.0)
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

    def _scene(self, t: float) -> tuple[Floats, Capsules, float]:
        """What the cloth needs to know of the body at `t`."""
        turn, move = self.placed(t)
        bones = self.bones(t)
        if self.figure.chains is None:
            raise ValueError("a figure without chains has no cloth to move")
        stiff = self.figure.chains.stiff(bones) @ turn.T + move
        return stiff.astype(np.float32), self.figure.bars.at(bones, turn, move), float(move[1])


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
                moment.instances.update(one.instances)
                moment.shapes.update(one.shapes)
            self._last = (t, moment)
        return self._last[1]

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them."""
        boxes = [person.bounds(t) for person in self.people]
        return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of the first few; more would be a rattle."""
        return tuple(sound for person in self.people[:3] for sound in person.sounds(duration))
