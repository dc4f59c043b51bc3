"""One act of the battle, simulated once from its run-in to its end and then only read."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from yingxi.art.asset import CallSheet
from yingxi.art.battle.acts import ACTS, Act, View
from yingxi.art.battle.bodies import LINK, LINKS, dragon_bodies, drone_body
from yingxi.art.battle.flight import Pilot
from yingxi.art.battle.keeping import Played, kept_at, read_played, write_played
from yingxi.art.battle.ways import Way, frame, way_through
from yingxi.art.cast.animal_spine import Curve
from yingxi.film import Shot, Subject
from yingxi.world.articulated import Body, Numbers, Recording, Triple, simulate

SIDES = ("mechanical_dragon", "combat_drone")
AFTER = 0.5
"""Seconds that are simulated beyond a shot's end."""
EVERY = 24
"""Times a second at which smooth tracks of marks are known."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Fight:
    """What happened: the recording, the dragon's way, when drones broke (n,), their numbers (n,)."""

    act: Act
    way: Way
    recording: Recording
    broken: Numbers
    drones: np.ndarray
    duration: float
    seed: int

    def curve(self, t: float) -> Curve:
        """The dragon's spine at a time, for meshes that ride on it."""
        return curve_of_links(*self.recording.at(t))

    def bodies(self, t: float) -> tuple[Numbers, Numbers]:
        """Places (n, 3) and turns (n, 3, 3) of all bodies."""
        return self.recording.at(t)

    def metre(self, t: float) -> float:
        """How far along its way the dragon's head has come."""
        return self.act.gone + self.act.pace * (t - (self.duration if self.act.ends else 0.0))

    def smooth(self, body: int, t: float, over: float = 0.4) -> Numbers:
        """A body's place as a steady hand follows it: the mean over `over` seconds round t."""
        weights = np.hanning(9)[1:-1]
        times = t + np.linspace(-over, over, 9)[1:-1]
        places = np.array([self.recording.at(float(time))[0][body] for time in times])
        return np.asarray((weights[:, None] * places).sum(0) / weights.sum())


def fight_of(sheet: CallSheet) -> Fight | None:
    """The battle that a shot asks for: both sides are in it, or one fights or plays an act of it."""
    cast = {subject.asset: subject for subject in sheet.shot.subjects if subject.asset in SIDES}
    asked = [subject.action for subject in _focus_first(sheet.shot) if subject.asset in SIDES]
    verb = next((action for action in asked if action in ACTS), None)
    if verb is None and len(cast) < len(SIDES) and "fight" not in asked:
        return None
    return fight_for(verb or _act_by_size(sheet.shot), sheet.duration, sheet.shot.seed)


def _focus_first(shot: Shot) -> tuple[Subject, ...]:
    """The subjects, whom the camera serves before the others."""
    served = () if shot.focus is None else shot.subjects[shot.focus : shot.focus + 1]
    return (*served, *shot.subjects)


def is_alone(sheet: CallSheet) -> bool:
    """Whether only one side is named: then its actor shows the other too."""
    return sum(subject.asset in SIDES for subject in sheet.shot.subjects) == 1


def _act_by_size(shot: Shot) -> str:
    """An act that is at its best at a shot's size; shots that ask alike take turns."""
    choice: tuple[str, ...] = ("harry", "coil", "sweep", "blaze", "lance")
    if shot.size in ("ms", "mcu", "cu", "ecu"):
        served = _focus_first(shot)[:1]
        choice = ("hunt",) if served and served[0].asset == SIDES[1] else ("bite", "strike", "lance")
    elif shot.size == "ews":
        choice = ("emerge", "rout", "coil")
    digits = int("".join(filter(str.isdigit, shot.number)) or "0")
    return choice[(digits // 10) % len(choice)]


def fight_for(verb: str, duration: float, seed: int) -> Fight:
    """The act of a verb for a shot; odd seeds play it mirrored. Unknown verbs harry."""
    return _remembered(verb if verb in ACTS else "harry", round(duration, 3), seed)


def play_act(verb: str, duration: float, seed: int) -> Fight:
    """Simulate an act from its run-in to its end."""
    act = _act(verb, seed)
    way = way_through(np.array(act.way, float))
    return _fight(act, way, duration, seed, _played(act, way, duration, seed))


@lru_cache(maxsize=4)
def _remembered(verb: str, duration: float, seed: int) -> Fight:
    """An act as it was played in this process or another, else played now."""
    path = kept_at(verb, duration, seed)
    played = read_played(path)
    if played is None:
        fight = play_act(verb, duration, seed)
        write_played(path, (fight.recording, fight.broken))
        return fight
    act = _act(verb, seed)
    return _fight(act, way_through(np.array(act.way, float)), duration, seed, played)


def _act(verb: str, seed: int) -> Act:
    return mirrored(ACTS[verb]) if seed % 2 else ACTS[verb]


def _fight(act: Act, way: Way, duration: float, seed: int, played: Played) -> Fight:
    recording, broken = played
    bodies = recording.place.shape[1]
    return Fight(
        act=act,
        way=way,
        recording=recording,
        broken=broken,
        drones=np.arange(bodies - act.drones, bodies),
        duration=duration,
        seed=seed,
    )


def _played(act: Act, way: Way, duration: float, seed: int) -> Played:
    start = -act.gone / act.pace + (duration if act.ends else 0.0)
    random = np.random.default_rng((seed, 3))
    broken = np.full(act.drones, np.inf)
    if act.burn:
        broken[-act.burn :] = np.sort(random.uniform(-1.5, 0.6 * duration, act.burn))
    pilot = Pilot(
        act=act,
        way=way,
        duration=duration,
        seed=seed,
        drones=np.arange(act.drones),
        broken=broken,
    )
    bodies = _bodies(pilot, start)
    pilot.drones = np.arange(len(bodies) - act.drones, len(bodies))
    for k, victim in pilot.victims.items():
        if victim.by == "fire":
            broken[k] = victim.at * duration
    return simulate(bodies, pilot.drive, start, duration + AFTER), pilot.broken


def mirrored(act: Act) -> Act:
    """The same act from right to left."""

    def flip(point: Triple) -> Triple:
        return (-point[0], point[1], point[2])

    def swap(point: Triple) -> Triple:
        return flip(point) if act.view.mark == "place" else (point[0], point[1], -point[2])

    view: View = replace(
        act.view,
        eye=(swap(act.view.eye[0]), swap(act.view.eye[1])),
        aim=(swap(act.view.aim[0]), swap(act.view.aim[1])),
    )
    victims = tuple(replace(victim, limb=victim.limb ^ 1) for victim in act.victims)
    rain = None if act.rain is None else (flip(act.rain[1]), flip(act.rain[0]))
    if act.rain is not None and rain is not None:
        rain = ((rain[0][0], *act.rain[0][1:]), (rain[1][0], *act.rain[1][1:]))
    way = tuple(flip(point) for point in act.way)
    return replace(act, way=way, view=view, victims=victims, rain=rain)


def _bodies(pilot: Pilot, start: float) -> tuple[Body, ...]:
    """All bodies where they begin: the dragon straight on its run-in, the drones in their lanes."""
    place, ahead = pilot.way.at(np.array([pilot.metre(start)]))
    axes = np.stack([axis[0] for axis in frame(ahead)], 1)
    dragon = dragon_bodies(_triple(place[0]), quaternion(axes))
    drones = pilot.goals(start)
    return (*dragon, *(drone_body(k, _triple(spot)) for k, spot in enumerate(drones)))


def quaternion(matrix: Numbers) -> tuple[float, float, float, float]:
    """w, x, y, z of a rotation matrix (3, 3)."""
    from scipy.spatial.transform import Rotation

    x, y, z, w = Rotation.from_matrix(matrix).as_quat()
    return (float(w), float(x), float(y), float(z))


def curve_of_links(place: Numbers, turn: Numbers) -> Curve:
    """A smooth spine through the links of a recording."""
    from scipy.interpolate import CubicHermiteSpline

    links = np.concatenate([place[:LINKS], place[LINKS - 1 : LINKS] - LINK * turn[LINKS - 1 : LINKS, :, 0]])
    stations = np.arange(LINKS + 1) * LINK
    # At a joint the body points between its two links.
    ahead = turn[:LINKS, :, 0]
    tangent = -np.concatenate([ahead[:1], 0.5 * (ahead[:-1] + ahead[1:]), ahead[-1:]])
    fine = np.linspace(0.0, stations[-1], 96)
    even = CubicHermiteSpline(stations, links, tangent)(fine)
    even_ahead = -np.gradient(even, axis=0)
    ups = np.concatenate([turn[:LINKS, :, 1], turn[LINKS - 1 : LINKS, :, 1]])
    up = np.stack([np.interp(fine, stations, ups[:, k]) for k in range(3)], 1)
    even_ahead /= np.linalg.norm(even_ahead, axis=1, keepdims=True)
    even_ahead[0] = ahead[0]
    right = np.cross(even_ahead, up)
    right /= np.linalg.norm(right, axis=1, keepdims=True)
    return Curve(station=fine, place=even, ahead=even_ahead, up=np.cross(right, even_ahead), right=right)


def _triple(point: Numbers) -> Triple:
    return (float(point[0]), float(point[1]), float(point[2]))
