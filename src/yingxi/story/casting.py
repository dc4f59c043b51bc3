"""The story's one door to the art department: what can show a word, which places and looks there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from yingxi.film.terms import Language
from yingxi.story.shelf import load


@dataclass(frozen=True, slots=True)
class Casting:
    """What shows a word: the asset's id and what a director must know of it. `used` is the part it shows."""

    asset: str
    how: str
    score: float
    kind: str
    lives: str
    actions: tuple[str, ...]
    closest: str
    height: float
    used: str


@dataclass(frozen=True, slots=True)
class LookChoice:
    """A look as the director needs it."""

    id: str
    name: str
    lenses: tuple[float, ...]
    hour: str
    weather: str
    score: str


def cast_word(
    word: str,
    language: Language,
    context: Sequence[str] = (),
    kinds: tuple[str, ...] | None = None,
) -> Casting | None:
    """What the art department shows for a word, or None."""
    from yingxi import art

    match = art.find(word, language, tuple(context), kinds)
    if match is None:
        return None
    asset = match.asset
    used = match.via[1] if len(match.via) > 1 and match.via[1] in word.lower() else word
    return Casting(
        asset=asset.id,
        how=match.how,
        score=match.score,
        kind=asset.kind,
        lives=asset.lives,
        actions=asset.actions,
        closest=asset.closest,
        height=asset.size[1],
        used=used,
    )


def cast_asset(asset_id: str) -> Casting | None:
    """The same for an id we know; None when the art department has no such asset."""
    from yingxi import art

    if asset_id.startswith("relief:"):
        asset = art.asset_by_id(asset_id)
    elif asset_id in art.catalogue():
        asset = art.catalogue()[asset_id]
    else:
        return None
    how = "relief" if asset_id.startswith("relief:") else "asset"
    return Casting(
        asset=asset.id,
        how=how,
        score=1.0,
        kind=asset.kind,
        lives=asset.lives,
        actions=asset.actions,
        closest=asset.closest,
        height=asset.size[1],
        used=asset_id,
    )


def carries(asset_id: str) -> bool:
    """Whether people ride this asset."""
    from yingxi import art

    asset = art.catalogue().get(asset_id)
    return asset is not None and asset.carries


@cache
def sets() -> tuple[str, ...]:
    """Ids of the places that are really built."""
    from yingxi import art

    return tuple(sorted(asset.id for asset in art.catalogue().values() if asset.kind == "set"))


@cache
def _exact(language: Language) -> Mapping[str, str]:
    """Word to asset id, for the words that assets themselves name."""
    from yingxi import art

    found: dict[str, str] = {}
    for asset in art.catalogue().values():
        for word in asset.words.zh if language == "zh" else asset.words.en:
            found.setdefault(word.lower(), asset.id)
    return found


def cast_exact(word: str, language: Language) -> Casting | None:
    """What names this very word as its own; quick, for words that are only modifiers."""
    asset = _exact(language).get(word.lower())
    return cast_asset(asset) if asset else None


def asset_words() -> tuple[str, ...]:
    """The Chinese words of two characters and more by which assets are asked for."""
    from yingxi import art

    words = (word for asset in art.catalogue().values() for word in asset.words.zh)
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and not word.isascii()))


@cache
def set_lives(set_id: str) -> str:
    """Where things are in a set: water, ground, sky, underwater or space."""
    lives: str = load("sets")["sets"].get(set_id, {}).get("lives", "ground")
    return lives


def find_look(name: str) -> LookChoice:
    """The look called `name`; UsageError with the nearest one when there is none."""
    from yingxi.art.looks_file import find_look as find

    look = find(name)
    return LookChoice(look.id, look.zh, look.lenses, look.hour, look.weather, look.score)


@cache
def look_names() -> Mapping[str, str]:
    """Every name of every look, folded to lower case, to its id."""
    from yingxi.art.looks_file import looks

    names: dict[str, str] = {}
    for look in looks().values():
        for name in (look.zh, look.en, *look.words):
            names.setdefault(name.lower(), look.id)
    return names
