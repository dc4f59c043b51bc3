"""The Ed25519 key (RFC 8032) with which heads of ledgers are signed."""

from typing import TYPE_CHECKING

from yingxi.film.errors import YingxiError
from yingxi.trust.identity.folder import identity_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sign(data: bytes) -> bytes:
    """The 64-byte Ed25519 signature of `data` with this machine's ledger key, made on first use."""
    return load_key().sign(data)


def public_key() -> bytes:
    """The 32 bytes of this machine's ledger key that others need to check a signature."""
    return load_key().public_key().public_bytes_raw()


def ledger_chain() -> bytes:
    """PEM of the ledger key's certificate and the local root that signed it, for a dossier."""
    local = identity_folder().local
    return (local / "ledger.pem").read_bytes() + (local / "root.pem").read_bytes()


def is_signed(data: bytes, signature: bytes, key: bytes) -> bool:
    """Whether `signature` is that of `data` by the holder of `key` (32 raw bytes)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def load_key() -> "Ed25519PrivateKey":
    """The private key from its file."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = identity_folder().local / "ledger.key"
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise YingxiError(
            f"the ledger key {path} cannot be read ({error}); restore it, or move the folder {path.parent} "
            "away and a new identity is made"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise YingxiError(
            f"{path} is no Ed25519 key; move the folder {path.parent} away and a new one is made"
        )
    return key
