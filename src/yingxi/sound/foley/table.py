"""Which sound answers to which kind of event, how loud it is, and whether it rings once or goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from yingxi.sound import percussion
from yingxi.sound.foley import bodies, living, machines, water, weather
from yingxi.sound.signals import Random
from yingxi.sound.voice import Samples

Make = Callable[..., Samples]


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """How a kind of event sounds.

    make: `hit` recipes take (random), others (random, seconds); both give mono samples, peak 1.
    level_db: its peak in the stem at gain 1. takes: how many different ones are made and drawn from.
    lead: seconds of the sound that come before the event's instant. far: whether air dulls it.
    room: how much of it goes into the open-air reverberation.
    carry: how well it carries: its gain by distance is raised to this power. Great sources (a sky of
    fireworks, a crowd) are heard from far, and film brings all distances nearer than nature does.
    """

    make: Make
    level_db: float = -12.0
    hit: bool = True
    takes: int = 4
    lead: float = 0.0
    far: bool = False
    room: float = 0.2
    carry: float = 0.75


def carried(recipe: Recipe, gain: float) -> float:
    """The gain at which an event is heard, from its gain by distance."""
    return float(max(0.0, gain) ** recipe.carry)


def _on(make: Make, level_db: float, room: float = 0.05, carry: float = 0.6) -> Recipe:
    """A sound that goes on for as long as its event."""
    return Recipe(make=make, level_db=level_db, hit=False, takes=1, room=room, carry=carry)


RECIPES: dict[str, Recipe] = {
    # water
    "paddle": Recipe(make=water.paddle, level_db=-15, takes=8),
    "splash": Recipe(make=water.splash, level_db=-12),
    "water_lap": _on(water.lapping, -26),
    "river": _on(water.broad_river, -24),
    "stream": _on(water.stream, -22),
    "waves": _on(water.surf, -18),
    "sea": _on(water.surf, -18),
    "rain": _on(water.rain, -22),
    "underwater": _on(water.underwater, -22, 0.0),
    "drip": _on(water.cave_drip, -24, 0.6),
    # drums, metal, wood
    "drum": Recipe(make=percussion.big_drum, level_db=-9, takes=6, room=0.3),
    "drum_small": Recipe(make=percussion.small_drum, level_db=-14, takes=6),
    "drum_rim": Recipe(make=percussion.drum_rim, level_db=-17, takes=4),
    "gong": Recipe(carry=0.6, make=percussion.great_gong, level_db=-12, takes=2, room=0.3),
    "bell": Recipe(carry=0.55, make=percussion.temple_bell, level_db=-13, takes=2, room=0.35),
    "chime": Recipe(make=percussion.chime, level_db=-20, takes=4, room=0.35),
    "cymbal": Recipe(make=percussion.crash, level_db=-16, takes=2),
    "woodblock": Recipe(make=percussion.woodblock, level_db=-17),
    "sword": Recipe(make=bodies.sword, level_db=-14, takes=6, room=0.3),
    "sword_swing": Recipe(make=bodies.swing, level_db=-20, takes=4, lead=0.2),
    # fire and sky
    "firework_launch": Recipe(
        carry=0.4, make=weather.firework_launch, level_db=-20, takes=5, far=True, room=0.4
    ),
    "firework_burst": Recipe(
        carry=0.35, make=weather.firework_burst, level_db=-9, takes=6, far=True, room=0.45
    ),
    "sparks": _on(weather.spark_fountain, -26),
    "fire": _on(weather.fire, -22),
    "thunder": Recipe(carry=0.4, make=weather.thunder, level_db=-9, takes=3, far=True),
    "explosion": Recipe(carry=0.4, make=machines.explosion, level_db=-7, takes=3, far=True, room=0.4),
    "wind": _on(weather.wind, -24),
    "breeze": _on(weather.breeze, -28),
    "gale": _on(weather.gale, -18),
    "leaves": _on(weather.leaves, -27),
    "sand": _on(weather.sand, -24),
    # people and animals
    "crowd": _on(living.murmur, -27, 0.3, 0.5),
    "cheer": Recipe(carry=0.5, make=living.cheer, level_db=-19, takes=3, lead=0.1, room=0.4),
    "applause": _on(living.clapping, -24, 0.3),
    "step": Recipe(make=bodies.step, level_db=-22, takes=6),
    **{
        f"step_{name}": Recipe(make=partial(bodies.step, ground=name), level_db=-22, takes=6)
        for name in bodies.GROUNDS
    },
    "walk": _on(bodies.walking, -24),
    "hoof": Recipe(make=bodies.hoof, level_db=-17, takes=6),
    "horse_gallop": _on(bodies.gallop, -17),
    "neigh": Recipe(make=living.neigh, level_db=-20, takes=2),
    "bird": Recipe(make=living.bird, level_db=-25, takes=6),
    "birds": _on(living.birdsong, -29, 0.2),
    "whale": _on(living.whale_song, -20, 0.4),
    "wings": Recipe(make=living.wings, level_db=-24, takes=4),
    "insects": _on(living.insects, -36),
    "cicadas": _on(living.cicadas, -36),
    "frogs": _on(living.frogs, -34, 0.2),
    # movement
    "cloth": Recipe(make=bodies.cloth, level_db=-23, lead=0.15),
    "whoosh": Recipe(make=percussion.whoosh, level_db=-19, lead=0.4),
    "punch": Recipe(make=bodies.punch, level_db=-13, takes=5),
    "door": Recipe(make=bodies.door, level_db=-15, takes=2),
    "crash": Recipe(make=bodies.crash_down, level_db=-12, takes=3),
    # machines and places
    "drone_hum": _on(machines.drone_hum, -27, 0.05, 0.4),
    "engine": _on(machines.engine, -22),
    "train": _on(machines.train, -19),
    "horn": Recipe(carry=0.45, make=machines.horn, level_db=-19, takes=2, far=True, room=0.5),
    "spacecraft": _on(machines.spacecraft, -20),
    "city": _on(machines.city, -28, 0.0),
    "space": _on(machines.space, -27, 0.0),
    "neon": _on(machines.neon, -38),
    "room": _on(machines.room_tone, -42, 0.0),
}

ALIASES = {
    "water": "water_lap",
    "lapping": "water_lap",
    "stroke": "paddle",
    "rim": "drum_rim",
    "firework": "firework_burst",
    "footstep": "step",
    "steps": "walk",
    "gallop": "horse_gallop",
    "horse": "horse_gallop",
    "clang": "sword",
    "blade": "sword",
    "flag": "cloth",
    "swing": "sword_swing",
    "ship_horn": "horn",
    "car": "engine",
    "boat": "engine",
    "storm": "gale",
    "snow": "breeze",
    "campfire": "fire",
    "flame": "fire",
    "people": "crowd",
    "clap": "applause",
    "cricket": "insects",
    "cicada": "cicadas",
    "birdsong": "birds",
    "rocket": "spacecraft",
    "drones": "drone_hum",
    "ocean": "waves",
    "surf": "waves",
    "waterfall": "stream",
    "drop": "drip",
    "dust": "sand",
}


def find_recipe(kind: str) -> Recipe | None:
    """The recipe of a kind of event, or None when nothing here sounds like it."""
    return RECIPES.get(ALIASES.get(kind, kind))


def make_sound(recipe: Recipe, random: Random, seconds: float) -> Samples:
    """One mono sound of the recipe, peak 1; `seconds` counts only for what goes on."""
    return recipe.make(random) if recipe.hit else recipe.make(random, seconds)
