"""The mix: the right loudness, room for the voice, exactly as long as the film."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from sound_boards import arc_board

from yingxi.film import YingxiError
from yingxi.sound import RATE, Stem, mix_stems, write_mix
from yingxi.sound.mix import ducking


def music(seconds: float, seed: int = 1, level: float = 0.1) -> np.ndarray:
    random = np.random.default_rng(seed)
    return (random.standard_normal((int(seconds * RATE), 2)) * level).astype(np.float32)


def voice(seconds: float, spoken: tuple[float, float]) -> np.ndarray:
    samples = np.zeros((int(seconds * RATE), 2), np.float32)
    first, last = (int(second * RATE) for second in spoken)
    time = np.arange(last - first) / RATE
    samples[first:last] = (
        0.2 * np.sin(2 * np.pi * 220 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    )[:, None]
    return samples


@pytest.mark.parametrize("drums", [0.0, 0.9])
def test_it_meets_the_loudness_target_without_peaks(drums: float) -> None:
    board = arc_board()
    seconds = board.frames / board.fps
    foley = music(seconds, 2, 0.02)
    foley[:: RATE // 2] += drums
    mix = mix_stems(
        [
            Stem(name="score", samples=music(seconds)),
            Stem(name="foley", samples=foley),
            Stem(name="narration", samples=voice(seconds, (4, 8))),
        ],
        board,
    )
    assert mix.loudness.lufs == pytest.approx(-14.0, abs=0.5)
    assert mix.loudness.true_peak_db <= -1.0


def test_it_is_as_long_as_the_film_whatever_it_gets() -> None:
    board = arc_board(fps=25, per_beat=13)
    wanted = round(board.frames * RATE / board.fps)
    for seconds in (1.0, 60.0):
        mix = mix_stems([Stem(name="score", samples=music(seconds))], board)
        assert len(mix.samples) == wanted
        assert all(len(samples) == wanted for samples in mix.stems.values())


def test_music_steps_back_while_the_narrator_speaks() -> None:
    board = arc_board()
    seconds = board.frames / board.fps
    mix = mix_stems(
        [
            Stem(name="score", samples=music(seconds)),
            Stem(name="narration", samples=voice(seconds, (6, 9))),
        ],
        board,
    )
    score = mix.stems["score"]

    def level(first: float, last: float) -> float:
        return float(10 * np.log10(np.mean(score[int(first * RATE) : int(last * RATE)] ** 2)))

    assert -11 < level(7, 8.5) - level(4, 5) < -5
    assert abs(level(11, 12) - level(4, 5)) < 3


def test_ducking_is_smooth_and_comes_before_the_word() -> None:
    gain = ducking(voice(10, (4, 6)), -8.0)
    assert gain[int(2 * RATE)] == pytest.approx(1.0, abs=0.01)
    assert gain[int(4.05 * RATE)] < 0.5
    assert gain[int(5 * RATE)] == pytest.approx(10 ** (-8 / 20), abs=0.01)
    assert gain[int(8.5 * RATE)] == pytest.approx(1.0, abs=0.02)
    assert np.abs(np.diff(gain)).max() < 2e-4


def test_a_film_without_sound_says_so() -> None:
    board = arc_board(language="en")
    mix = mix_stems([], board)
    assert mix.notes == ("the film has no sound at all",)
    assert len(mix.samples) == board.frames * RATE // board.fps
    assert not mix.samples.any()


def test_notes_of_all_stems_are_kept_once() -> None:
    board = arc_board()
    quiet = np.zeros((RATE, 2), np.float32)
    mix = mix_stems(
        [
            Stem(name="score", samples=music(3), notes=("甲",)),
            Stem(name="foley", samples=quiet, notes=("乙", "甲")),
        ],
        board,
    )
    assert mix.notes == ("甲", "乙")


def test_it_fades_in_and_out() -> None:
    board = arc_board()
    mix = mix_stems([Stem(name="score", samples=music(board.frames / board.fps))], board)
    assert np.abs(mix.samples[:3]).max() < 0.01
    assert np.abs(mix.samples[-50:]).max() < 0.01


def test_files_are_24_bit_at_48_khz(tmp_path: Path) -> None:
    board = arc_board(beats=2)
    mix = mix_stems(
        [Stem(name="score", samples=music(3)), Stem(name="foley", samples=music(3, 5))], board
    )
    paths = write_mix(mix, tmp_path / "mix")
    assert [path.name for path in paths] == ["score.wav", "foley.wav", "mix.wav"]
    for path in paths:
        facts = soundfile.info(path)
        assert (facts.samplerate, facts.subtype, facts.frames) == (RATE, "PCM_24", len(mix.samples))


def test_a_folder_that_cannot_be_written_is_a_plain_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    mix = mix_stems([Stem(name="score", samples=music(2))], arc_board(beats=2))
    with pytest.raises(YingxiError, match="could not write the sound into"):
        write_mix(mix, blocked / "mix")
