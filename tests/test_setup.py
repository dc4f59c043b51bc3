"""`make setup` on machines that lack something: each told in one line that says what to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READ = ("scripts/setup.sh", "scripts/fetch_packs.py", "pyproject.toml", "src/yingxi/store/packs.yaml")
FAKE_PACKS = 'if [ "$2" = system ]; then echo fluidsynth espeak-ng; else echo libvulkan1; fi'
INSTALL = """
source scripts/setup.sh
mkdir -p .venv/share/yingxi
as_root() {{ {root}; }}
install_system_packages
"""
NEEDED = ("bash", "cat", "cksum", "dirname", "env", "id", "mkdir", "seq")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this system")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what setup reads, and a folder `bin` that will be the whole path."""
    for name in READ:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        if found:
            (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def program(house: Path, place: str, body: str) -> None:
    """A small shell program in the house."""
    path = house / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def run(house: Path, script: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run bash with nothing on the path but what the house has."""
    env = {"PATH": str(house / "bin"), "HOME": str(house), **settings}
    command = [str(house / "bin" / "bash"), "-c", script]
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en_GB.UTF-8", "yingxi: Python 3.11 or newer is needed"),
        ("zh_CN.UTF-8", "影戏: 需要 Python 3.11 或更新版本"),
    ],
)
def test_a_machine_without_python_is_told_so_in_its_language(house: Path, language: str, line: str) -> None:
    done = run(house, "bash scripts/setup.sh", LANG=language)
    assert done.returncode == 1
    assert done.stdout.startswith(line)
    assert "sudo apt-get install python3" in done.stdout


def test_a_python_that_is_too_old_or_only_a_name_is_passed_over(house: Path) -> None:
    program(house, "bin/python3.11", "exit 127")
    program(house, "bin/python3.12", "exit 1")
    program(house, "bin/python3", "exit 0")
    assert run(house, "source scripts/setup.sh; find_python").stdout == "python3\n"


def test_missing_system_packages_are_installed_as_root(house: Path) -> None:
    program(house, ".venv/bin/python", FAKE_PACKS)
    program(house, "bin/dpkg-query", "exit 0")
    program(house, "bin/apt-get", f'echo "$@" >>{house}/asked')
    done = run(house, INSTALL.format(root='"$@"'))
    assert done.returncode == 0, done.stderr
    assert (house / "asked").read_text().split()[-2:] == ["fluidsynth", "espeak-ng"]
    assert (house / ".venv/share/yingxi/system-packages").read_text() == "libvulkan1\n"


def test_one_unknown_package_does_not_keep_the_others_away(house: Path) -> None:
    body = f'case "$*" in *fonts-x*) exit 100 ;; esac; echo "${{@: -1}}" >>{house}/asked'
    program(house, "bin/apt-get", body)
    script = 'source scripts/setup.sh; as_root() { "$@"; }; install_all fluidsynth fonts-x espeak-ng'
    assert run(house, script).returncode == 1
    assert (house / "asked").read_text().split() == ["-qq", "fluidsynth", "espeak-ng"]


def test_who_is_not_root_gets_the_exact_command(house: Path) -> None:
    program(house, ".venv/bin/python", FAKE_PACKS)
    program(house, "bin/dpkg-query", "exit 0")
    done = run(house, INSTALL.format(root="return 1"))
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "yingxi: please run: sudo apt-get install fluidsynth espeak-ng"


def test_nothing_runs_again_when_nothing_changed(house: Path) -> None:
    program(house, ".venv/bin/yingxi", "exit 0")
    program(house, ".venv/bin/python", f'echo "$@" >>{house}/ran')
    first = run(house, "bash scripts/setup.sh")
    assert first.returncode == 0, first.stderr
    ran = (house / "ran").read_text()
    assert "pip install" in ran
    second = run(house, "bash scripts/setup.sh")
    assert second.returncode == 0
    assert second.stdout == ""
    assert (house / "ran").read_text() == ran

    with (house / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    run(house, "bash scripts/setup.sh")
    assert len((house / "ran").read_text()) > len(ran)


def test_a_failed_install_leaves_no_stamp(house: Path) -> None:
    program(house, ".venv/bin/yingxi", "exit 0")
    program(house, ".venv/bin/python", 'case "$*" in *install*) exit 1 ;; esac')
    done = run(house, "bash scripts/setup.sh")
    assert done.returncode == 1
    assert "check the network and run make setup again" in done.stdout
    assert not (house / ".venv/share/yingxi/setup.stamp").exists()


def test_the_script_is_sound_shell() -> None:
    assert subprocess.run(["bash", "-n", str(ROOT / "scripts/setup.sh")], check=False).returncode == 0
    assert os.access(ROOT / "scripts/setup.sh", os.X_OK)
    assert os.access(ROOT / ".ci/run", os.X_OK)
