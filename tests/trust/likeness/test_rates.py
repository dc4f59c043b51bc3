"""Rates with known answers, and laws that hold for any scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from yingxi.trust.likeness.rates import (
    Pairs,
    area_under,
    best_threshold,
    equal_error,
    interval_over_people,
    measure_rates,
    ten_fold,
    threshold_at,
)


def pairs_of(scores, same, folds=None, people=None):
    count = len(scores)
    folds = np.arange(count) % 5 if folds is None else folds
    people = (
        np.stack([np.arange(count), np.arange(count) + np.where(same, 0, count)], -1)
        if people is None
        else people
    )
    return Pairs(
        scores=np.array(scores, float), same=np.array(same), folds=np.array(folds), people=np.array(people)
    )


def test_scores_that_do_not_overlap_are_judged_rightly():
    same = np.arange(2200) % 2 == 0
    rates = measure_rates(pairs_of(np.where(same, 2.0, 1.0) + np.linspace(0, 0.5, 2200), same))
    assert (rates.accuracy, rates.eer, rates.auc, rates.tar) == (1, 0, pytest.approx(1), 1)
    assert rates.accuracy_interval == (1, 1)
    assert rates.threshold is not None
    assert 1.49 < rates.threshold <= 2


def test_normal_scores_give_what_theory_says():
    """Two normal curves d' = 3 apart: EER = Phi(-1.5) = 0.0668, AUC = Phi(3 / sqrt 2) = 0.9831."""
    draw = np.random.default_rng(5)
    same = np.arange(10000) % 2 == 0
    rates = measure_rates(pairs_of(draw.normal(0, 1, 10000) + 3 * same, same), far=1e-2)
    assert rates.eer == pytest.approx(0.0668, abs=0.008)
    assert rates.auc == pytest.approx(0.9831, abs=0.004)
    assert rates.accuracy == pytest.approx(0.9332, abs=0.008)
    assert rates.tar == pytest.approx(0.7497, abs=0.04), "1 - Phi(2.326 - 3)"
    assert rates.different == (pytest.approx(0, abs=0.04), pytest.approx(1, abs=0.04))
    low, high = rates.accuracy_interval
    assert low < rates.accuracy < high


def test_too_few_pairs_say_nothing_of_a_small_rate():
    rates = measure_rates(pairs_of([1, 2, 3, 4], [False, False, True, True]))
    assert rates.tar is None
    assert rates.threshold is None


def test_a_fold_is_judged_by_the_line_of_the_others():
    """In fold 1 all scores are moved up by ten: the line of fold 0 accepts all of them."""
    scores = [0, 0, 1, 1, 10, 10, 11, 11]
    same = [False, False, True, True] * 2
    right, _ = ten_fold(pairs_of(scores, same, folds=[0] * 4 + [1] * 4))
    assert right.tolist() == [True, True, False, False, False, False, True, True]


def test_pairs_without_a_face_count_as_refused():
    scores, same = [-np.inf, 2, 2.1, 0, 0.1, 0.2], [True] * 3 + [False] * 3
    rates = measure_rates(pairs_of(scores * 2, same * 2, folds=[0] * 6 + [1] * 6))
    assert rates.accuracy == pytest.approx(5 / 6)
    assert rates.different[0] == pytest.approx(0.1)


def test_the_interval_is_over_people_and_not_over_pairs():
    hits = np.array([True] * 50 + [False] * 50)
    alone = interval_over_people(hits, np.stack([np.arange(100)] * 2, -1))
    shared = interval_over_people(hits, np.stack([np.repeat(np.arange(10), 10)] * 2, -1))
    assert alone[0] == pytest.approx(0.40, abs=0.03)
    assert alone[1] == pytest.approx(0.60, abs=0.03)
    assert shared[1] - shared[0] > 2 * (alone[1] - alone[0]), "ten people tell less than a hundred"


scores = arrays(np.float64, st.integers(4, 40), elements=st.integers(-5, 5).map(float))


@given(scores, st.data())
def test_the_best_line_is_best_and_the_area_is_a_chance(values, data):
    same = data.draw(arrays(np.bool_, len(values)))
    same[0], same[1] = True, False
    pairs = pairs_of(values, same)
    line = best_threshold(pairs.scores, pairs.same)
    right = np.mean((values >= line) == same)
    every = [np.mean((values >= one) == same) for one in [*np.unique(values), np.inf]]
    assert right == max(every)
    above = (values[same][:, None] > values[~same]).mean() + 0.5 * (
        values[same][:, None] == values[~same]
    ).mean()
    assert area_under(pairs) == pytest.approx(above)
    assert 0 <= equal_error(pairs) <= 1
    strict = threshold_at(pairs, 0.5)
    if strict is not None:
        assert np.mean(values[~same] >= strict) <= 0.5
