"""What a take has whole is copied bit for bit; joins, trims and hand edits come out as asked."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest
from opentimelineio.opentime import RationalTime, TimeRange

from yingxi.film import Storyboard, Take
from yingxi.film.errors import UsageError, YingxiError
from yingxi.media import Planes, probe, read_frames
from yingxi.post.conform import conform
from yingxi.post.cut import assemble_cut, cut_text, read_cut

BoardMaker = Callable[..., Storyboard]
Shooter = Callable[..., list[Take]]


def same(first: Planes, second: Planes) -> bool:
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in "yuv")


def frames_of(path: Path) -> list[Planes]:
    return list(read_frames(path))


def test_a_film_of_cuts_is_copied_whole(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([30, 55, 20])
    takes = shoot(board)
    done = conform(assemble_cut(board, takes), tmp_path, tmp_path / "film.mp4")
    assert (done.frames, done.copied, done.encoded) == (105, 105, 0)
    wanted = [planes for take in takes for planes in frames_of(tmp_path / take.media)]
    assert all(same(*pair) for pair in zip(frames_of(done.path), wanted, strict=True))


def test_frame_n_stands_at_n_over_fps(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([30, 25], s0020={"join": "dissolve", "join_frames": 8})
    done = conform(assemble_cut(board, shoot(board)), tmp_path, tmp_path / "film.mp4")
    seen = probe(done.path)
    assert seen.steady
    assert (seen.frames, seen.fps) == (55, 24)


def test_a_dissolve_encodes_its_own_frames_only(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([40, 40], s0020={"join": "dissolve", "join_frames": 12})
    takes = shoot(board)
    assert [(take.head, take.tail) for take in takes] == [(0, 6), (6, 0)]
    done = conform(assemble_cut(board, takes), tmp_path, tmp_path / "film.mp4")
    assert (done.copied, done.encoded) == (68, 12)
    film = frames_of(done.path)
    first, second = (frames_of(tmp_path / take.media) for take in takes)
    assert all(same(film[n], first[n]) for n in range(34))
    assert all(same(film[n], second[n - 40 + 6]) for n in range(46, 80))
    middle = (first[40].y.astype(float) + second[6].y) / 2
    assert np.abs(film[40].y - middle).mean() < 12


@pytest.mark.parametrize("join", ["dissolve", "wipe", "fade"])
def test_joins_begin_like_the_old_picture_and_end_like_the_new(
    join: str, tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([30, 30], s0020={"join": join, "join_frames": 16})
    takes = shoot(board)
    film = frames_of(conform(assemble_cut(board, takes), tmp_path, tmp_path / "film.mp4").path)
    first, second = (frames_of(tmp_path / take.media) for take in takes)
    head = takes[1].head
    difference = np.abs(film[22].y.astype(int) - first[22].y).mean()
    assert difference < 8
    assert np.abs(film[37].y.astype(int) - second[7 + head].y).mean() < 8
    darkest = min(float(film[n].y.mean()) for n in range(22, 38))
    assert (darkest < 20) == (join == "fade")


def test_the_first_shot_fades_in_from_black(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([40], s0010={"join": "fade", "join_frames": 12})
    done = conform(assemble_cut(board, shoot(board)), tmp_path, tmp_path / "film.mp4")
    light = [float(planes.y.mean()) for planes in frames_of(done.path)]
    assert (done.copied, done.encoded) == (28, 12)
    assert light[0] < 20
    assert light[:12] == sorted(light[:12])


def test_a_hand_edit_is_honoured(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    """Reordered, trimmed at both ends, another active take with longer handles, and a gap."""
    board = make_board([30, 60, 20])
    takes = shoot(board) + shoot(board, number=2, more_head=5)
    timeline = assemble_cut(board, takes)
    track = timeline.tracks[0]
    clips = [clip.clone() for clip in track]
    clips[0].active_media_reference_key = "take 001"
    clips[0].source_range = TimeRange(RationalTime(7 + 5, 24), RationalTime(11, 24))
    del track[:]
    track.extend([clips[1], otio.schema.Gap(duration=RationalTime(4, 24)), clips[0]])
    path = tmp_path / "cut.otio"
    path.write_text(cut_text(timeline), encoding="utf-8")
    done = conform(read_cut(path), tmp_path, tmp_path / "film.mp4")
    film = frames_of(done.path)
    second = frames_of(tmp_path / "takes/0020/002.mp4")
    first = frames_of(tmp_path / "takes/0010/001.mp4")
    assert len(film) == 75
    assert all(same(film[n], second[n + 5]) for n in range(60))
    assert all(float(film[n].y.mean()) == pytest.approx(16, abs=1) for n in range(60, 64))
    assert all(np.abs(film[64 + n].y.astype(int) - first[7 + n].y).mean() < 8 for n in range(11))
    assert done.copied == 60


def test_a_trimmed_head_is_encoded_to_the_next_keyframe_only(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([90])
    timeline = assemble_cut(board, shoot(board))
    timeline.tracks[0][0].source_range = TimeRange(RationalTime(40, 24), RationalTime(45, 24))
    done = conform(timeline, tmp_path, tmp_path / "film.mp4")
    assert (done.encoded, done.copied) == (8, 37)


def test_a_take_in_another_coding_is_encoded_again_and_said(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    import av

    board = make_board([12, 12])
    takes = shoot(board)
    source = frames_of(tmp_path / takes[0].media)
    with av.open(tmp_path / takes[0].media, "w") as container:
        stream = container.add_stream("mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for planes in source:
            packed = np.concatenate([planes.y.ravel(), planes.u.ravel(), planes.v.ravel()])
            container.mux(stream.encode(av.VideoFrame.from_ndarray(packed.reshape(96, 96), "yuv420p")))
        container.mux(stream.encode(None))
    done = conform(assemble_cut(board, takes), tmp_path, tmp_path / "film.mp4")
    assert (done.copied, done.encoded) == (12, 12)
    assert len(done.notes) == 1
    assert done.notes[0].startswith("001.mp4: coded with other parameters than this film")


def test_the_same_cut_is_the_same_bytes(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([30, 30], s0020={"join": "wipe", "join_frames": 10})
    timeline = assemble_cut(board, shoot(board))
    files = [conform(timeline, tmp_path, tmp_path / name).path.read_bytes() for name in ("a.mp4", "b.mp4")]
    assert files[0] == files[1]


def test_strict_decoders_are_silent(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("ffmpeg is not installed; the copy is still checked bit by bit above")
    board = make_board([30, 60, 30], s0020={"join": "dissolve", "join_frames": 9})
    done = conform(assemble_cut(board, shoot(board)), tmp_path, tmp_path / "film.mp4")
    told = subprocess.run(
        ["ffmpeg", "-v", "warning", "-xerror", "-err_detect", "explode", "-i", done.path, "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )
    assert told.stderr == ""


def test_missing_media_is_named(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([10])
    takes = shoot(board)
    (tmp_path / takes[0].media).unlink()
    with pytest.raises(YingxiError, match=r"clip '0010': takes/0010/001\.mp4 is not there; shoot it again"):
        conform(assemble_cut(board, takes), tmp_path, tmp_path / "film.mp4")


def test_a_clip_longer_than_its_take_is_named(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([10])
    timeline = assemble_cut(board, shoot(board))
    timeline.tracks[0][0].source_range = TimeRange(RationalTime(2, 24), RationalTime(12, 24))
    with pytest.raises(YingxiError, match=r"'0010' shows frames 2 to 14 of 001\.mp4, which has 0 to 10"):
        conform(timeline, tmp_path, tmp_path / "film.mp4")


def test_half_frames_are_refused(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([10])
    timeline = assemble_cut(board, shoot(board))
    timeline.tracks[0][0].source_range = TimeRange(RationalTime(0, 24), RationalTime(5.5, 24))
    with pytest.raises(UsageError, match="cuts must fall on whole frames"):
        conform(timeline, tmp_path, tmp_path / "film.mp4")


def test_progress_reaches_the_end_and_may_cancel(
    tmp_path: Path, make_board: BoardMaker, shoot: Shooter
) -> None:
    board = make_board([10, 10])
    timeline = assemble_cut(board, shoot(board))
    told: list[tuple[int, int]] = []
    conform(timeline, tmp_path, tmp_path / "film.mp4", progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (20, 20)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conform(timeline, tmp_path, tmp_path / "other.mp4", progress=stop)
    assert not [path for path in tmp_path.iterdir() if "other" in path.name]


def test_metadata_broken_by_hand_is_named(tmp_path: Path, make_board: BoardMaker, shoot: Shooter) -> None:
    board = make_board([10])
    timeline = assemble_cut(board, shoot(board))
    timeline.tracks[0][0].metadata["yingxi"]["title"] = {"txet": "Tide"}
    with pytest.raises(UsageError, match=r"clip '0010': its yingxi metadata cannot be read \(.*txet"):
        conform(timeline, tmp_path, tmp_path / "film.mp4")
    timeline.tracks[0][0].metadata["yingxi"] = {"scene": "one"}
    with pytest.raises(UsageError, match="invalid literal for int"):
        conform(timeline, tmp_path, tmp_path / "film.mp4")
