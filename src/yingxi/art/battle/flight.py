"""How the fighters fly: muscles that pull the dragon along its way, thrust and attitude of the drones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from yingxi.art.battle.acts import Act, Victim
from yingxi.art.battle.bodies import FOOT, HIP, KNEE, LEGS, LINK, LINKS, SIZE, link_of
from yingxi.art.battle.ways import Way, frame, heading, unit
from yingxi.world.articulated import Numbers, Push, State, Touch

GRAVITY = np.array((0.0, 9.81, 0.0))
STRONGEST = 34.0
"""Most acceleration in m/s² that a drone's rotors give, over holding it up."""
HELD = 4
"""Steps of the simulation for which a pilot keeps to a decision: 60 a second."""
GRIPS = ("jaws", "claw")
BREAKING = 3.0
"""m/s of closing at which a drone breaks."""
SOONEST = -0.5
"""Seconds before the shot from which a touch may break a drone: in the run-in they only bounce."""
NECK_PULL, TAIL_PULL = 6.0, 3.4
"""Stiffness (rad/s) with which links follow their way."""
LENS_ROOM = 3.6
"""Metres round the camera that drones keep free."""
MARKS = {"head": 0.0, "neck": 3 * LINK, "chest": 6 * LINK, "middle": 11 * LINK, "paw": LEGS[0][0] * SIZE}
"""Metres behind the head of what a camera serves."""
SPAN = 1.3
"""Seconds before the strike at which a victim leaves its waiting place."""


@dataclass(eq=False)
class Pilot:
    """Decides for dragon and drones by the state alone; `broken` says when a drone was lost (inf: never)."""

    act: Act
    way: Way
    duration: float
    seed: int
    drones: np.ndarray
    broken: Numbers
    lanes: Numbers = field(init=False)
    victims: dict[int, Victim] = field(init=False)
    reach: Numbers = field(init=False)
    rain: Numbers = field(init=False)
    drifts: Numbers = field(default_factory=lambda: np.zeros((2, 3)))
    turned: int = 0
    push: Push | None = None

    def __post_init__(self) -> None:
        random = np.random.default_rng((self.seed, 7))
        count = len(self.drones)
        low, high = self.act.spread
        self.lanes = np.stack(
            [
                random.uniform(low, high, count),
                random.uniform(0, 2 * np.pi, count),
                random.uniform(*self.act.ring, count),
                random.choice((-1.0, 1.0), count) * random.uniform(0.35, 1.0, count),
                random.uniform(0, 2 * np.pi, count),
            ],
            1,
        )
        offset = 1 if self.act.lead else 0
        self.victims = {offset + k: victim for k, victim in enumerate(self.act.victims)}
        if self.act.lead and self.act.victims:
            self.victims = {0: self.act.victims[0]}
        self.reach = _reaches()
        if self.act.rain is not None:
            self.rain = random.uniform(*self.act.rain, (self.act.burn, 3))

    def metre(self, t: float) -> float:
        """How far along its way the dragon's head has come."""
        left = self.duration if self.act.ends else 0.0
        return self.act.gone + self.act.pace * (t - left)

    def drive(self, state: State, touches: Sequence[Touch]) -> Push:
        """The next push; lost drones are written down."""
        self._note(touches)
        self._seize(state)
        if self.push is None or self.turned % HELD == 0:
            force, torque = np.zeros_like(state.place), np.zeros_like(state.place)
            self._swim(state, force, torque)
            self._fly(state, force, torque)
            self.push = Push(force, torque, self._targets(state))
        self.turned += 1
        return self.push

    def _note(self, touches: Sequence[Touch]) -> None:
        first = int(self.drones[0])
        for touch in touches:
            if touch.time > SOONEST and touch.speed > BREAKING and touch.other >= first:
                for one in (touch.one, touch.other):
                    if one >= first:
                        self.broken[one - first] = min(self.broken[one - first], touch.time)

    def _seize(self, state: State) -> None:
        """Jaws and claws that shut about a victim on its time crush it."""
        for k, victim in self.victims.items():
            late = state.time - victim.at * self.duration
            if victim.by in GRIPS and -0.04 < late < 0.4:
                body, hold, reach = self._grip(victim)
                held = state.place[body] + state.turn[body] @ hold
                if float(np.linalg.norm(state.place[self.drones[k]] - held)) < reach:
                    self.broken[k] = min(self.broken[k], state.time)

    def _grip(self, victim: Victim) -> tuple[int, Numbers, float]:
        """The body that holds a victim, where in its axes, and within how many metres."""
        if victim.by == "jaws":
            return 0, np.array((2.0, -0.6, 0.0)), 1.9
        return LINKS + 3 + 3 * victim.limb, np.array((0.2, -0.7, 0.0)), 1.7

    # The dragon

    def aims(self, t: float) -> tuple[Numbers, Numbers]:
        """Where each link's origin should be (LINKS, 3), swimming, and the way's direction there."""
        behind = np.arange(LINKS) * LINK
        place, ahead = self.way.at(np.asarray(self.metre(t) - 0.985 * behind, float))
        _, up, right = frame(ahead)
        grown = np.clip(behind / 9.0, 0.12, 1.0)[:, None] * self.act.sway
        phase = 2 * np.pi * behind[:, None] / 21.0 - 2.3 * t
        swing = 1.15 * grown * np.sin(phase) * right + 0.75 * grown * np.sin(1.4 * phase + 1.2) * up
        return place + swing, ahead

    def _swim(self, state: State, force: Numbers, torque: Numbers) -> None:
        """Forces toward the way, stiff at the neck, and a torque that holds the head to its heading."""
        dt = 0.02
        now, ahead = self.aims(state.time)
        later, _ = self.aims(state.time + dt)
        going = (later - now) / dt
        stiff = np.linspace(NECK_PULL, TAIL_PULL, LINKS)[:, None]
        away, slip = now - state.place[:LINKS], going - state.velocity[:LINKS]
        force[:LINKS] = state.mass[:LINKS, None] * (stiff**2 * away + 1.7 * stiff * slip)
        look = unit(self._look(state, ahead[0]))
        forward, up, right = (axis[0] for axis in frame(look, self._bank(state.time)))
        turn = state.turn[0]
        wrong = 0.5 * (np.cross(turn[:, 0], forward) + np.cross(turn[:, 1], up) + np.cross(turn[:, 2], right))
        inertia = float(state.inertia[0].max()) + 4.0 * float(state.mass[1])
        torque[0] = inertia * (7.0**2 * wrong - 2 * 0.8 * 7.0 * state.spin[0])

    def _bank(self, t: float) -> float:
        """Radians by which the head leans into its bend."""
        _, ahead = self.way.at(np.array([self.metre(t) - 2.0, self.metre(t) + 2.0]))
        bend = float(np.cross(ahead[0], ahead[1])[1]) / 4.0
        return float(np.clip(-bend * self.act.pace**2 / 14.0, -0.6, 0.6) + 0.10 * np.sin(1.7 * t))

    def _look(self, state: State, ahead: Numbers) -> Numbers:
        """The head turns toward the one that it will bite, else along its way."""
        for k, victim in self.victims.items():
            left = victim.at * self.duration - state.time
            if victim.by == "jaws" and -0.1 < left < 0.8:
                to = unit(state.place[self.drones[k]] - state.place[0])
                share = 0.55 * min((0.8 - left) / 0.4, 1.0) if float(to @ ahead) > 0.3 else 0.0
                return np.asarray((1 - share) * ahead + share * to)
        return ahead

    def jaw(self, t: float) -> float:
        """The jaw's angle (negative: open): wide before a bite and in fire, shut on the strike."""
        open_by = 0.16 + 0.05 * np.sin(3.1 * t)
        for victim in self.victims.values():
            left = victim.at * self.duration - t
            if victim.by == "jaws":
                open_by = max(open_by, 0.55 * float(np.clip((0.75 - left) / 0.45, 0, 1)) * (left > -0.05))
        if self.act.fire is not None:
            first, last = (share * self.duration for share in self.act.fire)
            if first - 0.4 < t < last + 0.1:
                open_by = 0.5
        return -float(open_by)

    def _targets(self, state: State) -> Numbers:
        """Angles for all hinges: the spine is soft, jaw and limbs are led."""
        bends = np.zeros(2 * (LINKS - 1))
        limbs = [self._limb(state, k) for k in range(len(LEGS))]
        return np.concatenate([bends, [self.jaw(state.time)], *limbs])

    def _limb(self, state: State, number: int) -> Numbers:
        """Swing, splay, knee and paw of a limb: it trails and paddles, or reaches for a drone."""
        t = state.time
        phase = 2.3 * t + 1.9 * number
        rest = np.array((-0.25 + 0.16 * np.sin(phase), 0.0, 0.30 * np.sin(phase - 0.8), 0.25 * np.sin(phase)))
        for k, victim in self.victims.items():
            left = victim.at * self.duration - t
            if victim.by != "claw" or victim.limb != number or not -0.35 < left < 0.75:
                continue
            link = link_of(LEGS[number][0])
            local = (state.place[self.drones[k]] - state.place[link]) @ state.turn[link]
            side = LEGS[number][1]
            found = self.reach[np.argmin(((self.reach[:, 4:] - local * (1, 1, side)) ** 2).sum(1)), :4]
            # It draws back first, then goes for it.
            back = np.array((-0.9, 0.3, 0.9, -0.6))
            wound = float(np.clip((0.75 - left) / 0.3, 0, 1)) * float(np.clip((left - 0.10) / 0.2, 0, 1))
            thrown = float(np.clip((0.30 - left) / 0.12, 0, 1)) * float(np.clip((left + 0.35) / 0.25, 0, 1))
            hinge_side = np.array((1.0, side, 1.0, 1.0))
            pose = rest + wound * (1 - thrown) * (back - rest) + thrown * (found - rest)
            return np.asarray(pose * hinge_side)
        return np.asarray(rest)

    # The drones

    def goals(self, t: float) -> Numbers:
        """Where each drone wants to be (n, 3): its lane round the dragon, its strike, its flight."""
        station, angle, radius, spin, phase = self.lanes.T
        low, high = self.act.spread
        # To and fro along the body: at an end of their stretch they turn.
        gone = (station - low + self.act.rate * spin * t) / (high - low)
        along = low + (high - low) * np.abs((gone + 1.0) % 2.0 - 1.0)
        place, ahead = self.way.at(self.metre(t) - along)
        _, up, right = frame(ahead)
        turn = (angle + spin * t * 0.8)[:, None]
        wide = (radius * (1.0 + 0.18 * np.sin(1.9 * t + phase)))[:, None]
        goals = place + wide * (np.cos(turn) * up + np.sin(turn) * right)
        goals = goals + 0.8 * np.sin(
            t * np.array((2.3, 2.9, 2.1)) + phase[:, None] * np.array((1.0, 2.0, 3.0))
        )
        if self.act.rain is not None:
            goals[-self.act.burn :] = self.rain
        if self.act.lead:
            goals[0] = self._led(t)
        for k, victim in self.victims.items():
            if not (self.act.lead and k == 0):
                goals[k] = self._met(goals[k], victim, k, t)
        return np.asarray(goals)

    def _led(self, t: float) -> Numbers:
        """The hunted drone, before the jaws, swinging from side to side."""
        ahead_by = self.act.lead - 1.1 * t
        place, ahead = self.way.at(np.array([self.metre(t) + ahead_by]))
        _, up, right = frame(ahead)
        dodge = 0.8 * np.sin(2.6 * t) * right + (0.5 * np.sin(3.7 * t) - 0.3) * up
        return np.asarray((place + dodge)[0])

    def _met(self, lane: Numbers, victim: Victim, number: int, t: float) -> Numbers:
        """A victim's own way: it waits clear of jaws and limb, and is in their reach on its time."""
        left = victim.at * self.duration - t
        share = 1.0 - float(np.clip(left / SPAN, 0.0, 1.0))
        share = share * share * (3 - 2 * share)
        if victim.by == "fire":
            return self._burnt(lane, victim, share, t)
        if victim.by not in GRIPS:
            return lane
        side = LEGS[victim.limb][1]
        jaws = victim.by == "jaws"
        behind = 0.0 if jaws else LEGS[victim.limb][0] * SIZE
        place, ahead = self.way.at(np.array([self.metre(t) - behind]))
        axes = np.stack([axis[0] for axis in frame(ahead)], 1)
        angle = 2.4 * number + 1.1 * t
        if jaws:
            wait = np.array((12.0 + 2.5 * number, 3.2 * np.cos(angle), 3.2 * np.sin(angle)))
            meet = np.array((2.2, -0.7, 0.0))
        else:
            wait = np.array((3.0, -4.6 - 1.2 * number, (5.0 + number) * side))
            meet = np.array((1.8, -2.4, 2.2 * side))
        drift = self.drifts[0 if jaws else 1]
        return np.asarray(place[0] + axes @ ((1 - share) * wait + share * meet) + share * drift)

    def _burnt(self, lane: Numbers, victim: Victim, share: float, t: float) -> Numbers:
        """In the fire's way, a few metres before the jaws, each at its own place of the stream."""
        place, ahead = self.way.at(np.array([self.metre(t) + 11.0]))
        _, up, right = (axis[0] for axis in frame(ahead))
        strike = victim.at * self.duration
        spot = place[0] + 2.0 * (np.sin(9.0 * strike) * right + np.cos(7.0 * strike) * up)
        return np.asarray(lane + share * (spot - lane))

    def _fly(self, state: State, force: Numbers, torque: Numbers) -> None:
        """Thrust along each drone's own axis, torques that tilt it: pursuit, dodging, tumbling when lost."""
        t, ids = state.time, self.drones
        # How far head and chest swim off their way: who is struck by them allows for it.
        stations = np.array([0.0, LEGS[0][0] * SIZE])
        parts = state.place[[0, link_of(LEGS[0][0])]]
        self.drifts = parts - self.way.at(np.asarray(self.metre(t) - stations))[0]
        place, moving = state.place[ids], state.velocity[ids]
        goal, later = self.goals(t), self.goals(t + 0.05)
        alive = t < self.broken
        wanted = 9.0 * (goal - place) + 5.0 * ((later - goal) / 0.05 - moving)
        wanted += self._dodge(state, place)
        # Height goes first: who brakes hard must not fall.
        wanted[:, 1] = np.clip(wanted[:, 1], -8.0, 0.7 * STRONGEST)
        level = np.linalg.norm(wanted[:, [0, 2]], axis=1, keepdims=True)
        wanted[:, [0, 2]] *= np.minimum(1.0, STRONGEST / np.maximum(level, 1e-6))
        lift = wanted + GRAVITY
        up = unit(lift)
        # They look at the dragon's head, the hunted one where it flees.
        sight = unit(state.place[2] - place)
        if self.act.lead:
            sight[0] = unit(moving[:1])[0]
        forward = unit(sight - up * (sight * up).sum(1, keepdims=True))
        right = np.cross(forward, up)
        turn, spin, mass = state.turn[ids], state.spin[ids], state.mass[ids, None]
        wrong = 0.5 * (
            np.cross(turn[:, :, 0], forward) + np.cross(turn[:, :, 1], up) + np.cross(turn[:, :, 2], right)
        )
        inertia = state.inertia[ids]
        held = inertia * (14.0**2 * wrong - 2 * 0.8 * 14.0 * spin)
        thrust = np.linalg.norm(lift, axis=1, keepdims=True) * turn[:, :, 1]
        drag = -0.10 * moving * np.linalg.norm(moving, axis=1, keepdims=True) / 26.0
        force[ids] = mass * (np.where(alive[:, None], thrust, 0.0) + drag)
        torque[ids] = np.where(alive[:, None], held, inertia * (self._tumble() - 0.6 * spin))

    def _tumble(self) -> Numbers:
        """Torque (as angular acceleration) of the rotors that still turn on a lost drone."""
        phase = self.lanes[:, 4]
        return 7.0 * np.stack([np.sin(phase), np.cos(2 * phase), np.sin(3 * phase)], 1)

    def _dodge(self, state: State, place: Numbers) -> Numbers:
        """Away from the dragon's links and from one another; victims see it too late."""
        links = state.place[:LINKS] - 0.5 * LINK * state.turn[:LINKS, :, 0]
        from_links = place[:, None] - links[None]
        gap = np.linalg.norm(from_links, axis=2)
        fear = np.clip(1.0 - (gap - 2.0) / 2.6, 0.0, 1.5)[..., None]
        away = (70.0 * fear**2 * from_links / np.maximum(gap, 0.1)[..., None]).sum(1)
        for k, victim in self.victims.items():
            if victim.by != "fire" and state.time > victim.at * self.duration - 0.8:
                away[k] = 0.0
        between = place[:, None] - place[None]
        apart = np.linalg.norm(between, axis=2) + 1e3 * np.eye(len(place))
        shy = np.clip(1.0 - (apart - 1.6) / 1.8, 0.0, 1.0)[..., None]
        return np.asarray(
            away + self._shun_lens(state, place) + (40.0 * shy * between / apart[..., None]).sum(1)
        )

    def _shun_lens(self, state: State, place: Numbers) -> Numbers:
        """Away from where the camera will stand, so that nobody blocks its view; the one it serves may."""
        to = place - self.lens(state.time)
        gap = np.linalg.norm(to, axis=1, keepdims=True)
        away = 120.0 * np.clip(1.0 - (gap - 1.5) / LENS_ROOM, 0.0, 1.5) * to / np.maximum(gap, 0.1)
        if self.act.lead:
            away[0] = 0.0
        return np.asarray(away)

    def lens(self, t: float) -> Numbers:
        """About where the act's camera stands: its mark is taken to be on the way."""
        view = self.act.view
        share = min(max(t / self.duration, 0.0), 1.0)
        eye = (1 - share) * np.array(view.eye[0]) + share * np.array(view.eye[1])
        if view.mark == "place":
            return np.asarray(eye)
        behind = MARKS.get(view.mark, 0.0) - (self.act.lead if view.mark == "drone" else 0.0)
        middle = self.metre(0.5 * self.duration)
        metre = middle + view.follow * (self.metre(t) - middle) - behind
        return np.asarray(self.way.at(np.array([metre]))[0][0] + heading(self.way, self.metre(t)) @ eye)


def _reaches() -> Numbers:
    """Poses of the right limb and where they bring its claws in the frame of its link, (n, 4 + 3)."""
    swing, splay, knee = (
        axis.ravel()
        for axis in np.meshgrid(
            np.linspace(-0.6, 1.5, 14), np.linspace(-0.5, 0.6, 7), np.linspace(-1.2, 1.2, 12), indexing="ij"
        )
    )
    hip, bend, foot = (np.array(point) * SIZE for point in (HIP, KNEE, FOOT))
    link = link_of(LEGS[0][0]) * LINK - LEGS[0][0] * SIZE
    lower = _about_z(np.tile(foot - bend, (len(knee), 1)), knee)
    whole = _about_z(_about_x((bend - hip) + lower, splay), swing)
    claws = hip + np.array((link, 0.0, 0.0)) + whole * 1.12
    return np.concatenate([np.stack([swing, splay, knee, 0.4 * np.ones_like(knee)], 1), claws], 1)


def _about_z(vectors: Numbers, angle: Numbers) -> Numbers:
    c, s = np.cos(angle), np.sin(angle)
    x, y, z = vectors.T
    return np.stack([c * x - s * y, s * x + c * y, z], 1)


def _about_x(vectors: Numbers, angle: Numbers) -> Numbers:
    c, s = np.cos(angle), np.sin(angle)
    x, y, z = vectors.T
    return np.stack([x, c * y - s * z, s * y + c * z], 1)
