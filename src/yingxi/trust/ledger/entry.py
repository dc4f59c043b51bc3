"""One line of a ledger: what happened, when, by whom, after which other line; signed."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Literal, get_args

FORMAT = "ledger.1"
NOTHING_BEFORE = "0" * 64
"""What the first entry names as the one before it."""

ActorKind = Literal["person", "machine"]
Kind = Literal[
    "opened", "brief", "made", "edited", "take", "removed", "circled", "rejected", "released", "selected",
    "delivered", "timestamped", "repaired",
]  # fmt: skip

FIELDS = ("actor", "at", "facts", "format", "key", "kind", "made_with", "number", "previous", "signature")
"""Every field of a line. In this order, which is RFC 8785's, the signature stands last: what it signs is
the line's bytes before `,"signature":`, closed by a brace."""

_SIGNATURE = b',"signature":"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who did it: a person (by name when they gave one) or the machine."""

    kind: ActorKind
    name: str = ""


MACHINE = Actor(kind="machine", name="yingxi")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One record. `at` is UTC (ISO 8601), `previous` the SHA-256 of the line before, `key` 32 bytes.

    `key` and `signature` (Ed25519, 64 bytes) are empty where no identity could sign.
    """

    number: int
    at: str
    actor: Actor
    kind: Kind
    facts: Mapping[str, Any]
    previous: str
    made_with: Mapping[str, str] = field(default_factory=dict)
    key: bytes = b""
    signature: bytes = b""


def canonical(value: Any) -> bytes:
    """JSON in the one spelling of RFC 8785: equal values give equal bytes."""
    import rfc8785

    return rfc8785.dumps(value)


def signed_part(entry: Entry) -> bytes:
    """The bytes that an entry's signature signs: the entry without it."""
    return canonical(
        {
            "actor": {"kind": entry.actor.kind, "name": entry.actor.name},
            "at": entry.at,
            "facts": dict(entry.facts),
            "format": FORMAT,
            "key": base64.b64encode(entry.key).decode("ascii"),
            "kind": entry.kind,
            "made_with": dict(entry.made_with),
            "number": entry.number,
            "previous": entry.previous,
        }
    )


def line_of(entry: Entry) -> bytes:
    """An entry as its line, without the line's end."""
    return signed_part(entry)[:-1] + _SIGNATURE + base64.b64encode(entry.signature) + b'"}'


def signed_part_of(line: bytes) -> bytes:
    """The bytes that a line's signature signs, taken from the line as it stands."""
    return line.rpartition(_SIGNATURE)[0] + b"}"


def line_hash(line: bytes) -> str:
    """SHA-256 in hex of a line without its end: what the next entry names, and the head when it is last."""
    return sha256(line).hexdigest()


def read_line(line: bytes) -> Entry:
    """The entry of a line; ValueError says what is wrong with it.

    A line that spells an entry otherwise than RFC 8785 does is wrong, for then two lines could say the same.
    """
    data = json.loads(line.decode("utf-8"))
    if not isinstance(data, dict) or tuple(data) != FIELDS:
        raise ValueError(f"fields are not {', '.join(FIELDS)}")
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']!r} is not {FORMAT!r}")
    entry = entry_of(data)
    if line_of(entry) != line:
        raise ValueError("not in canonical form")
    return entry


def entry_of(data: Mapping[str, Any]) -> Entry:
    """The entry that a line's fields make; ValueError for fields of the wrong kind."""
    check_facts(data["kind"], data["facts"])
    try:
        return Entry(
            number=int(data["number"]),
            at=str(data["at"]),
            actor=Actor(kind=data["actor"]["kind"], name=data["actor"]["name"]),
            kind=data["kind"],
            facts=dict(data["facts"]),
            previous=str(data["previous"]),
            made_with=dict(data["made_with"]),
            key=base64.b64decode(data["key"], validate=True),
            signature=base64.b64decode(data["signature"], validate=True),
        )
    except (TypeError, KeyError) as error:
        raise ValueError(f"a field is of the wrong kind ({error})") from error


NEEDED: Mapping[str, Mapping[str, type]] = {
    "brief": {"brief": dict, "files": list},
    "made": {"stage": str, "files": list},
    "edited": {"files": list},
    "delivered": {"files": list},
    "take": {"shot": str, "take": int, "sha256": str},
    "removed": {"shot": str, "take": int},
    "circled": {"shot": str, "take": int, "reason": str},
    "rejected": {"shot": str, "take": int, "reason": str},
    "released": {"shot": str, "take": int, "reason": str},
    "selected": {"of": str, "takes": dict},
    "timestamped": {"number": int, "head": str, "token": str},
}
"""What the facts of each kind of entry cannot be without."""


def check_facts(kind: Any, facts: Any) -> None:
    """ValueError when the facts are not those of their kind, or name a file outside the film's folder."""
    if kind not in get_args(Kind):
        raise ValueError(f"unknown kind {kind!r}")
    if not isinstance(facts, dict):
        raise ValueError("facts are no object")
    for name, wanted in NEEDED.get(kind, {}).items():
        if not isinstance(facts.get(name), wanted):
            raise ValueError(f"{kind!r} without its {name!r}")
    files = facts.get("files", [])
    if not isinstance(files, list) or not all(map(is_change, files)) or not is_inside(facts.get("shot", "0")):
        raise ValueError("a file is not named inside the film's folder with its hashes")


def is_change(one: Any) -> bool:
    """Whether this is a file's name and its hashes before and after."""
    if not isinstance(one, dict) or not is_inside(one.get("file", "")):
        return False
    return all(isinstance(one.get(name), str) for name in ("file", "before", "after"))


def is_inside(name: Any) -> bool:
    """Whether a name leads to a place in the film's folder and nowhere else."""
    path = PurePosixPath(str(name))
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in str(name)
