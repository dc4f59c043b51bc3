"""Labels and signature: the last things that are done to a film or still, on by default."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from yingxi.film.errors import YingxiError
from yingxi.store import adopt, file_digest
from yingxi.trust.identity import Identity, load_identity, producer_code, timestamp_server
from yingxi.trust.labels import Aigc, Labels
from yingxi.trust.provenance import Statement, sign_media

SIGNING_VERSION = 1
"""Raised when the same film would state something else, so that masters are made anew."""


Note = Callable[[str, str], None]
"""Says a downgrade, in Chinese and in English."""


def find_identity(note: Note) -> Identity | None:
    """Who signs; None with a note when the identity cannot be read."""
    try:
        return load_identity()
    except YingxiError as error:
        note(f"没有签名：{error}", f"not signed: {error}")
        return None


def signing_key(identity: Identity | None) -> tuple[object, ...]:
    """All but the film itself on which its statement depends."""
    return SIGNING_VERSION, identity and identity.chain, timestamp_server(), producer_code()


def labels_of(statement: Statement, produce_id: str, description: str, note: Note) -> Labels:
    """The implicit labels; a note says when the producer's code is left out."""
    producer = producer_code()
    if not producer:
        note(
            "隐式标识（GB 45438-2025）没有写内容制作者编码：设 YINGXI_PRODUCER 再做一遍即可补上",
            "the implicit label (GB 45438-2025) names no content producer: set YINGXI_PRODUCER and make it "
            "again",
        )
    trained = (part for part in statement.parts if part.source == "trainedAlgorithmicMedia")
    return Labels(
        aigc=Aigc(producer=producer or None, produce_id=produce_id),
        source=statement.source,
        title=statement.title,
        description=description,
        tool=f"Yingxi {version('yingxi')}",
        systems=tuple(dict.fromkeys(part.model or part.tool for part in trained)),
    )


def sign_or_keep(
    unsigned: Path, out: Path, statement: Statement, identity: Identity | None, note: Note
) -> bool:
    """Put the signed file in its place; unsigned, with a note, when it cannot be signed. Nothing is lost."""
    if identity is not None and sign_with_note(unsigned, out, statement, identity, note):
        unsigned.unlink()
        return True
    adopt(unsigned, out)
    return False


def enter_registry(payload: int, folder: Path, title: str, file: Path, *, signed: bool, note: Note) -> None:
    """Let the watermark's number be looked up on this machine; a note says when it cannot be written down."""
    from yingxi.trust.registry import Entry, register

    entry = Entry(
        payload=payload,
        folder=str(folder.resolve()),
        title=title,
        file=file.name,
        sha256=file_digest(file),
        manifest=file.name if signed else "",
    )
    try:
        register(entry)
    except YingxiError as error:
        note(f"没有登记水印编号：{error}", f"the watermark's number is not registered: {error}")


def sign_with_note(unsigned: Path, out: Path, statement: Statement, identity: Identity, note: Note) -> bool:
    """Sign, without the countersigned time when its server fails; a note says what was not done."""
    server = timestamp_server()
    try:
        try:
            sign_media(unsigned, out, statement, identity, timestamps=server)
        except YingxiError as error:
            if not server:
                raise
            note(f"没有可信时间戳：{error}", f"no trusted timestamp: {error}")
            sign_media(unsigned, out, statement, identity)
    except YingxiError as error:
        note(f"没有签名：{error}", f"not signed: {error}")
        return False
    return True
