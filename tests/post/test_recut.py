"""After a hand edit everything that hangs on shots follows them; without one nothing changes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from yingxi.film import Line, SoundEvent, Storyboard, Take, Title
from yingxi.post import assemble_cut, recut_film

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


def film(make_board: BoardMaker, shoot: Shooter) -> tuple[Storyboard, list[Take], otio.schema.Timeline]:
    joined: dict[str, object] = {"join": "dissolve", "join_frames": 8}
    board = make_board([30, 60, 20], s0020=joined, s0030={"title": Title(text="End", kind="end")})
    lines = (Line(text="one", start=5, end=25), Line(text="two", start=40, end=80))
    board = replace(board, narration=lines)
    event = SoundEvent(kind="drum", frame=12.5)
    bed = SoundEvent(kind="wind", frame=0.0, length=60.0)
    takes = [replace(take, events=(event, bed)) for take in shoot(board)]
    return board, takes, assemble_cut(board, takes)


def test_an_untouched_cut_gives_the_same_film(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board, takes, timeline = film(make_board, shoot)
    recut = recut_film(board, takes, timeline, tmp_path)
    assert recut.board == board
    assert recut.takes == tuple(takes)
    assert recut.notes == ()


def test_sound_and_words_follow_a_reordered_and_trimmed_cut(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board, takes, timeline = film(make_board, shoot)
    clips = [item.clone() for item in timeline.tracks[0] if isinstance(item, otio.schema.Clip)]
    clips[1].source_range = TimeRange(RationalTime(4 + 10, 24), RationalTime(30, 24))
    track = timeline.tracks[0]
    del track[:]
    track.extend([clips[1], clips[0]])
    recut = recut_film(board, takes, timeline, tmp_path)
    places = [(shot.number, shot.start, shot.length) for shot in recut.board.shots]
    assert places == [("0020", 0, 30), ("0010", 30, 30)]
    assert recut.board.frames == 60
    assert [(line.text, line.start) for line in recut.board.narration] == [("two", 0), ("one", 35)]
    first = recut.takes[0]
    assert [(event.kind, event.frame, event.length) for event in first.events] == [
        ("drum", 2.5, 0.0), ("wind", 0.0, 50.0),
    ]
    assert (first.head, first.length, first.tail) == (14, 30, 20)


def test_a_film_without_a_word_can_be_cut(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board, takes, _ = film(make_board, shoot)
    silent = replace(board, narration=())
    assert recut_film(silent, takes, assemble_cut(silent, takes), tmp_path).board == silent


def test_a_shot_used_twice_has_two_numbers_and_a_lost_line_is_told(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board, takes, timeline = film(make_board, shoot)
    clips = [item.clone() for item in timeline.tracks[0] if isinstance(item, otio.schema.Clip)]
    track = timeline.tracks[0]
    del track[:]
    track.extend([clips[0], otio.schema.Gap(duration=RationalTime(6, 24)), clips[0].clone()])
    recut = recut_film(board, takes, timeline, tmp_path)
    assert [shot.number for shot in recut.board.shots] == ["0010", "gap", "0010.2"]
    assert [take.slate.shot for take in recut.takes] == ["0010", "0010.2"]
    assert recut.notes == ("the cut has no shot 0020 any more, so its narration is gone: two",)


def test_events_cut_off_are_gone(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board, takes, timeline = film(make_board, shoot)
    clip = timeline.tracks[0][0].clone()
    clip.source_range = TimeRange(RationalTime(15, 24), RationalTime(10, 24))
    del timeline.tracks[0][:]
    timeline.tracks[0].append(clip)
    (take,) = recut_film(board, takes, timeline, tmp_path).takes
    assert [event.kind for event in take.events] == ["wind"]
