"""The English documentary of a coast, and faults of casting that directors of photography found."""

import pytest

from yingxi.film import Brief, Storyboard
from yingxi.story.board import board_screenplay
from yingxi.story.reading import read_brief
from yingxi.story.screenplay import write_screenplay

DOCUMENTARY = "A documentary: a coastal town at dawn, fishing boats, market, storm, calm"
SMALL_TOWN = "Dawn in a small fishing town: boats leave the harbour, gulls follow, a storm comes and passes."
CHINESE = "海边小镇纪录片：黎明的渔船、集市、风暴与平静"


def made(prompt: str, seconds: float = 28) -> Storyboard:
    brief = Brief(prompt=prompt, seconds=seconds)
    return board_screenplay(write_screenplay(brief), brief)


def assets_of(film: Storyboard) -> set[str]:
    return {subject.asset for shot in film.shots for subject in shot.subjects}


@pytest.mark.parametrize("prompt", [DOCUMENTARY, SMALL_TOWN, CHINESE])
def test_a_day_on_the_coast_goes_from_before_sunrise_through_a_storm_to_evening(prompt: str) -> None:
    film = made(prompt)
    first, last = film.shots[0], film.shots[-1]
    assert (first.set, first.hour) == ("coast_town", "dawn")
    assert first.warmth < -0.5
    assert any(shot.hour == "dawn" and shot.warmth > 0 for shot in film.shots)
    assert any(shot.weather == "storm" for shot in film.shots)
    assert (last.hour, last.weather) == ("sunset", "clear")
    assert {"fishing_boat", "gull"} <= assets_of(film)


def test_a_market_is_shown_where_the_text_asks_for_one() -> None:
    assert "fish_market" in {shot.set for shot in made(DOCUMENTARY).shots}
    assert "fish_market" in {shot.set for shot in made(CHINESE).shots}
    assert {shot.set for shot in made(SMALL_TOWN).shots} == {"coast_town"}


def test_kung_fu_is_nobody() -> None:
    assert assets_of(made("一只会功夫的橘猫在屋顶上追一只机器老鼠")) == {"cat", "clockwork_mouse"}


def test_a_word_that_holds_its_verb_moves_what_it_names() -> None:
    horses = read_brief(Brief(prompt="万马奔腾过草原")).things[0]
    assert (horses.asset, horses.action) == ("horse", "gallop")
    assert horses.count >= 12


def test_mountains_in_the_distance_are_seen_from_here() -> None:
    film = made("万马奔腾过草原，牧人挥动套马杆，雪山在远方")
    assert {shot.set for shot in film.shots} == {"grassland"}


def test_a_train_over_a_bridge_runs_on_a_viaduct() -> None:
    film = made("A steam train crosses a snowy mountain bridge at sunset")
    assert {shot.set for shot in film.shots} == {"viaduct"}
    assert {shot.hour for shot in film.shots} == {"sunset"}
    assert assets_of(film) == {"train"}


def test_the_day_goes_on_where_no_hour_is_named() -> None:
    hours = [shot.hour for shot in made("A day in the life of a bee: hive, meadow, flower, honey").shots]
    assert hours[0] == "morning"
    assert hours[-1] == "sunset"


def test_an_hour_that_is_named_rules_the_film() -> None:
    film = made("Hot-air balloons drift over lavender fields at sunrise")
    assert {shot.hour for shot in film.shots} == {"dawn"}


def test_a_fleet_says_how_many() -> None:
    film = made("a fleet of starships")
    assert assets_of(film) == {"spaceship"}
    assert film.shots[0].set == "space"
    assert max(subject.count for shot in film.shots for subject in shot.subjects) >= 8


def test_a_lighthouse_that_is_asked_for_stands_in_the_harbour() -> None:
    film = made("a lighthouse in a storm")
    assert {shot.set for shot in film.shots} == {"coast_town"}
    assert assets_of(film) == {"lighthouse"}
