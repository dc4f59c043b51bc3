"""What the battle throws into the air: sparks, tracers, fireballs, burning wrecks with smoke, shards, breath.

Everything is a pure function of time given the fight: births are drawn once, places follow from age.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yingxi.art.battle.bodies import LINK, LINKS, SIZE, girth
from yingxi.art.battle.drone_model import SHARDS
from yingxi.art.battle.fight import Fight
from yingxi.art.battle.views import stand_at
from yingxi.art.shapes import Numbers, turn
from yingxi.world.scene import Array

BULLET = 150.0
"""m/s of a tracer."""
SPARKS = 46
"""Sparks of a hard hit."""
DRAG, FALLING = 1.3, 9.0
PIECES = 9
"""Shards of a broken drone."""
FLAMES, PUFFS = 20, 9
TRAIL, PUFFING = 1.5, 0.05
"""Seconds that a wreck's smoke lasts, and between two puffs of it."""
CLEAR_OF_HEAD, BEHIND_HEAD = 4.5, 2.5
"""Metres aside of the line from lens to head, and beyond the head, where a burst hides nothing of it."""
PUSH, SLOWING = 3.0, 0.9
"""Metres a second for each metre that a burst is too near that line; how fast the air stops it, 1/s."""
MUZZLE = np.array((0.36, -0.10, 0.0))


@dataclass(frozen=True, eq=False, kw_only=True)
class Fire:
    """The fight's fireworks; tables are rows of Moment."""

    fight: Fight

    @cached_property
    def hits(self) -> tuple[Numbers, Numbers, Numbers]:
        """Times (n,), places (n, 3) and power (n,) of all blows of steel on steel."""
        rows: list[tuple[float, Numbers, float]] = [
            (touch.time, touch.place, min(touch.speed / 12.0, 1.4))
            for touch in self.fight.recording.touches
            if touch.speed > 1.5
        ]
        for k in np.nonzero(np.isfinite(self.fight.broken))[0]:
            rows.append(
                (float(self.fight.broken[k]), self._drone_at(int(k), float(self.fight.broken[k])), 1.5)
            )
        if not rows:
            return np.zeros(0), np.zeros((0, 3)), np.zeros(0)
        return (
            np.array([row[0] for row in rows]),
            np.array([row[1] for row in rows]),
            np.array([row[2] for row in rows]),
        )

    @cached_property
    def shots(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Tracers: when fired (n,), from where, to where (n, 3), when they strike (n,)."""
        fight = self.fight
        random = np.random.default_rng((fight.seed, 11))
        rows = []
        for k in range(len(fight.drones)):
            burst = random.uniform(-1.0, 0.2)
            while burst < fight.duration:
                for shot in range(4):
                    row = self._shot(k, burst + 0.075 * shot, int(random.integers(0, 14)), random)
                    if row is not None:
                        rows.append(row)
                burst += random.uniform(0.6, 1.3)
        if not rows:
            return np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0)
        fired, start, end, struck = zip(*rows, strict=True)
        return np.array(fired), np.array(start), np.array(end), np.array(struck)

    def _shot(
        self, k: int, fired: float, link: int, random: np.random.Generator
    ) -> tuple[float, Numbers, Numbers, float] | None:
        """One tracer from a living drone to a link's armour, None where it has no clear aim."""
        fight = self.fight
        jitter = random.normal(0, 0.25, 3)
        if fired > fight.broken[k]:
            return None
        place, axes = fight.bodies(fired)
        body = int(fight.drones[k])
        start = place[body] + axes[body] @ MUZZLE
        target = place[link] - 0.5 * LINK * axes[link, :, 0]
        away = float(np.linalg.norm(target - start))
        if not 4.0 < away < 30.0:
            return None
        struck = fired + away / BULLET
        place, axes = fight.bodies(struck)
        target = place[link] - 0.5 * LINK * axes[link, :, 0]
        out = start - target + jitter
        end = target + girth((link + 0.5) * LINK) * 0.96 * out / np.linalg.norm(out)
        return fired, start, end, struck

    def _drone_at(self, k: int, t: float) -> Numbers:
        return np.asarray(self.fight.bodies(t)[0][self.fight.drones[k]])

    def glows(self, t: float) -> Array:
        """All that shines, additive."""
        tables = [
            self._sparks(t),
            self._tracers(t),
            self._fireballs(t),
            self._flames(t),
            self._breath(t),
        ]
        return np.concatenate(tables).astype(np.float32)

    def _sparks(self, t: float) -> Numbers:
        """Streaks that fly from blows and fall."""
        when, where, power = self.hits
        fired, _, struck_at, struck = self.shots
        when = np.concatenate([when, struck])
        where = np.concatenate([where, struck_at])
        power = np.concatenate([power, np.full(len(fired), 0.16)])
        now = np.nonzero((t >= when) & (t < when + 1.3))[0]
        tables = [np.zeros((0, 12))]
        for n in now:
            age = t - when[n]
            random = np.random.default_rng((self.fight.seed, 17, int(n)))
            many = max(4, int(SPARKS * power[n]))
            out = random.normal(size=(many, 3))
            out /= np.linalg.norm(out, axis=1, keepdims=True)
            speed = random.uniform(3.0, 19.0, many)[:, None] * (0.6 + 0.5 * power[n])
            life = random.uniform(0.15, 0.9, many) * (0.45 + 0.5 * min(power[n], 1.0))
            heat = np.clip(1.0 - age / life, 0.0, 1.0)
            alive = heat > 0
            rows = np.zeros((many, 12))
            rows[:, :3] = where[n] + out * speed * (1 - np.exp(-DRAG * age)) / DRAG
            rows[:, 1] -= 0.5 * FALLING * age**2
            rows[:, 3] = 0.028
            rows[:, 4:7] = 7.0 * np.stack([heat, 0.55 * heat**1.4, 0.16 * heat**2.4], 1)
            rows[:, 7] = 0.6
            rows[:, 8:11] = out * speed * np.exp(-DRAG * age)
            rows[:, 9] -= FALLING * age
            tables.append(rows[alive])
        return np.concatenate(tables)

    def _tracers(self, t: float) -> Numbers:
        """Bolts on their way, the flash at the muzzle and where they strike."""
        fired, start, end, struck = self.shots
        flying = (t >= fired) & (t < struck)
        way = (end - start)[flying] / np.maximum(struck - fired, 1e-3)[flying, None]
        bolts = np.zeros((int(flying.sum()), 12))
        bolts[:, :3] = start[flying] + way * (t - fired)[flying, None]
        bolts[:, 3], bolts[:, 7] = 0.045, 0.9
        bolts[:, 4:7] = (9.0, 1.3, 0.5)
        bolts[:, 8:11] = way
        flashes = []
        for at, when, long, colour, size in (
            (start, fired, 0.055, (5.0, 2.2, 0.9), 0.22),
            (end, struck, 0.09, (4.5, 2.4, 1.0), 0.30),
        ):
            now = (t >= when) & (t < when + long)
            rows = np.zeros((int(now.sum()), 12))
            rows[:, :3], rows[:, 3], rows[:, 7] = at[now], size, 0.9
            rows[:, 4:7] = np.array(colour) * (1 - (t - when[now, None]) / long)
            flashes.append(rows)
        return np.concatenate([bolts, *flashes])

    def _breaks(self, t: float, lasting: float) -> list[tuple[int, float, np.random.Generator]]:
        """Drones broken within the last seconds: number, age, their own dice."""
        age = t - self.fight.broken
        return [
            (int(k), float(age[k]), np.random.default_rng((self.fight.seed, 23, int(k))))
            for k in np.nonzero((age >= 0) & (age < lasting))[0]
        ]

    def _billows(self, random: np.random.Generator, many: int, age: float) -> tuple[Numbers, Numbers]:
        """Directions times speed, and how far the burst has come."""
        out = random.normal(size=(many, 3))
        out *= random.uniform(0.3, 1.0, (many, 1)) / np.linalg.norm(out, axis=1, keepdims=True)
        return out, np.asarray(1 - np.exp(-4.5 * age))

    def _heart(self, k: int) -> Numbers:
        return self._drone_at(k, float(self.fight.broken[k]))

    @cached_property
    def blown(self) -> dict[int, Numbers]:
        """Metres a second (3,) at which the burst of each broken drone goes: off the line from lens to head.

        The head flies on; a burst that stood in the air where it bit would hide it.
        """
        return {int(k): self._blown(int(k)) for k in np.nonzero(np.isfinite(self.fight.broken))[0]}

    def _blown(self, k: int) -> Numbers:
        when = float(self.fight.broken[k])
        head, later = self.fight.bodies(when)[0][0], self.fight.bodies(when + 0.05)[0][0]
        sight = head - stand_at(self.fight, when)[0]
        sight = sight / max(float(np.linalg.norm(sight)), 1e-6)
        away = self._heart(k) - head
        aside = away - (away @ sight) * sight
        distance = float(np.linalg.norm(aside))
        if distance > CLEAR_OF_HEAD or away @ sight > BEHIND_HEAD:
            return np.zeros(3)
        if distance < 0.3:
            aside = np.array((0.0, -1.0, 0.0)) + sight[1] * sight
        push = PUSH * (CLEAR_OF_HEAD - distance) * aside / max(float(np.linalg.norm(aside)), 1e-6)
        return np.asarray((later - head) / 0.05 + push)

    def _drifted(self, k: int, age: float) -> Numbers:
        """Where the middle of a burst is by now: blown along, slower and slower."""
        return np.asarray(self._heart(k) + self.blown[k] * (1 - np.exp(-SLOWING * age)) / SLOWING)

    def _fireballs(self, t: float) -> Numbers:
        """A flash, then fire that rolls out of a broken drone."""
        tables = [np.zeros((0, 12))]
        for k, age, random in self._breaks(t, 1.0):
            out, blast = self._billows(random, FLAMES, age)
            heat = np.clip(1 - age / random.uniform(0.3, 0.95, FLAMES), 0, 1)
            rows = np.zeros((FLAMES + 1, 12))
            rows[:FLAMES, :3] = self._drifted(k, age) + 1.9 * out * blast + (0, 1.1 * age, 0)
            rows[:FLAMES, 3] = (0.20 + 0.62 * blast) * random.uniform(0.6, 1.3, FLAMES)
            rows[:FLAMES, 4:7] = 0.55 * np.stack([2.2 * heat**1.1, 0.80 * heat**1.8, 0.20 * heat**3.0], 1)
            rows[:FLAMES, 7] = 0.6
            flash = np.exp(-age * 16.0)
            rows[FLAMES, :3], rows[FLAMES, 3] = self._drifted(k, age), 0.9 + 6.0 * min(age, 0.15)
            rows[FLAMES, 4:7], rows[FLAMES, 7] = np.array((6.0, 4.2, 2.6)) * flash, 0.8
            tables.append(rows)
        return np.concatenate(tables)

    def _flames(self, t: float) -> Numbers:
        """Fire that licks from falling wrecks."""
        tables = [np.zeros((0, 12))]
        for k, age, random in self._breaks(t, 5.0):
            for number, back in enumerate(np.linspace(0.0, 0.26, 10)):
                if back > age:
                    break
                flicker = 0.7 + 0.3 * np.sin(31.0 * t + 4.0 * number + k)
                row = np.zeros((1, 12))
                row[0, :3] = self._drone_at(k, t - back) + random.normal(0, 0.10 + 0.5 * back, 3)
                row[0, 3] = 0.85 - 2.0 * back
                cool = 1.0 - back / 0.30
                row[0, 4:7] = flicker * np.array((1.9 * cool, 0.72 * cool**1.6, 0.17 * cool**2.4))
                row[0, 7] = 0.7
                moved = self._drone_at(k, t - back) - self._drone_at(k, t - back - 0.02)
                row[0, 8:11] = 1.5 * moved / 0.02
                tables.append(row)
        return np.concatenate(tables)

    @cached_property
    def breath(self) -> tuple[Numbers, Numbers, Numbers]:
        """The fire from the jaws: births (n,), places and velocities (n, 3)."""
        fight = self.fight
        if fight.act.fire is None:
            return np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3))
        random = np.random.default_rng((fight.seed, 29))
        first, last = (share * fight.duration for share in fight.act.fire)
        births = np.sort(random.uniform(first, last, int(420 * (last - first))))
        places, ways = [], []
        for birth in births:
            place, axes = fight.bodies(float(birth))
            head, jaw = axes[0], axes[LINKS]
            along = 0.62 * head[:, 0] + 0.38 * jaw[:, 0]
            going = (fight.bodies(float(birth) + 0.01)[0][0] - place[0]) / 0.01
            places.append(place[0] + head @ np.array((1.55, -0.30, 0.0)) * SIZE)
            ways.append(going + 24.0 * along / np.linalg.norm(along) + random.normal(0, 1.7, 3))
        return births, np.array(places), np.array(ways)

    def _breath(self, t: float) -> Numbers:
        """Fire that leaves the jaws white, curls, tears into tongues and goes out red."""
        births, places, ways = self.breath
        age = t - births
        now = (age >= 0) & (age < 0.62)
        age = age[now]
        random = np.random.default_rng((self.fight.seed, 31))
        vary = random.uniform(0.35, 1.5, len(births))[now]
        curl = random.uniform(0, 2 * np.pi, (len(births), 3))[now]
        heat = np.clip(1 - age / (0.40 + 0.15 * vary), 0, 1)
        rows = np.zeros((len(age), 12))
        rows[:, :3] = places[now] + ways[now] * ((1 - np.exp(-0.9 * age)) / 0.9)[:, None]
        rows[:, :3] += 1.5 * age[:, None] * np.sin(curl + 7.0 * age[:, None])
        rows[:, 1] += 1.8 * age**2
        rows[:, 3] = (0.20 + 1.25 * age) * vary
        rows[:, 4:7] = 0.46 * np.stack([2.4 * heat**1.4, 1.10 * heat**1.9, 0.24 * heat**3.4], 1)
        rows[:, 7] = 0.25
        rows[:, 8:11] = 0.4 * ways[now] * np.exp(-0.9 * age)[:, None]
        return rows

    def puffs(self, t: float) -> Array:
        """Smoke: bursts of broken drones, trails of wrecks."""
        tables: list[Numbers] = [np.zeros((0, 12))]
        for k, age, random in self._breaks(t, 3.0):
            out, blast = self._billows(random, PUFFS, age)
            rows = np.zeros((PUFFS, 12))
            rows[:, :3] = self._drifted(k, age) + 2.4 * out * blast + (0.6 * age, 0.9 * age, 0.0)
            rows[:, 3] = random.uniform(0.6, 1.1, PUFFS) * (0.5 + 1.1 * blast + 0.5 * age)
            ember = np.clip(1 - age / 0.5, 0, 1) * random.uniform(0, 0.8, PUFFS) ** 2
            shade = random.uniform(0.014, 0.045, PUFFS)
            rows[:, 4:7] = shade[:, None] + ember[:, None] * np.array((0.16, 0.045, 0.008))
            rows[:, 7] = 0.75 * np.clip(1 - age / random.uniform(1.4, 3.0, PUFFS), 0, 1) * min(1.0, 8 * age)
            rows[:, 11] = random.uniform(0, 6.28, PUFFS) + 0.5 * age
            tables.append(rows)
        for k, age, _ in self._breaks(t, 6.0):
            tables.append(self._trail(k, age, t))
        tables.append(self._soot(t))
        return np.concatenate(tables).astype(np.float32)

    def _soot(self, t: float) -> Numbers:
        """Smoke into which the breath turns."""
        births, places, ways = self.breath
        births, places, ways = births[::7], places[::7], ways[::7]
        age = t - births
        now = (age >= 0.35) & (age < 2.2)
        age = age[now]
        rows = np.zeros((len(age), 12))
        rows[:, :3] = places[now] + ways[now] * ((1 - np.exp(-1.2 * age)) / 1.2)[:, None]
        rows[:, 1] += 1.1 * age**1.4
        rows[:, 3] = 0.9 + 1.3 * age
        ember = np.clip(1 - (age - 0.35) / 0.4, 0, 1)[:, None]
        rows[:, 4:7] = 0.016 + ember * np.array((0.10, 0.025, 0.004))
        rows[:, 7] = 0.5 * np.clip((age - 0.35) / 0.15, 0, 1) * np.clip(1 - age / 2.2, 0, 1)
        rows[:, 11] = 30.0 * births[now] + 0.4 * age
        return rows

    def _trail(self, k: int, age: float, t: float) -> Numbers:
        """Smoke where a wreck fell a moment ago, wider and thinner with time."""
        # Puffs keep to fixed births, so that they hang in the air while the wreck goes on.
        births = self.fight.broken[k] + np.arange(0.0, age, PUFFING)
        old = t - births
        mine = old < TRAIL
        births, old = births[mine], old[mine]
        rows = np.zeros((len(old), 12))
        if not len(old):
            return rows
        rows[:, :3] = [self._drone_at(k, float(birth)) for birth in births]
        rows[:, :3] += old[:, None] * np.array((1.2, 0.7, 0.2)) * 0.8
        rows[:, 3] = 0.42 + 0.80 * old**0.8
        ember = np.clip(1 - old / 0.28, 0, 1)[:, None]
        rows[:, 4:7] = 0.024 + ember * np.array((0.16, 0.045, 0.008))
        rows[:, 7] = 0.48 * (1 - old / TRAIL) ** 1.3
        rows[:, 11] = 40.0 * births
        return rows

    def lights(self, t: float) -> Array:
        """What the blasts and the breath throw on what is near."""
        rows = []
        for k, age, _ in self._breaks(t, 0.8):
            bright = 170.0 * np.exp(-age * 9.0) + 40.0 * np.exp(-age * 3.0)
            rows.append((*self._drifted(k, age), 26.0, bright, 0.55 * bright, 0.2 * bright, 1.0))
        births, places, ways = self.breath
        if len(births) and births[0] < t < births[-1] + 0.3:
            now = int(np.searchsorted(births, t)) - 1
            flicker = 1.0 + 0.2 * np.sin(47.0 * t)
            for reach in (0.08, 0.36):
                spot = places[now] + ways[now] * reach
                rows.append((*spot, 34.0, 80.0 * flicker, 34.0 * flicker, 8.0 * flicker, 2.4))
        return np.array(rows, np.float32).reshape(-1, 8)

    def shards(self, t: float) -> dict[str, Array]:
        """Pieces of broken drones, tumbling and falling."""
        tables: dict[str, list[Numbers]] = {f"combat_drone_shard_{n}": [] for n in range(SHARDS)}
        for k in np.nonzero(np.isfinite(self.fight.broken))[0]:
            age = float(t - self.fight.broken[k])
            random = np.random.default_rng((self.fight.seed, 37, int(k)))
            # They wait far below until their drone breaks: rows keep their order through a shot.
            hidden = age < 0
            age = max(age, 0.0)
            out = random.normal(size=(PIECES, 3))
            out /= np.linalg.norm(out, axis=1, keepdims=True)
            speed = random.uniform(3.0, 13.0, PIECES)[:, None]
            when = float(self.fight.broken[k])
            drift = (self._drone_at(int(k), when) - self._drone_at(int(k), when - 0.02)) / 0.02
            place = self._heart(int(k)) + (out * speed + 0.6 * drift) * (1 - np.exp(-0.7 * age)) / 0.7
            place[:, 1] -= 0.5 * 8.5 * age**2 + 1e4 * hidden
            spin = random.uniform(-9.0, 9.0, (PIECES, 3)) * age + random.uniform(0, 6.28, (PIECES, 3))
            axes = turn(spin[:, 0], spin[:, 1], spin[:, 2])
            size = random.uniform(0.7, 1.5, PIECES)
            rows = np.zeros((PIECES, 16))
            rows[:, :12].reshape(PIECES, 3, 4)[:, :, :3] = axes * size[:, None, None]
            rows[:, :12].reshape(PIECES, 3, 4)[:, :, 3] = place
            rows[:, 12:15], rows[:, 15] = 0.7, np.exp(-1.4 * age)
            for n in range(SHARDS):
                tables[f"combat_drone_shard_{n}"].append(rows[n::SHARDS])
        return {name: np.concatenate(rows).astype(np.float32) for name, rows in tables.items() if rows}
