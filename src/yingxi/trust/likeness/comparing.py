"""Whether two faces are one person's: each network's likeness on one scale, their mean, and two lines.

A network's likeness is put in units of how different people spread (a z-norm; Auckenthaler et al., 2000);
the mean over the networks is the score. Measured figures are in `calibration.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import numpy as np

from yingxi.film.errors import UsageError
from yingxi.trust.likeness.describing import Description, likenesses
from yingxi.trust.likeness.networks.cards import own_cards

Verdict = Literal["same", "unsure", "different"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How alike faces of different people look to one network: mean and standard deviation."""

    mean: float
    spread: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibration:
    """`same` and `unsure`: scores from which two faces are one person's, or may be."""

    networks: Mapping[str, Spread]
    same: float
    unsure: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """How alike two faces are: the score, each network's own likeness, and what that means."""

    score: float
    likenesses: Mapping[str, float]
    verdict: Verdict


@cache
def shipped_calibration() -> Calibration:
    """What was measured for the shipped networks."""
    import yaml

    text = files("yingxi.trust.likeness").joinpath("calibration.yaml").read_text(encoding="utf-8")
    page = yaml.safe_load(text)
    spreads = {name: Spread(**entry) for name, entry in page["networks"].items()}
    return Calibration(networks=MappingProxyType(spreads), same=page["same"], unsure=page["unsure"])


def known_calibration() -> Calibration:
    """The shipped networks and the person's own ones that are calibrated."""
    shipped = shipped_calibration()
    own = {
        card.name: Spread(mean=card.different[0], spread=card.different[1])
        for card in own_cards()
        if card.different
    }
    return replace(shipped, networks=MappingProxyType({**shipped.networks, **own}))


def compare(
    one: Mapping[str, Description], other: Mapping[str, Description], calibration: Calibration | None = None
) -> Comparison:
    """Compare two described faces; UsageError when no calibrated network described both."""
    known = calibration or known_calibration()
    found = {name: value for name, value in likenesses(one, other).items() if name in known.networks}
    if not found:
        raise UsageError(
            f"the faces were described by different networks ({', '.join(one)} and {', '.join(other)}); "
            "enroll the person anew (yingxi likeness enroll)",
            zh=f"两张脸是用不同的网络描述的（{'、'.join(one)} 和 {'、'.join(other)}）；请重新登记这个人（"
            "yingxi likeness enroll）",
        )
    score = fuse(found, known)
    verdict: Verdict = "same" if score >= known.same else "unsure" if score >= known.unsure else "different"
    return Comparison(score=score, likenesses=MappingProxyType(found), verdict=verdict)


def fuse(found: Mapping[str, float], calibration: Calibration) -> float:
    """The mean of the likenesses, each in spreads above what different people have."""
    spreads = calibration.networks
    return float(np.mean([(value - spreads[n].mean) / spreads[n].spread for n, value in found.items()]))
