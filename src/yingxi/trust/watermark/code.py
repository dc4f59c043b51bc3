"""64 bits made safe: a checksum and a tail-biting convolutional code, read back by a soft Viterbi decoder."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint8]
Softs = NDArray[np.float32]

PAYLOAD_BITS = 64
CHECK_BITS = 16
MESSAGE_BITS = PAYLOAD_BITS + CHECK_BITS
GENERATORS = (0o4767, 0o5723, 0o6265, 0o7455)
"""Rate 1/4, constraint length 12, free distance 32 (Larsen 1973, table II; a test measures it)."""

MEMORY = 11
CODED_BITS = MESSAGE_BITS * len(GENERATORS)
ROUNDS = 3
"""How often the decoder goes round the ring before the tail has found its head (Shao et al. 2003)."""


def checksum(payload: int) -> int:
    """CRC-16/CCITT-FALSE of the payload's eight bytes, big endian."""
    register = 0xFFFF
    for byte in payload.to_bytes(8, "big"):
        register ^= byte << 8
        for _ in range(8):
            register = ((register << 1) ^ (0x1021 if register & 0x8000 else 0)) & 0xFFFF
    return register


def message_of(payload: int) -> Bits:
    """Payload and checksum as 80 bits, first the highest."""
    whole = payload.to_bytes(8, "big") + checksum(payload).to_bytes(2, "big")
    return np.unpackbits(np.frombuffer(whole, np.uint8))


def payload_of(message: Bits) -> int | None:
    """The payload of 80 bits, None where the checksum does not fit."""
    whole = np.packbits(message).tobytes()
    payload = int.from_bytes(whole[:8], "big")
    return payload if checksum(payload) == int.from_bytes(whole[8:], "big") else None


def encode(message: Bits) -> Bits:
    """80 bits to 320: each bit gives one bit of every generator; the register begins as it ends."""
    ring = np.concatenate([message[-MEMORY:], message]).astype(np.uint8)
    windows = np.lib.stride_tricks.sliding_window_view(ring, MEMORY + 1)[:, ::-1]
    return ((windows @ taps()) & 1).astype(np.uint8).ravel()


def taps() -> NDArray[np.int64]:
    """Generators as columns; row 0 multiplies the newest bit."""
    columns = [[(one >> (MEMORY - row)) & 1 for row in range(MEMORY + 1)] for one in GENERATORS]
    return np.array(columns, np.int64).T


@lru_cache(maxsize=1)
def branch_signs() -> NDArray[np.float32]:
    """What each state sends for the new bits 0 and 1: (2, states, generators), -1 for a bit that is set."""
    states = np.arange(1 << MEMORY)
    register = np.stack([(states >> row) & 1 for row in range(MEMORY)], 1)
    signs = []
    for newest in (0, 1):
        window = np.concatenate([np.full((len(states), 1), newest), register], 1)
        signs.append(1 - 2 * ((window @ taps()) & 1))
    return np.array(signs, np.float32)


def decode(softs: Softs) -> Bits:
    """The most likely 80 bits of 320 soft values (positive: 0), by a Viterbi decoder round the ring.

    A state holds the last `MEMORY` bits, the newest lowest. Wrap-around decoding: the last round is kept.
    """
    gains = np.einsum("sng,tg->tsn", branch_signs(), softs.reshape(MESSAGE_BITS, -1))
    score = np.zeros(1 << MEMORY, np.float32)
    half = 1 << (MEMORY - 1)
    chosen = np.zeros((ROUNDS * MESSAGE_BITS, 1 << MEMORY), bool)
    for step in range(ROUNDS * MESSAGE_BITS):
        both = (score[None, :] + gains[step % MESSAGE_BITS]).reshape(2, 2, half)
        upper = both[:, 1] > both[:, 0]
        best = np.where(upper, both[:, 1], both[:, 0])
        score = best.T.ravel()
        score -= score.max()
        chosen[step] = upper.T.ravel()
    return trace_back(chosen, int(score.argmax()))


def trace_back(chosen: NDArray[np.bool_], state: int) -> Bits:
    """The bits of the path that ends in `state`; the middle of the rounds is the surest."""
    half = 1 << (MEMORY - 1)
    bits = np.zeros(len(chosen), np.uint8)
    for step in range(len(chosen) - 1, -1, -1):
        bits[step] = state & 1
        state = (state >> 1) + (half if chosen[step, state] else 0)
    return bits[(ROUNDS - 2) * MESSAGE_BITS : (ROUNDS - 1) * MESSAGE_BITS]
