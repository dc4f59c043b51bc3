"""Any shot as cut paper: valid sheets in depth, puppets that face their way, the same world twice."""

import numpy as np
import pytest
from art_boxes import BoxActor, a_board, a_shot, a_subject, box_asset, plain, set_asset
from shapely.geometry import box as rectangle

from yingxi.art import dress as dressing
from yingxi.art.dress import call_sheet
from yingxi.art.looks_file import find_look
from yingxi.art.papercut.colours import palette_of
from yingxi.art.papercut.cutting import ornamented, polygons, teeth, union
from yingxi.art.papercut.places import RECIPES, Stage, scenery
from yingxi.art.papercut.puppets import HELD, Piece, lettered, puppet
from yingxi.art.papercut.sheets import THICK, Sheet, sheet_model
from yingxi.art.papercut.world import papercut_world
from yingxi.art.registry import catalogue
from yingxi.film.errors import YingxiError
from yingxi.world import Renderer

FRAME = (320, 180)
LOOK = find_look("papercut")
PAPERS = palette_of(LOOK, "night", "autumn", False)


def cut(*subjects, assets=None, **shot):
    """The paper world of a shot of boxes."""
    told = a_shot(*subjects, look="papercut", **shot)
    sheet = call_sheet(told, a_board(told), LOOK)
    return papercut_world(sheet, assets or {0: box_asset()}, plain(), FRAME)


def placed(world, t):
    return world.actors[0].at(t).instances


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_every_recipe_cuts_valid_paper_in_depth(name):
    stage = Stage(half=16 / 9, palette=PAPERS, random=np.random.default_rng(1), seed=1, season="autumn")
    sheets = scenery(RECIPES[name], stage)
    assert all(sheet.area.is_valid for sheet in sheets)
    assert all(polygons(sheet.area) for sheet in sheets)
    assert all(-4.0 < sheet.depth < 2.6 for sheet in sheets)


def test_recipes_are_those_of_sets_that_exist():
    assert set(RECIPES) <= {name for name, asset in catalogue().items() if asset.kind == "set"}


def test_the_same_shot_is_cut_the_same_twice():
    one, other = cut(a_subject(count=3), seed=4), cut(a_subject(count=3), seed=4)
    assert one.models.keys() == other.models.keys()
    assert all(np.array_equal(placed(one, 1.3)[name], rows) for name, rows in placed(other, 1.3).items())
    assert one.camera(1.3) == other.camera(1.3)


def test_a_walker_crosses_the_picture_the_way_it_faces():
    right = _farthest(cut(a_subject(action="walk"), screen="right"))
    left = _farthest(cut(a_subject(action="walk"), screen="left"))
    assert right > 1.0
    assert left < -1.0


def _farthest(world):
    """Metres that the farthest mover goes in four seconds, when the first pose is held again."""
    first, last = placed(world, 0.0), placed(world, 4.0)
    return max((float(last[name][0, 3] - rows[0, 3]) for name, rows in first.items() if len(rows)), key=abs)


def test_a_puppet_is_traced_from_its_model():
    told = a_shot(a_subject())
    pieces = puppet(
        call_sheet(told, a_board(told), LOOK), box_asset(size=(1.0, 2.0, 0.6), kind="prop"), plain(), PAPERS
    )
    backing, *papers = pieces
    x0, y0, x1, y1 = union(piece.area for piece in papers).bounds
    assert y1 - y0 == pytest.approx(1.0, abs=0.02)
    assert x1 - x0 == pytest.approx(0.5, abs=0.02)  # 1 m long, 2 m high
    assert backing.area.buffer(1e-6).contains(union(piece.area for piece in papers))


def test_a_swarm_that_spells_is_cut_as_letters():
    try:
        backing, letters = lettered("龙", PAPERS.rim, PAPERS)
    except YingxiError as error:
        pytest.skip(str(error))
    assert 0.2 < letters.area.area < 0.8
    assert backing.area.area > letters.area.area


def test_ornament_is_cut_out_and_leaves_the_paper_whole():
    paper = rectangle(0, 0, 1, 1)
    cut_paper = ornamented(paper, 0.02)
    assert 0.5 < cut_paper.area < 0.97
    assert len(polygons(cut_paper, 1e-3)) == 1
    assert teeth(paper.exterior, 0.1, 0.05).area > 0.01


def test_a_sheet_has_a_face_and_an_edge():
    model = sheet_model(Sheet(area=rectangle(-0.5, -0.25, 0.5, 0.25), colour=(1, 0, 0), depth=0.0), 4.0)
    (surface,) = model.surfaces
    points, normals = surface.vertices["position"], surface.vertices["normal"][:, :3].astype(float) / 127
    assert points[:, 0].max() == pytest.approx(2.0)
    assert np.ptp(points[:, 2]) == pytest.approx(THICK)
    corners = points[surface.triangles].astype(float)
    facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (np.einsum("ij,ij->i", facing, normals[surface.triangles[:, 0]]) > 0).all()


def test_dressing_a_shot_in_the_look_cuts_it_from_paper(monkeypatch):
    assets = {"plain": set_asset(), "box": box_asset()}
    monkeypatch.setattr(dressing, "asset_by_id", assets.__getitem__)
    shot = a_shot(a_subject(action="walk"), look="papercut")
    dressed = dressing.dress(shot, a_board(shot))
    assert dressed.world.medium.family == "paper"
    assert not any(isinstance(actor, BoxActor) for actor in dressed.world.actors)
    assert any(event.kind == "step" for event in dressed.sounds)


def test_the_picture_has_a_red_frame_and_light_in_the_middle():
    renderer = Renderer(FRAME)
    renderer.load(cut(a_subject(), set="moon_palace", hour="night"))
    picture = renderer.still(20).astype(float)
    rim = picture[:5].reshape(-1, 3).mean(0)
    assert rim[0] > 2 * max(rim[1], rim[2])
    assert picture[40:140, 80:240].mean() > 1.3 * picture[20:40, 60:80].mean()
    assert picture[40:140, 80:240].mean(-1).std() > 25


def test_poses_are_held_in_turn_to_and_fro():
    pieces = [Piece(area=rectangle(0, 0, 1, 1), colour=(1, 1, 1), level=0, pose=k, poses=3) for k in range(3)]
    held = [[piece.shown(turn * HELD) for piece in pieces].index(True) for turn in range(8)]
    assert held == [0, 1, 2, 1, 0, 1, 2, 1]
    assert all(sum(piece.shown(t) for piece in pieces) == 1 for t in np.linspace(0, 3, 61))
