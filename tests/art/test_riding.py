"""Riding: people sit on what carries them, go where it goes, and are framed with it as one."""

from dataclasses import replace

import numpy as np
import pytest
from test_cast import sheet_for

from yingxi.art.asset import Asset, CallSheet
from yingxi.art.blocking_mounted import riders_of
from yingxi.art.bodies.body import load_body
from yingxi.art.bodies.person import Company
from yingxi.art.bodies.pose import bone_transforms
from yingxi.art.bodies.riding import Rider, astride
from yingxi.art.dress import dress
from yingxi.art.registry import asset_by_id, catalogue
from yingxi.art.seat import Seat, carried
from yingxi.art.seat_riders import seats_on
from yingxi.film import Score, Shot, Storyboard, Subject


def mounts() -> list[Asset]:
    return [asset for asset in catalogue().values() if asset.carries]


def ridden(asset: str, action: str, speed: float, count: int = 1) -> tuple[object, CallSheet]:
    sheet = replace(sheet_for(asset, action, count, speed), ridden=1.85)
    return asset_by_id(asset).build(sheet), sheet


def rider_on(asset: str, action: str, speed: float, person: str = "person_man", count: int = 1) -> Company:
    mount, sheet = ridden(asset, action, speed, count)
    seats = seats_on(mount, count)  # type: ignore[arg-type]
    subject = Subject(words="rider", asset=person, action="ride", count=count)
    own = replace(sheet, subject=subject, seats=seats)
    built = asset_by_id(person).build(own)
    assert isinstance(built, Company)
    return built


@pytest.mark.parametrize("asset", [asset.id for asset in mounts()])
def test_who_rides_sits_on_the_saddle_and_holds_on(asset: str) -> None:
    rider = rider_on(asset, asset_by_id(asset).actions[1], 3.0).people[0]
    assert isinstance(rider, Rider)
    body = rider.figure.body
    for t in (0.0, 0.4, 1.3):
        seat, bones = rider.seat(t), rider.bones(t)
        hips = bones[0, :, :3] @ body.heads[0] + bones[0, :, 3]
        assert 0.05 < hips[1] - seat.saddle[1] < 0.16
        for side, wrist, sole in zip("LR", seat.hands, seat.feet, strict=True):
            at = {}
            for bone in ("wrist", "foot"):
                number = body.index[f"{bone}.{side}"]
                at[bone] = bones[number, :, :3] @ body.head(f"{bone}.{side}") + bones[number, :, 3]
            assert np.linalg.norm(at["wrist"] - wrist) < 0.10, (t, side)
            assert np.linalg.norm(at["foot"] - sole - (0.0, body.head("foot.L")[1], 0.0)) < 0.16, (t, side)


@pytest.mark.parametrize("build", ["man", "woman", "child"])
def test_hands_reach_for_the_reins_whatever_the_body(build: str) -> None:
    body = load_body(build)
    seat = Seat(
        turn=np.eye(3), place=np.zeros(3), saddle=np.array((0.0, 1.6, 0.0)),
        hands=np.array(((0.25, 1.8, -0.1), (0.25, 1.8, 0.1))) * (1, 1, 1),
        feet=np.array(((0.1, 0.95, -0.36), (0.1, 0.95, 0.36))),
    )  # fmt: skip
    bones = bone_transforms(body, astride(seat, body))
    for side, sign in (("L", -1.0), ("R", 1.0)):
        number = body.index[f"wrist.{side}"]
        wrist = bones[number, :, :3] @ body.head(f"wrist.{side}") + bones[number, :, 3]
        assert wrist[2] * sign > 0
        assert np.linalg.norm(wrist - seat.hands[int(sign > 0)]) < 0.06


def shot_of(*subjects: tuple[str, str, int], size: str = "fs") -> Shot:
    return Shot(
        number="0010", scene=1, start=0, length=48, description="", place="desert", set="desert", hour="noon",
        subjects=tuple(Subject(words=a, asset=a, action=b, count=n) for a, b, n in subjects),
        focus=0, size=size, seed=7,
    )  # fmt: skip


def dressed(shot: Shot) -> object:
    board = Storyboard(
        title="t", language="en", look="documentary", fps=24, width=320, height=180, frames=48,
        score=Score(), shots=(shot,),
    )  # fmt: skip
    return dress(shot, board)


def test_riders_take_the_mounts_of_the_shot_and_walkers_do_not() -> None:
    shot = shot_of(("person_man", "ride", 1), ("horse", "walk", 1), ("farmer", "stand", 1))
    assets = {i: asset_by_id(one.asset) for i, one in enumerate(shot.subjects)}
    assert riders_of(shot, assets) == {0: 1}


def test_rider_and_mount_go_one_way_and_are_framed_as_one() -> None:
    one = dressed(shot_of(("person_man", "gallop", 1), ("horse", "run", 1)))
    horse, rider = one.world.actors[-2:]  # type: ignore[attr-defined]
    horse, rider = (horse, rider) if hasattr(horse, "seat") else (rider, horse)
    low, high = one.served(1.0)  # type: ignore[attr-defined]
    for t in (0.0, 1.0, 2.0):
        under, upper = horse.bounds(t), rider.bounds(t)
        assert (upper[0][[0, 2]] > under[0][[0, 2]] - 0.6).all()
        assert (upper[1][[0, 2]] < under[1][[0, 2]] + 0.6).all()
        assert upper[1][1] > under[0][1] + 2.2
    assert high[1] - low[1] > 2.2
    moved = np.asarray(rider.bounds(1.0)[0]) - np.asarray(rider.bounds(0.0)[0])
    assert np.hypot(moved[0], moved[2]) > 5.0


def test_a_troop_is_as_many_as_its_horses_and_each_sits_on_its_own() -> None:
    mount, sheet = ridden("horse", "gallop", 9.0, 6)
    riders = rider_on("horse", "gallop", 9.0, "person_man", 6)
    moment = riders.at(0.7)
    rows = np.concatenate([rows for name, rows in moment.instances.items() if "person_man" in name])
    assert len(rows) == 6
    places = np.array([path.position(0.7) for path in sheet.paths])
    assert np.abs(np.sort(rows[:, 11]) - np.sort(places[:, 2])).max() < 1e-3
    saddles = [carried(seat, seat.saddle) for seat in (one(0.7) for one in seats_on(mount, 6))]  # type: ignore[arg-type]
    assert np.ptp([saddle[1] for saddle in saddles]) < 0.35
