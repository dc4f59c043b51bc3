"""The whole film, small: 128x72, 12 frames a second, three seconds."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import av
import psutil
import pytest
import soundfile

from yingxi import Brief, make_film, make_still
from yingxi.film import Storyboard, UsageError
from yingxi.production import judge_take
from yingxi.store import BuildLog, file_digest, home, load, save
from yingxi.trust.labels import read_labels
from yingxi.trust.ledger import find_head, read_history, verify_ledger
from yingxi.trust.provenance import DrawnLabel, read_manifest, strip_manifest
from yingxi.trust.registry import look_up

BRIEF = Brief(prompt="a red balloon over the desert at sunset", seconds=4, width=128, height=72, fps=12)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("films") / "balloon"
    make_film(BRIEF, folder, jobs=2)
    return folder


@pytest.fixture
def copy(film, tmp_path):
    """The finished film in a folder of the test's own, file times kept."""
    return Path(shutil.copytree(film, tmp_path / "copy"))


def take_files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("takes/*/*.mp4"))


def test_the_master_has_every_frame_sound_and_words(film):
    board = load(film / "storyboard.yaml", Storyboard)
    assert board.frames == 48
    with av.open(film / "master.mp4") as master:
        picture, sound = master.streams.video[0], master.streams.audio[0]
        assert (picture.width, picture.height, picture.average_rate) == (128, 72, 12)
        assert picture.codec_context.profile == "High"
        assert sum(1 for _ in master.decode(picture)) == 48
        assert (sound.rate, sound.channels) == (48000, 2)
        assert master.metadata["title"] == board.title


def test_the_master_is_labelled_and_signed(film, tmp_path):
    reading, labels = read_manifest(film / "master.mp4"), read_labels(film / "master.mp4")
    assert (reading.state, reading.problems) == ("trusted", ())
    assert reading.label.text == "AI-generated"
    assert reading.ledger.entries > 0
    assert labels.aigc.label == "1"
    assert labels.aigc.produce_id.startswith(reading.soft_binding.value)
    assert labels.source_type == reading.source_type
    made = BuildLog(film).last("unsigned").key
    assert file_digest(strip_manifest(film / "master.mp4", tmp_path / "bare.mp4")) == made
    assert not list((film / ".yingxi").glob("*.mp4"))
    known = look_up(int(reading.soft_binding.value, 16))
    assert (known.folder, known.file, known.manifest) == (str(film.resolve()), "master.mp4", "master.mp4")
    assert known.sha256 == file_digest(film / "master.mp4")


def test_another_label_makes_another_master_and_nothing_else(copy):
    names = [*take_files(copy), "screenplay.fountain", "storyboard.yaml", "cut.otio", "mix/mix.wav"]
    stamps = [(copy / name).stat().st_mtime_ns for name in names]
    brief = replace(BRIEF, label_off="shown at a festival that announces it")
    make_film(brief, copy, jobs=1)
    assert [(copy / name).stat().st_mtime_ns for name in names] == stamps
    reading = read_manifest(copy / "master.mp4")
    assert reading.label == DrawnLabel(reason="shown at a festival that announces it")


def test_a_label_that_cannot_be_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UsageError, match=r"the label 'nice film' must say AI"):
        make_film(replace(BRIEF, label_text="nice film"), tmp_path / "film")
    assert not (tmp_path / "film").exists()


@pytest.fixture
def spoilt_identity(film):
    """The person's own identity, without its files."""
    own = home() / "identity" / "own"
    own.mkdir()
    yield
    own.rmdir()


def test_a_film_that_cannot_be_signed_is_delivered_and_says_so(copy, spoilt_identity):
    made = make_film(BRIEF, copy, until="master", jobs=1)
    assert any(note.startswith("not signed: the signing identity in") for note in made.notes)
    assert read_manifest(copy / "master.mp4").state == "none"
    assert read_labels(copy / "master.mp4").aigc is not None


def test_a_time_server_that_is_away_costs_the_timestamp_only(copy, monkeypatch):
    monkeypatch.setenv("YINGXI_TSA_URL", "http://127.0.0.1:9")
    made = make_film(BRIEF, copy, until="master", jobs=1)
    assert any(note.startswith("no trusted timestamp: ") for note in made.notes)
    reading = read_manifest(copy / "master.mp4")
    assert (reading.state, reading.signed_at) == ("trusted", "")


@pytest.mark.slow
def test_a_still_is_labelled_and_signed(copy, tmp_path):
    made = make_still(replace(BRIEF, label_place="bottom-left"), copy, out=tmp_path / "still.png")
    reading, labels = read_manifest(made.path), read_labels(made.path)
    assert reading.state == "trusted"
    assert (reading.label.place, reading.label.text) == ("bottom-left", "AI-generated")
    assert find_head(copy, reading.ledger.head) == reading.ledger.entries
    assert (labels.aigc_place, labels.source_type) == ("xmp", "algorithmicMedia")
    assert look_up(int(reading.soft_binding.value, 16)).file == "still.png"
    assert any(note.startswith("the implicit label") for note in made.notes)
    assert [path.name for path in tmp_path.iterdir() if "still" in path.name] == ["still.png"]


def test_shots_tile_the_film_and_cuts_fall_on_beats(film):
    board = load(film / "storyboard.yaml", Storyboard)
    assert [shot.start for shot in board.shots[1:]] == [s.start + s.length for s in board.shots[:-1]]
    assert all(shot.start % board.score.frames_per_beat == 0 for shot in board.shots)


def test_all_files_of_a_film_are_there(film):
    assert (film / "subtitles.srt").is_file()
    for name in ("brief.yaml", "screenplay.fountain", "cut.otio", "report.html"):
        assert (film / name).stat().st_size > 0, name
    for stem in ("narration", "score", "foley", "mix"):
        assert (film / "mix" / f"{stem}.wav").stat().st_size > 44, stem


def test_nothing_is_made_again_when_nothing_changed(copy):
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    make_film(BRIEF, copy, jobs=1)
    kept = {path for path, when in before.items() if path.is_file() and path.stat().st_mtime_ns == when}
    again = {path.relative_to(copy).as_posix() for path in before.keys() - kept}
    assert not {name for name in again if not name.startswith(".yingxi/lock")}


def test_a_changed_shot_alone_is_shot_again(copy):
    board = load(copy / "storyboard.yaml", Storyboard)
    takes, master = take_files(copy), (copy / "master.mp4").read_bytes()
    first = replace(board.shots[0], hour="noon")
    save(copy / "storyboard.yaml", replace(board, shots=(first, *board.shots[1:])))
    make_film(BRIEF, copy, jobs=1)
    assert set(take_files(copy)) - set(takes) == {f"takes/{first.number}/002.mp4"}
    assert (copy / "master.mp4").read_bytes() != master


def test_a_screenplay_edited_by_hand_is_kept_and_used(copy):
    screenplay = copy / "screenplay.fountain"
    screenplay.write_text(screenplay.read_text().replace("Title: ", "Title: The "))
    made = make_film(replace(BRIEF, seed=7), copy, until="board")
    assert screenplay.read_text().startswith("Title: The ")
    assert made.storyboard is not None
    assert made.storyboard.title.startswith("The ")
    assert any("screenplay.fountain was edited by hand" in note for note in made.notes)


def test_a_film_after_its_draft_takes_nothing_for_a_hand_edit(tmp_path):
    make_film(BRIEF, tmp_path, draft=True, until="board")
    assert make_film(BRIEF, tmp_path, until="board").notes == ()


def test_a_further_take_gets_a_number_and_is_the_select(copy):
    number = load(copy / "storyboard.yaml", Storyboard).shots[0].number
    made = make_film(BRIEF, copy, until="cut", shots=(number,), jobs=1)
    assert made.takes[0].media == f"takes/{number}/002.mp4"
    assert "002.mp4" in (copy / "cut.otio").read_text()
    assert make_film(BRIEF, copy, until="cut").takes[0].media == f"takes/{number}/002.mp4"


def test_a_stem_edited_by_hand_is_heard_and_kept(copy):
    stem, mix = copy / "mix" / "score.wav", copy / "mix" / "mix.wav"
    before = mix.read_bytes()
    samples, rate = soundfile.read(stem)
    soundfile.write(stem, 0 * samples, rate)
    silence = stem.read_bytes()
    made = make_film(BRIEF, copy, until="mix", jobs=1)
    assert stem.read_bytes() == silence
    assert mix.read_bytes() != before
    assert any("mix/score.wav was edited by hand" in note for note in made.notes)


def test_the_ledger_tells_the_whole_film_and_its_head_is_in_the_manifest(film):
    verdict, entries = verify_ledger(film), read_history(film).entries
    assert verdict.ok
    assert (verdict.unsigned, verdict.changed, verdict.missing) == (0, (), ())
    told = {entry.facts.get("stage", entry.kind) for entry in entries}
    stages = {"write", "board", "cut", "stems", "mix", "subtitles", "master"}
    assert told == {"opened", "brief", "take", "selected"} | stages
    assert sum(entry.kind == "take" for entry in entries) == len(take_files(film))
    ledger = read_manifest(film / "master.mp4").ledger
    assert find_head(film, ledger.head) == ledger.entries < len(entries)
    delivered = next(entry for entry in entries if entry.kind == "delivered")
    assert delivered.facts["files"][0]["after"] == file_digest(film / "master.mp4")


def test_a_rejected_take_is_shot_again_and_a_circled_one_is_used(copy):
    number = load(copy / "storyboard.yaml", Storyboard).shots[0].number
    judge_take(copy, number, 1, "rejected", "too dark")
    assert make_film(BRIEF, copy, until="cut", jobs=1).takes[0].media == f"takes/{number}/002.mp4"
    judge_take(copy, number, 1, "circled", "it was the light")
    assert make_film(BRIEF, copy, until="cut").takes[0].media == f"takes/{number}/001.mp4"
    assert f"takes/{number}/001.mp4" in (copy / "cut.otio").read_text()
    history = read_history(copy)
    assert history.selects["film"][number]["why"] == "circled"
    reasons = [entry.facts["reason"] for entry in history.entries if "reason" in entry.facts]
    assert reasons == ["too dark", "it was the light"]
    assert verify_ledger(copy).ok


def start(folder):
    """A film made by another process, which hears Ctrl-C even where this one was started deaf to it."""
    call = [
        sys.executable,
        "-c",
        f"""
import signal
from pathlib import Path
from yingxi import Brief, make_film
signal.signal(signal.SIGINT, signal.default_int_handler)
make_film({BRIEF!r}, Path({str(folder)!r}), jobs=2)
""",
    ]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def unsigned(folder, place):
    """The master's bytes without its manifest: a signature holds the moment and chance, and never repeats."""
    return strip_manifest(folder / "master.mp4", place).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["screenplay.fountain", "takes", "cut.otio", "mix/mix.wav"])
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(film, tmp_path, moment):
    folder = tmp_path / "killed"
    run = start(folder)
    deadline = time.monotonic() + 120
    while not (folder / moment).exists() and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    make_film(BRIEF, folder, jobs=2)
    assert unsigned(folder, tmp_path / "one.mp4") == unsigned(film, tmp_path / "other.mp4")
    assert read_manifest(folder / "master.mp4").state == "trusted"
    assert take_files(folder) == take_files(film)
    assert verify_ledger(folder).ok
    for name in [*take_files(film), "mix/mix.wav", "cut.otio", "subtitles.srt"]:
        assert (folder / name).read_bytes() == (film / name).read_bytes()


@pytest.mark.slow
def test_ctrl_c_stops_within_seconds_and_leaves_no_process(tmp_path):
    run = start(tmp_path / "stopped")
    while not (tmp_path / "stopped" / "takes").exists() and run.poll() is None:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=30) != 0
    calls = [str(process.info) for process in psutil.process_iter(["cmdline"])]
    assert not [call for call in calls if str(tmp_path / "stopped") in call]
