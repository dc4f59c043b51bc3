"""The cut keeps all takes, marks the arc, and refuses files that are no cut."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yingxi.film import Seen, Shot, Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.post import assemble_cut, cut_text, plan_handles, read_cut
from yingxi.post.edits import list_edits

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


def test_the_circled_take_is_active_and_no_take_is_lost(make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([8, 8])
    takes = [*shoot(board), *shoot(board, number=2), *shoot(board, number=3)]
    chosen = [replace(take, circled=take.slate.take == 2 and take.slate.shot == "0010") for take in takes]
    clips = list(assemble_cut(board, chosen).tracks[0])
    assert [clip.active_media_reference_key for clip in clips] == ["take 002", "take 003"]
    assert list(clips[0].media_references()) == ["take 001", "take 002", "take 003"]


def test_tracks_markers_and_length(make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([8, 16, 8], s0020={"join": "dissolve", "join_frames": 4})
    timeline = assemble_cut(board, shoot(board))
    assert [track.name for track in timeline.tracks] == ["V1", "A1", "A2", "A3"]
    assert timeline.duration().to_frames() == 32
    markers = timeline.tracks[0].markers
    marked = [(marker.name, marker.marked_range.start_time.to_frames()) for marker in markers]
    assert marked == [("establish", 0), ("build", 8), ("climax", 24)]
    join = timeline.tracks[0][1]
    assert (join.in_offset.to_frames(), join.out_offset.to_frames()) == (2, 2)


def test_the_text_is_the_same_every_time(make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([8])
    takes = shoot(board)
    assert cut_text(assemble_cut(board, takes)) == cut_text(assemble_cut(board, takes))


def test_where_the_subjects_are_goes_with_the_take_into_the_cut(
    make_board: BoardMaker, shoot: Shooter, tmp_path: Path
) -> None:
    board = make_board([8])
    box = Seen(words="a boat", left=0.1, top=0.2, right=0.6, bottom=0.9, served=True)
    takes = [replace(take, seen=(box,)) for take in shoot(board)]
    (tmp_path / "cut.otio").write_text(cut_text(assemble_cut(board, takes)), encoding="utf-8")
    (edit,) = list_edits(read_cut(tmp_path / "cut.otio"), tmp_path).edits
    assert edit.seen == ((0.1, 0.2, 0.6, 0.9, 1.0),)


def test_a_shot_without_a_take_is_named(make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([8, 8])
    with pytest.raises(YingxiError, match=r"shot 0020 has no take; run `yingxi shoot --shot 0020` first"):
        assemble_cut(board, shoot(board)[:1])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("not json", "this is not OpenTimelineIO JSON"),
        ('{"OTIO_SCHEMA": "Gap.1"}', "holds a Gap, a cut must be a Timeline"),
        ('{"OTIO_SCHEMA": "Timeline.1", "name": "x"}', "tracks"),
        ('{"OTIO_SCHEMA": "Timeline.1", "name": "x", "tracks": null}', "has no video track"),
    ],
)
def test_files_that_are_no_cut_are_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "cut.otio").write_text(text)
    with pytest.raises(UsageError, match=told):
        read_cut(tmp_path / "cut.otio")


def test_a_missing_cut_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(YingxiError, match="run `yingxi cut` to make the cut"):
        read_cut(tmp_path / "cut.otio")


def test_joins_that_do_not_fit_their_shot_are_refused(make_board: BoardMaker) -> None:
    joined: dict[str, object] = {"join": "dissolve", "join_frames": 16}
    board = make_board([30, 12, 30], s0020=joined, s0030=joined)
    with pytest.raises(UsageError, match="shot 0020 has 12 frames but its joins need 16; shorten"):
        plan_handles(board)


def test_handles_only_where_both_pictures_are_seen(make_board: BoardMaker) -> None:
    fade: dict[str, object] = {"join": "fade", "join_frames": 10}
    wipe: dict[str, object] = {"join": "wipe", "join_frames": 7}
    board = make_board([30, 30, 30, 30], s0010=fade, s0020=fade, s0030=wipe)
    plans = plan_handles(board)
    assert [(plans[shot.number].head, plans[shot.number].tail) for shot in shots(board)] == [
        (0, 0), (0, 4), (3, 0), (0, 0),
    ]
    assert [plans[shot.number].keyframes for shot in shots(board)] == [(10, 25), (5, 27), (7,), ()]


def shots(board: Storyboard) -> tuple[Shot, ...]:
    return board.shots
