"""Machines: bodies that go along paths with fittings that turn by the way gone, and their forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from yingxi.art.asset import Path
from yingxi.art.seat import Seat, placed
from yingxi.art.shapes.mesh import PLAIN, Finish, Mesh, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import lathe, loft
from yingxi.world.scene import Actor, Model, Moment, Sound

Fitting = Callable[[Array, float], tuple[ArrayLike, ArrayLike, ArrayLike]]
"""Metres gone (n,) and seconds -> place in the machine's axes (3,) or (n, 3), pitch and roll in radians."""

Breath = Callable[[float], Moment]
"""What a machine gives off at a time: steam, fire, light."""

EARLIEST = -6.0
"""Seconds before the shot from which the way gone is counted."""


def fixed(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Fitting:
    """A part that keeps its place on the machine."""
    return lambda gone, t: ((x, y, z), 0.0, 0.0)


def wheel(x: float, y: float, z: float, radius: float) -> Fitting:
    """A wheel that rolls: it turns once for each circumference gone."""
    return lambda gone, t: ((x, y, z), -gone / radius, 0.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Machine:
    """Copies of a machine along `paths`, its front toward +x.

    `fittings` say which model stands where on each copy; `tilt` gives pitch and roll (n,) of the bodies at a
    time; `half` is half a copy's size at scale 1 (x, y, z) standing on y = `foot`. `sat_on` gives the seat of
    a copy by the metres that it has gone and its number.
    """

    parts: Mapping[str, Model]
    fittings: Sequence[tuple[str, Fitting]]
    paths: tuple[Path, ...]
    duration: float
    half: tuple[float, float, float]
    scales: Array
    tints: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    parameter: Mapping[str, float] = field(default_factory=dict)
    foot: float = 0.0
    lift: float = 0.0
    tilt: Callable[[float], tuple[ArrayLike, ArrayLike]] | None = None
    breath: Breath | None = None
    heard: str = ""
    sat_on: Callable[[float, int], Seat] | None = None
    _gone: list[tuple[Array, Array]] = field(default_factory=list)

    @property
    def models(self) -> Mapping[str, Model]:
        return self.parts

    def at(self, t: float) -> Moment:
        """All copies with their fittings at `t`, and what they give off."""
        place, yaw, gone = self.places(t), self.yaws(t), self.gone(t)
        pitch, roll = (np.broadcast_to(a, yaw.shape) for a in (self.tilt(t) if self.tilt else (0.0, 0.0)))
        body = turn(yaw, pitch, roll)
        rows: dict[str, list[Array]] = {}
        for name, fitting in self.fittings:
            offset, more_pitch, more_roll = fitting(gone, t)
            away = np.broadcast_to(np.asarray(offset, np.float32), place.shape) * self.scales[:, None]
            at = place + np.einsum("nij,nj->ni", body, away)
            tint = self.tints.get(name, (1.0, 1.0, 1.0))
            row = instances(
                at,
                np.repeat(self.scales[:, None], 3, 1),
                yaw,
                pitch + np.asarray(more_pitch),
                roll + np.asarray(more_roll),
                tint,
                self.parameter.get(name, 1.0),
            )
            rows.setdefault(name, []).append(row)
        moment = self.breath(t) if self.breath else Moment()
        moment.instances = moment.instances | {name: np.concatenate(many) for name, many in rows.items()}
        return moment

    def seat(self, number: int, t: float) -> Seat:
        """Where somebody sits on one of them. Raises ValueError for a machine that nobody rides."""
        if self.sat_on is None:
            raise ValueError("nobody rides this machine")
        tilt = self.tilt(t) if self.tilt else (0.0, 0.0)
        pitch, roll = (float(np.broadcast_to(a, (len(self.paths),))[number]) for a in tilt)
        own = self.sat_on(float(self.gone(t)[number]), number)
        body = turn(float(self.yaws(t)[number]), pitch, roll)
        return placed(own, body, self.places(t)[number], float(self.scales[number]))

    def places(self, t: float) -> Array:
        """Where the machines stand, (n, 3) metres."""
        places = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        places[:, 1] += self.lift
        return places

    def yaws(self, t: float) -> Array:
        """Where they head, (n,) radians."""
        return np.array([path.yaw(t) for path in self.paths], np.float32)

    def gone(self, t: float) -> Array:
        """Metres that each has gone since the shot's first frame, (n,)."""
        if not self._gone:
            times = np.arange(EARLIEST, self.duration + 2.0, 1 / 12)
            ways = np.array([[path.position(float(s)) for s in times] for path in self.paths])
            steps = np.linalg.norm(np.diff(ways, axis=1), axis=2)
            total = np.concatenate([np.zeros((len(ways), 1)), np.cumsum(steps, 1)], 1)
            start = np.array([np.interp(0.0, times, row) for row in total])
            self._gone.append((times, total - start[:, None]))
        times, total = self._gone[0]
        return np.array([np.interp(t, times, row) for row in total], np.float32)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all copies, in metres."""
        place, yaw = self.places(t), self.yaws(t)
        cos, sin = np.abs(np.cos(yaw)), np.abs(np.sin(yaw))
        x, y, z = self.half
        reach = np.stack([x * cos + z * sin, 0 * cos, x * sin + z * cos], 1) * self.scales[:, None]
        foot = np.array([0.0, self.foot, 0.0]) * self.scales[:, None]
        top = foot + np.array([0.0, 2 * y, 0.0]) * self.scales[:, None]
        return (place - reach + foot).min(0).astype(np.float32), (place + reach + top).max(0).astype(
            np.float32
        )

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Its one sound, where it starts."""
        if not self.heard:
            return ()
        x, y, z = (float(value) for value in self.places(0.0)[0])
        return (Sound(kind=self.heard, at=0.0, position=(x, y, z), length=duration, gain=0.6),)


@dataclass(frozen=True, eq=False, kw_only=True)
class Together:
    """Several actors that play one subject; parts of one name are copies of one model."""

    actors: tuple[Actor, ...]

    @property
    def models(self) -> Mapping[str, Model]:
        return {name: part for actor in self.actors for name, part in actor.models.items()}

    def at(self, t: float) -> Moment:
        """All of them at `t`."""
        moments = [actor.at(t) for actor in self.actors]
        names = dict.fromkeys(name for moment in moments for name in moment.instances)
        return Moment(
            instances={
                n: np.concatenate([m.instances[n] for m in moments if n in m.instances]) for n in names
            },
            lights=np.concatenate([moment.lights for moment in moments]),
            glows=np.concatenate([moment.glows for moment in moments]),
            puffs=np.concatenate([moment.puffs for moment in moments]),
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round them all."""
        boxes = np.array([actor.bounds(t) for actor in self.actors])
        return boxes[:, 0].min(0), boxes[:, 1].max(0)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The first one's sound stands for all."""
        return self.actors[0].sounds(duration) if self.actors else ()


def rocking(number: int, reach: float, pace: float) -> Callable[[float], tuple[float, float]]:
    """A slow sway, `reach` radians each way; no two numbers in step."""
    return lambda t: (
        reach * float(np.sin(pace * t + number)),
        reach * float(np.sin(0.75 * pace * t + 2 * number)),
    )


AXES = {"x": turn(pitch=-np.pi / 2), "y": turn(), "z": turn(roll=np.pi / 2)}
"""Rotations that lay a thing turned round y along another axis."""


def turned(
    profile: ArrayLike,
    finish: Finish = PLAIN,
    axis: str = "x",
    sides: int = 20,
    at: ArrayLike = (0.0, 0.0, 0.0),
    bevel: float = 0.012,
) -> Mesh:
    """A form turned round `axis` from (radius, along) pairs, its edges bevelled; moved to `at`."""
    return transform(lathe(crisp(profile, bevel), finish, sides), at, rotation=AXES[axis])


def crisp(line: ArrayLike, bevel: float) -> Array:
    """The polyline with two points at each corner, so that smooth normals keep its edges."""
    points = np.asarray(line, np.float32)
    rows = [points[0]]
    for before, here, after in zip(points[:-2], points[1:-1], points[2:], strict=True):
        for other in (before, after):
            away = other - here
            length = float(np.linalg.norm(away))
            rows.append(here + away * min(bevel / max(length, 1e-6), 0.45))
    return np.array([*rows, points[-1]], np.float32)


def prism(
    section: ArrayLike,
    start: float,
    end: float,
    finish: Finish = PLAIN,
    bevel: float = 0.03,
    ends: float = 1.0,
) -> Mesh:
    """A bar along x with a closed (k, 2) section of (z, y), counter-clockwise as seen from +x's left side.

    `ends` below 1 narrows the last rings toward the section's middle, for rounded noses.
    """
    ring = np.asarray(section, np.float32)
    closed = crisp(np.concatenate([ring[-1:], ring, ring[:1]]), bevel)[1:-1]
    closed = np.concatenate([closed, closed[:1]])
    middle = (ring.max(0) + ring.min(0)) / 2
    rows = []
    for x, size in ((start, ends), (start + bevel, 1.0), (end - bevel, 1.0), (end, ends)):
        flat = middle + (closed - middle) * size
        rows.append(np.stack([np.full(len(flat), x), flat[:, 1], flat[:, 0]], 1))
    return loft(np.array(rows), finish)
