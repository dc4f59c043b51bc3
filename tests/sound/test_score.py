"""The score: composed for this film, played to the sample, ended on purpose."""

from collections import Counter
from pathlib import Path

import mido
import numpy as np
import pytest
from sound_boards import arc_board

from yingxi.film import Line, UsageError
from yingxi.sound import RATE, compose_score, measure_loudness, palettes, play_score, tempers
from yingxi.sound.score import Composition, write_midi
from yingxi.sound.score.form import RING
from yingxi.sound.score.temper import find_temper
from yingxi.sound.score.theory import SCALES, chord_tones, lead_voices, nearest, pitch_of


@pytest.fixture(scope="module")
def epic() -> Composition:
    return compose_score(arc_board(beats=16), seed=3)


@pytest.mark.parametrize("mood", tempers())
@pytest.mark.parametrize("palette", palettes())
def test_every_mood_and_palette_makes_music_for_the_whole_film(mood: str, palette: str) -> None:
    board = arc_board(mood=mood, palette=palette)
    score = compose_score(board, seed=2)
    film = board.frames / board.score.frames_per_beat
    notes = [note for track in score.tracks for note in track.notes]
    assert len(notes) > 40
    assert all(0 <= note.start < film and note.length > 0 for note in notes)
    assert all(21 <= note.pitch <= 108 and 1 <= note.velocity <= 127 for note in notes)
    assert all(0 <= strike.start < film for strike in score.strikes)
    assert len([track for track in score.tracks if not track.drums]) <= 15
    assert score.notes == ()


def test_the_same_seed_gives_the_same_score_and_another_gives_another() -> None:
    board = arc_board()
    assert compose_score(board, 5) == compose_score(board, 5)
    assert compose_score(board, 5).tracks != compose_score(board, 6).tracks


def test_sections_follow_the_story(epic: Composition) -> None:
    assert [section.beat for section in epic.sections] == [
        "establish",
        "introduce",
        "build",
        "climax",
        "resolve",
    ]
    assert [section.start for section in epic.sections] == [0, 16, 32, 48, 64]


def test_every_turn_of_the_story_is_struck(epic: Composition) -> None:
    for section in epic.sections[1:4]:
        assert any(strike.start == section.start and strike.gain > 0.3 for strike in epic.strikes)


def test_the_climax_is_fuller_than_the_beginning(epic: Composition) -> None:
    def density(first: float, last: float) -> float:
        notes = [
            note for track in epic.tracks for note in track.notes if first <= note.start < last
        ]
        return len(notes) / (last - first)

    assert density(48, 64) > 2.5 * density(0, 16)


def test_drums_fall_on_the_beats_that_paddles_use(epic: Composition) -> None:
    hits = [
        strike.start
        for strike in epic.strikes
        if strike.kind == "big_drum" and 32 <= strike.start < 64
    ]
    on_beat = [hit for hit in hits if abs(hit - round(hit)) < 1e-6]
    assert len(on_beat) >= 0.6 * len(hits)
    assert {32 + beat for beat in range(0, 28)} & {round(hit) for hit in on_beat} >= {
        32,
        34,
        36,
        40,
        48,
        49,
        50,
    }


def test_drums_hold_their_breath_before_the_peak(epic: Composition) -> None:
    last_beat = [
        strike for strike in epic.strikes if 47 <= strike.start < 48 and strike.length == 0
    ]
    assert last_beat == []


def test_what_drives_is_silent_before_the_peak(epic: Composition) -> None:
    driving = [track for track in epic.tracks if track.name in ("bass", "ostinato", "kit")]
    assert driving
    assert not [note for track in driving for note in track.notes if 47.0 < note.start < 47.9]


def test_the_guzheng_sweeps_into_a_livelier_section(epic: Composition) -> None:
    guzheng = next(track for track in epic.tracks if track.program == 107)
    sweep = [note.pitch for note in guzheng.notes if 15.0 < note.start < 15.97 and note.length == 1.2]
    assert len(sweep) >= 10
    assert sweep == sorted(sweep)


def test_the_ending_rings_out(epic: Composition) -> None:
    film = epic.frames / epic.frames_per_beat
    final = film - RING / epic.seconds_per_beat
    late = [note.start for track in epic.tracks for note in track.notes if note.start > final + 1]
    assert late == []
    closing = [
        note.pitch % 12
        for track in epic.tracks
        for note in track.notes
        if note.start + note.length > final + 2
    ]
    assert epic.root % 12 in closing


def test_the_melody_uses_the_tune_of_its_mood() -> None:
    score = compose_score(arc_board(mood="lonely", palette="ink"), 4)
    tune = SCALES[find_temper("lonely")[0].tune]
    leads = [
        note for track in score.tracks if track.name.startswith("lead") for note in track.notes
    ]
    shares = Counter((note.pitch - score.root) % 12 in tune for note in leads)
    assert shares[True] >= 0.8 * len(leads)


def test_the_tune_steps_back_for_the_narrator() -> None:
    length = 8 * 12
    spoken = arc_board(lines=(Line(text="江上", start=2 * length, end=3 * length),))
    loud = [
        note.velocity
        for track in compose_score(arc_board(), 1).tracks
        for note in track.notes
        if 16 <= note.start < 22.5
    ]
    soft = [
        note.velocity
        for track in compose_score(spoken, 1).tracks
        for note in track.notes
        if 16 <= note.start < 22.5
    ]
    assert np.mean(soft) < np.mean(loud) - 5


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "配乐不认识情绪“腹泻”"), ("en", "the score knows no mood '腹泻'")]
)
def test_an_unknown_mood_is_said(language: str, said: str) -> None:
    score = compose_score(arc_board(mood="腹泻", language=language))
    assert said in score.notes[0]


def test_an_unknown_palette_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown score palette 'cybr'; did you mean 'cyber'"):
        compose_score(arc_board(palette="cybr"))


@pytest.mark.parametrize("per_beat", [10, 13, 15, 24])
def test_any_tempo_and_a_very_short_film_work(per_beat: int) -> None:
    score = compose_score(arc_board(beats=3, per_beat=per_beat), 1)
    assert score.tracks


def test_the_midi_file_says_the_tempo_to_the_frame(tmp_path: Path, epic: Composition) -> None:
    write_midi(epic, tmp_path / "score.mid")
    song = mido.MidiFile(tmp_path / "score.mid")
    tempo = next(message.tempo for message in song.tracks[0] if message.type == "set_tempo")
    assert tempo == round(12 / 24 * 1_000_000)
    ons = sum(message.type == "note_on" for track in song.tracks for message in track)
    assert ons == sum(len(track.notes) for track in epic.tracks)


def test_chords_have_their_tones_and_voices_move_little() -> None:
    first = lead_voices((), chord_tones("minor", 50, 0), 60)
    second = lead_voices(first, chord_tones("minor", 50, 5), 60)
    assert {pitch % 12 for pitch in second} == set(chord_tones("minor", 50, 5))
    assert max(abs(new - old) for new, old in zip(second, first, strict=True)) <= 4
    assert pitch_of("yu", 60, 5) == 72
    assert nearest(61, (0,)) == 60


def test_it_is_played_to_the_sample_and_ends_softly() -> None:
    board = arc_board(beats=2, palette="cyber")
    score = compose_score(board, 1)
    stem = play_score(score)
    assert stem.notes == ()
    assert len(stem.samples) == board.frames * RATE // board.fps
    assert -32 < measure_loudness(stem.samples).lufs < -12
    assert np.abs(stem.samples[-200:]).max() < 0.01
    assert stem.samples.tobytes() == play_score(score).samples.tobytes()
