"""The commands: each says what it does in the language of the person and hands over to production."""

from pathlib import Path
from typing import Annotated

import click
import typer

from yingxi.cli.words import say

PROJECT = Path()


def build_app(language: str) -> click.Command:
    """All commands with help in that language."""
    translate_frame(language)
    app = typer.Typer(
        name="yingxi",
        help=say("app", language) + f"\n\n--lang zh|en  {say('lang', language)}",
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    add_film_commands(app, language)
    add_list_commands(app, language)
    command = typer.main.get_command(app)
    translate_help_options(command, language)
    return command


def translate_frame(language: str) -> None:
    """Panel titles of the help pages."""
    if language == "zh":
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = say("arguments", language)
        rich_utils.OPTIONS_PANEL_TITLE = say("options", language)
        rich_utils.COMMANDS_PANEL_TITLE = say("commands", language)


def translate_help_options(command: click.Command, language: str) -> None:
    """The words of every `--help` option."""
    commands = [command, *getattr(command, "commands", {}).values()]
    for each in commands:
        with click.Context(each) as context:
            option = each.get_help_option(context)
            if option is not None:
                option.help = say("help", language)


def add_film_commands(app: typer.Typer, language: str) -> None:
    """make, new, write, board, shoot, cut, mix, master, still."""
    from yingxi.cli import films

    def tell(key: str) -> str:
        return say(key, language)

    prompt = Annotated[str | None, typer.Argument(help=tell("prompt"), show_default=False)]
    project = Annotated[Path | None, typer.Option("--project", "-p", help=tell("project"), show_default=False)]
    seconds = Annotated[float | None, typer.Option(help=tell("seconds"), show_default="120")]
    size = Annotated[str | None, typer.Option(help=tell("size"), show_default="1920x1080")]
    fps = Annotated[int | None, typer.Option(help=tell("fps"), show_default="24")]
    look = Annotated[str | None, typer.Option(help=tell("look"), show_default=False)]
    seed = Annotated[int | None, typer.Option(help=tell("seed"), show_default="1")]
    engine = Annotated[str | None, typer.Option(help=tell("engine"), show_default="world")]
    voice = Annotated[str | None, typer.Option(help=tell("voice"), show_default=False)]
    film_language = Annotated[str | None, typer.Option("--language", help=tell("language"), show_default=False)]
    title = Annotated[str | None, typer.Option(help=tell("title"), show_default=False)]
    burn = Annotated[bool | None, typer.Option("--burn-subtitles", help=tell("burn"), show_default=False)]
    draft = Annotated[bool, typer.Option("--draft", help=tell("draft"))]
    out = Annotated[Path | None, typer.Option("--out", "-o", help=tell("out"), show_default=False)]
    jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help=tell("jobs"), show_default=False)]
    again = Annotated[bool, typer.Option("--again", help=tell("again"))]

    @app.command(help=tell("make"))
    def make(
        prompt: prompt = None, project: project = None, seconds: seconds = None, size: size = None,
        fps: fps = None, look: look = None, seed: seed = None, engine: engine = None, voice: voice = None,
        film_language: film_language = None, title: title = None, burn: burn = None,
        draft: draft = False, out: out = None, jobs: jobs = 0,
    ) -> None:
        asked = films.Asked(
            prompt=prompt, seconds=seconds, size=size, fps=fps, look=look, seed=seed, engine=engine,
            voice=voice, language=film_language, title=title, burn=burn,
        )
        films.make(language, asked, project, until="report", draft=draft, jobs=jobs, out=out)

    @app.command(help=tell("new"))
    def new(
        prompt: prompt, project: project = None, seconds: seconds = None, size: size = None, fps: fps = None,
        look: look = None, seed: seed = None, engine: engine = None, voice: voice = None,
        film_language: film_language = None, title: title = None, burn: burn = None,
    ) -> None:
        asked = films.Asked(
            prompt=prompt, seconds=seconds, size=size, fps=fps, look=look, seed=seed, engine=engine,
            voice=voice, language=film_language, title=title, burn=burn,
        )
        films.new(language, asked, project)

    @app.command(help=tell("write"))
    def write(project: project = PROJECT, again: again = False) -> None:
        films.make(language, films.Asked(), project, until="write", again=("write",) if again else ())

    @app.command(help=tell("board"))
    def board(project: project = PROJECT, again: again = False) -> None:
        films.make(language, films.Asked(), project, until="board", again=("board",) if again else ())

    @app.command(help=tell("shoot"))
    def shoot(
        shots: Annotated[list[str] | None, typer.Argument(help=tell("shots"), show_default=False)] = None,
        project: project = PROJECT, draft: draft = False, jobs: jobs = 0,
    ) -> None:
        films.make(language, films.Asked(), project, until="shoot", draft=draft, jobs=jobs, shots=tuple(shots or ()))

    @app.command(help=tell("cut"))
    def cut(
        project: project = PROJECT, again: again = False,
        export: Annotated[list[str] | None, typer.Option("--export", help=tell("export"), show_default=False)] = None,
    ) -> None:
        films.cut(language, project, again=again, export=tuple(export or ()))

    @app.command(help=tell("mix"))
    def mix(project: project = PROJECT, jobs: jobs = 0) -> None:
        films.make(language, films.Asked(), project, until="mix", jobs=jobs)

    @app.command(help=tell("master"))
    def master(project: project = PROJECT, out: out = None, jobs: jobs = 0) -> None:
        films.make(language, films.Asked(), project, until="report", jobs=jobs, out=out)

    @app.command(help=tell("still"))
    def still(
        prompt: prompt = None, project: project = None, size: size = None, look: look = None, seed: seed = None,
        shot: Annotated[str | None, typer.Option(help=tell("shot"), show_default=False)] = None,
        at: Annotated[float, typer.Option(min=0.0, max=1.0, help=tell("at"))] = 0.5, out: out = None,
    ) -> None:
        asked = films.Asked(prompt=prompt, size=size, look=look, seed=seed)
        films.still(language, asked, project, shot=shot, at=at, out=out)


def add_list_commands(app: typer.Typer, language: str) -> None:
    """looks, engines, voices, doctor, bench and --version."""
    from yingxi.cli import lists

    as_json = Annotated[bool, typer.Option("--json", help=say("json", language))]

    @app.command(help=say("looks", language))
    def looks(
        sheet: Annotated[Path | None, typer.Option("--sheet", help=say("sheet", language), show_default=False)] = None,
        prompt: Annotated[str | None, typer.Option("--prompt", help=say("prompt", language), show_default=False)] = None,
        json: as_json = False,
    ) -> None:
        lists.show_looks(language, sheet=sheet, prompt=prompt, as_json=json)

    @app.command(help=say("engines", language))
    def engines(json: as_json = False) -> None:
        lists.show_engines(language, as_json=json)

    @app.command(help=say("voices", language))
    def voices(json: as_json = False) -> None:
        lists.show_voices(language, as_json=json)

    @app.command(help=say("doctor", language))
    def doctor(json: as_json = False) -> None:
        lists.show_doctor(language, as_json=json)

    @app.command(help=say("bench", language))
    def bench(
        what: Annotated[str, typer.Argument(help=say("what", language))] = "world",
        prompt: Annotated[str | None, typer.Option("--prompt", help=say("prompt", language), show_default=False)] = None,
        seconds: Annotated[float | None, typer.Option(help=say("seconds", language), show_default=False)] = None,
        size: Annotated[str | None, typer.Option(help=say("size", language), show_default=False)] = None,
        draft: Annotated[bool, typer.Option("--draft", help=say("draft", language))] = False,
        json: as_json = False,
    ) -> None:
        from yingxi.cli import benches

        benches.bench(language, what, prompt=prompt, seconds=seconds, size=size, draft=draft, as_json=json)

    @app.callback(invoke_without_command=True)
    def root(
        context: typer.Context,
        version: Annotated[bool, typer.Option("--version", help=say("version", language))] = False,
    ) -> None:
        if version:
            lists.show_version()
        elif context.invoked_subcommand is None:
            typer.echo(context.get_help())
