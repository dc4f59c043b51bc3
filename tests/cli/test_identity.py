"""yingxi identity: who signs, in two languages, never a private key."""

import datetime
import json

import pytest

from yingxi.cli import main
from yingxi.trust.identity.certificates import certificate_pem, key_pem, make_leaf, make_root


def run(capsys, *words):
    """What a command prints, and its exit code."""
    with pytest.raises(SystemExit) as left:
        main([*words])
    said = capsys.readouterr()
    return said.out + said.err, left.value.code


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.parametrize(("language", "words"), [("zh", "本机身份"), ("en", "this machine's identity")])
def test_show(capsys, language, words):
    said, code = run(capsys, "identity", "show", "--lang", language)
    assert not code
    assert words in said
    assert "Yingxi film" in said
    assert "PRIVATE" not in said


def test_use_show_and_go_back(capsys, tmp_path):
    now = datetime.datetime.now(datetime.UTC)
    root = make_root(now)
    leaf = make_leaf(root, root.key.public_key(), "house", now)
    (tmp_path / "chain.pem").write_bytes(certificate_pem(leaf))
    (tmp_path / "key.pem").write_bytes(key_pem(root.key))
    (tmp_path / "root.pem").write_bytes(certificate_pem(root.certificate))
    pair = str(tmp_path / "chain.pem"), str(tmp_path / "key.pem")
    said, code = run(capsys, "identity", "use", *pair, "--lang", "en")
    assert not code
    assert "these certificates sign from now on" in said
    assert "yingxi identity trust ROOT.pem" in said
    said, code = run(capsys, "identity", "trust", str(tmp_path / "root.pem"), "--lang", "en")
    assert not code
    assert "trusted  " in said
    shown = json.loads(run(capsys, "identity", "show", "--json", "--lang", "en")[0])
    assert shown["own"]
    assert shown["chain"][0]["name"].startswith("CN=Yingxi house")
    assert len(shown["anchors"]) == 2
    assert not run(capsys, "identity", "use", "--local", "--lang", "en")[1]
    assert not json.loads(run(capsys, "identity", "show", "--json", "--lang", "en")[0])["own"]


def test_producer(capsys):
    said, code = run(capsys, "identity", "producer", "001191110000", "--lang", "en")
    assert not code
    assert "it goes into the implicit label" in said
    assert "001191110000" in run(capsys, "identity", "show", "--lang", "en")[0]


def test_mistakes_are_one_line(capsys, tmp_path):
    said, code = run(capsys, "identity", "use", "--lang", "en")
    assert code == 2
    assert "name two PEM files" in said
    (tmp_path / "x.pem").write_text("x")
    said, code = run(capsys, "identity", "trust", str(tmp_path / "x.pem"), "--lang", "en")
    assert code == 2
    assert "holds no PEM certificate" in said
