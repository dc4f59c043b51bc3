"""Whether a ledger's bytes are one unbroken, signed chain; and if not, where it breaks first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yingxi.trust.ledger.entry import NOTHING_BEFORE, Entry, line_hash, read_line, signed_part_of

Fault = Literal[
    "unreadable", "number", "link", "signature", "torn", "truncated", "head", "foreign", "timestamp",
]  # fmt: skip
IsSigned = Callable[[bytes, bytes, bytes], bool]
"""(data, signature, key) → whether the holder of the key signed the data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """The first broken link: the line (from 1), what kind of fault, what was expected and what was got."""

    line: int
    fault: Fault
    expected: str
    got: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """The entries up to the first break, the hash of each one's line, and the break (None: whole)."""

    entries: tuple[Entry, ...] = ()
    hashes: tuple[str, ...] = ()
    broken: Break | None = None

    @property
    def head(self) -> str:
        """The hash of the last entry; of an empty ledger, zeros."""
        return self.hashes[-1] if self.hashes else NOTHING_BEFORE


def check_chain(data: bytes, is_signed: IsSigned | None = None) -> Chain:
    """Walk a ledger's bytes from the first line; with `is_signed`, check every signature too."""
    lines = data.split(b"\n")
    torn = lines.pop()
    entries: list[Entry] = []
    hashes: list[str] = []
    for line in lines:
        found = check_line(line, len(entries) + 1, hashes[-1] if hashes else NOTHING_BEFORE, is_signed)
        if isinstance(found, Break):
            return Chain(entries=tuple(entries), hashes=tuple(hashes), broken=found)
        entries.append(found)
        hashes.append(line_hash(line))
    broken = None
    if torn:
        got = f"{len(torn)} bytes without a line's end"
        broken = Break(line=len(entries) + 1, fault="torn", expected="a whole line", got=got)
    return Chain(entries=tuple(entries), hashes=tuple(hashes), broken=broken)


def check_line(line: bytes, number: int, previous: str, is_signed: IsSigned | None) -> Entry | Break:
    """The entry of one line, or how it breaks the chain."""
    try:
        entry = read_line(line)
    except (ValueError, RecursionError) as error:
        return Break(line=number, fault="unreadable", expected="one entry in canonical JSON", got=said(error))
    if entry.number != number:
        return Break(line=number, fault="number", expected=str(number), got=str(entry.number))
    if entry.previous != previous:
        return Break(line=number, fault="link", expected=previous, got=entry.previous)
    if is_signed is None or not entry.key:
        return entry
    if not is_signed(signed_part_of(line), entry.signature, entry.key):
        return Break(
            line=number, fault="signature", expected=f"a signature by key {entry.key.hex()[:16]}",
            got=entry.signature.hex()[:16] or "none",
        )  # fmt: skip
    return entry


def said(error: Exception) -> str:
    """What an exception says, in one line of at most 100 characters."""
    return " ".join(str(error).split())[:100] or type(error).__name__
