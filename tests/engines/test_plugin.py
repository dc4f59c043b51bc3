"""An engine of another house: one file, installed by pip, found by name, shooting a film."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yingxi.film import Storyboard
from yingxi.media import probe
from yingxi.store import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "plugin"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The example's package in a folder of its own, as pip installs it; nothing is fetched."""
    site = tmp_path_factory.mktemp("site")
    call = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
            "--no-index", "--target", str(site), str(EXAMPLE)]  # fmt: skip
    subprocess.run(call, check=True, capture_output=True, text=True)
    return {**os.environ, "PYTHONPATH": str(site), "YINGXI_LANG": "en"}


def yingxi(environment, *words, folder=None):
    return subprocess.run(
        [sys.executable, "-m", "yingxi", *words], env=environment, cwd=folder, capture_output=True, text=True
    )


def test_it_is_listed_with_its_options(installed):
    rows = json.loads(yingxi(installed, "engines", "colour-script", "--json").stdout)
    assert [(row["name"], row["available"]) for row in rows] == [("colour-script", True)]
    assert rows[0]["options"][0] == {"name": "drift", "allowed": "left | right | still", "default": "right"}


@pytest.mark.slow
def test_it_shoots_a_film_and_its_options_are_checked(installed, tmp_path):
    brief = ("make", "a red balloon over the desert", "--seconds", "4", "--size", "128x72", "--fps", "12",
             "--project", "film", "--engine", "colour-script", "--voice", "none")  # fmt: skip
    wrong = yingxi(installed, *brief, "--set", "drif=left", folder=tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("yingxi: unknown colour-script option 'drif'; did you mean 'drift'?")
    beyond = yingxi(installed, *brief, "--set", "softness=9", folder=tmp_path)
    assert "engine 'colour-script': softness is 9.0; allowed: above 0, up to 4" in beyond.stderr

    made = yingxi(installed, *brief, "--set", "drift=left", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    board = load(tmp_path / "film" / "storyboard.yaml", Storyboard)
    takes = sorted((tmp_path / "film" / "takes").glob("*/*.mp4"))
    assert len(takes) == len(board.shots)
    assert all(probe(take).size == (128, 72) for take in takes)
    record = takes[0].with_suffix(".yaml").read_text(encoding="utf-8")
    assert "colour-script" in record
    assert '"drift": "left"' in record
    assert probe(tmp_path / "film" / "master.mp4").frames == board.frames
