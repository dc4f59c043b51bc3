"""Who has a figure drawn for the puppet stage, and its sheets in a picture: place, size, the way it goes."""

import math
from dataclasses import replace

import numpy as np
from shapely import affinity
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from yingxi.art.asset import Asset
from yingxi.art.papercut import drawn_hop, drawn_lady, drawn_rabbit
from yingxi.art.papercut.colours import Palette
from yingxi.art.papercut.cutting import block, disc, polygons, union
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
        return drawn_hop.hopping() if doing in _RUNS else drawn_rabbit.gazing()
    if asset.id == "hanfu_woman" and (
        "嫦娥" in subject.words or "Chang" in subject.words or shot.set in _LADY_SET
    ):
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
    length: float, backlit: bool = False, deep: float = 0.13,
) -> list[Sheet]:  # fmt: skip
    """The limbs as sheets: the figure `tall` half heights high, standing at `at`, facing right or mirrored.

    `deep` metres lie between two levels. `backlit` limbs have no paper under their cuts, but rivets and rods.
    """
    size = tall * figure.tall
    sheets: list[Sheet] = []
    for limb in figure.limbs:
        area = affinity.translate(affinity.scale(limb.area, size * mirror, size, origin=(0, 0)), *at)
        pin = (at[0] + limb.pin[0] * size * mirror, at[1] + limb.pin[1] * size)
        moves = _moves(figure, limb, size, mirror, length)
        level = depth + deep * limb.level
        own = Sheet(
            area=area,
            colour=palette.paper(limb.paper),
            depth=level,
            pivot=pin,
            moves=moves,
            lifted=figure.lifted,
        )
        if limb.under and not backlit:
            whole = _whole(area).buffer(-0.003)
            sheets.append(
                replace(own, area=whole, colour=palette.paper(limb.under), depth=level - 0.6 * deep)
            )
        sheets.append(replace(own, depth=min(level, depth + 0.4)) if backlit else own)
        if backlit and limb.paper == "skin" and limb.under:
            # A face is not pierced but drawn: what is cut into paper is ink on hide.
            sheets[-1] = replace(sheets[-1], area=_whole(area))
            marks = _whole(area).difference(area)
            sheets.append(replace(own, area=marks, colour=palette.paper(limb.under), depth=depth))
        if backlit and limb.rivet:
            ring = disc(*pin, 0.013 * size, 6).difference(disc(*pin, 0.005 * size, 5))
            sheets.append(replace(own, area=ring, colour=palette.paper("ink"), depth=depth))
        if backlit and limb.rod is not None:
            sheets.append(_rod(limb, own, at, size, mirror))
    return sheets


def _whole(area: BaseGeometry) -> BaseGeometry:
    """The area without its holes."""
    return union(Polygon(part.exterior) for part in polygons(area))


def _rod(limb: Limb, own: Sheet, at: tuple[float, float], size: float, mirror: float) -> Sheet:
    """The rod by which a limb is played: from its joint to a hand below the picture, away from the cloth."""
    joint = limb.rod or limb.pin
    away = np.array([(joint[0] - limb.pin[0]) * size * mirror, (joint[1] - limb.pin[1]) * size])
    start = np.array(own.pivot) + away
    hand = np.array([start[0] * 0.82 + 0.10 * mirror, RODS])
    reach = float(np.hypot(*(hand - start))) + 1.0

    def moved(t: float) -> Still:
        right, up, turn = own.moves(t) if own.moves else (0.0, 0.0, 0.0)
        c, s = math.cos(turn), math.sin(turn)
        place = np.array(
            [own.pivot[0] + right + c * away[0] - s * away[1], own.pivot[1] + up + s * away[0] + c * away[1]]
        )
        held = hand + np.array([0.75 * (place[0] - start[0]), 0.0])
        lean = math.atan2(held[0] - place[0], place[1] - held[1])
        return float(place[0] - start[0]), float(place[1] - start[1]), lean

    bar = block(start[0] - 0.0022, start[1] - reach, start[0] + 0.0022, start[1])
    return Sheet(
        area=bar, colour=(0.62, 0.44, 0.30), depth=1.9, pivot=(float(start[0]), float(start[1])), moves=moved
    )


def _moves(figure: Figure, limb: Limb, size: float, mirror: float, length: float) -> Moves:
    """A limb's own motion within the figure, and the figure's way over the picture."""

    def moved(t: float) -> Still:
        right, up, turn = pose(figure, limb, t)
        ahead, rise, lean = figure.goes(t / max(length, 1.0), t)
        return (right + ahead) * size * mirror, (up + rise) * size, (turn + lean) * mirror

    return moved
