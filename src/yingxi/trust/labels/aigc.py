"""The implicit label of GB 45438-2025, in force since 1 September 2025: a field `AIGC` of seven strings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AIGC = "AIGC"

NAMES = {
    "label": "Label",
    "producer": "ContentProducer",
    "produce_id": "ProduceID",
    "reserved1": "ReservedCode1",
    "propagator": "ContentPropagator",
    "propagate_id": "PropagateID",
    "reserved2": "ReservedCode2",
}
"""Our names and the standard's (annex E), in its order."""

MEANINGS = {"1": "is", "2": "may be", "3": "suspected"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Aigc:
    """The seven fields. `label` 1: is AI-generated; 2: may be; 3: is suspected to be.

    `producer` None leaves the field out: only the person knows their code. Those who spread the file fill in
    the propagator's fields; the reserved codes are free for either's own use.
    """

    label: str = "1"
    producer: str | None = None
    produce_id: str = ""
    reserved1: str = ""
    propagator: str = ""
    propagate_id: str = ""
    reserved2: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether all seven fields are there."""
        return self.producer is not None


def write_aigc(fields: Aigc) -> str:
    """The field's value: compact JSON in the standard's order."""
    told = {name: getattr(fields, ours) for ours, name in NAMES.items() if getattr(fields, ours) is not None}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def parse_aigc(text: str) -> Aigc | None:
    """The fields of anybody's `AIGC` value; None when it is not JSON of that kind.

    Some write the seven fields bare, some inside a further `AIGC` object.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(data, Mapping) and isinstance(data.get(AIGC), Mapping):
        data = data[AIGC]
    if not isinstance(data, Mapping) or not isinstance(data.get("Label"), str | int):
        return None
    found = {ours: str(data[name]) for ours, name in NAMES.items() if isinstance(data.get(name), str | int)}
    return Aigc(**found)
