"""Takes are whole or not there, the same frames are the same bytes, and can be entered where asked."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from yingxi.film.errors import UsageError, YingxiError
from yingxi.media import Planes, VideoWriter, planes_from_rgb, probe, read_frames

SIZE = (96, 64)


def moving_frames(count: int) -> Iterator[Planes]:
    across, down = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    for number in range(count):
        rgb = np.stack([(across + 3 * number) % 256, 2 * down, (across + down + number) % 256], -1)
        yield planes_from_rgb(rgb.astype(np.uint8))


def write_all(path: Path, frames: Iterator[Planes], size: tuple[int, int] = SIZE, **options: object) -> Path:
    with VideoWriter(path, size, 24, **options) as writer:  # type: ignore[arg-type]
        for planes in frames:
            writer.write(planes)
    return path


def shoot(path: Path, count: int, **options: object) -> Path:
    return write_all(path, moving_frames(count), **options)


def test_forced_keyframes_are_entries_and_none_is_farther_than_two_seconds(tmp_path: Path) -> None:
    seen = probe(shoot(tmp_path / "take.mp4", 120, keyframes=(7, 100)))
    assert seen.frames == 120
    assert seen.steady
    assert {0, 7, 100} <= set(seen.keyframes)
    assert max(np.diff([*seen.keyframes, 120])) <= 48


def test_same_frames_are_the_same_bytes(tmp_path: Path) -> None:
    first, second = (shoot(tmp_path / name, 30, keyframes=(9,)) for name in ("1.mp4", "2.mp4"))
    assert first.read_bytes() == second.read_bytes()


def test_parameter_sets_do_not_depend_on_quality_or_keyframes(tmp_path: Path) -> None:
    film = probe(shoot(tmp_path / "film.mp4", 3)).header
    assert film
    assert probe(shoot(tmp_path / "draft.mp4", 9, draft=True, keyframes=(4,))).header == film


def test_frames_from_the_middle_are_those_of_the_whole(tmp_path: Path) -> None:
    path = shoot(tmp_path / "take.mp4", 90)
    whole = list(read_frames(path))
    part = list(read_frames(path, 50, 60))
    assert len(part) == 10
    assert all(np.array_equal(a.y, b.y) for a, b in zip(whole[50:60], part, strict=True))


def test_an_interrupted_take_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Planes]:
        yield from moving_frames(20)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path / "take.mp4", interrupted())
    assert list(tmp_path.iterdir()) == []


def test_an_old_take_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    path = shoot(tmp_path / "take.mp4", 5)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), VideoWriter(path, SIZE, 24):
        raise ZeroDivisionError
    assert path.read_bytes() == before


def test_strided_views_of_a_reused_buffer_are_copied(tmp_path: Path) -> None:
    buffer = np.zeros((SIZE[1] * 3 // 2, 256), np.uint8)
    height, width = SIZE[1], SIZE[0]
    planes = Planes(
        buffer[:height, :width], buffer[height:, : width // 2], buffer[height:, 128 : 128 + width // 2]
    )
    with VideoWriter(tmp_path / "take.mp4", SIZE, 24, quality=1) as writer:
        for shade in (40, 120, 200):
            buffer[:] = shade
            writer.write(planes)
    means = [float(frame.y.mean()) for frame in read_frames(tmp_path / "take.mp4")]
    assert means == pytest.approx([40, 120, 200], abs=1.5)


def test_a_frame_of_another_size_is_named(tmp_path: Path) -> None:
    with pytest.raises(YingxiError, match="frame 0 is 96x64, the film is 64x64"):
        write_all(tmp_path / "take.mp4", moving_frames(1), size=(64, 64))


def test_odd_sizes_and_empty_takes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot encode 65x64: both sides must be even"):
        VideoWriter(tmp_path / "take.mp4", (65, 64), 24)
    with pytest.raises(YingxiError, match="no frame was written"), VideoWriter(tmp_path / "x.mp4", SIZE, 24):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(YingxiError, match="choose another folder with --project DIR"):
        shoot(tmp_path / "file" / "take.mp4", 2)


def test_a_broken_file_is_named_with_ffmpegs_words(tmp_path: Path) -> None:
    broken = tmp_path / "take.mp4"
    broken.write_bytes(b"no film" * 100)
    with pytest.raises(YingxiError, match=r"take\.mp4: Invalid data found"):
        probe(broken)


def test_frames_past_the_end_are_refused(tmp_path: Path) -> None:
    path = shoot(tmp_path / "take.mp4", 5)
    with pytest.raises(YingxiError, match="asked for frames 2 to 9, it has 5"):
        list(read_frames(path, 2, 9))


@pytest.mark.slow
def test_large_pictures_are_the_same_bytes_too(tmp_path: Path) -> None:
    """Above 1080p the encoder has four threads."""
    noise = np.random.default_rng(3).integers(16, 236, (24, 1440, 2560), np.uint8)
    paths = [tmp_path / "1.mp4", tmp_path / "2.mp4"]
    for path in paths:
        grey = np.full((720, 1280), 128, np.uint8)
        write_all(path, (Planes(luma, grey, grey) for luma in noise), size=(2560, 1440), quality=40)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    whole, part = list(read_frames(paths[0])), next(read_frames(paths[0], 20, 21))
    assert np.array_equal(whole[20].y, part.y)
