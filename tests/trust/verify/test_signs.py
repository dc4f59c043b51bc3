"""Other makers' signs, in files built as those makers build them."""

import json

import pytest
from odd_files import AIGC, GRAPH, SOURCE, STEPS, TRAINED, box, exif_of, film, picture, png, xmp

from yingxi.trust.verify.layout import Text
from yingxi.trust.verify.signs import read_aigc, read_signs

PRODUCER = "001191440300708461136T1XGXL"

HEIC = box(b"ftyp", b"heic\0\0\0\0heic") + box(b"mdat", b"..." + xmp() + b"...")
"""No encoder for HEIC is at hand: the boxes around the packet are real, the picture is missing."""


def signs(report):
    found = report.findings
    parts = (found.structure, found.tags, found.labels)
    return {(sign.code, sign.maker) for part in parts if part for sign in part.signs}


MADE_BY_OTHERS = {
    "AUTOMATIC1111 PNG": (png([("parameters", STEPS)]), ("recipe", "Stable Diffusion")),
    "AUTOMATIC1111 JPEG": (picture("JPEG", exif=exif_of(UserComment=STEPS)), ("recipe", "Stable Diffusion")),
    "ComfyUI PNG": (png([("prompt", GRAPH), ("workflow", GRAPH)]), ("recipe", "ComfyUI")),
    "ComfyUI packed": (png(packed=[("prompt", GRAPH)]), ("recipe", "ComfyUI")),
    "ComfyUI WebP": (
        picture("WEBP", exif=exif_of(Make="workflow:" + GRAPH), lossless=True), ("recipe", "ComfyUI"),
    ),
    "ComfyUI MP4": (film(tags={"comment": json.dumps({"prompt": GRAPH})}), ("recipe", "ComfyUI")),
    "NovelAI": (png([("Software", "NovelAI"), ("Comment", "{}")]), ("maker", "NovelAI")),
    "InvokeAI": (png([("invokeai_metadata", '{"model": "x"}')]), ("recipe", "InvokeAI")),
    "Fooocus": (png([("fooocus_scheme", "fooocus"), ("parameters", "{}")]), ("recipe", "Fooocus")),
    "Midjourney": (
        png([("Description", "a boat --v 6 Job ID: 0af3")]), ("recipe", "Midjourney"),
    ),
    "a camera app": (picture("JPEG", exif=exif_of(Software="Adobe Firefly")), ("maker", "Adobe Firefly")),
    "IPTC in JPEG": (picture("JPEG", xmp=xmp()), ("source_type", "")),
    "IPTC in WebP": (picture("WEBP", xmp=xmp()), ("source_type", "")),
    "IPTC in AVIF": (picture("AVIF", xmp=xmp()), ("source_type", "")),
    "IPTC in PNG": (png([("XML:com.adobe.xmp", xmp().decode())]), ("source_type", "")),
    "IPTC in HEIC": (HEIC, ("source_type", "")),
    "AIGC in MP4": (film(tags={"AIGC": AIGC}), ("aigc", PRODUCER)),
    "AIGC in WebM": (film("webm", "libvpx-vp9", tags={"AIGC": AIGC}), ("aigc", PRODUCER)),
    "AIGC in XMP": (
        picture("JPEG", xmp=xmp(SOURCE + "digitalArt", f"<TC260:AIGC>{AIGC}</TC260:AIGC>")),
        ("aigc", PRODUCER),
    ),
}  # fmt: skip


@pytest.mark.parametrize("maker", MADE_BY_OTHERS)
def test_what_others_write_is_read_whatever_the_file_is_called(maker, look):
    data, expected = MADE_BY_OTHERS[maker]
    report = look(data, "holiday.txt")
    assert expected in signs(report)
    assert (report.judgement.verdict, report.judgement.basis) == ("others", "stated")


@pytest.mark.parametrize(
    "data",
    [
        picture("JPEG", exif=exif_of(Make="Canon", Model="EOS 5D", Software="Adobe Lightroom 7.0")),
        picture("JPEG", xmp=xmp(SOURCE + "digitalCapture")),
        png([("Title", "Sora and the Imagen runway"), ("Author", "Sora")]),
        png([("parameters", "width=3 Steps in the snow")]),
        film(tags={"comment": "{}", "title": "ComfyUI explained"}),
        film(tags={"AIGC": '{"Label": "0"}'}),
    ],
    ids=["camera", "captured", "people", "words", "title", "label-0"],
)
def test_what_says_nothing_of_ai_stays_unknown_and_is_never_called_real(data, look):
    report = look(data)
    assert report.judgement.verdict == "unknown"
    assert report.judgement.reasons[-1].code == "nothing_says"


def test_a_source_type_inside_prose_of_another_vocabulary_is_no_sign():
    texts = [Text(where="XMP", key="", words="https://example.org/digitalsourcetype/nonsense")]
    assert read_signs(texts) == ()


def test_an_aigc_label_is_read_bare_and_wrapped_and_nothing_else_is():
    assert read_aigc(AIGC)["Label"] == "1"
    assert read_aigc(json.dumps({"AIGC": json.loads(AIGC)}))["ProduceID"] == "a1"
    assert read_aigc(AIGC.replace('"', "&quot;"))["Label"] == "1"
    assert read_aigc("[" * 100_000) == read_aigc("7") == read_aigc('{"Labels": 1}') == {}


def test_a_sign_is_told_once(look):
    data = png([("XML:com.adobe.xmp", (xmp(TRAINED) * 50).decode())])
    report = look(data)
    assert [reason.code for reason in report.judgement.reasons] == ["source_type"]
