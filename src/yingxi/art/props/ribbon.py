"""Silk ribbons that stream in the air, as those of the flying figures of Dunhuang do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from yingxi.art.asset import Asset, CallSheet, Path, Words
from yingxi.art.props.still_life import colour_for
from yingxi.art.shapes.mesh import Finish, Mesh, model, surface
from yingxi.art.shapes.noise import Array
from yingxi.art.shapes.place import instances
from yingxi.art.shapes.solids import grid
from yingxi.world.scene import Model, Moment, Shapes, Sound

LONG, WIDE = 6.4, 0.17
"""Length and half the width of a ribbon in metres."""
DYES = ((0.50, 0.045, 0.030), (0.03, 0.24, 0.22), (0.62, 0.36, 0.06))
"""Cinnabar, malachite and ochre."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ribbons:
    """Three ribbons round each path, `raised` metres over it; `dyes` (3, 3) are their colours."""

    paths: tuple[Path, ...]
    dyes: Array
    raised: float
    seed: int

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The ribbons as they fly when the shot begins, and stiff ones for afar."""
        return {
            f"silk_ribbon_{k}": model(
                [(self._sheet(k, 0.0, 96, 7), "drape", "cloth")],
                model([(self._sheet(k, 0.0, 22, 2), "drape", "cloth")]),
                30,
            )
            for k in range(3)
        }

    def at(self, t: float) -> Moment:
        """Waves run along the ribbons, and they turn about their own length."""
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        place[:, 1] += self.raised
        yaw = np.array([path.yaw(t) for path in self.paths])
        rows = {
            f"silk_ribbon_{k}": instances(place, 1.0, yaw + 0.25 * (k - 1), tint=self.dyes[k], parameter=1.6)
            for k in range(3)
        }
        shapes: dict[str, Shapes] = {
            name: (surface(self._sheet(k, t, 96, 7), "drape", "cloth", (-1.5, 1.5)).vertices,)
            for k, name in enumerate(rows)
        }
        return Moment(instances=rows, shapes=shapes)

    def _sheet(self, number: int, t: float, along: int, across: int) -> Mesh:
        """One ribbon at `t` about the origin: it lies along x, its head toward +x."""
        own = 2.1 * number + 0.37 * (self.seed % 17)
        s = np.linspace(0, 1, along)
        flow = 2 * np.pi * (1.15 * s) - 1.55 * t + own
        free = 0.25 + 0.75 * (1 - s)
        spine = np.stack(
            [
                LONG * (s - 0.5) + 0.25 * np.sin(2 * flow),
                0.62 * free * np.sin(flow)
                + 0.22 * np.sin(2.3 * flow + own)
                + 0.75 * (number - 1) * (0.35 + free) * 0.7,
                0.55 * free * np.cos(0.8 * flow + 1.3 * own),
            ],
            1,
        )
        tangent = np.gradient(spine, axis=0)
        tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
        side = np.cross(tangent, [0.0, 0.0, 1.0])
        side /= np.linalg.norm(side, axis=1, keepdims=True)
        twist = 0.9 * np.sin(0.75 * flow + own) + 2.2 * (1 - s) ** 2
        edge = side * np.cos(twist)[:, None] + np.cross(tangent, side) * np.sin(twist)[:, None]
        wide = WIDE * (0.55 + 0.45 * np.sin(np.pi * np.clip(0.1 + 0.9 * s, 0, 1))) * np.clip(s * 12, 0.06, 1)
        lanes = np.linspace(-1, 1, across)
        cup = 0.22 * WIDE * (lanes**2)[None] * np.sin(1.7 * flow + own)[:, None]
        points = spine[:, None] + edge[:, None] * (wide[:, None] * lanes)[..., None]
        points = points + np.cross(tangent, edge)[:, None] * cup[..., None]
        hem = np.clip((np.abs(lanes) - 0.72) / 0.12, 0, 1)[None, :, None] * np.ones((along, 1, 3))
        tone = 1 + hem * 0.8
        u, v = np.broadcast_arrays(0.5 + 0.5 * lanes[None], s[:, None])
        return grid(points, Finish(colour=0.55 * tone, roughness=u, metal=v, open=0.95, cavity=0.95))

    def bounds(self, t: float) -> tuple[Array, Array]:
        """The box round the middle of the ribbons."""
        place = np.array([path.position(t) for path in self.paths], np.float32).reshape(-1, 3)
        half = np.array([0.42 * LONG, 0, 0.42 * LONG], np.float32)
        low, high = place.min(0) - half, place.max(0) + half
        low[1], high[1] = low[1] + self.raised - 1.3, high[1] + self.raised + 1.3
        return low, high

    def stir(self, t: float) -> Moment:
        """Silk in the air makes no waves."""
        return Moment()

    def sounds(self, duration: float) -> tuple[Sound, ...]:
        """Silk is heard by nobody."""
        return ()


def build_ribbon(sheet: CallSheet) -> Ribbons:
    """Ribbons round each path: of three dyes, or all of the one that is asked for."""
    asked = colour_for(sheet, (-1.0, 0.0, 0.0))
    dyes = np.array(DYES) if asked[0] < 0 else np.array([asked] * 3)
    return Ribbons(paths=sheet.paths, dyes=(dyes / 0.55).astype(np.float32), raised=1.9, seed=sheet.seed)


ASSET = Asset(
    id="ribbon",
    kind="prop",
    words=Words(
        zh=("飘带", "丝带", "绸带", "彩带", "披帛", "红绸", "绫带", "水袖"),
        en=("ribbon", "ribbons", "silk ribbon", "streamer", "streamers", "silk scarf"),
    ),
    build=build_ribbon,
    size=(LONG, 2.6, LONG),
    lives="any",
    actions=("stand", "drift", "fly", "dance"),
    closest="fs",
)
