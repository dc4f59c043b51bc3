"""What was found out about one file: frozen values that travel between processes as JSON.

A finding is None where its reader found nothing; where a reader could not do its work, a `Problem` says why.
"""

from dataclasses import dataclass, field
from typing import Literal

Family = Literal["video", "picture", "sound", "other"]
ManifestState = Literal["trusted", "valid", "invalid"]
LedgerState = Literal["whole", "broken", "unread"]
Trouble = Literal["damaged", "too_large", "memory", "time", "crash", "unavailable", "unreadable"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why one reader could not do its work: `code` for the program, `detail` in the reader's own words."""

    step: str
    code: Trouble
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """A statement that stands in a file about its making: `code` what it means, `where` it stands, its words.

    `maker` is who the statement names, empty when nobody; `ai`: it says that the content is made by AI.
    """

    code: str
    where: str
    words: str = ""
    maker: str = ""
    ai: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Structure:
    """What the bytes are, seen without decoding: `size` (width, height) in pixels, `frames` when known."""

    kind: str
    family: Family
    size: tuple[int, int] | None = None
    frames: int | None = None
    signs: tuple[Sign, ...] = ()
    damage: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tags:
    """What the container's own reader tells of size, frames and signs in metadata."""

    size: tuple[int, int] | None = None
    frames: int | None = None
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkFinding:
    """A watermark: 64-bit `payload`, detection `score` over its `threshold`."""

    payload: int
    score: float
    threshold: float


@dataclass(frozen=True, kw_only=True, slots=True)
class VisibleLabel:
    """What a manifest states of the label that people see; without `text` it was left off for `reason`."""

    text: str = ""
    place: str = ""
    seconds: float = 0.0
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestFinding:
    """A C2PA manifest: whether its signature and hashes hold, who signed, what it states."""

    state: ManifestState
    generator: str = ""
    signer: str = ""
    issuer: str = ""
    signed_at: str = ""
    source_types: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    payload: int | None = None
    ledger_head: str = ""
    label: VisibleLabel | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelFinding:
    """The implicit labels: the fields of `AIGC` (GB 45438-2025), and all that labels say, as signs."""

    aigc: tuple[tuple[str, str], ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerFinding:
    """The ledger of the film that a file belongs to: whether it is whole, and whether it knows this file.

    `expected`: the file is the film's master, so the ledger ought to hold it. `holds_file` None: the ledger
    could not be read. `head_matches` None: the manifest names no head.
    """

    path: str
    expected: bool = False
    state: LedgerState
    entries: int = 0
    head: str = ""
    holds_file: bool | None = None
    head_matches: bool | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistryFinding:
    """What this machine's own registry says of a watermark's payload."""

    title: str = ""
    folder: str = ""
    when: str = ""
    same_file: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """All that the readers found in one file."""

    path: str
    bytes: int
    sha256: str = ""
    structure: Structure | None = None
    tags: Tags | None = None
    mark: MarkFinding | None = None
    sound_mark: MarkFinding | None = None
    manifest: ManifestFinding | None = None
    labels: LabelFinding | None = None
    ledger: LedgerFinding | None = None
    registry: RegistryFinding | None = None
    problems: tuple[Problem, ...] = field(default=())
