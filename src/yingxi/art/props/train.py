"""A steam train on its own line: a locomotive whose rods turn with its wheels, tender and carriages."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props import train_engine as built
from yingxi.art.props.machine import EARLIEST, Fitting, Machine, fixed, wheel
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances, turn
from yingxi.world.scene import Actor, Model, Moment, Sound

MIDDLE = -1.9
"""Where the middle of locomotive and tender lies, in metres along the locomotive."""
TENDER, FIRST, EACH = -8.6, -20.8, 17.5
CARRIAGES = 5
ROD = 3.1
"""Metres of the main rod from the crosshead to the crank."""
CHIMNEY = (5.2, 4.4)
RAIL = 0.62
"""Height of the rails over the ground."""


def build_train(sheet: CallSheet) -> Actor:
    """A train along its path; its line runs level from far before it to far behind it."""
    dark = is_dark(sheet.shot.hour)
    level = _level(sheet)
    parts = {
        "train_engine": built.engine_body(),
        "train_driver": built.wheelset(built.DRIVER, 14, 28),
        "train_wheel": built.wheelset(built.BOGIE, 9, 18),
        "train_disc": built.disc(built.BOGIE),
        "train_coupling_rod": built.rod(2.05, 0.15, 2.05),
        "train_main_rod": built.rod(ROD, 0.17, 0.0),
        "train_crosshead": built.crosshead(),
        "train_tender": built.tender(),
        "train_carriage": built.carriage(),
        "train_line": built.line(arches=_has_ground(sheet) and sheet.shot.set != "viaduct"),
    }
    machine = Machine(
        parts=parts,
        fittings=_fittings(),
        paths=tuple(_levelled(path, level) for path in sheet.paths),
        duration=sheet.duration,
        half=(9.6, 2.3, 1.6),
        scales=np.ones(len(sheet.paths), np.float32),
        tints={"train_carriage": colour_for(sheet, (0.022, 0.095, 0.050))},
        parameter={"train_carriage": 1.0 if dark else 0.12, "train_engine": 1.0 if dark else 0.25},
        heard="train",
    )
    smoke = Steam(machine=machine, seed=sheet.seed, wind=(0.8, 0.0, 0.5), dark=dark)
    return Train(machine=machine, smoke=smoke, line=_line_under(sheet, level), dark=dark)


def _has_ground(sheet: CallSheet) -> bool:
    return sheet.place is None or "ground" in sheet.place.spots


def _level(sheet: CallSheet) -> float:
    """The height of the rails: over the highest ground that the train meets on its way."""
    times = np.linspace(0.0, sheet.duration, 9)
    heights = [float(path.position(float(t))[1]) for path in sheet.paths for t in times]
    ground = sheet.place.ground if sheet.place is not None else None
    if ground is not None and sheet.paths:
        middle, ahead = _way(sheet.paths[0], sheet.duration)
        reach = np.linspace(-26.0, 14.0, 41)[:, None]
        along = middle + reach * ahead
        heights += [
            float(
                np.quantile(
                    np.asarray(ground(along[:, 0].astype(np.float32), along[:, 2].astype(np.float32))), 0.9
                )
            )
        ]
    return max(heights) + RAIL


def _way(path: Path, duration: float) -> tuple[Array, Array]:
    """Its place in the middle of the shot and the unit direction that it heads."""
    yaw = path.yaw(duration / 2)
    return np.asarray(path.position(duration / 2)), np.array([np.cos(yaw), 0.0, -np.sin(yaw)], np.float32)


def _levelled(path: Path, level: float) -> Path:
    """The same way at one height."""

    def position(t: float) -> Array:
        x, _, z = path.position(t)
        return np.array((x, level, z), np.float32)

    return Path(position=position, yaw=path.yaw)


def _fittings() -> tuple[tuple[str, Fitting], ...]:
    """Where everything is on the locomotive and behind it, the middle of both at 0."""
    home = -MIDDLE
    rows: list[tuple[str, Fitting]] = [("train_engine", fixed(home)), ("train_tender", fixed(home + TENDER))]
    rows += [("train_driver", wheel(home + x, built.DRIVER, 0.0, built.DRIVER)) for x in built.DRIVERS]
    small, plain = [3.7, 5.6, -4.0], [TENDER + x for x in (-2.2, -0.75, 0.75, 2.2)]
    for k in range(CARRIAGES):
        at = FIRST - EACH * k
        rows.append(("train_carriage", fixed(home + at)))
        plain += [at + x for x in (-6.9, -4.9, 4.9, 6.9)]
    rows += [("train_wheel", wheel(home + x, built.BOGIE, 0.0, built.BOGIE)) for x in small]
    rows += [("train_disc", wheel(home + x, built.BOGIE, 0.0, built.BOGIE)) for x in plain]
    for side, ahead in ((1.0, 0.0), (-1.0, np.pi / 2)):
        rows.append(("train_coupling_rod", _coupling(home, side, ahead)))
        rows.append(("train_main_rod", _main_rod(home, side, ahead)))
        rows.append(("train_crosshead", _crosshead(home, side, ahead)))
    return tuple(rows)


def _crank(gone: Array, ahead: float) -> tuple[Array, Array]:
    """Where the crank pin is, from the axle."""
    angle = -gone / built.DRIVER + ahead
    return built.CRANK * np.cos(angle), built.CRANK * np.sin(angle)


def _coupling(home: float, side: float, ahead: float) -> Fitting:
    def place(gone: Array, t: float) -> tuple[Array, float, float]:
        x, y = _crank(gone, ahead)
        return (
            np.stack([home + x, built.DRIVER + y, np.full_like(x, side * (built.PIN - 0.08))], -1),
            0.0,
            0.0,
        )

    return place


def _main_rod(home: float, side: float, ahead: float) -> Fitting:
    def place(gone: Array, t: float) -> tuple[Array, Array, float]:
        x, y = _crank(gone, ahead)
        rise = np.arcsin((1.0 - built.DRIVER - y) / ROD)
        return (
            np.stack([home + x, built.DRIVER + y, np.full_like(x, side * (built.PIN + 0.06))], -1),
            rise,
            0.0,
        )

    return place


def _crosshead(home: float, side: float, ahead: float) -> Fitting:
    def place(gone: Array, t: float) -> tuple[Array, float, float]:
        x, y = _crank(gone, ahead)
        reach = np.sqrt(ROD**2 - (1.0 - built.DRIVER - y) ** 2)
        return (
            np.stack([home + x + reach, np.full_like(x, 1.0), np.full_like(x, side * built.PIN)], -1),
            0.0,
            0.0,
        )

    return place


@dataclass(frozen=True, eq=False, kw_only=True)
class Steam:
    """Smoke from the chimney in four beats to a turn of the wheels, and white steam at the cylinders."""

    machine: Machine
    seed: int
    wind: tuple[float, float, float]
    dark: bool
    life: float = 5.0

    def at(self, t: float) -> Array:
        """Puffs (n, 12) that were let go during the last seconds, where the chimney was then."""
        pace = 0.06
        index = np.arange(int(np.floor((t - self.life) / pace)) + 1, int(np.floor(t / pace)) + 1)
        index = index[index * pace > EARLIEST]
        chimney = self._puffs(t, index, pace, (CHIMNEY[0] - MIDDLE, CHIMNEY[1], 0.0), self.life)
        drain = index[index * pace > t - 1.3][::2]
        sides = [self._puffs(t, drain, pace, (4.8 - MIDDLE, 0.75, side), 1.3) for side in (1.35, -1.35)]
        return np.concatenate([chimney, *sides])

    def _puffs(
        self, t: float, index: Array, pace: float, spot: tuple[float, float, float], life: float
    ) -> Array:
        rows = []
        high = spot[1] > 2
        for k in index:
            born = float(k) * pace
            dice = np.random.default_rng((self.seed, int(k) & 0xFFFF, int(high))).uniform(-1, 1, 4)
            age = t - born
            place, yaw = self.machine.places(born), self.machine.yaws(born)
            at = place + np.einsum("nij,j->ni", turn(yaw), np.asarray(spot, np.float32))
            up = (3.6 + 0.5 * dice[2]) * (1 - np.exp(-age / 0.9)) + 0.4 * age if high else 0.35 * age
            away = np.array(
                [
                    self.wind[0] * age + 0.45 * dice[0] * age**0.7,
                    up,
                    self.wind[2] * age + 0.45 * dice[1] * age**0.7,
                ]
            )
            if not high:
                away += (
                    np.array([0, 0, np.sign(spot[2]) * 1.4 * (1 - np.exp(-2 * age))]) @ turn(float(yaw[0])).T
                )
            row = np.zeros((len(at), 12), np.float32)
            row[:, :3] = at + away
            row[:, 3] = (0.40 + 0.95 * age**0.75) * (1 + 0.3 * dice[2]) if high else 0.22 + 0.65 * age
            shade = 0.62 + 0.18 * dice[3] if high else 0.85
            row[:, 4:7] = shade * (np.array([0.50, 0.50, 0.56]) if self.dark else np.array([1.0, 0.99, 0.98]))
            row[:, 7] = (0.5 if high else 0.3) * (1 - age / life) ** 1.2 * min(age * 9, 1)
            row[:, 11] = 3 * dice[0] + 0.3 * age
            rows.append(row)
        return np.concatenate(rows) if rows else np.zeros((0, 12), np.float32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Train:
    """The machine, its steam, its head lamp and the line that it runs on (m, 16)."""

    machine: Machine
    smoke: Steam
    line: Array
    dark: bool

    @property
    def models(self) -> Mapping[str, Model]:
        return self.machine.models

    def at(self, t: float) -> Moment:
        """The train as it stands at `t`, with its smoke."""
        moment = self.machine.at(t)
        moment.instances["train_line"] = self.line
        moment.puffs = self.smoke.at(t)
        if self.dark:
            place, yaw = self.machine.places(t), self.machine.yaws(t)
            lamp = np.zeros((len(place), 8), np.float32)
            lamp[:, :3] = place + np.stack(
                [13.0 * np.cos(yaw), np.full_like(yaw, 3.0), -13.0 * np.sin(yaw)], 1
            )
            lamp[:, 3], lamp[:, 4:7] = 30.0, (26.0, 20.0, 12.0)
            moment.lights = lamp
        return moment

    def bounds(self, t: float) -> tuple[Array, Array]:
        """Round the locomotive and its tender: the carriages may leave the frame."""
        return self.machine.bounds(t)

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """The beat of the exhaust and the joints of the rails."""
        return self.machine.sounds(duration)


def _line_under(sheet: CallSheet, level: float) -> Array:
    """Pieces of the line, 12 m each, from 110 m behind to 90 m before the middle of each way."""
    rows = []
    for path in sheet.paths:
        middle, ahead = _way(path, sheet.duration)
        at = middle + np.arange(-120.0, 97.0, 12.0)[:, None] * ahead
        at[:, 1] = level
        rows.append(instances(at, 1.0, path.yaw(sheet.duration / 2)))
    return np.concatenate(rows)


ASSET = Asset(
    id="train",
    kind="prop",
    words=Words(
        zh=("火车", "蒸汽火车", "蒸汽机车", "列车", "机车", "火车头", "绿皮火车", "绿皮车"),
        en=(
            "train",
            "steam train",
            "steam locomotive",
            "locomotive",
            "steam engine",
            "railway train",
            "carriage train",
        ),
    ),
    build=build_train,
    size=(19.2, 4.6, 3.2),
    actions=("drive", "stand"),
    closest="fs",
)
