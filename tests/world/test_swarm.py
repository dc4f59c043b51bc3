"""Drones keep apart, arrive where they should, and do not jerk; fireworks rise, burst and fade."""

from pathlib import Path

import numpy as np
import pytest

from yingxi.store.packs import find_pack
from yingxi.world import figures
from yingxi.world.fireworks import RISE, Burst, flashes, lifetime, sparks
from yingxi.world.swarm import GAP, SAFE, Cue, Stage, apart, fly, glow_rows, plan_show, separation, spread

COUNT = 260


def _font() -> Path:
    font = find_pack("ukai") or find_pack("noto-cjk")
    if font is None:
        pytest.skip("needs a Chinese font")
    return font


def _two_words() -> list[Cue]:
    font = _font()
    first = figures.word("龙", font, 40.0, COUNT)
    second = figures.word("国潮", font, 34.0, COUNT)
    return [Cue(figure=first, start=-5.0, end=2.0), Cue(figure=second, start=5.0, end=12.0)]


def test_drones_never_meet_on_the_way_from_word_to_word() -> None:
    show = plan_show(_two_words(), COUNT)
    assert separation(show, list(np.arange(0.0, 7.0, 0.04))) >= SAFE


@pytest.mark.parametrize("maker", [figures.rings, figures.lotus, figures.wave, figures.helix, figures.heart])
def test_every_figure_keeps_its_drones_apart(maker: object) -> None:
    assert callable(maker)
    show = plan_show([Cue(figure=maker(COUNT), start=-9.0, end=20.0)], COUNT)
    assert separation(show, list(np.arange(-8.0, 15.0, 0.23))) >= SAFE


def test_a_flight_is_smooth_and_ends_where_the_next_figure_begins() -> None:
    cues = _two_words()
    show = plan_show(cues, COUNT)
    step = 1 / 96
    track = np.array([fly(show, t)[0] for t in np.arange(1.0, 6.5, step)])
    speed = np.linalg.norm(np.diff(track, axis=0), axis=2) / step
    jump = np.abs(np.diff(speed, axis=0)).max()
    assert jump < 2.5, "speed changes by metres a second from one frame to the next"
    arrived, _ = fly(show, cues[1].start)
    goal, _ = cues[1].figure(0.0)
    for place in goal:
        assert np.linalg.norm(arrived - place, axis=1).min() < 1e-3


def test_no_drone_is_lost_and_spare_ones_are_dark() -> None:
    show = plan_show([Cue(figure=figures.heart(80), start=0.0, end=5.0)], COUNT)
    places, colours = fly(show, 2.0)
    lit = colours.max(1) > 0
    assert len(places) == COUNT
    assert lit.sum() == len(figures.heart(80)(0.0)[0])
    assert len(glow_rows(show, Stage(centre=(0, 40, -100)), 2.0)) == lit.sum()


def test_the_plane_of_a_show_faces_its_viewers() -> None:
    toward_z = Stage(centre=(1.0, 2.0, 3.0), right=(1.0, 0.0))
    assert np.allclose(toward_z.to_world(np.array([[4.0, 5.0, 6.0]])), [[5.0, 7.0, 9.0]])
    toward_x = Stage(centre=(0.0, 0.0, 0.0), right=(0.0, -1.0))
    assert np.allclose(toward_x.to_world(np.array([[0.0, 0.0, 2.0]])), [[2.0, 0.0, 0.0]])


def test_spread_and_apart_keep_the_gap() -> None:
    points = np.random.default_rng(1).random((600, 3)) * 12
    for chosen in (points[spread(points, GAP, 200)], points[apart([points], GAP)]):
        distance = np.linalg.norm(chosen[:, None] - chosen[None], axis=2) + np.eye(len(chosen)) * 9
        assert distance.min() >= GAP * 0.999
        assert len(chosen) > 50


def test_a_word_that_the_font_cannot_draw_is_said() -> None:
    from yingxi.film.errors import YingxiError

    with pytest.raises(YingxiError, match="draws nothing for ' '"):
        figures.ink_points(" ", _font())


@pytest.mark.parametrize("kind", ["peony", "willow", "ring", "crossette", "palm"])
def test_a_shell_rises_bursts_falls_and_goes_out(kind: str) -> None:
    burst = Burst(at=2.0, place=(5.0, 80.0, -40.0), kind=kind, size=25.0, seed=3)  # type: ignore[arg-type]
    assert len(sparks([burst], 2.0 - RISE - 0.1)) == 0
    low, high = sparks([burst], 2.0 - RISE * 0.7), sparks([burst], 1.95)
    assert low[:, 1].max() < high[:, 1].max() < 80.5
    early, late = sparks([burst], 2.25), sparks([burst], 2.0 + lifetime(burst.kind) * 0.8)
    assert np.linalg.norm(early[:, :3] - burst.place, axis=1).max() < 25
    assert late[:, 4:7].max() < early[:, 4:7].max()
    assert late[:, 9].mean() < 0, "embers sink"
    assert len(sparks([burst], 2.0 + lifetime(burst.kind) + 0.01)) == 0
    assert flashes([burst], 2.05)[0, 4:7].max() > flashes([burst], 3.0)[0, 4:7].max() > 0


def test_willow_sparks_leave_trails_and_peonies_do_not() -> None:
    peony, willow = (Burst(at=0.0, place=(0, 60, 0), kind=kind, seed=1) for kind in ("peony", "willow"))  # type: ignore[arg-type]
    assert len(sparks([peony], 0.9)) == 190
    assert len(sparks([willow], 0.9)) == 5 * 80
