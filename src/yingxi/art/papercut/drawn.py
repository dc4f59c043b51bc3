"""Who has a figure drawn for the puppet stage, and its sheets in a picture: place, size, the way it goes."""

from collections.abc import Callable, Mapping

from shapely import affinity
from shapely.geometry import Polygon

from yingxi.art.asset import Asset
from yingxi.art.papercut import drawn_lady, drawn_rabbit
from yingxi.art.papercut.colours import Palette
from yingxi.art.papercut.cutting import polygons, union
from yingxi.art.papercut.figures import Figure, Limb, pose
from yingxi.art.papercut.sheets import Moves, Sheet, Still
from yingxi.film import Shot, Subject

RODS = -1.5
"""Level below the picture from which the rods of a shadow player come."""
_RUNS = frozenset({"run", "jump", "leap", "walk", "chase", "flee", "cross"})
_FLIES = frozenset({"fly", "soar", "float", "rise", "drift", "dance"})
_BENDS = frozenset({"bow", "kneel", "give", "look", "crouch"})
_LADY_SET = frozenset({"moon_palace", "sky", "moon"})


def figure_of(shot: Shot, subject: Subject, asset: Asset) -> Figure | None:
    """The figure drawn for a subject, doing what it does; None for what is traced from its model."""
    doing = subject.action or asset.actions[0]
    if asset.id == "rabbit":
        if _pounds(shot):
            return drawn_rabbit.pounding()
        return drawn_rabbit.hopping() if doing in _RUNS else drawn_rabbit.gazing()
    if asset.id == "hanfu_woman" and ("嫦娥" in subject.words or "Chang" in subject.words or shot.set in _LADY_SET):
        if doing in _FLIES:
            return drawn_lady.flying()
        return drawn_lady.kneeling() if doing in _BENDS else drawn_lady.standing()
    return None


def _pounds(shot: Shot) -> bool:
    """It has its mortar there, or is alone in its palace, where it does nothing else."""
    cast = {subject.asset for subject in shot.subjects}
    return "mortar" in cast or (shot.set == "moon_palace" and "hanfu_woman" not in cast)


def is_part_of_another(shot: Shot, asset: Asset) -> bool:
    """Whether a subject is drawn with somebody else: the mortar with the rabbit."""
    return asset.id == "mortar" and any(subject.asset == "rabbit" for subject in shot.subjects)


def figure_sheets(
    figure: Figure, palette: Palette, *, at: tuple[float, float], tall: float, mirror: float, depth: float,
    length: float, rods: bool = False, deep: float = 0.13,
) -> list[Sheet]:  # fmt: skip
    """The limbs as sheets: the figure `tall` half heights high, standing at `at`, facing right or mirrored.

    `deep` metres lie between two levels. With `rods` a shadow player's rods are fastened to it.
    """
    size = tall * figure.tall
    sheets: list[Sheet] = []
    for limb in figure.limbs:
        area = affinity.scale(limb.area, size * mirror, size, origin=(0, 0))
        area = affinity.translate(area, *at)
        pin = (at[0] + limb.pin[0] * size * mirror, at[1] + limb.pin[1] * size)
        moves = _moves(figure, limb, size, mirror, length)
        level = depth + deep * limb.level
        if limb.under and not rods:
            whole = union(Polygon(part.exterior) for part in polygons(area)).buffer(-0.003)
            sheets.append(Sheet(area=whole, colour=palette.paper(limb.under), depth=level - 0.6 * deep, pivot=pin, moves=moves))
        sheets.append(Sheet(area=area, colour=palette.paper(limb.paper), depth=level, pivot=pin, moves=moves))
    return sheets


def joints(figure: Figure, at: tuple[float, float], size: float, mirror: float, length: float) -> Mapping[str, Callable[[float], Still]]:
    """Where the rods are fastened: by limb, the place of its rod in half heights at a time, and its turn."""
    found = {}
    for limb in figure.limbs:
        if limb.rod is not None:
            moves = _moves(figure, limb, size, mirror, length)
            found[limb.name] = _held(limb, moves, at, size, mirror)
    return found


def _held(limb: Limb, moves: Moves, at: tuple[float, float], size: float, mirror: float) -> Callable[[float], Still]:
    import math

    rod = limb.rod or limb.pin
    pin = (at[0] + limb.pin[0] * size * mirror, at[1] + limb.pin[1] * size)
    away = ((rod[0] - limb.pin[0]) * size * mirror, (rod[1] - limb.pin[1]) * size)

    def place(t: float) -> Still:
        right, up, turn = moves(t)
        c, s = math.cos(turn), math.sin(turn)
        return pin[0] + right + c * away[0] - s * away[1], pin[1] + up + s * away[0] + c * away[1], turn

    return place


def _moves(figure: Figure, limb: Limb, size: float, mirror: float, length: float) -> Moves:
    """A limb's own motion within the figure, and the figure's way over the picture."""

    def moved(t: float) -> Still:
        right, up, turn = pose(figure, limb, t)
        ahead, rise, lean = figure.goes(t / max(length, 1.0), t)
        return (right + ahead) * size * mirror, (up + rise) * size, (turn + lean) * mirror

    return moved
