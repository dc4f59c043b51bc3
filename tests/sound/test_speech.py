"""Reading text aloud: phonemes, voices, word times."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.film import UsageError
from yingxi.sound import RATE, cast_voice, find_voice, voices
from yingxi.sound.english import read_english
from yingxi.sound.espeak import EspeakVoice
from yingxi.sound.kokoro import KokoroVoice
from yingxi.sound.mandarin import pinyin_of, read_mandarin
from yingxi.sound.phonemes import NUMBERS, to_tokens
from yingxi.sound.voice import Speech
from yingxi.sound.voicing import dress_voice, frame_level, trim_speech


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024年", "er4 ling2 er4 si4 nian2"),
        ("120架", "yi4 bai3 er4 shi2 jia4"),
        ("35%", "bai3 fen1 zhi1 san1 shi2 wu3"),
        ("3.5米", "san1 dian2 wu3 mi3"),
        ("8:30", "ba1 dian3 san1 shi2 fen1"),
        ("一座", "yi2 zuo4"),
        ("一起", "yi4 qi3"),
        ("不会", "bu2 hui4"),
        ("老虎", "lao2 hu3"),
        ("小女孩", "xiao2 nv3 hai2"),
        ("第一", "di4 yi1"),
    ],
)
def test_mandarin_is_read_as_it_is_spoken(text: str, read: str) -> None:
    assert pinyin_of(text) == read


def test_words_keep_what_was_written() -> None:
    words = [word.text for word in read_mandarin("2024年，Night City醒来。") if word.text]
    assert "".join(words) == "2024年NightCity醒来"


@pytest.mark.parametrize("text", ["它在Night City里", "江上起了鼓声。"])
def test_all_mandarin_phonemes_are_known_to_the_model(text: str) -> None:
    _, _, missing = to_tokens(read_mandarin(text))
    assert missing == ""


def test_english_words_are_told_apart_where_they_flow_together() -> None:
    spoken = [
        word for word in read_english("One of the boats, in the river: 1,250 of them.") if word.text
    ]
    assert [word.text for word in spoken] == [
        "One",
        "of",
        "the",
        "boats",
        "in",
        "the",
        "river",
        "1,250",
        "of",
        "them",
    ]
    assert all(word.phonemes.strip() for word in spoken)
    assert "v" in spoken[1].phonemes
    assert "ð" in spoken[2].phonemes


def test_english_phonemes_are_known_to_the_model() -> None:
    text = "Although the azure vision of Mr. Li judged beauty, children's voices were heard here; poor air!"
    assert to_tokens(read_english(text))[2] == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    tokens, spans, _ = to_tokens(read_mandarin(text))
    assert all(0 <= first <= last <= len(tokens) for first, last in spans)


@settings(max_examples=10, deadline=None)
@given(st.text(alphabet="abc ,.'-—0123456789\"()é鼓🎆\n", max_size=40))
def test_any_english_can_be_read(text: str) -> None:
    tokens, spans, _ = to_tokens(read_english(text))
    assert all(0 <= first <= last <= len(tokens) for first, last in spans)


def test_phonemes_have_the_numbers_of_the_model() -> None:
    known = {
        ";": 1,
        "—": 9,
        " ": 16,
        "A": 24,
        "Y": 41,
        "a": 43,
        "z": 68,
        "ɡ": 92,
        "ɹ": 123,
        "ˈ": 156,
        "↓": 169,
        "↘": 173,
        "ᵻ": 177,
    }
    assert {symbol: NUMBERS[symbol] for symbol in known} == known


def test_voices_are_in_both_languages_and_genders() -> None:
    assert {(card.language, card.gender) for card in voices()} == {
        ("zh", "female"),
        ("zh", "male"),
        ("en", "female"),
        ("en", "male"),
    }
    assert find_voice("云健").id == "zm_yunjian"
    assert cast_voice("zh", "epic").id == "zm_yunjian"
    assert cast_voice("zh", "tender").gender == "female"
    assert cast_voice("en", "no such mood").language == "en"


def test_an_unknown_voice_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown voice 'zm_yunjan'; did you mean 'zm_yunjian'"):
        find_voice("zm_yunjan")


@pytest.fixture(scope="module")
def spoken() -> Speech:
    return KokoroVoice().speak("江上，鼓声起。", "zf_xiaobei")


def test_kokoro_times_its_words(spoken: Speech) -> None:
    assert "".join(word.text for word in spoken.words) == "江上鼓声起"
    edges = [edge for word in spoken.words for edge in (word.start_s, word.end_s)]
    assert edges == sorted(edges)
    assert 0 < edges[0] < edges[-1] <= spoken.seconds + 0.01


def test_words_are_where_the_sound_is(spoken: Speech) -> None:
    level = frame_level(spoken.samples)

    def loudest(first: float, last: float) -> float:
        return float(level[int(first * 200) : int(last * 200)].max())

    first, last = spoken.words[0], spoken.words[-1]
    assert loudest(first.start_s, first.end_s) > loudest(0, first.start_s - 0.05) + 15
    assert loudest(last.start_s, last.end_s) > loudest(last.end_s + 0.1, spoken.seconds) + 10


def test_kokoro_speaks_the_same_bytes_again(spoken: Speech) -> None:
    again = KokoroVoice().speak("江上，鼓声起。", "zf_xiaobei")
    assert again.samples.tobytes() == spoken.samples.tobytes()


def test_trimming_moves_the_words_with_the_sound(spoken: Speech) -> None:
    trimmed = trim_speech(spoken)
    assert trimmed.seconds < spoken.seconds
    assert trimmed.words[0].start_s < 0.12
    assert trimmed.words[-1].end_s <= trimmed.seconds
    assert trimmed.samples[0] == 0


def test_a_dressed_voice_has_an_even_level(spoken: Speech) -> None:
    quiet, loud = dress_voice(spoken.samples * 0.1), dress_voice(spoken.samples)
    assert np.sqrt(np.mean(quiet**2)) == pytest.approx(np.sqrt(np.mean(loud**2)), rel=0.3)
    assert len(loud) == len(spoken.samples)


@pytest.mark.parametrize(("text", "words"), [("江上起了鼓声", 3), ("drums on the river", 4)])
def test_the_plain_voice_speaks_both_languages(text: str, words: int) -> None:
    speech = EspeakVoice().speak(text, "zf_xiaobei")
    assert 0.5 < speech.seconds < 6
    assert len(speech.words) >= words
    assert np.abs(speech.samples).max() > 0.05
    assert len(speech.samples) == pytest.approx(speech.words[-1].end_s * RATE, rel=0.01)
