"""What a Chinese word means in English, from CC-CEDICT."""

import gzip
import re
from functools import cache

from yingxi.store.packs import find_pack

_ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.+)/\s*$")
_NOISE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(CL|see|also|abbr\.|old|variant|surname|fig\.|lit\.)\b.*")


@cache
def glosses(word: str) -> tuple[str, ...]:
    """Short English names of a Chinese word, in the dictionary's order; empty when it has none."""
    names: list[str] = []
    for meaning in _dictionary().get(word, "").split("/"):
        for part in meaning.split(";"):
            name = _NOISE.sub("", part).strip().lower()
            if name and len(name.split()) <= 4 and not name.startswith("to "):
                names.append(name)
    return tuple(dict.fromkeys(names))


@cache
def _dictionary() -> dict[str, str]:
    """Simplified word -> its meanings joined by slashes (read directly: the package's parser is slow)."""
    path = find_pack("cedict")
    if path is None:
        return {}
    found: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _ENTRY.match(line)
            if entry:
                word, meanings = entry.groups()
                found[word] = f"{found[word]}/{meanings}" if word in found else meanings
    return found
