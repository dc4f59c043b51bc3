"""C2PA manifests, opened by what a file is and not by what it is called."""

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yingxi.film.errors import YingxiError
from yingxi.trust.verify.findings import ManifestFinding, VisibleLabel
from yingxi.trust.verify.layout.kinds import Kind
from yingxi.trust.verify.refusal import RefusedError

if TYPE_CHECKING:
    from yingxi.trust.provenance import ManifestReading

MEDIA_TYPES: Final[dict[Kind, str]] = {
    "mp4": "video/mp4", "mov": "video/quicktime", "m4a": "audio/mp4", "avi": "video/avi",
    "png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
    "tiff": "image/tiff", "avif": "image/avif", "heic": "image/heic", "wav": "audio/wav", "mp3": "audio/mpeg",
}  # fmt: skip

SIGNS_OF_ONE: Final = (b"c2pa", b"jumb")
PIECE = 1 << 22


def find_manifest(path: Path, kind: Kind) -> ManifestFinding | None:
    """The active manifest of a file of this kind; None where there is none or its kind cannot hold one.

    RefusedError when the file is so broken that it cannot be searched, and shows no trace of a manifest.
    """
    import c2pa

    from yingxi.trust.provenance.read import reading_of
    from yingxi.trust.provenance.sign import context_of

    media_type = MEDIA_TYPES.get(kind)
    if media_type is None:
        return None
    try:
        context = context_of()
    except YingxiError as error:
        raise RefusedError("unavailable", str(error)) from error
    try:
        with (
            context,
            path.open("rb") as file,
            c2pa.Reader(media_type, file, context=context) as reader,
        ):
            return finding_of(reading_of(json.loads(reader.json()), reader))
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return None
    except c2pa.C2paError as error:
        said = " ".join(str(error).split())[:200]
        if has_trace(path):
            return ManifestFinding(state="invalid", problems=(f"unreadable: {said}",))
        raise RefusedError("damaged", said) from error


def finding_of(reading: "ManifestReading") -> ManifestFinding | None:
    """A manifest's reading as a finding."""
    if reading.state == "none":
        return None
    binding, label = reading.soft_binding, reading.label
    return ManifestFinding(
        state=reading.state,
        generator=f"{reading.generator} {reading.version}".strip(),
        signer=reading.signer,
        issuer=reading.issuer,
        signed_at=reading.signed_at,
        source_types=reading.source_types,
        actions=tuple(action.name for action in reading.actions),
        ingredients=tuple(one.title for one in reading.ingredients),
        payload=payload_of(binding.algorithm, binding.value) if binding else None,
        ledger_head=reading.ledger.head if reading.ledger else "",
        label=VisibleLabel(
            text=label.text, place=label.place, seconds=label.seconds, reason=label.reason
        ) if label else None,
        problems=tuple(f"{problem.code}: {problem.words}"[:200] for problem in reading.problems),
    )  # fmt: skip


def payload_of(algorithm: str, value: str) -> int | None:
    """The payload that a soft binding of ours names; None for other makers' algorithms."""
    if "yingxi" in algorithm:
        with suppress(ValueError):
            payload = int(value.replace("-", ""), 16)
            return payload if payload < 1 << 64 else None
    return None


def has_trace(path: Path) -> bool:
    """Whether the bytes of a manifest store stand anywhere in a file."""
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            window = tail + piece
            if all(sign in window for sign in SIGNS_OF_ONE):
                return True
            tail = window[-1024:]
    return False
