"""Bones that turn, legs that reach the ground, and animals along paths. Pure in time."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from yingxi.art.asset import CallSheet, Path
from yingxi.art.bodies.person import SHADE, contact_shade
from yingxi.art.cast.animal_body import Point, Skin
from yingxi.art.cast.animal_dust import raised_dust
from yingxi.art.seat import Seat, placed
from yingxi.art.shapes import Numbers, surface
from yingxi.art.shapes.place import instances, turn
from yingxi.world.rigging import bent
from yingxi.world.scene import Array, Model, Moment, Sound, Surface


@dataclass(frozen=True, kw_only=True, slots=True)
class Going:
    """What a pose is made from: `phase` in strides, `speed` m/s, seconds, the action's name."""

    phase: float
    speed: float
    t: float
    action: str


class Bones:
    """Bones by name, each with its parent and its joint at rest; turned one after another from the root."""

    def __init__(self, joints: Mapping[str, tuple[str, Point]]) -> None:
        self.number = {name: k for k, name in enumerate(joints)}
        self.parent = {name: parent for name, (parent, _) in joints.items()}
        self.rest = {name: np.array(place, np.float32) for name, (_, place) in joints.items()}


class Posed:
    """A pose in the making: a turn and a place for every bone, in the animal's own axes."""

    def __init__(self, bones: Bones, lift: float = 0.0) -> None:
        self.bones = bones
        self.turns = np.tile(np.eye(3, dtype=np.float32), (len(bones.number), 1, 1))
        self.places = np.array(list(bones.rest.values()), np.float32) + np.array([0, lift, 0], np.float32)

    def bend(self, name: str, pitch: float = 0.0, yaw: float = 0.0, roll: float = 0.0) -> None:
        """Turn a bone in its parent's axes (radians; pitch lifts what lies ahead); parents come first."""
        self.set(name, self._above(name) @ turn(yaw, pitch, roll))

    def set(self, name: str, rotation: Array) -> None:
        """Give a bone its whole turn; its joint stays on its parent."""
        k = self.bones.number[name]
        self.turns[k] = rotation
        if self.bones.parent[name]:
            self.places[k] = self.joint(name)

    def joint(self, name: str) -> Array:
        """Where the parent now has the joint of a bone."""
        return self.point(self.bones.parent[name], self.bones.rest[name])

    def point(self, name: str, rest: Array) -> Array:
        """Where a bone now has a point that lay at `rest`."""
        k = self.bones.number[name]
        return np.asarray(self.turns[k] @ (rest - self.bones.rest[name]) + self.places[k], np.float32)

    def _above(self, name: str) -> Array:
        parent = self.bones.parent[name]
        return self.turns[self.bones.number[parent]] if parent else np.eye(3, dtype=np.float32)


def reach(posed: Posed, leg: Sequence[str], foot: tuple[float, float], shin: float, knee: float) -> None:
    """Bend a leg of three bones and a foot so that the foot's joint comes to (x, y).

    `leg` names upper, lower, cannon and foot; `shin` radians that the cannon leans ahead of upright;
    `knee` +1 bends the middle joint ahead, -1 behind. Beyond its reach the leg is straight.
    """
    rest = [posed.bones.rest[name][:2] for name in leg]
    spans = [rest[k + 1] - rest[k] for k in range(3)]
    top = posed.joint(leg[0])[:2]
    length = float(np.hypot(*spans[2]))
    hock = np.array(foot) - length * np.array([-math.sin(shin), -math.cos(shin)])
    first, second = float(np.hypot(*spans[0])), float(np.hypot(*spans[1]))
    away = hock - top
    far = min(max(float(np.hypot(*away)), abs(first - second) + 1e-3), 0.999 * (first + second))
    aim = math.atan2(away[1], away[0])
    inner = math.acos(np.clip((first**2 + far**2 - second**2) / (2 * first * far), -1, 1))
    upper = aim + knee * inner
    middle = top + first * np.array([math.cos(upper), math.sin(upper)])
    hock = top + far * np.array([math.cos(aim), math.sin(aim)])
    lower = math.atan2(*(hock - middle)[::-1])
    down = np.array(foot) - hock
    angles = (upper, lower, math.atan2(down[1], down[0]))
    for name, span, angle in zip(leg[:3], spans, angles, strict=True):
        posed.set(name, turn(0.0, angle - math.atan2(span[1], span[0])))


@dataclass(frozen=True, kw_only=True, slots=True)
class Gait:
    """Feet in a stride: `length` metres, `duty` share on the ground, `lift` metres, `beats` when each lands.

    Feet in the order left fore, right fore, left hind, right hind.
    """

    length: float
    duty: float
    lift: float
    beats: tuple[float, float, float, float]
    bob: float = 0.0
    rock: float = 0.0


def footstep(gait: Gait, phase: float, foot: int) -> tuple[float, float, float]:
    """Metres that a foot is ahead of its place and up, and how far through its swing (0: on the ground)."""
    share = (phase - gait.beats[foot]) % 1.0
    span = gait.length * gait.duty
    if share < gait.duty:
        return span * (0.5 - share / gait.duty), 0.0, 0.0
    swing = (share - gait.duty) / (1.0 - gait.duty)
    eased = swing * swing * (3.0 - 2.0 * swing)
    return span * (eased - 0.5), gait.lift * math.sin(math.pi * swing), swing


Poser = Callable[[Going], Posed]


@dataclass(frozen=True, eq=False, kw_only=True)
class Animal:
    """One kind of animal: its versions from near to far (skins and where they end), and how it is posed.

    `stride(speed)` metres; `shade` (x, z, width) of the soft dark under it; `seat` where somebody sits on it.
    """

    name: str
    versions: tuple[tuple[tuple[Skin, ...], float], ...]
    pose: Poser
    stride: Callable[[float], float]
    size: tuple[float, float, float]
    shade: tuple[tuple[float, float, float], ...] = ()
    trail: float = 0.0
    semantic: str = "animal"
    seat: Callable[[Posed, Going], Seat] | None = None


def model_of(animal: Animal) -> Model:
    """The animal at rest, with its far versions."""
    model: Model | None = None
    span = (0.0, animal.size[1])
    for skins, ends in reversed(animal.versions):
        drawn = (surface(s.mesh, s.material, animal.semantic, span=span) for s in skins)
        surfaces = (
            part if streams(skin, animal.trail) else replace(part, rig=skin.rig)
            for skin, part in zip(skins, drawn, strict=True)
        )
        model = Model(tuple(surfaces), model, ends if model is not None else 40.0)
    if model is None:
        raise ValueError(f"{animal.name} has no versions")
    return model


def matrices(posed: Posed) -> Array:
    """The bones of a pose as the engine takes them (bones, 3, 4)."""
    rest = np.array(list(posed.bones.rest.values()), np.float32)
    moves = posed.places - np.einsum("kij,kj->ki", posed.turns, rest)
    return np.concatenate([posed.turns, moves[..., None]], 2).astype(np.float32)


def streams(skin: Skin, trail: float) -> bool:
    """Whether a skin has hair that waves, so that bones alone do not move it."""
    return trail > 0 and bool(skin.loose.any())


def streaming(skin: Skin, drawn: Surface, bones: Array, going: Going, trail: float) -> np.ndarray:
    """The vertices (VERTEX) of a skin in a pose; loose ones trail behind and wave."""
    vertices = bent(replace(drawn, rig=skin.rig), bones)
    vertices["position"] += _trailing(skin, going, trail)
    return vertices


def _trailing(skin: Skin, going: Going, trail: float) -> Array:
    """Metres by which loose hair is blown back and lifted."""
    blown = trail * min(going.speed / 8.0, 1.0)
    root = skin.mesh.position[:, 0]
    wave = np.sin(9.0 * going.t + 5.0 * root - 4.0 * skin.loose)
    soft = skin.loose**1.5
    calm = 0.06 * trail * np.sin(1.3 * going.t + 3.0 * root)
    return np.stack(
        [-blown * soft, (0.75 * blown + 0.16 * blown * wave) * soft, (0.25 * blown * wave + calm) * soft], 1
    ).astype(np.float32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Herd:
    """Animals of one kind along their paths; every fourth shares its stride (`looks` models in all).

    sizes (n,), tints (n, 3), `lift` metres added to every path; `dust` is the colour of what runners raise.
    """

    animal: Animal
    paths: tuple[Path, ...]
    sizes: Array
    tints: Array
    action: str
    duration: float
    heard: str = ""
    lift: float = 0.0
    lean: float = 0.0
    looks: int = 4
    dust: tuple[float, float, float] | None = None
    _models: dict[str, Model] = field(default_factory=dict)
    _walked: dict[int, tuple[Numbers, Numbers]] = field(default_factory=dict)

    @property
    def models(self) -> Mapping[str, Model]:
        if not self._models:
            base = model_of(self.animal)
            for look in range(min(self.looks, len(self.paths))):
                self._models[f"{self.animal.name}:{look}"] = base
            if self.animal.shade:
                self._models[SHADE] = contact_shade()
        return self._models

    def at(self, t: float) -> Moment:
        """Every look in its own pose, every animal where its path has it."""
        moment = Moment()
        places, yaws = self._places(t)
        rolls = self._leans(t)
        for look in range(min(self.looks, len(self.paths))):
            mine = slice(look, None, self.looks)
            name = f"{self.animal.name}:{look}"
            going = self._going(look, t)
            self._write(moment, name, self.models[name], going)
            moment.instances[name] = instances(
                places[mine], self.sizes[mine], yaws[mine], 0.0, rolls[mine], self.tints[mine]
            )
        if self.animal.shade:
            moment.instances[SHADE] = self._shades(places, yaws)
        if self.dust is not None:
            moment.puffs = raised_dust(self.paths, t, self.animal.size[0], self.dust, len(self.paths))
        return moment

    def _write(self, moment: Moment, name: str, model: Model, going: Going) -> None:
        bones = moment.poses[name] = matrices(self.animal.pose(going))
        version: Model | None = model
        for skins, _ in self.animal.versions:
            if version is None:
                raise ValueError(f"{name} lacks a far version")
            if any(streams(skin, self.animal.trail) for skin in skins):
                moment.shapes[name] = tuple(
                    streaming(skin, part, bones, going, self.animal.trail)
                    if streams(skin, self.animal.trail)
                    else None
                    for skin, part in zip(skins, version.surfaces, strict=True)
                )
            name, version = f"{name}/far", version.far

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of them. Raises ValueError for a kind that nobody rides."""
        if self.animal.seat is None:
            raise ValueError(f"nobody rides a {self.animal.name}")
        going, path = self._going(number % self.looks, t), self.paths[number]
        place = np.asarray(path.position(t), np.float32) + np.array((0.0, self.lift, 0.0), np.float32)
        roll = float(self._leans(t)[number]) if self.lean else 0.0
        own = self.animal.seat(self.animal.pose(going), going)
        return placed(own, turn(path.yaw(t), 0.0, roll), place, float(self.sizes[number]))

    def _going(self, look: int, t: float) -> Going:
        times, walked = self._way(look)
        gone = float(np.interp(t, times, walked))
        before = float(np.interp(t - 0.05, times, walked))
        speed = (gone - before) / 0.05 / float(self.sizes[look])
        stride = self.animal.stride(speed) * float(self.sizes[look])
        phase = 0.29 * look + gone / max(stride, 1e-3)
        return Going(phase=phase, speed=speed, t=t + 1.7 * look, action=self.action)

    def _way(self, look: int) -> tuple[Numbers, Numbers]:
        """Times and metres walked until then by the first animal of a look."""
        if look not in self._walked:
            times = np.arange(-6.0, self.duration + 1.0, 1 / 24)
            way = np.array([self.paths[look].position(float(t)) for t in times])
            steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
            self._walked[look] = times, np.r_[0.0, np.cumsum(steps)]
        return self._walked[look]

    def _places(self, t: float) -> tuple[Array, Array]:
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        places[:, 1] += self.lift
        return places, np.array([path.yaw(t) for path in self.paths], np.float32)

    def _leans(self, t: float) -> Array:
        """Fliers bank into their turns."""
        if self.lean == 0:
            return np.zeros(len(self.paths), np.float32)
        now = np.array([path.yaw(t + 0.1) for path in self.paths])
        before = np.array([path.yaw(t - 0.1) for path in self.paths])
        rate = (now - before + np.pi) % (2 * np.pi) - np.pi
        return np.asarray(np.clip(-self.lean * rate / 0.2, -0.7, 0.7), np.float32)

    def _shades(self, places: Array, yaws: Array) -> Array:
        rows = []
        for x, z, wide in self.animal.shade:
            spots = places + self.sizes[:, None] * np.stack(
                [x * np.cos(yaws) + z * np.sin(yaws), 0 * yaws + 0.02, z * np.cos(yaws) - x * np.sin(yaws)], 1
            )
            scale = np.stack([1.5 * wide * self.sizes, np.ones_like(yaws), wide * self.sizes], 1)
            rows.append(instances(spots, scale, yaws, parameter=0.8))
        return np.concatenate(rows)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them, in metres."""
        places, yaws = self._places(t)
        length, height, width = self.animal.size
        half = np.stack(
            [
                length * np.abs(np.cos(yaws)) + width * np.abs(np.sin(yaws)),
                0 * yaws,
                length * np.abs(np.sin(yaws)) + width * np.abs(np.cos(yaws)),
            ],
            1,
        ) * (0.5 * self.sizes[:, None])
        top = np.stack([0 * yaws, height * self.sizes, 0 * yaws], 1)
        return (places - half).min(0).astype(np.float32), (places + half + top).max(0).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Its voice or its hooves, once, where the first of them begins."""
        if not self.heard:
            return ()
        x, y, z = (float(v) for v in self._places(0.0)[0][0])
        return (Sound(kind=self.heard, at=0.2, position=(x, y, z), length=duration, gain=0.7),)


def herd(
    sheet: CallSheet,
    animal: Animal,
    tints: Numbers,
    sizes: Numbers,
    heard: str = "",
    lift: float = 0.0,
    lean: float = 0.0,
    paths: tuple[Path, ...] | None = None,
    dust: tuple[float, float, float] | None = None,
) -> Herd:
    """The animals that a call sheet asks for, on its paths if no others are given."""
    return Herd(
        animal=animal,
        paths=sheet.paths if paths is None else paths,
        sizes=np.asarray(sizes, np.float32),
        tints=np.asarray(tints, np.float32),
        action=sheet.subject.action if sheet.subject else "",
        duration=sheet.duration,
        heard=heard,
        lift=lift,
        lean=lean,
        dust=dust,
    )
