"""A bronze gong in a red frame of wood; it is struck on every fourth beat, sways and sings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, transform
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.art.shapes.solids import ball, box, cylinder, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

AXLE, MIDDLE, RADIUS = 1.62, 0.98, 0.44
"""Heights of the beam the cords hang from and of the gong's middle over the floor, metres."""
BEATS = 4
LACQUER = Finish(colour=(0.42, 0.020, 0.014), roughness=0.20)
GOLD = Finish(colour=(0.80, 0.52, 0.16), roughness=0.28, metal=0.95)
CORD = Finish(colour=(0.62, 0.03, 0.02), roughness=0.7)
PROFILE = (
    (0.0, 0.046),
    (0.055, 0.044),
    (0.085, 0.030),
    (0.115, 0.012),
    (0.16, 0.008),
    (0.24, 0.006),
    (0.30, 0.010),
    (0.385, 0.014),
    (0.418, 0.006),
    (0.438, -0.020),
    (0.442, -0.085),
    (0.436, -0.088),
    (0.428, -0.020),
    (0.40, -0.006),
    (0.30, -0.004),
    (0.0, -0.004),
)
"""Radius and height of the disc's skin, from the boss over the hammered rings to the rim and back."""


@kept
def gong_model() -> Model:
    """The disc alone, hanging from the origin, its face toward +x."""
    far = model([(_disc(14), "hero", "metal")])
    return model([(_disc(64), "hero", "metal"), (merge(_cords(8)), "hero", "cloth")], far, 12)


def _disc(sides: int) -> Mesh:
    """Bronze, bright where it is struck and at the rim, dark and brown between."""
    bright = np.array(
        [1.25, 1.2, 0.75, 0.42, 0.36, 0.34, 0.36, 0.5, 0.85, 1.0, 0.9, 0.7, 0.4, 0.35, 0.35, 0.35]
    )
    rough = np.array(
        [0.20, 0.2, 0.26, 0.44, 0.46, 0.46, 0.44, 0.36, 0.26, 0.24, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5]
    )
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    hammered = 1.0 + 0.16 * np.sin(23 * angle)[None, :] * np.sin(np.arange(16) * 2.6)[:, None]
    bronze = np.array((0.72, 0.40, 0.12))
    finish = Finish(
        colour=(bright[:, None] * hammered)[..., None] * bronze,
        roughness=np.repeat(rough[:, None], sides + 1, 1),
        metal=0.92,
    )
    disc = lathe(np.array(PROFILE)[::-1], _backward(finish), sides)
    upright = turn(pitch=-np.pi / 2)
    return transform(disc, (0.0, MIDDLE - AXLE, 0.0), rotation=upright)


def _backward(finish: Finish) -> Finish:
    """Rows from rim to boss, as the lathe wants its profile from below."""
    return Finish(
        colour=np.asarray(finish.colour)[::-1], roughness=np.asarray(finish.roughness)[::-1], metal=0.92
    )


def _cords(sides: int) -> list[Mesh]:
    hang = MIDDLE - AXLE
    return [
        tube([(-0.04, hang + 0.40, z), (-0.02, hang + 0.52, 0.85 * z), (0, 0.0, 0.8 * z)], 0.010, CORD, sides)
        for z in (-0.17, 0.17)
    ]


@kept
def frame_model() -> Model:
    """Two posts on broad feet and a beam with upturned ends and gold caps, tassels at both ends."""
    far = model([(merge([*_posts(5), *_beam(5)]), "hero", "wood")])
    wood = bake_open(merge([*_posts(14), *_beam(12), *_brackets()]), 0.10)
    return model(
        [(wood, "hero", "wood"), (merge(_gold()), "hero", "metal"), (_tassels(), "hero", "cloth")], far, 12
    )


def _posts(sides: int) -> list[Mesh]:
    parts = []
    for z in (-0.66, 0.66):
        parts.append(cylinder((0, 0.10, z), (0, AXLE + 0.03, z), (0.040, 0.034), LACQUER, sides))
        parts.append(box((0, 0.055, z), (0.30, 0.055, 0.055), LACQUER))
        for s in (-1, 1) if sides > 6 else ():
            parts.append(
                tube([(s * 0.26, 0.10, z), (s * 0.13, 0.17, z), (s * 0.035, 0.40, z)], 0.020, LACQUER, 7)
            )
    return [*parts, cylinder((0, 0.30, -0.66), (0, 0.30, 0.66), 0.024, LACQUER, sides)]


def _beam(sides: int) -> list[Mesh]:
    """The beam: level between the posts, its ends rising like a roof's."""
    z = np.array([-0.98, -0.90, -0.80, -0.66, 0.0, 0.66, 0.80, 0.90, 0.98])
    high = AXLE + np.array([0.155, 0.10, 0.05, 0.02, 0.0, 0.02, 0.05, 0.10, 0.155])
    return [
        tube(
            np.stack([0 * z, high, z], 1),
            np.array([0.026, 0.034, 0.038, 0.04, 0.04, 0.04, 0.038, 0.034, 0.026]),
            LACQUER,
            sides,
            up=(1.0, 0.0, 0.0),
        )
    ]


def _brackets() -> list[Mesh]:
    """Carved corners under the beam."""
    return [
        tube(
            [(0, AXLE - 0.04 - 0.05 * k, s * (0.62 - 0.03 * k)), (0, AXLE - 0.05, s * (0.42 + 0.05 * k))],
            0.012,
            LACQUER,
            6,
        )
        for s in (-1, 1)
        for k in range(4)
    ]


def _gold() -> list[Mesh]:
    parts = [ball((0, AXLE + 0.165, s * 0.99), 0.042, GOLD, 12, 8) for s in (-1, 1)]
    for s in (-1, 1):
        parts.append(lathe_at([(0.0, 0.10), (0.052, 0.10), (0.052, 0.15), (0.040, 0.16)], (0, 0, s * 0.66)))
        parts.append(ball((0, AXLE + 0.085, s * 0.66), (0.03, 0.045, 0.03), GOLD, 10, 8))
        parts.append(ball((0, AXLE - 0.01, s * 0.80 * 0.17 / 0.8), 0.022, GOLD, 8, 6))
    return parts


def lathe_at(profile: list[tuple[float, float]], place: tuple[float, float, float]) -> Mesh:
    """A gold ring turned round an upright axis that stands at `place`."""
    return transform(lathe(profile, GOLD, 14), place)


def _tassels() -> Mesh:
    """Red silk that hangs from the ends of the beam."""
    parts = []
    for s in (-1, 1):
        top = np.array((0.0, AXLE + 0.12, s * 0.985))
        parts.append(cylinder(top, top - (0, 0.16, 0), 0.004, CORD, 5))
        parts.append(ball(top - (0, 0.17, 0), (0.020, 0.022, 0.020), CORD, 8, 6))
        parts.append(lathe_below(top - np.array((0, 0.18, 0)), CORD))
    return merge(parts)


def lathe_below(top: Array, finish: Finish) -> Mesh:
    """A tassel's skirt of threads under a point."""
    profile = [(0.0, -0.20), (0.030, -0.20), (0.024, -0.10), (0.014, 0.0), (0.0, 0.005)]
    skirt = lathe(profile, finish, 12)
    return transform(skirt, top)


@kept
def mallet_model() -> Model:
    """A mallet 0.5 m long: the grip at the origin, a padded head toward +y."""
    handle = cylinder(
        (0, 0, 0), (0, 0.42, 0), (0.013, 0.015), Finish(colour=(0.3, 0.15, 0.06), roughness=0.4), 9
    )
    head = lathe(
        [(0.0, 0.40), (0.045, 0.41), (0.058, 0.45), (0.055, 0.50), (0.03, 0.53), (0.0, 0.535)],
        Finish(colour=(0.74, 0.68, 0.55), roughness=0.85),
        16,
    )
    band = lathe([(0.047, 0.435), (0.062, 0.45), (0.060, 0.47)], CORD, 16)
    return model([(merge([handle, head, band]), "hero", "wood")], model([(head, "hero", "wood")]), 9)


@dataclass(frozen=True, eq=False, kw_only=True)
class Gongs:
    """Gongs in their frames along paths."""

    paths: tuple[Path, ...]
    beat: float
    beat_phase: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"gong_frame": frame_model(), "gong": gong_model(), "gong_mallet": mallet_model()}

    def blows(self, until: float) -> Array:
        """When it is struck, from before the shot to `until` seconds."""
        every = BEATS * self.beat
        first = self.beat_phase - every * np.ceil((self.beat_phase + 6.0) / every)
        return np.asarray(first + np.arange(int((until - first) / every) + 2) * every)

    def swing(self, t: float) -> float:
        """Radians by which the disc swings back, dying away after each blow."""
        since = t - self.blows(t)
        since = since[since > 0]
        return float(np.sum(0.10 * np.exp(-0.75 * since) * np.sin(3.4 * since)))

    def raised(self, t: float) -> float:
        """Radians by which the mallet is drawn back: 0 on the disc."""
        blows = self.blows(t + 2 * BEATS * self.beat)
        ahead = float(np.min(blows[blows > t] - t))
        since = float(np.min(t - blows[blows <= t]))
        drawn = np.clip(ahead / 0.30, 0, 1) ** 1.6
        away = 1.0 - np.exp(-2.4 * since)
        return float(0.95 * min(drawn, away))

    def at(self, t: float) -> Moment:
        """Frames, discs that sway under the beam, mallets beside them."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        hook = floor + np.array((0, AXLE, 0), np.float32)
        grip = floor + np.stack([0.10 * np.cos(yaw), 0 * yaw + 0.52, -0.10 * np.sin(yaw)], 1)
        return Moment(
            instances={
                "gong_frame": instances(floor, 1.0, yaw),
                "gong": instances(hook, 1.0, yaw, self.swing(t)),
                "gong_mallet": instances(grip, 1.0, yaw, -self.raised(t)),
            }
        )

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all frames."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths])
        half = np.stack([0.3 + 0.75 * np.abs(np.sin(yaw)), 0 * yaw, 0.3 + 0.75 * np.abs(np.cos(yaw))], 1)
        top = np.array([0, AXLE + 0.22, 0])
        return (floor - half).min(0).astype(np.float32), (floor + half + top).max(0).astype(np.float32)

    def stir(self, t: float) -> Moment:
        """It makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """It sings at every blow."""
        first = np.asarray(self.paths[0].position(0.0), float)
        place = (float(first[0]), float(first[1]) + MIDDLE, float(first[2]))
        times = [float(at) for at in self.blows(duration) if 0 <= at < duration]
        return tuple(Sound(kind="gong", at=at, position=place, gain=0.8) for at in times)


def build_gong(sheet: CallSheet) -> Gongs:
    """Gongs where blocking puts them."""
    return Gongs(paths=sheet.paths, beat=sheet.beat, beat_phase=sheet.beat_phase)


ASSET = Asset(
    id="gong",
    kind="prop",
    words=Words(
        zh=("锣", "铜锣", "大锣", "开道锣", "京锣"),
        en=("gong", "gongs", "bronze gong", "chinese gong", "tam-tam"),
    ),
    build=build_gong,
    size=(0.6, 1.84, 2.0),
    actions=("play", "stand"),
    closest="ms",
)
