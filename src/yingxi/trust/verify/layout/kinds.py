"""The kind of a file, by its first bytes alone: names and endings prove nothing."""

from typing import Final, Literal

from yingxi.trust.verify.findings import Family

Kind = Literal[
    "mp4", "mov", "webm", "mkv", "avi", "png", "jpeg", "webp", "gif", "avif", "heic", "tiff", "bmp",
    "wav", "flac", "mp3", "ogg", "m4a", "zip", "pdf", "empty", "unknown",
]  # fmt: skip

FAMILIES: Final[dict[Family, tuple[Kind, ...]]] = {
    "video": ("mp4", "mov", "webm", "mkv", "avi"),
    "picture": ("png", "jpeg", "webp", "gif", "avif", "heic", "tiff", "bmp"),
    "sound": ("wav", "flac", "mp3", "ogg", "m4a"),
    "other": ("zip", "pdf", "empty", "unknown"),
}

KINDS: Final[dict[Kind, Family]] = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
"""The family (video, picture, sound, other) of each kind."""

HEAD = 64
"""Bytes that `sniff` wants."""

_STARTS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"PK\x03\x04", "zip"),
    (b"%PDF-", "pdf"),
)

_RIFF: Final[dict[bytes, Kind]] = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}
_BRANDS: Final[dict[bytes, Kind]] = {
    b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"hevc": "heic",
    b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a",
}  # fmt: skip


def sniff(head: bytes) -> Kind:
    """The kind of a file whose first `HEAD` bytes are these."""
    if not head:
        return "empty"
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "unknown")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm" if b"webm" in head else "mkv"
    if head[:2] == b"BM" and len(head) >= 18 and head[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"):
        return "bmp"
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "mp3"
    return next((kind for start, kind in _STARTS if head.startswith(start)), "unknown")
