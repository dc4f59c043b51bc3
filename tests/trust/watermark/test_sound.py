"""The sound's mark: read to the last bit after what sound goes through, silent in silence."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import resample_poly

from yingxi.sound.loudness import integrated_loudness
from yingxi.trust.watermark import SoundMark, detect_sound
from yingxi.trust.watermark.chance import fit_tail, tail_chance
from yingxi.trust.watermark.sound import detect_samples
from yingxi.trust.watermark.sound.chance import CLAIM, false_chance, measured
from yingxi.trust.watermark.sound.chips import chips_of, known_chips, softs_of_chips
from yingxi.trust.watermark.sound.detect import THRESHOLD

PAYLOAD = 0x0123_4567_89AB_CDEF
RATE = 48000


@pytest.fixture(scope="module")
def music() -> np.ndarray:
    """Twelve seconds of chords that swell, with noise under them, in stereo."""
    chance = np.random.default_rng(5)
    time = np.arange(12 * RATE) / RATE
    tones = [np.sin(2 * np.pi * pitch * time) for pitch in 220 * 2 ** (np.arange(40) / 8)]
    swells = [1 + 0.5 * np.sin(2 * np.pi * (0.3 + 0.1 * n) * time) for n in range(40)]
    body = 0.01 * sum(tone * swell for tone, swell in zip(tones, swells, strict=True))
    return np.stack([body, body], 1).astype(np.float32) + chance.normal(0, 0.02, (len(time), 2)).astype("f4")


@pytest.fixture(scope="module")
def marked(music: np.ndarray) -> np.ndarray:
    return SoundMark(payload=PAYLOAD)(music)


def heard(samples: np.ndarray) -> int | None:
    reading = detect_samples(resample_poly(samples, 1, 3, axis=0).astype(np.float32))
    return reading.payload if reading else None


def test_the_mark_is_read_from_a_file(marked: np.ndarray, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "film.ogg", marked * 0.25, RATE, format="OGG", subtype="VORBIS")
    reading = detect_sound(tmp_path / "film.ogg")
    assert reading is not None
    assert reading.payload == PAYLOAD
    assert reading.score > THRESHOLD


def test_ten_seconds_from_anywhere_are_enough(marked: np.ndarray) -> None:
    assert heard(marked[round(1.37 * RATE) : round(11.37 * RATE)]) == PAYLOAD


def test_a_little_faster_is_read_too(marked: np.ndarray) -> None:
    assert heard(resample_poly(marked, 250, 251, axis=0)) == PAYLOAD


def test_nothing_is_read_from_clean_sound(music: np.ndarray) -> None:
    assert heard(music) is None


def test_short_and_silent_sound_says_nothing() -> None:
    assert heard(np.zeros((RATE, 2), np.float32)) is None
    assert heard(np.zeros((12 * RATE, 2), np.float32)) is None


def test_the_mark_lies_far_below_the_sound_and_leaves_its_loudness(
    music: np.ndarray, marked: np.ndarray
) -> None:
    change = marked - music
    assert marked.shape == music.shape
    assert marked.dtype == np.float32
    assert 10 * np.log10(np.mean(music**2) / np.mean(change**2)) > 16
    assert abs(integrated_loudness(marked) - integrated_loudness(music)) < 0.1


def test_silence_stays_silence(music: np.ndarray) -> None:
    held = music.copy()
    held[5 * RATE : 6 * RATE] = 0
    marked = SoundMark(payload=PAYLOAD)(held)
    assert not np.any(marked[5 * RATE : 6 * RATE])


def test_the_chips_say_every_bit_four_times() -> None:
    from yingxi.trust.watermark.code import encode, message_of

    softs = softs_of_chips(chips_of(PAYLOAD), PAYLOAD % 16)
    assert np.array_equal(softs, 4 * (1 - 2 * encode(message_of(PAYLOAD)).astype(np.float32)))
    assert known_chips().sum() == 384


def test_the_stored_scores_bear_out_the_claim() -> None:
    seen = measured()
    assert seen["trials"] == len(seen["scores"]) == seen["windows"] * seen["keys"] >= 1000
    place, scale = fit_tail(seen["scores"])
    assert (place, scale) == pytest.approx((seen["place"], seen["scale"]), abs=0.01)
    assert seen["highest"] < THRESHOLD
    assert false_chance(THRESHOLD) <= CLAIM
    for score in np.quantile(seen["scores"], [0.9, 0.99]):
        assert tail_chance(float(score), place, scale) > 0.8 * np.mean(np.array(seen["scores"]) > score)
