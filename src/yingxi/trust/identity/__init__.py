"""Who signs: certificates and keys, made here on first use or the person's own, and whom this machine trusts.

Modules stand in dependency order: certificates first, then where they lie, then who uses them.
"""

from yingxi.trust.identity.ledger_key import is_signed, ledger_chain, public_key, sign

__all__ = ["is_signed", "ledger_chain", "public_key", "sign"]
