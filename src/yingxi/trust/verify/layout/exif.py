"""The few EXIF fields in which makers of pictures say who they are."""

import warnings

from yingxi.trust.verify.layout.values import Gathering, read_words

FIELDS = {0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x013B: "Artist"}
DETAILS, USER_COMMENT = 0x8769, 0x9286
_CODES = {b"ASCII\0\0\0": ("ascii",), b"UNICODE\0": ("utf-16-be", "utf-16-le"), b"\0" * 8: ("utf-8",)}


def read_exif(data: bytes, texts: Gathering) -> None:
    """Take in the texts of an EXIF block; one that cannot be parsed gives none."""
    from PIL import Image

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(data if data.startswith(b"Exif\0\0") else b"Exif\0\0" + data)
            fields = {name: exif.get(tag) for tag, name in FIELDS.items()}
            fields["UserComment"] = exif.get_ifd(DETAILS).get(USER_COMMENT)
    except Exception:  # noqa: BLE001 - a broken block can fail in any way inside the parser, and says nothing
        return
    for name, value in fields.items():
        if isinstance(value, (str, bytes)):
            texts.add("EXIF", name, comment_words(value) if name == "UserComment" else value)


def comment_words(value: str | bytes) -> str:
    """A UserComment without its eight bytes of character code."""
    data = value.encode("utf-8", "replace") if isinstance(value, str) else value
    for code in _CODES.get(data[:8], ()):
        words = data[8:].decode(code, "replace")
        if "\ufffd" not in words and sum(ch.isascii() for ch in words) * 2 >= len(words):
            return words.rstrip("\0")
    return read_words(data[8:] if data[:8] in _CODES else data)
