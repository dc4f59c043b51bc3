"""make and new: from what was asked to a film, or to its brief."""

import typer

from yingxi.cli import films
from yingxi.cli.context import (
    AnyProject,
    AudioMark,
    Budget,
    Burn,
    Draft,
    EngineName,
    EngineSettings,
    FilmLanguage,
    FilmTitle,
    Fps,
    Jobs,
    LabelOff,
    LabelPlace,
    LabelText,
    LookName,
    Out,
    Photos,
    Prompt,
    Seconds,
    Seed,
    Size,
    Territory,
    VoiceName,
    language_of,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(make)
    app.command()(new)


def make(
    context: typer.Context, prompt: Prompt = None, project: AnyProject = None, seconds: Seconds = None,
    size: Size = None, fps: Fps = None, look: LookName = None, seed: Seed = None, engine: EngineName = None,
    voice: VoiceName = None, language: FilmLanguage = None, title: FilmTitle = None, burn: Burn = None,
    draft: Draft = False, out: Out = None, jobs: Jobs = 0, settings: EngineSettings = None,
    budget: Budget = None, label_text: LabelText = None, label_place: LabelPlace = None,
    label_off: LabelOff = None, photo: Photos = None, audio_mark: AudioMark = None,
    territory: Territory = None,
) -> None:  # fmt: skip
    asked = films.Asked(
        prompt=prompt, seconds=seconds, size=size, fps=fps, look=look, seed=seed, engine=engine, voice=voice,
        language=language, title=title, burn=burn, settings=tuple(settings or ()),
        label_text=label_text, label_place=label_place, label_off=label_off,
        photos=tuple(photo or ()), audio_mark=audio_mark,
    )  # fmt: skip
    films.make(
        language_of(context), asked, project, until="report", draft=draft, jobs=jobs, out=out, budget=budget,
        territory=territory,
    )  # fmt: skip


def new(
    context: typer.Context, prompt: Prompt = None, project: AnyProject = None, seconds: Seconds = None,
    size: Size = None, fps: Fps = None, look: LookName = None, seed: Seed = None, engine: EngineName = None,
    voice: VoiceName = None, language: FilmLanguage = None, title: FilmTitle = None, burn: Burn = None,
    settings: EngineSettings = None, label_text: LabelText = None, label_place: LabelPlace = None,
    label_off: LabelOff = None, photo: Photos = None, audio_mark: AudioMark = None,
) -> None:  # fmt: skip
    asked = films.Asked(
        prompt=prompt, seconds=seconds, size=size, fps=fps, look=look, seed=seed, engine=engine, voice=voice,
        language=language, title=title, burn=burn, settings=tuple(settings or ()),
        label_text=label_text, label_place=label_place, label_off=label_off,
        photos=tuple(photo or ()), audio_mark=audio_mark,
    )  # fmt: skip
    films.new(language_of(context), asked, project)
