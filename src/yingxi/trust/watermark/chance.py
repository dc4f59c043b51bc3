"""How likely a clean picture is taken for a marked one: a tail fitted to measured scores.

The highest of many scores of chance follows a Gumbel law (Fisher and Tippett 1928). A reading needs a score
above the threshold and a message whose checksum and family fit; the phases that give the score and those that
give the message stand at different points, so the two chances multiply.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from yingxi.trust.watermark.code import CHECK_BITS
from yingxi.trust.watermark.lattice import VARIANTS

CLAIM = 1e-9
ATTEMPTS = 3
"""Alignments whose message is tried in one picture."""


def message_chance() -> float:
    """That a random message passes checksum and family, in any of the attempts."""
    return ATTEMPTS / (2.0**CHECK_BITS * VARIANTS)


def fit_tail(scores: Sequence[float]) -> tuple[float, float]:
    """Place and scale of the Gumbel law of most likelihood."""
    from scipy.stats import gumbel_r

    place, scale = gumbel_r.fit(np.asarray(scores, np.float64))
    return float(place), float(scale)


def tail_chance(threshold: float, place: float, scale: float) -> float:
    """That one clean picture scores above `threshold`."""
    return float(-np.expm1(-np.exp(-(threshold - place) / scale)))


def describe(scores: Sequence[float], pictures: int, keys: int) -> dict[str, Any]:
    """The figures that are stored: the trials' scores and what was fitted to them."""
    place, scale = fit_tail(scores)
    return {
        "pictures": pictures, "keys": keys, "trials": len(scores), "highest": max(scores),
        "mean": round(float(np.mean(scores)), 4), "deviation": round(float(np.std(scores)), 4),
        "place": round(place, 4), "scale": round(scale, 4), "scores": [round(one, 2) for one in scores],
    }  # fmt: skip


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """The stored figures."""
    text = files("yingxi.trust.watermark").joinpath("data/chance.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def false_chance(threshold: float) -> float:
    """That a clean picture is taken for a marked one at a threshold, by the measured tail."""
    seen = measured()
    return tail_chance(threshold, seen["place"], seen["scale"]) * message_chance()
