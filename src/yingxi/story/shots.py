"""Making shots of choices: numbers, subjects, words, light, joins and cards."""

from collections.abc import Sequence
from dataclasses import replace

from yingxi.film import Brief, Screenplay, Shot, Subject, Title
from yingxi.film.terms import Language, Move, Role, Screen
from yingxi.story import casting
from yingxi.story.actions import name_of, place_name
from yingxi.story.blocks import Block
from yingxi.story.colour import colour_of
from yingxi.story.coverage import Choice
from yingxi.story.events import Brought
from yingxi.story.figures import Figure, figure_words, figures_for
from yingxi.story.joins import with_joins
from yingxi.story.reading import Reading
from yingxi.story.riding import together
from yingxi.story.setups import LADDER
from yingxi.story.shelf import load
from yingxi.story.things import Thing, most_of
from yingxi.story.waiting import waiting_action, waiting_blocks

LATEST_TITLE_S = 8.0


def make_shots(
    choices: Sequence[Choice],
    blocks: Sequence[Block],
    lengths: Sequence[int],
    reading: Reading,
    screenplay: Screenplay,
    brief: Brief,
) -> tuple[Shot, ...]:
    """The finished shots, one for each choice, `lengths` frames each."""
    figures = figures_for(choices, blocks, reading, screenplay)
    screens = _screens(choices, blocks, reading)
    shots: list[Shot] = []
    start = 0
    for at, (choice, length) in enumerate(zip(choices, lengths, strict=True)):
        shots.append(_shot(at, choice, blocks, start, length, figures[at], screens[at], reading, brief))
        start += length
    joined = with_joins(shots, reading.template, brief.fps)
    return _with_cards(joined, screenplay, brief.fps)


def _shot(
    at: int,
    choice: Choice,
    blocks: Sequence[Block],
    start: int,
    length: int,
    figure: Figure | None,
    screen: Screen,
    reading: Reading,
    brief: Brief,
) -> Shot:
    block = blocks[choice.slot.block]
    slot, scene = choice.slot, block.scene
    subjects, focus = _subjects(choice, block, figure, reading)
    look = _look(block, reading)
    luma, saturation, warmth = _light(block, colour_of(slot, scene.hour, scene.weather, look))
    shot = Shot(
        number=f"{(at + 1) * 10:04d}",
        scene=scene.number,
        start=start,
        length=length,
        description=_describe(choice, block, figure, reading.language),
        place=scene.place,
        set=block.set,
        hour=scene.hour,
        weather=scene.weather,
        season=block.season,
        mood=reading.mood,
        subjects=_waiting(subjects, slot.block, blocks),
        focus=focus,
        beat=slot.beat,
        energy=slot.energy,
        luma=luma,
        saturation=saturation,
        warmth=warmth,
        look=look,
        seed=brief.seed * 1000 + at,
    )
    return _filmed(shot, choice, screen, reading)


def _look(block: Block, reading: Reading) -> str:
    """The film's look, or a planned scene's own while the film is in the look that its treatment chose."""
    if block.planned is None or reading.treatment is None or reading.look.id != reading.treatment.look:
        return reading.look.id
    return block.planned.look or reading.look.id


def _light(block: Block, script: tuple[float, float, float]) -> tuple[float, float, float]:
    """The colour script, with what a planned scene says of its own light."""
    own = block.planned.light if block.planned else {}
    luma, saturation, warmth = script
    return own.get("luma", luma), own.get("saturation", saturation), own.get("warmth", warmth)


def _waiting(subjects: Sequence[Subject], at: int, blocks: Sequence[Block]) -> tuple[Subject, ...]:
    """The subjects of block `at`; those whose time has not come only wait."""
    waits = waiting_blocks(blocks)
    return tuple(
        replace(one, action=waiting_action(one.asset)) if at < waits.get(one.asset, 0) else one
        for one in subjects
    )


def _filmed(shot: Shot, choice: Choice, screen: Screen, reading: Reading) -> Shot:
    """The shot as its set-up has it: size, angle, lens, move and direction on the screen."""
    return replace(
        shot,
        size=choice.setup.size,
        angle=choice.setup.angle,
        lens=_lens(choice, reading),
        move=_turned(choice.move, screen),
        screen=screen,
    )


def _subjects(
    choice: Choice,
    block: Block,
    figure: Figure | None,
    reading: Reading,
) -> tuple[tuple[Subject, ...], int | None]:
    """Who is in the picture, and the index of whom the camera serves.

    Wide and full shots hold all that the block names; closer ones and those marked `only` hold the focus and
    the effects in the sky behind it. A swarm that has not yet taken off is left out.
    """
    wide = LADDER.index(choice.setup.size) <= LADDER.index("fs") and not choice.setup.only
    hero = reading.things[0].asset if reading.things else ""
    # What somebody sits in and whom somebody fights stay, however near the camera comes.
    kept = {"effect", "small_boat", "row", "sail", "duel", "fight"}
    things = [
        one for one in block.things if one == choice.thing or wide or {one.kind, one.asset, one.action} & kept
    ]
    subjects = [
        _subject(thing, choice, figure, hero, reading)
        for thing in things
        if thing.asset != "drone_swarm" or figure is not None
    ]
    subjects = list(together(subjects, block.things))
    subjects += _companions(choice, block, reading, {subject.asset for subject in subjects})
    focus = next(
        (at for at, subject in enumerate(subjects) if choice.thing and subject.words == choice.thing.words),
        None,
    )
    return tuple(subjects), focus


def _subject(thing: Thing, choice: Choice, figure: Figure | None, hero: str, reading: Reading) -> Subject:
    brought = [item.count for event in reading.events for item in event.brings if item.asset == thing.asset]
    action = thing.action
    if thing == choice.thing and choice.setup.action in thing.actions:
        action = choice.setup.action
    text = thing.text
    if thing.asset == "drone_swarm" and figure is not None:
        action, text = figure.action, figure.text
    role: Role = "effect" if thing.kind == "effect" else "hero" if thing.asset == hero else "second"
    return Subject(
        words=thing.words,
        asset=thing.asset,
        count=min(max([thing.count, *brought]), most_of(thing)),
        action=action,
        role=role,
        colour=thing.colour,
        text=text,
    )


def _companions(choice: Choice, block: Block, reading: Reading, have: set[str]) -> list[Subject]:
    """What the film's events add at this part of the arc: fireworks at the climax, lanterns at the ends."""
    if LADDER.index(choice.setup.size) > LADDER.index("fs"):
        return []
    found: list[Subject] = []
    for brought in (item for event in reading.events for item in event.brings):
        fits = block.scene.beat in brought.beats and brought.asset not in have
        if not fits or block.set not in _open_sets() or casting.cast_asset(brought.asset) is None:
            continue
        have.add(brought.asset)
        found.append(_companion(brought, reading.language))
    return found


def _companion(brought: Brought, language: Language) -> Subject:
    words = load("events")["names"].get(brought.asset, {}).get(language, brought.asset)
    return Subject(
        words=words,
        asset=brought.asset,
        count=brought.count,
        action=brought.action,
        role="effect",
        text=brought.text,
    )


def _open_sets() -> frozenset[str]:
    """Sets under an open sky."""
    closed = {*load("sets")["indoors"], "underwater", "space", "road_tunnel"}
    return frozenset(set(casting.sets()) - closed)


def _describe(choice: Choice, block: Block, figure: Figure | None, language: Language) -> str:
    thing = choice.thing
    words = {
        "it": name_of(thing, language) if thing else "",
        "place": place_name(block.scene.place, language),
        "figure": figure_words(figure, language),
    }
    words["It"] = words["it"][:1].upper() + words["it"][1:]
    words["Place"] = words["place"][:1].upper() + words["place"][1:]
    template = choice.setup.zh if language == "zh" else choice.setup.en
    return template.format(**words)


def _lens(choice: Choice, reading: Reading) -> float:
    """The set-up's own lens, else the look's lens nearest to what the size wants."""
    if choice.setup.lens:
        return choice.setup.lens
    wanted: float = load("direction")["lens"][choice.setup.size]
    near = min(reading.look.lenses, key=lambda lens: abs(lens - wanted), default=wanted)
    return near if abs(near - wanted) <= 0.35 * wanted else wanted


def _turned(move: Move, screen: Screen) -> Move:
    """Pans and trucks go with the travellers on the screen."""
    for name in ("pan", "truck"):
        if move.startswith(name):
            return (
                "pan_left"
                if (name, screen) == ("pan", "left")
                else "pan_right"
                if name == "pan"
                else ("truck_left" if screen == "left" else "truck_right")
            )
    return move


def _screens(choices: Sequence[Choice], blocks: Sequence[Block], reading: Reading) -> list[Screen]:
    """Screen direction: kept for the journey, turned when the text turns back; a rival faces the hero."""
    turn_back = load("direction")["return_words"][reading.language]
    rivals = {thing.words for thing in reading.things[1:2]} if reading.template == "wuxia_duel" else set()
    screens: list[Screen] = []
    for choice in choices:
        block = blocks[choice.slot.block]
        back = any(word in f"{block.line} {block.action}".lower() for word in turn_back)
        rival = choice.thing is not None and choice.thing.words in rivals
        screens.append("left" if back != rival else "right")
    return screens


def _with_cards(shots: Sequence[Shot], screenplay: Screenplay, fps: int) -> tuple[Shot, ...]:
    """The title over an early wide shot, the end card on the last; a film of one shot has only its title."""
    cards = load("direction")["cards"][screenplay.language]
    carded = list(shots)
    early = [at for at, shot in enumerate(shots[:-1]) if shot.start < LATEST_TITLE_S * fps]
    at = max(
        early,
        default=0,
        key=lambda i: (min(shots[i].length, 2.5 * fps), shots[i].size in ("ews", "ws"), i > 0, -i),
    )
    carded[at] = replace(carded[at], title=Title(text=screenplay.title, kind="title"))
    if len(carded) > 1:
        end = Title(text=cards["end"] or screenplay.title, subtitle=cards["by"], kind="end")
        carded[-1] = replace(carded[-1], title=end)
    return tuple(carded)
