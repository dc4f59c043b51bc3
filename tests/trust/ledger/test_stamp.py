"""A third party vouches for the ledger's time: checked against a real RFC 3161 server."""

import base64
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from yingxi.film import YingxiError
from yingxi.store import BuildLog, FilmFolder
from yingxi.trust.ledger import Record, Witness, append, verify_ledger

SERVER = Path(__file__).parents[1] / "timestamping.py"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a timestamp server on this machine."""
    spec = importlib.util.spec_from_file_location("timestamping", SERVER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.Server(module.Authority()) as running:
        monkeypatch.setenv("YINGXI_TSA_URL", running.url)
        yield running.url


def pen(root: Path) -> Witness:
    """The pen of a film with one entry."""
    append(root, Record(kind="opened", facts={"nonce": "a"}))
    return Witness(FilmFolder(root), BuildLog(root))


def test_without_a_server_nothing_is_stamped(tmp_path: Path) -> None:
    assert pen(tmp_path).stamp() == ()


def test_a_stamp_is_of_the_last_line_and_is_an_entry(tmp_path: Path, server: str) -> None:
    (entry,) = pen(tmp_path).stamp()
    assert (entry.kind, entry.number, entry.facts["number"]) == ("timestamped", 2, 1)
    assert entry.facts["authority"] == server
    assert verify_ledger(tmp_path).ok


def test_a_stamp_of_something_else_is_found(tmp_path: Path, server: str) -> None:
    witness = pen(tmp_path)
    (entry,) = witness.stamp()
    append(tmp_path, Record(kind="timestamped", facts={**entry.facts, "number": 2}))
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert (broken.fault, broken.line) == ("timestamp", 3)


def test_a_token_that_is_none_is_found(tmp_path: Path) -> None:
    pen(tmp_path)
    token = base64.b64encode(b"no token").decode()
    append(tmp_path, Record(kind="timestamped", facts={"number": 1, "head": "", "token": token}))
    broken = verify_ledger(tmp_path).broken
    assert broken is not None
    assert broken.fault == "timestamp"


def test_a_server_that_is_away_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_TSA_URL", "http://127.0.0.1:9/")
    with pytest.raises(YingxiError, match="gave no token"):
        pen(tmp_path).stamp()
