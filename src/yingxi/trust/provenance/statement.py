"""What a manifest states of a film or still; values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from yingxi.trust.provenance.source_type import SourceType, source_of_whole

ActionName = Literal[
    "c2pa.addedText", "c2pa.created", "c2pa.dubbed", "c2pa.edited", "c2pa.opened", "c2pa.placed",
    "c2pa.watermarked.bound",
]  # fmt: skip
"""Of the actions in C2PA specification 2.4, those that a production takes."""

Oversight = Literal["fully_autonomous", "prompt_guided", "human_validated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of the whole (pictures, narration, score, text) and who made it.

    `tool` is the engine, voice or writer; `model` a trained network that took part, `sha256` its weights.
    """

    name: str
    source: SourceType
    tool: str
    version: str = ""
    model: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One thing that was done; the first of a statement is `c2pa.created` and is made from the parts."""

    name: ActionName
    description: str = ""
    source: SourceType | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ingredient:
    """Somebody's material that is in the film; a manifest in the file stays with it."""

    path: Path
    title: str = ""
    relationship: Literal["componentOf", "inputTo"] = "componentOf"


@dataclass(frozen=True, kw_only=True, slots=True)
class SoftBinding:
    """The invisible mark: the algorithm's name and what it carries, in hexadecimal."""

    algorithm: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerHead:
    """The newest entry of the film's ledger: its hash and how many entries there are, signed by `key`.

    Hash, signature and key are hexadecimal; the signature may be empty.
    """

    head: str
    entries: int
    signature: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnLabel:
    """The visible label of GB 45438-2025; without `text` it was left off, for `reason`."""

    text: str = ""
    place: str = ""
    seconds: float = 0.0
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """All that is stated of one file. `facts` are plain facts of the production (look, seed, versions …)."""

    title: str
    parts: tuple[Part, ...]
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    soft_binding: SoftBinding | None = None
    ledger: LedgerHead | None = None
    label: DrawnLabel | None = None
    oversight: Oversight = "prompt_guided"
    facts: Mapping[str, str | int | float] | None = None
    thumbnail: bytes = field(default=b"", repr=False)

    @property
    def source(self) -> SourceType:
        """The digital source type of the whole."""
        return source_of_whole(part.source for part in self.parts)
