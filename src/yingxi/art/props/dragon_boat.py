"""A dragon boat: carved head, twenty rowers, drummer and steersman, its wake and its lanterns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props import dragon_boat_hull as hull
from yingxi.art.props import dragon_boat_rower as rower
from yingxi.art.props import dragon_boat_wake as wake
from yingxi.art.props.dragon_boat_stroke import DRIVE, Crew, Frames, pose_crews, steering_oar
from yingxi.art.shapes import Numbers, turn
from yingxi.film.errors import YingxiError
from yingxi.world.scene import Array, Model, Moment, Sound

LENGTH = 15.2
CLOSE = ("ecu", "cu", "mcu", "ms", "mfs")
EFFORT = {"race": 1.0, "drum": 0.9, "rest": 0.12}
"""How hard the crew pulls in each action: 0 still, 1 at racing pace."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DragonBoats:
    """One boat a path, each in its team's colours; all strokes fall on the beat of the score."""

    paths: tuple[Path, ...]
    beat: float
    beat_phase: float
    seed: int
    effort: float
    close: bool
    models: Mapping[str, Model] = field(init=False)

    def __post_init__(self) -> None:
        built: dict[str, Model] = {}
        for team in range(len(self.paths)):
            built.update(_team_models(team % len(hull.TEAMS), self.close))
        object.__setattr__(self, "models", built)

    def at(self, t: float) -> Moment:
        """Boats, crews, light, spray, wake and foam at `t` seconds."""
        return _joined([self._boat(index, crew, t) for index, crew in enumerate(self._crews(t))])

    def stir(self, t: float) -> Moment:
        """Only what presses the water and foams on it at `t`: hulls and blades."""
        return _joined([self._wake(index, crew, t) for index, crew in enumerate(self._crews(t))])

    def _wake(self, index: int, crew: Crew, t: float) -> Moment:
        place, rotation, speed = self._float(self.paths[index], t, index)
        return self._stirred(Moment(), crew, rotation, place, speed)

    def _crews(self, t: float) -> list[Crew]:
        boats = range(len(self.paths))
        seeds = [self.seed * 101 + index for index in boats]
        return pose_crews([self._stroke(t, index) for index in boats], seeds, self.effort)

    def _stirred(self, moment: Moment, crew: Crew, rotation: Array, place: Array, speed: float) -> Moment:
        """The moment with the boat's wake added."""
        blades = crew.blades @ rotation.T + place
        ahead = rotation[:, 0] * [1, 0, 1]
        waves = [wake.hull_waves(place, ahead, speed), wake.blade_waves(crew, blades)]
        moment.waves = np.concatenate(waves).astype(np.float32)
        moment.foam = wake.foam(crew, blades, place, ahead, speed).astype(np.float32)
        return moment

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round all boats, head to tail."""
        low, high = np.full(3, np.inf), np.full(3, -np.inf)
        for path in self.paths:
            place, rotation, _ = self._float(path, t, 0)
            corners = np.array([[x, y, z] for x in (-7.4, 8.6) for y in (0, 2.9) for z in (-1.1, 1.1)])
            world = corners @ rotation.T + place
            low, high = np.minimum(low, world.min(0)), np.maximum(high, world.max(0))
        return low.astype(np.float32), high.astype(np.float32)

    def points(self, t: float) -> Mapping[str, Array]:
        """Places worth a close framing, (n, 3) metres, one a boat: 'head', 'drummer', 'paddles', 'tail'."""
        marks = {
            "head": (7.75, 2.0, 0.0),
            "drummer": (5.1, 1.45, 0.0),
            "paddles": (0.4, 0.65, 0.9),
            "tail": (-7.2, 1.9, 0.0),
            "ahead": (17.0, 1.5, 0.0),
        }
        floats = [self._float(path, t, 0) for path in self.paths]
        return {
            name: np.array(
                [np.asarray(mark) @ rotation.T + place for place, rotation, _ in floats], np.float32
            )
            for name, mark in marks.items()
        }

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Blades at every catch, the drum on every beat (softer between), water under the bow.

        A resting crew is silent: only the water laps.
        """
        return tuple(sound for index in range(len(self.paths)) for sound in self._heard(index, duration))

    def _heard(self, index: int, duration: float) -> list[Sound]:
        heard = []
        path = self.paths[index]
        first = int(np.ceil(-self.beat_phase / self.beat))
        last = int(np.ceil((duration - self.beat_phase) / self.beat))
        for count in range(first, last if self.effort > EFFORT["rest"] else first):
            at = self.beat_phase + count * self.beat
            place = _triple(path.position(at))
            heard.append(Sound(kind="drum", at=at, position=place, gain=0.8 * self.effort))
            heard.append(Sound(kind="paddle", at=at, position=place, gain=0.7 * self.effort))
            if at + self.beat / 2 < duration:
                heard.append(
                    Sound(kind="drum", at=at + self.beat / 2, position=place, gain=0.35 * self.effort)
                )
        heard.append(
            Sound(kind="water_lap", at=0.0, position=_triple(path.position(0.0)), length=duration, gain=0.4)
        )
        return heard

    def _stroke(self, t: float, index: int) -> float:
        """Strokes since the first beat; boats differ by a hair, as crews do."""
        return (t - self.beat_phase) / self.beat + 0.006 * (index - 1)

    def _float(self, path: Path, t: float, index: int) -> tuple[Array, Array, float]:
        """Origin, rotation and speed over water of a boat that surges, nods and rolls with its stroke."""
        ahead = path.position(t + 0.02) - path.position(t - 0.02)
        speed = float(np.hypot(ahead[0], ahead[2])) / 0.04
        stroke = self._stroke(t, index)
        push = np.sin(2 * np.pi * (stroke - DRIVE * 0.55)) * self.effort
        yaw = float(path.yaw(t))
        way = np.array([np.cos(yaw), 0, -np.sin(yaw)])
        place = path.position(t) + way * (0.09 * push) + [0, 0.03 + 0.04 * np.sin(t * 1.3 + index * 2.0), 0]
        rotation = turn(yaw, 0.010 + 0.011 * push, 0.020 * np.sin(t * 1.1 + index * 1.7))
        return place.astype(np.float32), rotation, speed

    def _boat(self, index: int, crew: Crew, t: float) -> Moment:
        place, rotation, speed = self._float(self.paths[index], t, index)
        stroke, seed = self._stroke(t, index), self.seed * 101 + index
        moment = Moment(instances=self._instances(index % len(hull.TEAMS), crew, stroke, rotation, place, t))
        moment.lights, moment.tubes, moment.glows = _light(index, rotation, place, t)
        if self.effort > 0.5:
            spray = [
                wake.blade_spray(stroke, self.beat, seed, rotation, place, speed),
                wake.bow_spray(t, seed, rotation, place, speed),
            ]
            moment.glows = np.concatenate([moment.glows, *spray])
        return self._stirred(moment, crew, rotation, place, speed)

    def _instances(
        self, team: int, crew: Crew, stroke: float, rotation: Array, place: Array, t: float
    ) -> dict[str, Array]:
        def rows(frames: Frames) -> Array:
            return _rows(rotation @ frames[0], frames[1] @ rotation.T + place)

        heads = rows(crew.head)
        swing = 0.13 * np.sin(t * 2.1 + np.arange(2) + team), 0.10 * np.sin(t * 1.7 + team + np.arange(2))
        start, way = steering_oar(stroke)
        oar = turn(np.arctan2(-way[2], way[0]), np.arcsin(way[1]), 0.0)
        hips = (
            np.concatenate([crew.torso[0][:1] * 0 + np.eye(3, dtype=np.float32)] * 20),
            crew.torso[1][:20],
        )
        steady = (turn(np.array([0.35]), np.zeros(1), np.zeros(1)), np.array([hull.STEERSMAN], np.float32))
        return {
            f"dragon_boat_{team}": _rows(rotation[None], place[None]),
            f"dragon_boat_prow_{team}": _rows(rotation[None], place[None]),
            f"dragon_boat_torso_{team}": rows(crew.torso),
            f"dragon_boat_head_{team}": heads[KNOTTED],
            f"dragon_boat_cropped_{team}": heads[~KNOTTED],
            "dragon_boat_upper_arm": rows(crew.upper),
            f"dragon_boat_forearm_{team}": rows(crew.lower),
            f"dragon_boat_legs_{team}": rows(
                _with(hips, crew.torso[0][20:21], np.array([hull.DRUMMER], np.float32))
            ),
            "dragon_boat_paddle": rows(crew.paddle),
            "dragon_boat_drumstick": rows(crew.sticks),
            "dragon_boat_standing_legs": rows(steady),
            "dragon_boat_oar": rows((oar[None], start[None])),
            "dragon_boat_lantern": rows((turn(0 * swing[0], *swing), np.array(hull.LANTERNS, np.float32))),
        }


def _with(frames: Frames, rotation: Array, origin: Array) -> Frames:
    return np.concatenate([frames[0], rotation]), np.concatenate([frames[1], origin])


def _rows(rotation: Numbers, origin: Numbers) -> Array:
    """Instance rows of frames, untinted."""
    rows = np.ones((len(origin), 16), np.float32)
    matrix = rows[:, :12].reshape(-1, 3, 4)
    matrix[:, :, :3], matrix[:, :, 3] = rotation, origin
    return rows


def _team_models(team: int, close: bool) -> dict[str, Model]:
    cloth = hull.TEAMS[team].cloth
    return {
        f"dragon_boat_{team}": hull.boat_model(team),
        f"dragon_boat_prow_{team}": hull.head_model(team, close),
        f"dragon_boat_torso_{team}": rower.torso(cloth),
        f"dragon_boat_head_{team}": rower.head(cloth, True),
        f"dragon_boat_cropped_{team}": rower.head(cloth, False),
        "dragon_boat_upper_arm": rower.upper_arm(),
        f"dragon_boat_forearm_{team}": rower.forearm(cloth),
        f"dragon_boat_legs_{team}": rower.legs(cloth),
        "dragon_boat_paddle": rower.paddle(),
        "dragon_boat_drumstick": rower.drumstick(),
        "dragon_boat_standing_legs": rower.standing_legs(),
        "dragon_boat_oar": rower.oar(),
        "dragon_boat_lantern": hull.big_lantern(),
    }


KNOTTED = np.random.default_rng(6).random(22) < 0.55
"""Which of the crew of 22 wear a top-knot."""
LAMPS = (
    (5.95, 2.5, 0.0),
    (-6.15, 2.3, 0.0),
    (8.7, 1.5, 1.0),
    (6.6, 0.35, -0.9),
    (-2.6, 2.3, -2.6),
    (2.4, 2.3, -2.6),
)
"""Lamps of a boat: two lanterns, a key on the carved head, its light strip, and two cool ones behind the
crew for the light that a bright city would throw on their shoulders."""


def _light(index: int, rotation: Array, place: Array, t: float) -> tuple[Array, Array, Array]:
    """Big lanterns as lamps, the string as one tube, a warm key on the carved head, halos."""
    team = hull.TEAMS[index % len(hull.TEAMS)]
    flicker = 1 + 0.05 * np.sin(t * 9.0 + index) * np.sin(t * 5.3)
    marks = np.array(LAMPS, np.float32)
    spots = marks @ rotation.T + place
    warm, key, rim = np.array([1.0, 0.36, 0.11]), np.array([1.0, 0.48, 0.18]), np.array([0.30, 0.42, 1.0])
    lead = [warm * 4.0 * flicker, warm * 3.6 * flicker, key * 3.2, np.array(team.light) * 2.0]
    lights = np.zeros((6, 8), np.float32)
    lights[:, :3], lights[:, 3] = spots, (9.0, 9.0, 5.5, 7.0, 7.5, 7.5)
    lights[:, 4:7] = np.stack([*lead, rim * 5.0, rim * 5.0])
    tubes = np.zeros((1, 12), np.float32)
    ends = np.array([[-5.3, 2.0, 0], [4.9, 2.0, 0]]) @ rotation.T + place
    tubes[0, :3], tubes[0, 3], tubes[0, 4:7], tubes[0, 8:11] = ends[0], 7.0, ends[1], (2.9, 1.1, 0.34)
    glows = np.zeros((2, 12), np.float32)
    glows[:, :3], glows[:, 3] = spots[:2], 1.5
    glows[:, 4:7], glows[:, 7] = warm * 0.9 * flicker, 1.0
    return lights, tubes, glows


def _joined(moments: list[Moment]) -> Moment:
    """One moment of all boats."""
    whole = Moment()
    for moment in moments:
        for name, rows in moment.instances.items():
            whole.instances.setdefault(name, rows)
            if whole.instances[name] is not rows:
                whole.instances[name] = np.concatenate([whole.instances[name], rows])
    for table in ("lights", "tubes", "glows", "waves", "foam"):
        setattr(whole, table, np.concatenate([getattr(moment, table) for moment in moments]))
    return whole


def _triple(place: Array) -> tuple[float, float, float]:
    return float(place[0]), float(place[1]), float(place[2])


def build(sheet: CallSheet) -> DragonBoats:
    """As many boats as the subject counts, on the sheet's paths, rowing to its beat."""
    if not sheet.paths:
        raise YingxiError("a dragon boat needs a path to row on; got none (blocking gives one for each boat)")
    action = sheet.subject.action if sheet.subject is not None else ""
    return DragonBoats(
        paths=sheet.paths,
        beat=sheet.beat,
        beat_phase=sheet.beat_phase,
        seed=sheet.seed,
        effort=EFFORT.get(action, EFFORT["race"]),
        close=sheet.shot.size in CLOSE,
    )


ASSET = Asset(
    id="dragon_boat",
    kind="prop",
    words=Words(
        zh=("龙舟", "龙船", "龙舟赛", "赛龙舟", "龙舟竞渡", "划龙舟", "赛龙船", "龙舟队"),
        en=("dragon boat", "dragon boats", "dragon boat race", "dragon-boat", "dragonboat"),
    ),
    build=build,
    size=(LENGTH, 3.2, 2.2),
    lives="water",
    actions=("race", "drum", "rest"),
    closest="cu",
)
