"""A river cave: dark water under dripstones, far ahead its bright mouth and a valley in blossom."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from yingxi.art.airs import is_dark
from yingxi.art.asset import Asset, CallSheet, Place, Spot, Words
from yingxi.art.sets.light_shafts import Shafts
from yingxi.art.sets.scenery import Scenery, boulders, joined, place_seed, planted, rooted
from yingxi.art.shapes.mesh import Finish, Mesh, Numbers, merge, model
from yingxi.art.shapes.noise import Array, billows, ramp
from yingxi.art.shapes.solids import cylinder, grid, heightfield
from yingxi.world.scene import Actor, Air, CameraPose, Water

MOUTH, BACK = -58.0, 46.0
"""Where along z the cave opens, and where it ends behind the camera, metres."""
AIR = Air(
    sky="day",
    sun=(-0.20, 0.62, -0.76),
    sun_colour=(4.6, 4.2, 3.5),
    zenith=(0.22, 0.36, 0.56),
    horizon=(0.86, 0.90, 0.90),
    ground=(0.05, 0.05, 0.045),
    haze=0.0008,
    mist=0.0012,
    mist_height=6.0,
    clouds=0.35,
    shadows=True,
    wind=(0.6, 0.0, 0.2),
)
STONE, WET = np.array((0.40, 0.325, 0.235)), np.array((0.10, 0.095, 0.085))
AWAY = {"ecu": 2.4, "cu": 3.0, "mcu": 3.8, "ms": 5.0, "mfs": 6.5, "fs": 8.5, "ws": 14.0, "ews": 24.0}
"""How far the camera stays behind what it serves, metres, by shot size."""


def build_cave(sheet: CallSheet) -> Place:
    """The cave for one shot; its water runs out of it toward the light."""
    seed, dark = place_seed(sheet), is_dark(sheet.shot.hour)
    land = _cave(seed)
    share = 0.06 if dark else 1.0
    air = (
        AIR
        if not dark
        else Air(
            sky="day",
            sun=(-0.2, 0.5, -0.8),
            sun_colour=(0.10, 0.13, 0.20),
            zenith=(0.006, 0.010, 0.022),
            horizon=(0.02, 0.03, 0.05),
            ground=(0.004, 0.004, 0.005),
            haze=0.0016,
            mist=0.004,
            clouds=0.2,
            stars=0.8,
            shadows=True,
        )
    )
    return Place(
        air=air,
        spots={
            "water": Spot(
                centre=(0.0, 0.0, -14.0), heading=(0.0, -1.0), camera=(0.12, 1.0), extent=(24.0, 1.4)
            ),
            "ground": Spot(
                centre=(5.4, 0.55, -10.0), heading=(0.0, -1.0), camera=(-0.3, 1.0), extent=(7.0, 0.8)
            ),
            "sky": Spot(centre=(0.0, 4.5, -22.0), heading=(0.0, -1.0), camera=(0.1, 1.0), extent=(12.0, 2.5)),
        },
        models=land.models,
        statics=land.statics,
        actors=(_light(seed, share),),
        water=Water(swell=0.008, colour=(0.006, 0.016, 0.015), span=110.0, flow=(0.0, -0.5)),
        ground=floor_height(seed),
        setups=_setup,
    )


def floor_height(seed: int) -> Callable[[Array, Array], Array]:
    """The bed under the water, a ledge along the right-hand wall, the valley outside."""

    def height(x: Array, z: Array) -> Array:
        x, z = np.asarray(x), np.asarray(z)
        bed = -2.2 + 0.5 * billows(x * 0.2, z * 0.2, seed, 3)
        ledge = 2.8 * ramp(x - _middle(z), 3.9, 5.0) + 0.25 * billows(x * 0.6, z * 0.6, seed + 1, 3)
        outside = ramp(-z, -MOUTH + 4, -MOUTH + 30)
        bank = ramp(np.abs(x - 8 * np.sin(z * 0.02)), 9, 26) * (
            4.5 + 26 * ramp(np.abs(x), 30, 190) * billows(x * 0.012, z * 0.012, seed + 3, 4)
        )
        return np.asarray((bed + ledge) * (1 - outside) + outside * (-2.0 + bank), np.float32)

    return height


def _middle(z: Numbers) -> Array:
    """How the cave winds: x of its axis at z."""
    return np.asarray(1.6 * np.sin(0.055 * np.asarray(z)) * ramp(-np.asarray(z), -60, 0), np.float32)


@lru_cache(maxsize=2)
def _cave(seed: int) -> Scenery:
    rng, height = np.random.default_rng(seed), floor_height(seed)
    parts = [
        rooted(
            {
                "cave_shell": model([(merge([_shell(seed), _end()]), "boulder", "rock")]),
                "cave_drips": model([(_dripstones(rng), "boulder", "rock")]),
            }
        )
    ]
    x, z = np.linspace(-110, 110, 56), np.linspace(MOUTH - 190, MOUTH + 1, 44)
    valley = heightfield(x, z, height, Finish(colour=(0.16, 0.26, 0.07), roughness=0.9))
    ledge = heightfield(
        np.linspace(2.6, 11.0, 14),
        np.linspace(MOUTH, BACK, 66),
        height,
        Finish(colour=STONE * 0.55, roughness=0.85, open=0.4),
    )
    parts.append(
        rooted(
            {
                "cave_valley": model([(valley, "land", "plant")]),
                "cave_ledge": model([(ledge, "boulder", "rock")]),
            }
        )
    )
    return joined([*parts, *_growth(rng, height)])


def _growth(rng: np.random.Generator, height: Callable[[Array, Array], Array]) -> list[Scenery]:
    """Blossoming trees out in the valley, and boulders along the walls."""
    side = np.where(rng.random(70) < 0.5, -1.0, 1.0)
    bx, bz = side * rng.uniform(11, 62, 70), rng.uniform(MOUTH - 120, MOUTH - 12, 70)
    places = np.stack([bx, height(bx, bz) - 0.1, bz], 1)
    trees = planted("blossom", places, rng, (0.82, 0.34, 0.42), stage=(0.0, MOUTH - 50))
    stones = np.stack(
        [
            np.where(np.arange(26) % 2, 1, -1) * rng.uniform(4.6, 6.2, 26),
            np.full(26, -0.4),
            rng.uniform(MOUTH, 20, 26),
        ],
        1,
    )
    return [trees, boulders(stones, rng, tuple(STONE * 0.45), (0.4, 1.1))]


def _shell(seed: int) -> Mesh:
    """Walls and vault: rings along z, rough, wet below, lit toward the mouth; seen from within."""
    z = np.linspace(BACK, MOUTH, 118)
    angle = np.linspace(-0.20, np.pi + 0.20, 54)
    along, around = np.meshgrid(z, angle, indexing="ij")
    wide = 7.2 + 1.8 * billows(0.05 * along, 0 * along, seed + 5, 3) + 3.5 * ramp(along, 4, 40)
    tall = 6.2 + 3.6 * billows(0.045 * along + 9, 0 * along, seed + 6, 3) + 2.5 * ramp(-along, 35, 58)
    rough = 2.6 * (billows(0.16 * along + 3, 1.6 * around, seed + 7, 5) - 0.5) + 0.9 * (
        billows(0.55 * along, 5.0 * around, seed + 8, 4) - 0.5
    )
    x = _middle(along) + (wide + rough) * np.cos(around)
    y = (tall + rough) * np.sin(around) - 0.25
    points = np.stack([x, y, along], -1)
    near = np.exp(-(along - MOUTH) / 17.0)
    damp = np.clip(1 - y / 2.2, 0, 1)[..., None]
    layers = (0.8 + 0.35 * np.sin(2.6 * y + 2.0 * billows(0.1 * along, around, seed + 9, 3)))[..., None]
    colour = (STONE * layers) * (1 - damp) + WET * damp
    shell = grid(
        points, Finish(colour=colour, roughness=0.7, open=np.clip(0.10 + 0.9 * near, 0.1, 1), cavity=0.6)
    )
    inward = shell.position[:, :2] * [1, 1] - np.stack(
        [_middle(shell.position[:, 2]), np.full(len(shell.position), 2.0)], 1
    )
    facing = float(np.sum(inward * shell.normal[:, :2]))
    return (
        shell
        if facing < 0
        else grid(
            points,
            Finish(colour=colour, roughness=0.7, open=np.clip(0.10 + 0.9 * near, 0.1, 1), cavity=0.6),
            flipped=True,
        )
    )


def _end() -> Mesh:
    """The dark at the back, which no light reaches."""
    corners = np.array(
        [[(-14, -1, BACK - 1), (14, -1, BACK - 1)], [(-14, 16, BACK - 1), (14, 16, BACK - 1)]], float
    )
    dark = Finish(colour=(0.01, 0.01, 0.01), roughness=1.0, open=0.1)
    return merge([grid(corners, dark), grid(corners, dark, flipped=True)])


def _dripstones(rng: np.random.Generator) -> Mesh:
    """Stalactites in groups under the vault, and stalagmites on the ledge."""
    parts = []
    for _ in range(120):
        z = float(rng.uniform(MOUTH + 3, 30))
        x = float(_middle(np.array(z)) + rng.uniform(-5.2, 5.2))
        long = float(rng.uniform(0.6, 2.9) * (1 - 0.4 * abs(x) / 6))
        top = 8.8 - 0.10 * x * x
        lit = float(np.clip(0.12 + 0.9 * np.exp(-(z - MOUTH) / 17.0), 0.1, 1))
        finish = Finish(colour=STONE * rng.uniform(0.7, 1.15), roughness=0.5, open=lit)
        parts.append(
            cylinder(
                (x, top, z),
                (x + 0.05, top - 1.2 - long, z),
                (float(rng.uniform(0.18, 0.42)), 0.02),
                finish,
                7,
            )
        )
    for _ in range(26):
        z = float(rng.uniform(MOUTH + 6, 24))
        x = float(_middle(np.array(z)) + rng.uniform(6.2, 7.8))
        lit = float(np.clip(0.12 + 0.9 * np.exp(-(z - MOUTH) / 17.0), 0.1, 1))
        finish = Finish(colour=STONE * rng.uniform(0.7, 1.1), roughness=0.5, open=lit)
        parts.append(
            cylinder(
                (x, 0.3, z),
                (x, 0.3 + float(rng.uniform(0.7, 2.4)), z),
                (float(rng.uniform(0.25, 0.5)), 0.03),
                finish,
                8,
            )
        )
    return merge(parts)


def _light(seed: int, share: float) -> Shafts:
    """Beams that come in through the mouth and end on the water."""
    rng, count = np.random.default_rng(seed + 4), 11
    top = np.stack([rng.uniform(-6, 6, count), rng.uniform(7, 12, count), np.full(count, MOUTH - 6.0)], 1)
    foot = np.stack([rng.uniform(-5, 5, count), np.zeros(count), MOUTH + rng.uniform(12, 40, count)], 1)
    zero = np.zeros((count, 1))
    colour = np.array((1.0, 0.93, 0.76)) * 0.10 * share * rng.uniform(0.4, 1.2, (count, 1))
    beams = np.concatenate([top, rng.uniform(0.8, 2.2, (count, 1)), foot - top, zero, colour, zero], 1)
    return Shafts(beams=beams.astype(np.float32), phase=(rng.random(count) * 6.28).astype(np.float32))


def _setup(sheet: CallSheet, actor: Actor | None) -> Callable[[float], CameraPose] | None:
    """A camera that follows in the boat's wake, low over the water, the bright mouth ahead."""
    distance = AWAY[sheet.shot.size]
    low = {"low": 0.7, "water": 0.5, "high": 3.2, "aerial": 4.2}.get(sheet.shot.angle, 1.5)
    side = -0.26

    def pose(t: float) -> CameraPose:
        if actor is None:
            z = 16.0 - 1.4 * t
            return CameraPose(
                position=(float(_middle(np.array(z))), 1.7, z), target=(0.0, 3.0, MOUTH), lens=28.0
            )
        first, last = (np.asarray(corner, float) for corner in actor.bounds(t))
        middle = (first + last) / 2
        away = max(distance, 1.15 * float((last - first)[[0, 2]].max()))
        z = min(float(middle[2]) + away, BACK - 6.0)
        x = float(_middle(np.array(z))) + side * min(away, 7.0)
        aim = middle + np.array((0.0, 0.25 + 0.03 * distance, -1.0))
        return CameraPose(
            position=(x, max(low, float(middle[1]) - 0.4), z),
            target=(float(aim[0]), float(aim[1]), float(aim[2])),
            lens=32.0 if distance > 10 else 40.0,
            focus=away,
            aperture=0.0,
        )

    return pose


ASSET = Asset(
    id="cave",
    kind="set",
    words=Words(
        zh=("山洞", "洞穴", "溶洞", "岩洞", "水洞", "洞中", "石洞"),
        en=("cave", "cavern", "grotto", "river cave", "limestone cave", "caves"),
    ),
    build=build_cave,
    size=(220.0, 14.0, 260.0),
)
