"""A person's own certificates: used when they are right, refused with a reason when they are not."""

import datetime
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust import identity
from yingxi.trust.identity.certificates import certificate_pem, make_leaf, make_root
from yingxi.trust.identity.folder import identity_folder
from yingxi.trust.provenance import try_identity

NOW = datetime.datetime.now(datetime.UTC)


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    return tmp_path


def key_bytes(key, password=None):
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def write_pair(folder, chain, key):
    (folder / "chain.pem").write_bytes(chain)
    (folder / "key.pem").write_bytes(key)
    return folder / "chain.pem", folder / "key.pem"


def leaf_with(issuer, key, *, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,), signs=True, ca=False,
              begins=NOW - datetime.timedelta(days=1), ends=NOW + datetime.timedelta(days=9), above=True):
    """A certificate with one thing wrong."""
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"), False,
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A film house")])
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(issuer.certificate.subject)
        .public_key(key.public_key()).serial_number(7).not_valid_before(begins).not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=signs, content_commitment=not signs, **usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage(list(purposes)), critical=False)
    )
    if above:
        aki = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        built = built.add_extension(aki, critical=False)
    return built.sign(issuer.key, hashes.SHA256())


@pytest.mark.parametrize(
    ("make", "algorithm"),
    [
        (lambda: ec.generate_private_key(ec.SECP256R1()), "es256"),
        (lambda: ec.generate_private_key(ec.SECP384R1()), "es384"),
        (lambda: ed25519.Ed25519PrivateKey.generate(), "ed25519"),
        (lambda: rsa.generate_private_key(65537, 2048), "ps256"),
    ],
)
def test_each_kind_of_key_that_c2pa_knows_signs(own_home, make, algorithm):
    root, key = make_root(NOW), make()
    chain = certificate_pem(make_leaf(root, key.public_key(), "house", NOW), root.certificate)
    mine, above = identity.read_own(*write_pair(own_home, chain, key_bytes(key)))
    assert mine.algorithm == algorithm
    assert above == certificate_pem(root.certificate)
    try_identity(mine)


def test_own_certificates_sign_until_the_local_ones_are_asked_for_again(own_home):
    local = identity.load_identity()
    root, key = make_root(NOW), ec.generate_private_key(ec.SECP256R1())
    chain = certificate_pem(make_leaf(root, key.public_key(), "house", NOW), root.certificate)
    mine, above = identity.read_own(*write_pair(own_home, chain, key_bytes(key)))
    identity.keep_own(mine, above)
    assert identity.load_identity() == mine
    assert identity.describe_identity().own
    assert above.strip() in identity.trusted_roots()
    assert (identity_folder().own / "film.key").stat().st_mode & 0o777 == 0o600
    identity.use_local()
    assert identity.load_identity() == local
    assert list(identity_folder().root.glob("own-*/film.key")), "what was used before is kept aside"
    with pytest.raises(UsageError, match="signs with its local identity already"):
        identity.use_local()


SAID = {
    "no certificate": "holds no PEM certificate",
    "no key": "holds no private key in PEM",
    "locked key": "is locked with a password; unlock a copy: openssl pkcs8",
    "other key": "does not belong to the first certificate .* choose the key",
    "issuer first": "put that certificate first",
    "stranger above": "is not issued by the certificate after it",
    "expired": "'A film house' expired on .*; renew it",
    "not yet": "is not valid before",
    "authority": "is a certificate authority; sign with one that it issued",
    "signs nothing": "lacks the key usage digitalSignature",
    "for servers": "is not made for signing content; it needs",
    "nothing above": "lacks the authority key identifier",
    "self-signed": "is signed by itself",
}


@pytest.fixture(scope="module")
def wrong_pairs():
    root, key, other = make_root(NOW), *(ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    leaf, secret = make_leaf(root, key.public_key(), "house", NOW), key_bytes(key)
    good, days = certificate_pem(leaf), datetime.timedelta(days=1)

    def wrong(**about):
        return certificate_pem(leaf_with(root, key, **about)), secret

    return {
        "no certificate": (b"nothing", secret),
        "no key": (good, b"nothing"),
        "locked key": (good, key_bytes(key, b"secret")),
        "other key": (good, key_bytes(other)),
        "issuer first": (certificate_pem(root.certificate, leaf), secret),
        "stranger above": (certificate_pem(leaf, make_root(NOW).certificate), secret),
        "expired": wrong(begins=NOW - 9 * days, ends=NOW - 2 * days),
        "not yet": wrong(begins=NOW + 2 * days, ends=NOW + 9 * days),
        "authority": wrong(ca=True),
        "signs nothing": wrong(signs=False),
        "for servers": wrong(purposes=[ExtendedKeyUsageOID.SERVER_AUTH]),
        "nothing above": wrong(above=False),
        "self-signed": (certificate_pem(root.certificate), key_bytes(root.key)),
    }


@pytest.mark.parametrize("wrong", SAID)
def test_wrong_certificates_are_refused_with_a_reason(own_home, wrong_pairs, wrong):
    with pytest.raises(UsageError, match=SAID[wrong]):
        identity.read_own(*write_pair(own_home, *wrong_pairs[wrong]))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: rsa.generate_private_key(65537, 1024), "a RSA key of 1024 bits cannot sign"),
        (lambda: ec.generate_private_key(ec.SECP192R1()), "cannot sign manifests"),
        (lambda: dsa.generate_private_key(1024), "a DSA key of 1024 bits cannot sign"),
    ],
)
def test_weak_and_unknown_keys_are_refused(own_home, make, said):
    root = make_root(NOW)
    leaf = make_leaf(root, root.key.public_key(), "house", NOW)
    with pytest.raises(UsageError, match=said):
        identity.read_own(*write_pair(own_home, certificate_pem(leaf), key_bytes(make())))


def test_missing_files_are_said(own_home):
    with pytest.raises(UsageError, match=r"chain\.pem: no such file"):
        identity.read_own(own_home / "chain.pem", own_home / "key.pem")


def test_a_trial_finds_what_no_check_of_ours_does(own_home):
    local = identity.load_identity()
    with pytest.raises(UsageError, match="nothing can be signed with these certificates"):
        try_identity(replace(local, algorithm="ps256"))


def test_roots_of_others_are_trusted_when_asked(own_home):
    root = make_root(NOW)
    (own_home / "root.pem").write_bytes(certificate_pem(root.certificate))
    (own_home / "leaf.pem").write_bytes(certificate_pem(make_leaf(root, root.key.public_key(), "x", NOW)))
    assert [one.name for one in identity.trust_roots(own_home / "root.pem")] == [
        root.certificate.subject.rfc4514_string()
    ]
    assert certificate_pem(root.certificate).strip() in identity.trusted_roots()
    with pytest.raises(UsageError, match="is no certificate authority; trust the root"):
        identity.trust_roots(own_home / "leaf.pem")


def test_a_file_among_the_roots_that_is_none_is_named(own_home):
    (identity_folder().anchors).mkdir()
    (identity_folder().anchors / "odd.pem").write_text("not a certificate")
    with pytest.raises(UsageError, match=r"anchors/odd\.pem holds no PEM certificate"):
        identity.trusted_roots()


def test_the_producer_s_code_is_kept_forgotten_and_overruled(own_home, monkeypatch):
    assert identity.producer_code() == ""
    identity.keep_producer(" 001191110000 ")
    assert identity.producer_code() == "001191110000"
    monkeypatch.setenv("YINGXI_PRODUCER", "other")
    assert identity.producer_code() == "other"
    monkeypatch.delenv("YINGXI_PRODUCER")
    identity.keep_producer("")
    assert identity.producer_code() == ""
    with pytest.raises(UsageError, match="128 letters at most"):
        identity.keep_producer("x" * 129)


def test_an_identity_without_its_key_is_said(own_home):
    identity.load_identity()
    (identity_folder().local / "film.key").unlink()
    with pytest.raises(YingxiError, match=r"the signing identity in .*local cannot be read"):
        identity.load_identity()


