"""Checking a person's own certificates before they are used: every refusal says what to do.

Rules: C2PA specification 2.4, certificate profile (section 14.5), over RFC 5280.
"""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from yingxi.film.errors import UsageError

CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
SHORTEST_RSA = 2048
PURPOSES = {
    ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string: "emailProtection",
    "1.3.6.1.5.5.7.3.36": "documentSigning",
    "1.3.6.1.4.1.62558.2.1": "C2PA claim signing",
}


def read_chain(data: bytes, name: str) -> list[x509.Certificate]:
    """The certificates of a PEM file, at least one."""
    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise UsageError(
            f"{name} holds no PEM certificate; it should begin with -----BEGIN CERTIFICATE----- "
            "(openssl x509 -inform der -in cert.der -out cert.pem)"
        ) from error


def read_key(data: bytes, name: str) -> Any:
    """The private key of an unencrypted PEM file."""
    try:
        return serialization.load_pem_private_key(data, None)
    except TypeError as error:
        raise UsageError(
            f"{name} is locked with a password; unlock a copy: openssl pkcs8 -in {name} -out open.key"
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{name} holds no private key in PEM (-----BEGIN PRIVATE KEY-----)") from error


def algorithm_of(key: Any) -> str:
    """C2PA's name for the algorithm that a key signs with."""
    match key:
        case ec.EllipticCurvePrivateKey() if key.curve.name in CURVES:
            return CURVES[key.curve.name]
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
        case rsa.RSAPrivateKey() if key.key_size >= SHORTEST_RSA:
            return "ps256"
    size = f" of {key.key_size} bits" if hasattr(key, "key_size") else ""
    raise UsageError(
        f"a {type(key).__name__.removesuffix('PrivateKey')} key{size} cannot sign manifests; "
        "allowed: P-256, P-384, P-521, Ed25519, RSA of 2048 bits and more"
    )


def check_pair(chain: Sequence[x509.Certificate], key: Any, now: datetime.datetime) -> None:
    """UsageError unless `key` may sign manifests with the first certificate of the chain today."""
    leaf = chain[0]
    if encoded(leaf.public_key()) != encoded(key.public_key()):
        held = [one for one in chain if encoded(one.public_key()) == encoded(key.public_key())]
        hint = "put that certificate first" if held else "choose the key that it was made for"
        raise UsageError(f"the key does not belong to the first certificate ({named(leaf)}); {hint}")
    check_order(chain)
    for one in chain:
        check_term(one, now)
    check_leaf(leaf)


def check_order(chain: Sequence[x509.Certificate]) -> None:
    """Each certificate must be issued by the next: leaf first, then those above it."""
    for below, above in pairwise(chain):
        try:
            below.verify_directly_issued_by(above)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise UsageError(
                f"{named(below)} is not issued by the certificate after it ({named(above)}); the order is: "
                "yours first, then each issuer"
            ) from error


def check_term(one: x509.Certificate, now: datetime.datetime) -> None:
    """The certificate must be in force."""
    if now < one.not_valid_before_utc:
        raise UsageError(f"{named(one)} is not valid before {one.not_valid_before_utc:%Y-%m-%d}")
    if now > one.not_valid_after_utc:
        raise UsageError(f"{named(one)} expired on {one.not_valid_after_utc:%Y-%m-%d}; renew it")


def check_leaf(leaf: x509.Certificate) -> None:
    """What the profile asks of a certificate that signs."""
    if leaf.version is not x509.Version.v3:
        raise UsageError(f"{named(leaf)} is not of version 3; ask its issuer for an X.509 v3 certificate")
    if leaf.issuer == leaf.subject:
        raise UsageError(f"{named(leaf)} is signed by itself; C2PA asks for one that an authority issued")
    constraints = extension(leaf, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        raise UsageError(f"{named(leaf)} is a certificate authority; sign with one that it issued")
    usage = extension(leaf, x509.KeyUsage)
    if usage is None or not usage.digital_signature:
        raise UsageError(f"{named(leaf)} lacks the key usage digitalSignature")
    purposes = extension(leaf, x509.ExtendedKeyUsage)
    oids = {one.dotted_string for one in purposes} if purposes is not None else set()
    if not oids & set(PURPOSES) or ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string in oids:
        allowed = ", ".join(PURPOSES.values())
        raise UsageError(f"{named(leaf)} is not made for signing content; it needs one of: {allowed}")
    if extension(leaf, x509.AuthorityKeyIdentifier) is None:
        raise UsageError(f"{named(leaf)} lacks the authority key identifier that C2PA asks for")


def extension(one: x509.Certificate, kind: Any) -> Any:
    """An extension's value, or None."""
    try:
        return one.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def encoded(key: Any) -> bytes:
    """A public key as DER, to compare."""
    data: bytes = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return data


def named(one: x509.Certificate) -> str:
    """A certificate as people know it: its common name, or its whole name."""
    names = one.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return f"'{str(names[0].value) if names else one.subject.rfc4514_string()}'"
