"""Standing reliefs cut from open-licence pictograms: what shows a noun for which we have no model yet."""

from functools import cache

from yingxi.art.asset import Asset, CallSheet, Place, Words
from yingxi.art.reliefs_facts import facts_of
from yingxi.art.words_packs import ICON_PACKS, icon_bodies
from yingxi.film.errors import UsageError
from yingxi.world.scene import Actor

LICENCES = {"fluent-emoji": "MIT", "noto-emoji": "Apache-2.0", "game-icons": "CC-BY-3.0"}
SOURCES = {
    "fluent-emoji": "Microsoft Fluent Emoji",
    "noto-emoji": "Google Noto Emoji",
    "game-icons": "game-icons.net",
}


@cache
def relief_asset(asset_id: str) -> Asset:
    """The asset `relief:<pack>:<symbol>`; its mesh is cut when it is built for a shot."""
    pack, symbol = _parts(asset_id)
    facts = facts_of(symbol)
    moves = facts.semantic in ("animal", "person")
    return Asset(
        id=asset_id,
        kind="cast" if moves else "prop",
        words=Words(zh=(), en=(symbol.replace("-", " "),)),
        build=build_relief,
        size=(facts.height, facts.height + facts.plinth, 0.22),
        lives=facts.lives,
        actions=facts.actions,
        closest="mfs",
        licence=LICENCES[pack],
        source=SOURCES[pack],
    )


def build_relief(sheet: CallSheet) -> Actor | Place:
    """The actor of the sheet's subject, cut from its pictogram."""
    from yingxi.art.reliefs_actor import relief_actor

    if sheet.subject is None:
        raise UsageError("a relief is built for a subject; the call sheet names none")
    return relief_actor(sheet, sheet.subject.asset)


def _parts(asset_id: str) -> tuple[str, str]:
    parts = asset_id.split(":")
    if len(parts) != 3 or parts[0] != "relief" or parts[1] not in ICON_PACKS:
        allowed = ", ".join(ICON_PACKS)
        raise UsageError(f"'{asset_id}' is no relief; write relief:<pack>:<symbol>, packs: {allowed}")
    if parts[2] not in icon_bodies(parts[1]):
        raise UsageError(
            f"pack {parts[1]} has no symbol '{parts[2]}' here; run yingxi doctor to see the packs"
        )
    return parts[1], parts[2]
