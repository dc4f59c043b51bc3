"""Who signs: certificates and keys, made here on first use or the person's own, and whom this machine trusts.

Modules stand in dependency order: certificates first, then where they lie, then who uses them.
"""

from yingxi.trust.identity.ledger_key import is_signed, ledger_chain, public_key, sign
from yingxi.trust.identity.signing import Identity, load_identity, producer_code, trusted_roots

__all__ = [
    "Identity",
    "is_signed",
    "ledger_chain",
    "load_identity",
    "producer_code",
    "public_key",
    "sign",
    "trusted_roots",
]
