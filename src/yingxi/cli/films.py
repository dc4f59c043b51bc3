"""The commands that make films: what was asked becomes a brief, production does the rest."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yingxi.cli.progress import Progress
from yingxi.film import Brief
from yingxi.film.errors import UsageError

RATIOS = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
    "2.39:1": (1920, 804),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What stood on the command line; None where nothing was said."""

    prompt: str | None = None
    seconds: float | None = None
    size: str | None = None
    fps: int | None = None
    look: str | None = None
    seed: int | None = None
    engine: str | None = None
    voice: str | None = None
    language: str | None = None
    title: str | None = None
    burn: bool | None = None
    audio_mark: bool | None = None
    settings: tuple[str, ...] = ()
    label_text: str | None = None
    label_place: str | None = None
    label_off: str | None = None
    photos: tuple[Path, ...] = ()


def read_size(text: str) -> tuple[int, int]:
    """Pixels from `1920x1080` or a ratio such as `9:16`."""
    if text in RATIOS:
        return RATIOS[text]
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not (cross and width.strip().isdecimal() and height.strip().isdecimal()):
        raise UsageError(
            f"size '{text}' is not WIDTHxHEIGHT; allowed: 1920x1080 and the like, or {', '.join(RATIOS)}",
            zh=f"尺寸“{text}”不是 宽x高；可以写 1920x1080 之类，或 {'、'.join(RATIOS)}",
        )
    return int(width), int(height)


def label_words(asked: Asked) -> tuple[tuple[str, str | None], ...]:
    """What was said of the label: a reason to leave it off and a text or place put each other out."""
    if asked.label_off and asked.label_text is None and asked.label_place is None:
        return ("label_off", asked.label_off), ("label_text", ""), ("label_place", "")
    drawn = asked.label_text or asked.label_place
    off = asked.label_off if asked.label_off is not None else ("" if drawn else None)
    return ("label_off", off), ("label_text", asked.label_text), ("label_place", asked.label_place)


def apply(asked: Asked, brief: Brief) -> Brief:
    """The brief with everything that was said on the command line."""
    words: dict[str, Any] = {
        name: value
        for name, value in (
            ("prompt", asked.prompt),
            ("seconds", asked.seconds),
            ("fps", asked.fps),
            ("look", asked.look),
            ("seed", asked.seed),
            ("engine", asked.engine),
            ("voice", asked.voice),
            ("language", asked.language),
            ("title", asked.title),
            ("burn_subtitles", asked.burn),
            ("audio_mark", asked.audio_mark),
            *label_words(asked),
        )
        if value is not None
    }
    if asked.size is not None:
        words["width"], words["height"] = read_size(asked.size)
    if asked.photos:
        words["photos"] = tuple(str(one.resolve()) for one in asked.photos)
        words["engine"] = asked.engine or ("photo" if brief.engine == "world" else brief.engine)
    if words.get("engine", brief.engine) != brief.engine:
        words["engine_options"] = {}
    if asked.settings:
        standing = words.get("engine_options", brief.engine_options)
        words["engine_options"] = apply_settings(asked.settings, standing)
    return replace(brief, **words)


def apply_settings(settings: tuple[str, ...], standing: Mapping[str, Any]) -> dict[str, Any]:
    """Engine options with `name=value` and `noise.shift=5` put over them; values are read as YAML is."""
    from yingxi.store.yaml_reading import read_page

    options: dict[str, Any] = {**standing}
    for text in settings:
        name, equals, value = text.partition("=")
        *outer, last = name.strip().split(".")
        if not (equals and last and all(outer)):
            raise UsageError(
                f"--set '{text}' is not NAME=VALUE; write --set steps=20, --set noise.shift=5",
                zh=f"--set“{text}”不是 名=值；请写 --set steps=20、--set noise.shift=5",
            )
        inner = options
        for part in outer:
            held = inner.get(part)
            inner[part] = dict(held) if isinstance(held, Mapping) else {}
            inner = inner[part]
        inner[last] = read_page(value, f"--set {name}").data
    return options


def find_brief(asked: Asked, project: Path | None) -> tuple[Brief, Path | None]:
    """The brief to work from: the folder's own, changed by what was said, or a new one from the prompt."""
    from yingxi.store import FilmFolder, load

    place = project
    if place is None and asked.prompt is not None and is_film(asked.prompt):
        place, asked = Path(asked.prompt), replace(asked, prompt=None)
    if place is not None and FilmFolder(place).brief.is_file():
        return apply(asked, load(FilmFolder(place).brief, Brief)), place
    if asked.prompt is None:
        where = (place or Path()).resolve()
        raise UsageError(
            f"no prompt, and no film in {where}; say what to film, or name a film's folder with --project",
            zh=f"没有说拍什么，{where} 里也没有片子；请说拍什么，或用 --project 指一个片子文件夹",
        )
    return apply(asked, Brief(prompt="")), place


def is_film(text: str) -> bool:
    """Whether the words given are the folder of a film; a long prompt is no folder's name."""
    return len(text) < 250 and "\0" not in text and Path(text, "brief.yaml").is_file()


def make(
    language: str,
    asked: Asked,
    project: Path | None,
    *,
    until: str,
    draft: bool = False,
    jobs: int = 0,
    out: Path | None = None,
    again: tuple[str, ...] = (),
    shots: tuple[str, ...] = (),
    budget: float | None = None,
    territory: str | None = None,
) -> None:
    """Run the stages up to `until`, showing how far they are; `territory`: where the person is."""
    from yingxi.engines.territories import VARIABLE, read_territory
    from yingxi.production import make_film

    if territory is not None:
        os.environ[VARIABLE] = read_territory(territory)
    brief, place = find_brief(asked, project)
    with Progress(language) as progress:
        film = make_film(
            brief, place, until=until, draft=draft, jobs=jobs, again=again, shots=shots, budget=budget,
            on_event=progress,
        )  # fmt: skip
        if out is not None and film.master.is_file():
            copy_out(film.master, out)
        progress.finish(film, until)


def new(language: str, asked: Asked, project: Path | None) -> None:
    """Write the brief and nothing else."""
    from yingxi.production import open_film

    brief, place = find_brief(asked, project)
    with Progress(language) as progress, open_film(brief, place) as production:
        progress.say_path("folder", production.folder.root)


def cut(language: str, project: Path | None, *, again: bool, export: tuple[str, ...]) -> None:
    """Assemble the cut and write it in other houses' formats too."""
    from yingxi.post import export_cut, read_cut
    from yingxi.production import make_film

    brief, place = find_brief(Asked(), project)
    with Progress(language) as progress:
        film = make_film(brief, place, until="cut", again=("cut",) if again else (), on_event=progress)
        progress.finish(film, "cut")
        for form in export:
            out = film.folder.cut.with_suffix(f".{form}")
            progress.say_path("cut", export_cut(read_cut(film.folder.cut), film.folder.root, out, form))


def still(
    language: str, asked: Asked, project: Path | None, *, shot: str | None, at: float, out: Path | None
) -> None:
    """One picture of a film, without shooting it."""
    from yingxi.production import make_still

    brief, place = find_brief(asked, project)
    made = make_still(brief, place, shot=shot, at=at, out=out or Path("still.png"))
    progress = Progress(language)
    progress.say_notes(made.notes)
    progress.say_path("done", made.path)


def copy_out(master: Path, out: Path) -> None:
    """Put a copy of the master where the person asked for it, whole or not at all."""
    from yingxi.store.atomic import replacing

    with replacing(out) as temporary:
        shutil.copyfile(master, temporary)
