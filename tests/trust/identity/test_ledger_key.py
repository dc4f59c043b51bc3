"""The key that signs ledgers."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from yingxi.film.errors import YingxiError
from yingxi.store import home
from yingxi.trust import identity


def test_a_signature_holds_for_these_bytes_and_this_key_only() -> None:
    signature, key = identity.sign(b"head"), identity.public_key()
    assert len(signature) == 64
    assert len(key) == 32
    assert identity.is_signed(b"head", signature, key)
    assert not identity.is_signed(b"heap", signature, key)
    assert not identity.is_signed(b"head", signature, bytes(32))
    assert not identity.is_signed(b"head", signature[:-1], key)
    assert not identity.is_signed(b"head", signature, key[:-1])


def test_the_key_stays_the_same_and_its_certificate_leads_to_the_root() -> None:
    assert identity.public_key() == identity.public_key()
    leaf, root = x509.load_pem_x509_certificates(identity.ledger_chain())
    leaf.verify_directly_issued_by(root)
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    assert leaf.public_key().public_bytes(*raw) == identity.public_key()


def test_another_home_has_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = identity.public_key()
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path))
    assert identity.public_key() != here


def test_a_spoilt_key_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path))
    identity.public_key()
    (home() / "identity" / "local" / "ledger.key").write_text("nothing")
    with pytest.raises(YingxiError, match=r"the ledger key .*ledger\.key cannot be read .* a new identity"):
        identity.sign(b"head")
