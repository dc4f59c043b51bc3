"""The source of a whole from the sources of its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.trust.provenance import AI_TERMS, source_of_whole
from yingxi.trust.provenance.source_type import SYNTHETIC, source_term, source_uri

TERMS = ["algorithmicMedia", "trainedAlgorithmicMedia", "digitalCapture", "humanEdits", "compositeSynthetic"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["algorithmicMedia"], "algorithmicMedia"),
        (["algorithmicMedia", "algorithmicMedia"], "algorithmicMedia"),
        (["trainedAlgorithmicMedia"], "trainedAlgorithmicMedia"),
        (["algorithmicMedia", "trainedAlgorithmicMedia"], "compositeWithTrainedAlgorithmicMedia"),
        (["digitalCapture", "trainedAlgorithmicMedia"], "compositeWithTrainedAlgorithmicMedia"),
        (["digitalCapture", "algorithmicMedia"], "compositeSynthetic"),
    ],
)
def test_wholes(parts, whole):
    assert source_of_whole(parts) == whole


@given(st.lists(st.sampled_from(TERMS), min_size=1))
def test_a_trained_part_is_never_hidden_and_order_does_not_matter(parts):
    whole = source_of_whole(parts)
    assert whole == source_of_whole(parts[::-1])
    assert (whole in AI_TERMS) == ("trainedAlgorithmicMedia" in parts)
    if set(parts) & set(SYNTHETIC):
        assert whole in SYNTHETIC


def test_nothing_has_no_source():
    with pytest.raises(ValueError, match="without parts"):
        source_of_whole([])


def test_addresses_and_terms():
    assert source_uri("algorithmicMedia") == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    assert source_term("http://c2pa.org/digitalsourcetype/trainedAlgorithmicData") == "trainedAlgorithmicData"
    assert source_term("") == ""
