"""Signing: the last thing that is done to a file, for what is written into it later breaks the manifest."""

import io
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store.atomic import replacing
from yingxi.trust.identity.signing import Identity, trusted_roots
from yingxi.trust.provenance.definition import THUMBNAIL, define
from yingxi.trust.provenance.statement import Ingredient, Statement

FORMATS = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".wav": "audio/wav",
}
"""What we sign and take as an ingredient; c2pa reads more."""

MOST_IN_MEMORY = 16
"""Megabytes that c2pa keeps in memory before it uses a temporary file: half the memory for a long film."""


def format_of(path: Path) -> str:
    """The media type by the file's name; UsageError for one that cannot carry a manifest of ours."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        allowed = ", ".join(sorted(FORMATS))
        raise UsageError(f"{path}: '{path.suffix}' files cannot be signed here; allowed: {allowed}")
    return found


def can_be_ingredient(path: Path) -> bool:
    """Whether a file is of a kind that can stand in a manifest as somebody's material."""
    return path.suffix.lower() in FORMATS


def sign_media(
    source: Path, out: Path, statement: Statement, identity: Identity, *, timestamps: str = ""
) -> Path:
    """Write `out`: the media of `source` with a signed manifest; `source` itself is not changed.

    `timestamps` is the address of an RFC 3161 server that countersigns the time. YingxiError says why a
    signature could not be made; `out` is then as it was.
    """
    import c2pa

    kind = format_of(source)
    identifiers = [f"xmp.iid:{uuid4()}" for _ in statement.ingredients]
    definition = define(statement, version("yingxi"), identifiers)
    if kind.startswith("image/"):
        definition.pop("thumbnail", None)
    try:
        with (
            context_of() as context,
            c2pa.Builder(definition, context=context) as builder,
            signer_of(identity, timestamps) as signer,
            replacing(out) as partial,
            source.open("rb") as given,
            partial.open("w+b") as taken,
        ):
            fill(builder, statement, identifiers, thumbnail="thumbnail" in definition)
            builder.sign(signer, kind, given, taken)
    except c2pa.C2paError as error:
        raise YingxiError(f"{out}: could not be signed: {plain(error)}") from error
    return out


def fill(builder: Any, statement: Statement, identifiers: list[str], *, thumbnail: bool) -> None:
    """Add the thumbnail and the ingredients, whose own manifests go along."""
    if thumbnail:
        builder.add_resource(THUMBNAIL, io.BytesIO(statement.thumbnail))
    for one, identifier in zip(statement.ingredients, identifiers, strict=True):
        with one.path.open("rb") as file:
            builder.add_ingredient(ingredient_of(one, identifier), format_of(one.path), file)


def ingredient_of(one: Ingredient, identifier: str) -> dict[str, str]:
    """How the manifest names an ingredient."""
    return {
        "title": one.title or one.path.name,
        "relationship": one.relationship,
        "instance_id": identifier,
        "label": identifier,
    }


def context_of() -> Any:
    """c2pa with this machine's anchors, never going to the network to read, thumbnails for pictures."""
    import c2pa

    return c2pa.Context.from_dict(
        {
            "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
            "trust": {"user_anchors": trusted_roots().decode("ascii", "replace")},
            "core": {"backing_store_memory_threshold_in_mb": MOST_IN_MEMORY},
            "builder": {"thumbnail": {"enabled": True, "long_edge": 512, "format": "jpeg"}},
        }
    )


def signer_of(identity: Identity, timestamps: str) -> Any:
    """c2pa's signer; without a server its address is None, for an empty one is taken for an address."""
    import c2pa

    server = timestamps.encode() if timestamps else None
    info = c2pa.C2paSignerInfo(identity.algorithm.encode(), identity.chain, identity.key, server)
    return c2pa.Signer.from_info(info)


def plain(error: BaseException) -> str:
    """An error of c2pa in one line."""
    return " ".join(str(error).split()) or type(error).__name__
