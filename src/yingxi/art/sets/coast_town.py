"""A fishing town: coloured houses stepping up a hill round a harbour, a quay, a mole with its lighthouse."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from yingxi.art.airs import air_for, direction, is_before_sunrise, is_dark
from yingxi.art.asset import Asset, CallSheet, Path, Place, Spot, Words
from yingxi.art.props.fishing_boat import PAINTS, FishingBoats
from yingxi.art.sets.coast_houses import SHAPES, WALLS, church, coast_fittings, coast_walls
from yingxi.art.sets.coast_land import (
    HEAD,
    MOLE_TOP,
    QUAY,
    QUAY_TOP,
    SUNRISE,
    along_mole,
    coast_height,
    inland,
    walked_height,
)
from yingxi.art.sets.coast_quay import LAMP_POSTS, along_town, near_houses, quay_things, quays
from yingxi.art.sets.coast_views import coast_camera
from yingxi.art.sets.harbour import lighthouse, lighthouse_beam
from yingxi.art.sets.scenery import LEAVES, Fixtures, Scenery, joined, place_seed, planted, rooted, standing
from yingxi.art.sets.soils import SNOW, is_white, meadow_and_rock, mixed
from yingxi.art.sets.surf import Lightning, Surf
from yingxi.art.sets.waters import water_for
from yingxi.art.shapes.noise import Array, billows
from yingxi.art.shapes.place import instance, instances
from yingxi.art.shapes.terrain import Soil, apart, lay_ground
from yingxi.film import Shot
from yingxi.film.terms import Season
from yingxi.world.scene import Actor, Air, Moment, Water

BASE = Air(sky="day", haze=0.00022, mist=0.0006, mist_height=10.0, wind=(3.0, 0.0, 0.8))
ROWS = ((10.5, 8.6), (24.0, 10.2), (38.0, 12.5), (54.0, 14.5), (74.0, 18.0), (98.0, 22.0), (126.0, 28.0))
"""Rows of houses: metres inland, metres from house to house."""
BASIN = Spot(centre=(2.0, 0.0, -13.0), heading=(0.86, -0.51), extent=(30.0, 12.0))
OUTSIDE = Spot(centre=(88.0, 0.0, -40.0), heading=(-0.86, -0.51), camera=(0.55, 0.84), extent=(26.0, 12.0))
"""Where boats are: under way to the harbour mouth; in a storm out at sea, the lighthouse behind them."""
ON_QUAY = Spot(centre=(0.0, QUAY_TOP, 27.4), extent=(8.0, 1.6))
MOLE_HEAD = Spot(centre=(HEAD[0], MOLE_TOP, HEAD[1]), extent=(2.0, 2.0))
"""Where people stand; and where a lighthouse does that plays in the film."""
LAMP = MOLE_TOP + 20.0


def build_coast_town(sheet: CallSheet) -> Place:
    """The harbour for one shot; windows and the great lamp are lit before sunrise and after sunset."""
    return harbour(sheet, quay_things(how_lit(sheet.shot)))


def harbour(sheet: CallSheet, furniture: Scenery, extras: tuple[Actor, ...] = ()) -> Place:
    """The harbour with what stands on its near quay and who is busy there."""
    shot, seed = sheet.shot, place_seed(sheet)
    lit = how_lit(shot)
    town = joined([_town(seed, round(lit, 2), shot.season, is_white(shot.season, shot.weather)), furniture])
    if not shows_lighthouse(shot):
        town = joined([town, standing("lighthouse", lighthouse(), _tower(lit))])
    water = water_for("sea", shot.hour, shot.weather, 0.14 if shot.weather == "storm" else 0.06)
    air = _air(sheet)
    actors: list[Actor] = [Fixtures(moment=Moment(lights=_quay_lamps(lit)), heard=("waves",))]
    actors += [_moored(water, air, lit, seed), *weather_actors(sheet), *extras]
    if lit > 0.25:
        actors.append(lighthouse_beam((HEAD[0], LAMP, HEAD[1]), lit))
    return Place(
        air=air,
        spots={
            "water": OUTSIDE if shot.weather == "storm" else BASIN,
            "ground": MOLE_HEAD if shot.subjects and shows_lighthouse(shot) else ON_QUAY,
            "sky": Spot(centre=(4.0, 26.0, -50.0), extent=(80.0, 40.0)),
        },
        models=town.models,
        statics=town.statics,
        actors=tuple(actors),
        water=water,
        ground=walked_height(seed),
        setups=coast_camera,
    )


def _tower(lit: float) -> Array:
    """The lighthouse's place on the mole's head."""
    return instance((HEAD[0], MOLE_TOP, HEAD[1]), 1.0, parameter=max(lit, 0.15))


def shows_lighthouse(shot: Shot) -> bool:
    """Whether a lighthouse is among the shot's subjects: then it stands for the town's own."""
    return any(subject.asset == "lighthouse" for subject in shot.subjects)


def how_lit(shot: Shot) -> float:
    """How brightly windows and lamps burn, 0-1."""
    if is_dark(shot.hour) or is_before_sunrise(shot):
        return 1.0
    return 0.6 if shot.weather == "storm" else 0.35 if shot.weather in ("rain", "mist") else 0.0


def _air(sheet: CallSheet) -> Air:
    """The air of the hour; at dawn the sun comes up over the harbour mouth."""
    shot = sheet.shot
    air = air_for(shot.hour, shot.weather, shot.season, sheet.look, BASE)
    return replace(air, sun=direction(6.0, SUNRISE)) if shot.hour == "dawn" else air


def weather_actors(sheet: CallSheet) -> tuple[Actor, ...]:
    """What foul weather does here: seas that burst on the mole, and lightning over the sea."""
    strength = {"storm": 1.0, "rain": 0.35, "cloudy": 0.12}.get(sheet.shot.weather, 0.0)
    if strength == 0.0:
        return ()
    flat, outward = along_mole(15 if strength == 1.0 else 6, 5.6)
    places = np.stack([flat[:, 0], np.full(len(flat), 0.2), flat[:, 1]], 1)
    surf = Surf(places=places, outward=outward, high=12.0 * strength, period=2.9, seed=sheet.seed)
    if strength < 1.0:
        return (surf,)
    return (surf, Lightning(strikes=strikes_for(sheet), seed=sheet.seed))


def strikes_for(sheet: CallSheet) -> tuple[tuple[float, float, float, float], ...]:
    """One or two bolts in a shot, the first on a beat early in it, out over the open sea."""
    dice = sheet.random()
    first = sheet.beat_phase + max(1.0, np.ceil(0.22 * sheet.duration / sheet.beat)) * sheet.beat
    times = [first] if sheet.duration < 3.6 else [first, first + 0.45 * sheet.duration]
    return tuple(
        (float(at), float(dice.uniform(-470.0, -110.0)), 300.0, float(-dice.uniform(480.0, 620.0)))
        for at in times
    )


@lru_cache(maxsize=4)
def _town(seed: int, lit: float, season: Season, white: bool) -> Scenery:
    rng, height = np.random.default_rng(seed), coast_height(seed)
    hill = meadow_and_rock(season, white=white, rock=(0.15, 0.14, 0.125), steep=(0.12, 0.32), seed=seed)

    def cover(x: Array, z: Array, height: Array, slope: Array) -> Soil:
        soil = hill(x, z, height, slope)
        built = ((z > 22.5) | ((height > 1.2) & (height < 1.9))) & (height < 2.0)
        wet = mixed(soil.colour, (0.055, 0.052, 0.047), height < 0.9)
        return Soil(colour=mixed(wet, SNOW if white else (0.25, 0.235, 0.21), built), roughness=0.85)

    def drawn(x: Array, z: Array) -> Array:
        """Under the deck that the near quay has of its own."""
        return np.asarray(height(x, z) - 0.5 * (np.asarray(z) > QUAY - 4.0), np.float32)

    ground = lay_ground(drawn, cover, "land", centre=(0.0, 20.0), reach=3200.0, steps=(0.09, 0.038), fine=30)
    houses, taken = _houses(seed, rng, lit)
    return joined(
        [
            rooted(ground), quays(rng), near_houses(lit), houses, _trees(seed, rng, season, taken),
        ]
    )  # fmt: skip


def _houses(seed: int, rng: np.random.Generator, lit: float) -> tuple[Scenery, Array]:
    """Rows of houses along the shore, fronts to the water, and where they stand (n, 2)."""
    height, places, turns = coast_height(seed), [], []
    for number, (back, gap) in enumerate(ROWS):
        flat, yaw = _row(number, back, gap, rng)
        places.append(flat)
        turns.append(yaw)
    flat, yaw = np.concatenate(places), np.concatenate(turns)
    sacred = int(np.argmin(np.hypot(flat[:, 0] + 26.0, flat[:, 1] + 106.0)))
    good = (flat[:, 0] < 22.0) & (flat[:, 1] < 8.0) & (np.hypot(*(flat - flat[sacred]).T) > 15.0)
    y = height(flat[:, 0], flat[:, 1])
    good &= y < 46.0
    church_row = instance((flat[sacred, 0], y[sacred] - 0.3, flat[sacred, 1]), 1.15, float(yaw[sacred]))
    flat, yaw, y = flat[good], yaw[good], y[good]
    keep = np.sort(apart(flat[:, 0], flat[:, 1], 7.6))
    place = np.stack([flat[:, 0], y - 0.1, flat[:, 1]], 1)[keep]
    parts = [standing("church", church(), church_row)]
    kinds = rng.permuted(np.arange(len(place)) % len(SHAPES))
    for shape in range(len(SHAPES)):
        mine = kinds == shape
        size, tint = (
            rng.uniform(0.94, 1.06, mine.sum()),
            np.array(WALLS)[rng.choice(6, mine.sum(), p=(0.36, 0.16, 0.14, 0.1, 0.16, 0.08))],
        )
        parts.append(
            standing(
                f"walls_{shape}", coast_walls(shape), instances(place[mine], size, yaw[keep][mine], tint=tint)
            )
        )
        parts.append(
            standing(
                f"fittings_{shape}",
                coast_fittings(shape),
                instances(place[mine], size, yaw[keep][mine], parameter=lit),
            )
        )
    return joined(parts), place[:, [0, 2]]


def _row(number: int, back: float, gap: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """One row: places (n, 2) and turns (n,); the first two stand in line, others as the hill lets them."""
    loose = 0.24 * gap * (number > 1)
    x = np.arange(-122.0, 12.0 - 0.10 * back, gap) + rng.uniform(-0.12, 0.12) * gap
    x = x + rng.uniform(-loose, loose, len(x))
    flat, way = along_town(x, back)
    flat = flat - way * rng.uniform(-0.8 * loose, 0.8 * loose, len(x))[:, None]
    return flat, np.arctan2(way[:, 0], way[:, 1]) + rng.normal(0, 0.03 + 0.05 * min(number, 3), len(x))


def _trees(seed: int, rng: np.random.Generator, season: Season, taken: Array) -> Scenery:
    """Trees between and above the houses."""
    from scipy.spatial import cKDTree

    height = coast_height(seed)
    x, z = rng.uniform(-190, 60, 900), rng.uniform(-260, -30, 900)
    back = inland(x, z)
    clear = cKDTree(taken).query(np.c_[x, z])[0] > 6.5
    grows = (back > 15) & (back < 190) & clear & (billows(x * 0.014, z * 0.014, 66, 3) > 0.42)
    y = height(x, z)
    place = np.stack([x, y - 0.6, z], 1)[grows & (y < 48)][:160]
    return planted(
        "tree", place, rng, LEAVES["tree"][season], size=(0.4, 0.75), bare=season == "winter", stage=(0, 20)
    )


def _moored(water: Water, air: Air, lit: float, seed: int) -> FishingBoats:
    """Boats at their berths along both quays."""
    spots = (
        (-20.5, 20.4, 0.0),
        (-34.5, 14.5, 1.5),
        (-58.0, -38.5, 0.25),
        (-42.0, -49.5, 0.2),
        (-14.0, -54.6, 0.02),
        (28.0, 20.3, 3.1),
    )
    paths = tuple(_berth(x, z, yaw) for x, z, yaw in spots)
    paints = np.array([PAINTS[(k + seed) % len(PAINTS)] for k in range(len(spots))])
    return FishingBoats(
        paths=paths,
        paints=paints,
        lit=max(0.6 * lit, 0.1),
        water=water,
        wind=air.wind,
        seed=seed,
        crewed=False,
    )


def _berth(x: float, z: float, yaw: float) -> Path:
    place = np.array((x, 0.0, z), np.float32)
    return Path(position=lambda t: place.copy(), yaw=lambda t: yaw)


def _quay_lamps(lit: float) -> Array:
    """The lights (n, 8) of the posts on the near quay and of lamps along the town."""
    heads = [(x, QUAY_TOP + 6.6, z - 1.9) for x, z in LAMP_POSTS]
    lamps = np.zeros((len(heads) + 4, 8), np.float32)
    lamps[:, :3] = [*heads, (-28, 3.8, -4), (-60, 5.5, -40), (-24, 6.0, -56), (4, 6.0, -58)]
    lamps[:, 3], lamps[:, 4:7] = 22.0, np.array([1.0, 0.62, 0.28]) * 18.0 * lit
    lamps[: len(heads), 4:7] *= 4.0
    return lamps


ASSET = Asset(
    id="coast_town",
    kind="set",
    words=Words(
        zh=(
            "海边小镇", "港口", "码头", "海港", "渔村", "海滨", "海边", "海岸", "海滩", "沙滩", "灯塔下",
            "滨海小镇", "渔港", "海湾", "渔镇",
        ),
        en=(
            "harbour", "harbor", "port", "seaside town", "coastal town", "fishing village", "fishing town",
            "seaside", "coast", "shore", "beach", "bay", "dock", "pier", "wharf", "marina",
        ),
    ),
    build=build_coast_town,
    lives="water",
    size=(3200.0, 200.0, 3200.0),
)  # fmt: skip
