"""The dossier is read back page by page, and its zip is checked by strangers: bare Python and openssl."""

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdfium2
import pytest

from yingxi.film import Brief, Slate, Take, UsageError
from yingxi.media import VideoWriter, planes_from_rgb
from yingxi.store import BuildLog, FilmFolder, save, take_record
from yingxi.trust.dossier import write_dossier
from yingxi.trust.dossier.chapters import check_steps
from yingxi.trust.dossier.evidence import Evidence, gather
from yingxi.trust.dossier.wording import Words, break_lines
from yingxi.trust.ledger import Witness

BRIEF = Brief(prompt="江上小舟，灯火渐起", seconds=8, look="水墨", seed=7)

MATERIAL = '{"boat.jpg": "' + "5a" * 32 + '"}'


def shoot(pen: Witness, number: int, grey: int) -> Take:
    """A take of half a second of one grey, on its shelf."""
    take = Take(
        slate=Slate(film="夜航", scene=1, shot="0010", take=number, engine="world", seed=number),
        media=f"takes/0010/{number:03d}.mp4", width=128, height=72, fps=12, length=6,
        recipe={"key": "k", "adapter": "a test", "prompt": f"ink wash {grey}", "material": MATERIAL},
    )  # fmt: skip
    place = pen.root / take.media
    place.parent.mkdir(parents=True, exist_ok=True)
    picture = planes_from_rgb(np.full((72, 128, 3), grey, np.uint8))
    with VideoWriter(place, (128, 72), 12) as writer:
        for _ in range(6):
            writer.write(picture)
    save(take_record(pen.root, "0010", number), take)
    return take


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film whose screenplay was edited, with a rejected and a circled take and a delivered master."""
    folder = FilmFolder(tmp_path_factory.mktemp("film")).create()
    save(folder.brief, BRIEF)
    pen = Witness(folder, BuildLog(folder.root), "林徽因")
    pen.begin(BRIEF)
    folder.write(folder.screenplay, "INT. 江上\n\n一叶小舟。\n")
    pen.log.remember("write", "key", [folder.screenplay])
    pen.made("write", about={"writer": "rules"})
    folder.write(folder.screenplay, "INT. 江上\n\n一叶小舟，舟上无人。\n")
    pen.begin(BRIEF)
    pen.chose(shoot(pen, 1, 60), "rejected", "桥太暗，倒影看不清")
    second = shoot(pen, 2, 180)
    pen.chose(second, "circled", "雾的层次对了")
    pen.selects([second], of="film")
    folder.master.write_bytes(b"no film, but delivered")
    pen.log.remember("master", "key", [folder.master])
    pen.made("master", kind="delivered")
    return folder.root


@pytest.fixture(scope="module")
def written(film: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The Chinese dossier: PDF and zip."""
    return write_dossier(film, tmp_path_factory.mktemp("out") / "档案.pdf", "zh")


@pytest.fixture
def unpacked(written: tuple[Path, Path], tmp_path: Path) -> Path:
    """The zip's contents in a folder of the test's own."""
    with zipfile.ZipFile(written[1]) as pack:
        pack.extractall(tmp_path)
    return tmp_path


def page_texts(path: Path) -> list[str]:
    """The text of each page of a PDF, white space taken out."""
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The zip's own script in a bare Python: no packages, no environment."""
    call = [sys.executable, "-I", "-S", "check.py", *arguments]
    return subprocess.run(call, cwd=folder, env={}, capture_output=True, encoding="utf-8", check=False)


def test_the_pages_tell_prompt_choices_edits_takes_chain_and_how_to_check(written: tuple[Path, Path]) -> None:
    pages = page_texts(written[0])
    assert len(pages) == 9
    cover, summary, choices, edits, takes, machine, chain, proofs, how = pages
    assert "江上小舟，灯火渐起" in cover
    assert "林徽因" in cover
    assert "完好：每条与前一条相接" in cover
    assert "亲手修改1次（去1行，添1行）：剧本screenplay.fountain" in summary
    assert "圈定1条，否决1条，其中2次写明理由" in summary
    assert "理由：桥太暗，倒影看不清" in choices
    assert "一叶小舟，舟上无人。" in edits
    assert "第1条·否决" in takes
    assert "第2条·圈定并选用" in takes
    assert "rules" in machine
    assert "adapter:atest" in machine
    assert "boat.jpg" + "5a" * 32 in machine.replace("\ufffe", "")
    assert "0010-002inkwash180" in machine
    assert "剧本screenplay.fountain人林徽因−1+1" in edits
    assert "交付成片master.mp4" in chain
    assert "没有。设定YINGXI_TSA_URL后" in proofs
    assert "python3-Icheck.py" in how


def test_no_letter_is_a_box(written: tuple[Path, Path]) -> None:
    assert "\ufffd" not in "".join(page_texts(written[0]))


def test_the_zip_checks_itself_in_a_bare_python(unpacked: Path, film: Path) -> None:
    done = check(unpacked, "--film", str(film))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "film.sha256: 3 个文件 files" in done.stdout
    assert done.stdout.endswith("全部相符 all is well\n")


def spoil_ledger(folder: Path) -> None:
    path = folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace("桥太暗".encode(), "桥太亮".encode()))


def spoil_signature(folder: Path) -> None:
    """The last line with a signature of something else: the chain cannot show it, the key does."""
    lines = (folder / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    signature = lines[0].rpartition(b',"signature":"')[2]
    lines[-1] = lines[-1].rpartition(b',"signature":"')[0] + b',"signature":"' + signature
    (folder / "ledger.jsonl").write_bytes(b"".join(lines))


def cut_the_end(folder: Path) -> None:
    lines = (folder / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "ledger.jsonl").write_bytes(b"".join(lines[:-1]))


def spoil_version(folder: Path) -> None:
    next((folder / "ledger").iterdir()).write_bytes(b"never written")


def spoil_picture(folder: Path) -> None:
    next((folder / "pictures").iterdir()).write_bytes(b"no picture")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_ledger, "does not follow|signature of line"),
        (spoil_signature, "the signature of line"),
        (cut_the_end, "BAD  ledger.head"),
        (spoil_version, "BAD  ledger/"),
        (spoil_picture, "BAD  SHA256SUMS"),
    ],
)
def test_the_zips_own_script_finds_what_was_changed(unpacked: Path, spoil, said: str) -> None:
    import re

    spoil(unpacked)
    done = check(unpacked)
    assert done.returncode == 1
    assert re.search(said, done.stdout), done.stdout


def test_a_changed_take_is_found_in_the_films_folder(unpacked: Path, film: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(film, tmp_path / "copy"))
    (copy / "takes/0010/001.mp4").write_bytes(b"other pictures")
    done = check(unpacked, "--film", str(copy))
    assert done.returncode == 1
    assert "takes/0010/001.mp4" in done.stdout


def has_openssl_3() -> bool:
    """Whether the programs of the printed steps are on this machine."""
    if not all(map(shutil.which, ("openssl", "sha256sum", "sed", "grep"))):
        return False
    return subprocess.check_output(["openssl", "version"], text=True).startswith("OpenSSL 3")


@pytest.mark.skipif(not has_openssl_3(), reason="needs openssl 3 and GNU coreutils")
def test_the_printed_commands_run_as_they_stand(unpacked: Path, film: Path) -> None:
    told = {}
    steps = [line for _, lines in check_steps(Words("en"), gather(film)) for line in lines]
    assert len(steps) == 10
    for line in steps:
        command = line.replace("FOLDER", str(film)).replace("UNPACKED", str(unpacked))
        command = command.replace("python3", sys.executable)
        done = subprocess.run(command, shell=True, cwd=unpacked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        told[line] = done.stdout
    link = next(out for line, out in told.items() if line.endswith("| sha256sum"))
    named = next(out for line, out in told.items() if "grep -o" in line)
    assert link.split()[0] in named
    assert "Signature Verified Successfully" in "".join(told.values())


def test_everything_promised_is_in_the_zip(unpacked: Path, film: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {"dossier.pdf", "ledger.jsonl", "ledger.head", "check.py", "film.sha256", "SHA256SUMS"} <= names
    assert {"pictures/0010-001.jpg", "pictures/0010-002.jpg", "certificates/ledger-chain.pem"} <= names
    assert (unpacked / "ledger.jsonl").read_bytes() == (film / "ledger.jsonl").read_bytes()
    assert len(list((unpacked / "ledger").iterdir())) == 3
    assert len(list((unpacked / "keys").iterdir())) == 1
    text = (unpacked / "HOW_TO_CHECK.txt").read_text(encoding="utf-8")
    assert text.index("不靠我们怎么查验") < text.index("How to check this without us")


@pytest.mark.slow
def test_a_broken_ledger_is_said_on_the_cover(film: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(film, tmp_path / "copy"))
    spoil_signature(copy)
    pdf, _ = write_dossier(copy, tmp_path / "broken.pdf", "zh")
    lines = len((copy / "ledger.jsonl").read_bytes().splitlines())
    cover, summary, *_ = page_texts(pdf)
    assert f"第{lines}行的签名不符：应为" in cover
    assert f"以下各项只就断处之前的{lines - 1}条而言" in summary


@pytest.mark.slow
def test_the_same_ledger_gives_the_same_bytes_and_english_pages(film: Path, tmp_path: Path) -> None:
    first = write_dossier(film, tmp_path / "one.pdf", "en")
    second = write_dossier(film, tmp_path / "two.pdf", "en")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    pages = page_texts(first[0])
    assert "whole:everyentrylinkedtotheonebefore" in pages[0]
    assert "Reason:桥太暗，倒影看不清" in pages[2]


@pytest.fixture
def evidence(film: Path) -> Iterator[Evidence]:
    """The record of the film."""
    return gather(film)


def test_fates_and_edits_are_read_from_the_ledger_alone(evidence: Evidence) -> None:
    assert [(take.name, take.fate, take.circled) for take in evidence.takes] == [
        ("0010-001", "rejected", False), ("0010-002", "selected", True),
    ]  # fmt: skip
    assert [take.picture[:2] for take in evidence.takes] == [b"\xff\xd8"] * 2
    (edit,) = evidence.edits
    assert [text for kind, text in edit.lines if kind == "gone"] == ["一叶小舟。"]
    assert [one.state for one in evidence.delivered] == ["same"]


def test_every_state_of_a_manifest_has_words() -> None:
    from typing import get_args

    from yingxi.trust.dossier.wording import words
    from yingxi.trust.provenance.reading import State

    assert set(words()["proofs"]["states"]) == set(get_args(State))


def test_a_film_without_a_ledger_has_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no ledger in .*: no ledger\.jsonl; name a film's folder"):
        write_dossier(tmp_path, None, "zh")


def test_a_dossier_is_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"allowed: a name that ends in \.pdf"):
        write_dossier(tmp_path, tmp_path / "dossier.doc", "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三四，五六", ["一二三四，", "五六"]),
        ("ab cd ef", ["ab", "cd", "ef"]),
        ("abcdefgh", ["abcd", "efgh"]),
        ("一\n二", ["一", "二"]),
        ("", [""]),
    ],
)
def test_lines_break_as_each_script_does(text: str, expected: list[str]) -> None:
    assert break_lines(text, 4.0, len) == expected


@pytest.mark.slow
@pytest.mark.skipif(not has_openssl_3(), reason="needs openssl 3 and GNU coreutils")
def test_a_timestamp_in_the_zip_is_verified_by_openssl_alone(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(film, tmp_path / "copy"))
    module = load_timestamping()
    authority = module.Authority()
    with module.Server(authority) as running:
        monkeypatch.setenv("YINGXI_TSA_URL", running.url)
        Witness(FilmFolder(copy), BuildLog(copy)).stamp()
    pdf, pack = write_dossier(copy, tmp_path / "stamped.pdf", "en")
    with zipfile.ZipFile(pack) as opened:
        opened.extractall(tmp_path / "open")
    (tmp_path / "open" / "ROOT.pem").write_bytes(authority.root_pem)
    told, commands = list(check_steps(Words("en"), gather(copy)))[-1]
    assert told.startswith("Timestamp: ")
    for command in commands:
        done = subprocess.run(
            command, shell=True, cwd=tmp_path / "open", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "Verification: OK" in done.stdout + done.stderr
    assert running.url in page_texts(pdf)[7]


def load_timestamping() -> ModuleType:
    """The timestamp server of these tests."""
    place = Path(__file__).parents[1] / "timestamping.py"
    spec = importlib.util.spec_from_file_location("timestamping", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
