"""Labels in files: ours and others', read by us, by Pillow, ffprobe and exiftool."""

import json
import shutil
import struct
import subprocess
import zlib

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust.labels import Aigc, Labels, append_xmp, embed_xmp, read_labels, write_aigc, xmp_packet
from yingxi.trust.labels.carriers import metadata_in
from yingxi.trust.labels.xmp import parse_xmp

LABELS = Labels(
    aigc=Aigc(producer="001191110000<&>", produce_id="0123"),
    source="compositeWithTrainedAlgorithmicMedia",
    title="龙舟 & <co>",
    description="江上",
    tool="Yingxi 0.1",
    systems=("Kokoro", "Other"),
)


def labelled(media, name):
    """A file with our labels in it."""
    path = media / name
    if name.endswith("mp4"):
        append_xmp(path, xmp_packet(LABELS))
    else:
        path.write_bytes(embed_xmp(path.read_bytes(), xmp_packet(LABELS)))
    return path


@pytest.mark.parametrize("name", ["still.png", "still.jpg"])
def test_pictures_say_what_was_put_into_them(media, name):
    before = Image.open(media / name).tobytes()
    reading = read_labels(labelled(media, name))
    assert (reading.aigc, reading.aigc_place) == (LABELS.aigc, "xmp")
    assert reading.source_type == "compositeWithTrainedAlgorithmicMedia"
    assert reading.systems == ("Kokoro", "Other")
    assert reading.tool == "Yingxi 0.1"
    assert reading.says_ai
    assert reading.problems == ()
    assert Image.open(media / name).tobytes() == before, "no pixel changed"


@pytest.mark.parametrize("name", ["still.png", "still.jpg"])
def test_labels_are_replaced_not_heaped(media, name):
    once = labelled(media, name).read_bytes()
    assert embed_xmp(once, xmp_packet(LABELS)) == once


def test_films_say_it_in_a_tag_and_in_xmp(media):
    reading = read_labels(labelled(media, "film.mp4"))
    assert (reading.aigc, reading.aigc_place) == (Aigc(produce_id="x"), "mp4 tag")
    assert reading.source_type == "compositeWithTrainedAlgorithmicMedia"
    assert reading.problems == ("the AIGC field names no content producer",)
    with av.open(media / "film.mp4") as film:
        assert sum(1 for _ in film.decode(video=0)) == 6


def test_files_without_labels_say_nothing(media):
    reading = read_labels(media / "still.png")
    assert (reading.aigc, reading.source_type, reading.says_ai) == (None, "", False)
    (media / "notes.txt").write_text("hello")
    assert not read_labels(media / "notes.txt").says_ai
    with pytest.raises(YingxiError, match="no such file"):
        read_labels(media / "gone.png")


def test_ffprobe_reads_the_tag(media):
    if shutil.which("ffprobe") is None:
        with av.open(media / "film.mp4") as film:
            assert json.loads(film.metadata["AIGC"])["Label"] == "1"
        return
    call = ["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json"]
    tags = json.loads(subprocess.check_output([*call, labelled(media, "film.mp4")]))["format"]["tags"]
    assert json.loads(tags["AIGC"]) == {"Label": "1", "ProduceID": "x"}
    assert tags["title"] == "龙舟"


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (libimage-exiftool-perl)")
@pytest.mark.parametrize("name", ["still.png", "still.jpg", "film.mp4"])
def test_exiftool_reads_all_of_it(media, name):
    call = ["exiftool", "-json", "-a", "-G1", str(labelled(media, name))]
    said = json.loads(subprocess.check_output(call))[0]
    assert json.loads(said["XMP-TC260:Aigc"]) == json.loads(write_aigc(LABELS.aigc))
    assert said["XMP-iptcExt:DigitalSourceType"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert said["XMP-dc:Title"] == LABELS.title


def test_pillow_finds_the_packet(media):
    for name in ("still.png", "still.jpg"):
        with Image.open(labelled(media, name)) as image:
            image.load()
            assert parse_xmp(image.info["xmp"] if isinstance(image.info.get("xmp"), bytes)
                             else image.info["XML:com.adobe.xmp"].encode()).aigc == LABELS.aigc


def test_others_write_it_into_png_texts_and_exif(media):
    text, picture = PngImagePlugin.PngInfo(), Image.open(media / "still.png")
    text.add_text("AIGC", write_aigc(Aigc(producer="other")), zip=True)
    picture.save(media / "text.png", pnginfo=text)
    reading = read_labels(media / "text.png")
    assert (reading.aigc, reading.aigc_place) == (Aigc(producer="other"), "png text")
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + json.dumps({"AIGC": {"Label": "1"}}).encode()
    picture.save(media / "exif.jpg", exif=exif)
    assert read_labels(media / "exif.jpg").aigc_place == "exif"
    picture.save(media / "still.webp", xmp=xmp_packet(LABELS))
    assert read_labels(media / "still.webp").aigc == LABELS.aigc


def test_a_field_that_cannot_be_read_is_told(media):
    packet = xmp_packet(LABELS).replace(b"{", b"(")
    (media / "still.png").write_bytes(embed_xmp((media / "still.png").read_bytes(), packet))
    reading = read_labels(media / "still.png")
    assert reading.aigc is None
    assert reading.problems[0].startswith("the AIGC field is not readable JSON")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ('<rdf:Description TC260:AIGC=\'{"Label":"3"}\'/>', "3"),
        ("<rdf:Description><TC260:AIGC rdf:parseType='Resource'><TC260:Label>2</TC260:Label>"
         "</TC260:AIGC></rdf:Description>", "2"),
    ],
)
def test_other_shapes_of_the_same_field(body, label):
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">{body}</rdf:RDF></x:xmpmeta>'
    )
    assert parse_xmp(packet.encode()).aigc.label == label


def test_traps_are_passed_over(media):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert parse_xmp(bomb) is None
    assert parse_xmp(b"<" * (2 << 20)) is None
    zeros = zlib.compress(bytes(64 << 20), 9)
    body = b"AIGC\0\0" + zeros
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    data = (media / "still.png").read_bytes()
    (media / "bomb.png").write_bytes(data[:33] + chunk + data[33:])
    (found,) = (text for kind, text in metadata_in(media / "bomb.png") if kind == "text:AIGC")
    assert len(found) <= 1 << 20


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["still.png", "still.jpg", "film.mp4"]), place=st.floats(0, 1),
    value=st.binary(max_size=6), cut=st.booleans(),
)
def test_spoilt_files_are_read_without_a_crash(media, name, place, value, cut):
    good = media / f"good-{name}"
    if not good.is_file():
        shutil.copyfile(labelled(media, name), good)
    data = bytearray(good.read_bytes())
    start = int(place * len(data))
    data[start : len(data) if cut else start + len(value)] = value
    (media / f"spoilt-{name}").write_bytes(data)
    read_labels(media / f"spoilt-{name}")


def test_other_kinds_are_not_written_into():
    with pytest.raises(UsageError, match="into PNG and JPEG pictures and MP4 films"):
        embed_xmp(b"GIF89a", xmp_packet(LABELS))


def test_what_does_not_fit_into_a_jpeg_is_said(media):
    with pytest.raises(UsageError, match="do not fit into a JPEG"):
        embed_xmp((media / "still.jpg").read_bytes(), bytes(70_000))
