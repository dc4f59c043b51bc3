"""Where pictures and sounds come from, in the words of the IPTC: one term a part, one for the whole.

Vocabulary: IPTC NewsCodes, digital source type, http://cv.iptc.org/newscodes/digitalsourcetype/ .
"""

from collections.abc import Iterable
from typing import Literal

SourceType = Literal[
    "algorithmicMedia",
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "compositeSynthetic",
    "digitalCapture",
    "digitalCreation",
    "humanEdits",
]

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"

TRAINED = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
SYNTHETIC = (*TRAINED, "algorithmicMedia", "compositeSynthetic")

AI_TERMS = (*TRAINED, "trainedAlgorithmicData")
"""Terms which say that a trained model made the content or a part of it."""


def source_uri(term: SourceType) -> str:
    """The term's address, as manifests and XMP write it."""
    return VOCABULARY + term


def source_term(uri: str) -> str:
    """The term of an address of this or another vocabulary: its last part."""
    return uri.rstrip("/").rpartition("/")[2]


def source_of_whole(parts: Iterable[SourceType]) -> SourceType:
    """The term for a thing that has these parts.

    One kind of part gives its own term. A trained model's part among others makes the whole a composite with
    trained algorithmic media; synthetic parts among captured ones make it a synthetic composite.
    """
    kinds = set(parts)
    if not kinds:
        raise ValueError("a thing without parts has no source")
    if len(kinds) == 1:
        return kinds.pop()
    if kinds & set(TRAINED):
        return "compositeWithTrainedAlgorithmicMedia"
    if kinds & set(SYNTHETIC):
        return "compositeSynthetic"
    return "digitalCreation" if "digitalCreation" in kinds else "humanEdits"
