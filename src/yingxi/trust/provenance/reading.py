"""What was found in a file's manifest; values only."""

from dataclasses import dataclass, field
from typing import Literal

from yingxi.trust.provenance.statement import DrawnLabel, LedgerHead, SoftBinding

State = Literal["trusted", "valid", "invalid", "none"]
"""`trusted`: whole, by a signer whose root this machine trusts; `valid`: whole, by somebody it does not know;
`invalid`: there is a manifest and it does not hold; `none`: there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionReading:
    """One action; `source` is its digital source type's term, empty when it states none."""

    name: str
    source: str = ""
    agent: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class IngredientReading:
    """Material of others; `state` is that of its own manifest when it was put in, `sources` its terms."""

    title: str
    format: str = ""
    relationship: str = ""
    state: State = "none"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that does not hold: the code of the C2PA specification, and its words."""

    code: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestReading:
    """A file's active manifest. All but `state` and `problems` is what the maker states, not what is so.

    `signed_at` is empty unless a timestamp server countersigned; `time_trusted` when this machine trusts that
    server. `source_type` is that of the first action; `source_types` all terms of this manifest and of its
    ingredients'.
    """

    state: State
    problems: tuple[Problem, ...] = ()
    generator: str = ""
    version: str = ""
    title: str = ""
    signer: str = ""
    issuer: str = ""
    signed_at: str = ""
    time_trusted: bool = False
    source_type: str = ""
    source_types: tuple[str, ...] = ()
    actions: tuple[ActionReading, ...] = ()
    ingredients: tuple[IngredientReading, ...] = ()
    models: tuple[str, ...] = ()
    soft_binding: SoftBinding | None = None
    ledger: LedgerHead | None = None
    label: DrawnLabel | None = None
    thumbnail: bytes = field(default=b"", repr=False)
