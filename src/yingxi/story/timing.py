"""Whole beats of music for stories, blocks and shots: every cut falls on a beat, every frame is counted."""

import math
from collections.abc import Sequence

import numpy as np

from yingxi.story.shelf import load


def frames_per_beat(fps: int, template: str) -> int:
    """The whole number of frames a beat lasts, nearest to the tempo of the genre."""
    tempo: float = load("direction")["bpm"][template]
    return max(1, round(60 * fps / tempo))


def least_beats(fps: int, beat: int, average: float = 0.0) -> int:
    """The fewest beats a shot may last (1.8 s, or two thirds of a shorter `average` that was asked for)."""
    shortest: float = load("direction")["shortest_shot_s"]
    if average:
        shortest = min(shortest, average / 1.5)
    return max(1, math.ceil(shortest * fps / beat))


def share_out(total: int, least: Sequence[int], wants: Sequence[float]) -> list[int]:
    """`total` whole beats over parts, near to `wants` in proportion and never under `least`.

    Raises ValueError when the least do not fit.
    """
    if sum(least) > total:
        raise ValueError(f"{sum(least)} beats are needed, {total} are there")
    low, high = 0.0, total / max(min(wants, default=1.0), 1e-6)
    for _ in range(60):
        scale = (low + high) / 2
        used = sum(max(float(few), scale * want) for few, want in zip(least, wants, strict=True))
        low, high = (scale, high) if used < total else (low, scale)
    exact = [max(float(few), low * want) for few, want in zip(least, wants, strict=True)]
    return _round_to(total, exact, least)


def _round_to(total: int, exact: Sequence[float], least: Sequence[int]) -> list[int]:
    """Whole numbers with the given sum: the largest remainders are rounded up."""
    whole = [max(math.floor(value + 1e-9), few) for value, few in zip(exact, least, strict=True)]
    order = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    missing = total - sum(whole)
    for step in range(max(0, missing)):
        whole[order[step % len(order)]] += 1
    while sum(whole) > total:
        spare = max(range(len(whole)), key=lambda at: (whole[at] - least[at], whole[at] - exact[at]))
        whole[spare] -= 1
    return whole


def count_shots(beats: int, fewest: int, ideal_beats: float) -> int:
    """How many shots a block of so many beats holds when one lasts `ideal_beats`."""
    return max(1, min(round(beats / ideal_beats), beats // fewest))


SPREAD, STEADY = 0.36, 0.08
"""How far the lengths of shots scatter, and how far where they keep a rhythm."""


def cut_block(
    beats: int,
    least: Sequence[int],
    holds: Sequence[float],
    random: np.random.Generator,
    longest: int = 10**6,
    spread: float = SPREAD,
) -> list[int]:
    """Lengths in beats of the shots of a block: log-normal around their holds, neighbours alike.

    `spread` is the standard deviation of their logarithms.
    Nothelfer, DeLong and Cutting 2009: neighbouring lengths correlate; Salt: lengths are log-normal.
    """
    noise = random.normal(0.0, spread, len(holds))
    for at in range(1, len(noise)):
        noise[at] += 0.3 * noise[at - 1]
    wants = [hold * float(np.exp(value)) for hold, value in zip(holds, noise, strict=True)]
    return _level(share_out(beats, least, wants), max(longest, math.ceil(beats / len(holds))))


def _level(lengths: list[int], most: int) -> list[int]:
    """The same sum with none above `most`: what is too long goes to the shortest."""
    levelled = list(lengths)
    while max(levelled) > most:
        levelled[levelled.index(max(levelled))] -= 1
        levelled[levelled.index(min(levelled))] += 1
    return levelled
