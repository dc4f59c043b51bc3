"""From the person's cards to assets that a film can cast."""

from yingxi.art.asset import Asset, CallSheet, Words
from yingxi.art.own.puppet import play
from yingxi.art.own.shelf import Card, cards
from yingxi.world.scene import Actor


def own_assets() -> tuple[Asset, ...]:
    """An asset for each model that the person added."""
    return tuple(asset_of(card) for card in cards())


def asset_of(card: Card) -> Asset:
    """The asset of a card; its file is read when it is built for a shot."""

    def build(sheet: CallSheet) -> Actor:
        return play(sheet, card.id, card.figure(), card.lives)

    names = (*card.en, *card.zh)
    return Asset(
        id=card.id,
        kind=card.kind,
        words=Words(zh=card.zh or names[:1], en=card.en or names[:1]),
        build=build,
        size=card.size,
        lives=card.lives,
        actions=card.actions,
        closest="mfs",
        licence=card.licence or "not stated",
        source=card.source,
    )
