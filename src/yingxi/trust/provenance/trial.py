"""Trying an identity before it is kept: a small picture is signed and read back by c2pa itself."""

import struct
import tempfile
import zlib
from pathlib import Path

from yingxi.film.errors import UsageError, YingxiError
from yingxi.trust.identity.signing import Identity
from yingxi.trust.provenance.read import read_manifest
from yingxi.trust.provenance.sign import sign_media
from yingxi.trust.provenance.statement import Part, Statement


def try_identity(identity: Identity) -> None:
    """UsageError when manifests that this identity signs do not hold."""
    part = Part(name="trial", source="algorithmicMedia", tool="Yingxi")
    statement = Statement(title="trial", parts=(part,))
    with tempfile.TemporaryDirectory() as folder:
        picture, signed = Path(folder) / "trial.png", Path(folder) / "signed.png"
        picture.write_bytes(grey_png())
        try:
            sign_media(picture, signed, statement, identity)
        except YingxiError as error:
            raise UsageError(f"nothing can be signed with these certificates: {error}") from error
        reading = read_manifest(signed)
    if reading.state not in ("trusted", "valid"):
        why = "; ".join(f"{problem.code} ({problem.words})" for problem in reading.problems)
        raise UsageError(f"what these certificates sign does not hold: {why or 'c2pa gives no reason'}")


def grey_png() -> bytes:
    """A grey picture of 16x16 pixels."""
    side = 16
    rows = zlib.compress((b"\0" + b"\x80" * side) * side)
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )
