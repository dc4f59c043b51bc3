"""A licence that excludes territories: the person is asked, never guessed at, refused where it excludes."""

from dataclasses import replace

import pytest

from yingxi.engines import check_shot, engines_that_can, find_engine, read_settings, shoot
from yingxi.engines.capabilities import Terms
from yingxi.engines.diffusion.cards import model_cards
from yingxi.engines.protocol import Options
from yingxi.engines.territories import (
    Standing,
    keep_territory,
    read_territory,
    spell_territories,
    standing,
    stated_territory,
    territories,
)
from yingxi.film import UsageError

ASIAN = Terms(licence="Tencent Hunyuan Community Licence", excluded=("EU", "GB", "KR"))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_HOME", str(tmp_path / "home"))


@pytest.fixture
def restricted(short_engine, monkeypatch):
    """The engine `short` under a licence that excludes territories."""
    can = replace(short_engine.capabilities, terms=ASIAN)
    monkeypatch.setattr(type(short_engine), "capabilities_with", lambda self, settings: can)
    return short_engine


@pytest.mark.parametrize(
    ("code", "barred"),
    [("DE", True), ("EU", True), ("GB", True), ("UK", True), ("kr", True), ("CN", False), ("CH", False)],
)
def test_a_member_of_the_union_is_in_the_union(code, barred):
    found = Standing(code=read_territory(code), excluded=ASIAN.excluded)
    assert found.barred == barred
    assert not found.open
    assert Standing(code="EU", excluded=("FR",)).barred, "who says only EU may be in France"


def test_the_table_of_territories_is_whole():
    table = territories()
    assert len(table.union) == 27
    assert table.union < table.codes
    assert len(table.codes) == 250, "ISO 3166-1 has 249, and EU"
    assert all(len(code) == 2 and code.isupper() for code in table.codes)
    assert set(table.names) <= table.codes


def test_where_the_person_is_is_said_once_and_never_guessed(monkeypatch):
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert stated_territory() == ""
    assert keep_territory(" de ") == "DE"
    assert stated_territory() == "DE"
    monkeypatch.setenv("YINGXI_TERRITORY", "CN")
    assert stated_territory() == "CN"
    monkeypatch.delenv("YINGXI_TERRITORY")
    assert keep_territory("") == ""
    assert stated_territory() == ""


@pytest.mark.parametrize("wrong", ["Germany", "XX", "D", "中国"])
def test_what_is_no_territory_is_refused(wrong):
    with pytest.raises(UsageError, match=f"territory '{wrong}' is no two-letter country code") as refused:
        keep_territory(wrong)
    assert "不是两个字母的国家代码" in refused.value.said("zh")
    with pytest.raises(UsageError, match="'European Union' is no two-letter"):
        standing(Terms(excluded=("European Union",)))


def test_who_has_not_said_where_they_are_is_asked(restricted, board):
    with pytest.raises(UsageError) as refused:
        check_shot(restricted, read_settings(restricted, {}), board.shots[0], board)
    line = str(refused.value)
    assert "does not apply in the European Union, the United Kingdom, South Korea; say where you are" in line
    assert "yingxi territory US" in line
    assert "; these can: " in line
    assert "不适用于欧盟、英国、韩国；请说明你在哪里" in refused.value.said("zh")
    assert "short" not in engines_that_can(board.shots[0], board)


def test_who_is_excluded_is_refused_and_others_shoot(restricted, board, tmp_path, monkeypatch):
    monkeypatch.setenv("YINGXI_TERRITORY", "FR")
    with pytest.raises(UsageError, match=r"engine 'short' may not be used in FR: its licence \(Tencent"):
        check_shot(restricted, read_settings(restricted, {}), board.shots[0], board)
    monkeypatch.setenv("YINGXI_TERRITORY", "SG")
    assert "short" in engines_that_can(board.shots[0], board)
    options = Options(folder=tmp_path, settings=read_settings(restricted, {}))
    take = shoot("short", board.shots[0], board, options)
    assert take.recipe["territory"] == "SG"
    assert take.recipe["licence_excludes"] == "EU,GB,KR"
    assert "does not apply in the European Union" in take.notes[-1]
    assert "made in SG; read it before anything is used or shown there" in take.notes[-1]


def test_nobody_is_asked_without_need(short_engine, board, tmp_path):
    check_shot(find_engine("world"), read_settings(find_engine("world"), {}), board.shots[0], board)
    take = shoot("short", board.shots[0], board, Options(folder=tmp_path))
    assert "territory" not in take.recipe


def test_every_card_names_territories_by_their_code():
    for card in model_cards().values():
        standing(card.terms)
    assert spell_territories(model_cards()["hunyuanvideo-1.5"].terms.excluded, "zh") == "欧盟、英国、韩国"
