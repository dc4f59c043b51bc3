"""Find what shows a word: our own assets first, then pictograms cut as reliefs, else a reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from yingxi.art.asset import Asset
from yingxi.art.own.shelf import PREFIX, shelf_stamp
from yingxi.art.registry import asset_by_id, catalogue
from yingxi.art.words import Form, forms, language_of
from yingxi.art.words_gloss import glosses
from yingxi.art.words_meaning import nearest
from yingxi.art.words_packs import missing_packs
from yingxi.art.words_symbols import symbol_named, symbols_for
from yingxi.film.terms import Language
from yingxi.store.yaml_reading import read_data

NEAR_ENOUGH = 0.8
"""Cosine from which the nearest meaning is taken. On the 190 nouns of our prompts 9 of 11 nearest things
between 0.62 and 0.72 were wrong (草原 ≈ 药草) and 3 of 7 between 0.72 and 0.8 (竹林 ≈ 爆竹)."""
TOO_NEAR = 0.995
"""Two words this near are one to the encoder: it does not know their first character (桨手 = 扳手)."""
SURE_ENOUGH = 0.55
"""Score below which a hit is not shown: 14 of 17 hits below it were wrong (炊烟, 烟, cigarette)."""
LEAST_SHARE = 0.3
"""A head shorter than this share of the asked word says too little of it."""
_KIND_ORDER = {"cast": 0, "prop": 1, "effect": 2, "set": 3}


@dataclass(frozen=True, eq=False, kw_only=True)
class Match:
    """What shows a word. `score` 0-1; `via` the chain of words that led there."""

    asset: Asset
    how: Literal["asset", "relief"]
    score: float
    via: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Finding:
    """A match, or None and the reason in the language of the word."""

    match: Match | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    asset_id: str
    score: float
    via: tuple[str, ...]


def find(
    word: str,
    language: Language | None = None,
    context: tuple[str, ...] = (),
    kinds: tuple[str, ...] | None = None,
) -> Match | None:
    """What shows `word` best, or None. `kinds` limits it to set, prop, cast or effect."""
    return search(word, language, context, kinds).match


def search(
    word: str,
    language: Language | None = None,
    context: tuple[str, ...] = (),
    kinds: tuple[str, ...] | None = None,
) -> Finding:
    """Like `find`, with the reason when nothing shows the word.

    `context` are the other words of the sentence: they decide between things of one name.
    """
    chosen = language or language_of(word)
    return _search(word, chosen, tuple(context), tuple(kinds) if kinds else None, shelf_stamp())


def notes(language: Language) -> tuple[str, ...]:
    """What is missing on this machine that would show more words, in plain words."""
    missing = missing_packs()
    if not missing:
        return ()
    names = ", ".join(missing)
    if language == "zh":
        return (f"缺少素材包 {names}，能画出的词会变少（运行 make setup 补上）",)
    return (f"packs {names} are missing, so fewer words can be shown (make setup gets them)",)


@cache
def _search(
    word: str,
    language: Language,
    context: tuple[str, ...],
    kinds: tuple[str, ...] | None,
    shelf: tuple[str, ...],
) -> Finding:
    """`shelf` only keeps apart what is found before and after the person adds a model."""
    asked = forms(word, language)
    if not asked or not asked[0].text:
        return Finding(match=None, reason=_say(language, "空的词", "an empty word"))
    unseen = _unseen(asked[0].text, language)
    for hit in _own_hits(asked, language) if unseen else _hits(asked, language, context):
        match = _match(hit, kinds) if hit.score >= SURE_ENOUGH else None
        if match is not None:
            return Finding(match=match)
    reason = unseen or _say(language, "没有能画出它的模型或图形", "no model or pictogram shows it")
    return Finding(match=None, reason=reason)


def _unseen(text: str, language: Language) -> str:
    """Why a word is not a thing; empty when it may be one."""
    known = _synonym_data()
    if text in known["weather"][language]:
        return _say(language, "由光线、天气或时辰表现", "shown by light, weather or the hour")
    if text in known["abstract"][language]:
        return _say(language, "抽象的词，没有可见的形象", "abstract: it has no visible form")
    return ""


def _own_hits(asked: tuple[Form, ...], language: Language) -> Iterator[_Hit]:
    """Our own models of the whole word; a pictogram must not stand for the weather or for an idea."""
    whole = [form for form in asked if form.share == 1.0]
    return (hit for hit in _look_up(whole, language, ()) if not hit.asset_id.startswith("relief:"))


def _hits(asked: tuple[Form, ...], language: Language, context: tuple[str, ...]) -> Iterator[_Hit]:
    """Ways to show the word, best first: whole word everywhere, then heads of two or more, then meaning."""
    whole = [form for form in asked if form.share == 1.0]
    heads = [form for form in asked if LEAST_SHARE <= form.share < 1.0]
    long_heads = [form for form in heads if language == "en" or len(form.text) > 1]
    own = tuple(_look_up(whole, language, context))
    yield from own
    yield from _look_up(long_heads, language, context)
    if language == "zh":
        yield from _by_gloss(asked[0].text, context)
        yield from _look_up([form for form in heads if form not in long_heads], language, context)
    # A word that something is called by needs no guess, though that thing be of another kind than is asked.
    if not own:
        yield from _by_meaning(asked[0].text, language)


def _look_up(asked: list[Form], language: Language, context: tuple[str, ...]) -> Iterator[_Hit]:
    for form in asked:
        kept = form.share**0.5
        for asset_id in _asset_words(language, shelf_stamp()).get(form.text, ()):
            yield _Hit(asset_id, kept, (form.text,))
        for asset_id in _synonyms(language).get(form.text, ()):
            yield _Hit(asset_id, 0.97 * kept, (form.text, asset_id))
        for symbol in _by_context(symbols_for(form.text, language), context):
            # One character says little: 烟 of 炊烟 is not a cigarette.
            if form.share == 1.0 or len(form.text) > 1 or symbol.title == form.text:
                yield _Hit(symbol.asset_id, symbol.weight * kept, (form.text, symbol.title))


def _by_context(found: tuple[Any, ...], context: tuple[str, ...]) -> list[Any]:
    """Symbols with those first whose title holds a word of the sentence."""
    return sorted(found, key=lambda symbol: not any(word and word in symbol.title for word in context))


def _by_gloss(text: str, context: tuple[str, ...]) -> Iterator[_Hit]:
    for gloss in glosses(text)[:6]:
        for hit in _look_up([form for form in forms(gloss, "en") if form.share >= 0.5], "en", context):
            yield replace(hit, score=0.85 * hit.score, via=(text, *hit.via))


def _by_meaning(text: str, language: Language) -> Iterator[_Hit]:
    asset_id, name, cosine = nearest(text, language)
    if NEAR_ENOUGH <= cosine < TOO_NEAR:
        yield _Hit(asset_id, cosine * 0.8, (text, f"≈ {name}"))


def _match(hit: _Hit, kinds: tuple[str, ...] | None) -> Match | None:
    asset = asset_by_id(hit.asset_id)
    if kinds is not None and asset.kind not in kinds:
        return None
    how: Literal["asset", "relief"] = "relief" if hit.asset_id.startswith("relief:") else "asset"
    return Match(asset=asset, how=how, score=round(hit.score, 3), via=tuple(dict.fromkeys(hit.via)))


@cache
def _asset_words(language: Language, shelf: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Word -> ids of the assets that name it: the person's own first, cast before props before sets."""
    index: dict[str, list[str]] = {}
    for asset in sorted(catalogue().values(), key=lambda a: (a.id[:4] != PREFIX, _KIND_ORDER[a.kind])):
        for word in asset.words.zh if language == "zh" else asset.words.en:
            index.setdefault(word.lower(), []).append(asset.id)
    return {word: tuple(ids) for word, ids in index.items()}


@cache
def _synonyms(language: Language) -> dict[str, tuple[str, ...]]:
    """Word -> asset ids that exist here, best first."""
    index: dict[str, list[str]] = {}
    for row in _synonym_data()["things"]:
        ids = [found for target in row["to"] if (found := _existing(target))]
        for word in row[language]:
            index.setdefault(word.lower(), []).extend(ids[:1])
    return {word: tuple(ids) for word, ids in index.items()}


def _existing(target: str) -> str:
    """The id behind a synonym's target, or empty when neither model nor pictogram is here."""
    if ":" not in target:
        return target if target in catalogue() else ""
    pack, name = target.split(":", 1)
    symbol = symbol_named(name, ("game-icons",)) if pack == "game" else symbol_named(name)
    return symbol.asset_id if symbol else ""


@cache
def _synonym_data() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "synonyms.yaml"
    data: dict[str, Any] = read_data(path.read_text(encoding="utf-8"))
    for group in ("weather", "abstract"):
        data[group] = {language: frozenset(data[group][language]) for language in ("zh", "en")}
    return data


def _say(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en
