"""How often comparisons are right: folds, error rates, intervals. Numbers in, numbers out.

Sources: Huang et al., "Labeled Faces in the Wild", 2007 (ten folds, the threshold from the other nine);
ISO/IEC 19795-1 (false accept and false reject rates); Efron and Tibshirani, "An Introduction to the
Bootstrap", 1993, here over people: pairs that share a person stand or fall together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[float, float]
DRAWS = 1000
LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Pairs:
    """Compared pairs, one entry each: score, whether of one person, fold, the numbers of the two people."""

    scores: Floats
    same: NDArray[np.bool_]
    folds: NDArray[np.int64]
    people: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """What one network, or all together, reach. Intervals are of 95 % over people.

    accuracy: mean over the folds, accuracy_error its standard error. tar: share of the same pairs accepted at
    the threshold of `far`; None when there are fewer different pairs than 1/far. eer: equal error rate.
    auc: area under the ROC curve. different: mean and standard deviation of different pairs.
    """

    accuracy: float
    accuracy_error: float
    accuracy_interval: Interval
    far: float
    tar: float | None
    tar_interval: Interval | None
    threshold: float | None
    eer: float
    auc: float
    different: tuple[float, float]


def measure_rates(pairs: Pairs, far: float = 1e-3, seed: int = 1) -> Rates:
    """All rates of one score."""
    right, folds = ten_fold(pairs)
    by_fold = np.array([right[folds == fold].mean() for fold in np.unique(folds)])
    threshold = threshold_at(pairs, far)
    tar = interval = None
    same = pairs.same
    if threshold is not None:
        accepted = pairs.scores[same] >= threshold
        tar = float(accepted.mean())
        interval = interval_over_people(accepted, pairs.people[same], seed)
    others = pairs.scores[~same]
    finite = others[np.isfinite(others)]
    error = by_fold.std(ddof=1) / np.sqrt(len(by_fold)) if len(by_fold) > 1 else float("nan")
    return Rates(
        accuracy=float(by_fold.mean()), accuracy_error=float(error),
        accuracy_interval=interval_over_people(right, pairs.people, seed),
        far=far, tar=tar, tar_interval=interval, threshold=threshold,
        eer=equal_error(pairs), auc=area_under(pairs),
        different=(float(finite.mean()), float(finite.std())) if len(finite) else (float("nan"),) * 2,
    )  # fmt: skip


def ten_fold(pairs: Pairs) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether each pair is judged rightly by the best threshold of the other folds, and its fold."""
    right = np.zeros(len(pairs.scores), bool)
    for fold in np.unique(pairs.folds):
        out = pairs.folds == fold
        rest = out if out.all() else ~out
        line = best_threshold(pairs.scores[rest], pairs.same[rest])
        right[out] = (pairs.scores[out] >= line) == pairs.same[out]
    return right, pairs.folds


def best_threshold(scores: Floats, same: NDArray[np.bool_]) -> float:
    """The line that judges most pairs rightly, midway between two scores; the strictest of several."""
    lines = np.concatenate([np.unique(scores), [np.inf]])
    missed = np.searchsorted(np.sort(scores[same]), lines)
    accepted = (~same).sum() - np.searchsorted(np.sort(scores[~same]), lines)
    wrong = (missed + accepted)[::-1]
    best = len(lines) - 1 - int(np.argmin(wrong))
    if best == len(lines) - 1:
        return float(np.nextafter(lines[-2], np.inf))
    below = lines[best - 1] if best else -np.inf
    return float((lines[best] + below) / 2) if np.isfinite(below) else float(lines[best])


def threshold_at(pairs: Pairs, far: float) -> float | None:
    """The lowest line that accepts at most `far` of the different pairs; None when these are too few."""
    others = np.sort(pairs.scores[~pairs.same])[::-1]
    if len(others) * far < 1:
        return None
    allowed = int(np.floor(len(others) * far))
    return float(np.nextafter(others[allowed], np.inf)) if allowed < len(others) else float(others[-1])


def roc(pairs: Pairs) -> tuple[Floats, Floats]:
    """False accept rate and true accept rate at every line from the strictest to the loosest."""
    lines = np.concatenate([[np.inf], np.unique(pairs.scores)[::-1]])
    same, others = np.sort(pairs.scores[pairs.same]), np.sort(pairs.scores[~pairs.same])
    taken = 1 - np.searchsorted(same, lines) / max(len(same), 1)
    wrongly = 1 - np.searchsorted(others, lines) / max(len(others), 1)
    return wrongly, taken


def equal_error(pairs: Pairs) -> float:
    """The rate at which as many different pairs are accepted as same pairs are refused."""
    wrongly, taken = roc(pairs)
    refused = 1 - taken
    at = int(np.argmin(np.abs(wrongly - refused)))
    return float((wrongly[at] + refused[at]) / 2)


def area_under(pairs: Pairs) -> float:
    """The chance that a same pair scores above a different one."""
    wrongly, taken = roc(pairs)
    return float(np.trapezoid(taken, wrongly))


def interval_over_people(hits: NDArray[np.bool_], people: NDArray[np.int64], seed: int = 1) -> Interval:
    """The 95 % interval of a share of pairs when people are drawn again; people: (pairs, 2) numbers."""
    known, numbers = np.unique(people, return_inverse=True)
    numbers = numbers.reshape(-1, 2)
    draws = np.random.default_rng(seed).multinomial(len(known), np.full(len(known), 1 / len(known)), DRAWS)
    own = numbers[:, 0] == numbers[:, 1]
    shares = []
    for some in np.array_split(draws, max(1, len(hits) // 2000)):
        one, other = some[:, numbers[:, 0]], some[:, numbers[:, 1]]
        weight = np.where(own, one, one * other).astype(np.float64)
        drawn = weight.sum(1)
        shares += list((weight @ hits)[drawn > 0] / drawn[drawn > 0])
    if not shares:
        return float("nan"), float("nan")
    low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
