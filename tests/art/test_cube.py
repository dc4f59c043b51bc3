"""Looks of one's own, and cubes in and out."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.cube import cube_text, graded_cube, looked_up, read_cube
from yingxi.art.looks_file import find_look, looks
from yingxi.art.own_looks import add_look, export_cube
from yingxi.film.errors import UsageError
from yingxi.world.scene import Grade

AXIS = np.linspace(0, 1, 5)
PLAIN = np.stack(np.meshgrid(AXIS, AXIS, AXIS, indexing="ij"), -1).astype(np.float32)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A home of one's own, forgotten afterwards."""
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    looks.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    looks.cache_clear()


def test_a_cube_comes_back_as_it_was_written():
    teal = PLAIN * [0.8, 1.0, 0.9] + [0.0, 0.0, 0.1]
    text = cube_text(teal, "teal")
    assert text.splitlines()[1] == "LUT_3D_SIZE 5"
    # The file counts red fastest: its second row has more red than its first.
    assert text.splitlines()[5].split()[0] == "0.200000"
    assert np.allclose(read_cube(text, "teal.cube"), teal, atol=1e-6)


def test_a_neutral_grade_changes_nothing_and_others_do():
    neutral = graded_cube(Grade(), 5)
    assert np.abs(neutral - PLAIN).max() < 0.02
    warm = graded_cube(Grade(temperature=0.5), 5)
    assert warm[2, 2, 2, 0] > warm[2, 2, 2, 2]
    grey = graded_cube(Grade(saturation=0.0), 5)
    assert np.ptp(grey, axis=-1).max() < 0.02
    steep = graded_cube(Grade(contrast=1.4), 5)
    assert steep[1, 1, 1, 0] < PLAIN[1, 1, 1, 0] < PLAIN[3, 3, 3, 0] < steep[3, 3, 3, 0]


def test_a_grade_with_a_cube_goes_through_it():
    swapped = PLAIN[..., ::-1]
    both = graded_cube(replace(Grade(), lut=swapped), 5)
    assert np.abs(both - swapped).max() < 0.02
    assert np.allclose(looked_up(swapped, np.array([0.1, 0.5, 0.9])), [0.9, 0.5, 0.1], atol=1e-6)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("LUT_3D_SIZE 2\n0 0 0\n", "1 rows for LUT_3D_SIZE 2"),
        ("LUT_3D_SIZE 900\n", "must be 2 to 65"),
        ("LUT_1D_SIZE 16\n", "one-dimensional"),
        ("LUT_3D_SIZE 2\nDOMAIN_MAX 2 2 2\n", "only cubes over 0 to 1"),
        ("LUT_3D_SIZE 2\n0 zero 0\n", "not three numbers"),
    ],
)
def test_a_mistake_in_a_cube_is_named(text, message):
    with pytest.raises(UsageError, match=message):
        read_cube(text, "x.cube")


def test_a_cube_alone_becomes_a_look(own):
    (own / "moss.cube").write_text(cube_text(PLAIN * [0.7, 1.0, 0.7], "moss"))
    assert add_look(own / "moss.cube").id == "moss"
    (own / "moss.cube").unlink()
    kept = find_look("Moss")
    assert kept.grade.lut is not None
    assert kept.grade.lut[4, 4, 4].tolist() == pytest.approx([0.7, 1.0, 0.7])


def test_a_look_file_of_ones_own_is_found_by_its_words(own):
    page = "schema: look.1\nid: tea\nzh: 茶色\nen: Tea\nwords: [旧茶]\ngrade: {saturation: 0.6}\n"
    (own / "tea.yaml").write_text(page, encoding="utf-8")
    add_look(own / "tea.yaml")
    assert find_look("旧茶").grade.saturation == 0.6
    with pytest.raises(UsageError, match=r"give a .yaml look file or a .cube"):
        add_look(own / "tea.txt")


def test_a_look_is_given_out_as_a_cube_unless_it_is_painted(own):
    out = export_cube("黑色电影", own / "noir")
    cube = read_cube(out.read_text(encoding="utf-8"), "noir.cube")
    assert np.abs(cube - cube.mean(-1, keepdims=True)).max() < 0.12
    with pytest.raises(UsageError, match="painted"):
        export_cube("水墨", own / "ink.cube")
