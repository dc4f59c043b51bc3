"""Subtitles hold every word, fit their lines, can be read in time and never touch."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import Line, Score, Storyboard
from yingxi.post.subtitles import SpokenWord, make_subtitles

LONG_CLAUSE = "一千二百架无人机在古城上空缓缓排成一条发光的巨龙"
CLAUSES_ZH = ["龙舟劈开江面", "鼓声从水底升起", LONG_CLAUSE, "他带着画走了", "那一夜"]
WORDS_EN = ["the", "river", "wakes", "and", "every", "face", "on", "dark", "water", "up", "extraordinarily"]


def board_of(texts: list[str], language: str, slot: int = 120) -> Storyboard:
    lines = tuple(Line(text=text, start=n * slot, end=(n + 1) * slot - 12) for n, text in enumerate(texts))
    return Storyboard(
        title="t", language=language, look="", fps=24, width=64, height=64, frames=slot * len(texts),  # type: ignore[arg-type]
        score=Score(), shots=(), narration=lines,
    )


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(CLAUSES_ZH), min_size=1, max_size=3), min_size=1, max_size=4))
def test_chinese_fits_one_line_of_sixteen_and_loses_nothing(lines: list[list[str]]) -> None:
    texts = ["，".join(clauses) + "。" for clauses in lines]
    cues = make_subtitles(board_of(texts, "zh", slot=400))
    assert letters("".join(cue.text for cue in cues)) == letters("".join(texts))
    assert all(len(cue.text) <= 16 and "\n" not in cue.text for cue in cues)
    assert not any(cue.text.endswith(("，", "。")) for cue in cues)
    assert all(first.stop + 2 <= second.start for first, second in pairwise(cues))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS_EN), min_size=1, max_size=40))
def test_english_fits_two_lines_of_forty_two_and_loses_nothing(words: list[str]) -> None:
    text = " ".join(words).capitalize() + "."
    cues = make_subtitles(board_of([text], "en", slot=600))
    assert " ".join(" ".join(cue.text.split()) for cue in cues) == text
    assert all(len(line) <= 42 for cue in cues for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") <= 1 for cue in cues)


def test_cues_follow_the_spoken_words() -> None:
    spoken = [SpokenWord(text="鼓声", start=2.0, end=2.6), SpokenWord(text="起", start=2.6, end=3.0)]
    spoken += [SpokenWord(text="一千二百架无人机", start=4.0, end=5.5)]
    spoken += [SpokenWord(text="升空", start=5.5, end=6.0)]
    cues = make_subtitles(board_of(["鼓声起。一千二百架无人机升空。"], "zh", slot=200), [spoken])
    assert [cue.text for cue in cues] == ["鼓声起", "一千二百架无人机升空"]
    assert [cue.start for cue in cues] == [47, 95]
    assert cues[0].stop <= 95 - 2
    assert cues[1].stop >= 144


def test_a_cue_stands_long_enough_to_be_read_and_leaves_before_a_near_cut(
    make_board: Callable[..., Storyboard],
) -> None:
    from dataclasses import replace

    board = replace(make_board([100, 100]), narration=(Line(text="Now.", start=20, end=30),))
    assert make_subtitles(board)[0].stop - 19 >= 20
    board = replace(board, narration=(Line(text="The river wakes at dawn.", start=40, end=90),))
    assert make_subtitles(board)[0].stop == 98


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_without_borders_is_still_shown(language: str) -> None:
    text = "z" * 200
    cues = make_subtitles(board_of([text], language, slot=900))
    assert "".join(cue.text.replace("\n", "") for cue in cues) == text


def test_no_narration_no_cues() -> None:
    assert make_subtitles(board_of([], "zh")) == ()
