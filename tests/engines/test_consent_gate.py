"""A shot that starts from a photograph of a person is shot only when that person agreed."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from yingxi import make_film
from yingxi._consenting import consents_for
from yingxi.film import Brief, Inputs, Storyboard, UsageError
from yingxi.media import save_still
from yingxi.store import load, save
from yingxi.trust.likeness.consent import Terms, revoke_consent
from yingxi.trust.likeness.enrolling import enroll

sys.path.insert(0, str(Path(__file__).parents[1] / "trust" / "likeness"))

from likeness_faces import astronaut

BRIEF = Brief(prompt="a balloon over the desert", seconds=2, width=128, height=72, fps=12, voice="none")


@pytest.fixture
def project(tmp_path, monkeypatch, short_engine):
    """A film on which the engine `short` is to work, and pictures: a portrait, the same small, a sky."""
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    folder = tmp_path / "orbit"
    make_film(BRIEF, folder, until="board")
    save_still(folder / "sky.png", np.full((72, 128, 3), 120, np.uint8))
    save_still(folder / "eileen.png", astronaut())
    near = Image.fromarray(astronaut()[20:178, 85:366]).resize((128, 72), Image.Resampling.BOX)
    save_still(folder / "near.png", np.asarray(near))
    return folder


def test_nobody_is_animated_unasked(project):
    inputs = Inputs(start=str(project / "sky.png"), references=(str(project / "near.png"),))
    refused = r"shot 0010: inputs.references\[0\]: near.png: the face at .* is not recorded"
    with pytest.raises(UsageError, match=refused):
        consents_for("0010", inputs, ("Orbit", "orbit"))
    consent = enroll("Eileen", [project / "eileen.png"], Terms(scope=("animate",), film="orbit"))
    assert consents_for("0010", inputs, ("Orbit", "orbit")) == (consent.id,)
    with pytest.raises(UsageError, match="is for the film 'orbit' only"):
        consents_for("0010", inputs, ("Moon", "moon"))
    revoke_consent(consent)
    with pytest.raises(UsageError, match="nobody is enrolled"):
        consents_for("0010", inputs, ("Orbit", "orbit"))


def test_pictures_without_faces_and_shots_without_pictures_need_nothing(project):
    assert consents_for("0010", Inputs(), ()) == ()
    assert consents_for("0010", Inputs(start=str(project / "sky.png")), ()) == ()


@pytest.mark.slow
def test_a_film_is_shot_only_with_consent_and_its_take_says_which(project):
    board = load(project / "storyboard.yaml", Storyboard)
    shot = replace(board.shots[0], engine="short", inputs=Inputs(start="near.png", end="near.png"))
    save(project / "storyboard.yaml", replace(board, shots=(shot,), frames=shot.length))
    with pytest.raises(UsageError, match=r"inputs.start: near.png: the face at") as refused:
        make_film(BRIEF, project, until="shoot")
    assert "处的脸" in refused.value.said("zh")
    assert "yingxi likeness enroll 照片" in refused.value.said("zh")
    assert not list((project / "takes").rglob("*.mp4"))
    consent = enroll("Eileen", [project / "eileen.png"], Terms(scope=("animate",)))
    film = make_film(BRIEF, project, until="shoot", jobs=1)
    assert [take.recipe["consents"] for take in film.takes] == [consent.id]
    assert consent.id in (project / "ledger.jsonl").read_text(encoding="utf-8")
    revoke_consent(consent)
    assert make_film(BRIEF, project, until="shoot").takes == film.takes, "what was made stands"
    with pytest.raises(UsageError, match="nobody is enrolled"):
        make_film(BRIEF, project, until="shoot", shots=(shot.number,))
