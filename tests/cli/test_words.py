"""Chinese and English are equals at the command line."""

import pytest
from typer import Context

from yingxi.cli.app import build_app
from yingxi.cli.language import choose_language, split_language
from yingxi.cli.words import WORDS


def every_command():
    return {"yingxi": build_app("en"), **dict(commands_in(build_app("en")))}


def commands_in(group, before=""):
    for name, command in getattr(group, "commands", {}).items():
        yield f"{before}{name}", command
        yield from commands_in(command, f"{before}{name} ")


def test_every_command_and_option_has_words_in_both_languages():
    for name, command in every_command().items():
        assert name == "yingxi" or name in WORDS, f"no words for command {name}"
        for option in (*command.params, command.get_help_option(Context(command))):
            assert option.name in WORDS, f"no words for {name} --{option.name}"


def test_no_words_are_left_over_or_missing_a_language():
    assert all(chinese.strip() and english.strip() for chinese, english in WORDS.values())


@pytest.mark.parametrize(("language", "expected"), [("zh", "片长"), ("en", "Length of the film")])
def test_help_speaks_the_language(language, expected, capsys):
    from yingxi.cli import main

    with pytest.raises(SystemExit) as left:
        main(["make", "--help", "--lang", language])
    assert left.value.code == 0
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "environ", "expected"),
    [
        ("", {}, "en"),
        ("", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ("", {"LANG": "en_US.UTF-8", "YINGXI_LANG": "zh"}, "zh"),
        ("en", {"YINGXI_LANG": "zh"}, "en"),
    ],
)
def test_language_is_chosen_by_option_then_environment_then_locale(asked, environ, expected):
    assert choose_language(asked, environ) == expected


def test_language_option_is_taken_wherever_it_stands():
    assert split_language(["make", "--lang", "zh", "x"]) == ("zh", ["make", "x"])
    assert split_language(["--lang=en", "looks"]) == ("en", ["looks"])
