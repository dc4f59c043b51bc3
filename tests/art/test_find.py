"""Words find what shows them, with the way they took; what cannot be shown says why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingxi.art import find as find_word
from yingxi.art import search
from yingxi.art.find import NEAR_ENOUGH, SURE_ENOUGH
from yingxi.art.words import forms, language_of, singular_of
from yingxi.art.words_gloss import glosses
from yingxi.art.words_meaning import nearest
from yingxi.store.packs import find_pack

with_pictograms = pytest.mark.skipif(
    find_pack("cldr-annotations") is None or find_pack("fluent-emoji") is None,
    reason="word packs are not installed",
)


@pytest.mark.parametrize(
    ("word", "heads"), [("小木船", ["小木船", "木船", "船"]), ("三只小猫", ["小猫", "猫"])]
)
def test_chinese_words_shorten_to_their_head(word, heads):
    assert [form.text for form in forms(word, "zh")] == heads


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("boats", "boat"),
        ("children", "child"),
        ("butterflies", "butterfly"),
        ("foxes", "fox"),
        ("glass", "glass"),
        ("bus", "bus"),
    ],
)
def test_english_plurals(plural, one):
    assert singular_of(plural) == one


def test_english_phrases_shorten_to_their_head_noun():
    texts = [form.text for form in forms("the old wooden boats", "en")]
    assert texts[0] == "old wooden boats"
    assert "boat" in texts


@with_pictograms
@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("蓝鲸", "whale"),
        ("骆驼", "camel"),
        ("robot", "robot"),
        ("locomotives", "train"),
        ("honeybee", "bee"),
        ("橘猫", "cat"),
    ],
)
def test_nouns_without_a_model_become_pictograms_or_models(word, part):
    match = find_word(word)
    assert match is not None
    assert part in match.asset.id
    assert match.score >= SURE_ENOUGH
    assert match.via


@pytest.mark.parametrize(
    ("word", "said"), [("孤独", "抽象"), ("freedom", "abstract"), ("晨光", "时辰"), ("rain", "weather")]
)
def test_what_is_no_thing_has_a_reason_in_its_own_language(word, said):
    finding = search(word)
    if finding.match is None:
        assert said in finding.reason
    else:
        assert finding.match.how == "asset"


def test_kinds_limit_what_may_be_found():
    match = find_word("horse", kinds=("set",))
    assert match is None or match.asset.kind == "set"


def test_an_unknown_word_is_not_depicted():
    finding = search("qwrtzpx")
    assert finding.match is None
    assert "no model or pictogram" in finding.reason


@pytest.mark.skipif(find_pack("cedict") is None, reason="CC-CEDICT is not installed")
def test_glosses_are_short_english_names():
    assert "camel" in glosses("骆驼")
    assert glosses("没有这个词条") == ()


@with_pictograms
def test_the_nearest_meaning_is_found_without_the_same_words():
    asset_id, _, cosine = nearest("大象", "zh")
    assert "elephant" in asset_id
    assert cosine > NEAR_ENOUGH


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=24))
def test_any_text_gives_a_match_or_a_reason(word):
    finding = search(word, language_of(word))
    assert (finding.match is None) == bool(finding.reason)
