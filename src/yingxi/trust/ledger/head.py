"""`ledger.head`: how long the chain was and its last hash, signed; so that an end cut off is seen."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yingxi.store.atomic import adopt, saying_why
from yingxi.trust.ledger.entry import NOTHING_BEFORE, canonical, line_hash

if TYPE_CHECKING:
    from yingxi.trust.ledger.chain import IsSigned
    from yingxi.trust.ledger.writing import Signer

HEAD = "ledger.head"
HEAD_FORMAT = "ledger-head.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A ledger's signed end: the number of its last entry and the SHA-256 of that line."""

    number: int
    head: str
    key: bytes = b""
    signature: bytes = b""


def signed_text(head: Head) -> bytes:
    """What a head's signature signs."""
    return f"{HEAD_FORMAT}\n{head.number}\n{head.head}\n".encode("ascii")


def write_head(folder: Path, number: int, head: str, signer: "Signer | None") -> Head:
    """Sign the end of the ledger and keep it beside the chain. The caller holds the ledger's lock.

    Its unfinished file has a name of its own, for a run that begins clears away all other unfinished ones.
    """
    made = Head(number=number, head=head, key=signer.public_key() if signer else b"")
    signature = signer.sign(signed_text(made)) if signer else b""
    data = {
        "format": HEAD_FORMAT, "head": head, "key": base64.b64encode(made.key).decode("ascii"),
        "number": number, "signature": base64.b64encode(signature).decode("ascii"),
    }  # fmt: skip
    fresh = folder / f"{HEAD}.new"
    with saying_why(fresh):
        fresh.write_bytes(canonical(data) + b"\n")
    adopt(fresh, folder / HEAD)
    return Head(number=number, head=head, key=made.key, signature=signature)


def read_head(folder: Path) -> Head | None:
    """The head kept beside a ledger; None when there is none, ValueError when it cannot be read."""
    try:
        data = json.loads((folder / HEAD).read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(data, dict) or data.get("format") != HEAD_FORMAT:
        raise ValueError(f"{HEAD} is not {HEAD_FORMAT}")
    try:
        return Head(
            number=int(data["number"]),
            head=str(data["head"]),
            key=base64.b64decode(data["key"], validate=True),
            signature=base64.b64decode(data["signature"], validate=True),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{HEAD} lacks a field or has one of the wrong kind") from error


def is_genuine(head: Head, is_signed: "IsSigned") -> bool:
    """Whether a head's signature is its own; an unsigned head is as good as what stands beside it."""
    return not head.key or is_signed(signed_text(head), head.signature, head.key)


def ledger_head(folder: Path) -> str:
    """SHA-256 of the ledger's last whole line: what a manifest names. Zeros when there is no ledger yet."""
    try:
        data = (folder / "ledger.jsonl").read_bytes()
    except FileNotFoundError:
        return NOTHING_BEFORE
    lines = data.rpartition(b"\n")[0]
    return line_hash(lines.rpartition(b"\n")[2]) if lines else NOTHING_BEFORE


def find_head(folder: Path, head: str) -> int:
    """The number of the entry whose hash is `head` (as a manifest names it); 0 when it is in no line."""
    try:
        lines = (folder / "ledger.jsonl").read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if line_hash(line) == head), 0)
