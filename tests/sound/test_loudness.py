"""Loudness against the standards' own signals and an independent meter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.sound import RATE, measure_loudness
from yingxi.sound.limiter import limit
from yingxi.sound.loudness import integrated_loudness, true_peak


def tone(seconds: float, hertz: float, level_db: float, phase: float = 0.0) -> np.ndarray:
    wave = np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE + phase) * 10 ** (
        level_db / 20
    )
    return np.stack([wave, wave], axis=1).astype(np.float32)


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_sine_at_1_khz_reads_its_own_level(level: float) -> None:
    assert integrated_loudness(tone(8, 1000, level)) == pytest.approx(
        level, abs=0.1
    )  # EBU Tech 3341, cases 1 and 2


def test_quiet_parts_are_gated_out() -> None:
    programme = np.concatenate([tone(6, 1000, -36), tone(12, 1000, -23), tone(6, 1000, -36)])
    assert integrated_loudness(programme) == pytest.approx(
        -23.0, abs=0.1
    )  # EBU Tech 3341, case 3 in small


def test_it_agrees_with_an_independent_meter() -> None:
    import pyloudnorm

    random = np.random.default_rng(4)
    envelope = np.repeat(random.uniform(0.02, 0.4, 40), RATE // 4)
    noise = (random.standard_normal((len(envelope), 2)) * envelope[:, None]).astype(np.float32)
    reference = pyloudnorm.Meter(RATE).integrated_loudness(noise.astype(np.float64))
    assert integrated_loudness(noise) == pytest.approx(reference, abs=0.1)


def test_a_peak_between_samples_is_found() -> None:
    between = tone(0.5, RATE / 4, 0.0, phase=np.pi / 4)
    assert np.abs(between).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peak(between) == pytest.approx(0.0, abs=0.3)


def test_silence_has_no_loudness() -> None:
    silence = measure_loudness(np.zeros((RATE, 2), np.float32))
    assert silence.lufs == float("-inf")
    assert silence.true_peak_db == float("-inf")


def test_range_is_the_distance_between_soft_and_loud() -> None:
    programme = np.concatenate([tone(20, 1000, -20), tone(20, 1000, -30)])
    assert measure_loudness(programme).lra == pytest.approx(10.0, abs=1.0)  # EBU Tech 3342, case 1


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**31), st.floats(1.0, 12.0))
def test_the_limiter_holds_any_burst(seed: int, force: float) -> None:
    random = np.random.default_rng(seed)
    burst = (
        random.standard_normal((RATE // 2, 2))
        * np.exp(-np.linspace(0, 9, RATE // 2))[:, None]
        * force
    )
    held = limit(burst.astype(np.float32), -1.3)
    assert true_peak(held) <= -1.0
    assert np.isfinite(held).all()


def test_the_limiter_leaves_quiet_sound_alone() -> None:
    quiet = tone(0.5, 440, -12)
    assert limit(quiet, -1.0) is quiet


def test_the_limiter_keeps_the_image() -> None:
    sound = tone(0.5, 440, 3)
    sound[:, 1] *= 0.5
    held = limit(sound, -1.0)
    assert held[:, 1] == pytest.approx(held[:, 0] * 0.5, abs=1e-5)
