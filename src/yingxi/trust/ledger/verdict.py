"""`yingxi ledger verify`: is the chain whole, signed and complete, and are the files those it speaks of?"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import file_digest
from yingxi.trust.ledger.chain import Break, Chain, check_chain, said
from yingxi.trust.ledger.entry import Entry, line_of
from yingxi.trust.ledger.head import Head, is_genuine, read_head
from yingxi.trust.ledger.history import History, fold
from yingxi.trust.ledger.versions import all_versions


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What was found. `broken` is the first broken link; None and `entries` > 0: the chain is whole.

    `keys` are the hex of all keys that signed, `unsigned` counts entries without signature, `headless` says
    that no signed head stands beside the chain; `changed` names files that are not as last recorded,
    `missing` those that are gone, `backwards` the entries whose clock ran backwards.
    """

    entries: int
    head: str
    broken: Break | None = None
    keys: tuple[str, ...] = ()
    unsigned: int = 0
    headless: bool = False
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    backwards: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the chain is whole (files beside it may have changed since: see `changed`)."""
        return self.broken is None


def verify_ledger(folder: Path, known_heads: Sequence[str] = (), *, files: bool = True) -> Verdict:
    """Check the ledger of the film in `folder`: chain, signatures, its kept head, and the files it names.

    `known_heads` are heads known from elsewhere (a manifest, a timestamp, a letter): each must be in the
    chain. `files=False` leaves the film's files unread. UsageError when there is no ledger.
    """
    from yingxi.trust.identity import is_signed

    path = folder / "ledger.jsonl"
    if not path.is_file():
        raise UsageError(f"no ledger in {folder}: no ledger.jsonl; name a film's folder with --project DIR")
    chain = check_chain(path.read_bytes(), is_signed)
    try:
        head = read_head(folder)
        broken = chain.broken or check_lost(chain) or check_head(chain, head)
        broken = broken or check_known(chain, known_heads) or check_stamps(chain)
    except ValueError as error:
        head, broken = None, chain.broken or unreadable_head(chain, error)
    history = fold(chain.entries)
    differing = dict(differences(folder, history)) if files else {}
    return Verdict(
        entries=len(chain.entries), head=chain.head, broken=broken, headless=head is None,
        keys=tuple(dict.fromkeys(entry.key.hex() for entry in chain.entries if entry.key)),
        unsigned=sum(not entry.key for entry in chain.entries), backwards=backwards(chain.entries),
        changed=tuple(sorted(name for name, found in differing.items() if found)),
        missing=tuple(sorted(name for name, found in differing.items() if not found)),
    )  # fmt: skip


def check_head(chain: Chain, head: Head | None) -> Break | None:
    """Whether the kept head is genuine and stands in the chain where it says."""
    from yingxi.trust.identity import is_signed

    if head is None:
        return None
    if not is_genuine(head, is_signed):
        expected = f"a head signed by key {head.key.hex()[:16]}"
        return Break(line=head.number, fault="head", expected=expected, got="a signature of something else")
    if head.number > len(chain.entries):
        return Break(
            line=len(chain.entries) + 1, fault="truncated", expected=f"{head.number} entries (ledger.head)",
            got=f"{len(chain.entries)} entries",
        )  # fmt: skip
    found = chain.hashes[head.number - 1] if head.number > 0 else ""
    if found != head.head:
        return Break(line=head.number, fault="head", expected=head.head, got=found)
    return None


def check_lost(chain: Chain) -> Break | None:
    """Whether a later run found that signed entries were gone; that stays said for ever."""
    for entry in chain.entries:
        lost = entry.facts.get("lost")
        if entry.kind == "repaired" and lost:
            got = f"a chain without it when entry {entry.number} was written"
            return Break(line=entry.number, fault="truncated", expected=str(lost), got=got)
    return None


def check_stamps(chain: Chain) -> Break | None:
    """Whether each timestamp is whole and of the line that it names; who signed it is not asked here."""
    from yingxi.trust.identity import check_timestamp

    for entry in chain.entries:
        if entry.kind != "timestamped":
            continue
        number = entry.facts["number"]
        try:
            if not 0 < number < entry.number:
                raise ValueError(f"entry {number} is not before it")
            token = base64.b64decode(entry.facts["token"], validate=True)
            check_timestamp(token, line_of(chain.entries[number - 1]))
        except (YingxiError, ValueError) as error:
            expected = f"a timestamp of entry {number}"
            return Break(line=entry.number, fault="timestamp", expected=expected, got=said(error))
    return None


def unreadable_head(chain: Chain, error: ValueError) -> Break:
    """The kept head is no head."""
    expected = "a signed head in ledger.head"
    return Break(line=len(chain.entries), fault="head", expected=expected, got=said(error))


def check_known(chain: Chain, known_heads: Sequence[str]) -> Break | None:
    """Whether heads that others hold stand in this chain."""
    for head in known_heads:
        if head not in chain.hashes:
            got = f"a chain without it, head {chain.head}"
            return Break(line=len(chain.entries) + 1, fault="foreign", expected=head, got=got)
    return None


def differences(folder: Path, history: History) -> Iterator[tuple[str, str]]:
    """Files that are not as the ledger last saw them, with the hash they have now (empty: gone)."""
    media = {f"takes/{shot}/{take:03d}.mp4": (shot, take) for shot, take in history.takes}
    expected = {name: history.takes[key] for name, key in media.items() if key not in history.removed}
    for name, recorded in {**history.files, **expected}.items():
        found = file_digest(folder / name)
        if found != recorded:
            yield name, found
    for kept in all_versions(folder):
        if (found := file_digest(kept)) != kept.stem:
            yield kept.relative_to(folder).as_posix(), found


def backwards(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Numbers of entries whose time is before that of the entry they follow."""
    return tuple(b.number for a, b in pairwise(entries) if b.at < a.at)
