"""A stage on which models walk: spots that follow, light that changes on a beat, a house that is cheap."""

from dataclasses import replace

import numpy as np
import pytest

from yingxi.art.asset import CallSheet
from yingxi.art.bodies.audience import KINDS, sitter
from yingxi.art.checker import BLIND, check_shot
from yingxi.art.dress import dress
from yingxi.art.kept import versions_of
from yingxi.art.looks_file import find_look
from yingxi.art.sets.runway import Rig, is_runway
from yingxi.film import Score, Shot, Storyboard, Subject

GOWN = Subject(words="模特", asset="fashion_model", action="walk")


def shot_of(size: str = "ws", number: str = "0010", subject: Subject = GOWN, place: str = "T台") -> Shot:
    return Shot(
        number=number, scene=1, start=0, length=48, description="", place=place, set="stage", hour="night",
        size=size, subjects=(subject,), focus=0,
    )  # fmt: skip


def dressed(shot: Shot):
    board = Storyboard(
        title="水镜", language="zh", look="couture", fps=24, width=640, height=360, frames=48, score=Score(),
        shots=(shot,),
    )  # fmt: skip
    return dress(shot, board)


def rig_of(shot: Shot) -> Rig:
    sheet = CallSheet(
        shot=shot, look=find_look("couture"), fps=24, duration=3.0, beat=0.5, beat_phase=0.1, seed=1
    )
    return Rig(sheet=sheet)


def test_a_stage_is_a_runway_for_models_only() -> None:
    assert is_runway(shot_of())
    assert is_runway(shot_of(place="舞台"))
    assert not is_runway(shot_of(place="舞台", subject=replace(GOWN, asset="dancer", action="dance")))


@pytest.mark.parametrize("size", ["ews", "ws", "fs", "ms", "cu"])
def test_every_view_of_the_runway_sees_and_moves_with_the_model(size: str) -> None:
    made = dressed(shot_of(size))
    assert made.notes == ()
    assert not BLIND.intersection(check_shot(made.world, None, size, 2.0, (640, 360)))
    first, last = (np.array(made.world.camera(t).position) for t in (0.0, 2.0))
    assert np.linalg.norm(last - first) > 0.3


def test_follow_spots_keep_to_the_model() -> None:
    made = dressed(shot_of("fs"))
    rig = next(actor for actor in made.world.actors if isinstance(actor, Rig))
    for t in (0.0, 1.0, 2.0):
        low, high = rig.followed[0].bounds(t)
        middle = 0.5 * (low + high)
        moment = rig.at(t)
        ends = moment.beams[:3, :3] + moment.beams[:3, 4:7]
        assert np.linalg.norm((ends - middle)[:, [0, 2]], axis=1).max() < 0.5
        assert np.linalg.norm((moment.lights[:4, :3] - middle)[:, [0, 2]], axis=1).max() < 5.0


def test_the_light_changes_once_in_a_shot_and_on_a_beat() -> None:
    rig = rig_of(shot_of())
    times = np.arange(0.0, 3.0, 1 / 48)
    colour = np.array([rig.cue(float(t))[0] for t in times])
    changing = times[1:][np.abs(np.diff(colour, axis=0)).sum(1) > 1e-6]
    assert 0 < np.ptp(changing) < 0.5
    beats = (changing.mean() - 0.1) / 0.5
    assert abs(beats - round(beats)) < 0.08
    assert not np.allclose(rig.cue(0.0)[0], rig_of(shot_of(number="0020")).cue(0.0)[0])


def test_those_who_sit_afar_are_cheap_and_nobody_is_twice_the_same() -> None:
    sizes = []
    for kind in range(KINDS):
        near, far = (sum(len(s.triangles) for s in m.surfaces) for m in versions_of(sitter(kind)))
        assert far < 700 < near < 4500
        sizes.append(sitter(kind).surfaces[0].vertices["position"].sum())
    assert len({round(float(size), 2) for size in sizes}) == KINDS
