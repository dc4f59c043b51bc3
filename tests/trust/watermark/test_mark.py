"""The mark is faint, the same everywhere, and put back where something covers it."""

import pickle

import numpy as np
import pytest
from scipy import ndimage
from skimage import data

from yingxi.media import Planes, black_planes, planes_from_rgb
from yingxi.trust.watermark import Mark, mark_still
from yingxi.trust.watermark.lattice import VARIANTS
from yingxi.trust.watermark.mark import FILM, STILL, join_near, mark_luma
from yingxi.trust.watermark.tile import frame_pattern, make_tile, tile_side

MARK = Mark(payload=0xF00D_0123_4567_89AB)


def photograph() -> Planes:
    return planes_from_rgb(data.coffee())


@pytest.mark.parametrize("shape", [(5, 5), (9, 31), (68, 120)])
def test_sums_and_minima_near_by_are_those_of_scipy(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(4).integers(0, 256, shape, np.int32)
    padded = np.pad(values, 2, mode="edge")
    sums = ndimage.uniform_filter(values.astype(float), 5, mode="nearest") * 25
    assert np.array_equal(join_near(padded, np.add), np.rint(sums))
    assert np.array_equal(join_near(padded, np.minimum), ndimage.minimum_filter(values, 5, mode="nearest"))


def noise_to_signal(changed: np.ndarray, before: np.ndarray) -> float:
    error = np.mean((changed.astype(float) - before) ** 2)
    return float(10 * np.log10(255**2 / error))


@pytest.mark.parametrize("name", ["coffee", "astronaut", "rocket", "chelsea"])
def test_films_and_stills_keep_43_db(name: str) -> None:
    luma = planes_from_rgb(getattr(data, name)()[:300, :448]).y
    assert noise_to_signal(mark_luma(luma, MARK.payload, FILM), luma) >= 43
    assert noise_to_signal(mark_luma(luma, MARK.payload, STILL), luma) >= 43


def test_plain_ground_is_changed_by_two_levels_at_most() -> None:
    sky = np.full((270, 480), 150, np.uint8)
    change = mark_luma(sky, MARK.payload).astype(int) - sky
    assert np.abs(change).max() <= 2
    assert noise_to_signal(sky + change, sky) > 50
    assert np.any(change)


def test_black_stays_black() -> None:
    black = black_planes((320, 180))
    assert np.array_equal(MARK(black).y, black.y)


def test_only_luma_is_changed_and_the_frame_given_is_left_alone() -> None:
    frame = photograph()
    before = frame.y.copy()
    marked = MARK(frame)
    assert np.array_equal(frame.y, before)
    assert marked.u is frame.u
    assert marked.v is frame.v
    assert marked.y.dtype == np.uint8


def test_it_travels_to_other_processes_and_marks_there_alike() -> None:
    frame = photograph()
    assert np.array_equal(pickle.loads(pickle.dumps(MARK))(frame).y, MARK(frame).y)


def test_strided_planes_and_odd_sizes_are_marked_alike() -> None:
    luma = np.ascontiguousarray(photograph().y[:251, :333])
    wide = np.zeros((251, 512), np.uint8)
    wide[:, :333] = luma
    assert np.array_equal(mark_luma(wide[:, :333], 7), mark_luma(luma, 7))


def test_every_film_has_a_tile_of_its_own() -> None:
    payloads = [int(one) for one in np.random.default_rng(2).integers(0, 2**63, 24)]
    likeness = np.abs(np.corrcoef([make_tile(one, 96).ravel() for one in payloads]) - np.eye(24))
    family = np.array(payloads)[:, None] % VARIANTS == np.array(payloads) % VARIANTS
    assert likeness[~family].max() < 0.25
    assert likeness[family].max() < 0.6  # the known phases of a family are the same
    assert make_tile(1, 96) == pytest.approx(make_tile(1, 96))


def test_the_tile_grows_with_the_frame_and_fills_it() -> None:
    assert [tile_side(size) for size in ((1920, 1080), (1080, 1920), (3840, 2160), (480, 270))] == [
        256, 256, 512, 128,
    ]  # fmt: skip
    pattern = frame_pattern(5, (480, 270))
    assert pattern.shape == (270, 480)
    assert np.array_equal(pattern[:128, :128], pattern[128:256, 256:384])


def test_a_still_keeps_its_transparency() -> None:
    picture = np.dstack([data.coffee(), np.full((400, 600), 77, np.uint8)])
    marked = mark_still(picture, 9)
    assert marked.shape == picture.shape
    assert np.all(marked[..., 3] == 77)


def test_what_is_not_covered_is_not_marked_twice() -> None:
    marked = MARK(photograph())
    luma = marked.y.copy()
    luma[:200] = 90
    renewed = MARK.renew(marked, Planes(luma, marked.u, marked.v)).y
    assert np.array_equal(renewed[232:], luma[232:])
    change = renewed[:184].astype(int) - luma[:184]
    fresh = mark_luma(np.full_like(luma, 90), MARK.payload)[:184].astype(int) - 90
    assert np.corrcoef(change.ravel(), fresh.ravel())[0, 1] > 0.7


@pytest.mark.parametrize("payload", [-1, 2**64])
def test_a_payload_of_other_than_64_bits_is_refused(payload: int) -> None:
    with pytest.raises(ValueError, match="a payload has 64 bits"):
        Mark(payload=payload)
