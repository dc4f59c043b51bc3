"""The label as it is drawn: high enough, long enough, in its corner, readable on white and on black."""

import numpy as np
import pytest

from yingxi.film.errors import UsageError
from yingxi.media import Planes, black_planes
from yingxi.post import label_overlay, label_still
from yingxi.post.fonts import choose_faces, face
from yingxi.post.label import draw_label, letters_of

SIZES = [(1920, 1080), (1080, 1920), (480, 270), (1080, 1080), (128, 72)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("text", "language"), [("AI 生成", "zh"), ("AI-generated", "en")])
def test_letters_are_a_twentieth_of_the_shorter_side_or_higher(size, text, language):
    path = choose_faces("", text, language).caption
    letters = face(path, letters_of(face(path, 100), min(size)))
    for letter in "AI生成":
        _, top, _, bottom = letters.getbbox(letter)
        assert bottom - top >= 0.05 * min(size), letter


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_it_stands_whole_in_its_corner_at_an_even_place(size, place):
    image, left, top = draw_label("AI 生成", place, size, "zh")
    assert left % 2 == top % 2 == image.width % 2 == image.height % 2 == 0
    assert left + image.width <= size[0]
    assert top + image.height <= size[1]
    assert (left < size[0] / 2) == place.endswith("left")
    assert (top + image.height / 2 < size[1] / 2) == place.startswith("top")


@pytest.mark.parametrize("ground", [255, 128, 0])
def test_it_is_readable_on_any_ground(ground):
    """Letters and their shade differ in luminance by WCAG's 4.5 to 1 at least."""
    plain = np.full((270, 480, 3), ground, np.uint8)
    drawn = label_still(plain, "AI 生成", "top-left", "zh").astype(float)
    light = (np.percentile(drawn[drawn.mean(axis=2) > 235], 50) / 255) ** 2.2
    box = drawn[10:40, 10:90].mean(axis=2)
    dark = (np.percentile(box[box < 200], 20) / 255) ** 2.2 if (box < 200).any() else 1.0
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert (drawn[135:] == plain[135:]).all(), "the rest is untouched"


def test_a_text_wider_than_the_picture_is_refused():
    with pytest.raises(UsageError, match="is too wide for a picture of 270x480"):
        label_still(np.zeros((480, 270, 3), np.uint8), "AI 生成" * 6, "top-left", "zh")


def brightest(planes: Planes) -> int:
    return int(planes.y[:60, :160].max())


def test_it_is_whole_for_two_seconds_and_more_then_fades():
    overlay = label_overlay("AI 生成", "top-left", 3.0, (480, 270), 24, 240, "zh")
    assert (overlay.start, overlay.stop) == (0, 72)
    black = black_planes((480, 270))
    paint = overlay.prepare(lambda frame: black)
    seen = [brightest(paint(black, frame)) for frame in range(72)]
    assert min(seen[:60]) > 225, "2.5 seconds at full strength, from the very first frame"
    assert seen[60:] == sorted(seen[60:], reverse=True)
    assert seen[-1] < 60


def test_a_film_shorter_than_that_has_it_to_the_end():
    overlay = label_overlay("AI 生成", "top-left", 3.0, (480, 270), 24, 48, "zh")
    black = black_planes((480, 270))
    assert overlay.stop == 48
    assert brightest(overlay.prepare(lambda frame: black)(black, 47)) > 225
