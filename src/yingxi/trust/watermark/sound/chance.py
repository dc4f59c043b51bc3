"""How likely sound without a mark is taken for marked: a tail fitted to measured scores."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from yingxi.trust.watermark.chance import tail_chance
from yingxi.trust.watermark.code import CHECK_BITS
from yingxi.trust.watermark.lattice import VARIANTS
from yingxi.trust.watermark.sound.detect import ATTEMPTS, PIECES

CLAIM = 1e-9


@lru_cache(maxsize=1)
def measured() -> dict[str, Any]:
    """The scores of unmarked sound under many keys, and the Gumbel law fitted to them."""
    text = files("yingxi.trust.watermark").joinpath("data/sound_chance.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def false_chance(threshold: float) -> float:
    """That a file without a mark is read, in any of its pieces: known chips and message stand apart."""
    seen = measured()
    message = ATTEMPTS / (2.0**CHECK_BITS * VARIANTS)
    return PIECES * tail_chance(threshold, seen["place"], seen["scale"]) * message
