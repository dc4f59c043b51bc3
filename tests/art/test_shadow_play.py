"""The shadow play and the drawn figures: joints hold, edges soften off the cloth, the same world twice."""

import numpy as np
import pytest
from art_boxes import a_board, a_shot, a_subject, plain
from shapely.geometry import Point

from yingxi.art.dress import call_sheet
from yingxi.art.looks_file import find_look
from yingxi.art.papercut import drawn_hop, drawn_lady, drawn_rabbit
from yingxi.art.papercut.cutting import block, polygons
from yingxi.art.papercut.drawn import figure_of, is_part_of_another
from yingxi.art.papercut.figures import pose
from yingxi.art.papercut.hides import TOUCHING, hide_model, softness
from yingxi.art.papercut.shadow_play import shadow_world
from yingxi.art.papercut.sheets import Sheet
from yingxi.art.registry import catalogue
from yingxi.world import Renderer

FIGURES = {
    "pounding": drawn_rabbit.pounding,
    "gazing": drawn_rabbit.gazing,
    "hopping": drawn_hop.hopping,
    "standing": drawn_lady.standing,
    "kneeling": drawn_lady.kneeling,
    "flying": drawn_lady.flying,
}
CARRIED = {"pestle", "lips", "pins", "ribbon_far", "ribbon", "hand"}
RABBIT, MORTAR = (
    a_subject("rabbit", words="玉兔", action="sit"),
    a_subject("mortar", words="药臼", action="stand"),
)


LOOK = find_look("shadow_play")


def play(*subjects, **shot):
    """The play of a shot in the moon palace, without the models that its sounds come from."""
    told = a_shot(
        *subjects, look="shadow_play", set="moon_palace", hour="night", season="autumn", size="fs", **shot
    )
    assets = {at: catalogue()[subject.asset] for at, subject in enumerate(subjects)}
    return shadow_world(call_sheet(told, a_board(told), LOOK), assets, plain(), (320, 180))


@pytest.fixture(scope="module")
def pounding():
    return play(RABBIT, MORTAR)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_limbs_are_valid_and_pinned_within_what_carries_them(name):
    figure = FIGURES[name]()
    named = figure.named()
    for limb in figure.limbs:
        assert limb.area.is_valid
        assert polygons(limb.area)
        rest = [other.area for other in figure.limbs if other is not limb]
        assert min(limb.area.distance(area) for area in rest) < 0.02, limb.name
        assert limb.area.buffer(0.12).covers(Point(limb.pin)) or not limb.parent or limb.name in CARRIED
        assert not limb.parent or limb.parent in named


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_figures_move_a_little_all_the_time(name):
    figure = FIGURES[name]()
    poses = np.array([[pose(figure, limb, t) for limb in figure.limbs] for t in np.linspace(0, 3, 13)])
    assert np.isfinite(poses).all()
    assert np.ptp(poses, axis=0).max() > 0.03
    assert np.abs(np.diff(poses, axis=0)).max() < 1.6


def test_the_paw_keeps_hold_of_the_pestle():
    figure = drawn_rabbit.pounding()
    named = figure.named()
    for t in np.linspace(0, 2.4, 13):
        _, up, _ = pose(figure, named["pestle"], t)
        right, lift, turn = pose(figure, named["arm"], t)
        reach = np.array([0.47, 0.615]) - named["arm"].pin
        c, s = np.cos(turn), np.sin(turn)
        x, y = right + c * reach[0] - s * reach[1], lift + s * reach[0] + c * reach[1]
        paw = np.array(named["arm"].pin) + np.array([x, y])
        assert abs(paw[0] - 0.47) < 0.06
        assert -0.10 < paw[1] - 0.615 - up < 0.10


def test_the_mortar_is_part_of_the_rabbit_that_pounds(pounding):
    shot = a_shot(RABBIT, MORTAR, set="moon_palace")
    drawn = figure_of(shot, RABBIT, catalogue()["rabbit"])
    assert {"pestle", "mortar"} <= drawn.named().keys()
    assert is_part_of_another(shot, catalogue()["mortar"])
    at_home = figure_of(a_shot(RABBIT, set="village"), RABBIT, catalogue()["rabbit"])
    assert "pestle" not in at_home.named()


def test_a_hide_has_an_edge_that_can_soften():
    sheet = Sheet(
        area=block(-0.2, -0.2, 0.2, 0.2).difference(block(-0.05, -0.05, 0.05, 0.05)),
        colour=(0.5, 0.2, 0.1),
        depth=0.5,
    )
    (surface,) = hide_model(sheet, 8.0).surfaces
    corners = surface.vertices
    assert {0, 255} == set(corners["surface"][:, 0].tolist())
    outer = corners[np.abs(corners["position"][:, 0]) > 1.0]
    assert (np.sum(outer["position"] * outer["normal"][:, :3], axis=1) > 0).all()
    hole = corners[np.abs(corners["position"][:, 0]) < 1.0]
    assert (np.sum(hole["position"] * hole["normal"][:, :3], axis=1) < 0).all()


def test_edges_are_sharp_on_the_cloth_and_soft_off_it():
    flat = Sheet(area=block(0, 0, 1, 1), colour=(1.0, 1.0, 1.0), depth=0.5)
    off = Sheet(area=block(0, 0, 1, 1), colour=(1.0, 1.0, 1.0), depth=0.5, lifted=lambda t: t)
    assert softness(flat, 1.0) == TOUCHING
    assert softness(off, 1.0) > 4 * softness(off, 0.0)


def test_the_same_play_twice_and_something_moves(pounding):
    other = play(RABBIT, MORTAR)
    first, again = pounding.actors[0].at(1.3).instances, other.actors[0].at(1.3).instances
    assert all(np.array_equal(first[name], rows) for name, rows in again.items())
    later = pounding.actors[0].at(1.8).instances
    assert sum(not np.array_equal(first[name], rows) for name, rows in later.items()) > 8


def test_the_moon_is_brighter_than_the_cloth_and_hides_are_darker(pounding):
    renderer = Renderer((320, 180), fps=24)
    renderer.load(pounding)
    picture = renderer.still(30).astype(float).mean(-1)
    assert picture[60:80, 80:110].mean() > 1.15 * picture[60:80, 20:40].mean()
    assert picture[150:165].mean() < 0.6 * picture[60:80, 80:110].mean()
