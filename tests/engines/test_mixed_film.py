"""One film, two engines: each shot by the one that its storyboard names, with its own options and inputs."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi import Brief, make_film
from yingxi.film import Inputs, Storyboard, UsageError
from yingxi.media import save_still
from yingxi.store import load, save

WORDS = "A red balloon flies over the desert. A boat crosses a lake at night."
BRIEF = Brief(prompt=WORDS, seconds=8, width=128, height=72, fps=12, voice="none")


@pytest.mark.slow
def test_each_shot_is_shot_by_the_engine_that_its_storyboard_names(short_engine, tmp_path):
    folder = tmp_path / "film"
    board = make_film(BRIEF, folder, until="board").storyboard
    assert len(board.shots) >= 2
    save_still(folder / "pictures" / "start.png", np.full((72, 128, 3), 80, np.uint8))
    first = replace(
        board.shots[0], engine="short", engine_options={"mood": "wild", "steps": 9},
        inputs=Inputs(start="pictures/start.png"),
    )  # fmt: skip
    save(folder / "storyboard.yaml", replace(board, shots=(first, *board.shots[1:])))
    assert load(folder / "storyboard.yaml", Storyboard).shots[0] == first
    film = make_film(BRIEF, folder, until="cut")
    assert [take.slate.engine for take in film.takes] == ["short", *["world"] * (len(board.shots) - 1)]
    assert film.takes[0].recipe["steps"] == 9
    assert film.takes[0].recipe["options"] == '{"mood": "wild", "steps": 9}'
    assert film.takes[0].recipe["passes"] > 1

    dearer = replace(first, engine_options={**first.engine_options, "steps": 10})
    save(folder / "storyboard.yaml", replace(board, shots=(dearer, *board.shots[1:])))
    again = make_film(BRIEF, folder, until="cut")
    assert [take.slate.take for take in again.takes] == [2, *[1] * (len(board.shots) - 1)]


def test_what_one_shot_cannot_be_given_stops_the_film_before_anything_is_shot(short_engine, tmp_path):
    folder = tmp_path / "film"
    board = make_film(BRIEF, folder, until="board").storyboard
    asked = replace(board.shots[-1], engine="short", inputs=Inputs(negative="crowds"))
    save(folder / "storyboard.yaml", replace(board, shots=(*board.shots[:-1], asked)))
    with pytest.raises(UsageError, match=rf"shot {asked.number}: engine 'short' takes no 'negative'"):
        make_film(BRIEF, folder, until="shoot")
    assert not list(folder.glob("takes/*/*"))
