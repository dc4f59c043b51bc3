"""Asset packs: described in full, found where they are, checked before they are used."""

import io
import tarfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from yingxi.film.errors import UsageError, YingxiError
from yingxi.store import packing
from yingxi.store.packing import check_hash, fetch_pack, join_parts, unpack
from yingxi.store.packs import find_pack, how_to_get, pack_by_name, pack_status, packs


def test_every_pack_says_what_it_is_and_what_is_lost_without_it() -> None:
    for name, pack in packs().items():
        assert pack.licence, name
        assert pack.source.startswith("https://"), name
        assert all((pack.gives.zh, pack.gives.en, pack.without.zh, pack.without.en)), name
        assert pack.finds or pack.command, name
        assert how_to_get(pack).en, name
        if pack.kind == "npm":
            assert pack.version, name
            assert len(pack.sha256) == 64, name


def test_packs_answer_to_the_name_of_their_package() -> None:
    assert pack_by_name("@iconify-json/noto").name == "noto-emoji"
    assert pack_by_name("fonts-noto-cjk").name == "noto-cjk"
    with pytest.raises(UsageError, match="unknown pack 'noto-cj'; did you mean 'noto-cjk'"):
        find_pack("noto-cj")


def test_chosen_folder_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_PACKS", str(tmp_path))
    assert find_pack("noto-emoji") is None
    home = tmp_path / "noto-emoji" / pack_by_name("noto-emoji").version
    home.mkdir(parents=True)
    assert find_pack("noto-emoji") == home


def test_python_packs_are_found_without_importing_them() -> None:
    found = find_pack("sentence-encoder")
    assert found is not None
    assert found.name == "weights.npz"


def tarball(folder: Path, files: dict[str, bytes]) -> Path:
    """A package as npm makes it."""
    path = folder / "x-1.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_only_what_is_wanted_is_unpacked_and_nothing_outside(tmp_path: Path) -> None:
    pack = replace(pack_by_name("kokoro-voices"), keep=("voices/*.bin", "*.txt"))
    files = {"voices/a.bin": b"1", "dist/big.js": b"2"}
    unpack(pack, tarball(tmp_path, files), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").rglob("*.*")] == ["a.bin"]
    with pytest.raises(YingxiError, match="outside its pack"):
        unpack(pack, tarball(tmp_path, {"../../evil.txt": b"3"}), tmp_path / "again")
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_pack_with_another_hash_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_PACKS", str(tmp_path / "packs"))
    pack = replace(pack_by_name("noto-emoji"), sha256="0" * 64)
    made = tarball(tmp_path, {"icons.json": b"{}"})
    monkeypatch.setattr(packing, "_download", lambda pack, folder: made)
    with pytest.raises(YingxiError, match=r"pack noto-emoji: .* expected 0000.*not used"):
        fetch_pack(pack)
    assert find_pack("noto-emoji") is None

    good = replace(pack, sha256=sha256(made.read_bytes()).hexdigest())
    check_hash(good, made)
    assert (fetch_pack(good) / "icons.json").read_bytes() == b"{}"
    assert find_pack("noto-emoji") is not None
    assert not [path for path in (tmp_path / "packs" / "noto-emoji").iterdir() if path.name.startswith(".")]


def test_a_fetch_without_npm_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_PACKS", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(YingxiError, match="needs npm, which is not installed"):
        fetch_pack(pack_by_name("wordnet"))
    status = {one.pack.name: one for one in pack_status()}
    assert not status["wordnet"].ok
    assert not status["fluidsynth"].ok


def test_weights_in_parts_are_joined_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGXI_PACKS", str(tmp_path / "packs"))
    parts = tmp_path / "parts_of_a_voice"
    parts.mkdir()
    (parts / "__init__.py").write_text("")
    (parts / "1.bin").write_bytes(b"ab")
    (parts / "2.bin").write_bytes(b"cd")
    monkeypatch.syspath_prepend(tmp_path)
    names = tuple(f"{parts.name}/{part}.bin" for part in (1, 2))
    pack = replace(pack_by_name("kokoro-model"), parts=names, sha256=sha256(b"abcd").hexdigest())
    joined = join_parts(pack)
    assert joined is not None
    assert joined.read_bytes() == b"abcd"
    joined.unlink()
    with pytest.raises(YingxiError, match="the parts of kokoro-model do not fit together"):
        join_parts(replace(pack, sha256="0" * 64))
    assert not joined.exists()
    assert join_parts(replace(pack, parts=(*names, f"{parts.name}/3.bin"))) is None
