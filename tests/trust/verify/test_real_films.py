"""A film as production makes it, and its copies as people and platforms make them."""

import av
import numpy as np
import pytest
from PIL import Image

from yingxi.film import Brief
from yingxi.trust.verify import verify, verify_file

pytestmark = pytest.mark.slow
SIZE = (960, 540)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    from yingxi.production import make_film

    folder = tmp_path_factory.mktemp("real") / "film"
    width, height = SIZE
    brief = Brief(prompt="a red balloon over a lake", seconds=2, width=width, height=height, voice="none")
    return make_film(brief, folder)


def frames_of(path):
    with av.open(path) as container:
        yield from container.decode(video=0)


def encode(frames, target, crf, codec="libx264"):
    """Frames as a film without sound and metadata."""
    first, *rest = frames
    with av.open(str(target), "w", format="mp4") as container:
        stream = container.add_stream(codec, rate=24, options={"crf": str(crf), "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
        for frame in (first, *rest):
            frame.pts = None
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target


def cropped(frame, share=0.9):
    """The middle of a frame."""
    picture = frame.to_ndarray(format="rgb24")
    height, width = (round(side * share) // 2 * 2 for side in picture.shape[:2])
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    middle = np.ascontiguousarray(picture[top : top + height, left : left + width])
    return av.VideoFrame.from_ndarray(middle, format="rgb24")


def remux(path, target):
    """The same packets in a new file without any metadata."""
    with av.open(path) as given, av.open(str(target), "w", format="mp4") as taken:
        wanted = given.streams.video[0]
        stream = taken.add_stream_from_template(wanted)
        for packet in given.demux(wanted):
            if packet.dts is not None:
                packet.stream = stream
                taken.mux(packet)
    return target


def codes(report):
    return {reason.code for reason in report.judgement.reasons}


def test_a_whole_film_folder_is_ours_from_takes_to_master(film, guard):
    report = verify(film.folder.root, guard)
    assert report.exit_code == 0
    assert {one.judgement.verdict for one in report.files} == {"yingxi"}
    by_name = {one.findings.path.rpartition("/")[2]: one for one in report.files}
    master = by_name["master.mp4"]
    assert master.judgement.basis == "signed"
    expected = "manifest_ours_signed mark_found ledger_holds head_matches aigc_ours visible_stated"
    assert set(expected.split()) <= codes(master)
    assert master.findings.registry.same_file
    assert by_name["001.mp4"].judgement.basis == "recorded"
    assert by_name["001.mp4"].findings.mark.payload == master.findings.mark.payload


def test_copies_without_metadata_are_ours_by_their_mark(film, tmp_path, guard):
    master = str(film.master)
    middle = list(frames_of(master))[24].to_image()
    middle.resize((1280, 720), Image.Resampling.BICUBIC).save(tmp_path / "screenshot.jpg", quality=80)
    copies = [
        encode(frames_of(master), tmp_path / "recompressed.mp4", 26),
        encode((cropped(frame) for frame in frames_of(master)), tmp_path / "cropped.mp4", 23),
        remux(master, tmp_path / "stripped.mp4"),
        tmp_path / "screenshot.jpg",
    ]
    for copy in copies:
        report = verify_file(copy, guard)
        assert (report.judgement.verdict, report.judgement.basis) == ("yingxi", "marked"), copy.name
        assert {"mark_found", "registry_known"} <= codes(report)
        assert report.findings.manifest is None


def test_a_tampered_master_is_ours_by_its_mark_and_an_alarm(film, tmp_path, guard):
    data = bytearray(film.master.read_bytes())
    data[data.find(b"mdat") + len(data) // 3] ^= 1
    (tmp_path / "tampered.mp4").write_bytes(data)
    report = verify_file(tmp_path / "tampered.mp4", guard)
    assert report.judgement.alarms
    assert report.judgement.verdict == "yingxi"
    assert "manifest_broken" in codes(report)
