"""A screenplay as blocks: a stretch of one scene with at most one spoken line and the things it shows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yingxi.film import Scene, Screenplay
from yingxi.film.terms import Season
from yingxi.story.passages import Passage
from yingxi.story.reading import Reading
from yingxi.story.riding import in_block
from yingxi.story.setting import find_place, name_seasons, nearest_set
from yingxi.story.things import Thing, action_in, find_things
from yingxi.story.treatments import PlannedScene, PlannedShot


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One line (or none) and what is seen while it is spoken. `things` are the story's, hero first."""

    scene: Scene
    set: str
    season: Season
    things: tuple[Thing, ...]
    line: str = ""
    speaker: str = ""
    action: str = ""
    opens: bool = False
    plan: tuple[PlannedShot, ...] = ()
    planned: PlannedScene | None = None


def list_blocks(screenplay: Screenplay, reading: Reading) -> tuple[Block, ...]:
    """All blocks of a screenplay in order; every scene gives at least one."""
    found: list[Block] = []
    known = list(reading.things)
    season = reading.season
    for scene in screenplay.scenes:
        where = scene_set(scene, reading)
        season = _season(scene, reading, season)
        for action, line, speaker in _stretches(scene):
            things = _things_of(action, line, known, reading, scene.place)
            found.append(
                Block(
                    scene=scene,
                    set=where,
                    season=season,
                    things=things,
                    line=line,
                    speaker=speaker,
                    action=action,
                    opens=not found or found[-1].scene.number != scene.number,
                )
            )
    return _with_plans(found, reading)


def _with_plans(blocks: Sequence[Block], reading: Reading) -> tuple[Block, ...]:
    """The blocks with the views that a treatment plans: each scene's in order over its blocks."""
    if reading.treatment is None:
        return tuple(blocks)
    scenes = tuple(dict.fromkeys(block.scene for block in blocks))
    done: list[Block] = []
    for block in blocks:
        planned = _planned_scene(block.scene, scenes, reading)
        mine = [other for other in blocks if other.scene.number == block.scene.number]
        if planned is not None:
            at, whole = mine.index(block), len(planned.shots)
            chunk = planned.shots[at * whole // len(mine) : (at + 1) * whole // len(mine)]
            block = replace(block, plan=chunk, planned=planned, things=_acting(block, planned, reading))
        done.append(block)
    return tuple(done)


def _planned_scene(scene: Scene, scenes: Sequence[Scene], reading: Reading) -> PlannedScene | None:
    """The planned scene that a scene still is: its place and time were not edited.

    Of several at one place and time the first is the first planned.
    """
    if reading.treatment is None:
        return None
    pairs = zip(reading.passages, reading.treatment.scenes, strict=True)
    alike = [plan for one, plan in pairs if _when_where(one) == _when_where(scene)]
    nth = [other for other in scenes if _when_where(other) == _when_where(scene)].index(scene)
    return alike[min(nth, len(alike) - 1)] if alike else None


def _when_where(one: Scene | Passage) -> tuple[str, str, str]:
    return one.place, one.hour, one.weather


def _acting(block: Block, planned: PlannedScene, reading: Reading) -> tuple[Thing, ...]:
    """The block's things, doing what the scene plans for them unless its line says otherwise."""
    cast = {} if reading.treatment is None else reading.treatment.cast
    wished = {cast[key].asset: action for key, action in planned.actions.items()}
    return tuple(replace(thing, action=thing.action or wished.get(thing.asset, "")) for thing in block.things)


def _stretches(scene: Scene) -> Iterable[tuple[str, str, str]]:
    """(action, line, speaker) for every stretch.

    Actions belong to the line that follows them; a line without one is spoken over the picture before it.
    """
    waiting: list[str] = []
    current = ""
    spoken = False
    for element in scene.elements:
        if element.kind == "action":
            waiting.append(element.text)
            continue
        current = " ".join(waiting) or current
        yield current, element.text, element.speaker
        waiting, spoken = [], True
    if waiting or not spoken:
        yield " ".join(waiting), "", ""


def scene_set(scene: Scene, reading: Reading) -> str:
    """The set in which a scene is shot: by its place words, else the film's own."""
    for passage in reading.passages:
        if passage.place and passage.place == scene.place and passage.set:
            return passage.set
    if scene.place == reading.place:
        return reading.set
    found = find_things(scene.place, reading.language)
    place = find_place(scene.place, reading.language)
    wanted = found.places[0][1] if found.places else place[1] if place else reading.set
    return nearest_set(wanted)


def _season(scene: Scene, reading: Reading, current: Season) -> Season:
    """The first season that a scene's actions name, else the one before."""
    actions = [element for element in scene.elements if element.kind == "action"]
    for element in actions or scene.elements:
        seasons = name_seasons(element.text, reading.language)
        if seasons:
            return seasons[0]
    return current


def _things_of(action: str, line: str, known: list[Thing], reading: Reading, place: str) -> tuple[Thing, ...]:
    """The story's things that the action names (the line, when there is no action), as they act here."""
    text = action or line
    here = [thing for thing in known if _named(thing, text)]
    for thing in find_things(_rest_of(text, known, place), reading.language, reading.names).things:
        same = next((other for other in known if other.asset == thing.asset), None)
        if same is None:
            known.append(thing)
        if all(thing.asset != other.asset for other in here):
            here.append(same or thing)
    order = {id(thing): at for at, thing in enumerate(known)}
    acted = [
        (order[id(thing)], replace(thing, action=action_in(line, thing, reading.language) or thing.action))
        for thing in here
    ]
    ordered = [thing for _, thing in sorted(acted, key=lambda pair: pair[0])]
    return in_block(ordered, known, f"{action} {line}", reading.language, not reading.synopsis)


def _rest_of(text: str, known: Sequence[Thing], place: str) -> str:
    """A text without the known things and its place: what is left was added by hand."""
    names = [place, *(thing.words for thing in known), *(thing.name for thing in known)]
    for name in sorted((name for name in names if name), key=len, reverse=True):
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def _named(thing: Thing, text: str) -> bool:
    lower = text.lower()
    return bool(thing.words and thing.words.lower() in lower) or bool(
        thing.name and thing.name.lower() in lower
    )


def first_things(blocks: Sequence[Block]) -> tuple[Thing, ...]:
    """All things that any block shows, in the order in which the film meets them."""
    seen: dict[str, Thing] = {}
    for block in blocks:
        for thing in block.things:
            seen.setdefault(f"{thing.asset}/{thing.words}", thing)
    return tuple(seen.values())
