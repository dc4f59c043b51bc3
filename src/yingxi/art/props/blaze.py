"""Fire that holds in a full shot: tongues whose edges noise eats, sparks, smoke, and the light they throw.

A flame is one card that turns to the eye (material 'flame'); everything is a pure function of time.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from yingxi.art.shapes.mesh import Finish, make, model
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.world.scene import Model, Moment

TONGUE = "flame_tongue"
TONGUES = np.array(
    [(0, 0, 1.0, 1.0), (0.30, 0.10, 0.66, 0.8), (-0.28, 0.16, 0.72, 0.85), (0.05, -0.28, 0.58, 0.9)]
)
"""The tongues of one fire: x, z in its radius, height and width of the whole."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Flames:
    """Fires at places that are given when asked: `sizes` (n,) metres from foot to tip.

    `broad` is radius over height; `smoke` its opacity (0: none), `soot` its colour; `sparks` how many fly.
    """

    sizes: Array
    seed: int
    broad: float = 0.42
    smoke: float = 0.22
    soot: float = 0.05
    sparks: int = 22
    bright: float = 1.0
    dice: Array = field(init=False)

    def __post_init__(self) -> None:
        rng = np.random.default_rng((self.seed, 61))
        object.__setattr__(self, "dice", rng.random((len(self.sizes), 64, 6)))

    def at(self, places: Array, t: float) -> Moment:
        """The fires with their feet at `places` (n, 3)."""
        foot = np.asarray(places, float).reshape(-1, 3)
        return Moment(
            instances={TONGUE: self._tongues(foot, t)},
            glows=np.concatenate([self._halo(foot, t), self._sparks(foot, t)]).astype(np.float32),
            puffs=self._smoke(foot, t).astype(np.float32),
            lights=self._lights(foot, t),
        )

    def flicker(self, t: float) -> Array:
        """Brightness of each fire at `t`, about 1."""
        own = self.dice[:, 0, 0] * 6.28
        return np.asarray(1 + 0.10 * np.sin(9.1 * t + own) + 0.07 * np.sin(17.3 * t + 2 * own))

    def _tongues(self, foot: Array, t: float) -> Array:
        many = len(TONGUES)
        size = self.sizes[:, None] * np.ones(many)
        beat = self.dice[:, :many, 1] * 6.28
        tall = size * TONGUES[:, 2] * (1 + 0.10 * np.sin(5.3 * t + beat) + 0.06 * np.sin(11.7 * t + 2 * beat))
        wide = size * TONGUES[:, 3] * self.broad * 2.1
        place = foot[:, None] + TONGUES[:, [0, 0, 1]] * [1, 0, 1] * (self.broad * size)[..., None]
        scale = np.stack([wide, tall, wide], -1).reshape(-1, 3)
        tint = np.stack([self.dice[:, :many, 2], np.ones((len(size), many)), 0 * size], -1).reshape(-1, 3)
        return instances(place.reshape(-1, 3), scale, tint=tint, parameter=self.bright)

    def _halo(self, foot: Array, t: float) -> Array:
        """Air that glows about each fire."""
        rows = np.zeros((len(foot), 12))
        rows[:, :3] = foot + np.array([0, 0.45, 0]) * self.sizes[:, None]
        rows[:, 3], rows[:, 7] = 1.15 * self.sizes, 1.0
        rows[:, 4:7] = np.array([0.16, 0.055, 0.012]) * (self.flicker(t) * self.bright)[:, None]
        return rows

    def _sparks(self, foot: Array, t: float) -> Array:
        """Embers that rise in the hot air, swirl, cool and go out."""
        dice = self.dice[:, : self.sparks]
        life = 0.7 + 1.3 * dice[..., 0]
        age = np.mod(t + 9 * dice[..., 1], life)
        up = self.sizes[:, None] * (0.4 + (1.3 + 1.2 * dice[..., 2]) * age / life)
        turn = 6.28 * dice[..., 3] + 3.1 * age
        out = self.sizes[:, None] * self.broad * (0.25 + 0.9 * (age / life) * dice[..., 4])
        rows = np.zeros((*age.shape, 12))
        rows[..., :3] = foot[:, None] + np.stack(
            [out * np.cos(turn) + 0.25 * age, up, out * np.sin(turn)], -1
        )
        heat = np.clip(1 - age / life, 0, 1)
        rows[..., 3] = 0.008 + 0.006 * dice[..., 5]
        rows[..., 4:7] = 5.0 * np.stack([heat, 0.42 * heat**1.5, 0.08 * heat**2.5], -1)
        rows[..., 7], rows[..., 9] = 0.3, 1.1 * self.sizes[:, None] / life
        return rows.reshape(-1, 12)

    def _smoke(self, foot: Array, t: float) -> Array:
        """Puffs that leave the tips, lit from below while they are near, and thin out."""
        if self.smoke <= 0:
            return np.zeros((0, 12))
        dice, size = self.dice[:, 40:58], self.sizes[:, None]
        age = np.mod(t / 3.6 + np.linspace(0, 1, 18, endpoint=False) + 0.03 * dice[..., 0], 1.0)
        drift = 0.9 * size * age**1.3
        rows = np.zeros((*age.shape, 12))
        rows[..., 0] = foot[:, None, 0] + drift + 0.30 * size * age * np.sin(6.28 * dice[..., 1] + 4 * age)
        rows[..., 1] = foot[:, None, 1] + size * (0.75 + 2.9 * age**0.85)
        rows[..., 2] = foot[:, None, 2] + 0.25 * drift + 0.30 * size * age * (dice[..., 2] - 0.5)
        rows[..., 3] = size * (0.16 + 0.72 * age) * (0.75 + 0.5 * dice[..., 3])
        ember = np.clip(1 - 6.0 * age, 0, 1)[..., None] ** 2 * np.array([0.16, 0.06, 0.015])
        rows[..., 4:7] = self.soot * (0.8 + 0.5 * dice[..., 4:5]) + ember
        rows[..., 7] = self.smoke * np.clip(age / 0.10, 0, 1) * (1 - age) ** 1.4
        rows[..., 11] = 6.28 * dice[..., 5] + 0.8 * age
        return rows.reshape(-1, 12)

    def _lights(self, foot: Array, t: float) -> Array:
        rows = np.zeros((len(foot), 8), np.float32)
        rows[:, :3] = foot + np.array([0, 0.55, 0]) * self.sizes[:, None]
        rows[:, 3], rows[:, 7] = 9.0 * self.sizes + 2.0, 0.45 * self.sizes
        power = self.flicker(t) * self.bright * (4.2 * self.sizes**1.6 + 0.4)
        rows[:, 4:7] = np.array([1.0, 0.42, 0.10]) * power[:, None]
        return rows


@lru_cache(maxsize=1)
def tongue() -> Model:
    """The card of a flame, 1 m wide and high, its foot at the origin."""
    corners = np.array([(-0.5, 0, 0), (0.5, 0, 0), (0.5, 1, 0), (-0.5, 1, 0)])
    finish = Finish(colour=(1, 0.5, 0.1), roughness=[0.0, 1.0, 1.0, 0.0], metal=[0.0, 0.0, 1.0, 1.0])
    sheet = make(corners, np.tile([0, 0, 1.0], (4, 1)), [[0, 1, 2], [0, 2, 3]], finish)
    return model([(sheet, "flame", "light")])
