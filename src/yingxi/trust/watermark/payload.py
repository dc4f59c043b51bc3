"""Which 64 bits a film carries."""

import re
from hashlib import sha256

from yingxi.film import Brief
from yingxi.film.errors import UsageError
from yingxi.store import digest

ALGORITHM = "yingxi.tiled-spread-spectrum.1"
"""The name under which a manifest's soft binding states this mark."""


def film_payload(brief: Brief, public_key: bytes = b"") -> int:
    """The id of a work: 64 bits of SHA-256 over what is asked of its pictures and over its maker's key.

    What need not touch every picture (title, voice, burnt subtitles, length, engine) leaves the id as it is,
    so that changing it shoots no more than it must. The same brief of the same maker: the same id, always.
    """
    work = (brief.prompt, brief.width, brief.height, brief.fps, brief.look, brief.language, brief.seed)
    return int.from_bytes(sha256(digest("work", work, public_key).encode()).digest()[:8], "big")


def payload_text(payload: int) -> str:
    """The payload as people see it: 16 hexadecimal digits in fours."""
    digits = f"{payload:016x}"
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def read_payload(text: str) -> int:
    """The payload of 16 hexadecimal digits, with or without dashes; UsageError for anything else."""
    digits = text.strip().replace("-", "")
    if not re.fullmatch(r"[0-9a-fA-F]{16}", digits):
        raise UsageError(f"a watermark id is 16 hexadecimal digits such as 0123-4567-89ab-cdef, got '{text}'")
    return int(digits, 16)
