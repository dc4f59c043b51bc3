"""The values that walkers give, and the limits under which they read bytes that nobody vouches for."""

from dataclasses import dataclass
from typing import BinaryIO

MOST_PARTS = 100_000
"""Chunks, segments or boxes of one file that are looked at; real films of hours have fewer."""

LONGEST_TEXT = 1 << 20
"""Bytes of one embedded text, before and after it is inflated."""

MOST_TEXT = 8 << 20
"""Bytes of all embedded texts of one file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Words that stand in a file: `where` (`PNG tEXt`, `XMP`), under which `key`, and what they say."""

    where: str
    key: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """What a walker saw: picture size (width, height), frames, texts; `damage` says what is wrong."""

    size: tuple[int, int] | None = None
    frames: int | None = None
    texts: tuple[Text, ...] = ()
    damage: str = ""


class DamagedError(Exception):
    """The bytes break the rules of their format at this place; what was read before it is kept."""


class Gathering:
    """Texts that one walk has met so far, never more than the limits allow."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._room = MOST_TEXT

    def add(self, where: str, key: str, data: bytes | str) -> None:
        """Take a text in; bytes are read as UTF-8, or as Latin-1 when they are not."""
        words = data if isinstance(data, str) else read_words(data)
        if words and len(words) <= self._room:
            self._room -= len(words)
            self.texts.append(Text(where=where, key=key[:200], words=words))


def read_words(data: bytes) -> str:
    """Bytes as text: UTF-8, else Latin-1; zero bytes at the end are dropped."""
    plain = data[:LONGEST_TEXT].rstrip(b"\0")
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def take(file: BinaryIO, count: int) -> bytes:
    """Exactly `count` bytes; DamagedError when the file ends before."""
    data = file.read(count)
    if len(data) < count:
        raise DamagedError(f"the file ends at byte {file.tell()}, {count - len(data)} too early")
    return data


def skip(file: BinaryIO, count: int, length: int, what: str) -> None:
    """Go on by `count` bytes in a file of `length` bytes; DamagedError when that leads beyond its end."""
    place = file.tell()
    if count > length - place:
        raise DamagedError(f"{what} claims {count} bytes, the file has {length - place} more")
    file.seek(count, 1)


def part_count(parts: int) -> None:
    """DamagedError when a file has more parts than are looked at."""
    if parts > MOST_PARTS:
        raise DamagedError(f"more than {MOST_PARTS} parts; the rest was not looked at")
