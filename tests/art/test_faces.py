"""Faces differ, show what a shot feels, blink and look; hands lie easy; sleeves close round arms."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from tests.art.test_cast import sheet_for

from yingxi.art.bodies.body import BUILDS, SIDES, Body, load_body
from yingxi.art.bodies.countenance import NEAR, shown_in, with_face
from yingxi.art.bodies.drapery import Drawn
from yingxi.art.bodies.dressing import Dress
from yingxi.art.bodies.faces import FEATURES, SHOWN, Face, baked, offsets_of
from yingxi.art.bodies.gait import stride_of
from yingxi.art.bodies.gazing import living
from yingxi.art.bodies.journey import follow
from yingxi.art.bodies.playing import Playing
from yingxi.art.bodies.pose import STANDING, Pose, bone_transforms
from yingxi.art.bodies.rotations import Numbers
from yingxi.art.bodies.skirts import sleeve
from yingxi.art.bodies.wardrobe import outfit_of
from yingxi.film.errors import UsageError
from yingxi.film.terms import ShotSize


def posed(body: Body, pose: Pose) -> Numbers:
    bones = bone_transforms(body, pose).astype(float)
    mixed = np.einsum("nb,bij->nij", body.weights, bones)
    return np.einsum("nij,nj->ni", mixed[:, :, :3], body.position) + mixed[:, :, 3]


def part_for(phase: float = 0.3) -> Playing:
    journey = follow(sheet_for("person_man", "stand").paths[0], 9.0)
    return Playing(journey=journey, stride=stride_of(journey, 1.0), scale=1.0, duration=9.0, phase=phase)


def test_every_feature_goes_both_ways_and_every_expression_is_baked() -> None:
    shapes = baked().shapes
    assert {f"{name}{sign}" for name in FEATURES for sign in "+-"} | set(SHOWN) <= set(shapes)
    assert all(len(rows) == len(offsets) > 40 for rows, offsets in shapes.values())


def test_an_unknown_feature_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown shape of a face 'nose_wid"):
        offsets_of(Face(features=(("nose_wid", 0.5),)), 13718, 0.03)


@pytest.mark.parametrize("build", BUILDS)
def test_a_smile_lifts_the_corners_of_the_mouth_and_sorrow_lets_them_fall(build: str) -> None:
    body = load_body(build)
    lips = np.nonzero((body.lips > 0.5) & (body.position[:, 0] > body.head("jaw")[0] + 0.03))[0]
    corner = lips[np.argsort(np.abs(body.position[lips, 2]))[-8:]]
    up = {
        name: offsets_of(Face(shows=((name, 1.0),)), len(body.position), body.eye_unit)[corner, 1].mean()
        for name in ("smile", "sorrow")
    }
    assert up["smile"] > 0.002 > 0.0 > up["sorrow"]


@pytest.mark.parametrize("build", BUILDS)
def test_closed_lids_meet_over_an_eye_that_stays(build: str) -> None:
    body = load_body(build)
    open_, closed = posed(body, STANDING), posed(body, replace(STANDING, lids=(1.0,)))
    for side in SIDES:
        lid = body.weights[:, body.index[f"lid.{side}"]] > 0.6
        assert (open_[lid, 1] - closed[lid, 1]).max() > 0.10 * body.eye_unit
    np.testing.assert_allclose(open_[body.eyes], closed[body.eyes], atol=1e-6)


def test_a_look_aside_turns_the_eyes_and_nothing_else_far() -> None:
    body = load_body("woman")
    ahead, aside = posed(body, STANDING), posed(body, replace(STANDING, gaze=(0.3, 0.0)))
    moved = np.linalg.norm(aside - ahead, axis=1)
    assert moved[body.eyes].max() > 0.003
    assert moved[~body.eyes].max() < 1e-6


def test_people_blink_now_and_then_each_at_moments_of_their_own() -> None:
    times = np.arange(0.0, 9.0, 1 / 48)
    lids = {
        part.phase: np.array([np.asarray(living(part, STANDING, t, "stand").lids)[0] for t in times])
        for part in (part_for(0.3), part_for(0.7))
    }
    for closed in lids.values():
        starts = np.sum((closed[1:] > 0.5) & (closed[:-1] <= 0.5))
        assert 2 <= starts <= 4
        assert closed.max() > 0.9
        assert np.mean(closed > 0.05) < 0.12
    assert np.abs(lids[0.3] - lids[0.7]).max() > 0.5


def test_eyes_go_before_the_head_and_only_those_who_talk_open_their_mouths() -> None:
    turned = replace(STANDING, head=(0.8, -0.5, 0.0))
    gaze = np.asarray(living(part_for(), turned, 1.0, "stand").gaze)
    assert gaze[0] > 0.1
    assert gaze[1] < -0.1
    part = part_for()
    jaws = {
        action: max(float(np.asarray(living(part, STANDING, t, action).jaw)[0]) for t in (0.5, 1.0, 1.7))
        for action in ("stand", "speak")
    }
    assert jaws["stand"] == 0.0 < jaws["speak"]


def test_near_by_skin_is_fine_and_has_eyes_afar_it_is_light() -> None:
    near, far = (outfit_of(Dress(cut="modern", near=near)).pieces for near in (True, False))
    assert {"person_near", "eye", "hair_near"} <= {piece.material for piece in near}
    assert not {"person_near", "eye", "hair_near"} & {piece.material for piece in far}
    skin = sum(len(p.triangles) for p in near if p.material in ("person_near", "eye"))
    assert skin < 12_000


def test_somebody_keeps_a_face_from_shot_to_shot_and_has_none_afar() -> None:
    sheet = sheet_for("person_woman", "stand")
    dress = Dress(cut="modern", build="woman")

    def seen(size: ShotSize, number: int = 0) -> Dress:
        return with_face(replace(sheet, shot=replace(sheet.shot, size=size)), dress, number)

    assert seen("ws") == dress
    assert all(seen(size).near for size in get_args(ShotSize) if size in NEAR)
    assert seen("ms").face.features == seen("cu").face.features
    assert seen("ms").face.features != seen("ms", 1).face.features


def test_faces_show_the_deed_before_the_mood() -> None:
    sheet = sheet_for("person_man", "stand")
    lonely = replace(sheet, shot=replace(sheet.shot, mood="lonely"))
    assert [name for name, _ in shown_in(lonely)] == ["sorrow"]
    fighting = replace(sheet_for("swordsman", "fight"), shot=lonely.shot)
    assert [name for name, _ in shown_in(fighting)] == ["resolve"]
    assert shown_in(sheet) == ()


@pytest.mark.parametrize("build", BUILDS)
def test_an_easy_hand_is_curled_its_thumb_beside_the_forefinger(build: str) -> None:
    body = load_body(build)
    bones = bone_transforms(body, STANDING).astype(float)

    def way(first: str, last: str, side: str) -> Numbers:
        ends = [bones[body.index[n], :, :3] @ body.head(n) + bones[body.index[n], :, 3] for n in
                (f"{first}.{side}", f"{last}.{side}")]  # fmt: skip
        return np.asarray((ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0]))

    for side in SIDES:
        straight = way("finger3-1", "finger3-2", side) @ way("finger3-2", "finger3-3", side)
        assert straight < 0.97
        assert way("finger1-1", "finger1-3", side) @ way("finger2-1", "finger2-3", side) > 0.7


def test_a_sleeve_closes_round_an_arm_that_hangs_beside_the_body() -> None:
    body = load_body("woman")
    drawn = Drawn(sleeve(body, "R", (0.5, 0.5, 0.5)))
    rings = len(drawn.wide)
    down = np.linspace(0.0, 0.6, rings)
    points = np.zeros((rings, drawn.wide.shape[1], 3), np.float32)
    points[:, :, 1] = 1.4 - down[:, None] - np.linspace(0.0, 0.15, points.shape[1])
    points[:, :, 2] = 0.2
    loops = drawn._loops(points)
    assert np.isfinite(loops).all()
    across = np.ptp(loops[:, :, 0], axis=1), np.ptp(loops[:, :, 2], axis=1)
    assert min(width[1:].min() for width in across) > 0.05
