"""The gauge that looks at a take's frames as they are written."""

import numpy as np
import pytest

from yingxi.media.frames import Planes, black_planes, planes_from_rgb
from yingxi.media.gauge import BOUNDS, SAID, Gauge, faults_of, light_of

SIZE = (160, 96)


def textured(seed: int, low: int = 60, high: int = 200) -> Planes:
    """A frame of coarse noise between two codes."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(low, high, (SIZE[1] // 16, SIZE[0] // 16, 3)).astype(np.uint8)
    return planes_from_rgb(np.kron(coarse, np.ones((16, 16, 1), np.uint8)))


def gauge_over(frames: list[Planes], part: tuple[int, int, int, int] | None = None) -> dict[str, float]:
    """The figures of a shot of these frames at 2 a second."""
    gauge = Gauge(length=len(frames), fps=2, part_at=(lambda frame: part) if part else None)
    for number, planes in enumerate(frames):
        gauge.see(number, planes)
    return gauge.figures()


def test_a_living_picture_passes() -> None:
    assert faults_of(gauge_over([textured(k) for k in range(6)])) == ()


def test_black_frames_fail() -> None:
    faults = faults_of(gauge_over([*(textured(k) for k in range(5)), black_planes(SIZE)]))
    assert "black_high" in faults


def test_a_frozen_shot_fails() -> None:
    assert "stir_low" in faults_of(gauge_over([textured(1)] * 8))


def test_blown_highlights_fail() -> None:
    white = planes_from_rgb(np.full((SIZE[1], SIZE[0], 3), 255, np.uint8))
    faults = faults_of(gauge_over([textured(1), white]))
    assert {"white_high"} <= set(faults)


def test_one_flat_tone_fails() -> None:
    fog = [planes_from_rgb(np.full((SIZE[1], SIZE[0], 3), 118 + k, np.uint8)) for k in range(6)]
    assert "spread_low" in faults_of(gauge_over(fog))


def test_a_subject_in_the_dark_fails() -> None:
    frames = [textured(3), textured(4)]
    for frame in frames:
        frame.y[32:64, 48:96] = 17
    assert "subject_luma_low" in faults_of(gauge_over(frames, part=(48, 32, 96, 64)))


def test_a_subject_of_its_backgrounds_tone_is_lost() -> None:
    frames = [planes_from_rgb(np.full((SIZE[1], SIZE[0], 3), 120, np.uint8))] * 2
    assert "subject_lost" in faults_of(gauge_over(frames, part=(48, 32, 96, 64)))


def test_handles_are_not_measured() -> None:
    gauge = Gauge(length=4, fps=2)
    gauge.see(-1, black_planes(SIZE))
    gauge.see(4, black_planes(SIZE))
    assert gauge.figures() == {}


def test_light_is_a_share_of_the_legal_range() -> None:
    light = light_of(planes_from_rgb(np.full((96, 160, 3), 255, np.uint8)).y)
    assert light.luma == pytest.approx(1.0, abs=0.01)
    assert light.white == 1.0


def test_every_fault_has_words_in_both_languages() -> None:
    faults = {f"{name}_{end}" for name in BOUNDS for end in ("low", "high")}
    assert {name for name in SAID if name != "subject_lost"} <= faults
    assert all(chinese and english for chinese, english in SAID.values())
