"""Nobody's face is used without a signed consent that holds."""

import json
import stat
from datetime import date, timedelta

import numpy as np
import pytest
from likeness_faces import SIZE, Pose, group, portraits, posed, save, still
from PIL import Image, ImageFilter

from yingxi.film.errors import UsageError, YingxiError
from yingxi.media import VideoWriter, planes_from_rgb
from yingxi.trust.likeness import require_consent
from yingxi.trust.likeness.asking import ask_consent
from yingxi.trust.likeness.consent import (
    Terms,
    consents,
    find_consents,
    give_consent,
    revoke_consent,
    today,
)
from yingxi.trust.likeness.describing import describe_face
from yingxi.trust.likeness.enrolling import enroll
from yingxi.trust.likeness.finding import find_faces
from yingxi.trust.likeness.vault import Template, load_template, save_template, template_names, vault_folder

ANIMATE = Terms(scope=("animate",))


@pytest.fixture
def portrait(tmp_path):
    return save(still(), tmp_path / "eileen.jpg")


@pytest.fixture
def enrolled(portrait):
    return enroll(
        "Eileen", [portrait], Terms(scope=("animate", "voice"), until="2999-01-01", words="I agree")
    )


def test_a_picture_of_a_person_who_agreed_may_be_used(enrolled, tmp_path):
    decision = require_consent(save(posed(Pose(turn=18)), tmp_path / "another.jpg"))
    assert decision.allowed
    assert decision.consents == (enrolled.id,)
    assert decision.faces[0].person == "Eileen"
    assert require_consent(still(), "voice").allowed


def test_everybody_in_the_picture_must_agree(enrolled, tmp_path):
    both = np.concatenate([still(), np.asarray(Image.fromarray(portraits()[0]).resize((SIZE, SIZE)))], 1)
    decision = ask_consent(both)
    assert sorted(bool(one.refused) for one in decision.faces) == [False, True]
    with pytest.raises(UsageError, match=r"both.jpg: the face at .* whose consent is not recorded.*enroll"):
        require_consent(save(both, tmp_path / "both.jpg"))


def test_a_video_is_looked_through_and_each_person_named_once(enrolled, tmp_path):
    path = tmp_path / "two.mp4"
    other = np.asarray(Image.fromarray(portraits()[0]).resize((SIZE, SIZE)))
    with VideoWriter(path, (SIZE, SIZE), 12) as writer:
        for number in range(18):
            writer.write(planes_from_rgb(still() if number < 12 else other))
    decision = ask_consent(path)
    assert [one.person for one in decision.faces] in (["Eileen", ""], ["", "Eileen"])
    with pytest.raises(UsageError, match=r"two.mp4: the face at [^;]* is not recorded[^;]*$"):
        require_consent(path)


def test_only_so_many_faces_are_told_at_once():
    crowd = np.concatenate([group(6), group(6)], 1)
    with pytest.raises(UsageError, match=r"; and 5 more\. People agree"):
        require_consent(crowd)


def test_without_anybody_enrolled_no_face_passes_and_a_landscape_does():
    with pytest.raises(UsageError, match="nobody is enrolled"):
        require_consent(still())
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3)).astype(np.uint8)
    assert require_consent(noise).allowed


def test_a_consent_holds_for_what_was_said_only(portrait):
    soon = (today() + timedelta(days=3)).isoformat()
    enroll("Eileen", [portrait], Terms(scope=("animate",), until=soon, film="Orbit"))
    assert require_consent(portrait, film="Orbit").allowed
    for how, why in (
        ({"film": "Moon"}, "is for the film 'Orbit' only"),
        ({"film": "Orbit", "scope": "voice"}, "covers animate, not voice"),
        ({"film": "Orbit", "day": today() + timedelta(days=4)}, f"ended on {soon}"),
    ):
        with pytest.raises(UsageError, match=why):
            require_consent(portrait, **how)
    assert require_consent(portrait, film="Orbit", day=today() + timedelta(days=3)).allowed


def test_who_revokes_is_not_used_again_and_is_not_kept(enrolled, portrait):
    (name,) = enrolled.templates
    kept = vault_folder() / f"{name}.face"
    with kept.open("rb") as still_open:
        before = still_open.read()
        revoked = revoke_consent(enrolled, "the film is done")
        still_open.seek(0)
        after = still_open.read()
    assert len(after) == len(before)
    assert after != before, "the bytes are overwritten, not only the name removed"
    assert template_names() == ()
    assert revoked.templates == ()
    assert find_consents("Eileen")[0].revoked_because == "the film is done"
    with pytest.raises(UsageError, match="nobody is enrolled"):
        require_consent(portrait)


def test_who_asks_to_be_forgotten_is_named_nowhere(enrolled):
    revoke_consent(enrolled, "please", forget=True)
    for path in vault_folder().rglob("*"):
        assert path.is_dir() or b"Eileen" not in path.read_bytes()
    (record,) = consents()
    assert (record.words, record.revoked_because) == ("", "please")


def test_a_record_that_was_changed_counts_for_nothing(enrolled, portrait):
    path = vault_folder() / "consents" / f"{enrolled.id}.json"
    page = json.loads(path.read_text())
    path.write_text(json.dumps(page | {"until": "3999-01-01"}))
    with pytest.raises(YingxiError, match="changed after it was signed"):
        require_consent(portrait)
    path.write_text("{")
    with pytest.raises(YingxiError, match="is no consent record"):
        consents()


def test_what_is_kept_is_sealed_and_for_the_owner_alone(enrolled):
    (name,) = enrolled.templates
    template = load_template(name)
    numbers = describe_face(still(), find_faces(still())[0])["dlib"]
    assert np.linalg.norm(template.descriptions["dlib"] - numbers) < 0.2
    sealed = (vault_folder() / f"{name}.face").read_bytes()
    assert b"Eileen" not in sealed
    assert template.descriptions["dlib"].tobytes() not in sealed
    for path in vault_folder().rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(vault_folder().stat().st_mode) == 0o700


def test_a_template_of_another_name_or_key_is_not_opened(enrolled):
    (name,) = enrolled.templates
    folder = vault_folder()
    (folder / "0000.face").write_bytes((folder / f"{name}.face").read_bytes())
    with pytest.raises(YingxiError, match="cannot be opened with this machine's key"):
        load_template("0000")
    (folder / "templates.key").write_bytes(bytes(32))
    with pytest.raises(YingxiError, match="cannot be opened"):
        load_template(name)
    with pytest.raises(UsageError, match="there is no template gone"):
        load_template("gone")


def test_descriptions_by_other_weights_are_not_compared(portrait):
    made = "2026-01-01T00:00:00+00:00"
    numbers = {"mobilefacenet": np.ones(192, np.float32)}
    old = Template(person="Old", made=made, descriptions=numbers, weights={"mobilefacenet": "000000000000"})
    save_template("old", old)
    give_consent("Old", ANIMATE, ["old"])
    with pytest.raises(YingxiError, match="described by networks that are no longer here"):
        require_consent(portrait)


def test_enrolling_says_what_is_wrong_and_keeps_nothing(tmp_path, portrait):
    blurred = np.asarray(Image.fromarray(still()).filter(ImageFilter.GaussianBlur(4)))
    other = save(portraits()[1], tmp_path / "other.jpg")
    cases = (
        ([save(group(3), tmp_path / "three.jpg")], ANIMATE, r"three.jpg: there are 3 faces"),
        ([save(blurred, tmp_path / "blur.jpg")], ANIMATE, r"blur.jpg: the face is blurred"),
        ([save(still()[:60], tmp_path / "none.jpg")], ANIMATE, r"no face was found"),
        ([portrait, other], ANIMATE, r"do not show one person"),
        ([portrait], Terms(scope=("fly",)), r"unknown scope 'fly'"),
        ([portrait], Terms(scope=()), r"what is agreed to"),
        ([portrait], Terms(scope=("animate",), until="2020-01-01"), r"has gone by"),
        ([portrait], Terms(scope=("animate",), until="tomorrow"), r"'tomorrow' is no day"),
        ([], ANIMATE, r"at least one picture"),
    )
    for pictures, terms, why in cases:
        with pytest.raises(UsageError, match=why):
            enroll("Somebody", pictures, terms)
    with pytest.raises(UsageError, match="whose face is it"):
        enroll("  ", [portrait], ANIMATE)
    assert template_names() == ()
    assert consents() == ()


def test_a_face_of_nobody_real_is_declared_with_a_reason(tmp_path):
    terms = Terms(scope=("animate",), fictional="the face was generated")
    consent = enroll("Invented", [save(portraits()[2], tmp_path / "drawn.jpg")], terms)
    assert consent.fictional == "the face was generated"
    assert require_consent(portraits()[2]).consents == (consent.id,)


def test_a_second_consent_takes_over_from_one_that_ended(portrait):
    enroll("Eileen", [portrait], Terms(scope=("still",)))
    newer = enroll("Eileen", [portrait], ANIMATE)
    assert require_consent(portrait).consents == (newer.id,)


def test_asking_for_an_unknown_person_names_the_nearest(enrolled):
    with pytest.raises(UsageError, match="unknown person 'Eilen'; did you mean 'Eileen'"):
        find_consents("Eilen")
    assert find_consents(enrolled.id) == find_consents("Eileen")
    assert date.fromisoformat(enrolled.given[:10]) == today()
