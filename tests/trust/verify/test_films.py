"""A whole little film folder (marked, signed, recorded, registered), and what becomes of its copies."""

import json
import shutil

import av
import numpy as np
import pytest
from odd_files import SOURCE, pixels

from yingxi.media import VideoWriter, planes_from_rgb
from yingxi.trust.identity.signing import Identity, load_identity
from yingxi.trust.ledger import Record, append
from yingxi.trust.ledger.head import read_head
from yingxi.trust.provenance import LedgerHead, Part, SoftBinding, Statement, sign_media
from yingxi.trust.registry import Entry, register
from yingxi.trust.verify import as_json, verify, verify_file
from yingxi.trust.watermark import Mark
from yingxi.trust.watermark.payload import ALGORITHM

PAYLOAD = 0x0123456789ABCDEF
SIZE = (480, 270)


def plain_film(path, tags=None, mark=None, frames=24):
    """A film of soft moving noise at 480x270, with a mark or without."""
    still = np.asarray(pixels(640, seed=5))
    with VideoWriter(path, SIZE, 24) as writer:
        for number in range(frames):
            planes = planes_from_rgb(still[number : number + 270, 2 * number : 2 * number + 480])
            writer.write(mark(planes) if mark else planes)
    return path


def part(source="algorithmicMedia"):
    return Part(name="pictures", source=source, tool="world")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """A film's folder as production leaves it: master.mp4, ledger.jsonl, an entry in the registry."""
    import hashlib

    folder = tmp_path_factory.mktemp("film")
    marked = plain_film(tmp_path_factory.mktemp("raw") / "marked.mp4", mark=Mark(payload=PAYLOAD))
    append(folder, Record(kind="opened", facts={"nonce": "0"}))
    head = read_head(folder)
    binding = SoftBinding(algorithm=ALGORITHM, value=f"{PAYLOAD:016x}")
    statement = Statement(
        title="A boat", parts=(part(),), soft_binding=binding,
        ledger=LedgerHead(head=head.head, entries=head.number),
    )  # fmt: skip
    master = sign_media(marked, folder / "master.mp4", statement, load_identity())
    digest = hashlib.sha256(master.read_bytes()).hexdigest()
    change = {"file": "master.mp4", "before": "", "after": digest}
    append(folder, Record(kind="delivered", facts={"stage": "master", "files": [change]}))
    register(Entry(payload=PAYLOAD, folder=str(folder), title="A boat", file="master.mp4", sha256=digest))
    return folder


def codes(report):
    return {reason.code for reason in report.judgement.reasons}


def test_a_delivered_master_is_signed_marked_recorded_and_registered(delivered, guard):
    report = verify_file(delivered / "master.mp4", guard)
    assert (report.judgement.verdict, report.judgement.basis) == ("yingxi", "signed")
    expected = {"manifest_ours_signed", "mark_found", "registry_same", "ledger_holds", "head_matches"}
    assert expected <= codes(report)
    assert not report.judgement.alarms
    assert report.findings.mark.payload == report.findings.manifest.payload == PAYLOAD


def reencode(source, target, size=SIZE):
    """The pictures alone, coarser and without any metadata: what a platform makes of a film."""
    with av.open(source) as given, av.open(str(target), "w", format="mp4") as taken:
        stream = taken.add_stream("libx264", rate=24, options={"crf": "21", "preset": "veryfast"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for frame in given.decode(video=0):
            taken.mux(stream.encode(frame.reformat(width=size[0], height=size[1])))
        taken.mux(stream.encode(None))
    return target


def test_a_platforms_copy_is_ours_by_its_mark_and_known_to_the_registry(delivered, guard, tmp_path):
    copy = reencode(delivered / "master.mp4", tmp_path / "copy.mp4")
    report = verify_file(copy, guard)
    assert (report.judgement.verdict, report.judgement.basis) == ("yingxi", "marked")
    assert {"mark_found", "registry_known"} <= codes(report)
    assert report.findings.manifest is None


def test_one_changed_byte_in_the_pictures_is_an_alarm(delivered, tmp_path, guard):
    folder = tmp_path / "film"
    shutil.copytree(delivered, folder)
    data = bytearray((folder / "master.mp4").read_bytes())
    data[data.find(b"mdat") + len(data) // 3] ^= 0x10
    (folder / "master.mp4").write_bytes(data)
    report = verify(folder, guard)
    assert report.exit_code == 3
    assert {"manifest_broken", "ledger_lacks"} <= codes(report.files[0])
    assert report.files[0].judgement.verdict == "yingxi"


def test_a_broken_ledger_is_an_alarm(delivered, tmp_path, guard):
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / "take.wav").write_bytes(b"RIFF\0\0\0\0WAVE")
    ledger = (delivered / "ledger.jsonl").read_bytes()
    (folder / "ledger.jsonl").write_bytes(ledger.replace(b'"nonce":"0"', b'"nonce":"1"'))
    report = verify_file(folder / "take.wav", guard)
    assert report.findings.ledger.state == "broken"
    assert "line 1: signature" in report.findings.ledger.detail
    assert report.judgement.alarms


def strange_identity():
    """Somebody else's root and film certificate."""
    import datetime

    from cryptography.hazmat.primitives.asymmetric import ec

    from yingxi.trust.identity.certificates import certificate_pem, key_pem, make_leaf, make_root

    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    root, key = make_root(now), ec.generate_private_key(ec.SECP256R1())
    chain = certificate_pem(make_leaf(root, key.public_key(), "film", now), root.certificate)
    return Identity(chain=chain, key=key_pem(key), algorithm="es256")


def foreign(path, target, identity, source="trainedAlgorithmicMedia"):
    """A file that another maker's software signed."""
    import io

    import c2pa

    from yingxi.trust.provenance.sign import context_of, signer_of

    created = {"action": "c2pa.created", "digitalSourceType": SOURCE + source}
    definition = {
        "claim_generator_info": [{"name": "Dream Machine", "version": "2"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}],
    }
    out = io.BytesIO()
    with (
        context_of() as context,
        c2pa.Builder(definition, context=context) as builder,
        signer_of(identity, "") as signer,
        path.open("rb") as given,
    ):
        builder.sign(signer, "video/mp4", given, out)
    target.write_bytes(out.getvalue())
    return target


def test_another_makers_manifest_by_an_unknown_signer_is_sealed_and_by_a_known_one_signed(tmp_path, guard):
    raw = plain_film(tmp_path / "raw.mp4", frames=4)
    stranger = foreign(raw, tmp_path / "a.mp4", strange_identity())
    known = foreign(raw, tmp_path / "b.mp4", load_identity())
    silent = foreign(raw, tmp_path / "c.mp4", strange_identity(), "digitalCapture")
    verdicts = [verify_file(one, guard).judgement for one in (stranger, known, silent)]
    assert [(one.verdict, one.basis) for one in verdicts] == [
        ("others", "sealed"), ("others", "signed"), ("unknown", "none"),
    ]  # fmt: skip
    assert [reason.code for reason in verdicts[2].reasons] == [
        "manifest_silent_sealed", "camera_stated", "nothing_says",
    ]  # fmt: skip


def test_a_spoilt_folder_of_anchors_is_not_the_files_fault(tmp_path, monkeypatch):
    from yingxi.trust.identity.folder import identity_folder
    from yingxi.trust.verify.limits import Limits
    from yingxi.trust.verify.worker import perform

    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    anchors = identity_folder().anchors
    anchors.mkdir(exist_ok=True)
    (anchors / "friend.pem").write_text("no certificate")
    path = plain_film(tmp_path / "raw.mp4", frames=2)
    said = perform({"step": "manifest", "path": str(path), "more": {}}, Limits())
    assert said["code"] == "unavailable"
    assert "friend.pem" in said["detail"]


def test_a_folder_is_summed_up_and_hidden_and_other_files_are_left_alone(tmp_path, guard):
    from odd_files import STEPS, png

    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.bin").write_bytes(png([("parameters", STEPS)]))
    (tmp_path / "b.png").write_bytes(png())
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "c.png").write_bytes(png())
    (tmp_path / "loop").symlink_to(tmp_path)
    report = verify(tmp_path, guard)
    told = json.loads(json.dumps(as_json(report)))
    assert told["schema"] == "verify.1"
    assert told["summary"] == {
        "files": 2, "yingxi": 0, "others": 1, "unknown": 1, "alarms": 0, "unread": 0, "passed_over": 1,
    }  # fmt: skip
    assert told["exit_code"] == report.exit_code == 0
    fields = "path bytes sha256 verdict basis said alarms reasons unread findings"
    assert list(told["files"][0]) == fields.split()
    assert list(told["files"][0]["findings"]) == [
        "structure", "tags", "mark", "sound_mark", "manifest", "labels", "ledger", "registry",
    ]  # fmt: skip
    assert told["files"][1]["said"] == {
        "zh": "由他方用 AI 制作（清单或标识这样写）", "en": "AI-made by others (manifest or label says so)",
    }  # fmt: skip


def shown(report, language):
    """What the program would show of a report, as plain text 160 columns wide."""
    import io

    from rich.console import Console

    from yingxi.cli.verifying import show_file, show_folder

    console = Console(file=io.StringIO(), width=160)
    show_folder(console, report, language)
    for one in report.files:
        show_file(console, one, language)
    return console.file.getvalue()


def test_cards_and_tables_speak_both_languages(delivered, tmp_path, guard):
    tampered = tmp_path / "film"
    shutil.copytree(delivered, tampered)
    (tampered / "master.mp4").write_bytes((delivered / "master.mp4").read_bytes()[:-9000])
    (tampered / "evil \x1b[2J.gif").write_bytes(b"GIF89a")
    whole, broken = verify(delivered, guard), verify(tampered, guard)
    for language, words in (
        ("en", ("AI-made by Yingxi", "whole, signer trusted", "holds this file", "does not hold", "frames")),
        ("zh", ("由影戏用 AI 制作", "完好，签署者受信任", "记有此文件", "不符：签名后改过", "帧")),
    ):
        said = shown(whole, language) + shown(broken, language)
        assert all(word in said for word in words)
        assert "evil \ufffd[2J.gif" in said
        assert "\x1b" not in said
    assert broken.exit_code == 3


def test_the_program_prints_json_and_says_by_its_exit_code_what_does_not_fit(delivered, tmp_path, capsys):
    from yingxi.cli import main

    cut = tmp_path / "cut.mp4"
    cut.write_bytes((delivered / "master.mp4").read_bytes()[:-9000])
    for target, code in ((cut, 3), (tmp_path / "nothing", 2)):
        with pytest.raises(SystemExit) as left:
            main(["verify", str(target), "--json"])
        assert left.value.code == code
        said = capsys.readouterr()
        assert code == 2 or json.loads(said.out)["exit_code"] == code
