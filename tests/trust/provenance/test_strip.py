"""Taking manifests off: other layouts than ours, and spoilt ones."""

import struct
from contextlib import suppress

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust.identity import load_identity
from yingxi.trust.provenance import sign_media, strip_manifest


def test_an_index_behind_the_samples_is_set_right_too(media, tmp_path, statement):
    late = tmp_path / "late.mp4"
    with av.open(media / "film.mp4") as source, av.open(late, "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    assert late.read_bytes().index(b"mdat") < late.read_bytes().index(b"moov")
    signed = sign_media(late, tmp_path / "signed.mp4", statement, load_identity())
    assert strip_manifest(signed, tmp_path / "bare.mp4").read_bytes() == late.read_bytes()


def test_other_kinds_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text("hello, world!")
    with pytest.raises(UsageError, match="MP4, PNG and JPEG files only"):
        strip_manifest(tmp_path / "a.txt", tmp_path / "b.txt")


@pytest.fixture
def signed_film(media, tmp_path, statement):
    return sign_media(media / "film.mp4", tmp_path / "signed.mp4", statement, load_identity()).read_bytes()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), value=st.binary(min_size=4, max_size=4), index=st.booleans())
def test_spoilt_films_end_in_a_file_or_in_one_line(signed_film, tmp_path, place, value, index):
    data = bytearray(signed_film)
    first, last = (data.index(b"moov") - 4, data.index(b"mdat")) if index else (0, len(data) - 4)
    start = int(first + place * (last - first))
    data[start : start + 4] = value
    (tmp_path / "spoilt.mp4").write_bytes(data)
    with suppress(YingxiError):
        strip_manifest(tmp_path / "spoilt.mp4", tmp_path / "out.mp4")


def test_a_box_longer_than_its_file_is_said(tmp_path):
    boxes = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + struct.pack(">I4s", 999, b"mdat")
    (tmp_path / "a.mp4").write_bytes(boxes)
    with pytest.raises(YingxiError, match="the box 'mdat' at byte 16 is longer than its file"):
        strip_manifest(tmp_path / "a.mp4", tmp_path / "b.mp4")
