"""People's own models: read as they are, made lighter for afar, cast by their words; the rest is refused."""

import json
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from glb_files import Glb, a_ball, a_box, a_picture_box, a_walker, add_mesh, cube
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.art.asset import CallSheet, Path
from yingxi.art.find import find
from yingxi.art.looks_file import find_look
from yingxi.art.own.container import LARGEST_FILE
from yingxi.art.own.figures import figure_bytes, figure_from, make_figure
from yingxi.art.own.sculpture import read_sculpture
from yingxi.art.own.shelf import add_card, cards, remove_card, state_of
from yingxi.art.registry import asset_by_id
from yingxi.film import Brief, Shot, Subject
from yingxi.film.errors import UsageError, YingxiError
from yingxi.world.rigging import shown


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """An empty home, and a folder with a red box to add."""
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def built(card, speed=0.0, **subject):
    """The actor of a card for one path along x."""
    shot = Shot(number="0010", scene=1, start=0, length=48, description="", place="", set="studio")
    path = Path(position=lambda t: np.array([speed * t, 0.0, 0.0], np.float32), yaw=lambda t: 0.0)
    sheet = CallSheet(
        shot=shot, look=find_look("documentary"), fps=24, duration=2.0, beat=0.6, beat_phase=0.0, seed=3,
        paths=(path,), subject=Subject(words="it", asset=card.id, **subject),
    )  # fmt: skip
    return asset_by_id(card.id).build(sheet)


def test_a_box_stands_on_the_ground_in_its_colour_with_its_front_ahead(shelf):
    whole = read_sculpture(a_box(shelf / "box.glb", scale=[1, 2, 3], translation=[7, 0, 0]), height=4.0)
    (part,) = whole.parts
    assert whole.size == pytest.approx((6.0, 4.0, 2.0))
    assert part.position[:, 1].min() == pytest.approx(0.0)
    assert np.abs(part.position.mean(0)[[0, 2]]).max() < 1e-4
    assert part.colour[0] == pytest.approx((0.8, 0.1, 0.05), abs=1e-6)
    ahead = part.position[part.normal[:, 0] > 0.9]
    assert len(ahead) == 4
    assert ahead[:, 0] == pytest.approx(np.full(4, 3.0), abs=1e-4)


def test_a_texture_is_read_where_the_vertices_stand(shelf):
    (part,) = read_sculpture(a_picture_box(shelf / "box.glb")).parts
    assert len(part.triangles) > 1000
    red, blue = part.colour[:, 0] > 0.9, part.colour[:, 2] > 0.9
    assert 0.3 < red.mean() < 0.6
    assert 0.3 < blue.mean() < 0.6


def test_a_fine_mesh_is_drawn_lighter_from_afar_and_keeps_its_form_and_paint(shelf):
    figure = make_figure(read_sculpture(a_ball(shelf / "ball.glb")), "wood")
    counts = [version.triangles for version in figure.versions]
    assert counts[0] > 9_000
    assert counts[1:] == pytest.approx([3_000, 400], rel=0.1)
    far = figure.versions[-1].pieces[0].surface.vertices
    away = np.linalg.norm(far["position"] - (0, 1, 0), axis=1)
    assert np.abs(away - 1).max() < 0.12
    share = far["position"][:, 1] / 2
    assert np.abs(far["colour"][:, 0] / 255 - share).mean() < 0.05
    outward = np.einsum("nk,nk->n", far["normal"][:, :3] / 127, (far["position"] - (0, 1, 0)) / away[:, None])
    assert outward.min() > 0.7


def test_a_walker_bends_by_its_bones_and_its_feet_do_not_slide(shelf):
    card = add_card(a_walker(shelf / "walker.glb"), ["木偶人, marionette"])
    assert card.kind == "cast"
    assert card.clips == ("Walk",)
    stride = card.figure().loops[0].stride
    assert stride == pytest.approx(4 * np.sin(0.5), rel=0.1)
    actor = built(card, speed=stride)
    name = f"{card.id}:0"
    slides = []
    for t in np.arange(0.1, 1.1, 1 / 12):
        now, later = (_drawn(actor, name, s) for s in (t, t + 1 / 24))
        low = now[:, 1] < 0.02
        slides.append(np.abs(now[low, 0] - later[low, 0]).mean() if low.any() else 0.0)
    assert np.mean(slides) < 0.35 * stride / 24
    standing = built(card)
    assert standing.at(0.3).poses[name].tobytes() == standing.at(0.9).poses[name].tobytes()


def _drawn(actor, name, t):
    moment = actor.at(t)
    row = moment.instances[name][0, :12].reshape(3, 4)
    local = np.concatenate([part["position"] for part in shown(name, actor.models[name], moment)])
    return local @ row[:, :3].T + row[:, 3]


def test_what_is_kept_on_disk_is_what_was_made(shelf):
    figure = make_figure(read_sculpture(a_walker(shelf / "walker.glb")), "animal")
    again = figure_from(figure_bytes(figure))
    assert again.size == figure.size
    assert again.loops[0].stride == figure.loops[0].stride
    for one, other in zip(figure.versions[0].pieces, again.versions[0].pieces, strict=True):
        assert one.surface.vertices.tobytes() == other.surface.vertices.tobytes()
        assert (one.bones == other.bones).all()


def test_a_model_is_found_by_its_words_before_the_house_s_own_and_cast_in_a_film(shelf):
    from yingxi.story.writer import RuleWriter

    house = find("马", "zh").asset.id
    card = add_card(a_box(shelf / "box.glb"), ["马, red cube", "吉祥物"], licence="CC0", height=1.2)
    assert [find(word).asset.id for word in ("马", "三只吉祥物", "red cubes")] == [card.id] * 3
    writer, brief = RuleWriter(), Brief(prompt="一只吉祥物站在草原上", seconds=12)
    board = writer.board(writer.write(brief), brief)
    assert card.id in {subject.asset for shot in board.shots for subject in shot.subjects}
    assert asset_by_id(card.id).licence == "CC0"
    remove_card("吉祥物")
    assert find("马", "zh").asset.id == house
    with pytest.raises(UsageError, match="unknown asset"):
        asset_by_id(card.id)


def test_a_model_afloat_lies_in_the_water_and_one_that_was_changed_is_not_shown(shelf):
    card = add_card(a_box(shelf / "box.glb"), ["浮标, buoy"], lives="water")
    rows = built(card).at(0.5).instances[card.id]
    assert -0.4 < rows[0, 7] < 0.0
    assert state_of(card) == "as added"
    card.path.write_bytes(card.path.read_bytes() + b"\0")
    assert state_of(card) == "changed"
    with pytest.raises(YingxiError, match="changed since it was added"):
        built(card)


def test_the_same_file_is_the_same_card_and_no_two_share_a_word(shelf):
    first = add_card(a_box(shelf / "one.glb"), ["方块"])
    assert add_card(shelf / "one.glb", ["方块"]) == first
    assert len(cards()) == 1
    with pytest.raises(UsageError, match="already means") as refused:
        add_card(a_box(shelf / "two.glb", colour=(0, 0, 1, 1)), ["方块"])
    assert "已经指" in refused.value.said("zh")


def saved(glb: Glb, path):
    return glb.save(path)


def a_plain(**changes) -> Glb:
    """A box in the making, with some of its JSON replaced."""
    glb = Glb()
    glb.node(mesh=add_mesh(glb, *cube()))
    glb.data |= changes
    return glb


HOSTILE = {
    "draco": (lambda g: g.data.update(extensionsRequired=["KHR_draco_mesh_compression"]), "Draco"),
    "meshopt": (lambda g: g.data.update(extensionsRequired=["EXT_meshopt_compression"]), "meshopt"),
    "unknown": (lambda g: g.data.update(extensionsRequired=["ACME_x"]), "requires the extension ACME_x"),
    "old": (lambda g: g.data.update(asset={"version": "1.0"}), "version 1.0 is not read"),
    "count": (lambda g: g.data["accessors"][0].update(count=2**31), "triangles|points"),
    "beyond": (lambda g: g.data["accessors"][0].update(byteOffset=10**6), "reaches beyond"),
    "view": (lambda g: g.data["bufferViews"][0].update(byteLength=10**9), "reaches beyond"),
    "negative": (lambda g: g.data["bufferViews"][0].update(byteOffset=-4), "is no count"),
    "loop": (lambda g: g.data["nodes"][0].update(children=[0]), "form a loop"),
    "missing": (lambda g: g.data["nodes"][0].update(mesh=7), r"no meshes\[7\]"),
    "empty": (lambda g: g.data["nodes"][0].pop("mesh"), "nothing in it to be seen"),
    "address": (lambda g: g.data["buffers"].append({"uri": "https://x.example/a.bin"}), "not beside"),
    "outside": (lambda g: g.data["buffers"].append({"uri": "../../secret"}), "not beside the model"),
    "type": (lambda g: g.data["accessors"][0].update(componentType=9), "no known type"),
    "sparse": (lambda g: g.data["accessors"][0].update(sparse={}), "sparse accessors"),
    "place": (lambda g: g.data["nodes"][0].update(translation=["a"]), "node's place is wrong"),
    "nan": (lambda g: g.data["nodes"][0].update(scale=[float("inf"), 1, 1]), "node's place is wrong"),
    "tiny": (lambda g: g.data["nodes"][0].update(scale=[1e-9, 1e-9, 1e-9]), "say its height"),
    "list": (lambda g: g.data.update(nodes={}), "is not a list"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_one_line(shelf, what):
    spoil, said = HOSTILE[what]
    glb = a_plain()
    spoil(glb)
    with pytest.raises(UsageError, match=said) as refused:
        read_sculpture(saved(glb, shelf / "bad.glb"))
    assert "\n" not in str(refused.value)
    assert refused.value.said("zh") != refused.value.said("en")


def test_copies_beyond_measure_are_refused_before_they_are_made(shelf):
    glb = Glb()
    mesh = add_mesh(glb, *cube())
    index = glb.data["meshes"][mesh]["primitives"][0]["indices"]
    glb.data["accessors"][index]["count"] = 900_000
    for _ in range(20):
        glb.node(mesh=mesh)
    with pytest.raises(UsageError, match="over 3,000,000 triangles"):
        read_sculpture(saved(glb, shelf / "bomb.glb"))


def test_a_triangle_that_names_no_place_and_a_picture_that_is_none_are_refused(shelf):
    glb = Glb()
    places, normals, triangles = cube()
    glb.node(mesh=add_mesh(glb, places, normals, triangles + 500))
    with pytest.raises(UsageError, match="names a place that is not there"):
        read_sculpture(saved(glb, shelf / "bad.glb"))
    path = a_picture_box(shelf / "pic.glb")
    path.write_bytes(path.read_bytes().replace(b"\x89PNG", b"\x89PnG"))
    with pytest.raises(UsageError, match="texture cannot be opened"):
        read_sculpture(path)


def test_a_file_too_large_is_not_even_read(shelf):
    path = shelf / "large.glb"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(UsageError, match="at most 256 MB"):
        read_sculpture(path)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_spoiled_file_does_more_than_be_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("spoiled") / "box.glb"
    raw = bytearray(a_box(path).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    with suppress(UsageError):
        assert read_sculpture(path).parts


def test_a_gltf_with_its_files_beside_it_is_copied_whole(shelf):
    glb = a_plain()
    glb.data["buffers"][0] |= {"byteLength": len(glb.bytes), "uri": "parts/box.bin"}
    (shelf / "parts").mkdir()
    (shelf / "parts" / "box.bin").write_bytes(glb.bytes)
    (shelf / "box.gltf").write_text(json.dumps(glb.data))
    card = add_card(shelf / "box.gltf", ["石墩"])
    assert (card.folder / "parts" / "box.bin").is_file()
    assert built(card).at(0.0).instances[card.id].shape == (1, 16)
    assert replace(card, zh=()) != card
