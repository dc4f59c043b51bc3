"""The local identity: proper certificates, files for the owner alone, made once."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from yingxi.trust import identity
from yingxi.trust.identity.folder import identity_folder


@pytest.fixture
def local(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    return identity_folder().local


def test_the_leaf_is_as_the_profile_asks(local):
    leaf = x509.load_pem_x509_certificate((local / "film.pem").read_bytes())
    root = x509.load_pem_x509_certificate((local / "root.pem").read_bytes())
    leaf.verify_directly_issued_by(root)
    found = {one.oid._name: one for one in leaf.extensions}
    assert leaf.version is x509.Version.v3
    assert found["basicConstraints"].critical
    assert not found["basicConstraints"].value.ca
    assert found["keyUsage"].critical
    assert found["keyUsage"].value.digital_signature
    assert not found["keyUsage"].value.key_cert_sign
    assert list(found["extendedKeyUsage"].value) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]
    above = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert found["authorityKeyIdentifier"].value.key_identifier == above.digest
    assert "subjectKeyIdentifier" in found
    assert leaf.not_valid_after_utc <= root.not_valid_after_utc


def test_the_root_may_issue_leaves_only(local):
    root = x509.load_pem_x509_certificate((local / "root.pem").read_bytes())
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (True, True, 0)


def test_no_name_tells_of_the_person_or_the_machine(local):
    names = [
        one.value
        for path in sorted(local.glob("*.pem"))
        for one in x509.load_pem_x509_certificate(path.read_bytes()).subject
    ]
    assert all(name.startswith("Yingxi ") for name in names)
    assert not [name for name in names if os.uname().nodename in name]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other users out by other means")
def test_every_file_is_for_the_owner_alone(local):
    assert {path.stat().st_mode & 0o777 for path in local.iterdir()} == {0o600}
    assert local.stat().st_mode & 0o777 == 0o700


def test_many_at_once_make_one_identity(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    with ThreadPoolExecutor(6) as pool:
        keys = set(pool.map(lambda _: identity.public_key(), range(12)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "home" / "identity").iterdir() if path.is_dir()] == ["local"]
