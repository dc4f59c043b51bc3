"""A man: jacket and trousers today, a crossed jacket or robe in old China."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion, of_old

_TODAY = (
    (0.045, 0.075, 0.13),
    (0.10, 0.105, 0.085),
    (0.20, 0.16, 0.11),
    (0.30, 0.30, 0.29),
    (0.16, 0.035, 0.03),
)
_OLD = ((0.10, 0.13, 0.17), (0.18, 0.15, 0.11), (0.06, 0.11, 0.10), (0.28, 0.26, 0.22))


def _dress(sheet: CallSheet, k: int) -> Dress:
    if of_old(sheet):
        return Dress(
            cut="short_robe",
            main=chosen_colour(sheet, k, _OLD),
            second=(0.05, 0.05, 0.055),
            trim=(0.03, 0.03, 0.035),
            skin=complexion(sheet, k),
            hair="bun",
        )
    return Dress(
        cut=("modern", "casual")[k % 2],
        main=chosen_colour(sheet, k, _TODAY),
        second=((0.025, 0.03, 0.05), (0.07, 0.06, 0.05))[k % 2],
        trim=(0.48, 0.47, 0.44),
        skin=complexion(sheet, k),
        hair=("short", "parted", "crop")[(sheet.seed + k) % 3],
    )


def build(sheet: CallSheet) -> Company:
    """The man, or men, of a subject."""
    return people(sheet, "person_man", Part(dress=_dress))


ASSET = Asset(
    id="person_man",
    kind="cast",
    words=Words(
        zh=(
            "男人",
            "男子",
            "人",
            "先生",
            "父亲",
            "爸爸",
            "丈夫",
            "青年",
            "小伙",
            "小伙子",
            "男生",
            "行人",
            "路人",
            "游客",
            "旅人",
            "旅客",
            "工匠",
            "师傅",
            "老师",
            "医生",
            "科学家",
            "船夫",
            "骑手",
            "工人",
            "主人公",
            "陌生人",
            "牛仔",
            "骑行者",
            "骑马人",
            "商人",
            "商贩",
        ),
        en=(
            "man",
            "person",
            "guy",
            "gentleman",
            "father",
            "husband",
            "young man",
            "passer-by",
            "traveller",
            "traveler",
            "tourist",
            "craftsman",
            "teacher",
            "doctor",
            "scientist",
            "boatman",
            "rider",
            "worker",
            "stranger",
            "someone",
            "cowboy",
            "horseman",
            "jockey",
            "cyclist",
            "trader",
            "merchant",
        ),
    ),
    build=build,
    size=(0.6, 1.88, 0.7),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
