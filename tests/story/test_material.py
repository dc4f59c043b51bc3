"""The data of the writer and director keeps to the closed lists, and every line can be read aloud."""

from typing import get_args

import pytest

from yingxi.film.terms import Beat, Hour, Language, Season, Weather
from yingxi.story.casting import look_names
from yingxi.story.language import speech_seconds
from yingxi.story.prose import topics
from yingxi.story.setups import KNOWN
from yingxi.story.shelf import load
from yingxi.story.slots import arc_shares

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def all_setups() -> list[dict[str, object]]:
    recipes = load("recipes")
    groups = [
        *recipes["assets"].values(),
        *recipes["classes"].values(),
        recipes["place"],
        recipes["water_place"],
    ]
    return [row for group in groups for row in group]


@pytest.mark.parametrize("row", all_setups(), ids=lambda row: f"{row['id']}")
def test_setups_use_the_words_of_the_trade(row: dict[str, object]) -> None:
    assert row["size"] in KNOWN["size"]
    assert row["angle"] in KNOWN["angle"]
    assert set(row["move"]) <= set(KNOWN["move"])  # type: ignore[call-overload]
    assert set(row.get("beats", ())) <= set(get_args(Beat))  # type: ignore[call-overload]
    values = {"it": "it", "It": "It", "place": "p", "Place": "P", "figure": "f"}
    assert str(row["zh"]).format(**values)
    assert str(row["en"]).format(**values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_one_breath_and_used_once(language: Language) -> None:
    lines = [line for topic in topics(language) for group in topic.lines.values() for line in group]
    assert len(lines) > 550
    for line in lines:
        assert line == line.strip()
        assert line[-1] in "。？！.?!"
        assert 0.4 < speech_seconds(line.replace("{hero}", "").replace("{place}", ""), language) < 9, line
    # Each topic has its own words; the few shared by two are known.
    assert len(set(lines)) > 0.985 * len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_are_called_by_known_words(language: Language) -> None:
    known: dict[str, tuple[str, ...]] = {
        "hour": get_args(Hour),
        "weather": get_args(Weather),
        "season": get_args(Season),
        "sets": tuple(load("sets")["sets"]),
        "template": tuple(load("reading")["templates"]),
    }
    for topic in topics(language):
        assert topic.calls, topic.id
        assert set(topic.lines) <= set(get_args(Beat))
        for kind, words in known.items():
            assert set(topic.calls.get(kind, ())) <= set(words), topic.id


@pytest.mark.parametrize("template", list(load("reading")["templates"]))
def test_every_template_has_a_whole_arc(template: str) -> None:
    shares = arc_shares(template)
    assert set(shares) == set(get_args(Beat))
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.02)


def test_chosen_looks_exist() -> None:
    reading = load("reading")
    wanted = {
        *reading["look_of_style"].values(),
        *reading["look_of_template"].values(),
        *(row["look"] for row in reading["look_cues"]),
    }
    assert wanted <= set(look_names().values())


def test_sets_refer_to_sets() -> None:
    table = load("sets")
    names = set(table["sets"])
    for row in table["sets"].values():
        assert set(row["near"]) <= names
    assert {*table["kinds"].values(), *table["places"].values(), *table["by_thing"].values()} <= names
