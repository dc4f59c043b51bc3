"""The identity that signs films: the person's own where they gave one, else the local one."""

import os
from dataclasses import dataclass
from pathlib import Path

from yingxi.film.errors import YingxiError
from yingxi.store.home import home
from yingxi.trust.identity.folder import identity_folder

ALGORITHM = "es256"


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Identity:
    """What a signature needs: the chain (PEM, leaf first, without the root), the key (PEM, PKCS #8).

    `algorithm` is one of C2PA's names (es256, es384, es512, ps256, ed25519); `own`: the person gave it.
    """

    chain: bytes
    key: bytes
    algorithm: str
    own: bool = False


def load_identity() -> Identity:
    """The identity that signs films on this machine, made on first use."""
    folder = identity_folder()
    own = folder.own.is_dir()
    place = folder.own if own else folder.local
    try:
        chain, key = (place / "film.pem").read_bytes(), (place / "film.key").read_bytes()
        name = (place / "algorithm").read_text(encoding="ascii").strip() if own else ALGORITHM
    except OSError as error:
        raise YingxiError(
            f"the signing identity in {place} cannot be read ({error.strerror}); restore it, or move it away"
        ) from error
    return Identity(chain=chain, key=key, algorithm=name, own=own)


def trusted_roots() -> bytes:
    """PEM of all roots that this machine trusts: its own, and those in the folder of anchors.

    UsageError names a file there that holds no certificate: with it nothing could be judged.
    """
    folder = identity_folder()
    anchors = [checked_anchor(path) for path in sorted(folder.anchors.glob("*.pem"))]
    return b"\n".join([(folder.local / "root.pem").read_bytes(), *anchors])


def checked_anchor(path: Path) -> bytes:
    """The bytes of a file of roots, if it is one."""
    from yingxi.trust.identity.check import read_chain

    data = path.read_bytes()
    read_chain(data, str(path))
    return data


def producer_code() -> str:
    """The person's code as a content producer (GB 45438-2025): $YINGXI_PRODUCER, else what `yingxi identity
    producer` kept; empty when they gave none. It is never made up.
    """
    chosen = os.environ.get("YINGXI_PRODUCER", "").strip()
    kept = home() / "producer"
    return chosen or (kept.read_text(encoding="utf-8").strip() if kept.is_file() else "")
