"""The narrator's lines: planned, fitted, placed, and honest about it."""

import pickle

import numpy as np
import pytest
from sound_boards import arc_board

from yingxi.film import Line, UsageError
from yingxi.sound import LineJob, Speech, Word, narrate, place_narration, plan_narration, speak_line
from yingxi.sound.voice import RATE

LINES = (Line(text="鼓响。", start=24, end=120), Line(text="船动。", start=130, end=200))


def say(seconds: float) -> Speech:
    time = np.arange(int(seconds * RATE)) / RATE
    return Speech(
        samples=np.sin(time * 900).astype(np.float32) * 0.1,
        words=(Word(text="鼓响", start_s=0.1, end_s=seconds),),
    )


def test_a_job_for_each_line_with_its_room() -> None:
    jobs = plan_narration(arc_board(lines=LINES))
    assert [job.text for job in jobs] == ["鼓响。", "船动。"]
    assert jobs[0].room_s == pytest.approx(96 / 24 - 0.05)
    assert jobs[0].voice == "zm_yunjian"
    assert jobs[0].engine == "kokoro"


def test_jobs_travel_to_other_processes() -> None:
    jobs = plan_narration(arc_board(lines=LINES))
    assert pickle.loads(pickle.dumps(jobs)) == jobs
    assert pickle.loads(pickle.dumps(speak_line)) is speak_line


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown voice"):
        plan_narration(arc_board(lines=LINES), "nobody at all")


def test_lines_begin_where_the_board_says() -> None:
    board = arc_board(lines=LINES)
    narration = place_narration(board, plan_narration(board), [say(1.0), say(1.0)])
    assert [line.start_s for line in narration.lines] == [
        pytest.approx(1.0),
        pytest.approx(130 / 24),
    ]
    assert narration.lines[1].words[0].start_s == pytest.approx(130 / 24 + 0.1)
    loud = np.abs(narration.samples).max(axis=1) > 0.01
    assert abs(int(np.argmax(loud)) - RATE) < RATE // 24
    assert len(narration.samples) == board.frames * RATE // board.fps
    assert narration.notes == ()


def test_a_line_that_is_too_long_pushes_the_next_and_says_so() -> None:
    board = arc_board(lines=LINES)
    narration = place_narration(board, plan_narration(board), [say(6.0), say(1.0)])
    assert narration.lines[1].start_s > 7.0
    assert any("长 2.0 秒" in note for note in narration.notes)
    assert any("旁白晚了" in note for note in narration.notes)


@pytest.mark.parametrize(
    ("engine", "language", "said"),
    [
        ("none", "zh", "没有旁白声音，只有字幕"),
        ("none", "en", "no narrator is heard, subtitles only"),
        ("espeak", "zh", "eSpeak NG 机器嗓音"),
        ("espeak", "en", "plain eSpeak NG voice"),
    ],
)
def test_a_lesser_voice_is_said_aloud(engine: str, language: str, said: str) -> None:
    board = arc_board(language=language, lines=LINES[:1])
    jobs = (
        LineJob(
            text="鼓响。",
            voice="zm_yunjian" if language == "zh" else "af_heart",
            room_s=2.0,
            engine=engine,
        ),
    )
    narration = place_narration(board, jobs, [speak_line(job) for job in jobs])
    assert any(said in note for note in narration.notes)
    assert bool(narration.lines) == (engine == "espeak")


def test_a_foreign_voice_is_said_to_have_an_accent() -> None:
    board = arc_board(language="en", lines=(Line(text="Drums.", start=0, end=48),))
    narration = place_narration(board, plan_narration(board, "zf_xiaobei"), [say(1.0)])
    assert any("not an English voice" in note for note in narration.notes)


def test_a_film_without_lines_is_silent_and_fine() -> None:
    narration = narrate(arc_board())
    assert narration.lines == ()
    assert narration.notes == ()
    assert not narration.samples.any()


@pytest.mark.slow
def test_a_tight_line_is_spoken_faster_within_bounds() -> None:
    text = "船动了。"
    easy = speak_line(LineJob(text=text, voice="zf_xiaobei", room_s=6.0))
    tight = speak_line(LineJob(text=text, voice="zf_xiaobei", room_s=easy.seconds * 0.9))
    hopeless = speak_line(LineJob(text=text, voice="zf_xiaobei", room_s=0.3))
    assert easy.speed == pytest.approx(0.94)
    assert tight.seconds <= easy.seconds * 0.9 + 0.05
    assert easy.speed < tight.speed <= hopeless.speed == pytest.approx(1.18)
