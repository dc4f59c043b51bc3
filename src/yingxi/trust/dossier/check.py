"""Checks a Yingxi dossier with nothing but Python's standard library: python3 -I check.py [--film FOLDER]

Run it in the unpacked dossier. It checks, and says line by line: the hashes of all files (SHA256SUMS), the
chain of ledger.jsonl (each line names the SHA-256 of the line before), every Ed25519 signature (RFC 8032,
written out below), the signed end (ledger.head), the kept versions of texts, and with --film the takes and
the master in the film's folder. It leaves with 0 when all is well, 1 when not.

用 Python 标准库查验影戏存证档案，不需要安装任何东西，也不需要我们。在解开的档案文件夹里运行。
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

P = 2**255 - 19
"""The field of Curve25519."""
L = 2**252 + 27742317777372353535851937790883648493
"""The order of its base point."""
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, x*y = T/Z."""
Found = tuple[bool, str]
"""Whether it is well, and what was checked."""


def add(p: Point, q: Point) -> Point:
    """The sum of two points (RFC 8032, section 5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """A point added to itself `scalar` times."""
    total: Point = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def same(p: Point, q: Point) -> bool:
    """Whether two points are equal."""
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def read_point(data: bytes) -> Point | None:
    """The point of 32 bytes (RFC 8032, section 5.1.3); None when they are no point."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def base_point() -> Point:
    """The base point: y is 4/5, x is even."""
    point = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if point is None:
        raise ArithmeticError("the base point is no point")
    return point


def is_signed(data: bytes, signature: bytes, key: bytes) -> bool:
    """Whether an Ed25519 signature is good (RFC 8032, section 5.1.7)."""
    public, first = read_point(key), read_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or public is None or first is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % L
    return same(times(scalar, base_point()), add(first, times(challenge, public)))


def digest(path: Path) -> str:
    """SHA-256 of a file in hex; empty when it is not there."""
    if not path.is_file():
        return ""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def check_sums(root: Path, name: str, here: Path) -> Iterator[Found]:
    """Every file that a list of hashes names, in `here`."""
    rows = (root / name).read_text(encoding="utf-8").splitlines()
    pairs = [(row[:64], row[66:]) for row in rows if row]
    wrong = [file for expected, file in pairs if digest(here / file) != expected]
    yield not wrong, f"{name}: {len(pairs)} 个文件 files{differing(wrong)}"


def differing(names: list[str]) -> str:
    """The files that are not as they should be, in words."""
    return f"; 不符 differ: {', '.join(names)}" if names else ""


def check_chain(lines: list[bytes]) -> Iterator[Found]:
    """Number, link and signature of every line, up to the first that is wrong."""
    before, keys, unsigned = "0" * 64, set(), 0
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            key, signature = (base64.b64decode(entry[name]) for name in ("key", "signature"))
            linked = (entry["number"], entry["previous"]) == (number, before)
        except (ValueError, KeyError, TypeError) as error:
            yield False, f"ledger.jsonl 第 {number} 行读不出 line {number} cannot be read: {error}"
            return
        signed = line.rpartition(b',"signature":"')[0] + b"}"
        if not linked:
            yield False, f"ledger.jsonl 第 {number} 行接不上 line {number} does not follow; expected {before}"
            return
        if key and not is_signed(signed, signature, key):
            yield False, f"ledger.jsonl 第 {number} 行签名不符 the signature of line {number} is wrong"
            return
        keys.add(key.hex())
        unsigned += not key
        before = hashlib.sha256(line).hexdigest()
    yield True, f"ledger.jsonl: {len(lines)} 条相接 entries linked; 末尾 head {before}"
    named = ", ".join(sorted(keys - {""}))
    yield not unsigned, f"签名 signatures: {len(lines) - unsigned}; 公钥 keys: {named}"


def check_head(root: Path, lines: list[bytes]) -> Iterator[Found]:
    """The signed end of the chain: whole lines cut off afterwards would be missed here."""
    if not (root / "ledger.head").is_file():
        yield False, "没有 no ledger.head"
        return
    head: dict[str, Any] = json.loads((root / "ledger.head").read_bytes())
    number = int(head["number"])
    found = hashlib.sha256(lines[number - 1]).hexdigest() if 0 < number <= len(lines) else ""
    text = f"ledger-head.1\n{number}\n{head['head']}\n".encode()
    key, signature = base64.b64decode(head["key"]), base64.b64decode(head["signature"])
    good = found == head["head"] and (not key or is_signed(text, signature, key))
    yield good, f"ledger.head: 第 {number} 条 entry {number}"


def check_versions(root: Path) -> Iterator[Found]:
    """Kept versions of texts: each is named by its own hash."""
    kept = [path for path in sorted((root / "ledger").glob("*")) if path.is_file()]
    wrong = [path.name for path in kept if digest(path) != path.stem]
    yield not wrong, f"ledger/: {len(kept)} 个版本 versions{differing(wrong)}"


def check_all(root: Path, film: Path | None) -> Iterator[Found]:
    """Everything, in order."""
    lines = (root / "ledger.jsonl").read_bytes().split(b"\n")
    whole = lines.pop() == b""
    yield from check_sums(root, "SHA256SUMS", root)
    yield whole, "ledger.jsonl 以整行结束 ends with a whole line"
    yield from check_chain(lines)
    yield from check_head(root, lines)
    yield from check_versions(root)
    if film is not None:
        yield from check_sums(root, "film.sha256", film)


def main(arguments: list[str]) -> int:
    """Check the dossier around this file; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--film", type=Path, help="the film's folder 片子的文件夹")
    asked = parser.parse_args(arguments)
    well = True
    for good, text in check_all(Path(__file__).resolve().parent, asked.film):
        sys.stdout.buffer.write(f"{'OK  ' if good else 'BAD '} {text}\n".encode())
        well = well and good
    last = "全部相符 all is well" if well else "有不符之处 something is wrong"
    sys.stdout.buffer.write(f"{last}\n".encode())
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
