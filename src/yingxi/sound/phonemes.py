"""Words with their sounds, and the numbers by which the Kokoro model knows each phoneme."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 508
"""Phonemes that the model takes at once (its 512 places, less the two ends and two kept free)."""

_SYMBOLS = {
    1: ";:,.!?",
    9: '—…"()“” ',
    17: "̃ʣʥʦʨᵝꭧAI",
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyz",
    69: "ɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
"""Runs of symbols by the number of the first (config.json of hexgrad/Kokoro-82M, Apache-2.0)."""

NUMBERS = {symbol: start + place for start, run in _SYMBOLS.items() for place, symbol in enumerate(run)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A word as written and as it sounds. Marks of punctuation have no text of their own."""

    text: str
    phonemes: str


def to_tokens(words: Iterable[Spoken]) -> tuple[NDArray[np.int64], tuple[tuple[int, int], ...], str]:
    """Numbers for the model, where each word lies in them, and the phonemes that the model does not know.

    Returns tokens (n,), spans (first, one past last) per word, and the unknown symbols, each once.
    """
    tokens: list[int] = []
    spans: list[tuple[int, int]] = []
    missing: list[str] = []
    for word in words:
        first = len(tokens)
        tokens += [NUMBERS[symbol] for symbol in word.phonemes if symbol in NUMBERS]
        missing += [symbol for symbol in word.phonemes if symbol not in NUMBERS]
        spans.append((first, len(tokens)))
    return np.array(tokens, np.int64), tuple(spans), "".join(dict.fromkeys(missing))
