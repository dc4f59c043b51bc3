"""Camera set-ups: the ways to look at a thing that the recipes know and the thing allows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from yingxi.film.terms import Angle, Beat, Move, ShotSize
from yingxi.story.shelf import load
from yingxi.story.things import Thing

LADDER: tuple[ShotSize, ...] = ("ews", "ws", "fs", "mfs", "ms", "mcu", "cu", "ecu")
"""Sizes from wide to tight."""

_HUMAN = (
    "person",
    "woman",
    "man-",
    "girl",
    "boy",
    "child",
    "elder",
    "people",
    "family",
    "sword",
    "astronaut",
    "dancer",
    "monk",
    "guard",
    "general",
    "knight",
    "model",
    "opera",
)
_FLAT_ANGLES = ("eye", "low", "water")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """One way to place the camera. `moves` are choices, the first preferred; `lens` 0 means by size.

    `says` are words in a line that ask for this very view; `first` views introduce their thing.
    """

    id: str
    size: ShotSize
    angle: Angle
    moves: tuple[Move, ...]
    zh: str
    en: str
    lens: float = 0.0
    beats: tuple[Beat, ...] = ()
    energy: tuple[float, float] = (0.0, 10.0)
    hold: float = 1.0
    action: str = ""
    only: bool = False
    first: bool = False
    says: tuple[str, ...] = ()


def size_step(left: ShotSize, right: ShotSize) -> int:
    """How many steps of the ladder lie between two sizes."""
    return abs(LADDER.index(left) - LADDER.index(right))


def setups_for(thing: Thing) -> tuple[Setup, ...]:
    """The set-ups that serve a thing, none tighter than it bears, none that shows a relief's thin side."""
    closest = LADDER.index(thing.closest) if thing.closest in LADDER else LADDER.index("fs")
    recipes = load("recipes")
    rows = _ridden(thing) or recipes["assets"].get(thing.asset) or recipes["classes"][class_of(thing)]
    fitting = [setup for setup in _setups(rows) if LADDER.index(setup.size) <= closest]
    if thing.how == "relief":
        fitting = [_flat(setup) for setup in fitting if setup.angle in _FLAT_ANGLES]
    return tuple(fitting)


def _ridden(thing: Thing) -> list[Mapping[str, Any]]:
    """The views of somebody who rides; none for those on foot."""
    if thing.mount is None:
        return []
    views: list[Mapping[str, Any]] = load("riding")["views"]
    return load("recipes")["classes"]["flyer"] if thing.mount.lives == "sky" else views


def place_setups(lives: str) -> tuple[Setup, ...]:
    """The set-ups of a place without a subject; places on water may be seen from its surface."""
    recipes = load("recipes")
    rows = [*recipes["place"], *(recipes["water_place"] if lives == "water" else ())]
    return _setups(rows)


def class_of(thing: Thing) -> str:
    """Which class of recipes serves a thing."""
    if thing.asset in ("crowd", "spectators"):
        return "crowd"
    if thing.kind == "effect":
        return "effect"
    if thing.lives == "sky":
        return "flyer"
    if thing.lives == "underwater":
        return "swimmer"
    if thing.kind == "cast" and (_is_human(thing) or not _runs(thing)):
        return "person"
    if thing.lives == "water" and thing.how != "relief":
        return "boat"
    if _runs(thing) and thing.how != "relief":
        return "runner"
    return "tall" if thing.height >= 5 and thing.how != "relief" else "object"


def _is_human(thing: Thing) -> bool:
    name = thing.asset.rpartition(":")[2]
    return any(word in name for word in _HUMAN)


def _runs(thing: Thing) -> bool:
    return any(action in thing.actions for action in ("run", "gallop", "drive", "march", "race", "cross"))


def _flat(setup: Setup) -> Setup:
    """The same set-up without moves that would show a relief from the side."""
    moves = tuple(move for move in setup.moves if not move.startswith("orbit")) or ("push_in",)
    return replace(setup, moves=moves)


def _setups(rows: list[Mapping[str, Any]]) -> tuple[Setup, ...]:
    return tuple(read_setup(row) for row in rows)


def read_setup(row: Mapping[str, Any]) -> Setup:
    """A set-up from a row of recipes or of a treatment."""
    low, high = row.get("e", (0, 10))
    return Setup(
        id=row["id"],
        size=row["size"],
        angle=row["angle"],
        moves=tuple(row["move"]),
        zh=row["zh"],
        en=row["en"],
        lens=float(row.get("lens", 0)),
        beats=tuple(row.get("beats", ())),
        energy=(float(low), float(high)),
        hold=float(row.get("hold", 1.0)),
        action=row.get("action", ""),
        only=bool(row.get("only", False)),
        first=bool(row.get("first", False)),
        says=tuple(row.get("says", ())),
    )


KNOWN = {"size": get_args(ShotSize), "angle": get_args(Angle), "move": get_args(Move)}
"""The closed lists that recipe rows must keep to."""
