"""The person's own certificates, the roots that they trust, and their code as a producer."""

import datetime
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from yingxi.film.errors import UsageError
from yingxi.store.home import home
from yingxi.trust.identity.folder import identity_folder, place_files
from yingxi.trust.identity.signing import Identity, load_identity, producer_code

LARGEST = 1 << 20
LONGEST_CODE = 128


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """One certificate as people read it; `sha256` is its fingerprint, times are UTC dates."""

    name: str
    issuer: str
    since: str
    until: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """Who signs on this machine and whom it trusts."""

    own: bool
    algorithm: str
    chain: tuple[Certificate, ...]
    anchors: tuple[Certificate, ...]
    ledger_key: str
    producer: str
    folder: Path


def describe_identity() -> Description:
    """All of it; the identity is made when there is none yet."""
    from yingxi.trust.identity.ledger_key import public_key
    from yingxi.trust.identity.signing import trusted_roots

    identity = load_identity()
    return Description(
        own=identity.own,
        algorithm=identity.algorithm,
        chain=describe_certificates(identity.chain),
        anchors=describe_certificates(trusted_roots()),
        ledger_key=public_key().hex(),
        producer=producer_code(),
        folder=identity_folder().root,
    )


def describe_certificates(pem: bytes) -> tuple[Certificate, ...]:
    """Certificates of a PEM text as people read them."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    return tuple(
        Certificate(
            name=one.subject.rfc4514_string(),
            issuer=one.issuer.rfc4514_string(),
            since=f"{one.not_valid_before_utc:%Y-%m-%d}",
            until=f"{one.not_valid_after_utc:%Y-%m-%d}",
            sha256=one.fingerprint(SHA256()).hex(),
        )
        for one in x509.load_pem_x509_certificates(pem)
    )


def read_own(chain: Path, key: Path) -> tuple[Identity, bytes]:
    """A checked identity from PEM files, and the root where the chain ends in one (b"" when it does not).

    UsageError says what is wrong with them and what to do.
    """
    from cryptography.hazmat.primitives import serialization

    from yingxi.trust.identity.certificates import certificate_pem
    from yingxi.trust.identity.check import algorithm_of, check_pair, read_chain, read_key

    certificates = read_chain(read_file(chain), str(chain))
    secret = read_key(read_file(key), str(key))
    algorithm = algorithm_of(secret)
    check_pair(certificates, secret, datetime.datetime.now(datetime.UTC))
    roots = [one for one in certificates[1:] if one.issuer == one.subject]
    pem = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kept = [one for one in certificates if one not in roots]
    identity = Identity(chain=certificate_pem(*kept), key=pem, algorithm=algorithm, own=True)
    return identity, certificate_pem(*roots)


def read_file(path: Path) -> bytes:
    """A small file's bytes; UsageError when there is none."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.stat().st_size > LARGEST:
        raise UsageError(f"{path} is too large for certificates or a key")
    return path.read_bytes()


def keep_own(identity: Identity, root: bytes = b"") -> None:
    """Sign with this identity from now on; its root is trusted here."""
    folder = identity_folder()
    files = {"film.pem": identity.chain, "film.key": identity.key, "algorithm": identity.algorithm.encode()}
    place_files(folder.own, files)
    if root:
        keep_anchor(root)


def use_local() -> None:
    """Sign with the local identity again; the own one is kept aside, not deleted."""
    folder = identity_folder()
    if not folder.own.is_dir():
        raise UsageError("this machine signs with its local identity already")
    aside = folder.root / f"own-{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}"
    folder.own.rename(aside)


def trust_roots(path: Path) -> tuple[Certificate, ...]:
    """Trust the certificates of a PEM file as roots from now on; gives those that are in it."""
    from cryptography import x509

    from yingxi.trust.identity.certificates import certificate_pem
    from yingxi.trust.identity.check import extension, named, read_chain

    found = read_chain(read_file(path), str(path))
    for one in found:
        constraints = extension(one, x509.BasicConstraints)
        if constraints is None or not constraints.ca:
            raise UsageError(
                f"{named(one)} in {path} is no certificate authority; trust the root that stands above it"
            )
    pem = certificate_pem(*found)
    keep_anchor(pem)
    return describe_certificates(pem)


def keep_anchor(pem: bytes) -> Path:
    """Put roots into the folder of anchors, named by their bytes."""
    from yingxi.store.atomic import write_bytes

    place = identity_folder().anchors / f"{sha256(pem).hexdigest()[:16]}.pem"
    write_bytes(place, pem)
    return place


def keep_producer(code: str) -> None:
    """Keep the person's code as a producer (GB 45438-2025); an empty one is forgotten."""
    from yingxi.store.atomic import write_text

    text = code.strip()
    if len(text) > LONGEST_CODE or not text.isprintable():
        raise UsageError(f"a producer's code has {LONGEST_CODE} letters at most, in one line: '{code[:30]}'")
    if text:
        write_text(home() / "producer", text + "\n")
    else:
        (home() / "producer").unlink(missing_ok=True)
