"""`yingxi engines`: what each makes, takes and lacks, in both languages and as JSON."""

import json

import pytest

from yingxi.cli import main


def said(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code, capsys.readouterr()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("可用", "分镜成片", "没有说服务器在哪里", "没有说用哪个工作流", "首帧")),
        ("en", ("available", "storyboard to video", "no server is named", "no workflow is named")),
    ],
)
def test_the_table_says_what_is_there_and_why_another_is_not(capsys, monkeypatch, language, words):
    monkeypatch.setenv("COLUMNS", "200")
    code, out = said(capsys, "engines", "--lang", language)
    assert code == 0
    for word in words:
        assert word in out.out


def test_json_has_everything_and_one_engine_its_options(capsys):
    rows = {row["name"]: row for row in json.loads(said(capsys, "engines", "--json")[1].out)}
    assert rows["world"]["available"]
    assert (rows["videos-api"]["available"], rows["videos-api"]["online"]) == (False, True)
    assert rows["videos-api"]["lacks"][0]["get"][1].startswith("--set url=")
    options = {one["name"]: one for one in rows["videos-api"]["options"]}
    assert options["server"]["allowed"] == "openai | vllm-omni | sglang"
    assert "--set painted" in said(capsys, "engines", "videos-api")[1].out


def test_an_engine_that_is_not_there_is_named_with_the_nearest(capsys):
    code, out = said(capsys, "engines", "comfy")
    assert code == 2
    assert "unknown engine 'comfy'; did you mean 'comfyui'?" in out.err


def test_the_cards_of_models_are_listed_with_what_is_not_confirmed():
    from yingxi.cli.engine_lists import cards
    from yingxi.cli.words import WORDS
    from yingxi.engines.diffusion.cards import model_cards

    shown = {row["model_card"]: row for row in cards("zh")}
    assert set(shown) == set(model_cards())
    assert shown["hunyuanvideo-1.5"]["terms"].endswith("不适用于 欧盟、英国、韩国")
    assert shown["hunyuanvideo-1.5"]["unconfirmed"] == "许可"
    for card in model_cards().values():
        assert all(f"fact.{name}" in WORDS for name in card.unconfirmed), card.id
        assert all(f"task.{name.replace(' ', '-')}" in WORDS for name in card.tasks), card.id
