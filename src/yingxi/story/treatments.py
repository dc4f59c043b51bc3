"""Treatments: what a film is about that a few words only name by its kind (三体式科幻奇观, a runway show).

A treatment is one file of data/treatments: who plays, scene by scene where and when, what is said, and how a
director would look at it. It fills only what the text leaves open: colours and numbers of the person's own
words stay, a place that they name is the only place, an hour or a weather that they name rules.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, get_args

from yingxi.film.terms import Beat, Hour, Language, Season, Weather
from yingxi.story import casting
from yingxi.story.genre import said
from yingxi.story.passages import Passage
from yingxi.story.setting import find_place, nearest_set
from yingxi.story.setups import Setup, read_setup
from yingxi.story.shelf import load
from yingxi.story.things import Thing

Words = Mapping[Language, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """Who or what plays: the art department's asset, how many, in what colour."""

    asset: str
    words: Words
    count: int = 1
    colour: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedShot:
    """A view of a scene: the asset it serves (empty: the place). `worth` decides what is cut."""

    of: str
    setup: Setup
    worth: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedScene:
    """One place and time. `actions` says who is there and what each does.

    `light`, over the colour script, is any of luma and saturation (0-1) and warmth (-1..1); `look` shoots
    the scene in another look.
    """

    set: str
    place: Words
    hour: Hour
    weather: Weather
    season: Season
    beat: Beat
    actions: Mapping[str, str]
    lines: Mapping[Language, tuple[str, ...]]
    shots: tuple[PlannedShot, ...]
    worth: float = 1.0
    look: str = ""
    share: float = 0.0
    light: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment:
    """A film in outline. `cues`: any of these lists of words, all said, asks for it.

    `also` are assets that a text may name without anybody playing them, because the scenes show them anyway;
    `instead` are sets that it may name although the scenes play in places that stand for them. `shot_s` is
    how many seconds a shot of a film of up to half a minute lasts on the average (0: as in the template).
    """

    id: str
    cues: Mapping[Language, tuple[tuple[str, ...], ...]]
    template: str
    look: str
    title: Words
    cast: Mapping[str, Role]
    scenes: tuple[PlannedScene, ...]
    mood: str = ""
    also: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    shot_s: float = 0.0


@cache
def treatments() -> tuple[Treatment, ...]:
    """All treatments, by id."""
    folder = resources.files("yingxi.story") / "data" / "treatments"
    names = sorted(page.name for page in folder.iterdir() if page.name.endswith(".yaml"))
    return tuple(_read(load(f"treatments/{name.removesuffix('.yaml')}")) for name in names)


def find_treatment(
    text: str, language: Language, things: Sequence[Thing], passages: Sequence[Passage]
) -> Treatment | None:
    """The treatment that a short text asks for and that shows all it names, with only the places it names.

    The one with the most words of the text wins. None when the text names what no treatment shows: then the
    film is composed around the text's own things.
    """
    lower = text.lower()
    sets = {nearest_set(passage.set) for passage in passages if passage.set}
    # The place of an order (海边小镇纪录片：…) is not in any passage.
    ordered = find_place(re.split("[：:]", text, maxsplit=1)[0], language) if sets else None
    sets |= {nearest_set(ordered[1])} if ordered else set()
    best: tuple[int, Treatment] | None = None
    for one in treatments():
        cue = _said_cue(one, lower, language)
        named = {thing.asset for thing in things if thing.words.lower() not in cue}
        length = sum(map(len, cue))
        shown = {role.asset for role in one.cast.values()} | one.also
        places = sets - one.instead
        scenes = tuple(scene for scene in one.scenes if not places or scene.set in places)
        if length and named <= shown and scenes and (best is None or length > best[0]):
            best = (length, replace(one, scenes=_over_arc(scenes[0]) if len(scenes) == 1 else scenes))
    return best[1] if best else None


def _over_arc(scene: PlannedScene) -> tuple[PlannedScene, ...]:
    """One scene as the five parts of a film, its views and lines shared out in order."""
    beats: tuple[Beat, ...] = get_args(Beat)
    return tuple(
        replace(
            scene,
            beat=beat,
            shots=_share(scene.shots, at, len(beats)),
            lines={language: _share(lines, at, len(beats)) for language, lines in scene.lines.items()},
        )
        for at, beat in enumerate(beats)
    )


def _share(whole: tuple[Any, ...], at: int, among: int) -> tuple[Any, ...]:
    """The part `at` of `among` of a row, in order."""
    return whole[at * len(whole) // among : (at + 1) * len(whole) // among]


def _said_cue(treatment: Treatment, text: str, language: Language) -> tuple[str, ...]:
    """The longest of the treatment's cues that the text says; empty when it says none."""
    rows = [row for row in treatment.cues.get(language, ()) if all(said(word, text) for word in row)]
    return max(rows, key=lambda row: sum(map(len, row)), default=())


def cast_of(treatment: Treatment, language: Language, said_things: Sequence[Thing]) -> tuple[Thing, ...]:
    """The things that play, hero first; words, colours and larger numbers of the person's own are kept."""
    return tuple(_thing(role, language, said_things) for role in treatment.cast.values())


def passages_of(treatment: Treatment, language: Language, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The scenes as passages; an hour or weather that the text says and no scene has rules all of them."""
    keys = list(treatment.cast)
    hour = _ruling([passage.hour for passage in passages], [scene.hour for scene in treatment.scenes])
    weather = _ruling([one.weather for one in passages], [scene.weather for scene in treatment.scenes])
    return tuple(
        Passage(
            text=scene.place[language],
            things=tuple(keys.index(key) for key in scene.actions),
            place=scene.place[language],
            set=nearest_set(scene.set),
            hour=hour or scene.hour,
            weather=weather or scene.weather,
            season=scene.season,
        )
        for scene in treatment.scenes
    )


def _ruling(said_ones: Sequence[Any], planned: Sequence[Any]) -> Any:
    """The first value that the text says, unless the plan goes through it anyway."""
    first = next((one for one in said_ones if one), None)
    return None if first is None or first in planned else first


def _thing(role: Role, language: Language, said_things: Sequence[Thing]) -> Thing:
    match = casting.cast_asset(role.asset)
    if match is None:
        raise ValueError(f"a treatment casts '{role.asset}', which the art department has not")
    own = next((thing for thing in said_things if thing.asset == role.asset), None)
    return Thing(
        words=own.words if own else role.words[language],
        name=own.name if own else "",
        asset=match.asset,
        how=match.how,
        kind=match.kind,
        lives=match.lives,
        closest=match.closest,
        height=match.height,
        actions=match.actions,
        count=max(role.count, own.count if own else 1),
        colour=own.colour if own and own.colour else role.colour,
    )


def _read(page: Mapping[str, Any]) -> Treatment:
    title = page["title"]
    cast = {key: _role(row) for key, row in page["cast"].items()}
    return Treatment(
        id=page["id"],
        cues={
            "zh": tuple(_row(row) for row in page["cues"]["zh"]),
            "en": tuple(_row(row) for row in page["cues"]["en"]),
        },
        template=page["template"],
        look=page["look"],
        title={"zh": title["zh"], "en": title["en"]},
        cast=cast,
        scenes=tuple(_scene(row, f"{page['id']}.{at}", cast) for at, row in enumerate(page["scenes"])),
        mood=page.get("mood", ""),
        also=frozenset(page.get("also", ())),
        shot_s=float(page.get("shot_s", 0.0)),
        instead=frozenset(page.get("instead", ())),
    )


def _row(cue: str | Sequence[str]) -> tuple[str, ...]:
    return (cue,) if isinstance(cue, str) else tuple(cue)


def _role(row: Mapping[str, Any]) -> Role:
    return Role(
        asset=row["asset"],
        words={"zh": row["zh"], "en": row["en"]},
        count=int(row.get("count", 1)),
        colour=row.get("colour", ""),
    )


def _scene(row: Mapping[str, Any], name: str, cast: Mapping[str, Role]) -> PlannedScene:
    lines = row.get("lines", {})
    return PlannedScene(
        set=row["set"],
        place={"zh": row["zh"], "en": row["en"]},
        hour=row["hour"],
        weather=row.get("weather", "clear"),
        season=row.get("season", "summer"),
        beat=row["beat"],
        actions={key: action or "" for key, action in row.get("cast", {}).items()},
        lines={"zh": tuple(lines.get("zh", ())), "en": tuple(lines.get("en", ()))},
        shots=tuple(_shot(shot, f"{name}.{at}", cast) for at, shot in enumerate(row["shots"])),
        worth=float(row.get("worth", 1.0)),
        look=row.get("look", ""),
        share=float(row.get("share", 0.0)),
        light={key: float(value) for key, value in row.get("light", {}).items()},
    )


def _shot(row: Mapping[str, Any], name: str, cast: Mapping[str, Role]) -> PlannedShot:
    move = row["move"]
    moves = [move] if isinstance(move, str) else move
    setup = read_setup({**row, "id": name, "move": moves})
    of = cast[row["of"]].asset if row.get("of") else ""
    return PlannedShot(of=of, setup=setup, worth=float(row.get("worth", 1.0)))
