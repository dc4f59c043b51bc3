"""The catalogue finds what the folders hold and says what is wrong with what it cannot take."""

from types import ModuleType

import pytest

from yingxi.art import registry
from yingxi.art.asset import Asset, Words
from yingxi.film.errors import UsageError, YingxiError


def _asset(name: str) -> Asset:
    return Asset(id=name, kind="prop", words=Words(zh=("箱",), en=("box",)), build=lambda sheet: sheet)


def _module(**content: object) -> ModuleType:
    module = ModuleType("yingxi.art.props.test_box")
    module.__dict__.update(content)
    return module


def test_a_module_declares_one_asset_many_or_none():
    box, ball = _asset("box"), _asset("ball")
    assert registry.declared_assets(_module(ASSET=box)) == (box,)
    assert registry.declared_assets(_module(ASSETS=(box, ball))) == (box, ball)
    assert registry.declared_assets(_module()) == ()


def test_a_module_that_declares_something_else_is_named():
    with pytest.raises(YingxiError, match="test_box declares 'box'"):
        registry.declared_assets(_module(ASSET="box"))


def test_catalogue_ids_are_keys_and_words_stand_in_both_languages():
    for name, asset in registry.catalogue().items():
        assert asset.id == name
        assert asset.words.zh, name
        assert asset.words.en, name


def test_two_assets_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(registry, "_module_names", lambda: iter(["a", "b"]))
    monkeypatch.setattr(registry, "_load", lambda name: _module(ASSET=_asset("box")))
    with pytest.raises(YingxiError, match="two assets are called 'box'"):
        registry.house_assets.__wrapped__()


def test_a_module_that_cannot_be_loaded_is_an_error_with_its_name():
    with pytest.raises(YingxiError, match=r"yingxi\.art\.props\.no_such_thing cannot be loaded"):
        registry._load("yingxi.art.props.no_such_thing")


def test_an_unknown_id_names_the_nearest(monkeypatch):
    monkeypatch.setattr(registry, "catalogue", lambda: {"dragon_boat": _asset("dragon_boat")})
    with pytest.raises(UsageError, match="did you mean 'dragon_boat'"):
        registry.asset_by_id("dragonboat")
