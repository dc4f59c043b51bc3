"""Files made to hurt: each is refused for its own reason, and the reader serves the next one."""

import struct
import zlib
from pathlib import Path

import pytest
from odd_files import bare_png, box, chunk, film, picture, png

from yingxi.film.errors import UsageError
from yingxi.trust.verify import Guard, Limits, verify, verify_file
from yingxi.trust.verify.guard import FallenError, Reader
from yingxi.trust.verify.words import say_problem


def troubles(report):
    return {(problem.step, problem.code) for problem in report.unread}


def test_a_png_of_a_hundred_thousand_pixels_a_side_is_not_decoded(look):
    report = look(bare_png(100_000, 100_000, zlib.compress(bytes(1 << 20), 9)))
    assert ("watermark", "too_large") in troubles(report)
    assert report.findings.structure.size == (100_000, 100_000)
    assert "100000x100000, more than 50 million pixels" in say_problem(report.unread[-1], "en")


def test_a_text_that_inflates_without_end_is_left_out(look):
    bomb = chunk(b"zTXt", b"parameters\0\0" + zlib.compress(bytes(64 << 20), 9))
    itxt = chunk(b"iTXt", b"prompt\0\1\0\0\0" + zlib.compress(b"{" * (64 << 20), 9))
    report = look(bare_png(48, 48, zlib.compress(bytes(49 * 3 * 48)), bomb + itxt))
    assert report.findings.structure.signs == ()
    assert report.judgement.verdict == "unknown"


def test_boxes_a_thousand_deep_are_not_followed(look):
    data = b""
    for _ in range(1000):
        data = box(b"moov", data)
    report = look(box(b"ftyp", b"isom\0\0\2\0isom") + data)
    assert "deep" in report.findings.structure.damage
    assert report.judgement.verdict == "unknown"


def test_a_box_that_claims_a_terabyte_is_damage(look):
    huge = struct.pack(">I4sQ", 1, b"mdat", 1 << 40)
    report = look(film() + huge)
    assert "claims 1099511627776 bytes" in report.findings.structure.damage


def test_an_endless_gif_is_left_after_its_first_hundred_thousand_parts(look):
    head = picture("GIF")
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    report = look(head[:-1] + frame * 100_001)
    assert "more than 100000 parts" in report.findings.structure.damage


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_first_half_of_a_picture_still_has_its_kind_and_its_size(kind, look):
    data = picture(kind)
    report = look(data[: len(data) // 2])
    assert report.findings.structure.size == (48, 48)
    assert ("structure", "damaged") in troubles(report)


def test_a_zip_a_text_and_nothing_at_all_are_no_media(look):
    for data in (b"PK\3\4" + bytes(100), b"hello", b""):
        report = look(data)
        assert report.findings.structure.family == "other"
        assert report.judgement.verdict == "unknown"
        assert report.unread == ()


def test_a_playlist_in_a_films_clothes_opens_no_other_file(look, tmp_path):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(film(tags={"comment": "a secret"}))
    playlist = f"#EXTM3U\n#EXTINF:1,\n{secret}\n".encode()
    assert look(playlist, "film.mp4").findings.tags is None
    assert look(b"\0\0\0\x18ftyp" + playlist, "film.mp4").findings.mark is None


def test_a_reader_that_never_answers_is_ended_and_replaced(tmp_path):
    import os

    endless, real = tmp_path / "endless.gif", tmp_path / "real.gif"
    os.mkfifo(endless)
    real.write_bytes(picture("GIF"))
    with Guard(Limits(seconds=0.0, bytes_a_second=1 << 60, patience=1.0)) as guard:
        assert guard.ask("structure", endless, 0).problem.code == "time"
        assert guard.fallen == 1
    with Guard() as guard:
        assert guard.ask("hash", real, 0).value


def test_a_reader_that_reckons_too_long_is_ended_by_the_system():
    import subprocess
    import sys

    code = "from yingxi.trust.verify.limits import allow_seconds; allow_seconds(0.0)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode < 0


def test_a_reader_that_wants_too_much_memory_is_refused(tmp_path):
    path = tmp_path / "wide.png"
    path.write_bytes(bare_png(20_000, 20_000, zlib.compress(bytes(20_000 * 3 * 2000), 9)))
    with Guard(Limits(pixels=1 << 40, memory=1000 << 20)) as guard:
        report = verify_file(path, guard)
    assert ("watermark", "memory") in troubles(report)


def test_a_reader_that_dies_says_how(tmp_path):
    import os
    import signal

    with Guard() as guard:
        path = tmp_path / "a.png"
        path.write_bytes(png())
        assert guard.ask("hash", path, 0).value
        reader = guard._reader
        os.kill(reader._process.pid, signal.SIGSEGV)
        with pytest.raises(FallenError) as fall:
            reader.wait(30, guard.limits)
        assert (fall.value.code, str(fall.value)) == ("crash", "SIGSEGV")
        assert guard.ask("hash", path, 0).value
        assert isinstance(guard._reader, Reader)


def test_a_pipe_and_a_missing_file_are_usage_errors(tmp_path):
    import os

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="is no file and no folder"):
        verify(pipe)
    with pytest.raises(UsageError, match="no such file or folder"):
        verify(tmp_path / "nowhere")


def test_words_that_steer_a_terminal_are_not_passed_on(look):
    data = picture("JPEG", comment="x", exif=b"Exif\0\0")
    report = look(data)
    assert report.judgement.verdict == "unknown"
    evil = png([("Software", "Midjourney \x1b[2J\x07\u202egpj.exe")])
    report = look(evil)
    from yingxi.trust.verify.words import say_reason

    said = "".join(say_reason(reason, "en") for reason in report.judgement.reasons)
    assert "Midjourney" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_a_name_in_bytes_that_are_no_utf8_is_survived(tmp_path, guard):
    import os

    path = os.fsencode(tmp_path) + b"/caf\xe9.png"
    Path(os.fsdecode(path)).write_bytes(png())
    report = verify_file(Path(os.fsdecode(path)), guard)
    assert report.findings.structure.kind == "png"
    assert report.findings.sha256
