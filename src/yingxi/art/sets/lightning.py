"""Lightning: forked bolts that flash at given moments and light the whole place, with their thunder."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.kept import kept
from yingxi.art.shapes import Finish, Mesh, Numbers, instances, merge, model, tube
from yingxi.world.scene import Array, Model, Moment, Sound

LAST = 0.55
"""Seconds that a flash lasts: one stroke and a weaker second one, never more than three a second."""
BRIGHT = (3.6, 4.5, 6.6)
"""Its light at the full, in the scene's units."""
BOLTS = 3
TALL = 420.0
"""Metres of a bolt's height."""
WHITE = Finish(colour=(0.80, 0.88, 1.0), emission=16.0)


def flash_at(age: float) -> float:
    """How bright a flash is so many seconds after its beginning, 0-1."""
    if age < 0 or age > LAST:
        return 0.0
    first = np.exp(-age * 9.0)
    second = 0.62 * np.exp(-(age - 0.13) * 7.0) if age > 0.13 else 0.0
    return float(max(first, second) * min(1.0, (LAST - age) / 0.15))


@kept
def bolt(kind: int) -> Model:
    """A forked bolt 1 m tall that strikes down at the origin."""
    random = np.random.default_rng((kind, 71))
    trunk = _jagged(np.array((0.12, 1.0, 0.0)), np.array((0.0, 0.0, 0.0)), 26, 0.05, random)
    parts: list[Mesh] = [tube(trunk, np.linspace(0.0042, 0.0030, len(trunk)), WHITE, 4)]
    for _ in range(6):
        start = trunk[int(random.integers(4, 20))]
        end = start + np.array((random.normal(0, 0.20), -random.uniform(0.12, 0.36), random.normal(0, 0.1)))
        fork = _jagged(start, end, 11, 0.035, random)
        parts.append(tube(fork, np.linspace(0.0022, 0.0007, len(fork)), WHITE, 3))
    return model([(merge(parts), "emissive", "light")])


def _jagged(start: Numbers, end: Numbers, many: int, rough: float, random: np.random.Generator) -> Numbers:
    share = np.linspace(0, 1, many)[:, None]
    noise = np.cumsum(random.normal(0, rough / 2.2, (many, 3)), 0)
    noise -= share * noise[-1] + (1 - share) * noise[0]
    noise += random.normal(0, 0.25 * rough, (many, 3)) * np.sin(np.pi * share)
    return np.asarray(start + share * (end - start) + noise)


@dataclass(frozen=True, eq=False, kw_only=True)
class Lightning:
    """Flashes at `times` seconds from `toward` (n, 3 unit vectors), each with a bolt `away` metres off."""

    times: tuple[float, ...]
    toward: tuple[tuple[float, float, float], ...]
    away: float
    floor: float
    seed: int
    strength: float = 1.0

    @property
    def models(self) -> Mapping[str, Model]:
        return {f"lightning_{kind}": bolt(kind) for kind in range(BOLTS)}

    def at(self, t: float) -> Moment:
        """The flashes that last, and their bolts (thin as nothing while they do not)."""
        flashes, rows = [], {f"lightning_{kind}": np.zeros((0, 16), np.float32) for kind in range(BOLTS)}
        for number, (when, way) in enumerate(zip(self.times, self.toward, strict=True)):
            bright = flash_at(t - when)
            flat = np.hypot(way[0], way[2])
            place = np.array((way[0] / flat * self.away, self.floor, way[2] / flat * self.away))
            glow = bright if t - when < 0.30 else 0.0
            scale = TALL if glow > 0 else 1e-4
            random = np.random.default_rng((self.seed, number))
            row = instances([place], scale, random.uniform(0, 6.28), parameter=glow)
            name = f"lightning_{(number + self.seed) % BOLTS}"
            rows[name] = np.concatenate([rows[name], row])
            if bright > 0:
                flashes.append([*way, *(self.strength * bright * np.array(BRIGHT))])
        return Moment(
            instances={name: table for name, table in rows.items() if len(table)},
            flashes=np.array(flashes, np.float32).reshape(-1, 6),
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """No size: no camera serves it."""
        return np.zeros(3, np.float32), np.zeros(3, np.float32)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Thunder, a moment after each flash."""
        heard = []
        for when, way in zip(self.times, self.toward, strict=True):
            if 0 <= when + 0.25 < duration:
                place = (200.0 * way[0], 60.0, 200.0 * way[2])
                heard.append(Sound(kind="thunder", at=when + 0.25, position=place, gain=0.9))
        return tuple(heard)
