"""What the sound's mark is made of: slots of time in bands of pitch, each a little louder or softer.

A block of five seconds repeats. Of its chips some are known (they tell where the block begins and which of 16
families it is), the others say the coded bits, each of them four times.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yingxi.trust.watermark.code import CODED_BITS, Softs, encode, message_of
from yingxi.trust.watermark.lattice import VARIANTS, random_bytes, shuffle, variant_of

Floats = NDArray[np.float32]

SOUND_ALGORITHM = "yingxi.spread-chips.1"
"""The name under which a manifest states this mark."""

LOWEST, HIGHEST, BANDS = 500.0, 7000.0, 32
"""Hertz; the bands grow with frequency as hearing's do: 80 Hz wide at the bottom, 410 at the top."""

SLOT_S, SLOTS = 0.096, 52
DATA_CHIPS = 4 * CODED_BITS


def band_edges() -> NDArray[np.float64]:
    """The edges of the bands in hertz, (BANDS + 1,)."""
    mels = np.linspace(np.log1p(LOWEST / 1000), np.log1p(HIGHEST / 1000), BANDS + 1)
    return np.asarray(1000 * np.expm1(mels))


@lru_cache(maxsize=1)
def known_chips() -> NDArray[np.bool_]:
    """Which chips (SLOTS, BANDS) are known whatever the payload."""
    known = np.zeros(SLOTS * BANDS, bool)
    known[shuffle(SLOTS * BANDS, "sound chips")[DATA_CHIPS:]] = True
    return known.reshape(SLOTS, BANDS)


@lru_cache(maxsize=VARIANTS)
def signs_of(variant: int) -> Floats:
    """A family's signs (SLOTS, BANDS): all there is of a known chip, the scrambling of the others."""
    chosen = random_bytes(SLOTS * BANDS, f"sound signs {variant}") & 1
    return (1 - 2 * chosen.astype(np.float32)).reshape(SLOTS, BANDS)


@lru_cache(maxsize=VARIANTS)
def places_of(variant: int) -> NDArray[np.int64]:
    """Which coded bit each data chip says, in the order of time and pitch."""
    return shuffle(DATA_CHIPS, f"sound places {variant}") % CODED_BITS


def chips_of(payload: int) -> Floats:
    """The block (SLOTS, BANDS) of a payload: 1 louder, -1 softer."""
    variant = variant_of(payload)
    chips = signs_of(variant).copy()
    coded = encode(message_of(payload)).astype(np.float32)
    chips[~known_chips()] *= 1 - 2 * coded[places_of(variant)]
    return chips


def softs_of_chips(heard: Floats, variant: int) -> Softs:
    """320 soft values (positive: bit 0) from a block as it was heard."""
    plain = (heard * signs_of(variant))[~known_chips()]
    return np.bincount(places_of(variant), plain, CODED_BITS).astype(np.float32)
