"""Long bodies that swim along their way: a curve that undulates, and meshes that ride on it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from yingxi.art.asset import Path
from yingxi.art.seat import Seat, placed
from yingxi.art.shapes import Mesh, Numbers, merge, surface
from yingxi.world.rigging import rig_of
from yingxi.world.scene import Array, Model, Moment, Rig, Sound

SLACK = 0.80
"""Metres along the way that a metre of the undulating body takes."""
AROUND = (-0.02, 1.06)
"""Where the curve of a body begins and how far it is looked at, in lengths of the body."""
STATIONS = 96
"""Places of a curve that carry a body."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rider:
    """A mesh on the spine: +x ahead, its origin at the neck.

    `station` (n,) metres behind the neck whose frame carries a vertex; `loose` (n,) 0-1 how far it waves.
    """

    mesh: Mesh
    station: Numbers
    loose: Numbers
    material: str


def riding(
    mesh: Mesh, material: str, length: float, station: float | None = None, loose: Numbers | None = None
) -> Rider:
    """A mesh that bends with the spine, or keeps its form at one `station`."""
    own = (
        np.clip(-mesh.position[:, 0], 0, length) if station is None else np.full(len(mesh.position), station)
    )
    return Rider(
        mesh=mesh,
        station=own,
        loose=np.zeros(len(own)) if loose is None else loose,
        material=material,
    )


def together(riders: Sequence[Rider]) -> tuple[Rider, ...]:
    """Riders of one material made one; what waves stays apart, for bones alone do not move it."""
    whole = []
    kinds = [(rider.material, bool(rider.loose.any())) for rider in riders]
    for material, waves in dict.fromkeys(kinds):
        both = zip(riders, kinds, strict=True)
        mine = [rider for rider, kind in both if kind == (material, waves)]
        whole.append(
            Rider(
                mesh=merge([rider.mesh for rider in mine]),
                station=np.concatenate([rider.station for rider in mine]),
                loose=np.concatenate([rider.loose for rider in mine]),
                material=material,
            )
        )
    return tuple(whole)


@dataclass(frozen=True, eq=False, kw_only=True)
class Spine:
    """How a kind of serpent is built and moves: metres, waves a second, versions from near to far."""

    name: str
    length: float
    versions: tuple[tuple[tuple[Rider, ...], float], ...]
    sway: float
    heave: float
    pace: float
    girth: float
    semantic: str = "animal"


def model_of(spine: Spine) -> Model:
    """The serpent at rest with its far versions."""
    model: Model | None = None
    span = (-2.0, 2.5)
    for riders, ends in reversed(spine.versions):
        drawn = (surface(r.mesh, r.material, spine.semantic, span=span) for r in riders)
        surfaces = (
            part if rider.loose.any() else replace(part, rig=rig_on(spine, rider))
            for rider, part in zip(riders, drawn, strict=True)
        )
        model = Model(tuple(surfaces), model, ends if model is not None else 40.0)
    if model is None:
        raise ValueError(f"{spine.name} has no versions")
    return model


def rig_on(spine: Spine, rider: Rider) -> Rig:
    """How the two nearest stations of a spine hold a rider; each station is a bone."""
    first, last = AROUND[0] * spine.length, spine.length
    at = np.clip((rider.station - first) / (last - first), 0, 1) * (STATIONS - 1)
    joint = np.minimum(at.astype(int), STATIONS - 2)
    share = at - joint
    none = np.zeros_like(joint)
    along = rider.mesh.position + rider.station[:, None] * np.array([1.0, 0.0, 0.0])
    joints = np.stack([joint, joint + 1, none, none], 1)
    return rig_of(along, rider.mesh.normal, joints, np.stack([1 - share, share, none, none], 1))


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve:
    """A spine at one time: stations (k,) metres behind the neck, places and frames (k, 3)."""

    station: Numbers
    place: Numbers
    ahead: Numbers
    up: Numbers
    right: Numbers

    def bones(self, size: float) -> Array:
        """Its stations as bones (k, 3, 4) of a body of a size."""
        columns = [size * self.ahead, size * self.up, size * self.right, self.place]
        return np.stack(columns, 2).astype(np.float32)

    def at(self, station: Numbers) -> tuple[Array, Array, Array, Array]:
        """Place and frame at (n,) stations."""

        def read(values: Numbers) -> Array:
            return np.stack([np.interp(station, self.station, values[:, k]) for k in range(3)], 1)

        return read(self.place), read(self.ahead), read(self.up), read(self.right)


def curve_of(spine: Spine, path: Path, t: float, size: float, phase: float) -> Curve:
    """The undulating body along its way, its middle where the path is."""
    length = spine.length * size
    along = np.linspace(AROUND[0] * length, AROUND[1] * length, 72)
    base = _way(path, t, SLACK * (0.5 * length - along))
    tangent = _unit(np.gradient(base, axis=0))
    right = _unit(np.cross(tangent, (0.0, 1.0, 0.0)))
    grown = np.clip(along / (0.16 * length), 0.10, 1.0)[:, None]
    turns = 2 * math.pi * along[:, None] / length
    side = spine.sway * size * grown * np.sin(1.75 * turns - spine.pace * t + phase)
    rise = spine.heave * size * grown * np.sin(2.35 * turns - 1.25 * spine.pace * t + 1.9 + phase)
    place = base + right * side + np.array((0.0, 1.0, 0.0)) * rise
    return _framed(place, length, float(along[0]))


def _way(path: Path, t: float, ahead: Numbers) -> Array:
    """Places (k, 3) that lie so many metres ahead of a path's place at `t`, along its way."""
    now, later = (np.asarray(path.position(t + s), float) for s in (-0.1, 0.1))
    speed = float(np.linalg.norm(later - now)) / 0.2
    middle, yaw = 0.5 * (now + later), path.yaw(t)
    if speed < 1.0:
        heading = np.array((math.cos(yaw), 0.0, -math.sin(yaw)))
        return np.asarray(middle + ahead[:, None] * heading)
    few = np.linspace(ahead.min(), ahead.max(), 18)
    places = np.array([path.position(t + float(a) / speed) for a in few])
    return np.stack([np.interp(ahead, few, places[:, k]) for k in range(3)], 1)


def _framed(place: Numbers, length: float, first: float) -> Curve:
    """Frames along a curve, measured by its own length, so that waves never stretch the body."""
    walked = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(place, axis=0), axis=1))] + first
    station = np.linspace(first, length, STATIONS)
    even = np.stack([np.interp(station, walked, place[:, k]) for k in range(3)], 1)
    ahead = -np.gradient(even, axis=0)
    for _ in range(3):
        ahead[1:-1] = 0.25 * ahead[:-2] + 0.5 * ahead[1:-1] + 0.25 * ahead[2:]
    ahead = _unit(ahead)
    right = _unit(np.cross(ahead, (0.0, 1.0, 0.0)))
    return Curve(station=station, place=even, ahead=ahead, up=np.cross(right, ahead), right=right)


def _unit(vectors: Numbers) -> Array:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def ridden(rider: Rider, rest: np.ndarray, curve: Curve, size: float, t: float, wind: float) -> np.ndarray:
    """The vertices (VERTEX) of a rider on a curve, in world axes."""
    place, ahead, up, right = curve.at(rider.station * size)
    local = rider.mesh.position * size
    if rider.loose.any():
        local = local + size * _waving(rider, t, wind)
    dx = local[:, 0] + rider.station * size
    normal = rider.mesh.normal
    vertices = rest.copy()
    vertices["position"] = place + dx[:, None] * ahead + local[:, 1:2] * up + local[:, 2:] * right
    facing = normal[:, :1] * ahead + normal[:, 1:2] * up + normal[:, 2:] * right
    vertices["normal"][:, :3] = np.round(127 * _unit(facing))
    return vertices


def _waving(rider: Rider, t: float, wind: float) -> Array:
    """Metres by which hair and whiskers stream."""
    root, soft = rider.mesh.position[:, 0], rider.loose**1.4
    wave = np.sin(4.6 * t - 5.0 * rider.loose + 0.9 * root)
    cross = np.cos(3.7 * t - 4.0 * rider.loose + 1.3 * root + 2.0 * np.sign(rider.mesh.position[:, 2]))
    return np.stack([-0.25 * wind * soft, 0.38 * soft * wave, 0.34 * soft * cross], 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Serpents:
    """Serpents of one kind along their paths; `sizes` (n,), `lift` metres over the path, `tints` (n, 3).

    `sits`: the station of a rider, and the seat in the axes of the spine there.
    """

    spine: Spine
    paths: tuple[Path, ...]
    sizes: Array
    tints: Array
    lift: float
    heard: str = ""
    glow: tuple[float, float, float] | None = None
    sits: tuple[float, Seat] | None = None
    _models: dict[str, Model] = field(default_factory=dict)

    @property
    def models(self) -> Mapping[str, Model]:
        if not self._models:
            base = model_of(self.spine)
            self._models.update({self._name(k): base for k in range(len(self.paths))})
        return self._models

    def _name(self, number: int) -> str:
        return f"{self.spine.name}:{number}"

    def at(self, t: float) -> Moment:
        """Every body on its curve; rows only move the origin, so that each is drawn where it is."""
        moment = Moment()
        lamps = []
        for number in range(len(self.paths)):
            curve, size = self._curve(number, t), float(self.sizes[number])
            middle = curve.place[len(curve.place) // 2]
            local = replace(curve, place=curve.place - middle)
            self._write(moment, self._name(number), local, size, t + 2.3 * number)
            row = np.zeros((1, 16), np.float32)
            row[0, [0, 5, 10]] = 1.0
            row[0, [3, 7, 11]] = middle
            row[0, 12:15], row[0, 15] = self.tints[number], 1.0
            moment.instances[self._name(number)] = row
            lamps.extend(self._lamps(curve, size))
        if lamps:
            moment.lights = np.array(lamps, np.float32)
        return moment

    def _write(self, moment: Moment, name: str, curve: Curve, size: float, t: float) -> None:
        moment.poses[name] = curve.bones(size)
        version: Model | None = self.models[name.split("/")[0]]
        for riders, _ in self.spine.versions:
            if version is None:
                raise ValueError(f"{name} lacks a far version")
            moment.shapes[name] = tuple(
                ridden(rider, part.vertices, curve, size, t, 1.0) if rider.loose.any() else None
                for rider, part in zip(riders, version.surfaces, strict=True)
            )
            name, version = f"{name}/far", version.far

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of them. Raises ValueError for a kind that nobody rides."""
        if self.sits is None:
            raise ValueError(f"nobody rides a {self.spine.name}")
        station, seat = self.sits
        size = float(self.sizes[number])
        place, ahead, up, right = (row[0] for row in self._curve(number, t).at(np.array([station * size])))
        return placed(seat, np.stack([ahead, up, right], 1), place, size)

    def _lamps(self, curve: Curve, size: float) -> list[list[float]]:
        """A few lights along a glowing body."""
        if self.glow is None:
            return []
        picks = np.linspace(4, len(curve.place) - 8, 4).astype(int)
        return [[*curve.place[k] - 1.2 * size * curve.up[k], 9.0 * size, *self.glow, 1.0] for k in picks]

    def _curve(self, number: int, t: float) -> Curve:
        path, size = self.paths[number], float(self.sizes[number])
        curve = curve_of(self.spine, path, t, size, 2.1 * number)
        return replace(curve, place=curve.place + np.array((0.0, self.lift * size, 0.0)))

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all bodies and heads, in metres."""
        curves = [self._curve(number, t) for number in range(len(self.paths))]
        reach = self.spine.girth * float(self.sizes.max())
        heads = np.stack([c.place[0] + 2.0 * reach * c.ahead[0] for c in curves])
        points = np.concatenate([heads, *(c.place for c in curves)])
        return (points.min(0) - reach).astype(np.float32), (points.max(0) + reach).astype(np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """What is heard of the first of them."""
        if not self.heard:
            return ()
        x, y, z = (float(v) for v in self._curve(0, 0.0).place[0])
        return (Sound(kind=self.heard, at=0.1, position=(x, y, z), length=duration, gain=0.8),)
