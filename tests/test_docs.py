"""The docs build, and every command in them runs as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def commands_of(page):
    blocks = re.findall(r"```bash\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run_all(lines, folder):
    binaries = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "YINGXI_LANG": "en"}
    for line in lines:
        done = subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_docs_build_without_a_warning(tmp_path):
    call = ["mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run([sys.executable, "-m", *call], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "tutorial" / "index.html").is_file()


def test_every_command_of_the_program_is_in_the_docs():
    from yingxi.cli.app import build_app

    words = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in build_app("en").commands:
        assert re.search(rf"`{name}`|yingxi {name}\b", words), f"docs say nothing of `yingxi {name}`"


def test_quick_commands_run(tmp_path):
    lines = [line for page in PAGES for line in commands_of(page)]
    quick = {line for line in lines if re.match(r"yingxi (looks|voices|engines|doctor)$", line)}
    assert len(quick) == 4
    run_all(quick, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands_of(page)], ids=lambda page: page.stem)
def test_every_command_runs(page, tmp_path):
    run_all(commands_of(page), tmp_path)
