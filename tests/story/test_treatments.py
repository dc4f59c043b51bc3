"""Treatments: a few words that only name a kind of film become a film of things."""

from typing import get_args

import pytest

from yingxi.art.duel import passage_of
from yingxi.film import Brief
from yingxi.film.terms import Beat, Hour, Language, Season, Weather
from yingxi.story import casting
from yingxi.story.setups import KNOWN
from yingxi.story.shelf import load
from yingxi.story.treatments import Treatment, treatments
from yingxi.story.writer import RuleWriter

BOTH: tuple[Language, ...] = ("zh", "en")


def board(prompt: str, seconds: float = 24.0, language: Language | None = None):
    brief = Brief(prompt=prompt, seconds=seconds, language=language)
    writer = RuleWriter()
    return writer.board(writer.write(brief), brief)


@pytest.fixture(params=treatments(), ids=lambda one: one.id)
def treatment(request) -> Treatment:
    return request.param


def test_a_treatment_names_only_what_exists(treatment: Treatment) -> None:
    assert treatment.template in load("direction")["bpm"]
    casting.find_look(treatment.look)
    for role in treatment.cast.values():
        match = casting.cast_asset(role.asset)
        assert match is not None, role.asset
        assert match.kind != "set", role.asset
    for scene in treatment.scenes:
        assert scene.set in casting.sets()
        assert scene.beat in get_args(Beat)
        assert scene.hour in get_args(Hour)
        assert scene.weather in get_args(Weather)
        assert scene.season in get_args(Season)
        assert set(scene.actions) <= set(treatment.cast)
        assert set(scene.light) <= {"luma", "saturation", "warmth"}
        if scene.look:
            casting.find_look(scene.look)


def test_planned_views_keep_to_the_closed_lists_and_what_an_asset_bears(treatment: Treatment) -> None:
    ladder = list(KNOWN["size"])
    for scene in treatment.scenes:
        here = {treatment.cast[key].asset for key in scene.actions}
        assert any(scene.lines[language] for language in BOTH)
        for shot in scene.shots:
            assert shot.setup.size in ladder
            assert shot.setup.angle in KNOWN["angle"]
            assert set(shot.setup.moves) <= set(KNOWN["move"])
            assert not shot.of or shot.of in here
            assert shot.setup.zh
            assert shot.setup.en


def test_every_line_of_a_treatment_is_a_whole_sentence(treatment: Treatment) -> None:
    """In a YAML list an unquoted comma parts a sentence into two lines."""
    for scene in treatment.scenes:
        assert all(line[0].isupper() and line[-1] in ".!?" for line in scene.lines["en"])
        assert all(line[-1] in "。！？…" for line in scene.lines["zh"])


@pytest.mark.parametrize("seconds", [24.0, 60.0])
def test_the_last_planned_view_closes_the_film(treatment: Treatment, seconds: float) -> None:
    cue = treatment.cues["zh"][0]
    made = board("".join(cue) if isinstance(cue, tuple) else cue, seconds)
    planned = [(shot.setup.size, shot.setup.angle) for shot in treatment.scenes[-1].shots]
    last = made.shots[-1]
    # A short film keeps the views of most worth.
    assert (last.size, last.angle) in (planned if seconds < 60 else planned[-1:])


@pytest.mark.parametrize("seconds", [16.0, 60.0, 120.0])
def test_the_coast_holds_its_boats_to_the_end(seconds: float) -> None:
    last = board("海边小镇纪录片", seconds).shots[-1]
    assert last.focus is not None
    served = last.subjects[last.focus]
    assert (served.asset, served.action) == ("fishing_boat", "drift")


@pytest.mark.parametrize("language", BOTH)
def test_the_words_of_a_cast_do_not_hold_one_another(treatment: Treatment, language: Language) -> None:
    words = [role.words[language].lower() for role in treatment.cast.values()]
    assert all(one not in other for one in words for other in words if one is not other)
    sets: dict[str, str] = {}
    for scene in treatment.scenes:
        assert sets.setdefault(scene.place[language], scene.set) == scene.set


@pytest.mark.parametrize("language", BOTH)
def test_every_cue_brings_the_whole_cast_in_its_look(treatment: Treatment, language: Language) -> None:
    joint = "" if language == "zh" else " "
    for row in treatment.cues[language][:3]:
        story = board(joint.join(row), seconds=60, language=language)
        shown = {subject.asset for shot in story.shots for subject in shot.subjects}
        assert {role.asset for role in treatment.cast.values()} <= shown, row
        assert story.not_depicted == ()


def test_colours_of_the_persons_own_words_are_kept_and_their_place_rules() -> None:
    story = board("武侠：青衣剑客与红衣女侠在竹林之巅对决")
    colours = {one.asset: one.colour for shot in story.shots for one in shot.subjects}
    assert colours["swordsman"]
    assert colours["swordsman"] != colours["swordswoman"]
    assert {shot.set for shot in story.shots} == {"bamboo"}


def test_a_text_that_names_other_things_is_told_as_it_is() -> None:
    shown = {one.asset for shot in board("武侠：一只橘猫和一条龙").shots for one in shot.subjects}
    assert "swordsman" not in shown
    assert "cat" in shown


def test_a_master_of_style_is_no_person_of_the_story() -> None:
    story = board("a lighthouse by the sea in the style of Akira Kurosawa")
    words = {one.words for shot in story.shots for one in shot.subjects}
    assert not any("Akira" in word or "Kurosawa" in word for word in words)


def test_a_short_film_keeps_one_scene_and_a_long_one_goes_through_all_places() -> None:
    brief = Brief(prompt="武侠", seconds=5)
    writer = RuleWriter()
    assert len(writer.write(brief).scenes) == 1
    whole = Brief(prompt="武侠", seconds=30)
    script = writer.write(whole)
    assert {"bamboo", "lake", "dune_ridge"} <= {shot.set for shot in writer.board(script, whole).shots}


def test_the_wuxia_film_is_a_duel_in_four_colours_and_keeps_both_swords_in_every_view() -> None:
    shots = board("张艺谋式武侠分镜", 28.0).shots
    assert {shot.set for shot in shots} == {"bamboo", "lake", "dune_ridge", "banner_hall"}
    assert all({"swordsman", "swordswoman"} <= {one.asset for one in shot.subjects} for shot in shots)
    assert all(passage_of(shot) for shot in shots)
    assert len({passage_of(shot) for shot in shots}) >= 6
