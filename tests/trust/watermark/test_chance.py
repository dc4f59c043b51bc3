"""The threshold's claim is what the stored scores of clean pictures bear out."""

import numpy as np
import pytest

from yingxi.trust.watermark.chance import CLAIM, false_chance, fit_tail, measured, message_chance, tail_chance
from yingxi.trust.watermark.detect import THRESHOLD


def test_the_evidence_is_large_and_says_what_it_is() -> None:
    seen = measured()
    assert seen["trials"] == len(seen["scores"]) == seen["pictures"] * seen["keys"] >= 2000
    assert seen["highest"] == pytest.approx(max(seen["scores"]), abs=0.01)


def test_the_stored_tail_is_that_of_the_stored_scores() -> None:
    place, scale = fit_tail(measured()["scores"])
    assert place == pytest.approx(measured()["place"], abs=0.01)
    assert scale == pytest.approx(measured()["scale"], abs=0.01)


def test_the_fitted_tail_is_no_lighter_than_what_was_seen() -> None:
    seen = measured()
    for score in np.quantile(seen["scores"], [0.99, 0.999]):
        share = np.mean(np.array(seen["scores"]) > score)
        assert tail_chance(float(score), seen["place"], seen["scale"]) > 0.8 * share


def test_a_clean_picture_is_taken_for_a_marked_one_less_than_once_in_a_billion() -> None:
    assert false_chance(THRESHOLD) <= CLAIM
    assert measured()["highest"] < THRESHOLD


def test_a_random_message_passes_its_checksum_and_family_in_one_of_350_thousand() -> None:
    assert 1 / message_chance() == pytest.approx(349_525, abs=1)
