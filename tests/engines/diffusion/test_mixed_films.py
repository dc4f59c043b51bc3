"""Whole films in which engines meet: photographs painted on by a model, three engines, long shots."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skimage
from small_boards import board_of, shot_of

from yingxi import Brief, make_film
from yingxi.film import Inputs, Storyboard
from yingxi.media import load_still, probe, read_frames, rgb_from_planes
from yingxi.store import find_pack, load, read_shelf, save

SHIPPED = Path(skimage.data_dir)
PAINTED = {"steps": 1, "size": "64x64"}
BRIEF = Brief(prompt="a cup of coffee, a cat wakes", seconds=4, width=64, height=64, fps=12, voice="none")


def cut_in_three(folder, **changes):
    """Cut the film's first shot into three, each with changes of its own, as a person would."""
    board = load(folder / "storyboard.yaml", Storyboard)
    third, first = board.frames // 3, board.shots[0]
    ends = (third, 2 * third, board.frames)
    shots = tuple(
        replace(first, number=f"{at + 1:03d}0", start=start, length=end - start, title=None, seed=at + 1,
                join="cut", join_frames=0, **changes.get(f"shot{at + 1}", {}))
        for at, (start, end) in enumerate(zip((0, *ends), ends, strict=False))
    )  # fmt: skip
    save(folder / "storyboard.yaml", replace(board, shots=shots, narration=()))


def frames_of_take(folder, take):
    return [rgb_from_planes(planes).astype(int) for planes in read_frames(folder / take.media)]


@pytest.mark.slow
@pytest.mark.skipif(find_pack("face-recognition") is None, reason="needs the pack 'face-recognition'")
def test_photographs_are_brought_to_life_by_a_model(models, tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    photos = tuple(str(SHIPPED / name) for name in ("coffee.png", "chelsea.png"))
    brief = replace(
        BRIEF, engine="diffusion", photos=photos, engine_options={"model": models("wan-image"), **PAINTED}
    )
    folder = tmp_path / "film"
    make_film(brief, folder, until="board")
    cut_in_three(folder)
    film = make_film(brief, folder, until="cut", jobs=1)
    starts = [shot.inputs.start for shot in load(folder / "storyboard.yaml", Storyboard).shots]
    dealt = [shot.inputs.start for shot in film.storyboard.shots]
    assert dealt == ["photos/01-coffee.png", "photos/02-chelsea.png", "photos/01-coffee.png"]
    assert starts in ([""] * 3, dealt), (
        "the storyboard is the person's; photographs are dealt when it is shot"
    )
    for take, start in zip(film.takes, dealt, strict=True):
        assert take.recipe["pipeline"] == "WanImageToVideoPipeline"
        assert Path(start).name in str(take.recipe["material"])
        assert not any("previs' first" in note for note in take.notes)
    bytes_of = [(folder / take.media).read_bytes() for take in film.takes]
    assert len(set(bytes_of)) == 3
    again = make_film(brief, folder, until="cut", jobs=1)
    assert [(folder / take.media).read_bytes() for take in again.takes] == bytes_of


@pytest.mark.slow
@pytest.mark.skipif(find_pack("matting") is None, reason="needs the pack 'matting': run make setup")
def test_three_engines_shoot_one_film(models, tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    folder = tmp_path / "film"
    make_film(BRIEF, folder, until="board")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "cup.png").write_bytes((SHIPPED / "coffee.png").read_bytes())
    cut_in_three(
        folder,
        shot2={"engine": "photo", "inputs": Inputs(start="pictures/cup.png"), "engine_options": {"sway": 0}},
        shot3={"engine": "diffusion", "engine_options": {"model": models("wan"), "previs": False, **PAINTED}},
    )
    film = make_film(BRIEF, folder, jobs=1)
    assert [take.slate.engine for take in film.takes] == ["world", "photo", "diffusion"]
    assert probe(film.master).frames == film.storyboard.frames
    report = film.report.read_text(encoding="utf-8")
    assert all(name in report for name in ("photo", "diffusion"))
    before = {take.slate.shot: (folder / take.media).read_bytes() for take in film.takes}
    board = load(folder / "storyboard.yaml", Storyboard)
    changed = replace(board.shots[1], engine_options={"sway": 0, "light": 0})
    save(folder / "storyboard.yaml", replace(board, shots=(board.shots[0], changed, board.shots[2])))
    again = make_film(BRIEF, folder, until="cut")
    assert [take.slate.take for take in again.takes] == [1, 2, 1], "only the changed shot is shot again"
    assert (folder / again.takes[2].media).read_bytes() == before["0030"]


@pytest.mark.slow
def test_a_long_shot_is_held_by_our_own_previs_where_its_passes_meet(models, tmp_path, monkeypatch):
    """Each pass is given the previs of its last frame to end at; the next goes on from what was painted."""
    from yingxi.engines import Options, find_engine, read_settings, shoot
    from yingxi.engines.diffusion import gathering
    from yingxi.engines.world import previs_frames

    seen, gather = [], gathering.gather

    def watch(described, settings, shot, board, options, on_progress):
        seen.append((options.head, options.inputs.start, options.inputs.end))
        pictures = [load_still(path) for path in seen[-1][1:] if path]
        seen[-1] += tuple(pictures)
        return gather(described, settings, shot, board, options, on_progress)

    monkeypatch.setattr(gathering, "gather", watch)

    shot = shot_of(1, length=20, set="studio", place="studio", hour="noon", move="pan_left")
    board = board_of(shot)
    asked = {"model": models("vace"), "cast": False, **PAINTED}
    options = Options(folder=tmp_path, settings=read_settings(find_engine("diffusion"), asked))
    can = find_engine("diffusion").capabilities_with(options.settings)
    monkeypatch.setattr(
        type(find_engine("diffusion")), "capabilities_with", lambda self, settings: replace(can, longest=9)
    )
    take = shoot("diffusion", shot, board, options)
    assert take.recipe["passes"] == len(seen) == 3
    own = dict(zip((8, 16), previs_frames(shot, board, (8, 16)), strict=True))
    for at, frame in enumerate((8, 16)):
        assert np.abs(seen[at][4].astype(int) - own[frame]).mean() < 2, "the pass ends at our previs"
    painted = frames_of_take(tmp_path, take)
    assert len(painted) == 20
    for at, frame in ((1, 8), (2, 16)):
        assert np.abs(seen[at][3].astype(int) - painted[frame]).mean() < 4, "and the next goes on from there"
    assert read_shelf(tmp_path, shot.number).takes == (), "only the production writes takes down"
