"""A great opera drum of red lacquer on its stand; two sticks strike it on the beat and its skin answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.kept import kept
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, bake_open, merge, model, versions
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import ball, cylinder, grid, lathe, tube
from yingxi.world.scene import Model, Moment, Sound

SKIN, FOOT = 1.06, 0.46
"""Heights in metres of the drum's upper skin and of the body's lower rim over the floor."""
RADIUS = 0.44
LACQUER = (0.50, 0.022, 0.014)
GOLD = Finish(colour=(0.78, 0.50, 0.14), roughness=0.28, metal=0.95)
HIDE = Finish(colour=(0.66, 0.55, 0.38), roughness=0.62)
STAND = Finish(colour=(0.135, 0.050, 0.026), roughness=0.34)
STICK = Finish(colour=(0.47, 0.29, 0.13), roughness=0.45)
REST, HIT = 0.62, -0.05
"""How far a stick is lifted over the level between blows, and at the blow, in radians."""


@kept
def drum_model(lacquer: tuple[float, float, float]) -> Model:
    """Body, skins, studs, rings and stand; the drum lies with its skin up, 1.06 m over the floor."""
    return versions([_parts(lacquer, *form) for form in ((48, 38), (20, 14), (8, 0))], (12.0, 34.0))


def _parts(lacquer: tuple[float, float, float], sides: int, studs: int) -> list[tuple[Mesh, str, str]]:
    body = lathe(_profile(), Finish(colour=_belly(lacquer, sides), roughness=0.16), sides)
    if sides > 40:
        body = merge([body, _band()])
    skins = [
        lathe(
            [(0.0, SKIN + 0.002), (0.30, SKIN), (0.395, SKIN - 0.004), (0.402, SKIN - 0.03)][::-1],
            Finish(colour=_worn(sides), roughness=0.6),
            sides,
        )
    ]
    skins.append(lathe([(0.0, FOOT), (0.40, FOOT), (0.402, FOOT + 0.03)], HIDE, sides))
    brass = _brass(sides, studs)
    legs = _stand(sides, bool(studs))
    whole = bake_open(merge([body, *skins, *legs]), 0.14) if sides > 40 else merge([body, *skins, *legs])
    found = [(whole, "hero", "wood")]
    return [*found, (merge(brass), "hero", "metal")] if brass else found


def _profile() -> list[tuple[float, float]]:
    """A barrel: narrow at the skins, round in the belly."""
    share = np.linspace(0, 1, 13)
    return [(0.400 + 0.055 * np.sin(np.pi * s) ** 0.9, FOOT + s * (SKIN - FOOT)) for s in share]


def _belly(lacquer: tuple[float, float, float], sides: int) -> Array:
    """Red lacquer, darker under the rims."""
    share = np.linspace(0, 1, 13)[:, None]
    dark = 1.0 - 0.45 * np.clip((np.abs(share - 0.5) - 0.38) / 0.1, 0, 1)
    return np.asarray(np.asarray(lacquer) * dark[..., None] * np.ones((1, sides + 1, 1)), np.float32)


def _band() -> Mesh:
    """Gilded waves that run round the belly, just proud of the lacquer, rising and falling."""
    angle, across = np.linspace(0, 2 * np.pi, 145), np.linspace(-1, 1, 3)
    crest = 0.042 * np.sin(12 * angle) + 0.016 * np.sin(24 * angle + 0.6)
    wide = 0.010 + 0.007 * np.cos(12 * angle + 0.4)
    rows = []
    for offset in (0.055, -0.055):
        high = 0.76 + offset + crest + across[:, None] * wide
        share = (high - FOOT) / (SKIN - FOOT)
        reach = 0.4035 + 0.055 * np.sin(np.pi * share) ** 0.9 + 0.002 * (1 - np.abs(across[:, None]))
        places = np.stack([reach * np.cos(angle), high, reach * np.sin(angle)], -1)
        rows.append(grid(places, Finish(colour=(0.70, 0.42, 0.09), roughness=0.24, metal=0.8), closed=True))
    return merge(rows)


def _worn(sides: int) -> Array:
    """Hide, paler where it is struck, darker at the rim."""
    tones = np.array([0.55, 0.75, 1.0, 1.12])[:, None, None]
    return np.asarray(np.asarray(HIDE.colour) * tones * np.ones((1, sides + 1, 1)), np.float32)


def _brass(sides: int, studs: int) -> list[Mesh]:
    """Two rows of nails round each skin, two rings with lion masks on the belly."""
    parts = []
    for row, high in enumerate((SKIN - 0.035, SKIN - 0.065, FOOT + 0.035, FOOT + 0.065)):
        angle = np.arange(studs) * 2 * np.pi / max(studs, 1) + 0.5 * (row % 2) * 2 * np.pi / max(studs, 1)
        reach = 0.409 + 0.006 * (row % 2 != row // 2)
        size = 0.0125 if studs > 30 else 0.016
        parts += [ball((reach * np.cos(a), high, reach * np.sin(a)), size, GOLD, 6, 3) for a in angle]
    for side in (-1, 1) if studs else ():
        mask = ball((0, 0.76, side * 0.452), (0.055, 0.06, 0.022), GOLD, 12, 8)
        turn = np.linspace(-0.5 * np.pi, 1.5 * np.pi, 17 if studs > 30 else 9)
        ring = np.stack([0.06 * np.cos(turn), 0.70 + 0.06 * np.sin(turn), 0 * turn + side * 0.482], 1)
        parts += [mask, tube(ring, 0.009, GOLD, 6)]
    return parts


def _stand(sides: int, near: bool) -> list[Mesh]:
    """Four legs that curve out to the floor, joined by two rings of wood."""
    parts: list[Mesh] = []
    steps = 11 if sides > 40 else 5
    for k in range(4):
        angle = np.pi / 4 + k * np.pi / 2
        share = np.linspace(0, 1, steps)
        reach = 0.50 - 0.13 * np.sin(np.pi * share * 0.95) + 0.06 * share * (share > 0.85)
        high = FOOT + 0.16 - share * (FOOT + 0.135)
        legs = np.stack([reach * np.cos(angle), high, reach * np.sin(angle)], 1)
        parts.append(tube(legs, np.linspace(0.036, 0.030, steps), STAND, 8 if near else 4))
        if near:
            parts.append(ball(legs[0], 0.044, STAND, 10, 6))
            foot = (0.54 * np.cos(angle), 0.035, 0.54 * np.sin(angle))
            parts.append(ball(foot, (0.055, 0.035, 0.055), STAND, 10, 6))
    around = np.linspace(0, 2 * np.pi, sides + 1)
    for size, level in ((0.415, FOOT - 0.012), (0.39, 0.20)) if near else ():
        ring = np.stack([size * np.cos(around), 0 * around + level, size * np.sin(around)], 1)
        parts.append(tube(ring, 0.026, STAND, 7))
    return parts


@kept
def stick_model() -> Model:
    """A drumstick 0.46 m long, its grip at the origin, its tip toward +x, a red tassel at the grip."""
    wood = lathe(
        [(0.0, 0.0), (0.014, 0.01), (0.013, 0.20), (0.016, 0.40), (0.023, 0.44), (0.0, 0.465)], STICK, 9
    )
    silk = Finish(colour=(0.55, 0.02, 0.015), roughness=0.6)
    hair = [
        cylinder((0, 0, 0), (0.022 * np.cos(a), -0.15, 0.022 * np.sin(a)), (0.004, 0.007), silk, 4)
        for a in np.arange(7) * 0.9
    ]
    whole = [(merge([wood, *hair]), "hero", "wood")]
    return model(whole, model([(cylinder((0, 0, 0), (0, 0.46, 0), 0.018, STICK, 4), "hero", "wood")]), 8)


@dataclass(frozen=True, eq=False, kw_only=True)
class Drums:
    """Drums on their paths, struck left and right in turn, twice a beat on every second one."""

    paths: tuple[Path, ...]
    lacquer: tuple[float, float, float]
    beat: float
    beat_phase: float

    @property
    def models(self) -> Mapping[str, Model]:
        return {"drum": drum_model(self.lacquer), "drum_stick": stick_model()}

    def blows(self, until: float) -> Array:
        """When the skin is struck, from before the shot to `until` seconds; even ones by the left."""
        first = self.beat_phase - 2 * np.ceil((self.beat_phase + 1.0) / self.beat) * self.beat
        count = int(np.ceil((until - first) / self.beat)) + 2
        whole = first + np.arange(max(count, 0)) * self.beat
        return np.sort(np.concatenate([whole, whole[1::2] + 0.5 * self.beat]))

    def lifted(self, t: float, side: int) -> float:
        """How far a stick is raised (radians): quick down to its blow, slowly up after it."""
        blows = self.blows(t + 3 * self.beat)
        mine = blows[side::2]
        later = mine[mine > t]
        before = mine[mine <= t]
        rise = 1.0 - np.exp(-3.2 * max(t - float(before[-1]), 0) / self.beat) if len(before) else 1.0
        fall = np.clip((float(later[0]) - t) / (0.22 * self.beat), 0, 1) if len(later) else 1.0
        return float(HIT + (REST - HIT) * min(rise, float(fall) ** 0.7))

    def at(self, t: float) -> Moment:
        """Drums that shiver after a blow, and their sticks."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        yaw = np.array([path.yaw(t) for path in self.paths], np.float32)
        sticks = [self._sticks(place, turn, t) for place, turn in zip(floor, yaw, strict=True)]
        return Moment(instances={"drum": instances(floor, 1.0, yaw), "drum_stick": np.concatenate(sticks)})

    def _sticks(self, floor: Array, yaw: float, t: float) -> Array:
        """Two sticks that hang over the skin, their tips on it at the blow."""
        rows = []
        for side, sign in enumerate((-1.0, 1.0)):
            reach = np.array(
                [
                    -0.40 * np.cos(yaw) + 0.13 * sign * np.sin(yaw),
                    SKIN + 0.05,
                    0.40 * np.sin(yaw) + 0.13 * sign * np.cos(yaw),
                ]
            )
            rows.append(instances(floor + reach, 1.0, yaw, self.lifted(t, side) - np.pi / 2 + 0.02))
        return np.concatenate(rows)

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all of them with raised sticks."""
        floor = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.58, 0, 0.58], np.float32)
        return floor.min(0) - half, floor.max(0) + half + np.array([0, SKIN + 0.30, 0], np.float32)

    def stir(self, t: float) -> Moment:
        """A drum on its stand makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """A beat of the drum at each blow."""
        first = np.asarray(self.paths[0].position(0.0), float)
        place = (float(first[0]), float(first[1]) + SKIN, float(first[2]))
        times = [float(at) for at in self.blows(duration) if 0 <= at < duration]
        return tuple(Sound(kind="drum", at=at, position=place, gain=0.75) for at in times)


def build_drum(sheet: CallSheet) -> Drums:
    """Drums where blocking puts them, red unless another colour is asked for."""
    return Drums(
        paths=sheet.paths, lacquer=colour_for(sheet, LACQUER), beat=sheet.beat, beat_phase=sheet.beat_phase
    )


ASSET = Asset(
    id="drum",
    kind="prop",
    words=Words(
        zh=("鼓", "大鼓", "战鼓", "堂鼓", "锣鼓", "红鼓", "牛皮鼓", "鼓声"),
        en=("drum", "drums", "war drum", "big drum", "chinese drum", "opera drum"),
    ),
    build=build_drum,
    size=(1.1, 1.36, 1.1),
    actions=("drum", "play", "stand"),
    closest="ms",
)
