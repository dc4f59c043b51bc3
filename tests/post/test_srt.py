"""SubRip text survives the round trip, and a hand edit with a mistake is named by its line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.film.errors import UsageError
from yingxi.post.srt import Cue, parse_srt, srt_text

LETTERS = string.ascii_letters + "龙舟鼓声从水底升起，！？—'\""


@st.composite
def cue_lists(draw: st.DrawFn) -> tuple[Cue, ...]:
    place, cues = 0, []
    for _ in range(draw(st.integers(0, 8))):
        start = place + draw(st.integers(0, 20_000))
        stop = start + draw(st.integers(1, 500))
        lines = draw(st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=2))
        cues.append(Cue(start=start, stop=stop, text="\n".join(lines)))
        place = stop
    return tuple(cues)


@given(cue_lists(), st.sampled_from([8, 12, 24, 25, 30, 50, 60, 120]))
def test_round_trip(cues: tuple[Cue, ...], fps: int) -> None:
    assert parse_srt(srt_text(cues, fps), fps) == cues


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    unreadable = [line for line in text.split("\n") if line.strip() and not line.strip().isdecimal()]
    if unreadable and not any("-->" in line for line in unreadable):
        with pytest.raises(UsageError, match=r"line \d+: got"):
            parse_srt(text.lstrip("\ufeff"), 24)
    elif not unreadable:
        assert parse_srt(text, 24) == ()


def test_other_tools_spellings_are_read() -> None:
    text = "\ufeff7\r\n0:00:01.5 --> 00:00:02,000 X1:10\r\n  Hello \r\n\r\n\r\n"
    text += "00:00:00,000 --> 00:00:01,000\r\nFirst"
    assert parse_srt(text, 24) == (Cue(start=0, stop=24, text="First"), Cue(start=36, stop=48, text="Hello"))


def test_a_mistake_is_named_by_its_line() -> None:
    with pytest.raises(UsageError, match=r"subtitles\.srt, line 2: got '00:00:01 -> 2'; allowed"):
        parse_srt("1\n00:00:01 -> 2\nHello\n", 24)
    with pytest.raises(UsageError, match="line 1: the subtitle ends before it begins"):
        parse_srt("00:00:02,000 --> 00:00:01,000\nHello\n", 24)
