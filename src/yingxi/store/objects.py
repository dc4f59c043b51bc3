"""Content-addressed objects: what was made is found again by the hash of what it was made from."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from yingxi.film.errors import YingxiError
from yingxi.store.atomic import replacing, saying_why, write_text
from yingxi.store.build import file_digest
from yingxi.store.yaml_writing import stated_fields


def digest(*values: Any) -> str:
    """A SHA-256 in hex of values: equal values give equal hashes, in every run and on every machine.

    Takes None, booleans, numbers, texts, bytes, frozen dataclasses, mappings, sequences, sets, and paths (the
    bytes of the file). Fields at their default are left out, so that a new optional field changes no hash.
    """
    return sha256(_encode(values)).hexdigest()


def _encode(value: Any) -> bytes:
    """A value as bytes that no other value gives: a letter for its kind, the length, the content."""
    match value:
        case None | bool() | int() | float():
            return _framed(b"n", _number(value))
        case str():
            return _framed(b"s", value.encode("utf-8", "surrogatepass"))
        case bytes() | bytearray() | memoryview():
            return _framed(b"b", bytes(value))
        case Path():
            return _framed(b"f", _file(value))
    return _encode_many(value)


def _encode_many(value: Any) -> bytes:
    """A mapping, sequence, set or dataclass as bytes; the order of mappings, sets and fields is not heard."""
    match value:
        case Mapping():
            pairs = (_encode(key) + _encode(inner) for key, inner in value.items())
            return _framed(b"m", b"".join(sorted(pairs)))
        case Sequence():
            return _framed(b"l", b"".join(_encode(inner) for inner in value))
        case AbstractSet():
            return _framed(b"S", b"".join(sorted(_encode(inner) for inner in value)))
    if not is_dataclass(value) or isinstance(value, type):
        raise YingxiError(f"cannot hash a {type(value).__name__}: {value!r}")
    stated = sorted(_encode(one) for one in stated_fields(value))
    return _framed(b"d", _encode(type(value).__name__) + b"".join(stated))


def _framed(kind: bytes, content: bytes) -> bytes:
    return kind + str(len(content)).encode() + b":" + content


def _number(value: float | None) -> bytes:
    """A number's shortest exact spelling (or `None`, `True`); 2 and 2.0 are equal and so are their hashes."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return repr(value).encode()


def _file(path: Path) -> bytes:
    if not path.is_file():
        raise YingxiError(f"cannot hash {path}: no such file")
    return bytes.fromhex(file_digest(path))


class ObjectStore:
    """Files kept by the hash of their bytes under `root` and found by keys; safe to delete at any time."""

    def __init__(self, root: Path) -> None:
        self._objects = root / "objects"
        self._keys = root / "keys"

    def get(self, key: str) -> Path | None:
        """The object that was put under `key`, or None. It is for reading only."""
        try:
            name = (self._keys / key).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        found = self._place(name)
        return found if found.is_file() else None

    def put_bytes(self, key: str, data: bytes, suffix: str = "") -> Path:
        """Keep `data` under `key`; gives the object's path. Equal bytes are kept once."""
        target = self._place(sha256(data).hexdigest() + suffix)
        if not target.is_file():
            with replacing(target) as temporary:
                temporary.write_bytes(data)
        return self._name(key, target)

    def put_file(self, key: str, path: Path) -> Path:
        """Keep a copy of a file under `key`; gives the object's path, which has the file's suffix."""
        target = self._place(file_digest(path) + path.suffix)
        if not target.is_file():
            with replacing(target) as temporary:
                shutil.copyfile(path, temporary)
        return self._name(key, target)

    def verify(self) -> tuple[Path, ...]:
        """Remove objects whose bytes are not what their name says; gives their paths."""
        broken = tuple(path for path in self._all_objects() if file_digest(path) != path.name[:64])
        for path in broken:
            path.unlink()
        return broken

    def sweep(self, keep: Iterable[str]) -> int:
        """Forget all keys but `keep`, and remove objects that no key names; gives the bytes freed."""
        kept, named = set(keep), set()
        for key in self._keys.glob("*") if self._keys.is_dir() else ():
            if key.name in kept:
                named.add(key.read_text(encoding="ascii").strip())
            else:
                key.unlink()
        freed = 0
        for path in self._all_objects():
            if path.name not in named:
                freed += path.stat().st_size
                path.unlink()
        return freed

    def _place(self, name: str) -> Path:
        return self._objects / name[:2] / name

    def _name(self, key: str, target: Path) -> Path:
        with saying_why(self._keys):
            write_text(self._keys / key, target.name)
        return target

    def _all_objects(self) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self._objects.glob("??/*") if not path.name.startswith(".")))
