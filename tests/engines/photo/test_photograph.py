"""What comes in: every picture a person may bring, and every file that is none."""

import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from yingxi.engines.photo.photograph import read_photograph
from yingxi.film.errors import UsageError


def corner_red(width=320, height=240):
    picture = np.full((height, width, 3), 40, np.uint8)
    picture[: height // 2, : width // 2] = (220, 30, 30)
    return Image.fromarray(picture)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_comes_upright(tmp_path, turn):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = corner_red() if turn == 1 else corner_red().transpose(undo[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    stored.save(tmp_path / "a.jpg", exif=exif, quality=95)
    seen = read_photograph(tmp_path / "a.jpg")
    assert seen.shape == (240, 320, 3)
    assert seen[60, 80] == pytest.approx((220, 30, 30), abs=8)
    assert seen[180, 240] == pytest.approx((40, 40, 40), abs=8)


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixel_becomes_rgb(tmp_path, mode):
    if mode == "I;16":
        picture = Image.fromarray(np.linspace(0, 65535, 320 * 240).reshape(240, 320).astype(np.uint16))
    else:
        picture = corner_red().convert(mode)
    name = "a.jpg" if mode == "CMYK" else "a.png"
    picture.save(tmp_path / name)
    seen = read_photograph(tmp_path / name)
    assert (seen.shape, seen.dtype) == ((240, 320, 3), np.uint8)
    assert np.ptp(seen.astype(int)) > 40


def test_what_is_transparent_is_laid_on_paper(tmp_path):
    clear = corner_red().convert("RGBA")
    clear.putalpha(0)
    clear.save(tmp_path / "a.png")
    assert (read_photograph(tmp_path / "a.png") == 245).all()


def test_a_colour_profile_is_heeded(tmp_path):
    plain = corner_red()
    plain.save(tmp_path / "plain.png")
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain.save(tmp_path / "tagged.png", icc_profile=lab)
    plain.save(tmp_path / "broken.png", icc_profile=b"no profile")
    expected = read_photograph(tmp_path / "plain.png").astype(int)
    for name in ("tagged.png", "broken.png"):
        assert np.abs(read_photograph(tmp_path / name).astype(int) - expected).max() <= 2


def test_a_huge_photograph_is_made_smaller(tmp_path):
    Image.new("RGB", (9000, 1000), (10, 200, 30)).save(tmp_path / "wide.png")
    assert read_photograph(tmp_path / "wide.png").shape == (667, 6000, 3)


def bomb(path, width, height):
    """A PNG of a few hundred bytes whose header promises many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )
    return path


@pytest.mark.parametrize(("width", "height"), [(50000, 50000), (12000, 12000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_unfolds(tmp_path, width, height):
    with pytest.raises(UsageError, match=r"megapixels|cannot be read as a picture"):
        read_photograph(bomb(tmp_path / "bomb.png", width, height))


def test_what_is_no_photograph_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"there is no photograph '.*none\.jpg'"):
        read_photograph(tmp_path / "none.jpg")
    (tmp_path / "text.jpg").write_text("not a picture")
    with pytest.raises(UsageError, match=r"text\.jpg cannot be read as a picture; allowed: JPEG, PNG"):
        read_photograph(tmp_path / "text.jpg")
    corner_red().save(tmp_path / "moving.gif")
    with pytest.raises(UsageError, match=r"moving\.gif is GIF; allowed: JPEG, PNG, WEBP"):
        read_photograph(tmp_path / "moving.gif")
    corner_red(199, 300).save(tmp_path / "small.png")
    with pytest.raises(UsageError, match=r"small\.png is 199x300; each side needs 200 pixels or more"):
        read_photograph(tmp_path / "small.png")
    whole = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8)
    Image.fromarray(noise).save(whole, "JPEG")
    (tmp_path / "cut.jpg").write_bytes(whole.getvalue()[:9000])
    with pytest.raises(UsageError, match=r"cut\.jpg is damaged or cut short"):
        read_photograph(tmp_path / "cut.jpg")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 4000), st.integers(0, 255), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_damaged_file_is_a_picture_or_a_complaint(tmp_path, place, value, kind):
    whole = io.BytesIO()
    corner_red(220, 210).save(whole, kind)
    data = bytearray(whole.getvalue())
    data[place % len(data)] = value
    (tmp_path / "damaged").write_bytes(bytes(data))
    with suppress(UsageError):
        assert read_photograph(tmp_path / "damaged").ndim == 3
