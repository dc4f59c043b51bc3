"""The record at the command line: what is printed, in two languages, and with which exit code."""

import json
from pathlib import Path

import pytest

from yingxi.cli import main
from yingxi.trust.ledger import Record, append, ledger_head


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film's folder with a ledger of two entries."""
    facts = {"shot": "0010", "take": 1, "reason": "桥太暗", "sha256": ""}
    append(tmp_path, Record(kind="opened", facts={"nonce": "a"}), Record(kind="rejected", facts=facts))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of one command and all it said."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out + said.err


def test_a_ledger_is_shown_in_the_persons_language(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "ledger", "--project", str(film), "--lang", "zh")
    assert code == 0
    assert "否决镜头 0010 第 1 条，理由：桥太暗" in said
    code, said = run(capsys, "ledger", "show", "--project", str(film), "--lang", "en", "--json")
    assert [row["told"] for row in json.loads(said)][1] == "rejected take 1 of 0010: 桥太暗"


def test_a_whole_ledger_verifies(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "ledger", "verify", "--project", str(film), "--head", ledger_head(film))
    assert code == 0
    assert "the ledger is whole: 2 entries" in said
    code, said = run(capsys, "ledger", "verify", "--project", str(film), "--json")
    verdict = json.loads(said)
    assert (verdict["schema"], verdict["ok"]) == ("ledger-verdict.1", True)
    assert verdict["head"] == ledger_head(film)


def test_a_broken_ledger_names_its_first_broken_link_and_fails(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = film / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace("桥太暗".encode(), "桥太亮".encode()))
    code, said = run(capsys, "ledger", "verify", "--project", str(film), "--lang", "zh")
    assert code == 1
    assert said.startswith("第 2 行的签名不符：应为 a signature by key ")


def test_a_head_from_elsewhere_must_be_in_the_ledger(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "ledger", "verify", "--project", str(film), "--head", "ab" * 32)
    assert code == 1
    assert said.startswith("a head that others hold is not in this ledger: expected " + "ab" * 32)


def test_what_is_not_there_is_said_in_one_line(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "ledger", "verfy", "--project", str(film))
    assert (code, said.strip()) == (
        2, "yingxi: unknown ledger command 'verfy'; did you mean 'verify'? (yingxi ledger --help)",
    )  # fmt: skip
    code, said = run(capsys, "ledger", "--project", str(film / "none"))
    assert code == 2
    assert "no ledger.jsonl" in said
    code, said = run(capsys, "circle", "0010", "1", "--project", str(film))
    assert code == 2
    assert "no brief.yaml" in said
