"""Who signs: certificates and keys, made here on first use or the person's own, and whom this machine trusts.

Modules stand in dependency order: certificates first, then where they lie, then who uses them.
"""

from yingxi.trust.identity.ledger_key import is_signed, ledger_chain, public_key, sign
from yingxi.trust.identity.own import (
    Certificate,
    Description,
    describe_certificates,
    describe_identity,
    keep_own,
    keep_producer,
    read_own,
    trust_roots,
    use_local,
)
from yingxi.trust.identity.signing import Identity, load_identity, producer_code, trusted_roots
from yingxi.trust.identity.timestamps import check_timestamp, timestamp, timestamp_server

__all__ = [
    "Certificate",
    "Description",
    "Identity",
    "check_timestamp",
    "describe_certificates",
    "describe_identity",
    "is_signed",
    "keep_own",
    "keep_producer",
    "ledger_chain",
    "load_identity",
    "producer_code",
    "public_key",
    "read_own",
    "sign",
    "timestamp",
    "timestamp_server",
    "trust_roots",
    "trusted_roots",
    "use_local",
]
