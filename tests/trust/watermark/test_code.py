"""The code says 64 bits so that they can be read through noise, and says when they cannot."""

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.trust.watermark.code import (
    CODED_BITS,
    MEMORY,
    branch_signs,
    checksum,
    decode,
    encode,
    message_of,
    payload_of,
)


def test_the_checksum_is_the_published_one() -> None:
    assert checksum(int.from_bytes(b"12345678", "big")) == 0xA12B  # CRC-16/CCITT-FALSE


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**64 - 1))
def test_what_was_encoded_is_decoded(payload: int) -> None:
    message = message_of(payload)
    signs = 1 - 2 * encode(message).astype(np.float32)
    assert payload_of(decode(signs)) == payload


def test_noise_one_and_a_half_times_as_strong_as_the_bits_is_mostly_read_through() -> None:
    """Deviation 1.3 of bits of size 1 is 0.7 dB a message bit; of uncoded bits a fifth would be wrong."""
    chance = np.random.default_rng(5)
    read = 0
    for _ in range(12):
        payload = int(chance.integers(2**63))
        signs = 1 - 2 * encode(message_of(payload)).astype(np.float32)
        read += payload_of(decode((signs + chance.normal(0, 1.3, CODED_BITS)).astype(np.float32))) == payload
    assert read >= 9


def test_pure_noise_has_no_payload() -> None:
    chance = np.random.default_rng(6)
    noise = chance.normal(0, 1, (8, CODED_BITS)).astype(np.float32)
    assert [payload_of(decode(one)) for one in noise] == [None] * 8


@pytest.mark.parametrize("place", [0, 40, 79])
def test_a_single_wrong_bit_of_the_message_is_noticed(place: int) -> None:
    message = message_of(0x0123_4567_89AB_CDEF)
    message[place] ^= 1
    assert payload_of(message) is None


def test_the_free_distance_is_the_published_one() -> None:
    """The lightest way from the zero state back to it, by Dijkstra over all states."""
    weights = (branch_signs() < 0).sum(2)
    states = 1 << MEMORY
    best = {1: int(weights[1, 0])}
    queue = [(best[1], 1)]
    while queue:
        weight, state = heapq.heappop(queue)
        if state == 0:
            break
        if weight > best[state]:
            continue
        for newest in (0, 1):
            then, heavier = (state << 1 | newest) % states, weight + int(weights[newest, state])
            if heavier < best.get(then, 999):
                best[then] = heavier
                heapq.heappush(queue, (heavier, then))
    assert best[0] == 32
