"""Language, sentences and speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingxi.story.language import (
    LONGEST_LINE,
    count_units,
    detect_language,
    speech_seconds,
    split_line,
    split_sentences,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("孤独", "zh"),
        ("red balloon", "en"),
        ("Cyberpunk 夜市里的 noodle 摊，机器人厨师 flip 一碗面", "zh"),
        ("A 茶 house", "en"),
    ],
)
def test_language_is_that_of_most_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_sentences_keep_their_punctuation() -> None:
    assert split_sentences("天亮了。他走了！真的吗？") == ("天亮了。", "他走了！", "真的吗？")
    assert split_sentences("It rains. He waits for 3.5 hours. Why?") == (
        "It rains.",
        "He waits for 3.5 hours.",
        "Why?",
    )


def test_speech_takes_the_measured_rates() -> None:
    assert speech_seconds("天黑下来江面先亮", "zh") == pytest.approx(8 / 4.2)
    assert speech_seconds("the river lights up first", "en") == pytest.approx(5 / 2.4)


def test_a_long_sentence_is_split_where_it_breathes() -> None:
    text = "阿海把外婆留下的灯芯放进灯塔，光重新照亮了整座海底城，鱼群围着他起舞。"
    lines = split_line(text, "zh")
    assert "".join(lines) == text
    assert len(lines) > 1
    assert all(count_units(line, "zh") <= LONGEST_LINE["zh"] for line in lines)


@given(st.text(max_size=200))
def test_splitting_loses_no_letter(text: str) -> None:
    joined = "".join(split_sentences(text))
    assert [ch for ch in joined if ch.isalnum()] == [ch for ch in text if ch.isalnum()]
