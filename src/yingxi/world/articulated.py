"""Bodies with joints and motors under gravity, contact and thrust, by MuJoCo: from a drive to poses in time.

A machine is a list of bodies: each floats free or hangs on its parent by hinges. `simulate` steps them at a
fixed rate from rest, asks a drive for forces and joint targets, and records where everything was. The same
bodies and drive give the same numbers (one thread, no random source). Axes as in scene.py: metres, y up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np
from numpy.typing import NDArray

from yingxi.film.errors import YingxiError

Numbers = NDArray[np.float64]
Triple = tuple[float, float, float]

STEP = 1.0 / 240.0
"""Seconds of one step: ten to a film frame."""
RECORDED = 2
"""Every second step is kept: 120 poses a second, between which poses are blended."""
SHELL = 0.06
"""Metres before a surface at which contact begins to push back, so that nothing is seen to sink in."""
LEVEL = (1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hinge:
    """One axis of turning about a body's origin: radians from `low` to `high`, kept by a motor.

    `motor` is the torque in N m a radian away from the target, `damping` N m s a radian.
    """

    axis: Triple
    low: float
    high: float
    motor: float
    damping: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Capsule:
    """A round bar from `start` to `end` in the body's axes (a ball where they are equal), metres."""

    start: Triple
    end: Triple
    radius: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A rigid part: `place` is its origin in its parent's axes (in the world for a free one).

    Bodies of one `team` never touch one another unless the team is negative. `weightless` ones carry
    themselves. `turn` is a quaternion (w, x, y, z).
    """

    name: str
    place: Triple
    mass: float
    shapes: tuple[Capsule, ...]
    parent: str = ""
    hinges: tuple[Hinge, ...] = ()
    turn: tuple[float, float, float, float] = LEVEL
    team: int = 1
    weightless: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """All bodies at one time: places (n, 3) of their origins, turns (n, 3, 3), velocities and spins (n, 3).

    `inertia` (n, 3) and `mass` (n,) never change.
    """

    time: float
    place: Numbers
    turn: Numbers
    velocity: Numbers
    spin: Numbers
    mass: Numbers
    inertia: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Touch:
    """Two bodies in contact (nearer than SHELL metres): when, who (numbers), where (3,), how fast (m/s)."""

    time: float
    one: int
    other: int
    place: Numbers
    speed: float


@dataclass(eq=False, slots=True)
class Push:
    """What a drive asks for: forces (n, 3) in N and torques (n, 3) in N m of the world; targets (m,)."""

    force: Numbers
    torque: Numbers
    targets: Numbers


Drive = Callable[[State, Sequence[Touch]], Push]
"""State and the contacts of the last step -> what pushes next."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Recording:
    """Where bodies were: `start` s, `rate` poses a second, places (t, n, 3), quaternions (t, n, 4).

    `touches` are the first contacts of every pair after a tenth of a second apart; `gaps` (t,) the least
    distance in metres between bodies of different teams at each pose (negative: sunk into each other).
    """

    start: float
    rate: float
    place: Numbers
    turn: Numbers
    touches: tuple[Touch, ...]
    gaps: Numbers

    @property
    def end(self) -> float:
        """Seconds of the last pose."""
        return self.start + (len(self.place) - 1) / self.rate

    def at(self, t: float) -> tuple[Numbers, Numbers]:
        """Places (n, 3) and rotation matrices (n, 3, 3) at a time, held at both ends."""
        at = min(max((t - self.start) * self.rate, 0.0), len(self.place) - 1.0)
        k = min(int(at), len(self.place) - 2)
        share = at - k
        place = (1 - share) * self.place[k] + share * self.place[k + 1]
        one, two = self.turn[k], self.turn[k + 1]
        near = np.where((one * two).sum(1, keepdims=True) < 0, -1.0, 1.0)
        return place, matrices((1 - share) * one + share * near * two)


def matrices(quaternions: Numbers) -> Numbers:
    """Rotation matrices (n, 3, 3) of quaternions (n, 4) w, x, y, z of any length."""
    w, x, y, z = (quaternions / np.linalg.norm(quaternions, axis=1, keepdims=True)).T
    rows = (
        (1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
        (2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
        (2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
    )
    return np.moveaxis(np.array(rows), 2, 0)


def simulate(bodies: Sequence[Body], drive: Drive, start: float, end: float) -> Recording:
    """Step the bodies from `start` to `end` seconds under a drive. YingxiError where they fly apart."""
    import mujoco

    # What goes wrong is counted in the data; MuJoCo would also write it to a file where the person stands.
    mujoco.set_mju_user_warning(lambda message: None)
    model = mujoco.MjModel.from_xml_string(description(bodies))
    data = mujoco.MjData(model)
    data.time = start
    mujoco.mj_forward(model, data)
    # MuJoCo numbers bodies by depth; ours keep their order.
    rows = np.array([model.body(body.name).id for body in bodies])
    kept = _Kept(model, rows)
    touches: list[Touch] = []
    for step in range(round((end - start) / STEP) + 1):
        push = drive(_state(model, data, rows), touches)
        data.xfrc_applied[rows] = np.concatenate([push.force, push.torque], 1)
        data.ctrl[:] = push.targets
        mujoco.mj_step(model, data)
        touches = kept.touched(data)
        if step % RECORDED == 0:
            kept.take(data)
    if not np.isfinite(data.qpos).all() or data.warning[mujoco.mjtWarning.mjWARN_BADQACC].number:
        raise YingxiError("the simulated machine flew apart; lower its motors or its masses' differences")
    return Recording(
        start=start,
        rate=1.0 / (STEP * RECORDED),
        place=np.array(kept.place),
        turn=np.array(kept.turn),
        touches=tuple(kept.first),
        gaps=np.array(kept.gaps),
    )


class _Kept:
    """What is written down while the bodies move."""

    def __init__(self, model: Any, rows: NDArray[np.intp]) -> None:
        self.model, self.rows = model, rows
        self.ours = {int(row): k for k, row in enumerate(rows)}
        self.place: list[Numbers] = []
        self.turn: list[Numbers] = []
        self.gaps: list[float] = []
        self.first: list[Touch] = []
        self.last: dict[tuple[int, int], float] = {}
        self.least = np.inf

    def touched(self, data: Any) -> list[Touch]:
        """The contacts of a step; the first of a meeting is remembered."""
        now: list[Touch] = []
        for contact in data.contact[: data.ncon]:
            self.least = min(self.least, float(contact.dist))
            one, other = sorted(self.ours[int(self.model.geom_bodyid[geom])] for geom in contact.geom)
            away = self._velocity(data, one, contact.pos) - self._velocity(data, other, contact.pos)
            speed = abs(float(away @ contact.frame[:3]))
            touch = Touch(float(data.time), one, other, np.array(contact.pos), speed)
            if data.time - self.last.get((one, other), -1e9) > 0.1:
                self.first.append(touch)
            self.last[one, other] = float(data.time)
            now.append(touch)
        return now

    def _velocity(self, data: Any, body: int, place: Numbers) -> Numbers:
        """Metres a second of a point of a body."""
        row = self.rows[body]
        centre = data.subtree_com[self.model.body_rootid[row]]
        moving: Numbers = data.cvel[row, 3:] + np.cross(data.cvel[row, :3], place - centre)
        return moving

    def take(self, data: Any) -> None:
        """The pose, and the least gap since the last one."""
        self.place.append(data.xpos[self.rows])
        self.turn.append(data.xquat[self.rows])
        self.gaps.append(self.least)
        self.least = np.inf


def _state(model: Any, data: Any, rows: NDArray[np.intp]) -> State:
    spin, place = data.cvel[rows, :3], data.xpos[rows]
    velocity = data.cvel[rows, 3:] + np.cross(spin, place - data.subtree_com[model.body_rootid[rows]])
    return State(
        float(data.time),
        place,
        data.xmat[rows].reshape(-1, 3, 3),
        velocity,
        spin,
        model.body_mass[rows],
        model.body_inertia[rows],
    )


def description(bodies: Sequence[Body]) -> str:
    """The bodies in MuJoCo's own language (MJCF)."""
    root = Element("mujoco")
    SubElement(root, "compiler", angle="radian", inertiafromgeom="true")
    option = SubElement(
        root, "option", timestep=repr(STEP), gravity="0 -9.81 0", integrator="implicitfast", cone="pyramidal"
    )
    SubElement(option, "flag", energy="disable")
    world = SubElement(root, "worldbody")
    motors = SubElement(root, "actuator")
    nodes: dict[str, Element] = {"": world}
    for body in bodies:
        nodes[body.name] = _node(nodes[body.parent], body, motors)
    return tostring(root, encoding="unicode")


def _node(parent: Element, body: Body, motors: Element) -> Element:
    node = SubElement(
        parent,
        "body",
        name=body.name,
        pos=_text(body.place),
        quat=_text(body.turn),
        gravcomp="1" if body.weightless else "0",
    )
    if not body.parent:
        SubElement(node, "freejoint")
    for k, hinge in enumerate(body.hinges):
        name = f"{body.name}.{k}"
        SubElement(
            node,
            "joint",
            name=name,
            type="hinge",
            axis=_text(hinge.axis),
            range=_text((hinge.low, hinge.high)),
            limited="true",
            damping=repr(hinge.damping),
            armature=repr(0.02 * hinge.damping),
        )
        SubElement(motors, "position", joint=name, kp=repr(hinge.motor))
    for shape in body.shapes:
        _shape(node, shape, body, len(body.shapes))
    return node


def _shape(node: Element, shape: Capsule, body: Body, among: int) -> None:
    """A capsule or ball; it touches what is of another team, in time to be stopped at its surface."""
    own = 1 << (abs(body.team) - 1)
    facts = {
        "size": repr(shape.radius),
        "mass": repr(body.mass / among),
        "contype": str(own),
        "conaffinity": str(0xFF if body.team < 0 else 0xFF & ~own),
        "condim": "3",
        "friction": "0.6 0.01 0.001",
        "solref": "0.012 1.0",
        "solimp": "0.95 0.99 0.02",
        "margin": repr(SHELL),
    }
    if shape.start == shape.end:
        facts |= {"type": "sphere", "pos": _text(shape.start)}
    else:
        facts |= {"type": "capsule", "fromto": _text((*shape.start, *shape.end))}
    SubElement(node, "geom", facts)


def _text(values: Sequence[float]) -> str:
    return " ".join(repr(float(value)) for value in values)
