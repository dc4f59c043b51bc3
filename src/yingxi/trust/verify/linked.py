"""What a file is linked to on this machine: its film's ledger, and the registry of delivered films."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yingxi.trust.verify.findings import LedgerFinding, RegistryFinding
from yingxi.trust.verify.limits import MIB, Limits
from yingxi.trust.verify.refusal import RefusedError

if TYPE_CHECKING:
    from yingxi.trust.ledger import Entry as LedgerEntry
    from yingxi.trust.ledger import Verdict as LedgerVerdict

LEDGER = "ledger.jsonl"
MASTERS = ("master.mp4", "draft.mp4")
LONGEST_LEDGER = 64 * MIB
LEVELS = 4
"""How many folders up from a file its film's ledger may lie."""


def read_registry(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """The newest entry of a mark (`payload`) or of this very file (`sha256`) in the registry."""
    from yingxi.trust.registry import entries

    payload, sha256 = more.get("payload"), more.get("sha256")
    known = [one for one in entries() if one.payload == payload or (sha256 and one.sha256 == sha256)]
    if not known:
        return None
    same = [one for one in known if sha256 and one.sha256 == sha256]
    entry = (same or known)[-1]
    return asdict(
        RegistryFinding(title=entry.title, folder=entry.folder, when=entry.made, same_file=bool(same))
    )


def read_ledger(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ledger of the film that a file is in, or whose `folder` the registry names; None without one."""
    place = Path(path)
    folder = ledger_folder(place, str(more.get("folder") or ""))
    if folder is None:
        return None
    found = judge_ledger(folder, str(more.get("sha256") or ""), str(more.get("head") or ""))
    inside = place.resolve().parent == folder.resolve() and place.name in MASTERS
    return asdict(found) | {"expected": inside}


def ledger_folder(path: Path, named: str) -> Path | None:
    """The nearest folder above a file that has a ledger, else the one that the registry names."""
    above = list(path.resolve().parents)[:LEVELS]
    candidates = [*above, *([Path(named)] if named else [])]
    return next((folder for folder in candidates if (folder / LEDGER).is_file()), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedLedger:
    """A ledger in one state of its file: the verdict on it, its lines' hashes, the files' hashes it names."""

    verdict: "LedgerVerdict"
    heads: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


def judge_ledger(folder: Path, sha256: str, head: str) -> LedgerFinding:
    """Whether a ledger is whole, holds a file of this hash, and has this head (empty: none was named)."""
    path = folder / LEDGER
    state = path.stat()
    if state.st_size > LONGEST_LEDGER:
        raise RefusedError("too_large", f"{state.st_size >> 20} MB, more than {LONGEST_LEDGER >> 20}")
    ledger = check_ledger(folder, state.st_mtime_ns, state.st_size)
    verdict = ledger.verdict
    if verdict.broken is not None:
        broken = verdict.broken
        said = f"line {broken.line}: {broken.fault}, expected {broken.expected}, got {broken.got}"
        return LedgerFinding(path=str(path), state="broken", entries=verdict.entries, detail=said[:300])
    return LedgerFinding(
        path=str(path), state="whole", entries=verdict.entries, head=verdict.head,
        holds_file=sha256 in ledger.files if sha256 else None,
        head_matches=head in ledger.heads if head else None,
    )  # fmt: skip


@lru_cache(maxsize=4)
def check_ledger(folder: Path, modified: int, length: int) -> CheckedLedger:
    """Check a ledger, once for all files of its film while it stays as it is."""
    from yingxi.trust.ledger import check_chain, verify_ledger

    verdict = verify_ledger(folder, files=False)
    if verdict.broken is not None:
        return CheckedLedger(verdict=verdict)
    chain = check_chain((folder / LEDGER).read_bytes())
    named = frozenset(sha256 for entry in chain.entries for sha256 in hashes_of(entry))
    return CheckedLedger(verdict=verdict, heads=frozenset(chain.hashes), files=named)


def hashes_of(entry: "LedgerEntry") -> Iterator[str]:
    """Every hash of a file that an entry names as made or found."""
    if isinstance(sha256 := entry.facts.get("sha256"), str):
        yield sha256
    for one in entry.facts.get("files", ()):
        yield str(one.get("after", ""))
