"""The sheet of two knobs: axes as written, a take for each cell, recipes in the PNG's text."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from yingxi.engines import Options, find_engine
from yingxi.engines.noise import NoiseRecipe
from yingxi.engines.noise.grid import check_axes, noise_of, read_axis, recipes, shoot_grid
from yingxi.engines.noise.sheet import draw_sheet, picture_of
from yingxi.film.errors import UsageError

HERE = Path(__file__).parent


@pytest.fixture
def speckle(tmp_path, monkeypatch):
    place = tmp_path / "site"
    info = place / "speckle_engine-1.0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(HERE / "speckle_engine.py", place)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: speckle-engine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[yingxi.engines]\nspeckle = speckle_engine:SpeckleEngine\n")
    monkeypatch.syspath_prepend(str(place))
    find_engine.cache_clear()
    yield find_engine("speckle")
    find_engine.cache_clear()


def test_axes_are_read_as_written():
    axis = read_axis("guidance_curve = 7/5/1, 1/5/7")
    assert (axis.knob, axis.texts) == ("guidance_curve", ("7/5/1", "1/5/7"))
    assert axis.values == ((7.0, 5.0, 1.0), (1.0, 5.0, 7.0))


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ("guidance", "seed=1", "axis 'guidance' is not KNOB=VALUE,VALUE; write --x guidance=1,4,7"),
        ("guidnce=1", "seed=1", "unknown noise knob 'guidnce'; did you mean 'guidance'?"),
        ("seed=1,2", "seed=3", "both axes turn 'seed'; give --y another knob"),
        ("churn=0,2", "seed=1", "noise.churn is 2; allowed: 0 to 1"),
        ("seed=" + ",".join(map(str, range(60))), "churn=0,1", "the grid has 120 pictures; at most 100"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_before_anything_is_shot(x, y, said):
    with pytest.raises(UsageError) as error:
        plan(x, y)
    assert said in str(error.value)


def plan(x, y):
    axes = read_axis(x), read_axis(y)
    check_axes(*axes)
    return recipes(NoiseRecipe(), *axes)


def test_an_engine_without_the_recipe_is_refused(speckle):
    with pytest.raises(UsageError, match=r"engine 'world' takes no noise recipe; .*speckle"):
        noise_of("world", find_engine("world").settings())


def test_each_cell_is_a_take_under_its_recipe_and_is_kept(speckle, board, tmp_path):
    x, y = read_axis("churn=0,1"), read_axis("seed=1,2")
    options = Options(folder=tmp_path / "cells", settings=speckle.settings(), head=-3, tail=-5)
    heard = []
    shot = board.shots[0]
    cells = shoot_grid("speckle", shot, board, options, x, y, lambda *done: heard.append(done))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [(one.column, one.row) for one in cells] == [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert cells[3].take.recipe == {"noise.seed": 2, "noise.churn": 1.0}
    assert list(type(speckle).shots[-1]) == [3]
    pictures = [picture_of(one) for one in cells]
    assert np.ptp(pictures[0]) < 12 < np.ptp(pictures[1])
    assert (pictures[0] == pictures[2]).all()
    assert not (pictures[1] == pictures[3]).all()
    before = len(type(speckle).shots)
    wider = shoot_grid("speckle", shot, board, options, read_axis("churn=0,0.5,1"), y, lambda *done: None)
    assert len(type(speckle).shots) == before + 2
    assert wider[0].media == cells[0].media


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_has_every_picture_in_its_place(language):
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200), (200, 200, 0), (0, 200, 200), (200, 0, 200)]
    pictures = [np.full((36, 64, 3), one, np.uint8) for one in colours]
    x, y = read_axis("churn=0,0.5,1"), read_axis("seed=1,2")
    sheet = draw_sheet(pictures, x, y, language=language, title="t", font=None, width=64)
    places = [(row, column) for row in (0, 1) for column in (0, 1, 2)]
    seen = [tuple(sheet[62 + row * 44 + 18, 96 + column * 72 + 32]) for row, column in places]
    assert seen == colours
    assert sheet[:56].max() > 180, "no labels above"
    assert sheet[62:, :90].max() > 180, "no labels at the left"


def test_the_command_writes_a_sheet_with_its_recipes(speckle, tmp_path, capsys, monkeypatch):
    from yingxi.cli import main

    out = tmp_path / "sheet.png"
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    call = ["noise", "grid", "a red balloon", "--engine", "speckle",
            "--x", "churn=0,1", "--y", "seed=1,2",
            "--size", "128x64", "--seconds", "8", "--width", "128", "--out", str(out),
            "--lang", "en"]  # fmt: skip
    with pytest.raises(SystemExit) as left:
        main(call)
    assert left.value.code in (0, None)
    assert str(out) in capsys.readouterr().out
    with Image.open(out) as sheet:
        told = json.loads(sheet.text["yingxi:noise-grid"])
    assert told["x"] == {"churn": ["0", "1"]}
    assert [one["noise"] for one in told["cells"]] == [
        {"seed": 1}, {"seed": 1, "churn": 1.0}, {"seed": 2}, {"seed": 2, "churn": 1.0},
    ]  # fmt: skip


def test_only_a_png_keeps_recipes(speckle, tmp_path):
    from yingxi.production import make_noise_grid

    with pytest.raises(UsageError, match=r"'sheet.jpg' is none"):
        make_noise_grid("a boat", "churn=0,1", "seed=1", out=tmp_path / "sheet.jpg")
