"""Signing and reading manifests with c2pa itself as the reader."""

import datetime
from dataclasses import replace

import av
import c2pa
import pytest
from PIL import Image
from tests.trust.timestamping import Authority, Server

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import home
from yingxi.trust.identity import keep_own, load_identity, read_own, trust_roots, trusted_roots
from yingxi.trust.identity.certificates import certificate_pem, key_pem, make_leaf, make_root
from yingxi.trust.provenance import (
    DrawnLabel,
    Ingredient,
    Part,
    Statement,
    read_manifest,
    sign_media,
    strip_manifest,
)

FILES = ["still.png", "still.jpg", "film.mp4"]


@pytest.mark.parametrize("name", [*FILES, "still.webp"])
def test_what_is_stated_is_read_again_and_trusted(media, tmp_path, statement, name):
    signed = sign_media(media / name, tmp_path / name, statement, load_identity())
    reading = read_manifest(signed)
    assert (reading.state, reading.problems) == ("trusted", ())
    assert (reading.generator, reading.title) == ("Yingxi", "龙舟")
    assert reading.issuer == "Yingxi local identity (self-made)"
    assert reading.source_type == "compositeWithTrainedAlgorithmicMedia"
    names = [one.name for one in reading.actions]
    assert names == ["c2pa.created", "c2pa.addedText", "c2pa.watermarked.bound"]
    assert reading.soft_binding == statement.soft_binding
    assert reading.ledger == statement.ledger
    assert reading.label == statement.label
    assert reading.models == ("Kokoro",)
    assert reading.signed_at == ""
    assert reading.thumbnail.startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_reads_it_without_us(media, tmp_path, statement, name):
    signed = sign_media(media / name, tmp_path / name, statement, load_identity())
    with c2pa.Reader(str(signed)) as reader:
        assert reader.get_validation_state() == "Valid"
        codes = {one["code"] for one in reader.get_validation_results()["activeManifest"]["failure"]}
        active = reader.get_active_manifest()
    assert codes <= {"signingCredential.untrusted"}
    assertions = {one["label"]: one["data"] for one in active["assertions"]}
    created = assertions["c2pa.actions.v2"]["actions"][0]
    term = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    assert created["digitalSourceType"] == term
    assert assertions["c2pa.metadata"]["Iptc4xmpExt:DigitalSourceType"] == term
    disclosure = assertions["c2pa.ai-disclosure"]
    assert disclosure["modelName"] == "Kokoro"
    assert disclosure["modelIdentifier"] == "sha256:" + "ab" * 32
    assert disclosure["contentProfile"] == {"humanOversightLevel": "prompt_guided"}
    assert assertions["yingxi.production"]["facts"] == {"look": "ink", "seed": 1}


def test_media_play_as_before(media, tmp_path, statement):
    signed = sign_media(media / "film.mp4", tmp_path / "film.mp4", statement, load_identity())
    with av.open(media / "film.mp4") as before, av.open(signed) as after:
        old, new = ([frame.to_ndarray().tobytes() for frame in each.decode(video=0)]
                    for each in (before, after))
        assert old == new
    still = sign_media(media / "still.png", tmp_path / "still.png", statement, load_identity())
    with Image.open(media / "still.png") as before, Image.open(still) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_bit_is_seen(media, tmp_path, statement, name):
    signed = sign_media(media / name, tmp_path / name, statement, load_identity())
    data = bytearray(signed.read_bytes())
    place = data.rindex(b"IDAT") + 40 if name.endswith("png") else len(data) - 200
    data[place] ^= 1
    signed.write_bytes(data)
    reading = read_manifest(signed)
    assert reading.state == "invalid"
    assert any("mismatch" in problem.code for problem in reading.problems)


@pytest.mark.parametrize("name", FILES)
def test_a_manifest_taken_off_leaves_the_bytes_that_were_signed(media, tmp_path, statement, name):
    signed = sign_media(media / name, tmp_path / name, statement, load_identity())
    bare = strip_manifest(signed, tmp_path / f"bare-{name}")
    assert bare.read_bytes() == (media / name).read_bytes()
    assert read_manifest(bare).state == "none"
    assert strip_manifest(bare, tmp_path / f"again-{name}").read_bytes() == bare.read_bytes()


def test_the_source_is_untouched_and_a_failure_leaves_what_stood_there(media, tmp_path, statement):
    before = (media / "still.png").read_bytes()
    out = tmp_path / "out.png"
    out.write_bytes(b"older")
    with pytest.raises(YingxiError, match=r"out\.png: could not be signed"):
        sign_media(media / "still.png", out, statement, replace(load_identity(), key=b"no key"))
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]
    assert (media / "still.png").read_bytes() == before


def test_a_signer_whom_nobody_here_knows_is_valid_not_trusted(media, tmp_path, statement, monkeypatch):
    signed = sign_media(media / "still.jpg", tmp_path / "still.jpg", statement, load_identity())
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "elsewhere"))
    assert read_manifest(signed).state == "valid"


def test_own_certificates_sign_and_their_root_is_trusted(media, tmp_path, statement, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    now = datetime.datetime.now(datetime.UTC)
    root = make_root(now)
    leaf = make_leaf(root, root.key.public_key(), "house", now)
    (tmp_path / "chain.pem").write_bytes(certificate_pem(leaf, root.certificate))
    (tmp_path / "key.pem").write_bytes(key_pem(root.key))
    keep_own(*read_own(tmp_path / "chain.pem", tmp_path / "key.pem"))
    signed = sign_media(media / "film.mp4", tmp_path / "film.mp4", statement, load_identity())
    assert read_manifest(signed).state == "trusted"


def test_users_material_keeps_its_own_manifest(media, tmp_path, statement):
    photo = Statement(title="photo", parts=(Part(name="picture", source="digitalCapture", tool="a camera"),))
    sign_media(media / "still.jpg", tmp_path / "photo.jpg", photo, load_identity())
    given = (
        Ingredient(path=tmp_path / "photo.jpg", title="my photo"),
        Ingredient(path=media / "still.png", relationship="inputTo"),
    )
    signed = sign_media(
        media / "film.mp4", tmp_path / "film.mp4", replace(statement, ingredients=given), load_identity()
    )
    reading = read_manifest(signed)
    assert (reading.state, reading.problems) == ("trusted", ())
    first, second = reading.ingredients
    assert (first.title, first.state, first.sources) == ("my photo", "valid", ("digitalCapture",))
    assert (first.relationship, second.relationship) == ("componentOf", "inputTo")
    assert (second.title, second.state) == ("still.png", "none")
    assert [one.name for one in reading.actions].count("c2pa.placed") == 1
    assert set(reading.source_types) == {"compositeWithTrainedAlgorithmicMedia", "digitalCapture"}


def test_a_spoilt_manifest_of_others_is_kept_as_spoilt(media, tmp_path, statement):
    photo = Statement(title="photo", parts=(Part(name="picture", source="digitalCapture", tool="a camera"),))
    spoilt = sign_media(media / "still.jpg", tmp_path / "photo.jpg", photo, load_identity())
    data = bytearray(spoilt.read_bytes())
    data[-200] ^= 1
    spoilt.write_bytes(data)
    with_photo = replace(statement, ingredients=(Ingredient(path=spoilt),))
    signed = sign_media(media / "still.png", tmp_path / "film.png", with_photo, load_identity())
    assert [one.state for one in read_manifest(signed).ingredients] == ["invalid"]


def test_a_label_left_off_says_why(media, tmp_path, statement):
    off = replace(statement, label=DrawnLabel(reason="announced before the show"))
    signed = sign_media(media / "still.png", tmp_path / "still.png", off, load_identity())
    assert read_manifest(signed).label == DrawnLabel(reason="announced before the show")


def test_no_model_no_disclosure(media, tmp_path, statement):
    computed = replace(statement, parts=statement.parts[:1])
    signed = sign_media(media / "still.png", tmp_path / "still.png", computed, load_identity())
    reading = read_manifest(signed)
    assert (reading.source_type, reading.models) == ("algorithmicMedia", ())


def test_the_time_is_countersigned(media, tmp_path, statement, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    authority = Authority()
    with Server(authority) as server:
        signed = sign_media(
            media / "film.mp4", tmp_path / "film.mp4", statement, load_identity(), timestamps=server.url
        )
    reading = read_manifest(signed)
    assert (reading.state, reading.time_trusted) == ("trusted", False)
    assert datetime.datetime.fromisoformat(reading.signed_at) == authority.now
    (tmp_path / "time.pem").write_bytes(authority.root_pem)
    trust_roots(tmp_path / "time.pem")
    assert read_manifest(signed).time_trusted


def test_a_time_server_that_is_away_is_said(media, tmp_path, statement):
    with pytest.raises(YingxiError, match="could not be signed"):
        sign_media(
            media / "still.png", tmp_path / "still.png", statement, load_identity(),
            timestamps="http://127.0.0.1:9",
        )  # fmt: skip
    assert not (tmp_path / "still.png").exists()


def test_files_without_a_manifest(media, tmp_path):
    assert read_manifest(media / "film.mp4").state == "none"
    (tmp_path / "notes.txt").write_text("nothing")
    assert read_manifest(tmp_path / "notes.txt").state == "none"
    (tmp_path / "empty.png").write_bytes(b"")
    assert read_manifest(tmp_path / "empty.png").state in ("none", "invalid")
    with pytest.raises(YingxiError, match="no such file"):
        read_manifest(tmp_path / "gone.png")


def test_a_manifest_cut_short_is_invalid_or_gone_but_never_good(media, tmp_path, statement):
    signed = sign_media(media / "still.jpg", tmp_path / "still.jpg", statement, load_identity())
    data = signed.read_bytes()
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        (tmp_path / "cut.jpg").write_bytes(data[: int(len(data) * share)])
        assert read_manifest(tmp_path / "cut.jpg").state in ("none", "invalid")


def test_other_kinds_of_file_are_refused(media, tmp_path, statement):
    with pytest.raises(UsageError, match=r"'\.txt' files cannot be signed here; allowed: .*\.mp4"):
        sign_media(tmp_path / "a.txt", tmp_path / "b.txt", statement, load_identity())


def test_no_private_key_leaves_the_home(media, tmp_path, statement):
    signed = sign_media(media / "film.mp4", tmp_path / "film.mp4", statement, load_identity())
    data = signed.read_bytes()
    assert b"PRIVATE KEY" not in data
    assert str(home()).encode() not in data
    assert b"PRIVATE" not in trusted_roots()
