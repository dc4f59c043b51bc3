"""Whole films of three shots, painted and steered, from brief to master."""

import json
from dataclasses import replace

import av
import pytest

from yingxi import Brief, make_film
from yingxi.film import Storyboard
from yingxi.store import load, save

BRIEF = Brief(
    prompt="a red lantern in the desert at sunset", seconds=4, width=64, height=64, fps=12, voice="none",
    engine="diffusion",
)  # fmt: skip


def brief_with(model, **options):
    return replace(BRIEF, engine_options={"model": model, "steps": 1, "size": "64x64", **options})


def three_shots(folder):
    """Cut the one shot of a short film into three, as a person would in storyboard.yaml."""
    board = load(folder / "storyboard.yaml", Storyboard)
    whole = board.shots[0]
    third = board.frames // 3
    parts = [
        replace(whole, number=f"{at + 1:03d}0", start=at * third, length=third, title=None, seed=at + 1)
        for at in range(2)
    ]
    last = replace(parts[0], number="0030", start=2 * third, length=board.frames - 2 * third, seed=3)
    save(folder / "storyboard.yaml", replace(board, shots=(*parts, last), narration=()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("vace", {}),
        ("ltx2", {"previs": False}),
        ("wan", {}),
        ("controlnet", {"every": 4, "steer": {"depth": 0.7}}),
        ("cogvideox", {"over": 0.9, "steps": 2}),
        ("flux2-klein", {}),
    ],
    ids=["vace", "ltx2", "wan", "controlnet", "cogvideox", "flux2-klein"],
)
def test_a_film_of_three_shots(models, tmp_path, model, options):
    folder, brief = tmp_path / "film", brief_with(models(model), **options)
    make_film(brief, folder, until="board")
    three_shots(folder)
    film = make_film(brief, folder, jobs=2)
    assert [take.slate.shot for take in film.takes] == ["0010", "0020", "0030"]
    assert {take.slate.engine for take in film.takes} == {"diffusion"}
    assert bool(film.takes[0].sound) == (model == "ltx2")
    with av.open(film.master) as master:
        assert sum(1 for _ in master.decode(video=0)) == film.storyboard.frames
    assert json.loads(film.takes[0].recipe["options"])["steps"] == brief.engine_options["steps"]
    before = {path: path.read_bytes() for path in (folder / "takes").rglob("*.mp4")}
    again = make_film(brief, folder, jobs=1)
    assert {path: path.read_bytes() for path in (folder / "takes").rglob("*.mp4")} == before
    assert again.takes == film.takes


def test_sound_of_takes_is_laid_in_its_place(tmp_path):
    import numpy as np
    import soundfile

    from yingxi._take_sounds import TakeSound, lay_sounds
    from yingxi.sound import RATE, Stem

    beep = np.full((RATE, 1), 0.5, np.float32)
    soundfile.write(tmp_path / "take.wav", beep, RATE, subtype="FLOAT")
    silence = Stem(name="foley", samples=np.zeros((4 * RATE, 2), np.float32))
    sound = TakeSound(path=tmp_path / "take.wav", start=12, skip=3, length=6)
    laid = lay_sounds(silence, [sound], 12).samples
    heard = np.flatnonzero(np.abs(laid[:, 0]) > 1e-6)
    assert (heard[0], heard[-1]) == (RATE, RATE + RATE // 2 - 1)
    assert abs(laid[RATE + RATE // 4, 1] - 0.5) < 1e-6
    assert not silence.samples.any()
    assert lay_sounds(silence, [], 12) is silence
