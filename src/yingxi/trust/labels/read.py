"""Reading labels, anybody's."""

import re
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from yingxi.film.errors import YingxiError
from yingxi.trust.labels.aigc import AIGC, Aigc, parse_aigc
from yingxi.trust.labels.carriers import Found, metadata_in
from yingxi.trust.labels.reading import LabelReading
from yingxi.trust.labels.xmp import XmpReading, parse_xmp

EXIF_IFD, USER_COMMENT, DESCRIPTION, SOFTWARE = 0x8769, 0x9286, 0x010E, 0x0131

SPOILT = (AttributeError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error)
"""What Pillow raises over spoilt EXIF blocks."""

Place = tuple[str, str]
"""Where an `AIGC` text stands, and the text."""


def read_labels(path: Path) -> LabelReading:
    """The labels of a picture or film; an empty reading when there are none, or the kind is not known.

    Nothing is decoded and nothing fetched. YingxiError when there is no such file.
    """
    if not path.is_file():
        raise YingxiError(f"{path}: no such file")
    found = tuple(metadata_in(path))
    tags = container_tags(path)
    packets = [packet for kind, data in found if kind == "xmp" and (packet := parse_xmp(data))]
    best = max(packets, key=lambda packet: bool(packet.aigc) + bool(packet.source_type), default=XmpReading())
    texts = [("mp4 tag", text) for name, text in tags.items() if name.upper() == AIGC]
    texts += [("xmp", packet.aigc_text) for packet in packets if packet.aigc_text]
    texts += aigc_texts(found)
    place, aigc = first_understood(texts, best)
    return LabelReading(
        aigc=aigc,
        aigc_place=place,
        source_type=best.source_type,
        systems=best.systems,
        tool=best.tool or tags.get("encoder", ""),
        comment=tags.get("comment", ""),
        problems=tuple(problems_of(texts, aigc)),
    )


def first_understood(texts: Iterable[Place], packet: XmpReading) -> tuple[str, Aigc | None]:
    """The first `AIGC` field that can be read, and where it stands."""
    for place, text in texts:
        if fields := parse_aigc(text):
            return place, fields
    return ("xmp", packet.aigc) if packet.aigc else ("", None)


def problems_of(texts: list[Place], aigc: Aigc | None) -> list[str]:
    """What is not as the standard wants it."""
    if texts and aigc is None:
        return [f"the AIGC field is not readable JSON: {texts[0][1][:60]!r}"]
    if aigc is not None and not aigc.is_complete:
        return ["the AIGC field names no content producer"]
    return []


def aigc_texts(found: Iterable[Found]) -> list[Place]:
    """`AIGC` values in texts of PNG and in EXIF, where some makers put them."""
    places = []
    for kind, data in found:
        if kind.upper() == f"TEXT:{AIGC}":
            places.append(("png text", data.decode("utf-8", "replace")))
        elif kind == "exif":
            places += [
                ("exif", text) for text in exif_texts(data) if AIGC in text or "ContentProducer" in text
            ]
    return places


def exif_texts(data: bytes) -> list[str]:
    """Comment, description and software of an EXIF block; none when it is spoilt."""
    from PIL import Image

    exif = Image.Exif()
    try:
        exif.load(data)
        told = [exif.get(DESCRIPTION), exif.get(SOFTWARE), exif.get_ifd(EXIF_IFD).get(USER_COMMENT)]
    except SPOILT:
        return []
    texts = [one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in told if one]
    return [re.sub(r"^(ASCII|UNICODE|JIS)?\0+", "", text).strip("\0 ") for text in texts]


def container_tags(path: Path) -> Mapping[str, str]:
    """The tags of a film's container; none when it is no film."""
    import av

    if path.suffix.lower() in (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"):
        return {}
    try:
        with av.open(path) as container:
            return {str(name): str(text) for name, text in container.metadata.items()}
    except (av.FFmpegError, OSError, ValueError):
        return {}
