"""The program: every command, with its help put into the language of the person."""

from typing import Any

import typer

from yingxi.cli import (
    art_commands,
    identity_commands,
    likeness_commands,
    list_commands,
    make_commands,
    model_commands,
    noise_commands,
    record_commands,
    stage_commands,
    verify_commands,
)
from yingxi.cli.words import WORDS, say

DEPARTMENTS = (
    make_commands,
    stage_commands,
    record_commands,
    list_commands,
    model_commands,
    noise_commands,
    verify_commands,
    identity_commands,
    likeness_commands,
    art_commands,
)


def build_app(language: str) -> Any:
    """All commands with help in that language, as one callable command."""
    app = typer.Typer(name="yingxi", add_completion=False, rich_markup_mode=None)
    for department in DEPARTMENTS:
        department.register(app)
    command = typer.main.get_command(app)
    translate(command, language)
    return command


def translate(command: Any, language: str) -> None:
    """Put the words of one language into the help of all commands, arguments and options."""
    translate_panels(language)
    command.help = say("app", language) + f"\n\n--lang zh|en  {say('lang', language)}"
    translate_options(command, language)
    for name, inner in command.commands.items():
        translate_command(inner, name, language)


def translate_command(command: Any, name: str, language: str) -> None:
    """The help of one command and of those inside it, whose words are found by both names: `models add`."""
    command.help = say(name, language)
    translate_options(command, language)
    for inner_name, inner in getattr(command, "commands", {}).items():
        translate_command(inner, f"{name} {inner_name}", language)


def translate_options(command: Any, language: str) -> None:
    """The help of one command's own arguments and options; a test holds that each has words."""
    for option in (*command.params, command.get_help_option(typer.Context(command))):
        if option is not None and option.name in WORDS:
            option.help = say(option.name, language)


def translate_panels(language: str) -> None:
    """Panel titles of the help pages."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = say("arguments", language)
    rich_utils.OPTIONS_PANEL_TITLE = say("options", language)
    rich_utils.COMMANDS_PANEL_TITLE = say("commands", language)
