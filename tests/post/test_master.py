"""The master: picture copied, sound in step with it, subtitles and chapters where they belong."""

import json
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from yingxi.film.errors import YingxiError
from yingxi.media import VideoWriter, black_planes, planes_from_rgb, probe, read_frames, read_samples
from yingxi.post.master import Chapter, code_sound, master, scene_chapters
from yingxi.post.srt import Cue

FRAMES = 24 * 8
FLASHES = [24, 61, 100, 150]
CUES = (Cue(start=24, stop=60, text="龙舟劈开江面"), Cue(start=70, stop=100, text="two\nlines"))


@pytest.fixture
def flashes(tmp_path: Path) -> tuple[Path, Path]:
    """Single white frames, and a click at the first sample of each."""
    white = planes_from_rgb(np.full((64, 96, 3), 255, np.uint8))
    with VideoWriter(tmp_path / "picture.mp4", (96, 64), 24) as writer:
        for number in range(FRAMES):
            writer.write(white if number in FLASHES else black_planes((96, 64)))
    samples = np.zeros((FRAMES * 2000, 2), np.float32)
    for flash in FLASHES:
        samples[flash * 2000 : flash * 2000 + 300] = np.random.default_rng(flash).uniform(-0.8, 0.8, (300, 1))
    soundfile.write(tmp_path / "mix.wav", samples, 48000, subtype="PCM_24")
    return tmp_path / "picture.mp4", tmp_path / "mix.wav"


def test_clicks_and_flashes_stay_together(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    out = master(*flashes, tmp_path / "master.mp4")
    bright = [number for number, planes in enumerate(read_frames(out)) if planes.y.mean() > 100]
    assert bright == FLASHES
    loud = np.abs(read_samples(out)[:, 0])
    for flash in FLASHES:
        nearby = loud[flash * 2000 - 1500 : flash * 2000 + 1500]
        onset = int(np.argmax(nearby > 0.2)) - 1500
        assert abs(onset) < 100


def test_the_picture_is_copied_bit_for_bit(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    out = master(*flashes, tmp_path / "master.mp4", subtitles=CUES)

    def packets(path: Path) -> list[bytes]:
        with av.open(path) as container:
            return [bytes(packet) for packet in container.demux(video=0) if packet.size]

    assert packets(out) == packets(flashes[0])


def test_same_inputs_same_bytes_and_no_date(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    tags = {"title": "潮"}
    names = ("a.mp4", "b.mp4")
    made = [master(*flashes, tmp_path / name, subtitles=CUES, metadata=tags) for name in names]
    assert made[0].read_bytes() == made[1].read_bytes()
    with av.open(made[0]) as container:
        assert container.metadata["title"] == "潮"
        assert "creation_time" not in container.metadata


def test_tracks_chapters_and_tags_by_a_foreign_reader(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    if not shutil.which("ffprobe"):
        pytest.skip("ffprobe is not installed; the tracks are still checked by the other tests")
    chapters = (Chapter(start=0, stop=100, title="1 江"), Chapter(start=100, stop=FRAMES, title="2 城"))
    out = master(*flashes, tmp_path / "master.mp4", subtitles=CUES, chapters=chapters)
    asked = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_chapters", str(out)]
    told = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    picture, sound, words = told["streams"][:3]
    assert (picture["profile"], picture["pix_fmt"], picture["avg_frame_rate"]) == ("High", "yuv420p", "24/1")
    assert {picture[f"color_{what}"] for what in ("space", "primaries", "transfer")} == {"bt709"}
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "48000", 2)
    assert (words["codec_name"], words["tags"]["language"]) == ("mov_text", "zho")
    assert {float(stream["duration"]) for stream in (picture, sound, words)} == {8.0}
    assert [chapter["tags"]["title"] for chapter in told["chapters"]] == ["1 江", "2 城"]
    assert float(told["chapters"][1]["start_time"]) == pytest.approx(100 / 24, abs=0.001)


def test_the_film_can_start_before_it_is_all_there(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    data = master(*flashes, tmp_path / "master.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_subtitles_come_back_as_they_went_in(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    out = master(*flashes, tmp_path / "master.mp4", subtitles=CUES)
    with av.open(out) as container:
        stream = container.streams.subtitles[0]
        found = [
            (round(packet.pts * stream.time_base * 24), bytes(packet)[2:].decode())
            for packet in container.demux(stream)
            if packet.size > 2
        ]
    assert found == [(cue.start, cue.text) for cue in CUES]


def test_a_mix_of_another_length_is_refused(flashes: tuple[Path, Path], tmp_path: Path) -> None:
    soundfile.write(tmp_path / "short.wav", np.zeros((48000, 2), np.float32), 48000)
    with pytest.raises(YingxiError, match=r"lasts 1\.00 s, the picture 8\.00 s; run `yingxi mix` again"):
        master(flashes[0], tmp_path / "short.wav", tmp_path / "master.mp4")
    assert not (tmp_path / "master.mp4").exists()


def test_chapters_are_scenes(make_board: object) -> None:
    board = make_board([10, 20, 30, 5])  # type: ignore[operator]
    assert [(chapter.start, chapter.stop) for chapter in scene_chapters(board)] == [(0, 30), (30, 65)]


def test_a_sound_that_was_coded_before_gives_the_same_film(
    flashes: tuple[Path, Path], tmp_path: Path
) -> None:
    video, mix = flashes
    seen = probe(video)
    early = code_sound(mix, seen.frames, seen.fps)
    other = code_sound(mix, seen.frames - 1, seen.fps)
    given = enumerate((None, early, other))
    made = [master(video, mix, tmp_path / f"{k}.mp4", coded=one) for k, one in given]
    assert len({one.read_bytes() for one in made}) == 1
