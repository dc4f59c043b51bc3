"""What a brief must satisfy, and what its errors say."""

from dataclasses import replace

import pytest

from yingxi.film import Brief, UsageError
from yingxi.story import check_brief

GOOD = Brief(prompt="红气球")


def test_a_good_brief_passes() -> None:
    check_brief(GOOD)
    check_brief(Brief(prompt="red balloon", width=1080, height=1920, fps=30, seconds=2))


@pytest.mark.parametrize("prompt", ["", "   \n", "🎈🎈🎈", "……！？", "+++"])
def test_a_prompt_without_words_is_refused(prompt: str) -> None:
    with pytest.raises(UsageError, match="has no words; write at least one word"):
        check_brief(replace(GOOD, prompt=prompt))


def test_errors_speak_the_language_of_the_brief() -> None:
    with pytest.raises(UsageError, match="里没有文字；请至少写一个词"):
        check_brief(replace(GOOD, prompt="🎈", language="zh"))
    with pytest.raises(UsageError, match="文字有 100,000 个字符，最多 4,000 个：请缩短"):
        check_brief(replace(GOOD, prompt="水" * 100_000))
    with pytest.raises(UsageError, match=r"the prompt has 100,000 characters; at most 4,000 are read"):
        check_brief(replace(GOOD, prompt="a" * 100_000))


@pytest.mark.parametrize("seconds", [0, -3, 1.9, 1801, 3600, float("nan"), float("inf")])
def test_a_length_out_of_range_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="--seconds takes 2 to 1800"):
        check_brief(Brief(prompt="red balloon", seconds=seconds))


@pytest.mark.parametrize(
    "size", [(1921, 1080), (62, 64), (1920, 4322), (7682, 4320), (100_000, 100_000), (0, 0)]
)
def test_an_odd_or_huge_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(
        UsageError, match=f"size {size[0]}x{size[1]} is not possible; even numbers from 64x64"
    ):
        check_brief(Brief(prompt="red balloon", width=size[0], height=size[1]))


def test_an_unknown_rate_is_refused() -> None:
    with pytest.raises(UsageError, match="23 frames a second is not possible; --fps takes 12, 15"):
        check_brief(Brief(prompt="red balloon", fps=23))


def test_an_unknown_look_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean '东方赛博朋克'"):
        check_brief(replace(GOOD, look="东方赛伯朋克"))
