"""The readers, as the guarded process runs them: each takes a path and gives plain values for JSON."""

import errno
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yingxi.trust.verify.findings import LabelFinding, MarkFinding, Sign, Structure, Tags
from yingxi.trust.verify.layout import KINDS, Text, sniff, walk
from yingxi.trust.verify.layout.kinds import HEAD, Kind
from yingxi.trust.verify.limits import Limits
from yingxi.trust.verify.linked import read_ledger, read_registry
from yingxi.trust.verify.manifests import find_manifest
from yingxi.trust.verify.refusal import RefusedError
from yingxi.trust.verify.signs import read_aigc, read_signs

if TYPE_CHECKING:
    from yingxi.media.frames import Bytes

REFUSALS: Final = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.EIO, errno.ELOOP)
MOST_FRAMES = 25
PILLOW: Final[Mapping[Kind, str]] = {
    "png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF", "tiff": "TIFF", "bmp": "BMP",
}  # fmt: skip


def warm() -> None:
    """Import what readers need before the process is bound to its limits."""
    import av  # noqa: F401  (its logging stays off, as it comes: turned on, it locks up with threads that decode)
    import c2pa  # noqa: F401
    import scipy.ndimage  # noqa: F401
    from PIL import Image, ImageFile

    import yingxi.trust.watermark  # noqa: F401

    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = True


def kind_of(path: str) -> Kind:
    """The kind of a file, by its first bytes."""
    with Path(path).open("rb") as file:
        return sniff(file.read(HEAD))


def read_structure(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any]:
    """Kind, size and frames, and the signs in embedded texts."""
    kind, layout = walk(Path(path))
    return asdict(
        Structure(
            kind=kind, family=KINDS[kind], size=layout.size, frames=layout.frames,
            signs=read_signs(layout.texts), damage=layout.damage,
        )
    )  # fmt: skip


def read_tags(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any]:
    """Size, frames and the signs in the metadata of a film, a sound, or a picture that we do not walk."""
    kind = kind_of(path)
    family = KINDS[kind]
    if family in ("video", "sound"):
        return asdict(container_tags(path))
    if kind in ("avif", "tiff"):
        return asdict(picture_tags(path, kind))
    return asdict(Tags())


def container_tags(path: str) -> Tags:
    """What FFmpeg tells of a container, without decoding."""
    import av

    with av.open(path, metadata_errors="replace") as container:
        texts = [Text(where="metadata", key=key, words=value) for key, value in container.metadata.items()]
        for stream in container.streams:
            texts += [Text(where="metadata", key=key, words=value) for key, value in stream.metadata.items()]
        pictures = container.streams.video
        size = (pictures[0].width, pictures[0].height) if pictures else None
        frames = pictures[0].frames or None if pictures else None
        return Tags(size=size, frames=frames, signs=read_signs(texts))


def picture_tags(path: str, kind: Kind) -> Tags:
    """Size, XMP and EXIF of a picture, by Pillow, without decoding."""
    from PIL import Image

    from yingxi.trust.verify.layout.exif import read_exif
    from yingxi.trust.verify.layout.values import Gathering

    texts = Gathering()
    with Image.open(path, formats=[PILLOW[kind]]) as image:
        if isinstance(packet := image.info.get("xmp"), bytes):
            texts.add("XMP", "XMP", packet)
        read_exif(image.getexif().tobytes(), texts)
        return Tags(size=image.size, frames=getattr(image, "n_frames", 1), signs=read_signs(texts.texts))


def read_manifest(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """The C2PA manifest, None where there is none."""
    found = find_manifest(Path(path), kind_of(path))
    return asdict(found) if found else None


def read_labels(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """The implicit labels as our own label reader finds them."""
    from yingxi.trust.labels import read_labels as labels_in
    from yingxi.trust.labels.aigc import write_aigc

    found = labels_in(Path(path))
    fields = read_aigc(write_aigc(found.aigc)) if found.aigc else {}
    texts = [Text(where="metadata", key="software", words=found.tool)]
    if found.aigc:
        texts.append(Text(where=found.aigc_place, key="AIGC", words=write_aigc(found.aigc)))
    if found.source_type:
        texts.append(Text(where="XMP", key="", words=f"digitalsourcetype/{found.source_type}"))
    signs = (*read_signs(texts), *(system_sign(name) for name in found.systems))
    return asdict(LabelFinding(aigc=tuple(fields.items()), signs=signs)) if signs else None


def system_sign(name: str) -> Sign:
    """An AI system that the metadata names."""
    return Sign(code="maker", where="XMP", words=name[:120], maker=name[:120])


def read_watermark(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """Yingxi's watermark, None where none is found."""
    from yingxi.trust.watermark import detect_planes, detect_video

    kind = kind_of(path)
    if KINDS[kind] == "picture" and kind != "gif" and kind in PILLOW:
        found = detect_planes(picture_lumas(path, kind, limits.pixels))
    elif KINDS[kind] == "video" or kind == "gif":
        found = detect_video(path) if has_pictures(path, limits.pixels) else None
    elif kind == "heic":
        raise RefusedError("unavailable", "HEIC pictures are not decoded")
    else:
        return None
    if found is None:
        return None
    return asdict(MarkFinding(payload=found.payload, score=found.score, threshold=found.threshold))


def read_sound_mark(path: str, limits: Limits, more: Mapping[str, Any]) -> dict[str, Any] | None:
    """Yingxi's mark in the sound, None where none is found."""
    from yingxi.trust.watermark import detect_sound

    found = detect_sound(path)
    if found is None:
        return None
    return asdict(MarkFinding(payload=found.payload, score=found.score, threshold=found.threshold))


def picture_lumas(path: str, kind: Kind, most: int) -> "Iterator[Bytes]":
    """Luma planes of a picture, or of the first frames of an animated one; refused when it is too large."""
    import numpy as np
    from PIL import Image, ImageSequence

    from yingxi.trust.watermark.mark import luma_of

    with Image.open(path, formats=[PILLOW[kind]]) as image:
        if kind == "jpeg" and image.width * image.height > most:
            image.draft("RGB", (image.width // 2, image.height // 2))
        check_pixels(image.width, image.height, most)
        for frame in islice(ImageSequence.Iterator(image), MOST_FRAMES):
            yield luma_of(np.asarray(frame.convert("RGB")))


def has_pictures(path: str, most: int) -> bool:
    """Whether there are pictures in a film at all; refused when they are too large to decode."""
    import av

    with av.open(path, metadata_errors="replace") as container:
        for stream in container.streams.video[:1]:
            check_pixels(stream.width, stream.height, most)
        return bool(container.streams.video)


def check_pixels(width: int, height: int, most: int) -> None:
    """RefusedError for a picture of more than `most` pixels."""
    if width * height > most:
        said = f"{width}x{height}, more than {most // 1_000_000} million pixels"
        raise RefusedError("too_large", said)


def read_hash(path: str, limits: Limits, more: Mapping[str, Any]) -> str:
    """SHA-256 of the file in hexadecimal."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


Reader = Callable[[str, Limits, Mapping[str, Any]], Any]

READERS: Final[Mapping[str, Reader]] = {
    "structure": read_structure,
    "tags": read_tags,
    "manifest": read_manifest,
    "labels": read_labels,
    "watermark": read_watermark,
    "sound_mark": read_sound_mark,
    "hash": read_hash,
    "registry": read_registry,
    "ledger": read_ledger,
}
