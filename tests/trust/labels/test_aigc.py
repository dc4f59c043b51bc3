"""The seven fields of GB 45438-2025."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.trust.labels import Aigc, parse_aigc, write_aigc

SEVEN = [
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID",
    "ReservedCode2",
]  # fmt: skip
fields = st.builds(
    Aigc,
    label=st.sampled_from("123"),
    producer=st.none() | st.text(max_size=30),
    **{name: st.text(max_size=30) for name in
       ("produce_id", "reserved1", "propagator", "propagate_id", "reserved2")},
)


@given(fields)
def test_what_is_written_is_read_again(one):
    assert parse_aigc(write_aigc(one)) == one


def test_all_seven_in_the_standard_s_order():
    assert list(json.loads(write_aigc(Aigc(producer="001", produce_id="a")))) == SEVEN


def test_a_producer_that_nobody_gave_is_left_out():
    written = write_aigc(Aigc(produce_id="a"))
    assert "ContentProducer" not in written
    assert not parse_aigc(written).is_complete


def test_others_wrap_the_fields_once_more():
    inner = json.loads(write_aigc(Aigc(producer="001")))
    assert parse_aigc(json.dumps({"AIGC": inner})) == Aigc(producer="001")
    assert parse_aigc('{"Label": 2}').label == "2"


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"Label": []}', '{"Other": "1"}', "[" * 100_000])
def test_what_is_no_label_is_none(text):
    assert parse_aigc(text) is None


@given(st.text())
def test_any_text_is_read_without_a_crash(text):
    assert parse_aigc(text) is None or isinstance(parse_aigc(text), Aigc)
