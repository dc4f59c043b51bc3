"""The zip: all that is needed to check a film's record, with nothing of ours installed."""

import base64
import io
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files

from yingxi.trust.dossier.chapters import check_steps, known_chain
from yingxi.trust.dossier.evidence import Evidence
from yingxi.trust.dossier.wording import Words
from yingxi.trust.ledger.versions import all_versions

SPKI = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410, section 4)."""


def pack_dossier(evidence: Evidence, pdf: bytes, language: str) -> bytes:
    """The zip's bytes; the same ledger and takes give the same ones. Its root holds everything."""
    contents = dict(bundle_files(evidence, pdf, language))
    contents["SHA256SUMS"] = sums({name: sha256(data).hexdigest() for name, data in contents.items()})
    at = evidence.entries[-1].at
    when = (int(at[:4]), int(at[5:7]), int(at[8:10]), int(at[11:13]), int(at[14:16]), int(at[17:19]))
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in sorted(contents.items()):
            info = zipfile.ZipInfo(name, date_time=when)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(info, data)
    return sink.getvalue()


def bundle_files(evidence: Evidence, pdf: bytes, language: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip by its name, but for the list of their hashes."""
    root = evidence.root
    yield "dossier.pdf", pdf
    yield "ledger.jsonl", (root / "ledger.jsonl").read_bytes()
    if (root / "ledger.head").is_file():
        yield "ledger.head", (root / "ledger.head").read_bytes()
    for path in all_versions(root):
        yield f"ledger/{path.name}", path.read_bytes()
    for key in evidence.verdict.keys:
        yield f"keys/{key[:16]}.pem", key_pem(bytes.fromhex(key))
    yield from certificates(evidence)
    for entry in evidence.entries:
        if entry.kind == "timestamped":
            yield f"timestamps/{entry.number:05d}.tsr", base64.b64decode(str(entry.facts.get("token", "")))
    for take in evidence.takes:
        if take.picture:
            yield f"pictures/{take.name}.jpg", take.picture
    yield "film.sha256", sums(film_hashes(evidence))
    yield "check.py", files("yingxi.trust.dossier").joinpath("check.py").read_bytes()
    yield "HOW_TO_CHECK.txt", how_to_check(evidence, language).encode("utf-8")


def certificates(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """The certificates of the ledger's key, as far as this machine holds them."""
    from cryptography.hazmat.primitives.serialization import Encoding

    chain = known_chain(evidence.verdict.keys)
    if chain:
        yield "certificates/ledger-chain.pem", b"".join(one.public_bytes(Encoding.PEM) for one in chain)


def film_hashes(evidence: Evidence) -> Mapping[str, str]:
    """Hashes of files that stay in the film's folder: takes that are there, what was delivered last."""
    takes = {
        str(take.entry.facts["media"]): str(take.entry.facts["sha256"])
        for take in evidence.takes if take.fate != "gone"
    }  # fmt: skip
    facts = [take.entry.facts for take in evidence.takes if take.fate != "gone"]
    takes |= {str(one["sound"]): str(one["sound_sha256"]) for one in facts if one.get("sound")}
    return takes | {one.file: one.sha256 for one in evidence.delivered}


def sums(hashes: Mapping[str, str]) -> bytes:
    """A list that `sha256sum -c` reads."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(hashes.items())).encode("utf-8")


def key_pem(raw: bytes) -> bytes:
    """An Ed25519 public key as PEM, for openssl."""
    body = base64.b64encode(SPKI + raw).decode("ascii")
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode("ascii")


def how_to_check(evidence: Evidence, language: str) -> str:
    """The steps as plain text in both languages, the asked one first."""
    parts = []
    for one in (language, "en" if language == "zh" else "zh"):
        say = Words(one)
        parts.append(f"{say.say('chapters.check')}\n")
        for number, (told, commands) in enumerate(check_steps(say, evidence), 1):
            parts.append(f"{number}. {told}\n" + "".join(f"     {command}\n" for command in commands))
    return "\n".join(parts)
