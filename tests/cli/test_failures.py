"""Every failure is one line with the right exit code."""

import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "yingxi", *arguments]
    return subprocess.run(call, capture_output=True, text=True, cwd=cwd, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["frobnicate"], 2, "No such command 'frobnicate'"),
        (["make"], 2, "no prompt, and no film in"),
        (["make", "🎉🎉"], 2, "has no words"),
        (["make", "x" * 100_000], 2, "100,000 characters; at most 4,000"),
        (["make", "red balloon", "--seconds", "0"], 2, "a film of 0 seconds is not possible"),
        (["make", "red balloon", "--seconds", "3600"], 2, "3600 seconds is not possible"),
        (["make", "red balloon", "--size", "1921x1080"], 2, "1921x1080"),
        (["make", "red balloon", "--size", "big"], 2, "size 'big' is not WIDTHxHEIGHT"),
        (["make", "red balloon", "--size", "20000x20000"], 2, "20000x20000"),
        (["make", "red balloon", "--look", "东方赛伯朋克"], 2, "did you mean '东方赛博朋克'?"),
        (["make", "red balloon", "--engine", "wrld", "--seconds", "2"], 2, "did you mean 'world'?"),
        (["make", "red balloon", "--seconds", "soon"], 2, "--seconds"),
        (["write", "--project", "nowhere"], 2, "no film in"),
        (["looks", "--lang", "fr"], 2, "unknown language 'fr'; allowed: zh, en"),
        (["bench", "speed"], 2, "unknown benchmark 'speed'"),
    ],
)
def test_a_bad_request_is_one_line_and_exit_code_two(arguments, code, said, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_mistake_in_a_storyboard_names_file_line_and_what_is_allowed(tmp_path):
    made = run("new", "red balloon", "--seconds", "12", "--project", "film", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert run("board", "--project", "film", cwd=tmp_path).returncode == 0
    board = tmp_path / "film" / "storyboard.yaml"
    text = board.read_text()
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "size:" in row)
    board.write_text(text.replace(text.splitlines()[line - 1].strip(), "size: huge", 1))
    done = run("shoot", "--project", "film", cwd=tmp_path)
    assert done.returncode == 2
    assert f"storyboard.yaml:{line}" in done.stderr
    assert "got 'huge'" in done.stderr
    assert "allowed: ecu, cu" in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "film").write_text("in the way")
    done = run("make", "red balloon", "--project", "film", cwd=tmp_path)
    assert done.returncode == 2
    assert "is a file; name a folder with --project" in done.stderr


def test_start_up_imports_nothing_heavy(tmp_path):
    code = (
        "import sys; from yingxi.cli.app import build_app; build_app('en'); "
        "heavy = {'numpy', 'wgpu', 'av', 'jieba', 'onnxruntime', 'scipy', 'pydantic'} & set(sys.modules); "
        "print(','.join(sorted(heavy)))"
    )
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.strip() == ""
