"""Labels and signature: the last things that are done to a film or still, on by default."""

from importlib.metadata import version
from pathlib import Path

from yingxi._production import Production
from yingxi.film.errors import YingxiError
from yingxi.store import adopt
from yingxi.trust.identity import Identity, load_identity, producer_code, timestamp_server
from yingxi.trust.labels import Aigc, Labels
from yingxi.trust.provenance import Statement, sign_media

SIGNING_VERSION = 1
"""Raised when the same film would state something else, so that masters are made anew."""


def find_identity(film: Production) -> Identity | None:
    """Who signs; None with a note when the identity cannot be read."""
    try:
        return load_identity()
    except YingxiError as error:
        film.note(f"没有签名：{error}", f"not signed: {error}")
        return None


def signing_key(identity: Identity | None) -> tuple[object, ...]:
    """All but the film itself on which its statement depends."""
    return SIGNING_VERSION, identity and identity.chain, timestamp_server(), producer_code()


def labels_of(film: Production, statement: Statement, produce_id: str, description: str) -> Labels:
    """The implicit labels; a note says when the producer's code is left out."""
    producer = producer_code()
    if not producer:
        film.note(
            "隐式标识（GB 45438-2025）没有写内容制作者编码：设 YINGXI_PRODUCER 后重做成片即可补上",
            "the implicit label (GB 45438-2025) names no content producer: set YINGXI_PRODUCER and make the "
            "master again",
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


def sign_film(film: Production, unsigned: Path, statement: Statement, identity: Identity | None) -> bool:
    """Put the signed film in the master's place; unsigned, with a note, when it cannot be signed."""
    if identity is not None and sign_with_note(film, unsigned, statement, identity):
        unsigned.unlink()
        return True
    adopt(unsigned, film.master)
    return False


def sign_with_note(film: Production, unsigned: Path, statement: Statement, identity: Identity) -> bool:
    """Sign, without the countersigned time when its server fails; a note says what was not done."""
    server = timestamp_server()
    try:
        try:
            sign_media(unsigned, film.master, statement, identity, timestamps=server)
        except YingxiError as error:
            if not server:
                raise
            film.note(f"没有可信时间戳：{error}", f"no trusted timestamp: {error}")
            sign_media(unsigned, film.master, statement, identity)
    except YingxiError as error:
        film.note(f"没有签名：{error}", f"not signed: {error}")
        return False
    return True
