"""Kinds by content, sizes and frames without decoding, and how a walk ends on broken bytes."""

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_files import all_kinds, damage

from yingxi.trust.verify.layout import KINDS, sniff, walk
from yingxi.trust.verify.layout.boxes import walk_boxes
from yingxi.trust.verify.layout.gif import walk_gif
from yingxi.trust.verify.layout.jpeg import walk_jpeg
from yingxi.trust.verify.layout.png import walk_png
from yingxi.trust.verify.layout.riff import walk_riff

FILES = all_kinds()
WALKERS = (walk_boxes, walk_gif, walk_jpeg, walk_png, walk_riff)
FRAMES = {"apng": 3, "moving.webp": 3, "gif": 3, "png": 1, "jpeg": 1}


@pytest.mark.parametrize("name", FILES)
def test_the_kind_is_seen_in_the_bytes(name, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(FILES[name])
    kind, layout = walk(path)
    expected = {"apng": "png", "moving.webp": "webp"}.get(name, name)
    assert kind == expected
    assert layout.damage == ""
    if name not in ("tiff", "bmp", "webm", "mkv", "avi", "wav"):
        assert layout.size == (48, 48)
    if name in FRAMES:
        assert layout.frames == FRAMES[name]


def test_every_kind_has_a_family():
    assert set(KINDS.values()) == {"video", "picture", "sound", "other"}
    assert sniff(b"") == "empty"
    assert sniff(b"hello") == "unknown"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=600))
def test_walkers_end_on_any_bytes(data):
    for walker in WALKERS:
        assert walker(io.BytesIO(data), len(data)) is not None


def test_walkers_end_on_damaged_files_and_say_one_line():
    dice, bases = random.Random(3), list(FILES.values())
    for _ in range(300):
        data = damage(dice.choice(bases), dice, bases)
        for walker in WALKERS:
            layout = walker(io.BytesIO(data), len(data))
            assert "\n" not in layout.damage


def test_a_truncated_file_says_where_it_ends(tmp_path):
    path = tmp_path / "a"
    for name in ("png", "jpeg", "gif", "webp", "mp4"):
        path.write_bytes(FILES[name][: len(FILES[name]) * 2 // 3])
        assert walk(path)[1].damage, name
