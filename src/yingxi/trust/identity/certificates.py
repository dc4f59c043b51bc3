"""Certificates of the local identity: a root, and the leaves that it signs for films and for ledgers.

Profile: C2PA specification 2.2, section 14.5 (certificate profile for claim signing), over RFC 5280.
"""

import datetime
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ORGANISATION = "Yingxi local identity (self-made)"
"""Nobody has checked who is behind such a certificate, and its name says so."""

ROOT_YEARS = 20
LEAF_YEARS = 10
"""Long, for without a timestamp server a signature is good only as long as its certificate."""

EARLIER = datetime.timedelta(days=1)
"""Certificates begin a day ago: clocks of two machines differ."""

PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Issuer:
    """A root: its certificate and the key that signs leaves."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_root(now: datetime.datetime) -> Issuer:
    """A new root on P-256; eight hex digits of its key in its name tell two roots apart."""
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    name = name_of(f"Yingxi root {identifier.digest.hex()[:8]}")
    usage = key_usage(signs=False, issues=True)
    builder = (
        begin(name, name, key.public_key(), now, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    return Issuer(certificate=builder.sign(key, hashes.SHA256()), key=key)


def make_leaf(issuer: Issuer, public_key: PublicKey, role: str, now: datetime.datetime) -> x509.Certificate:
    """A certificate with which `public_key` may sign; `role` (film, ledger) is in its name.

    It never outlives its issuer.
    """
    identifier = x509.SubjectKeyIdentifier.from_public_key(public_key)
    name = name_of(f"Yingxi {role} {identifier.digest.hex()[:8]}")
    above = issuer.certificate
    builder = (
        begin(name, above.subject, public_key, now, LEAF_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs=True, issues=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(identifier, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    return builder.sign(issuer.key, hashes.SHA256())


def begin(
    subject: x509.Name, issuer: x509.Name, public_key: PublicKey, now: datetime.datetime, years: int
) -> x509.CertificateBuilder:
    """Names, key, number and term of a certificate."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + datetime.timedelta(days=365 * years))
    )


def name_of(common: str) -> x509.Name:
    """A name with our organisation; it says nothing of the person or the machine."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def key_usage(*, signs: bool, issues: bool) -> x509.KeyUsage:
    """The key either signs things or issues certificates."""
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=issues, crl_sign=issues, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def certificate_pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as PEM, in the order given."""
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


def key_pem(key: PrivateKey) -> bytes:
    """A private key as unencrypted PKCS #8 PEM (RFC 5958)."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
